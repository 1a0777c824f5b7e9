"""Pictures of measurements and impedance: what is drawn is what numpy and the formulas say."""

import matplotlib as mpl
import numpy as np
import polars as pl
import pytest

from ionworks.errors import ValidationError
from ionworks.plotting.units import readable
from ionworks.records import CellMeasurementDetail, SimulationResult

mpl.use("Agg")
CURRENT_A = 0.002
HOURS = np.linspace(0, 1, 2001)


def _voltage(charge: np.ndarray) -> np.ndarray:
    return 4.0 - 200 * charge + 0.02 * np.sin(3000 * charge)


def _measurement(**tables) -> CellMeasurementDetail:
    return CellMeasurementDetail(id="m", name="C/2 <1>", cell_instance_id="c", **tables)


def _series() -> pl.DataFrame:
    """Discharge and charge along one curve without hysteresis, then a hold."""
    charge = CURRENT_A * HOURS
    return pl.DataFrame(
        {
            "Time [s]": np.concatenate([HOURS, 1 + HOURS, [2.0, 2.1]]) * 3600,
            "Step count": [1] * 2001 + [2] * 2001 + [3] * 2,
            "Current [A]": [CURRENT_A] * 2001 + [-CURRENT_A] * 2001 + [-CURRENT_A / 2] * 2,
            "Voltage [V]": np.concatenate([_voltage(charge), _voltage(charge)[::-1], [4.0, 4.0]]),
        }
    )


@pytest.fixture(autouse=True)
def _closed():
    yield
    mpl.pyplot.close("all")


def test_voltage_over_time_and_capacity_in_readable_units():
    measured = _measurement(time_series=_series().to_pandas())
    voltage, current = measured.plot()
    assert (voltage.get_title(), current.get_ylabel()) == ("C/2 <1>", "Current [mA]")
    assert max(current.get_lines()[-1].get_ydata()) == pytest.approx(2.0)
    (axes,) = measured.plot("capacity")
    assert axes.get_xlabel() == "Capacity within the step [mA.h]"
    assert [line.get_label() for line in axes.lines] == ["Discharge, step 1", "Charge, step 2", "Charge, step 3"]
    assert axes.lines[0].get_xdata()[-1] == pytest.approx(2.0, rel=1e-9)


def test_counters_that_do_not_start_at_zero():
    charge = np.concatenate([CURRENT_A * HOURS, CURRENT_A * (1 - HOURS), [0.0, 0.0]])
    counted = _series().with_columns(pl.Series("Step capacity [A.h]", 5 + charge))
    (axes,) = _measurement(time_series=counted).plot("capacity")
    assert [line.get_xdata()[[0, -1]].tolist() for line in axes.lines] == [pytest.approx([0, 2])] * 2


def test_differential_curves_are_the_derivatives():
    measured = _measurement(time_series=_series())
    (axes,) = measured.plot("dV/dQ")
    assert len(axes.lines) == 2, "the hold has none"
    charge = axes.lines[0].get_xdata() / 1e3
    exact = 200 - 60 * np.cos(3000 * charge)
    np.testing.assert_allclose(axes.lines[0].get_ydata(), exact, rtol=0.01)
    np.testing.assert_allclose(axes.lines[1].get_ydata()[::-1], exact, rtol=0.01)
    (axes,) = measured.plot("dQ/dV")
    for line in axes.lines:
        volts = np.sort(line.get_xdata())
        assert np.sum(line.get_ydata()) * (volts[1] - volts[0]) == pytest.approx(CURRENT_A, rel=1e-6)
        at = np.interp(-line.get_xdata(), -_voltage(CURRENT_A * HOURS), CURRENT_A * HOURS)
        np.testing.assert_allclose(line.get_ydata(), 1 / (200 - 60 * np.cos(3000 * at)), rtol=0.02)


def test_capacity_of_each_cycle():
    cycles = pl.DataFrame(
        {"Cycle count": [0, 1], "Discharge capacity [A.h]": [5.0, 4.9], "Coulombic efficiency": [0.99, 0.98]}
    )
    capacity, efficiency = _measurement(cycles=cycles).plot("cycles")
    assert list(capacity.lines[0].get_ydata()) == [5.0, 4.9]
    assert list(efficiency.lines[0].get_ydata()) == [99.0, 98.0]


def test_impedance_as_nyquist_and_bode():
    spectrum = pl.DataFrame(
        {"Time [s]": [0.0] * 3, "Frequency [Hz]": [1.0, 10.0, None], "Z_Re [Ohm]": [0.03, 0.02, None],
         "Z_Im [Ohm]": [-0.03, 0.0, None]}
    )  # fmt: skip
    for draw in (
        SimulationResult(time_series=spectrum, steps=None, title="SPMe, EIS").plot_impedance,
        _measurement(time_series=spectrum).plot,
    ):
        (nyquist,) = draw("nyquist")
        curve = nyquist.lines[0]
        np.testing.assert_allclose(curve.get_xydata(), [[30, 30], [20, 0]])
        assert (nyquist.get_xlabel(), nyquist.get_ylabel()) == ("Re(Z) [mOhm]", "-Im(Z) [mOhm]")
        magnitude, phase = draw("bode")
        np.testing.assert_allclose(magnitude.lines[0].get_ydata(), [30 * np.sqrt(2), 20])
        np.testing.assert_allclose(phase.lines[0].get_ydata(), [-45, 0])


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("V-t", "kind: found 'V-t'; allowed: 'time', 'capacity', 'dV/dQ'"),
        ("cycles", "cycles: found none"),
        ("bode", "no impedance spectrum"),
    ],
)
def test_what_cannot_be_drawn_is_told(kind, message):
    with pytest.raises(ValidationError, match=message):
        _measurement(time_series=_series()).plot(kind)
    with pytest.raises(ValidationError, match="no charge or discharge"):
        _measurement(time_series=_series().with_columns(pl.lit(0.0).alias("Current [A]"))).plot("capacity")


@pytest.mark.parametrize(
    ("name", "values", "label", "factor"),
    [
        ("L [m]", [5e-5, 7e-5], "L [um]", 1e6),
        ("L [m]", [1e-6], "L [um]", 1e6),
        ("V [V]", [4.2, None, float("nan")], "V [V]", 1.0),
        ("R [Ohm]", [2e3], "R [kOhm]", 1e-3),
        ("t [s]", [7200.0], "t [s]", 1.0),
        ("D [m2.s-1]", [1e-14], "D [m2.s-1]", 1.0),
        ("x", [1e-9], "x", 1.0),
        ("I [A]", [0.0], "I [A]", 1.0),
    ],
)
def test_units(name, values, label, factor):
    found = readable(name, values)
    assert found == (label, pytest.approx(factor))
