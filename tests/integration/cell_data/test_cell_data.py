"""Cell data through the client: what goes in comes out, both kinds of frames, cached or not."""

from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ionworks import Ionworks, Navigator, set_dataframe_backend
from ionworks.errors import BadRequestError, ConflictError, NotFoundError, ValidationError
from ionworks.validators import MeasurementValidationError, validate_measurement_data
from tests.cell_frames import CYCLE, cycler_frame
from tests.integration.cell_data.conftest import Place

pytestmark = pytest.mark.documented

_EXTRA = st.dictionaries(
    st.text(st.characters(categories=["L", "N"], max_codepoint=0x2FF), min_size=1, max_size=12).map("x {}".format),
    st.sampled_from([pl.Int8, pl.Int64, pl.UInt32, pl.Float32, pl.Float64, pl.String, pl.Boolean, pl.Datetime("us")]),
    max_size=4,
)


@st.composite
def frames(draw: Any) -> pl.DataFrame:
    """A frame that follows every rule: any steps, any sampling, any further columns with any values in them."""
    currents = st.sampled_from([5.0, 1.0, 0.0, -1.0, -5.0])
    steps = draw(st.lists(st.tuples(currents, st.integers(2, 30)), min_size=1, max_size=6))
    frame = cycler_frame(steps, draw(st.sampled_from([1.0, 60.0, 0.1])))
    numbers = {pl.Float32: st.floats(width=32), pl.Float64: st.floats(), pl.Boolean: st.booleans()}
    limits = {pl.Int8: (-128, 127), pl.Int64: (-(2**63), 2**63 - 1), pl.UInt32: (0, 2**32 - 1)}
    for name, kind in draw(_EXTRA).items():
        if kind in limits:
            values = st.integers(*limits[kind])
        else:
            values = numbers.get(kind, st.text(max_size=5) if kind == pl.String else st.datetimes())
        drawn = draw(st.lists(st.none() | values, min_size=3, max_size=3))
        column = pl.Series(name, drawn, dtype=kind)
        frame = frame.with_columns(column.gather(pl.Series(range(frame.height)) % 3))
    return frame


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(frame=frames(), data=st.data())
def test_any_valid_frame_round_trips_bit_exactly(client: Ionworks, cell: Any, frame: pl.DataFrame, data: Any) -> None:
    try:
        validate_measurement_data(frame)
    except MeasurementValidationError:
        assume(False)
    detail = {"measurement": {"name": f"any {client.cell_measurement.list(cell.id).total}"}, "time_series": frame}
    made = client.cell_measurement.create(cell.id, detail)
    first = client.cell_measurement.time_series(made.id)
    assert first.schema == frame.schema
    assert first.equals(frame)
    assert _bits(first) == _bits(frame)
    assert client.cell_measurement.time_series(made.id).equals(frame), "from the cache"
    start = data.draw(st.integers(0, frame.height))
    stop = data.draw(st.integers(start, frame.height + 5))
    for use_cache in (True, False):
        window = client.cell_measurement.time_series(made.id, use_cache, (start, stop))
        assert window.equals(frame.slice(start, stop - start))


def _bits(frame: pl.DataFrame) -> list[list[Any]]:
    """Bits of the floats, as integers (`reinterpret` leaves floats as they are), and where nothing is."""
    floats = frame.select(pl.col(pl.Float64, pl.Float32))
    numbers = [column.fill_null(0).to_numpy() for column in floats]
    numbers = [one.view(f"u{one.itemsize}") for one in numbers]
    return [[*one.tolist(), *column.is_null().to_list()] for one, column in zip(numbers, floats, strict=True)]


@pytest.fixture
def measurement(client: Ionworks, cell: Any) -> Any:
    detail = {"measurement": {"name": "M", "tags": "Reference"}, "time_series": cycler_frame()}
    return client.cell_measurement.create(cell.id, detail)


@pytest.mark.parametrize("use_cache", [True, False])
@pytest.mark.parametrize(("backend", "kind"), [("polars", pl.DataFrame), ("pandas", pd.DataFrame)])
def test_every_read_honours_backend_and_cache(
    client: Ionworks, measurement: Any, use_cache: bool, backend: str, kind: type
) -> None:
    reads = client.cell_measurement
    set_dataframe_backend(backend)
    for _ in range(2):
        both = reads.steps_and_cycles(measurement.id, use_cache)
        detail = reads.detail(measurement.id, use_cache)
        found = {
            "time series": [reads.time_series(measurement.id, use_cache), detail.time_series],
            "window": [reads.time_series(measurement.id, use_cache, (3, 7))],
            "steps": [reads.steps(measurement.id, use_cache), both.steps, detail.steps],
            "cycles": [reads.cycles(measurement.id, use_cache), both.cycles, detail.cycles],
        }
        assert {type(frame) for frames in found.values() for frame in frames} == {kind}
        lengths = {name: {len(frame) for frame in frames} for name, frames in found.items()}
        assert lengths == {"time series": {200}, "window": {4}, "steps": {8}, "cycles": {2}}
        assert list(found["steps"][0]["Step type"])[0] == "Constant current discharge"
    assert (detail.specification_id, detail.instance_id, detail.files) != (None, None, {})


def test_pandas_frames_and_dicts_are_uploaded(client: Ionworks, cell: Any) -> None:
    frame = cycler_frame()
    for name, series in (("pandas", frame.to_pandas()), ("dict", frame.to_dict(as_series=False))):
        made = client.cell_measurement.create(cell.id, {"measurement": {"name": name}, "time_series": series})
        assert made.processing_status == "ready"
        assert client.cell_measurement.time_series(made.id).equals(frame)


def test_steps_of_the_user_are_kept(client: Ionworks, cell: Any) -> None:
    steps = pl.DataFrame(
        {"Step count": range(8), "Label": ["pulse"] + [None] * 7, "Mean current [A]": [float("nan")] * 8}
    )
    detail = {"measurement": {"name": "labelled"}, "time_series": cycler_frame(), "steps": steps}
    found = client.cell_measurement.steps(client.cell_measurement.create(cell.id, detail).id)
    assert found["Label"].to_list() == ["pulse"] + [None] * 7
    assert found["Mean current [A]"].to_list()[:2] == [5.0, 0.0], "what the user leaves empty is derived"


def test_create_or_get_and_conflicts_name_the_holder(
    client: Ionworks, cell: Any, measurement: Any, place: Place
) -> None:
    detail = {"measurement": {"name": "M"}, "time_series": cycler_frame()}
    before = place.files()
    with pytest.raises(ConflictError) as caught:
        client.cell_measurement.create(cell.id, detail)
    assert caught.value.existing_id == measurement.id
    assert client.cell_measurement.create_or_get(cell.id, detail).id == measurement.id
    assert place.files() == before, "no data was sent"
    spec = client.cell_spec.get(cell.cell_specification_id)
    assert client.cell_spec.create_or_get({"name": spec.name}).id == spec.id
    assert client.cell_instance.create_or_get(spec.id, {"name": cell.name}).id == cell.id
    for create in (
        lambda: client.cell_spec.create({"name": spec.name}),
        lambda: client.cell_instance.create(spec.id, {"name": cell.name}),
        lambda: client.cell_measurement.create_properties(cell.id, "M", {}),
        lambda: client.cell_measurement.create_file(cell.id, "M", [__file__]),
    ):
        with pytest.raises(ConflictError) as caught:
            create()
        assert caught.value.existing_id in {spec.id, cell.id, measurement.id}


def test_resolving_by_names(client: Ionworks, cell: Any, measurement: Any) -> None:
    spec = client.cell_spec.get(cell.cell_specification_id)
    assert client.resolve_measurement(spec.name, cell.name, "M").id == measurement.id
    for names in ((spec.name, cell.name, "m"), (spec.name, "none", "M"), ("none", cell.name, "M")):
        with pytest.raises(NotFoundError, match="named"):
            client.resolve_measurement(*names)


def test_properties(client: Ionworks, cell: Any) -> None:
    made = client.cell_measurement.create_properties(
        cell.id,
        "Mass",
        {"mass": {"value": 68.9, "unit": "g"}, "operator": "kim"},
        notes="dry",
        protocol={"name": "weighing"},
        start_time="2025-01-31T10:00:00+02:00",
        test_setup={"lab": "A"},
        tags=["b ", "A", "a"],
    )
    found = client.cell_measurement.get(made.id)
    assert found.properties == {"mass": {"value": 68.9, "unit": "g"}, "operator": "kim"}
    assert (found.measurement_type, found.processing_status, found.notes) == ("properties", "ready", "dry")
    assert found.start_time.startswith("2025-01-31T08:00:00")
    assert found.tags == ["A", "b"]
    with pytest.raises(NotFoundError):
        client.cell_measurement.time_series(made.id)


def test_files(client: Ionworks, cell: Any, tmp_path: Any) -> None:
    content = {"a b#?.txt": b"hello", "%2e%2e.bin": bytes(range(256)) * 100, "empty": b""}
    for name, body in content.items():
        (tmp_path / name).write_bytes(body)
    made = client.cell_measurement.create_file(cell.id, "Teardown", [str(tmp_path / name) for name in content])
    reads = client.cell_measurement
    assert reads.list_files(made.id) == list(content)
    assert reads.download_files(made.id, use_cache=False) == content
    assert reads.download_files(made.id) == reads.download_files(made.id) == content
    assert reads.download_files(made.id, filenames=["empty"]) == {"empty": b""}
    assert reads.detail(made.id).files == content
    assert [file["size_bytes"] for file in reads.get(made.id).file_metadata["files"]] == [5, 25600, 0]
    with pytest.raises(NotFoundError):
        reads.get_file(made.id, "other")
    with pytest.raises(NotFoundError):
        reads.time_series(made.id)
    with pytest.raises(FileNotFoundError):
        reads.create_file(cell.id, "none", [str(tmp_path / "none")])
    with pytest.raises(ValidationError, match="no image"):
        reads.create_file(cell.id, "image", [str(tmp_path / "empty")], validate_images=True)


def test_tags(client: Ionworks, cell: Any, measurement: Any) -> None:
    labels = client.cell_measurement
    other = labels.create_properties(cell.id, "Other", {}, tags=["REFERENCE", "C/3"])
    assert other.tags == ["C/3", "Reference"], "the project's spelling"
    both = [measurement.id, other.id]
    assert labels.add_tags(both, [" c/3 ", "new"]) == 2
    assert labels.add_tags(both, ["NEW"]) == 0
    assert labels.remove_tags(measurement.id, ["C/3", "absent"]) == 1
    assert {row.name for row in labels.list(cell.id, tags_all=["New", "c/3"])} == {"Other"}
    assert {row.name for row in labels.list(cell.id, tags_any=["C/3", "reference"])} == {"M", "Other"}
    usage = {row.tag: row.usage_count for row in labels.list_tags(client.project_id, q="EFER")}
    assert list(usage) == ["Reference"]
    assert labels.update(other.id, {"tags": []}).tags == []
    for tags in ([" "], ["x" * 51], [str(number) for number in range(51)]):
        with pytest.raises(BadRequestError):
            labels.add_tags(both, tags)
    with pytest.raises(NotFoundError):
        labels.add_tags([measurement.id, "none"], ["late"])
    assert "late" not in labels.get(measurement.id).tags, "all or none"


def test_lists(client: Ionworks, cell: Any, measurement: Any) -> None:
    reads = client.cell_measurement
    for day in (3, 1, 2):
        setup = {"start_time": f"2025-03-0{day}T00:00:00Z", "protocol": {"name": f"Müller {day}"}}
        reads.create_properties(cell.id, f"day {day}", {}, notes=f"100% of {day}", **setup)
    assert [row.name for row in reads.list(cell.id, order_by="start_time", order="asc", measurement_type="properties")] == [
        "day 1", "day 2", "day 3",
    ]  # fmt: skip
    assert [row.name for row in reads.list(cell.id, started_after="2025-03-02", started_before="2025-03-02")] == [
        "day 2"
    ]
    assert reads.list(cell.id, name="DAY").total == 3
    assert reads.list(cell.id, limit=2, order_by="name").items[0].name == "M"
    page = reads.list_by_project(client.project_id, q="mÜLLER 3", order_by="name", order="desc")
    assert [row.name for row in page if row.cell_instance_id == cell.id] == ["day 3"]
    assert reads.list_by_project(client.project_id, q="100% of", limit=1).count == 1
    assert reads.list_by_project(client.project_id, q="100_ of").total == 0, "no wild cards"


def test_changes(client: Ionworks, cell: Any, measurement: Any) -> None:
    changes = client.cell_measurement
    changed = changes.update(measurement.id, {"name": "N", "notes": "n", "start_time": "2025-01-01", "operator": "kim"})
    assert (changed.name, changed.notes, changed.operator, changed.tags) == ("N", "n", "kim", ["Reference"])
    for data, error in (
        ({"end_time": "2024-12-31"}, BadRequestError),
        ({"properties": {}}, BadRequestError),
        ({"channel_id": "c"}, NotFoundError),
        ({"protocol_id": "p"}, NotFoundError),
    ):
        with pytest.raises(error):
            changes.update(measurement.id, data)
    changes.watch(measurement.id)
    changes.watch(measurement.id)
    changes.unwatch(measurement.id)
    changes.unwatch(measurement.id)
    changes.delete(measurement.id)
    with pytest.raises(NotFoundError):
        changes.get(measurement.id)


def test_deleting_takes_everything_below(client: Ionworks, cell: Any, measurement: Any, place: Place) -> None:
    assert any(measurement.id in key for key in place.files())
    study = client.study.create({"name": "S"})
    client.study.assign_measurement(study.id, measurement.id)
    assert client.study.list_measurements(study.id)["items"][0]["processing_status"] == "ready"
    client.cell_spec.delete(cell.cell_specification_id)
    assert not any(measurement.id in key for key in place.files())
    assert client.study.list_measurements(study.id)["total"] == 0
    for get in (lambda: client.cell_measurement.get(measurement.id), lambda: client.cell_instance.get(cell.id)):
        with pytest.raises(NotFoundError):
            get()


def test_extending_a_running_test(client: Ionworks, cell: Any) -> None:
    uploads = client.cell_measurement
    whole = cycler_frame(CYCLE * 3)
    made = uploads.create(cell.id, {"measurement": {"name": "running"}, "time_series": whole.head(130)})
    assert len(uploads.time_series(made.id)) == 130
    extended = uploads.extend(made.id, whole.slice(130, 100))
    assert (extended.processing_status, extended.processing_error) == ("ready", None)
    uploads.extend(made.id, whole.slice(230))
    assert uploads.time_series(made.id).equals(whole)
    assert len(uploads.steps(made.id)) == 12
    uploads.update(made.id, {"end_time": "2030-01-01"})
    with pytest.raises(BadRequestError, match="ended"):
        uploads.extend(made.id, whole.slice(230))


def test_cell_detail_and_navigator(client: Ionworks, cell: Any, measurement: Any) -> None:
    client.cell_measurement.create_properties(cell.id, "P", {})
    detail = client.cell_instance.detail(cell.id, include_time_series=False)
    assert (detail.instance.id, detail.specification_id) == (cell.id, cell.cell_specification_id)
    by_name = {row.name: row for row in detail.measurements}
    assert len(by_name["M"].steps) == 8
    assert (by_name["M"].time_series, by_name["P"].steps) == (None, None)
    navigator = Navigator(client)
    name = client.cell_spec.get(cell.cell_specification_id).name
    (found,) = navigator.instances(name)
    assert [row.name for row in navigator.measurements(found.id)] == ["M", "P"]
    for backend in ("polars", "pandas"):
        set_dataframe_backend(backend)
        navigator.invalidate(measurement_id=measurement.id)
        assert (len(navigator.steps(measurement.id)), len(navigator.time_series(measurement.id))) == (8, 200)


def test_records_with_their_tables_as_columns(client: Ionworks, measurement: Any) -> None:
    from ionworks_openapi.api.cell_measurement import get_cell_measurement

    answer = get_cell_measurement.sync_detailed(
        measurement.id, client=client._connection.api, include_steps=True, include_time_series=True
    ).parsed.to_dict()
    assert answer["steps"]["Step count"] == list(range(8))
    assert len(answer["time_series"]["Time [s]"]) == 200


def test_specifications_of_the_same_materials(client: Ionworks) -> None:
    specs = [
        client.cell_spec.create({"name": f"M {number}", "anode": {"material": {"name": anode}}, "cathode": {"material": {"name": cathode}}})
        for number, (anode, cathode) in enumerate([("graphite", "NMC"), ("graphite", "LFP"), ("LFP", "LTO")])
    ]  # fmt: skip
    related = client.cell_spec.related_specs
    assert {spec.name for spec in related(specs[0].id)} == {"M 1"}
    assert {spec.name for spec in related(specs[1].id)} == {"M 0", "M 2"}
    assert {spec.name for spec in related(specs[1].id, slots=["cathode"], exclude_self=False)} == {"M 1"}
    assert client.cell_spec.list(material_id=[]).total == 0
    with pytest.raises(ValidationError, match="slots: found 'lid'"):
        related(specs[0].id, slots=["lid"])
