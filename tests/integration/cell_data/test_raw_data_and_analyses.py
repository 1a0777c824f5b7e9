"""Raw data and analyses: uploads of any kind of file, what measurements come from, tables with plots, and their ends."""

import hashlib
import io
import os
from typing import Any

import polars as pl
import pytest

from ionworks import Ionworks
from ionworks.errors import APIError, BadRequestError, ConflictError, NotFoundError, UnprocessableError
from tests.cell_frames import cycler_frame
from tests.integration.cell_data.conftest import Place

pytestmark = pytest.mark.local_only

TABLE = pl.DataFrame({"SOC": [0.2, 0.8], "Resistance [Ohm]": [0.01, 0.02], "Label": ["a", None]})
PLOT = {"x": "SOC", "y": ["Resistance [Ohm]"], "title": "10 s"}


class Pipe(io.RawIOBase):
    """A stream that can neither be rewound nor asked for its length, of as many bytes as wanted."""

    def __init__(self, size: int) -> None:
        self.left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = min(len(buffer), self.left)
        buffer[:count] = b"x" * count
        self.left -= count
        return count


@pytest.fixture
def measurement(client: Ionworks, cell: Any) -> Any:
    return client.cell_measurement.create(
        cell.id, {"measurement": {"name": "N"}, "time_series": cycler_frame()}, wait_for_processing=False
    )


def test_a_file_comes_back_as_it_was(client: Ionworks, tmp_path: Any) -> None:
    content = os.urandom(3 * 1024**2 + 7)
    path = tmp_path / "ch4.mpr"
    path.write_bytes(content)
    made = client.raw_data.upload(client.project_id, path, source="BCS-815", metadata={"channel": 4})
    assert (made.name, made.filename, made.size_bytes) == ("ch4.mpr", "ch4.mpr", len(content))
    assert client.raw_data.download(made) == content == client.raw_data.download(made.id)
    assert client.raw_data.list(client.project_id)[0] == made == client.raw_data.get(made)
    changed = client.raw_data.update(made.id, name="Channel 4", source="", metadata={"rack": "B"})
    assert (changed.name, changed.source, changed.metadata) == ("Channel 4", None, {"rack": "B"})
    client.raw_data.delete(made)
    with pytest.raises(NotFoundError):
        client.raw_data.download(made.id)


def test_streams_are_sent_from_where_they_stand_and_may_be_pipes(client: Ionworks) -> None:
    stream = io.BytesIO(b"head,body")
    stream.seek(5)
    rest = client.raw_data.upload(client.project_id, stream, "rest.csv")
    assert client.raw_data.download(rest) == b"body"
    assert (rest.content_type, rest.size_bytes) == ("text/csv", 4)
    piped = client.raw_data.upload(client.project_id, io.BufferedReader(Pipe(2_000_001)), "pipe.bin")
    assert hashlib.sha256(client.raw_data.download(piped)).digest() == hashlib.sha256(b"x" * 2_000_001).digest()
    with pytest.raises(ValueError, match="the stream has none"):
        client.raw_data.upload(client.project_id, io.BytesIO(b"x"))
    with pytest.raises(ValueError, match="file object of bytes"):
        client.raw_data.upload(client.project_id, io.StringIO("x"), "x")


def test_what_was_not_sent_or_differs_is_no_raw_data(client: Ionworks, place: Place) -> None:
    before, stored = client.raw_data.list(client.project_id).total, place.files()
    announcement = {"project_id": client.project_id, "name": "N", "filename": "a.bin", "content_type": "a/b"}
    upload = client.post("/raw_data/initiate-upload", {**announcement, "metadata": {}})
    path = f"/raw_data/{upload['raw_data_id']}/confirm-upload"
    with pytest.raises(BadRequestError, match=r"'a\.bin' was not uploaded"):
        client.post(path, {**announcement, "size_bytes": 3})
    client._connection.transfer.upload(upload["uploads"][0]["signed_url"], b"abc")
    with pytest.raises(BadRequestError, match="size_bytes is 4, but 3 bytes"):
        client.post(path, {**announcement, "size_bytes": 4})
    with pytest.raises(BadRequestError, match="name is 'M', but the upload was announced with 'N'"):
        client.post(path, {**announcement, "name": "M", "size_bytes": 3})
    assert client.raw_data.list(client.project_id).total == before
    made = client.post(path, {**announcement, "size_bytes": 3})
    assert client.post(path, {**announcement, "size_bytes": 3}) == made
    # the place is no longer that of the record
    with pytest.raises(APIError, match="410"):
        client._connection.transfer.upload(upload["uploads"][0]["signed_url"], b"xyz")
    assert client.post(path, {**announcement, "size_bytes": 3}) == made
    assert client.raw_data.download(made["id"], use_cache=False) == b"abc"
    client.raw_data.delete(made["id"])
    # jobs of earlier tests may still note their progress
    left = {key for key in place.files() - stored if not key.startswith("jobs/")}
    assert all(key.startswith("raw_uploads/") for key in left), left
    for name in ("../a", "a/b", ".."):
        with pytest.raises(BadRequestError, match="not a plain file name"):
            client.post("/raw_data/initiate-upload", {**announcement, "filename": name})


def test_measurements_say_what_they_come_from(client: Ionworks, stranger: Ionworks, measurement: Any) -> None:
    first, second = (client.raw_data.upload(client.project_id, io.BytesIO(b"x"), name) for name in ("a", "b"))
    client.cell_measurement.attach_raw_data(measurement, [first, second])
    client.cell_measurement.attach_raw_data(measurement, [second.id])
    linked = client.cell_measurement.list_raw_data(measurement)
    assert {one.id for one in linked} == {first.id, second.id} and linked.total == 2
    assert list(client.raw_data.list_measurements(first)) == [measurement.id]
    client.cell_measurement.detach_raw_data(measurement, first)
    with pytest.raises(NotFoundError):
        client.cell_measurement.detach_raw_data(measurement, first)
    client.raw_data.delete(second)
    assert client.cell_measurement.list_raw_data(measurement).total == 0
    other = client.project.create({"name": "Elsewhere"})
    foreign = client.raw_data.upload(other, io.BytesIO(b"x"), "c")
    with pytest.raises(BadRequestError, match="belongs to another project"):
        client.cell_measurement.attach_raw_data(measurement, [first, foreign])
    with pytest.raises(NotFoundError, match="nothing"):
        client.cell_measurement.attach_raw_data(measurement, [first, "nothing"])
    assert client.cell_measurement.list_raw_data(measurement).total == 0
    with pytest.raises(NotFoundError):
        stranger.raw_data.get(first)


def test_an_analysis_is_a_table_with_types_and_plots(client: Ionworks, measurement: Any) -> None:
    made = client.analysis.create(
        measurement, "HPPC", "dcir_from_hppc", TABLE, plots=[PLOT], metadata={"pulse_seconds": 10}
    )
    assert [(one.name, one.unit, one.dtype) for one in made.columns] == [
        ("SOC", "", "float64"),
        ("Resistance [Ohm]", "Ohm", "float64"),
        ("Label", "", "string"),
    ]
    assert made.plots == [PLOT] and made.project_id == client.project_id
    assert client.analysis.get_data(made).equals(TABLE)
    assert list(client.analysis.list(measurement)) == [made] == list(client.analysis.list(measurement.id, limit=1))
    assert client.analysis.find_one(measurement, analysis_type="dcir_from_hppc", name="HPPC") == made
    assert client.analysis.find_one(measurement, analysis_id=made) == made
    client.analysis.create(measurement, "HPPC", "other", TABLE)
    with pytest.raises(ConflictError, match="2 analyses with name 'HPPC'"):
        client.analysis.find_one(measurement, name="HPPC")
    with pytest.raises(NotFoundError, match="no analysis with name 'Nobody'"):
        client.analysis.find_one(measurement, name="Nobody")
    changed = client.analysis.update(made, {"columns": [{"name": "SOC", "unit": "1"}], "plots": [], "notes": "T"})
    assert ([one.dtype for one in changed.columns], changed.notes) == (["float64"], "T")
    with pytest.raises(BadRequestError, match=r"plots\[0\] names 'Resistance \[Ohm\]'"):
        client.analysis.update(made, {"plots": [PLOT]})


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"columns": [{"name": "R"}]}, "'R', which the file lacks; it has SOC, Resistance"),
        ({"columns": [{"name": "SOC", "dtype": "string"}]}, "'SOC' the dtype 'string'; the file has 'float64'"),
        ({"columns": [{"name": "SOC"}, {"name": "SOC"}]}, "names 'SOC' twice"),
        ({"columns": [{"unit": "V"}]}, "an object with a name"),
        ({"plots": [{"x": "SOC"}]}, r"plots\[0\] draws nothing"),
        ({"plots": [{"x": "SOC", "rows": [{"y": ["Voltage"]}]}]}, "names 'Voltage'; columns are SOC"),
        ({"plots": [{"y": ["SOC"]}]}, "x is None"),
        ({"plots": [{**PLOT, "colour": "red"}]}, "unknown member 'colour'"),
    ],
)
def test_columns_and_plots_fit_the_table(client: Ionworks, measurement: Any, options: Any, message: str) -> None:
    with pytest.raises((BadRequestError, UnprocessableError), match=message):
        client.analysis.create(measurement, "N", "x", TABLE, **options)


def _analyses(place: Place) -> set[str]:
    return {key for key in place.files() if key.startswith("analyses/")}


def _post(client: Ionworks, fields: dict[str, str], content: bytes) -> Any:
    form = {name: (None, text.encode(), None) for name, text in fields.items()}
    return client.post_multipart("/analyses", {**form, "file": ("data.parquet", content, "application/octet-stream")})


def test_a_file_that_is_no_table_is_refused(client: Ionworks, measurement: Any, place: Place) -> None:
    before = _analyses(place)
    fields = {"measurement_id": measurement.id, "name": "N", "analysis_type": "x"}
    sink = io.BytesIO()
    TABLE.write_parquet(sink)
    for content in (b"", b"PAR1", b"PAR1" + bytes(40) + b"PAR1", sink.getvalue()[:-20], b"a,b\n1,2\n"):
        with pytest.raises(BadRequestError, match="no readable Parquet file"):
            _post(client, fields, content)
    huge = io.BytesIO()
    pl.select(a=pl.repeat(0, 30_000_000, dtype=pl.Int8)).write_parquet(huge, compression="zstd")
    with pytest.raises(BadRequestError, match="at most 20000000 values"):
        _post(client, fields, huge.getvalue())
    for member in ("columns", "plots", "metadata"):
        for wrong in ("{", "1", "[" * 100_000):
            with pytest.raises(UnprocessableError):
                _post(client, {**fields, member: wrong}, sink.getvalue())
    assert _analyses(place) == before


def test_what_belongs_to_a_measurement_goes_with_it(
    client: Ionworks, cell: Any, measurement: Any, place: Place
) -> None:
    made = client.analysis.create(measurement, "A", "x", TABLE)
    key = next(key for key in place.files() if made.id in key)
    raw = client.raw_data.upload(client.project_id, io.BytesIO(b"x"), "kept")
    client.cell_measurement.attach_raw_data(measurement, [raw])
    client.cell_instance.delete(cell)
    assert key not in place.files()
    with pytest.raises(NotFoundError):
        client.analysis.get(made)
    assert list(client.raw_data.list_measurements(raw)) == []
    project = client.project.create({"name": "To be deleted"})
    theirs = client.raw_data.upload(project, io.BytesIO(b"x"), "gone")
    assert any(theirs.id in key for key in place.files())
    client.project.delete(project)
    assert not any(theirs.id in key for key in place.files())
