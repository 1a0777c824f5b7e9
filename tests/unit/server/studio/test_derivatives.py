"""Slopes of charges and discharges, and cycles chosen by ranges."""

import numpy as np
import pytest

from ionworks.server.studio.charts import Chart, Line
from ionworks.server.studio.derivatives import half_cycle
from ionworks.server.studio.ranges import chosen_of


@pytest.mark.parametrize("noise", [0.0, 5e-4])
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_slopes_are_those_of_a_known_curve(noise: float, sign: float) -> None:
    """V = V0 -+ a Q - b Q^2 at 2 A: the slopes are known, whatever the direction and with little noise."""
    time = np.sort(np.random.default_rng(1).uniform(0, 3600, 8000))
    time[0] = 0.0
    passed = 2 * time / 3600
    voltage = 3.5 - sign * (0.3 * passed + 0.1 * passed**2)
    noisy = voltage + np.random.default_rng(2).normal(0, noise, len(time))
    found = half_cycle(time, noisy, np.full(len(time), sign * 2.0))
    assert found is not None
    assert found.capacity[-1] == pytest.approx(passed[-1])
    inner = slice(5, -5)
    slope = -sign * (0.3 + 0.2 * found.capacity_middles)
    assert found.voltage_slope[inner] == pytest.approx(slope[inner], rel=0.25 if noise else 5e-4)
    drop = np.abs(found.voltage_middles - 3.5)
    at = (-0.3 + np.sqrt(0.09 + 0.4 * drop)) / 0.2
    expected = -sign / (0.3 + 0.2 * at)
    assert found.capacity_slope[inner] == pytest.approx(expected[inner], rel=0.25 if noise else 0.02)
    # what the bins hold is all that passed
    assert abs(np.sum(found.capacity_slope) * np.diff(found.voltage_middles)[0]) == pytest.approx(passed[-1], rel=1e-3)


def test_curves_without_charge_are_none() -> None:
    time = np.arange(10.0)
    assert half_cycle(time, np.full(10, 3.0), np.ones(10)) is None
    assert half_cycle(time, 3 + time, np.zeros(10)) is None
    assert half_cycle(time[:2], time[:2], np.ones(2)) is None
    assert half_cycle(time, np.full(10, np.nan), np.ones(10)) is None


def test_cycles_are_chosen_by_ranges() -> None:
    known = list(range(120))
    assert chosen_of("1-3, 50, 118-", known) == [1, 2, 3, 50, 118, 119]
    assert chosen_of("", []) == []
    for wrong in ("x", "1-x", "-3", "500", "1--2", "²"):
        with pytest.raises(ValueError, match=r"cycles: found .*; allowed: "):
            chosen_of(wrong, known)


def test_a_chart_breaks_lines_and_leaves_out_what_is_not_positive() -> None:
    line = Line(name="a", x=[0, 1, 2, 3], y=[1.0, None, 0.0, 100.0])
    assert Chart(x="n", y="c", lines=[line]).drawn[0].path == "M16.0 287.2M661.3 290.0L984.0 10.0"
    logarithmic = Chart(x="n", y="c", lines=[line], is_logarithmic=True)
    assert logarithmic.ends(1) == ("1", "100")
    assert Chart(x="n", y="c", lines=[Line(name="a", x=[None], y=[1.0])]).is_empty
