"""The current-sign vote (docs/contract/wire.md section 44.4) on data whose convention is known by construction."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import lsq_linear

from ionworks.validators import positive_current_is_charge, validate_positive_current_is_discharge
from ionworks.validators._bounded_fit import fit_open_circuit_slopes

pytestmark = pytest.mark.documented


def half_cycle(current: float, *, points: int = 60, resistance: float = 0.02, noise: float = 0.0, seed: int = 0):
    """One constant-current step of a cell with a sloping open-circuit voltage; positive current is discharge."""
    time = np.arange(points) * 30.0
    soc = (0.95 if current > 0 else 0.05) - current * time / 3600 / 5
    voltage = 3.2 + 0.9 * soc + 0.05 * np.tanh(20 * (soc - 0.9)) - resistance * current
    return (
        time,
        np.full(points, float(current)),
        voltage + noise * np.random.default_rng(seed).normal(size=points),
    )


def series(*currents: float) -> pl.DataFrame:
    parts, start = [], 0.0
    for step, current in enumerate(currents):
        time, amperes, volts = half_cycle(current)
        parts.append(
            pl.DataFrame({"Time [s]": time + start, "Current [A]": amperes, "Voltage [V]": volts}).with_columns(
                pl.lit(step).alias("Step count")
            )
        )
        start += time[-1] + 1
    return pl.concat(parts)


@given(st.sampled_from([-5.0, -1.0, 0.5, 3.0, 8.0]), st.integers(4, 200), st.floats(0, 0.1), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_either_convention_is_recognised(current, points, resistance, seed):
    time, amperes, volts = half_cycle(current, points=points, resistance=resistance, noise=1e-6, seed=seed)
    verdict, doubt = positive_current_is_charge(time, amperes, volts)
    assert (verdict, doubt < 0.5) == (False, True)
    verdict, doubt = positive_current_is_charge(time, -amperes, volts)
    assert (verdict, doubt < 0.5) == (True, True)


@given(st.floats(0.1, 50), st.floats(0.5, 40), st.floats(-100, 100))
@settings(max_examples=40, deadline=None)
def test_the_verdict_does_not_depend_on_units_of_current_and_time(amperes, seconds, offset):
    time, current, voltage = half_cycle(2.0, noise=0.01)
    plain = positive_current_is_charge(time, current, voltage)
    scaled = positive_current_is_charge(time * seconds + offset, current * amperes, voltage)
    assert scaled[0] == plain[0]
    assert scaled[1] == pytest.approx(plain[1], abs=1e-6)


@pytest.mark.parametrize(
    ("time", "current", "voltage", "expected"),
    [
        ([0], [1], [3.0], (False, 1.0)),  # one row
        ([5, 5, 5, 5], [1, 1, 1, 1], [3, 3, 3, 4], (False, 1.0)),  # constant time
        ([0, 1, 2, 3], [0, 0, 0, 0], [3, 3, 3, 4], (False, 1.0)),  # no current
        ([0, 1, 2], [1, 1, 1], [3.0, 3.1, 2.0], (True, 1.0)),  # slope of the first pair
        ([0, 1, 2], [1, 1, 1], [3.1, 3.0, 9.0], (False, 1.0)),
        ([0, 1, 2, 3], [1, 1, 1, 1], [3.5, 3.5, 3.5, 3.5], (True, 1.0)),  # flat voltage
        ([0, 1, 2, 3, None], [1, 1, 1, 1, 1], [3.5, 3.5, 3.5, 3.5, float("nan")], (True, 1.0)),
    ],
)
def test_degenerate_stretches(time, current, voltage, expected):
    assert positive_current_is_charge(time, current, voltage) == expected


@pytest.mark.parametrize("seed", range(12))
def test_the_fit_equals_scipy_bounded_least_squares(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(4, 50))
    s, x, y = rng.uniform(0, 1, n), rng.choice([-1, 1]) * rng.uniform(0.5, 1, n), rng.uniform(0, 1, n)
    s, y = (s - s.min()) / np.ptp(s), (y - y.min()) / np.ptp(y)
    matrix = np.c_[np.ones(n), s, x]
    reference = lsq_linear(matrix, y, bounds=([0, 0, 0], [1, 2, np.inf]), tol=1e-14)
    sums = {
        "n": n,
        "s": s.sum(),
        "x": x.sum(),
        "y": y.sum(),
        "ss": s @ s,
        "sx": s @ x,
        "xx": x @ x,
        "sy": s @ y,
        "xy": x @ y,
        "yy": y @ y,
        "top": 1.0,
    }
    fit = fit_open_circuit_slopes(pl.DataFrame({k: [float(v)] for k, v in sums.items()}))
    assert fit["slope"][0] == pytest.approx(reference.x[1], abs=1e-6)
    assert fit["residual"][0] == pytest.approx(2 * reference.cost, rel=1e-6)


@pytest.mark.parametrize("frame", [series(2, -2, 2, -2), series(2, 0, -2), series(-3), series(1).clear()])
def test_right_convention_passes(frame):
    assert validate_positive_current_is_discharge(frame) == []


def test_votes_are_weighted_by_charge_moved():
    right, wrong = series(4.0), series(4.0).with_columns(-pl.col("Current [A]"))
    later = wrong.with_columns(pl.col("Step count") + 1, pl.col("Time [s]") + 2000)
    (issue,) = validate_positive_current_is_discharge(pl.concat([right, later]))
    assert issue.code == "current_sign_indeterminate"
    assert issue.payload["charge_fraction"] == pytest.approx(0.5, abs=1e-9)
    little = later.head(10)
    assert validate_positive_current_is_discharge(pl.concat([right, little])) == []


@pytest.mark.parametrize("with_steps", [True, False])
def test_steps_are_found_from_the_current_when_there_is_no_step_count(with_steps):
    frame = series(2, 0, -2).sort("Time [s]")
    frame = frame if with_steps else frame.drop("Step count")
    assert validate_positive_current_is_discharge(frame) == []
    (issue,) = validate_positive_current_is_discharge(frame.with_columns(-pl.col("Current [A]")))
    assert (issue.code, issue.payload) == ("current_sign_reversed", {"charge_fraction": 1.0})


def test_untimed_rows_and_rests_have_no_vote():
    frame = series(2, -2)
    hole = frame.with_columns(
        pl.when(pl.int_range(pl.len()) % 7 == 3).then(None).otherwise("Time [s]").alias("Time [s]")
    )
    assert validate_positive_current_is_discharge(hole) == []
    # A long rest leaks 10 uA while the voltage relaxes upwards, which looks like charge by positive current.
    time = np.arange(600) * 3600.0 + 1e4
    rest = pl.DataFrame({"Time [s]": time, "Current [A]": 1e-5, "Voltage [V]": 3.3 + 1e-7 * time, "Step count": 9})
    assert validate_positive_current_is_discharge(pl.concat([series(2), rest.cast({"Step count": pl.Int32})])) == []
