import ast
import copy
import inspect
import pickle
from pathlib import Path

import attrs
import polars as pl
import pytest

import ionworks.records as records
from ionworks.doe import expected_count
from ionworks.errors import ContractError
from ionworks.records import (
    CellMeasurement,
    CellMeasurementDetail,
    JobResponse,
    OrganizationMember,
    OrganizationUsage,
    ParsedProtocol,
    Project,
    Record,
    SimulationResponse,
)

from ionworks.records.enums import ChannelState
from ionworks.request_types import DesignParametersDOE, DOERow

PROJECT = {"id": "p1", "name": "Cells", "organization_id": "o1", "colour": "green", "<b>": 1}
RECORD_TYPES = [getattr(records, name) for name in records.__all__ if name != "Record"]


class Generated:
    """Stands for a generated model."""

    def to_dict(self) -> dict[str, object]:
        return dict(PROJECT)


@pytest.mark.parametrize("wire", [PROJECT, Generated()])
def test_fields_missing_fields_and_unknown_fields(wire: object) -> None:
    project = Project.from_wire(wire)
    assert (project.id, project.name, project.description) == ("p1", "Cells", None)
    assert project.colour == "green"
    assert project.extra == {"colour": "green", "<b>": 1}
    assert "colour" in dir(project)
    with pytest.raises(AttributeError, match="Project has no field 'size'"):
        project.size  # noqa: B018
    assert project.to_dict() == PROJECT | {"description": None, "created_at": None, "updated_at": None}
    assert Project.from_wire(project) == project


def test_frozen() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Project.from_wire(PROJECT).name = "x"


def test_copies() -> None:
    project = Project.from_wire(PROJECT)
    assert copy.deepcopy(project) == project
    assert pickle.loads(pickle.dumps(project)).colour == "green"
    assert attrs.evolve(project, name="New").name == "New"


def test_missing_required_field_is_a_contract_error() -> None:
    with pytest.raises(ContractError, match="JobResponse without job_type, is_failed; fields found"):
        JobResponse.from_wire(
            dict.fromkeys(["job_id", "status", "priority", "created_at", "updated_at", "is_terminal"], "x")
        )
    with pytest.raises(ContractError, match="a Project must be an object, found list"):
        Project.from_wire([PROJECT])


def test_repr_is_short_and_escapes_html() -> None:
    project = Project.from_wire(PROJECT | {"description": "x" * 500, "name": "<script>"})
    assert repr(project).startswith("Project(id='p1', name='<script>', organization_id='o1', description='xxx")
    assert len(repr(project)) < 250
    assert "created_at" not in repr(project)
    assert "<script>" not in project._repr_html_()
    assert "&lt;script&gt;" in project._repr_html_()


def test_wire_names() -> None:
    parsed = ParsedProtocol.from_wire({"parsed_protocol_ucp": "steps: []", "parsed_protocol_human": "rest"})
    assert (parsed.ucp, parsed.human_readable, parsed.raw_protocol) == ("steps: []", "rest", "")
    assert parsed.to_dict()["parsed_protocol_ucp"] == "steps: []"


def test_nested_records() -> None:
    wire = {
        "period_start": "2026-05-01",
        "period_end": "2026-06-01",
        "simulation": {"usage": 3, "limit": None},
        "compute": {"usage": 1.5, "usage_by_type": {"datafit": 1.5}, "limit": 10},
    }
    usage = OrganizationUsage.from_wire(wire)
    assert (usage.simulation.usage, usage.compute.limit) == (3, 10)
    assert usage.to_dict() == wire
    member = OrganizationMember.from_wire(
        {
            "id": "u",
            "organization_role": {"name": "Admin"},
            "user_project_roles": [{"project_id": "p", "project_role_id": "r"}],
        }
    )
    assert (member.role_name, member.user_project_roles[0].project_id) == ("Admin", "p")
    assert OrganizationMember.from_wire({"id": "u"}).role_name is None


def test_defaults_that_are_not_none() -> None:
    assert SimulationResponse.from_wire({"simulation_id": "s", "job_id": "j"}).already_existed is False
    measurement = CellMeasurement.from_wire({"id": "m", "name": "n", "cell_instance_id": "c", "tags": None})
    assert (measurement.tags, measurement.measurement_type) == ([], "time_series")


def test_details_with_frames_compare_by_their_other_fields() -> None:
    wire = {"id": "m", "name": "n", "cell_instance_id": "c"}
    one = CellMeasurementDetail.from_wire(wire | {"time_series": pl.DataFrame({"a": [1]})})
    assert one == CellMeasurementDetail.from_wire(wire)
    assert "time_series=shape" in repr(one)


def _fields_without_docstring(record_type: type) -> list[str]:
    tree = ast.parse(Path(inspect.getsourcefile(record_type)).read_text())
    [body] = [n.body for n in tree.body if isinstance(n, ast.ClassDef) and n.name == record_type.__name__]
    fields = [node for node in body if isinstance(node, ast.AnnAssign)]
    assert fields, record_type
    followed = [(field, *body[body.index(field) + 1 : body.index(field) + 2]) for field in fields]
    return [
        f"{record_type.__name__}.{field.target.id}"
        for field, *after in followed
        if not (after and isinstance(after[0], ast.Expr) and isinstance(after[0].value.value, str))
    ]


def test_every_field_has_a_docstring() -> None:
    assert [place for record_type in RECORD_TYPES for place in _fields_without_docstring(record_type)] == []


def test_records_stay_frozen_with_slots() -> None:
    for record_type in RECORD_TYPES:
        assert attrs.has(record_type)
        assert "__slots__" in vars(record_type), record_type
    assert all(issubclass(item, Record) or item.__name__ in {"SimulationResult", "Profile", "ReplayResult", "StepsAndCycles", "CellInstanceDetail"}
               for item in RECORD_TYPES)  # fmt: skip


def test_records_inside_records() -> None:
    channel = {"id": "c", "name": "1", "state": "occupied", "measurement": None}
    run = {"id": "m", "name": "RPT", "updated_at": "2026-05-01T00:00:00Z", "cell_instance_id": "i"}
    cycler = {"id": "y", "name": "A", "channel_count": 2, "occupied": 1, "stale": 0, "free": 1}
    cycler["channels"] = [channel, {**channel, "state": "melted", "measurement": run}]
    status = records.LabStatus.from_wire({"sites": [{"id": "s", "name": "Lab", "cyclers": [cycler]}], "free": 1})
    first, second = status.sites[0].cyclers[0].channels
    assert (first.state, first.measurement, second.state) == (ChannelState.OCCUPIED, None, "melted")
    assert second.measurement.name == "RPT"
    assert status.to_dict()["sites"][0]["cyclers"][0]["channels"][1]["measurement"]["name"] == "RPT"
    assert records.MaterialPropertyDataset.from_wire(
        {"id": "d", "name": "D", "data_version": 1, "columns": None}
    ).columns == []  # fmt: skip
    found = records.SearchResponse.from_wire(
        {"results": [{"id": "p", "entity_type": "project", "name": "P"}], "query": "p", "total": 1, "limit": 25,
         "offset": 0}
    )  # fmt: skip
    assert [row.name for row in found] == ["P"]


@pytest.mark.parametrize(
    ("changes", "is_overdue"),
    [
        ({}, False),
        ({"service_scheduled_until": "2020-01-01T00:00:00"}, True),
        ({"service_scheduled_until": "2020-01-01T00:00:00+00:00", "resolved_at": "2020-01-02"}, False),
        ({"service_scheduled_until": "2999-01-01T00:00:00Z"}, False),
    ],
)
def test_overdue_channels(changes: dict[str, str], is_overdue: bool) -> None:
    incident = {"id": "i", "channel_id": "c", "project_id": "p", "started_at": "2020-01-01T00:00:00Z"}
    assert records.ChannelIncident.from_wire({**incident, **changes}).is_overdue_to_return is is_overdue


def test_scheduled_assignments() -> None:
    names = ("id", "name", "updated_at")
    assignment = {f"planned_measurement_{name}": "x" for name in names}
    place = {"channel_id": "c", "planned_start_time": "2026-05-01", "planned_end_time": "2026-05-02"}
    build = records.AutoScheduleAssignment.from_wire
    assert build({**assignment, **place}).is_scheduled
    assert not build({**assignment, **place, "channel_id": None}).is_scheduled
    assert not build({**assignment, **place, "unscheduled_reason": "no room"}).is_scheduled


def test_request_documents_are_mappings_of_what_is_set() -> None:
    row = DOERow(type="range", name="x", min=0, max=1, count=3)
    assert dict(row) == {"type": "range", "name": "x", "min": 0, "max": 1, "count": 3}
    assert "values" not in row and len(row) == 5
    assert expected_count(DesignParametersDOE(rows=[row, {"type": "discrete", "name": "y", "values": [1, 2]}])) == 6
    with pytest.raises(TypeError, match="colour"):
        DOERow(type="range", name="x", colour="red")
