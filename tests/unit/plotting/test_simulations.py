"""Pictures of one simulation."""

import matplotlib as mpl
import polars as pl
import pytest

from ionworks.records import SimulationResult

mpl.use("Agg")

SERIES = pl.DataFrame(
    {
        "Time [s]": [0.0, 1800.0, 1800.0, 3600.0],
        "Step count": [0, 0, 1, 1],
        "Voltage [V]": [4.1, 3.5, 3.6, 3.7],
        "Current [A]": [5.0, 5.0, 0.0, 0.0],
    }
)


@pytest.mark.parametrize("series", [SERIES, SERIES.to_pandas()], ids=["polars", "pandas"])
def test_voltage_and_current_over_hours(series) -> None:
    voltage, current = SimulationResult(time_series=series, steps=None).plot()
    assert (voltage.get_ylabel(), current.get_ylabel(), current.get_xlabel()) == (
        "Voltage [V]",
        "Current [A]",
        "Time [h]",
    )
    curve = voltage.get_lines()[-1]
    assert list(curve.get_xdata()) == [0.0, 0.5, 0.5, 1.0]
    assert list(curve.get_ydata()) == [4.1, 3.5, 3.6, 3.7]
    assert [line.get_xdata()[0] for line in voltage.get_lines()[:-1]] == [0.5], "one mark where the second step begins"


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(KeyError, match=r"Temperature \[degC\].*found: Time \[s\]"):
        SimulationResult(time_series=SERIES, steps=None).plot("Temperature [degC]")
