"""Expected requests of raw data, analyses, materials and search.

Source: docs/contract/wire.md sections 34 to 39; docs/contract/flows.md sections 5.5, 6 and 13.
"""

import io
import json
import math
from typing import Any

import polars as pl

from ionworks.errors import APIError
from ionworks.records import ColumnSpec
from tests.contract.parity_cases import Case, P, Sent, case, delete, get, patch, post
from tests.contract.recorder import Answer

PROJECT = "51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10"
ANNOUNCED = {
    "project_id": "p1",
    "name": "Channel 4",
    "filename": "ch4.csv",
    "content_type": "text/csv",
    "metadata": {"channel": 4},
    "source": "BCS-815",
}
PLACE = {
    "raw_data_id": "r1",
    "uploads": [
        {"filename": "ch4.csv", "signed_url": "{url}/bucket/raw", "token": "t", "path": "r/1", "multipart": None}
    ],
}


def _stream(content: bytes, name: str | None = None) -> io.BytesIO:
    stream = io.BytesIO(content)
    if name is not None:
        stream.name = name
    return stream


def _parquet(frame: pl.DataFrame) -> bytes:
    sink = io.BytesIO()
    frame.write_parquet(sink)
    return sink.getvalue()


class Table:
    """Equal to the part of a form that holds this table as a Parquet file."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __eq__(self, other: object) -> bool:
        name, media, content = other if isinstance(other, tuple) else ("", "", b"")
        is_file = (name, media) == ("data.parquet", "application/vnd.apache.parquet")
        return is_file and pl.read_parquet(io.BytesIO(content)).equals(self._frame)

    __hash__ = None


class Json:
    """Equal to a text that is this JSON value."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and json.loads(other) == self._value

    __hash__ = None


RAW_DATA = [
    case(
        "raw_data.upload",
        lambda c: c.raw_data.upload("p1", _stream(b"a,b", "ch4.csv"), "Channel 4", "BCS-815", {"channel": 4}),
        post("/raw_data/initiate-upload", ANNOUNCED),
        Sent("PUT", "/bucket/raw", body=b"a,b", auth=False),
        post("/raw_data/r1/confirm-upload", {**ANNOUNCED, "size_bytes": 3}),
        answers={"initiate_raw_data_upload": PLACE},
        keep=("multipart", "filename"),
        returns=lambda one: one.filename == "ch4.mpr",
    ),
    case(
        "raw_data.upload",
        lambda c: c.raw_data.upload("p1", io.BufferedReader(_stream(b"xy")), "x.bin", timeout=5),
        post(
            "/raw_data/initiate-upload",
            {
                "project_id": "p1",
                "name": "x.bin",
                "filename": "x.bin",
                "content_type": "application/octet-stream",
                "metadata": {},
            },
        ),
        Sent("PUT", "/bucket/raw", body=b"xy", auth=False),
        post(
            "/raw_data/r1/confirm-upload",
            {
                "project_id": "p1",
                "name": "x.bin",
                "filename": "x.bin",
                "content_type": "application/octet-stream",
                "metadata": {},
                "size_bytes": 2,
            },
        ),
        answers={"initiate_raw_data_upload": PLACE},
        keep=("multipart", "filename"),
        note="stream without a name",
    ),
    case(
        "raw_data.list",
        lambda c: c.raw_data.list("p1"),
        get("/raw_data", project_id="p1", limit="100", offset="0"),
    ),
    case("raw_data.get", lambda c: c.raw_data.get("r1"), get("/raw_data/r1")),
    case("raw_data.download_url", lambda c: c.raw_data.download_url("r1"), get("/raw_data/r1/download-url")),
    case(
        "raw_data.download",
        lambda c: c.raw_data.download("r1", use_cache=False),
        get("/raw_data/r1"),
        get("/raw_data/r1/download-url"),
        Sent("GET", "/bucket/raw", auth=False),
        answers={"get_raw_data_download_url": {"url": "{url}/bucket/raw"}, "/bucket/raw": Answer(b"abc")},
        returns=lambda content: content == b"abc",
    ),
    case(
        "raw_data.update",
        lambda c: c.raw_data.update("r1", source="", metadata={"a": 1}),
        patch("/raw_data/r1", {"source": "", "metadata": {"a": 1}}),
    ),
    case("raw_data.delete", lambda c: c.raw_data.delete("r1"), delete("/raw_data/r1")),
    case(
        "raw_data.list_measurements",
        lambda c: c.raw_data.list_measurements("r1"),
        get("/raw_data/r1/cell_measurements", limit="100", offset="0"),
        returns=lambda page: page.total == 1 and isinstance(page[0], str),
    ),
]

TABLE = pl.DataFrame({"SOC": [0.2, 0.8], "Resistance [Ohm]": [0.01, 0.02]})
PLOT = {"x": "SOC", "y": ["Resistance [Ohm]"]}
FOUND = {
    "items": [
        {"id": "a1", "measurement_id": "m1", "name": "N", "analysis_type": "x"},
        {"id": "a2", "measurement_id": "m1", "name": "O", "analysis_type": "x"},
    ],
    "total": 2,
}

ANALYSIS = [
    case(
        "analysis.create",
        lambda c: c.analysis.create(
            "m1", "N", "dcir_from_hppc", TABLE, columns=[{"name": "SOC"}], plots=[PLOT], metadata={"a": 1}, notes="T"
        ),
        post(
            "/analyses",
            {
                "measurement_id": "m1",
                "name": "N",
                "analysis_type": "dcir_from_hppc",
                "columns": Json([{"name": "SOC"}]),
                "plots": Json([PLOT]),
                "metadata": Json({"a": 1}),
                "notes": "T",
                "file": Table(TABLE),
            },
        ),
        returns=lambda one: one.columns[1].unit == "Ohm",
    ),
    case(
        "analysis.create",
        lambda c: c.analysis.create("m1", "N", "x", {"SOC": [0.2]}),
        post(
            "/analyses",
            {
                "measurement_id": "m1",
                "name": "N",
                "analysis_type": "x",
                "columns": "[]",
                "plots": "[]",
                "metadata": "{}",
                "file": Table(pl.DataFrame({"SOC": [0.2]})),
            },
        ),
        note="defaults",
    ),
    case(
        "analysis.create", lambda c: c.analysis.create("m1", "N", "x", {"SOC": []}), raises=ValueError, note="no rows"
    ),
    case("analysis.get", lambda c: c.analysis.get("a1"), get("/analyses/a1")),
    case("analysis.list", lambda c: c.analysis.list("m1"), get("/analyses", measurement_id="m1")),
    case(
        "analysis.list",
        lambda c: c.analysis.list(project_id="p1", limit=5, offset=1),
        get("/analyses", project_id="p1", limit="5", offset="1"),
        note="project",
    ),
    case("analysis.list", lambda c: c.analysis.list(), raises=ValueError, note="no scope"),
    case("analysis.list", lambda c: c.analysis.list("m1", project_id="p1"), raises=ValueError, note="two scopes"),
    case(
        "analysis.find_one",
        lambda c: c.analysis.find_one("m1", name="O", analysis_type="x"),
        get("/analyses", measurement_id="m1", limit="100", offset="0"),
        answers={"list_analyses": FOUND},
        returns=lambda one: one.id == "a2",
    ),
    case(
        "analysis.find_one",
        lambda c: c.analysis.find_one("m1", analysis_type="x"),
        get("/analyses", measurement_id="m1", limit="100", offset="0"),
        answers={"list_analyses": FOUND},
        raises=APIError,
        note="several",
    ),
    case(
        "analysis.find_one",
        lambda c: c.analysis.find_one("m2", analysis_id="a1"),
        get("/analyses/a1"),
        raises=APIError,
        note="of another measurement",
    ),
    case("analysis.find_one", lambda c: c.analysis.find_one("m1"), raises=ValueError, note="nothing to find it by"),
    case("analysis.update", lambda c: c.analysis.update("a1", {"notes": "T"}), patch("/analyses/a1", {"notes": "T"})),
    case("analysis.delete", lambda c: c.analysis.delete("a1"), delete("/analyses/a1")),
    case("analysis.get_download_url", lambda c: c.analysis.get_download_url("a1"), get("/analyses/a1/download-url")),
    case(
        "analysis.get_data",
        lambda c: c.analysis.get_data("a1"),
        get("/analyses/a1/download-url"),
        Sent("GET", "/bucket/table", auth=False),
        answers={
            "get_analysis_download_url": {"url": "{url}/bucket/table"},
            "/bucket/table": Answer(_parquet(TABLE)),
        },
        returns=lambda frame: frame.equals(TABLE),
    ),
]

SEARCH = [
    case(
        "search.query",
        lambda c: c.search.query("cell"),
        get("/search", q="cell", limit="25", offset="0", per_type="5"),
        returns=lambda found: found.total == 1 and [one.entity_type for one in found] == ["cell_measurement"],
    ),
    case(
        "search.query",
        lambda c: c.search.query(
            "cell", limit=2, offset=1, per_type=3, entity_types=["study", "pipeline"], project_id=P
        ),
        get(
            "/search",
            q="cell",
            limit="2",
            offset="1",
            per_type="3",
            entity_types=["study", "pipeline"],
            project_id=P,
        ),
        note="filters",
    ),
    case(
        "search.query",
        lambda c: c.search.query("cell", entity_types=[]),
        returns=lambda one: not len(one),
        note="no kind",
    ),
    case(
        "search.query", lambda c: c.search.query("cell", entity_types=["cat"]), raises=ValueError, note="unknown kind"
    ),
]

MATERIAL = [
    case("material.get", lambda c: c.material.get("m1"), get("/materials/m1")),
    case("material.list", lambda c: c.material.list(), get("/materials", project_id=P)),
    case(
        "material.list",
        lambda c: c.material.list(
            5,
            1,
            project_id="p2",
            name="ilike.%graphite%",
            manufacturer="Acme",
            product_id="A1",
            created_at="gte.2025-01-01",
            created_at_gt="2025-01-02",
            created_at_lt="2025-01-03",
            updated_at="lt.2025-01-04",
            updated_at_gt="2025-01-05",
            updated_at_lt="2025-01-06",
            order_by="manufacturer",
            order="desc",
        ),
        get(
            "/materials",
            limit="5",
            offset="1",
            project_id="p2",
            name="ilike.%graphite%",
            manufacturer="Acme",
            product_id="A1",
            created_at="gte.2025-01-01",
            created_at_gt="2025-01-02",
            created_at_lt="2025-01-03",
            updated_at="lt.2025-01-04",
            updated_at_gt="2025-01-05",
            updated_at_lt="2025-01-06",
            order_by="manufacturer",
            order="desc",
        ),
        note="filters",
    ),
    case(
        "material.list",
        lambda c: c.material.list(name_exact="Graphite"),
        get("/materials", project_id=P, name="eq.Graphite"),
        note="exact name",
    ),
    case("material.list", lambda c: c.material.list(name="a", name_exact="b"), raises=ValueError, note="two names"),
    case("material.list", lambda c: c.material.list(order_by="colour"), raises=ValueError, note="unknown column"),
]

PROPERTIES = pl.DataFrame({"Electrolyte concentration [mol.m-3]": [500.0, 1000.0], "Transference number": [0.3, 0.4]})
SPECS = [
    {"name": "Electrolyte concentration", "unit": "mol.m-3", "source_column_index": 0},
    {"name": "Transference number", "unit": "", "source_column_index": 1},
]
ROWS = {"Radius": [5e-6, None]}


def _prior_is(prior: Any, mean: float, std: float) -> bool:
    wire = prior.to_config()["distribution"]
    return (round(wire["mean"], 12), round(wire["std"], 12)) == (round(mean, 12), round(std, 12))


DATASET = [
    case(
        "material_property_dataset.list",
        lambda c: c.material_property_dataset.list("m1"),
        get("/material_property_datasets", material_id="m1"),
    ),
    case(
        "material_property_dataset.list",
        lambda c: c.material_property_dataset.list("m1", "p2", 5, 1),
        get("/material_property_datasets", material_id="m1", project_id="p2", limit="5", offset="1"),
        note="project",
    ),
    case(
        "material_property_dataset.get",
        lambda c: c.material_property_dataset.get("d1"),
        get("/material_property_datasets/d1"),
    ),
    case(
        "material_property_dataset.get_units",
        lambda c: c.material_property_dataset.get_units("d1"),
        get("/material_property_datasets/d1"),
        returns=lambda units: units["Electrolyte conductivity"] == "S.m-1",
    ),
    case(
        "material_property_dataset.get_data",
        lambda c: c.material_property_dataset.get_data("d1"),
        get("/material_property_datasets/d1/data"),
        returns=lambda frame: frame["Electrolyte conductivity"].to_list() == [0.84, 0.95],
    ),
    case(
        "material_property_dataset.create",
        lambda c: c.material_property_dataset.create("m1", "N", PROPERTIES),
        post(
            "/material_property_datasets",
            {"material_id": "m1", "project_id": P, "name": "N", "columns": Json(SPECS), "file": Table(PROPERTIES)},
        ),
    ),
    case(
        "material_property_dataset.create",
        lambda c: c.material_property_dataset.create(
            "m1", "N", PROPERTIES, columns=[ColumnSpec(name="t+", source_column_index=1)], project_id="p2"
        ),
        post(
            "/material_property_datasets",
            {
                "material_id": "m1",
                "project_id": "p2",
                "name": "N",
                "columns": Json([{"name": "t+", "unit": "", "source_column_index": 1}]),
                "file": Table(PROPERTIES),
            },
        ),
        note="columns",
    ),
    case(
        "material_property_dataset.create",
        lambda c: c.material_property_dataset.create(
            "m1", "N", PROPERTIES, columns=[{"name": "x", "source_column_index": 2}]
        ),
        raises=ValueError,
        note="no such position",
    ),
    case(
        "material_property_dataset.update",
        lambda c: c.material_property_dataset.update("d1", name="M", columns=[{"name": "c", "unit": "mol/L"}]),
        patch(
            "/material_property_datasets/d1",
            {"name": "M", "columns": [{"name": "c", "unit": "mol/L", "source_column_index": 0}]},
        ),
    ),
    case(
        "material_property_dataset.replace_file",
        lambda c: c.material_property_dataset.replace_file("d1", PROPERTIES, name="M"),
        get("/material_property_datasets/d1"),
        patch("/material_property_datasets/d1/file", {"name": "M", "file": Table(PROPERTIES)}),
        answers={"get_material_property_dataset": {"id": "d1", "name": "N", "data_version": 1, "columns": SPECS}},
        keep=("columns", "source_column_index"),
    ),
    case(
        "material_property_dataset.replace_file",
        lambda c: c.material_property_dataset.replace_file("d1", PROPERTIES[:, ::-1]),
        get("/material_property_datasets/d1"),
        answers={"get_material_property_dataset": {"id": "d1", "name": "N", "data_version": 1, "columns": SPECS}},
        keep=("columns", "source_column_index"),
        raises=ValueError,
        note="other layout",
    ),
    case(
        "material_property_dataset.replace_file",
        lambda c: c.material_property_dataset.replace_file("d1", PROPERTIES, columns=[{"name": "c"}]),
        patch(
            "/material_property_datasets/d1/file",
            {"columns": Json([{"name": "c", "unit": "", "source_column_index": 0}]), "file": Table(PROPERTIES)},
        ),
        note="columns",
    ),
    case(
        "material_property_dataset.get_download_url",
        lambda c: c.material_property_dataset.get_download_url("d1", "original"),
        get("/material_property_datasets/d1/download-url", kind="original"),
    ),
    case(
        "material_property_dataset.delete",
        lambda c: c.material_property_dataset.delete("d1"),
        delete("/material_property_datasets/d1"),
    ),
    case(
        "material_property_dataset.to_prior",
        lambda c: c.material_property_dataset.to_prior("d1", "Radius", "r [m]", rel_std=0.1, row=0),
        get("/material_property_datasets/d1/data"),
        answers={"get_material_property_data": ROWS},
        returns=lambda prior: _prior_is(prior, 5e-6, 5e-7) and prior.name == "r [m]",
    ),
    case(
        "material_property_dataset.to_prior",
        lambda c: c.material_property_dataset.to_prior(
            "d1", "Radius", "r [m]", std=0.3, row=0, distribution="lognormal", regularizer_weight=2
        ),
        get("/material_property_datasets/d1/data"),
        answers={"get_material_property_data": ROWS},
        returns=lambda prior: _prior_is(prior, math.log(5e-6), 0.3) and prior.to_config()["regularizer_weight"] == 2,
        note="lognormal",
    ),
    *(
        case(
            "material_property_dataset.to_prior",
            lambda c, column=column, options=options: c.material_property_dataset.to_prior(
                "d1", column, "r [m]", **options
            ),
            *([get("/material_property_datasets/d1/data")] if is_sent else []),
            answers={"get_material_property_data": ROWS},
            raises=ValueError,
            variants=("example",),
            note=note,
        )
        for note, is_sent, column, options in (
            ("no spread", False, "Radius", {"row": 0}),
            ("two spreads", False, "Radius", {"row": 0, "std": 1, "rel_std": 1}),
            ("negative spread", False, "Radius", {"row": 0, "std": -1}),
            ("unknown distribution", False, "Radius", {"row": 0, "std": 1, "distribution": "beta"}),
            ("no such column", True, "Mass", {"row": 0, "std": 1}),
            ("no row", True, "Radius", {"std": 1}),
            ("no such row", True, "Radius", {"std": 1, "row": 2}),
            ("no number", True, "Radius", {"std": 1, "row": 1}),
        )
    ),
]

TRANSPORT = {
    "Electrolyte concentration": [0.5, 1.0, None],
    "Electrolyte conductivity": [8.0, 10.0, 3.0],
    "Electrolyte diffusivity": [3e-10, 2e-10, 1e-10],
    "Transference number": [0.3, 0.4, 0.5],
}
UNITS_OF_TRANSPORT = {
    "id": "d1",
    "name": "N",
    "data_version": 1,
    "columns": [
        {"name": "Electrolyte concentration", "unit": "mol/L"},
        {"name": "Electrolyte conductivity", "unit": "mS/cm"},
    ],
}


def _is_transport(values: Any) -> bool:
    import numpy
    import pybamm

    state = pybamm.Scalar(750.0), pybamm.Scalar(298.15)
    names = ("Electrolyte conductivity [S.m-1]", "Electrolyte diffusivity [m2.s-1]", "Cation transference number")
    found = [numpy.asarray(values[name](*state).evaluate()).item() for name in names]
    return [round(one, 12) for one in found] == [0.9, 2.5e-10, 0.35]


ELECTROLYTE = [
    case(
        "electrolyte.transport_from_dataset",
        lambda c: c.electrolyte.transport_from_dataset("d1"),
        get("/material_property_datasets/d1"),
        get("/material_property_datasets/d1/data"),
        answers={"get_material_property_data": TRANSPORT, "get_material_property_dataset": UNITS_OF_TRANSPORT},
        keep=("columns", "unit"),
        variants=("example",),
        returns=_is_transport,
    ),
    *(
        case(
            "electrolyte.transport_from_dataset",
            lambda c, options=options: c.electrolyte.transport_from_dataset("d1", **options),
            *([get("/material_property_datasets/d1"), get("/material_property_datasets/d1/data")] if is_sent else []),
            answers={"get_material_property_data": TRANSPORT, "get_material_property_dataset": UNITS_OF_TRANSPORT},
            variants=("example",),
            raises=ValueError,
            note=note,
        )
        for note, is_sent, options in (
            ("unknown form", False, {"forms": {"Cation transference number": "spline"}}),
            ("form without a column", False, {"forms": {"Thermodynamic factor": "landesfeind"}}),
            ("unknown parameter", False, {"columns": {"Viscosity [Pa.s]": "Transference number"}}),
            ("no such column", True, {"columns": {"Thermodynamic factor": "TDF"}}),
            ("no such concentration", True, {"concentration_column": "c"}),
            ("too few points", True, {"forms": {"Cation transference number": "landesfeind"}}),
        )
    ),
]

RECIPE = {"elements": {"sheet": {"element_type": "entry", "mapping": {"Electrode width [m]": "properties.width"}}}}

MODEL_BUILDER = [
    case("model_builder.list", lambda c: c.model_builder.list(), get("/model_builders", project_id=P)),
    case(
        "model_builder.list",
        lambda c: c.model_builder.list("m1", "p2", 5, 1),
        get("/model_builders", model_id="m1", project_id="p2", limit="5", offset="1"),
        note="filters",
    ),
    case("model_builder.get", lambda c: c.model_builder.get("b1"), get("/model_builders/b1")),
    case(
        "model_builder.create",
        lambda c: c.model_builder.create("m1", "N", RECIPE, "D"),
        post(
            "/model_builders",
            {"model_id": "m1", "project_id": P, "name": "N", "config": RECIPE, "description": "D"},
        ),
    ),
    case("model_builder.create", lambda c: c.model_builder.create("m1", "N", 5), raises=TypeError, note="no recipe"),
    case("model_builder.create", lambda c: c.model_builder.create("m1", "N", {}), raises=ValueError, note="empty"),
    case(
        "model_builder.update",
        lambda c: c.model_builder.update("b1", name="M", config=RECIPE),
        patch("/model_builders/b1", {"name": "M", "config": RECIPE}),
    ),
    case("model_builder.delete", lambda c: c.model_builder.delete("b1"), delete("/model_builders/b1")),
    case(
        "model_builder.check",
        lambda c: c.model_builder.check("b1", "s1"),
        post("/model_builders/b1/check", {"cell_spec_id": "s1"}),
        returns=lambda report: report.ready and report.total == 42,
    ),
    case(
        "model_builder.build",
        lambda c: c.model_builder.build("b1", "s1", save=True, name="N", set_as_default=True),
        post("/model_builders/b1/build", {"cell_spec_id": "s1", "save": True, "set_as_default": True, "name": "N"}),
    ),
    case(
        "model_builder.dry_run",
        lambda c: c.model_builder.dry_run("m1", RECIPE, "s1"),
        post("/model_builders/dry_run", {"model_id": "m1", "config": RECIPE, "cell_spec_id": "s1"}),
        returns=lambda found: found["report"]["issues"][0]["code"] == "missing_parameter",
    ),
    case(
        "model_builder.preview_mapping",
        lambda c: c.model_builder.preview_mapping("s1", {"Electrode width [m]": "properties.width"}),
        post(
            "/model_builders/preview_mapping",
            {"cell_spec_id": "s1", "mapping": {"Electrode width [m]": "properties.width"}},
        ),
        returns=lambda found: found["Nominal cell capacity [A.h]"]["converted"] == 5.0,
    ),
    case(
        "model_builder.preview_mapping",
        lambda c: c.model_builder.preview_mapping("s1", ["a"]),
        raises=ValueError,
        note="no mapping",
    ),
    case(
        "model_builder.calculations_producing",
        lambda c: c.model_builder.calculations_producing("Electrode area [m2]"),
        get("/model_builders/calculations/producing", parameter="Electrode area [m2]"),
        returns=lambda found: found[0]["type"] == "ElectrodeCapacity",
    ),
    case(
        "model_builder.resolved_cell_spec",
        lambda c: c.model_builder.resolved_cell_spec("s1"),
        get("/cell_specifications/s1/resolved"),
        returns=lambda found: found["ratings"]["capacity"]["value"] == 5,
    ),
    case(
        "model_builder.readiness",
        lambda c: c.model_builder.readiness("s1", "m1"),
        get("/cell_specifications/s1/builder_readiness", model_id="m1"),
        returns=lambda found: found[0].ready,
    ),
]

PLATFORM_CASES: list[Case] = [
    *RAW_DATA,
    *ANALYSIS,
    *SEARCH,
    *MATERIAL,
    *DATASET,
    *ELECTROLYTE,
    *MODEL_BUILDER,
]
