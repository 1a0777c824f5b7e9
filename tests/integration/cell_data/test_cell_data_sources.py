"""Measurements from elsewhere: simulations, and files of cyclers (those in tests/data/cyclers come from public packages)."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from ionworks import Ionworks
from ionworks.errors import ValidationError
from tests.cell_frames import assert_over_time, cycler_frame

pytestmark = pytest.mark.documented

CYCLERS = Path(__file__).parents[2] / "data" / "cyclers"
PROTOCOL = """
global:
  initial_soc: 0.5
  resolution: {time: 1}
steps:
  - {direction: Discharge, mode: C-rate, value: 0.5, ends: [{variable: "Time [s]", value: 1200}]}
  - {direction: Rest, ends: [{variable: "Time [s]", value: 600}]}
  - {direction: Charge, mode: C-rate, value: 1, ends: [{variable: "Voltage [V]", value: 4.1}]}
  - {direction: Charge, mode: Voltage, value: 4.1, ends: [{variable: "Current [A]", value: 0.5}]}
  - {direction: Discharge, mode: Power, value: 10, ends: [{variable: "Time [s]", value: 900}]}
"""


def test_simulation_output_is_a_valid_measurement_with_the_same_steps(client: Ionworks, cell: Any) -> None:
    models = client.parameterized_model.list_by_project(summary=True)
    model = next(record for record in models if record.name == "Chen2020 SPM")
    experiment = {"protocol": PROTOCOL, "name": "as measured"}
    run = client.simulation.protocol({"parameterized_model": model.id, "protocol_experiment": experiment})
    client.simulation.wait_for_completion(run.simulation_id, timeout=120, verbose=False)
    result = client.simulation.get_result(run.simulation_id)
    made = client.cell_measurement.create(
        cell.id,
        {"measurement": {"name": "simulated"}, "time_series": result.time_series},
        validate_strict=True,
        rated_capacity=5.0,
        voltage_window=(2.5, 4.2),
    )
    measured = client.cell_measurement.steps(made.id)
    assert measured.height == 5
    assert_over_time(measured, result.time_series)
    shared = [name for name in result.steps.columns if name in measured.columns]
    assert len(shared) >= 35
    for name in shared:
        ours, theirs = measured[name], result.steps[name]
        if name in {"Label", "Group number"}:
            assert ours.null_count() == theirs.null_count() == 5
        elif ours.dtype.is_numeric():
            values = [column.cast(pl.Float64).to_numpy() for column in (ours, theirs)]
            # a simulation knows what happened between the samples, a measurement draws straight lines
            tolerance = 1e-4 if name.split(" ")[0] in {"Min", "Max", "Mean", "Std"} else 1e-9
            np.testing.assert_allclose(*values, rtol=tolerance, atol=tolerance, err_msg=name)
        else:
            assert ours.to_list() == theirs.to_list(), name
    assert set(result.steps.columns) - set(measured.columns) <= {
        "Step name", "Termination", "Delta capacity [A.h]", "Delta energy [W.h]",
    }  # fmt: skip


FILES: dict[str, dict[str, Any]] = {
    "navani_arbin.xlsx": {},
    "navani.bdf": {},
    "ampworks_hppc.csv": {
        "reader": "csv",
        "extra_column_mappings": {
            "Seconds": "Time [s]",
            "Amps": "Current [A]",
            "Volts": "Voltage [V]",
            "Step": "Step from cycler",
            "Cycle": "Cycle from cycler",
        },
    },
}


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", FILES)
def test_files_of_public_packages(name: str, client: Ionworks, cell: Any) -> None:
    pytest.importorskip("ionworksdata")
    made = client.cell_measurement.create_from_file(cell.id, CYCLERS / name, **FILES[name])
    rows = {"navani_arbin.xlsx": 4526, "navani.bdf": 4, "ampworks_hppc.csv": 3000}[name]
    series = client.cell_measurement.time_series(made.id)
    assert len(series) == rows
    record = client.cell_measurement.get(made.id)
    assert (record.name, record.processing_status) == (name.split(".")[0], "ready")
    steps = client.cell_measurement.steps(made.id)
    assert steps["End index"][-1] == rows - 1
    if name == "navani_arbin.xlsx":
        assert (record.test_setup["cycler"], record.test_setup["channel_number"]) == ("arbin", 11)
        assert record.start_time.startswith("2020-10-19T11:33:31")
        assert series["Current [A]"].abs().max() < 1e-3, "a half cell at some 50 microampere"


def _text(separator: str, names: list[str], *, head: str = "", decimals: int = 6) -> bytes:
    frame = cycler_frame().with_columns(pl.col("Step count") + 1)
    columns = ["Time [s]", "Voltage [V]", "Current [A]", "Step count", "Cycle count"]
    table = frame.select(columns).rename(dict(zip(columns, names, strict=True)))
    buffer = io.BytesIO()
    table.write_csv(buffer, separator=separator, float_precision=decimals)
    return head.encode() + buffer.getvalue()


WRITTEN: dict[str, tuple[str, bytes]] = {
    "maccor": (
        "cell.txt",
        _text(
            "\t",
            ["Test (Sec)", "Volts", "Amps", "Step", "Cyc#"],
            head="Today's Date 01/15/2025  Date of Test:\t01/15/2025\n",
        ),
    ),
    "csv": ("cell.csv", _text(",", ["Time[s]", "Voltage[V]", "Current[A]", "Step", "Cycle"])),
    "parquet": ("cell.parquet", b""),
}


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("reader", WRITTEN)
def test_other_formats(reader: str, client: Ionworks, cell: Any, tmp_path: Path) -> None:
    pytest.importorskip("ionworksdata")
    filename, content = WRITTEN[reader]
    path = tmp_path / filename
    path.write_bytes(content)
    if reader == "parquet":
        cycler_frame().select("Time [s]", "Voltage [V]", "Current [A]").write_parquet(path)
    explicit = reader if reader == "csv" else None
    made = client.cell_measurement.create_from_file(cell.id, path, explicit, name="named", measurement={"notes": "n"})
    assert (made.name, made.notes, made.test_setup["cycler"]) == ("named", "n", reader)
    series = client.cell_measurement.time_series(made.id)
    np.testing.assert_allclose(series["Voltage [V]"], cycler_frame()["Voltage [V]"], atol=1e-5)
    assert client.cell_measurement.steps(made.id)["Step type"][0] == "Constant current discharge"


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_errors_list_the_columns_found(client: Ionworks, cell: Any, tmp_path: Path) -> None:
    pytest.importorskip("ionworksdata")
    uploads = client.cell_measurement
    path = tmp_path / "cell.csv"
    path.write_bytes(_text(";", ["Zeit", "Spannung", "Strom", "Schritt", "Zyklus"]))
    with pytest.raises(
        ValidationError, match="cell.csv: no reader can read it.*found in the file: 'Zeit', 'Spannung', 'Strom'"
    ):
        uploads.create_from_file(cell.id, path)
    with pytest.raises(ValidationError, match="reader 'csv' cannot read it.*'Zeit'"):
        uploads.create_from_file(cell.id, path, "csv")
    with pytest.raises(ValidationError, match="reader 'cyclotron' cannot read it: Unsupported reader type"):
        uploads.create_from_file(cell.id, path, "cyclotron")
    with pytest.raises(FileNotFoundError):
        uploads.create_from_file(cell.id, tmp_path / "none.csv")
    assert uploads.list(cell.id).total == 0
