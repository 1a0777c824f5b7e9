"""Expected requests of the cell data sub-clients.

Source: docs/contract/wire.md sections 9 and 20 to 22; docs/contract/flows.md sections 5, 6, 11 and 13.
"""

import io
import tempfile
import warnings
from pathlib import Path
from typing import Any

from ionworks import Ionworks
from ionworks.errors import APIError
from tests.contract.parity_cases import (
    TWO_PROJECTS,
    BARE_CONFLICT,
    CONFLICT,
    EMAIL,
    EMAIL_SENT,
    FILTERS,
    FILTERS_SENT,
    Case,
    P,
    Sent,
    case,
    delete,
    get,
    patch,
    post,
)
from tests.contract.recorder import Answer, Turns

SPEC = {"id": "s1", "name": "LG M50", "project_id": "p9"}
RELATED = {
    "get_cell_spec": {
        **SPEC,
        "anode": {"material_id": "graphite"},
        "cathode": {"material_id": "nmc"},
        "electrolyte": {"material_id": None},
    }
}
WITH_COMPONENTS = ("project_id", "anode", "cathode", "electrolyte")


def _page(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"items": list(rows), "count": len(rows), "total": len(rows)}


CELL_SPEC = [
    case("cell_spec.get", lambda c: c.cell_spec.get("s1"), get("/cell_specifications/s1")),
    case("cell_spec.list", lambda c: c.cell_spec.list(), get("/cell_specifications")),
    case(
        "cell_spec.list",
        lambda c: c.cell_spec.list(
            True,
            5,
            1,
            name="LG",
            form_factor="cylindrical",
            project_id="p2",
            exclude_cell_spec_id="s9",
            **EMAIL,
            **FILTERS,
        ),
        get(
            "/cell_specifications",
            full="true",
            limit="5",
            offset="1",
            name="ilike.%LG%",
            form_factor="eq.cylindrical",
            project_id="p2",
            exclude_cell_spec_id="s9",
            **EMAIL_SENT,
            **FILTERS_SENT,
        ),
        note="filters",
    ),
    case(
        "cell_spec.list",
        lambda c: c.cell_spec.list(name_exact="LG M50"),
        get("/cell_specifications", name="eq.LG M50", project_id=P),
        note="identity lookup",
    ),
    case(
        "cell_spec.list",
        lambda c: c.cell_spec.list(material_id="m1"),
        get("/cell_specifications", material_id="m1", project_id=P),
        note="one material",
    ),
    case(
        "cell_spec.list",
        lambda c: c.cell_spec.list(material_id=["m1", "m2"]),
        get("/cell_specifications", material_ids=["m1", "m2"], project_id=P),
        note="materials",
    ),
    case(
        "cell_spec.list",
        lambda c: c.cell_spec.list(material_id=[]),
        returns=lambda page: len(page) == 0 and page.total == 0,
        note="no material",
    ),
    case(
        "cell_spec.list",
        lambda c: c.cell_spec.list(
            anode_material_id="a",
            cathode_material_id="c",
            electrolyte_material_id="e",
            separator_material_id="s",
            case_material_id="k",
        ),
        get(
            "/cell_specifications",
            anode_material_id="a",
            cathode_material_id="c",
            electrolyte_material_id="e",
            separator_material_id="s",
            case_material_id="k",
            project_id=P,
        ),
        note="slots",
    ),
    case(
        "cell_spec.list",
        lambda c: c.cell_spec.list(name_exact="x"),
        get("/projects", limit="2"),
        answers={"list_projects": TWO_PROJECTS},
        raises=ValueError,
        project=None,
        note="no project",
    ),
    case(
        "cell_spec.related_specs",
        lambda c: c.cell_spec.related_specs("s1"),
        get("/cell_specifications/s1"),
        get(
            "/cell_specifications",
            project_id="p9",
            material_ids=["graphite", "nmc"],
            exclude_cell_spec_id="s1",
            limit="100",
            offset="0",
        ),
        answers=RELATED,
        keep=WITH_COMPONENTS,
    ),
    case(
        "cell_spec.related_specs",
        lambda c: c.cell_spec.related_specs(
            "s1", slots=["cathode"], exclude_self=False, limit=5, include_components=True
        ),
        get("/cell_specifications/s1"),
        get("/cell_specifications", project_id="p9", cathode_material_id="nmc", limit="5", offset="0", full="true"),
        answers=RELATED,
        keep=WITH_COMPONENTS,
        note="slots",
    ),
    case(
        "cell_spec.create",
        lambda c: c.cell_spec.create({"name": "N", "form_factor": "pouch", "anode": {"properties": {}}}),
        post(
            "/cell_specifications",
            {"name": "N", "form_factor": "pouch", "anode": {"properties": {}}, "project_id": P},
        ),
    ),
    case(
        "cell_spec.create_or_get",
        lambda c: c.cell_spec.create_or_get({"name": "N", "form_factor": "pouch"}),
        post("/cell_specifications", {"name": "N", "form_factor": "pouch", "project_id": P}),
        get("/cell_specifications/old-1"),
        answers={"create_cell_spec": Answer(CONFLICT, 409)},
    ),
    case(
        "cell_spec.create_or_get",
        lambda c: c.cell_spec.create_or_get({"name": "N", "form_factor": "pouch"}),
        post("/cell_specifications", {"name": "N", "form_factor": "pouch", "project_id": P}),
        get("/cell_specifications", name="eq.N", project_id=P),
        answers={"create_cell_spec": Answer(BARE_CONFLICT, 409), "list_cell_specs": _page({"id": "s7", "name": "N"})},
        keep=("name", "project_id"),
        returns=lambda record: record.id == "s7",
        note="by name",
    ),
    case(
        "cell_spec.update",
        lambda c: c.cell_spec.update("s1", {"name": "M", "anode": {"properties": {"a": 1}}}),
        patch("/cell_specifications/s1", {"name": "M", "anode": {"properties": {"a": 1}}}),
    ),
    case("cell_spec.delete", lambda c: c.cell_spec.delete("s1"), delete("/cell_specifications/s1")),
]

PROPERTIES = {"id": "m1", "name": "N", "cell_instance_id": "i1", "measurement_type": "properties"}

CELL_INSTANCE = [
    case("cell_instance.get", lambda c: c.cell_instance.get("i1"), get("/cell_instances/i1")),
    case("cell_instance.list", lambda c: c.cell_instance.list("s1"), get("/cell_specifications/s1/cell_instances")),
    case(
        "cell_instance.list",
        lambda c: c.cell_instance.list("s1", 5, 1, name="C", batch_id="b1", **EMAIL, **FILTERS),
        get(
            "/cell_specifications/s1/cell_instances",
            limit="5",
            offset="1",
            name="ilike.%C%",
            batch_id="b1",
            **EMAIL_SENT,
            **FILTERS_SENT,
        ),
        note="filters",
    ),
    case(
        "cell_instance.create",
        lambda c: c.cell_instance.create("s1", {"name": "C-1", "batch_id": "b1"}),
        post("/cell_specifications/s1/cell_instances", {"name": "C-1", "batch_id": "b1"}),
    ),
    case(
        "cell_instance.create",
        lambda c: c.cell_instance.create("s1", {"name": "C-1", "batch": "b"}),
        raises=ValueError,
        note="old key",
    ),
    case(
        "cell_instance.create_or_get",
        lambda c: c.cell_instance.create_or_get("s1", {"name": "C-1"}),
        post("/cell_specifications/s1/cell_instances", {"name": "C-1"}),
        get("/cell_instances/old-1"),
        answers={"create_cell_instance": Answer(CONFLICT, 409)},
    ),
    case(
        "cell_instance.create_or_get",
        lambda c: c.cell_instance.create_or_get("s1", {"name": "C-1"}),
        post("/cell_specifications/s1/cell_instances", {"name": "C-1"}),
        get("/cell_specifications/s1/cell_instances", name="eq.C-1"),
        answers={
            "create_cell_instance": Answer(BARE_CONFLICT, 409),
            "list_cell_instances": _page({"id": "i7", "name": "C-1", "cell_specification_id": "s1"}),
        },
        returns=lambda record: record.id == "i7",
        note="by name",
    ),
    case(
        "cell_instance.update",
        lambda c: c.cell_instance.update("i1", {"notes": "n", "batch_id": None}),
        patch("/cell_instances/i1", {"notes": "n", "batch_id": None}),
    ),
    case("cell_instance.delete", lambda c: c.cell_instance.delete("i1"), delete("/cell_instances/i1")),
    case(
        "cell_instance.detail",
        lambda c: c.cell_instance.detail("i1"),
        get("/cell_instances/i1"),
        get("/cell_instances/i1/cell_measurements"),
        get("/cell_measurements/m1"),
        answers={"list_cell_measurements": _page(PROPERTIES), "get_cell_measurement": PROPERTIES},
        keep=("measurement_type",),
        unordered=True,
        returns=lambda found: [item.id for item in found.measurements] == ["m1"],
    ),
]

TIME_SERIES = {
    "Time [s]": [0.0, 10.0, 20.0, 30.0, 40.0, 50.0],
    "Voltage [V]": [4.2, 4.1, 4.0, 3.9, 3.8, 3.7],
    "Current [A]": [1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
    "Step count": [0, 0, 0, 0, 0, 0],
}
UPLOAD = {
    "measurement_id": "m1",
    "uploads": [
        {"filename": f"{name}.parquet", "signed_url": f"{{url}}/bucket/{name}", "token": "t", "path": name}
        for name in ("time_series", "steps")
    ],
}
EXTEND = {
    "measurement_id": "m1",
    "uploads": [
        {"filename": "time_series_extend.parquet", "signed_url": "{url}/bucket/more", "token": "t", "path": "more"}
    ],
}
FILES = {
    "measurement_id": "m1",
    "uploads": [{"filename": "a.txt", "signed_url": "{url}/bucket/a", "token": "t", "path": "a"}],
}
MEASUREMENT = {"name": "N", "start_time": "2025-01-01T00:00:00Z", "end_time": "2025-01-01T00:00:50Z", "tags": ["x"]}


def _record(status: str, **fields: Any) -> dict[str, Any]:
    return {"id": "m1", "name": "N", "cell_instance_id": "i1", "processing_status": status, **fields}


class AnyBytes:
    """Equal to the bytes of a Parquet file."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, bytes) and other[:4] == b"PAR1" == other[-4:]

    __hash__ = None

    def __repr__(self) -> str:
        return "<Parquet>"


def put(path: str, body: Any) -> Sent:
    return Sent("PUT", path, body=body, auth=False)


def _parquet(columns: dict[str, Any]) -> bytes:
    import polars as pl

    sink = io.BytesIO()
    pl.DataFrame(columns).write_parquet(sink)
    return sink.getvalue()


def _create_file(client: Ionworks) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_bytes(b"hello")
        return client.cell_measurement.create_file("i1", "N", [str(path)], notes="n")


def _create_from_file(client: Ionworks) -> Any:
    import polars as pl

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the reader warns that a CSV file tells no start time
        path = Path(folder) / "cycler.csv"
        pl.DataFrame(TIME_SERIES).write_csv(path)
        return client.cell_measurement.create_from_file("i1", path, "csv", wait_for_processing=False)


POLL = get("/cell_measurements/m1", include_steps="false", include_time_series="false")
INITIATE = "/cell_instances/i1/cell_measurements/initiate-upload"
SERIES_AT = Answer(b"", 307, {"Location": "{url}/bucket/series"})
STORED = {
    "download_measurement_time_series": SERIES_AT,
    "download_measurement_steps": Answer(b"", 307, {"Location": "/bucket/steps"}),
    "download_measurement_file": Answer(b"", 307, {"Location": "/bucket/a"}),
    "/bucket/series": Answer(_parquet(TIME_SERIES)),
    "/bucket/steps": Answer(_parquet({"Step count": [0]})),
    "/bucket/a": Answer(b"hello"),
}


def stored(path: str) -> Sent:
    return Sent("GET", path, auth=False)


CELL_MEASUREMENT = [
    case("cell_measurement.get", lambda c: c.cell_measurement.get("m1"), get("/cell_measurements/m1")),
    case(
        "cell_measurement.list",
        lambda c: c.cell_measurement.list("i1"),
        get("/cell_instances/i1/cell_measurements"),
    ),
    case(
        "cell_measurement.list",
        lambda c: c.measurement.list(
            "i1",
            5,
            1,
            "time_series",
            name="C",
            started_after="2025-01-01",
            started_before="2025-02-01",
            tags_all=["a", "b"],
            tags_any=["c"],
            **EMAIL,
            **FILTERS,
        ),
        get(
            "/cell_instances/i1/cell_measurements",
            limit="5",
            offset="1",
            measurement_type="time_series",
            name="ilike.%C%",
            start_time_gt="2025-01-01",
            start_time_lt="2025-02-01",
            tags_all=["a", "b"],
            tags_any="c",
            **EMAIL_SENT,
            **FILTERS_SENT,
        ),
        note="filters",
    ),
    case(
        "cell_measurement.list_by_project",
        lambda c: c.cell_measurement.list_by_project("p2"),
        get("/cell_measurements", project_id="p2"),
    ),
    case(
        "cell_measurement.list_by_project",
        lambda c: c.cell_measurement.list_by_project(
            "p2", 5, 1, "file", q="rpt", tags_all=["a"], tags_any=["b", "c"], order_by="start_time", order="asc"
        ),
        get(
            "/cell_measurements",
            project_id="p2",
            limit="5",
            offset="1",
            measurement_type="file",
            q="rpt",
            tags_all="a",
            tags_any=["b", "c"],
            order_by="start_time",
            order="asc",
        ),
        note="filters",
    ),
    case(
        "cell_measurement.list_tags",
        lambda c: c.cell_measurement.list_tags("p2", "re", 5),
        get("/cell_measurements/tags", project_id="p2", q="re", limit="5"),
    ),
    case(
        "cell_measurement.add_tags",
        lambda c: c.cell_measurement.add_tags("m1", ["a"]),
        post("/cell_measurements/tags/bulk", {"measurement_ids": ["m1"], "add": ["a"], "remove": []}),
        returns=lambda count: count == 1,
    ),
    case(
        "cell_measurement.remove_tags",
        lambda c: c.cell_measurement.remove_tags(["m1", "m2"], ["a", "b"]),
        post("/cell_measurements/tags/bulk", {"measurement_ids": ["m1", "m2"], "add": [], "remove": ["a", "b"]}),
    ),
    case(
        "cell_measurement.update",
        lambda c: c.cell_measurement.update("m1", {"channel_id": None, "tags": ["a"]}),
        patch("/cell_measurements/m1", {"channel_id": None, "tags": ["a"]}),
    ),
    case("cell_measurement.delete", lambda c: c.cell_measurement.delete("m1"), delete("/cell_measurements/m1")),
    case(
        "cell_measurement.attach_raw_data",
        lambda c: c.cell_measurement.attach_raw_data("m1", ["r1"]),
        post("/cell_measurements/m1/raw_data", {"raw_data_ids": ["r1"]}),
    ),
    case(
        "cell_measurement.detach_raw_data",
        lambda c: c.cell_measurement.detach_raw_data("m1", "r1"),
        delete("/cell_measurements/m1/raw_data/r1"),
    ),
    case(
        "cell_measurement.list_raw_data",
        lambda c: c.cell_measurement.list_raw_data("m1"),
        get("/cell_measurements/m1/raw_data", limit="100", offset="0"),
    ),
    case("cell_measurement.watch", lambda c: c.cell_measurement.watch("m1"), post("/cell_measurements/m1/watch", {})),
    case("cell_measurement.unwatch", lambda c: c.cell_measurement.unwatch("m1"), delete("/cell_measurements/m1/watch")),
    case(
        "cell_measurement.time_series",
        lambda c: c.cell_measurement.time_series("m1", use_cache=False),
        get("/cell_measurements/m1/time_series/download"),
        stored("/bucket/series"),
        answers=STORED,
        returns=lambda frame: len(frame) == 6,
    ),
    case(
        "cell_measurement.to_bdf",
        lambda c: c.cell_measurement.to_bdf("m1", "series.txt", use_cache=False),
        get("/cell_measurements/m1/time_series/download"),
        stored("/bucket/series"),
        answers=STORED,
        raises=ValueError,
        note="another ending",
    ),
    case(
        "cell_measurement.steps",
        lambda c: c.cell_measurement.steps("m1", use_cache=False),
        get("/cell_measurements/m1/steps/download"),
        stored("/bucket/steps"),
        answers=STORED,
        returns=lambda frame: len(frame) == 1,
    ),
    case(
        "cell_measurement.curve",
        lambda c: c.cell_measurement.curve("m1", ["Voltage [V]"], x_max=2.0),
        get(
            "/cell_measurements/m1/series",
            columns="Voltage [V]",
            x="Time [s]",
            x_max="2.0",
            max_points="2000",
            encoding="json",
        ),
        returns=lambda frame: "Voltage [V]" in frame.columns,
    ),
    case(
        "cell_measurement.cycles",
        lambda c: c.cell_measurement.cycles("m1", use_cache=False),
        get("/cell_measurements/m1/cycles"),
        returns=lambda frame: "Cycle count" in frame.columns,
    ),
    case(
        "cell_measurement.steps_and_cycles",
        lambda c: c.cell_measurement.steps_and_cycles("m1", use_cache=False),
        get("/cell_measurements/m1/steps_and_cycles"),
        returns=lambda both: len(both.steps) == 2 and len(both.cycles) == 1,
    ),
    case(
        "cell_measurement.detail",
        lambda c: c.cell_measurement.detail("m1", use_cache=False),
        get("/cell_measurements/m1"),
        get("/cell_measurements/m1/steps/download"),
        stored("/bucket/steps"),
        get("/cell_measurements/m1/steps_and_cycles"),
        get("/cell_measurements/m1/time_series/download"),
        stored("/bucket/series"),
        answers=STORED,
        unordered=True,
        keep=("measurement_type",),
        returns=lambda found: (len(found.time_series), len(found.steps), len(found.cycles)) == (6, 1, 1),
    ),
    case(
        "cell_measurement.list_files",
        lambda c: c.cell_measurement.list_files("m1"),
        get("/cell_measurements/m1/files"),
        returns=lambda names: names == ["teardown_1.jpg", "teardown_2.jpg"],
    ),
    case(
        "cell_measurement.get_file",
        lambda c: c.cell_measurement.get_file("m1", "a.txt"),
        get("/cell_measurements/m1/files/a.txt"),
        stored("/bucket/a"),
        answers=STORED,
        returns=lambda content: content == b"hello",
    ),
    case(
        "cell_measurement.download_files",
        lambda c: c.cell_measurement.download_files("m1", use_cache=False),
        get("/cell_measurements/m1/files"),
        get("/cell_measurements/m1/files/a.txt"),
        stored("/bucket/a"),
        answers={**STORED, "list_measurement_files": {"filenames": ["a.txt"]}},
        returns=lambda files: files == {"a.txt": b"hello"},
    ),
    case(
        "cell_measurement.create",
        lambda c: c.cell_measurement.create("i1", {"measurement": MEASUREMENT, "time_series": TIME_SERIES}),
        post(INITIATE, {"measurement": {"name": "N"}}),
        put("/bucket/time_series", AnyBytes()),
        post(
            "/cell_measurements/m1/confirm-upload",
            {"cell_instance_id": "i1", "measurement": MEASUREMENT, "measurement_type": "time_series"},
        ),
        POLL,
        POLL,
        answers={
            "initiate_measurement_upload": UPLOAD,
            "confirm_measurement_upload": _record("pending", steps_created=0),
            "get_cell_measurement": Turns(_record("running"), _record("ready")),
        },
        keep=("processing_status", "filename"),
        variants=("example",),
        returns=lambda record: record.id == "m1" and record.steps_created == 0,
    ),
    case(
        "cell_measurement.create_from_file",
        _create_from_file,
        post(INITIATE, {"measurement": {"name": "cycler"}}),
        put("/bucket/time_series", AnyBytes()),
        post(
            "/cell_measurements/m1/confirm-upload",
            {
                "cell_instance_id": "i1",
                "measurement": {"name": "cycler", "test_setup": {"cycler": "csv"}},
                "measurement_type": "time_series",
            },
        ),
        answers={"initiate_measurement_upload": UPLOAD},
        keep=("filename",),
        variants=("example",),
    ),
    case(
        "cell_measurement.create_or_get",
        lambda c: c.cell_measurement.create_or_get("i1", {"measurement": MEASUREMENT, "time_series": TIME_SERIES}),
        post(INITIATE, {"measurement": {"name": "N"}}),
        get("/cell_measurements/old-1"),
        answers={"initiate_measurement_upload": Answer(CONFLICT, 409)},
    ),
    case(
        "cell_measurement.extend",
        lambda c: c.cell_measurement.extend("m1", {"Time [s]": [0.0, 1.0], "Step count": [0, 0]}),
        post("/cell_measurements/m1/initiate-extend", {}),
        put("/bucket/more", AnyBytes()),
        post("/cell_measurements/m1/confirm-extend", {}),
        POLL,
        answers={
            "initiate_measurement_extend": EXTEND,
            "confirm_measurement_extend": _record("pending", steps_created=0),
            "get_cell_measurement": _record("ready"),
        },
        keep=("processing_status", "filename"),
    ),
    case(
        "cell_measurement.wait_for_processing",
        lambda c: c.cell_measurement.wait_for_processing("m1"),
        POLL,
        POLL,
        answers={"get_cell_measurement": Turns(_record("status_of_a_newer_server"), _record("ready"))},
        keep=("processing_status",),
        returns=lambda found: list(found) == ["m1"],
    ),
    case(
        "cell_measurement.create_properties",
        lambda c: c.cell_measurement.create_properties(
            "i1", "N", {"mass": {"value": 68.9, "unit": "g"}}, notes="n", tags="one"
        ),
        post(
            "/cell_instances/i1/cell_measurements/create",
            {
                "name": "N",
                "measurement_type": "properties",
                "properties": {"mass": {"value": 68.9, "unit": "g"}},
                "notes": "n",
                "tags": ["one"],
            },
        ),
    ),
    case(
        "cell_measurement.create_file",
        _create_file,
        post(
            INITIATE,
            {"measurement": {"name": "N", "notes": "n"}, "measurement_type": "file", "filenames": ["a.txt"]},
        ),
        put("/bucket/a", b"hello"),
        post(
            "/cell_measurements/m1/confirm-upload",
            {
                "cell_instance_id": "i1",
                "measurement": {"name": "N", "notes": "n"},
                "measurement_type": "file",
                "filenames": ["a.txt"],
            },
        ),
        answers={
            "initiate_measurement_upload": FILES,
            "confirm_measurement_upload": _record("ready", steps_created=0),
        },
        keep=("processing_status", "filename"),
    ),
]

INSTANCES = {"list_cell_instances": _page({"id": "i1", "name": "I", "cell_specification_id": "s1"})}
FOUND = {"list_cell_specs": _page(SPEC), **INSTANCES, "list_cell_measurements": _page(_record("ready"))}

RESOLVE = [
    case(
        "resolve_measurement",
        lambda c: c.resolve_measurement("LG M50", "I", "N"),
        get("/cell_specifications", name="eq.LG M50", project_id=P),
        get("/cell_specifications/s1/cell_instances", name="eq.I"),
        get("/cell_instances/i1/cell_measurements", name="eq.N"),
        answers=FOUND,
        returns=lambda record: record.id == "m1",
    ),
    case(
        "cell_measurement.resolve",
        lambda c: c.cell_measurement.resolve("LG M50", "I", "N", project_id="p2"),
        get("/cell_specifications", name="eq.LG M50", project_id="p2"),
        get("/cell_specifications/s1/cell_instances", name="eq.I"),
        get("/cell_instances/i1/cell_measurements", name="eq.N"),
        answers=FOUND,
        returns=lambda record: record.id == "m1",
    ),
    case(
        "resolve_measurement",
        lambda c: c.resolve_measurement("LG M50", "I", "N"),
        get("/cell_specifications", name="eq.LG M50", project_id=P),
        get("/cell_specifications/s1/cell_instances", name="eq.I"),
        answers={**FOUND, "list_cell_instances": _page()},
        raises=APIError,
        note="none",
    ),
]

CELL_CASES: list[Case] = [*CELL_SPEC, *CELL_INSTANCE, *CELL_MEASUREMENT, *RESOLVE]
