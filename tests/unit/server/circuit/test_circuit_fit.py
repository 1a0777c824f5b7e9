"""Fits of circuits: a known one is found again, alone and jointly, and what cannot be fitted is refused by name."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from attrs import evolve

from ionworks.errors import ValidationError
from ionworks.server.circuit.circuit import circuit_from_wire
from ionworks.server.circuit.fit import Fit, fit, wire_result
from ionworks.server.circuit.options import read_options
from ionworks.server.circuit.soc import Measured, odd_rows, soc_of
from ionworks.server.circuit.trace import trace
from tests.unit.server.circuit.circuits import CAPACITY, NOISE, errors, known, measured

pytestmark = pytest.mark.local_only

TIME, CURRENT, VOLTAGE = "Time [s]", "Current [A]", "Voltage [V]"
HPPC = Path(__file__).parents[3] / "data" / "cyclers" / "ampworks_hppc.csv"
COIN_CAPACITY = 1.1e-3


def hppc() -> dict[str, np.ndarray]:
    """A measured pulse test, current positive on discharge."""
    raw = pl.read_csv(HPPC)
    seconds, amperes, volts = (raw[name].to_numpy() for name in ("Seconds", "Amps", "Volts"))
    return {TIME: seconds, CURRENT: -amperes, VOLTAGE: volts}


@pytest.fixture(scope="module")
def recovered() -> tuple[Measured, Fit]:
    """A measurement of the known circuit and its fit with everything left to it."""
    one = measured()
    return one, fit([one], read_options({}))


def test_a_known_circuit_is_recovered(recovered: tuple[Measured, Fit]) -> None:
    one, found = recovered
    off = errors(found.circuit)
    assert off["r0"] < 0.02
    assert max(off["r1"], off["tau1"], off["r2"], off["tau2"]) < 0.05
    assert off["ocv_mV"] < 3
    wire = wire_result(found, [one], 100)
    assert NOISE * 1e3 * 0.95 < wire["rmse_mV"] < NOISE * 1e3 * 1.2
    assert len(wire["time"]) == len(wire["data_voltage"]) == len(wire["model_voltage"]) == 100
    assert wire["capacity_Ah"] == [CAPACITY] and not wire["ocv_provided"] and wire["warnings"] == []


def test_segments_are_fitted_jointly() -> None:
    """Two halves of the range, each with its own start and noise, give one circuit over all of it."""
    high = measured(10, 1.0, 0.48, seed=1, label="high")
    low = measured(10, 0.52, 0.48, seed=2, label="low")
    found = fit([high, low], read_options({}))
    assert found.circuit.soc[0] < 0.05 and found.circuit.soc[-1] == 1.0
    off = errors(found.circuit)
    assert off["r0"] < 0.02 and max(off["r1"], off["r2"], off["tau2"]) < 0.05 and off["ocv_mV"] < 3
    alone = fit([high], read_options({}))
    assert alone.circuit.soc[0] > 0.5


def test_a_fit_predicts_what_it_has_not_seen(recovered: tuple[Measured, Fit]) -> None:
    found = recovered[1].circuit
    other = measured(7, 0.9, 0.7, seed=5)
    soc = soc_of(other, CAPACITY, 0.9)
    residual = other.trace.voltage - found.voltage(other.trace, soc)
    assert np.sqrt(np.mean(residual**2)) < 1e-3
    assert circuit_from_wire(found.to_wire()).voltage(other.trace, soc) == pytest.approx(
        found.voltage(other.trace, soc), abs=1e-12
    )


@pytest.mark.parametrize("pairs", [0, 1, 3])
def test_number_of_pairs(pairs: int) -> None:
    one = measured(8, period=10.0)
    found = fit([one], read_options({"num_rcs": pairs, "num_knots": 3}))
    assert len(found.circuit.r) == pairs
    assert all((tau > 0).all() for tau in found.circuit.tau)
    rmse = wire_result(found, [one], 10)["rmse_mV"]
    assert rmse < {0: 30.0, 1: 10.0, 3: 3.0}[pairs]


def test_a_given_curve_is_not_fitted_and_gives_the_capacity() -> None:
    true = known()
    curve = {"soc": true.soc.tolist(), "ocv": true.ocv.tolist()}
    one = measured(10, period=10.0, capacity=None, initial_soc=None)
    found = fit([one], read_options({"ocv_soc_curve": curve, "bounds_capacity": {"lo": 2.0, "hi": 4.5}}))
    assert found.capacities[0] == pytest.approx(CAPACITY, rel=0.01)
    assert found.ocv_provided
    assert found.circuit.ocv == pytest.approx(np.interp(found.circuit.soc, true.soc, true.ocv), abs=1e-9)


def test_a_column_of_the_open_circuit_voltage_is_taken() -> None:
    one = measured(10)
    soc = soc_of(one, CAPACITY, 1.0)
    rows = {"Time [s]": one.trace.time, "Current [A]": one.trace.current, "Voltage [V]": one.trace.voltage}
    ocv = np.interp(soc, known().soc, known().ocv)
    with_column = evolve(one, trace=trace({**rows, "Open-circuit voltage [V]": ocv}, "column"))
    found = fit([with_column], read_options({"fit_ocv": False, "num_knots": 6}))
    assert found.ocv_provided
    assert errors(found.circuit)["r0"] < 0.02
    with pytest.raises(ValidationError, match="no column of the open-circuit voltage"):
        fit([one], read_options({"fit_ocv": False}))


def test_regularization_smooths_and_clamping_holds_the_ends() -> None:
    one = measured(20, swing=0.3, period=10.0)

    def bend(values: np.ndarray) -> float:
        return float(np.abs(np.diff(values, 2)).max() / values.mean())

    rough = fit([one], read_options({"num_knots": 12})).circuit
    smooth = fit([one], read_options({"num_knots": 12, "regularization": 50.0})).circuit
    assert bend(smooth.r[0]) < 0.5 * bend(rough.r[0])
    tight = fit([one], read_options({"num_knots": 12, "clamp_max_ratio": 1.01})).circuit
    inner = np.linspace(tight.soc[0], tight.soc[-1], 12)[[1, -2]]
    for values in (tight.r0, tight.r[0], tight.tau[0]):
        beside = np.interp(inner, tight.soc, values)
        assert np.abs(np.log(values[[0, -1]] / beside)).max() < np.log(1.0101)


def test_without_rest_or_swing_the_knots_are_named() -> None:
    time = np.arange(0, 6000.0, 5)
    rows = {"Time [s]": time, "Current [A]": np.full(time.size, 1.0), "Voltage [V]": 4.0 - time / 10000}
    constant = evolve(measured(4, period=20.0), trace=trace(rows, "constant"))
    with pytest.raises(ValidationError, match=r"no data for the knots at SOC .*by a pulse or a rest"):
        fit([constant], read_options({}))
    # pulses in the upper half only, then a long discharge: the lower knots have nothing
    upper = measured(10, swing=0.4)
    step = np.concatenate([np.full(upper.trace.time.size, 0.0), np.full(200, 1.0)])
    joined = {
        "Time [s]": np.concatenate([upper.trace.time, upper.trace.time[-1] + np.arange(200) * 20.0]),
        "Current [A]": np.concatenate([upper.trace.current, np.full(200, 1.5)]),
        "Voltage [V]": np.concatenate([upper.trace.voltage, np.linspace(3.5, 3.2, 200)]),
        "Step count": step,
    }
    with pytest.raises(ValidationError, match=r"num_knots: 11 knots: there are no data for the knots at SOC 0\.0"):
        fit([evolve(upper, trace=trace(joined, "upper"))], read_options({"num_knots": 11}))
    assert fit([evolve(upper, trace=trace(joined, "upper"))], read_options({})).circuit.soc.size >= 2


def test_what_is_assumed_is_said() -> None:
    one = measured(10, initial_soc=None, capacity=None)
    found = fit([one], read_options({"num_rcs": 1}))
    assert any("capacity" in text for text in found.warnings)
    assert any("initial_soc was not given" in text for text in found.warnings)


@pytest.mark.parametrize(
    ("said", "options", "message"),
    [
        ({"capacity": 1.0}, {}, r"capacity is 1 A\.h, but the trace moves 2\.8"),
        ({"capacity": 1e9}, {}, r"capacity is 1e\+09 A\.h, of which the trace moves only 2\.8"),
        ({"capacity": None}, {"capacity": 2.1e307}, r"capacity is 2\.1e\+307 A\.h, of which the trace moves only 2\.8"),
        ({"initial_soc": 0.5}, {}, r"from initial_soc 0\.5 with a capacity of 3 A\.h .* comes to -0\.4"),
    ],
)
def test_contradictions_name_both_values(said: dict, options: dict, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        fit([measured(10, **said)], read_options(options))


def test_several_measurements_need_their_state_of_charge() -> None:
    with pytest.raises(ValidationError, match="initial_soc is missing; with 2 measurements"):
        fit([measured(4), measured(4, initial_soc=None)], read_options({}))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"num_rcs": 6}, r"ecm_options\.num_rcs: found 6; allowed: 0 to 5"),
        ({"num_knots": 65}, r"num_knots: found 65; allowed: 1 to 64"),
        ({"knots": 3}, "unknown option 'knots'"),
        ({"clamp_max_ratio": 1.0}, "clamp_max_ratio: found 1.0; allowed: a number above 1"),
        ({"regularization": -1}, "regularization: found -1"),
        ({"regularization": 1e300}, r"regularization: found 1e\+300; allowed: a number from 0 to 1e\+09"),
        ({"clamp_max_ratio": 1e300}, r"clamp_max_ratio: found 1e\+300; allowed: a number above 1, at most 1e\+09"),
        ({"knot_schedule": [3, 3]}, "knot_schedule: found"),
        ({"knot_schedule": [1, 9], "num_knots": 5}, "ends with 9 knots; num_knots is 5"),
        ({"bounds_capacity": {"lo": 1, "hi": 2}}, "bounds_capacity: is for fits with ocv_soc_curve"),
        ({"ocv_soc_curve": {"soc": [0, 0.5, 0.5], "ocv": [3, 3.5, 4]}}, r"0\.5 follows 0\.5"),
        ({"ocv_soc_curve": {"soc": [0, 1], "ocv": [3, 3.5, 4]}}, "soc has 2 values, ocv has 3"),
        ({"fit_ocv": "yes"}, "fit_ocv: found 'yes'"),
    ],
)
def test_options_are_checked(given: dict, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        read_options(given)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Time [s]": lambda time: time[::-1].copy()}, "goes back in row 1"),
        ({"Current [A]": lambda current: 0 * current}, "is 0 in all"),
        ({"Voltage [V]": lambda voltage: voltage * np.nan}, "has 0 rows"),
    ],
)
def test_bad_rows_are_refused(change: dict, message: str) -> None:
    one = measured(2, period=60.0).trace
    rows = {"Time [s]": one.time, "Current [A]": one.current, "Voltage [V]": one.voltage}
    with pytest.raises(ValidationError, match=message):
        trace({name: change.get(name, lambda values: values)(values) for name, values in rows.items()}, "bad")
    with pytest.raises(ValidationError, match=r"lacks Voltage \[V\]"):
        trace({name: rows[name] for name in ("Time [s]", "Current [A]")}, "bad")


WRONG = {
    "hours": ({"Time [s]": 1 / 3600}, "hours or minutes"),
    "minutes": ({"Time [s]": 1 / 60}, "hours or minutes"),
    "kiloamperes": ({"Current [A]": 1e-3}, "changes too much"),
}


@pytest.mark.parametrize("name", WRONG)
def test_other_units_are_told(name: str) -> None:
    """On a pulse test of a coin cell that nobody here made."""
    factors, words = WRONG[name]
    rows = {column: values * factors.get(column, 1.0) for column, values in hppc().items()}
    one = Measured(trace=trace(rows, "coin"), initial_soc=1.0, capacity=COIN_CAPACITY)
    warnings = wire_result(fit([one], read_options({"num_rcs": 1, "num_knots": 3})), [one], 10)["warnings"]
    assert any(words in text for text in warnings), warnings


CHANGES = {
    "mV": (lambda rows: rows | {VOLTAGE: 1e3 * rows[VOLTAGE]}, "likely in mV"),
    "reversed": (lambda rows: rows | {CURRENT: -rows[CURRENT]}, "negate the column"),
    "lost readings": (lambda rows: rows | {VOLTAGE: np.where(np.arange(3000) % 50 == 9, 0.0, rows[VOLTAGE])}, "row 9"),
    "a clock that stands": (lambda rows: rows | {TIME: 0 * rows[TIME]}, "0 s on every row"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_no_cell_gives_is_refused(name: str) -> None:
    change, words = CHANGES[name]
    with pytest.raises(ValidationError, match=words):
        odd_rows(trace(change(hppc()), "coin"), COIN_CAPACITY)


def test_rows_that_are_left_out_or_missing_are_told() -> None:
    rows = hppc()
    holes = np.where(np.arange(3000) % 50 == 3, np.nan, rows[VOLTAGE])
    cut = {name: np.delete(values, slice(1500, 2700)) for name, values in rows.items()}
    told = [odd_rows(trace(given, "coin"), COIN_CAPACITY) for given in (rows, rows | {VOLTAGE: holes}, cut)]
    assert told[0] == []
    assert "60 of 3000 rows lack" in told[1][0]
    assert "no rows between" in told[2][0]
