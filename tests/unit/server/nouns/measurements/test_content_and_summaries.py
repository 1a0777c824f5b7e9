"""Content checks and summaries of measured data: independent values, and ionworksdata's own summary."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from ionworks.errors import ValidationError
from ionworks.frames import cycle_metrics
from ionworks.server.nouns.measurements import content, summaries
from tests.cell_frames import CYCLE, assert_over_time, at, cycler_frame
from ionworks.server.nouns.measurements.task import STEPS, SERIES, check, process

MOST = 1 << 30


@pytest.fixture
def store(tmp_path: Path):
    def write(frame: pl.DataFrame, name: str = "series.parquet") -> Path:
        frame.write_parquet(tmp_path / name, row_group_size=16)
        return tmp_path / name

    return write


def test_steps_of_known_data(store) -> None:
    frame = cycler_frame()
    steps = summaries.step_table(store(frame), 5.0)
    assert steps["Step type"].to_list() == [
        "Constant current discharge", "Rest", "Constant current charge", "Rest",
    ] * 2  # fmt: skip
    assert steps["Start index"].to_list() == [0, 40, 50, 90, 100, 140, 150, 190]
    assert steps["End index"].to_list() == [39, 49, 89, 99, 139, 149, 189, 199]
    first = steps.row(0, named=True)
    assert first["Duration [s]"] == 39 * 60
    assert first["Discharge capacity [A.h]"] == pytest.approx(5 * 39 / 60)
    assert (first["Charge capacity [A.h]"], first["Std current [A]"]) == (0.0, 0.0)
    assert first["Cycle charge capacity [A.h]"] == pytest.approx(5 * 39 / 60)
    assert first["Mean temperature [degC]"] == pytest.approx(25.05)
    assert (first["Label"], first["Group number"], first["Step from cycler"]) == (None, None, None)


def test_means_and_spreads_of_uneven_samples_are_over_time(store) -> None:
    """A cycler logs ten rows of a jump in a second, and nothing for the hour after it."""
    rng = np.random.default_rng(3)
    time = np.cumsum(np.concatenate([rng.uniform(0.01, 0.2, 60), rng.uniform(30, 900, 40)]))
    frame = pl.DataFrame({"Time [s]": time, "Step count": np.repeat([0, 1, 2], [49, 50, 1])}).with_columns(
        pl.Series("Voltage [V]", 3.5 + 0.1 * rng.standard_normal(100)),
        pl.Series("Current [A]", 2.0 * rng.standard_normal(100)),
        pl.Series("Temperature [degC]", np.where(np.arange(100) % 7, 25 + rng.standard_normal(100), np.nan)),
    )
    frame = frame.with_columns(pl.col("Temperature [degC]").fill_nan(None))
    assert_over_time(summaries.step_table(store(frame)), frame)


def test_cycles_of_known_data(store) -> None:
    cycles = cycle_metrics(summaries.step_table(store(cycler_frame())))
    assert cycles["Cycle count"].to_list() == [0, 1]
    assert cycles["Coulombic efficiency"].to_list() == pytest.approx([1, 1])
    assert cycles["Capacity throughput [A.h]"].to_list() == pytest.approx([6.5, 13])
    assert cycles["Mean discharge current [A]"].to_list() == pytest.approx([5, 5])
    assert cycles["Mean charge current [A]"].to_list() == pytest.approx([-5, -5])
    assert cycles["Cycle duration [s]"][0] == (39 + 9 + 39 + 9) * 60


def test_what_the_file_lacks_is_integrated_or_null(store) -> None:
    frame = cycler_frame()
    bare = frame.select("Time [s]", "Voltage [V]", "Current [A]", "Step count")
    derived, given = summaries.step_table(store(bare)), summaries.step_table(store(frame, "full.parquet"))
    for name in ("Discharge capacity [A.h]", "Charge capacity [A.h]", "Discharge energy [W.h]", "Charge energy [W.h]"):
        assert derived[name].to_list() == pytest.approx(given[name].to_list(), abs=1e-12)
    assert derived["Cycle count"].to_list() == [0] * 8
    assert derived["Mean temperature [degC]"].null_count() == 8
    assert cycle_metrics(derived)["Mean temperature [degC]"].to_list() == [None]


def test_cycles_are_counted_from_the_cycler_where_only_it_counts(store) -> None:
    frame = cycler_frame().rename({"Cycle count": "Cycle from cycler"}).with_columns(pl.col("Cycle from cycler") + 7)
    assert summaries.step_table(store(frame))["Cycle count"].to_list() == [0, 0, 0, 0, 1, 1, 1, 1]


def test_windows_do_not_change_the_result(store, monkeypatch: pytest.MonkeyPatch) -> None:
    path = store(cycler_frame(CYCLE * 5))
    whole = summaries.step_table(path)
    monkeypatch.setattr(summaries, "ROWS_AT_ONCE", 60)
    assert summaries.step_table(path).equals(whole)


@pytest.mark.filterwarnings("ignore")
def test_agrees_with_ionworksdata(store) -> None:
    data = pytest.importorskip("ionworksdata")
    rng = np.random.default_rng(1)
    steps = [(float(rng.uniform(-6, 6)), int(rng.integers(5, 40))) for _ in range(30)] + [(0.0, 10), (1e-4, 5)]
    frame = cycler_frame(steps).with_columns(pl.col("Cycle count").alias("Cycle from cycler"))
    theirs = data.steps.summarize(frame)
    ours = summaries.step_table(store(frame))
    # their means and spreads are over the samples, whenever those were taken; empty frequencies are zero
    others = {name for name in theirs.columns if name.startswith(("Mean", "Std")) or "frequency" in name}
    shared = [name for name in theirs.columns if name in ours.columns and name not in others]
    assert len(shared) > 20
    for name in shared:
        if ours[name].dtype.is_numeric():
            _assert_close(ours[name], theirs[name])
        else:
            assert ours[name].to_list() == theirs[name].to_list(), name
    metrics, cycles = data.cycle_metrics.get_cycle_metrics(theirs), cycle_metrics(ours)
    for name in {one for one in metrics.columns if not one.startswith("Mean")} & set(cycles.columns):
        # a cycle that never discharges: they give no duration, we give 0 s
        _assert_close(*(frame[name].fill_null(0.0) for frame in (cycles, metrics)))


def _assert_close(ours: pl.Series, theirs: pl.Series) -> None:
    values = [series.cast(pl.Float64).to_numpy() for series in (ours, theirs)]
    np.testing.assert_allclose(*values, rtol=1e-9, atol=1e-12, err_msg=ours.name)


def test_impedance_steps(store) -> None:
    frame = cycler_frame(((5.0, 20),)).with_columns(
        *(pl.lit(None, pl.Float64).alias(name) for name in ("Frequency [Hz]", "Z_Re [Ohm]", "Z_Im [Ohm]"))
    )
    spectrum = frame.head(6).with_columns(
        pl.lit(None, pl.Float64).alias("Time [s]"),
        pl.lit(0.0).alias("Current [A]"),
        pl.lit(1, pl.Int64).alias("Step count"),
        pl.Series("Frequency [Hz]", [1e3, 1e2, 10.0, 1.0, 0.1, 0.01]),
        pl.lit(0.01).alias("Z_Re [Ohm]"),
        pl.lit(-0.001).alias("Z_Im [Ohm]"),
    )
    path = store(pl.concat([frame, spectrum]))
    content.check_series(path, MOST)
    steps = summaries.step_table(path)
    assert steps["Step type"].to_list() == ["Constant current discharge", "EIS"]
    assert steps["Max frequency [Hz]"].to_list() == [None, 1000.0]
    content.check_series(store(spectrum.select("Frequency [Hz]", "Z_Re [Ohm]", "Z_Im [Ohm]"), "eis.parquet"), MOST)


REFUSED = {
    "no rows": (lambda frame: frame.clear(), "has no rows"),
    "no steps": (lambda frame: frame.drop("Step count"), "needs 'Step count'.*found Time"),
    "no voltage": (lambda frame: frame.drop("Voltage [V]"), "needs 'Step count', 'Voltage"),
    "text": (lambda frame: frame.with_columns(pl.col("Current [A]").cast(pl.String)), "'Current .A.' holds String"),
    "step gap": (lambda frame: frame.filter(pl.col("Step count") != 3), "Step count"),
    "steps from 1": (lambda frame: frame.with_columns(pl.col("Step count") + 1), "Step count"),
    "empty step": (lambda frame: frame.with_columns(at("Step count", 3, None)), "'Step count' has 1 empty"),
    "time falls": (lambda frame: frame.with_columns(at("Time [s]", 7, 0.0)), "Time"),
    "no time": (lambda frame: frame.with_columns(at("Time [s]", 7, None)), "Time"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_wrong_content_is_refused_with_the_reason(name: str, store) -> None:
    change, message = REFUSED[name]
    with pytest.raises(ValidationError, match=message):
        content.check_series(store(change(cycler_frame())), MOST)


def test_broken_files_are_refused(store, tmp_path: Path) -> None:
    whole = store(cycler_frame()).read_bytes()
    for damaged in (
        b"",
        b"PAR1",
        b"hello",
        whole[:-20],
        whole[20:],
        b"PAR1" + bytes(len(whole) - 1500) + whole[-1496:],
    ):
        (tmp_path / "damaged.parquet").write_bytes(damaged)
        with pytest.raises(ValidationError, match="is no readable Parquet file|is damaged"):
            content.check_series(tmp_path / "damaged.parquet", MOST)


def test_steps_of_the_user(store) -> None:
    series = store(cycler_frame())
    steps = summaries.step_table(series)
    given = pl.DataFrame(
        {"Step count": range(8), "Label": ["a", None] * 4, "Step type": ["Unknown step type"] + [None] * 7}
    )
    content.check_steps(store(given, "steps.parquet"), series, MOST)
    joint = summaries.with_given(steps, given.with_columns(pl.lit(1.5).alias("Mine")))
    assert joint["Label"].to_list() == ["a", None] * 4
    assert joint["Step type"].to_list() == ["Unknown step type", *steps["Step type"].to_list()[1:]]
    assert joint["Mine"].to_list() == [1.5] * 8
    for wrong, message in (
        (given.head(7), "7 rows that are not the 8"),
        (given.drop("Step count"), "needs 'Step count'"),
    ):
        with pytest.raises(ValidationError, match=message):
            content.check_steps(store(wrong, "wrong.parquet"), series, MOST)


def test_extension(store) -> None:
    frame = cycler_frame(CYCLE * 3)
    series, rest = store(frame.head(150)), frame.tail(-150)
    content.check_extension(series, store(rest, "rest.parquet"), MOST)
    wrong = {
        "time": rest.with_columns(pl.col("Time [s]") - 1e6),
        "step": rest.with_columns(pl.col("Step count") + 2),
        "needs 'Step count'": rest.drop("Time [s]"),
        "holds String": rest.with_columns(pl.col("Voltage [V]").cast(pl.String)),
    }
    for message, data in wrong.items():
        with pytest.raises(ValidationError, match=f"(?i){message}"):
            content.check_extension(series, store(data, "wrong.parquet"), MOST)


def test_task_reports_refusals_as_a_failed_job(store, tmp_path: Path) -> None:
    params = {
        "folder": "out",
        "time_series": store(cycler_frame().drop("Step count")).name,
        "is_checked": False,
        "rated_capacity": None,
    }
    (result,) = process({"job_id": "j", "storage": str(tmp_path), "params": params, "max_table_bytes": MOST})
    assert (result["status"], result["error_code"]) == ("failed", "INVALID_DATA")
    assert "needs 'Step count'" in result["error"]


def test_tables_are_measured_before_they_are_read(store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte of Parquet can stand for any number of equal rows."""
    frame = cycler_frame()
    series, given = store(frame), store(pl.DataFrame({"Step count": range(8), "Text": "x"}), "steps.parquet")
    assert content.read_header(series, MOST).table_bytes == 200 * 10 * 8
    assert content.read_header(given, MOST).table_bytes == 8 * (8 + 16)
    monkeypatch.setattr(content, "_check_pages", None)  # nothing is read
    for refused in (
        lambda: content.check_series(series, 1000),
        lambda: content.check_steps(given, series, 100),
        lambda: content.check_extension(series, store(frame, "more.parquet"), 1000 + 200 * 10 * 8),
    ):
        with pytest.raises(ValidationError, match="is too large: .* rows of .* columns are .*MAX_TABLE_BYTES"):
            refused()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda frame: frame.with_columns(pl.lit([1.0, 2.0]).alias("many")), "'many' holds List"),
        (lambda frame: frame.with_columns(pl.struct("Time [s]").alias("pair")), "'pair' holds Struct"),
        (lambda frame: frame.with_columns(pl.lit(0).alias(f"c{n}") for n in range(30)), "has 40 columns; at most 20"),
        (lambda frame: frame, "has 8 steps; at most 7"),
    ],
)
def test_shapes_no_measurement_has_are_refused(store, change, message, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MOST_COLUMNS", 20)
    monkeypatch.setattr(content, "MOST_STEPS", 7)
    with pytest.raises(ValidationError, match=message):
        content.check_series(store(change(cycler_frame())), MOST)


def test_a_check_names_the_file_and_reads_no_more_than_asked(store, tmp_path: Path) -> None:
    series = store(cycler_frame()).name
    wrong = store(pl.DataFrame({"Step count": [0]}), "steps.parquet").name
    task = {"storage": str(tmp_path), "rated_capacity": None, "max_table_bytes": MOST}
    assert check({**task, "files": {SERIES: series}, "is_whole": True}) == {"refused": None, "is_checked": True}
    named = check({**task, "files": {SERIES: series, STEPS: wrong}, "is_whole": True})["refused"]
    assert named == [STEPS, "'Step count' has 1 rows that are not the 8 steps of the time series in order"]
    assert not check({**task, "files": {SERIES: series, STEPS: wrong}, "is_whole": False})["is_checked"]
