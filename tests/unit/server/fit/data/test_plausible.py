"""Nonsense made from a real pulse test is refused or warned of before anything is computed."""

from pathlib import Path

import polars as pl
import pytest

from ionworks.errors import ValidationError
from ionworks.server.fit.data.plausible import check_charge, check_curve, check_cycles, check_samples, check_spectrum
from ionworks.server.fit.elements.element import run_element
from tests.measured_traces import maccor_diagnostics

TIME, CURRENT, VOLTAGE = "Time [s]", "Current [A]", "Voltage [V]"
MEASURED = Path(__file__).parents[4] / "data" / "cyclers" / "ampworks_hppc.csv"
CAPACITY = 1.1e-3
"""Of the coin cell of the file [A.h], roughly."""


@pytest.fixture(scope="module")
def pulses() -> pl.DataFrame:
    raw = pl.read_csv(MEASURED)
    return pl.DataFrame({TIME: raw["Seconds"], CURRENT: -raw["Amps"], VOLTAGE: raw["Volts"]})


def check(table, capacity=CAPACITY, soc=None):
    return check_samples(table, [VOLTAGE], "fit") + check_charge(table, capacity, soc, "fit")


def test_measured_data_pass_whole_cut_and_thinned(pulses):
    for part in (pulses, pulses.slice(500, 400), pulses.tail(300), pulses.gather_every(10)):
        assert check(part, soc=95) == []


NONSENSE = {
    "reversed": (pl.col(CURRENT) * -1, "negate the column"),
    "millivolt": (pl.col(VOLTAGE) * 1000, "likely in mV"),
    "milliampere": (pl.col(CURRENT) * 1000, "likely in mA"),
    "millisecond": (pl.col(TIME) * 1000, "time in ms"),
    "no value": (pl.when(pl.int_range(pl.len()) == 70).then(None).otherwise(pl.col(VOLTAGE)).alias(VOLTAGE), "row 70"),
    "not finite": (pl.when(pl.col(CURRENT) > 0).then(float("nan")).otherwise(pl.col(CURRENT)).alias(CURRENT), CURRENT),
    "unordered": (pl.col(TIME).reverse(), "must never decrease"),
    "a glitch": (pl.when(pl.int_range(pl.len()) == 9).then(65.535).otherwise(VOLTAGE).alias(VOLTAGE), "65.535 V on row 9"),
    "a clock that stands": (pl.lit(7.0).alias(TIME), "7 s on every row"),
    "lost readings": (pl.when(pl.int_range(pl.len()) % 50 == 9).then(0.0).otherwise(VOLTAGE).alias(VOLTAGE), "0 V on row 9"),
}  # fmt: skip


@pytest.mark.parametrize("name", NONSENSE)
def test_what_is_certainly_wrong_is_refused_with_field_and_likely_unit(pulses, name):
    change, words = NONSENSE[name]
    with pytest.raises(ValidationError, match="fit: .*'") as refusal:
        check(pulses.with_columns(change))
    assert words in refusal.value.message


def test_a_state_of_charge_is_in_percent(pulses):
    with pytest.raises(ValidationError, match="is in percent, 0 to 100: 100 instead of 1"):
        check(pulses, soc=1.0)
    assert "first sample" in check(pulses, soc=10)[0]
    assert check(pulses, soc=100) == []


ODD = {
    "a pack": (pl.col(VOLTAGE) * 3, CAPACITY, "of a pack"),
    "another cell": (pl.col(CURRENT) * 10, CAPACITY, "check the units"),
    "amperes for a coin cell's mA": (pl.col(CURRENT), 5.0, "next to nothing"),
    "kiloamperes": (pl.col(CURRENT) / 1000, CAPACITY, "changes too much"),
    "hours": (pl.col(TIME) / 3600, CAPACITY, "hours"),
    "minutes": (pl.col(TIME) / 60, CAPACITY, "hours or minutes"),
    "no current": (pl.lit(0.0).alias(CURRENT), CAPACITY, "nothing drives the model"),
    "a stuck voltage": (pl.lit(3.9).alias(VOLTAGE), CAPACITY, "3.9 V on every row"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_a_warning(pulses, name):
    change, capacity, words = ODD[name]
    (warning,) = check(pulses.with_columns(change), capacity)
    assert words in warning


@pytest.mark.parametrize(("first", "last"), [(866, 1299), (1082, 1948)])
def test_rows_that_are_missing_while_charge_moves_are_told(first, last):
    times, _, current, voltage = maccor_diagnostics()
    whole = pl.DataFrame({TIME: times, CURRENT: current, VOLTAGE: voltage})
    assert check(whole, 2.5) == []
    (warning,) = (text for text in check(pl.concat([whole[:first], whole[last:]]), 2.5) if "no rows" in text)
    assert f"no rows between {times[first - 1]:g} and {times[last]:g} s" in warning


def test_curves_and_spectra():
    curve = pl.DataFrame({"Capacity [A.h]": [0.0, 2.5, 5.0], VOLTAGE: [4.2, 3.7, 2.8]})
    assert check_curve(curve, 5.0, "fit") == []
    with pytest.raises(ValidationError, match="mA.h"):
        check_curve(curve.with_columns(pl.col("Capacity [A.h]") * 1000), 5.0, "fit")
    sweeps = pl.concat([curve, curve.reverse(), curve])
    assert "to and fro" in check_curve(sweeps, 5.0, "fit")[0]
    holes = pl.concat([curve, pl.DataFrame({"Capacity [A.h]": [6.0], VOLTAGE: [float("nan")]})])
    assert "1 of 4 rows have no value" in check_curve(holes, 5.0, "fit")[0]
    with pytest.raises(ValidationError, match="0 V on row 3 of 4"):
        check_curve(holes.fill_nan(0.0), 5.0, "fit")
    with pytest.raises(ValidationError, match="in percent"):
        check_curve(pl.DataFrame({"Stoichiometry": [2.0, 98.0], VOLTAGE: [0.1, 0.5]}), None, "fit")
    spectrum = pl.DataFrame(
        {
            "Frequency [Hz]": [1e3, 10.0, 0.1, 0.01],
            "Z_Re [Ohm]": [0.01, 0.02, 0.03, 0.04],
            "Z_Im [Ohm]": [-1e-3, -5e-3, -4e-3, -9e-3],
        }
    )
    assert check_spectrum(spectrum, 5.0, "fit") == []
    with pytest.raises(ValidationError, match="negate"):
        check_spectrum(spectrum.with_columns(-pl.col("Z_Im [Ohm]")).sort("Z_Re [Ohm]", descending=True), 5.0, "fit")
    assert "check the unit" in check_spectrum(spectrum.with_columns(pl.col("Z_Re [Ohm]") * 1000), 5.0, "fit")[0]
    with pytest.raises(ValidationError, match="0 Hz"):
        check_spectrum(spectrum.with_columns(pl.col("Frequency [Hz]") * 0), 5.0, "fit")


def element(kind, table, model="SPM", **fields):
    objective = {"type": "CurrentDriven", "data": "db:1", "options": {"model": {"type": model}}}
    config = {"element_type": kind, "objectives": {"pulses": objective}, **fields}
    data = {"db:1": table.to_dict(as_series=False)}
    return {"name": "e", "config": config, "data": data, "parameters": {"Nominal cell capacity [A.h]": CAPACITY}}


@pytest.mark.parametrize("kind", ["data_fit", "validation"])
def test_referenced_data_are_refused_by_the_element_that_reads_them(pulses, kind):
    fields = {"parameters": {"Negative particle diffusivity [m2.s-1]": {"bounds": [1e-15, 1e-13]}}}
    nonsense = pulses.with_columns(pl.col(VOLTAGE) * 1000)
    with pytest.raises(ValidationError, match="objective 'pulses': 'Voltage .*likely in mV"):
        run_element(element(kind, nonsense, **(fields if kind == "data_fit" else {})))


def test_a_circuit_without_a_state_of_charge_is_refused_by_the_element_too(pulses):
    with pytest.raises(ValidationError, match=r"'Initial SOC \[%\]'"):
        run_element(element("validation", pulses, "Thevenin"))


CYCLES = {"Cycle number": [1, 2, 3], "Discharge capacity [A.h]": [5.0, None, 4.9], "LLI [%]": [0.1, 0.2, float("nan")]}


def test_tables_of_cycles_have_gaps():
    assert check_cycles(pl.DataFrame(CYCLES), 5.0, "fit") == []


@pytest.mark.parametrize(
    ("column", "values", "words"),
    [
        ("Cycle number", [1, 1, 2], "each cycle once"),
        ("Cycle number", [1.0, 2.5, 3.0], "whole numbers"),
        ("Cycle number", [1, None, 3], "whole numbers"),
        ("Discharge capacity [A.h]", [5000.0, 4990.0, 4980.0], "likely in mA.h"),
        ("Discharge capacity [A.h]", [-5.0, -4.9, -4.8], "as a magnitude"),
        ("Discharge capacity [A.h]", [5.0, float("inf"), 4.0], "holds inf"),
        ("LLI [%]", [0.1, 200.0, 3.0], "no share"),
    ],
)
def test_nonsense_in_tables_of_cycles_is_refused(column, values, words):
    with pytest.raises(ValidationError, match=f"fit: '{column.split(' ')[0]}") as refusal:
        check_cycles(pl.DataFrame({**CYCLES, column: values}), 5.0, "fit")
    assert words in refusal.value.message


def test_traces_of_cycles_are_checked_like_others(pulses):
    assert check_cycles(pulses, CAPACITY, "fit") == []
    with pytest.raises(ValidationError, match="negate the column"):
        check_cycles(pulses.with_columns(pl.col(CURRENT) * -1), CAPACITY, "fit")
