"""Real exports of five cycler makers, uploaded through the public API and compared with a plain reading of their text."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import polars as pl
import pytest

from ionworks import Ionworks
from ionworks.errors import BadRequestError, MeasurementProcessingError, MeasurementValidationError
from tests.cell_frames import assert_over_time, at, cycler_frame

pytestmark = [pytest.mark.documented, pytest.mark.filterwarnings("ignore::UserWarning")]

CYCLERS = Path(__file__).parents[2] / "data" / "cyclers"
CC_CHARGE, CC_DISCHARGE, REST = "Constant current charge", "Constant current discharge", "Rest"
CV_CHARGE = "Constant voltage charge"


def _text(path: Path, skip: int, separator: str = ",") -> pl.DataFrame:
    """Columns of a file as text, by polars alone."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").split("\n")[skip:]
    source = io.BytesIO("\n".join(line.rstrip() for line in lines).encode())
    return pl.read_csv(source, separator=separator, infer_schema=False, truncate_ragged_lines=True)


@attrs.frozen
class Real:
    """How to read a file plainly, and what a person sees in it."""

    rows: int
    skip: int
    columns: tuple[str, str, str]
    """Time, voltage and current."""
    step: str | None
    types: list[str]
    separator: str = ","
    seconds: float = 1.0
    amperes: float = 1.0
    starts: list[int] | None = None
    """First rows of the steps, where the file numbers none."""


_ARBIN = ("Test Time (s)", "Voltage (V)", "Current (A)")
REAL: dict[str, Real] = {
    "arbin.csv": Real(13, 0, _ARBIN, "Step Index", [REST, REST, CC_CHARGE]),
    "maccor.csv": Real(15, 2, ("Test Time (sec)", "Voltage", "Current"), "Step", [REST, CC_CHARGE]),
    "basytec.txt": Real(74, 12, ("~Time[s]", "U[V]", "I[A]"), "Line", [REST, CC_CHARGE], separator="\t"),
    "biologic_CA1.txt.gz": Real(
        1397, 102, ("time/s", "Ecell/V", "I/mA"), "Ns", [REST, CC_DISCHARGE], separator="\t", amperes=1e-3
    ),
    "biologic_nohdr.mpt": Real(13, 0, ("time/s", "Ecell/V", "I/mA"), "Ns", [REST], separator="\t", amperes=1e-3),
    "novonix.csv": Real(
        207, 20, ("Run Time (h)", "Potential (V)", "Current (A)"), "Step Number", [CC_CHARGE], seconds=3600.0
    ),
    # 2C to 3.6 V, one sample without current, C/3; its Step_Index is empty
    "2017-05-09_test-TC-contact_CH33.csv": Real(
        287, 0, ("Test_Time", "Voltage", "Current"), None, [CC_CHARGE, REST, CC_CHARGE], starts=[0, 47, 48]
    ),
    "PredictionDiagnostics_000109_tztest.010.gz": Real(
        2165,
        1,
        ("Test (Sec)", "Volts", "Amps"),
        "Step",
        [
            *(CV_CHARGE, REST, CC_DISCHARGE, REST, CC_CHARGE, CC_CHARGE),
            *(CV_CHARGE, REST, CC_DISCHARGE, REST, CC_CHARGE, CC_CHARGE),
            *(CV_CHARGE, REST, CC_DISCHARGE, REST, CC_CHARGE, "CC-CV discharge", CC_CHARGE, REST),
        ],
        separator="\t",
    ),
}


@pytest.mark.parametrize("name", REAL)
def test_real_files_are_read_as_they_are(name: str, client: Ionworks, cell: Any, tmp_path: Path) -> None:
    pytest.importorskip("ionworksdata")
    real, path = REAL[name], CYCLERS / name
    plain = _text(path, real.skip, real.separator)
    if path.suffix == ".gz":
        path = tmp_path / path.stem
        path.write_bytes(gzip.decompress((CYCLERS / name).read_bytes()))
    made = client.cell_measurement.create_from_file(cell.id, path)
    series = client.cell_measurement.time_series(made.id)
    assert series.height == plain.height == real.rows
    time, voltage, current = real.columns
    expected = plain.select(
        time=pl.col(time).str.strip_chars().cast(pl.Float64) * real.seconds,
        voltage=pl.col(voltage).str.strip_chars().cast(pl.Float64),
        # all five makers count a charge as positive
        current=pl.col(current).str.strip_chars().cast(pl.Float64) * -real.amperes,
    )
    np.testing.assert_allclose(series["Time [s]"], expected["time"] - expected["time"][0], atol=1e-3)
    np.testing.assert_allclose(series["Voltage [V]"], expected["voltage"], rtol=1e-6)
    np.testing.assert_allclose(series["Current [A]"], expected["current"], rtol=1e-6, atol=1e-9)
    steps = client.cell_measurement.steps(made.id)
    assert steps["Step type"].to_list() == real.types
    assert_over_time(steps, series)
    starts = real.starts
    if real.step is not None:
        starts = plain[real.step].rle().struct.field("len").cum_sum().shift(1, fill_value=0).to_list()
    assert steps["Start index"].to_list() == starts


def test_steps_of_plain_tables_are_used(client: Ionworks, cell: Any, tmp_path: Path) -> None:
    """The same test as a plain table: with its steps under a vendor's name, with ours, and without any."""
    pytest.importorskip("ionworksdata")
    name = "PredictionDiagnostics_000109_tztest.010.gz"
    plain, types = _text(CYCLERS / name, 1, "\t"), REAL[name].types
    number = pl.col("Step").str.strip_chars().cast(pl.Int64)
    table = plain.select(
        **{target: pl.col(source).str.strip_chars().cast(pl.Float64) for target, source in _PLAIN.items()}, step=number
    )
    variants = {
        "step_index.csv": table.rename({"step": "Step_Index"}),
        "step.parquet": table.rename({"step": "Step"}),
        "count.csv": table.with_columns(pl.col("step").rle_id().alias("Step count")).rename({"step": "Step ID"}),
    }
    for filename, frame in variants.items():
        path = tmp_path / filename
        frame.write_csv(path) if path.suffix == ".csv" else frame.write_parquet(path)
        made = client.cell_measurement.create_from_file(cell.id, path, path.suffix[1:])
        steps = client.cell_measurement.steps(made.id)
        assert steps["Step type"].to_list() == types, filename
        assert steps["Step from cycler"].to_list()[:4] == [63, 64, 65, 66], filename
    table.drop("step").write_csv(tmp_path / "bare.csv")
    made = client.cell_measurement.create_from_file(cell.id, tmp_path / "bare.csv", "csv")
    found = client.cell_measurement.steps(made.id)
    assert [kind for kind in found["Step type"] if kind == REST] == [kind for kind in types if kind == REST]
    true = {int(row) for row in plain.select(number.rle().struct.field("len")).get_column("len").cum_sum()}
    # the single samples between a charge and its hold cannot be told from a transient
    assert len(set(found["Start index"].to_list()) - {0} - true) <= 1
    assert {"CC-CV discharge", CV_CHARGE} <= set(found["Step type"])


_PLAIN = {"Time [s]": "Test (Sec)", "Voltage [V]": "Volts", "Current [A]": "Amps"}
SPOILT: dict[str, tuple[Callable[[pl.DataFrame], pl.DataFrame], str, str]] = {
    "mV": (
        lambda frame: frame.with_columns(pl.col("Voltage [V]") * 1000),
        "voltage_unit",
        r"'Voltage .V.' reaches 39\d\d.* on row \d+ of 200; .* at most about 6 V.*mV",
    ),
    "mA": (
        lambda frame: frame.with_columns(pl.col("^(Current|.*apacity|.*nergy).*$") * 100),
        "current_unit",
        r"'Current .A.' \(up to 500 A, 100C, on row \d+ of 200\).*likely in mA.*Allowed",
    ),
    "null": (
        lambda frame: frame.with_columns(at("Voltage [V]", 7, None)),
        "value_missing",
        r"'Voltage .V.' has no value on 1 of 200 rows, first on row 7",
    ),
    "NaN": (
        lambda frame: frame.with_columns(at("Voltage [V]", 7, float("nan"))),
        "value_missing",
        r"'Voltage .V.' has no value on 1 of 200 rows, first on row 7",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_wrong_units_are_refused_here_and_there(
    name: str, client: Ionworks, cell: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, code, message = SPOILT[name]
    detail = {"measurement": {"name": name}, "time_series": change(cycler_frame())}
    with pytest.raises(MeasurementValidationError, match=message) as caught:
        client.cell_measurement.create(cell.id, detail, rated_capacity=5.0)
    assert caught.value.has_code(code)
    # a client that does not look
    monkeypatch.setattr(
        "ionworks.resources.cells.cell_measurement.detail.validate_measurement_data", lambda *_, **__: None
    )
    with pytest.raises(BadRequestError, match=message):
        client.cell_measurement.create(cell.id, detail)
    assert client.cell_measurement.list(cell.id).total == 0
    good = client.cell_measurement.create(cell.id, {"measurement": {"name": "m"}, "time_series": cycler_frame()})
    more = change(cycler_frame()).with_columns(pl.col("Time [s]") + 200 * 60.0, pl.col("Step count") + 8)
    monkeypatch.setattr("ionworks.resources.cells.cell_measurement.uploads.validate_extend_data", lambda _: None)
    with pytest.raises(MeasurementProcessingError, match=message):
        client.cell_measurement.extend(good.id, more)
