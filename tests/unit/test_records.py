import ast
import copy
import inspect
import pickle
from pathlib import Path

import attrs
import polars as pl
import pytest

import ionworks.records as records
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


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda item: item.__name__)
def test_every_field_has_a_docstring(record_type: type) -> None:
    tree = ast.parse(Path(inspect.getsourcefile(record_type)).read_text())
    [body] = [n.body for n in tree.body if isinstance(n, ast.ClassDef) and n.name == record_type.__name__]
    fields = [node for node in body if isinstance(node, ast.AnnAssign)]
    followed = [body[body.index(field) + 1 : body.index(field) + 2] for field in fields]
    assert fields
    assert all(isinstance(after[0], ast.Expr) and isinstance(after[0].value.value, str) for after in followed)


def test_records_stay_frozen_with_slots() -> None:
    for record_type in RECORD_TYPES:
        assert attrs.has(record_type)
        assert "__slots__" in vars(record_type), record_type
    assert all(issubclass(item, Record) or item.__name__ in {"SimulationResult", "StepsAndCycles", "CellInstanceDetail"}
               for item in RECORD_TYPES)  # fmt: skip
