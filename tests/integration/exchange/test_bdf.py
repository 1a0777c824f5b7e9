"""Battery Data Format files: accepted by the format's own validator, and read back as they were."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from ionworks.cycler_files.bdf import LABELS, read_bdf, write_bdf
from ionworks.errors import ValidationError

pytestmark = pytest.mark.local_only

PROTOCOL = {
    "global": {"initial_soc": 0.5},
    "steps": [
        {"Discharge": {"mode": "C-rate", "value": 1, "duration": 600}},
        {"Rest": {"duration": 60}},
        {"Charge": {"mode": "C-rate", "value": 1, "ends": ["Voltage > 4.1"]}},
    ],
}
LABELS_OF_THE_ONTOLOGY = {
    *("Test Time / s", "Voltage / V", "Current / A", "Cycle Count / 1", "Step Count / 1", "Step Index / 1"),
    *("Charging Capacity / Ah", "Discharging Capacity / Ah", "Charging Energy / Wh", "Discharging Energy / Wh"),
    *("Power / W", "Surface Temperature T1 / degC"),
}
"""As ``batterydf`` 0.1.0 lists them."""


@pytest.mark.parametrize("ending", [".bdf.csv", ".bdf.parquet"])
def test_a_result_is_written_with_the_signs_of_the_format_and_uploaded_as_it_was(client, tmp_path, ending):
    result = client.simulation.run("Chen2020 SPM", PROTOCOL)
    path = result.to_bdf(tmp_path / f"result{ending}")
    raw = pl.read_csv(path) if ending == ".bdf.csv" else pl.read_parquet(path)
    assert set(LABELS.values()) == LABELS_OF_THE_ONTOLOGY <= set(raw.columns)
    assert (raw["Current / A"][0], raw["Current / A"][-1]) == (-5.0, 5.0)
    assert raw["Charging Capacity / Ah"][-1] > 0
    spec = client.cell_spec.create({"name": f"Type{ending}", "ratings": {"capacity": {"value": 5.0, "unit": "A*h"}}})
    cell = client.cell_instance.create(spec.id, {"name": "Cell"})
    measurement = client.cell_measurement.create_from_file(cell.id, path)
    stored = client.cell_measurement.time_series(measurement.id)
    wanted = [name for name in LABELS if name in stored.columns]
    assert len(wanted) == len(LABELS)
    assert_frame_equal(stored.select(wanted), result.time_series.select(wanted), check_exact=True)
    again = client.cell_measurement.to_bdf(measurement.id, tmp_path / f"again{ending}")
    assert_frame_equal(read_bdf(again).select(wanted), stored.select(wanted), check_exact=True)


def test_files_that_are_not_written(tmp_path):
    table = {"Time [s]": [0.0, 1.0], "Voltage [V]": [4.0, 4.0], "Current [A]": [0.0, 1.0]}
    with pytest.raises(ValidationError, match=r"path: found the ending '.xlsx'; allowed: .bdf.csv and .bdf.parquet"):
        write_bdf(table, tmp_path / "x.xlsx")
    with pytest.raises(ValidationError, match=r"found no 'Current \[A\]'"):
        write_bdf({"Time [s]": [0.0], "Voltage [V]": [4.0]}, tmp_path / "x.csv")
