"""Pictures of one simulation."""

import matplotlib as mpl
import polars as pl
import pytest

from ionworks.plotting.simulations import title_of
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


def test_titles_name_model_protocol_and_what_was_varied() -> None:
    assert title_of("Chen2020 SPMe", "C/2", {"Negative particle radius [m]": 5e-6, "rate": 1}) == (
        "Chen2020 SPMe, C/2\nNegative particle radius [um] = 5, rate = 1"
    )
    assert title_of(None, "C/2", {}) == "C/2"
    run = SimulationResult(time_series=SERIES, steps=None, title="Chen2020 SPMe, C/2", is_partial=True)
    panels = run.plot(["Voltage [V]", "Current [A]"], "Step count")
    assert [axes.get_ylabel() for axes in panels] == ["Voltage [V]", "Current [A]", "Step count"]
    assert panels[0].get_title() == "Chen2020 SPMe, C/2 (partial)"
