"""Expected requests of raw data, analyses and search.

Source: docs/contract/wire.md sections 36 to 39; docs/contract/flows.md sections 5.5, 6 and 13.
"""

import io
import json
from typing import Any

import polars as pl

from ionworks.errors import APIError
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

PLATFORM_CASES: list[Case] = [*RAW_DATA, *ANALYSIS, *SEARCH]
