"""Whether measured data can be what an objective takes them for; asked before anything is computed with them.

What is certainly wrong (no value, falling time, a unit off by a factor of 1000, a reversed current) is refused, what is
only odd becomes a warning of the element. The rules are those of measurements (`ionworks.validators`).

Source: docs/guides/pipelines.md "What is checked before anything runs".
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from ionworks.errors import ValidationError
from ionworks.validators import (
    ValidationIssue,
    validate_current_unit,
    validate_eis_impedance_magnitude,
    validate_eis_zim_sign,
    validate_positive_current_is_discharge,
    validate_time_monotonic,
    validate_values_present,
    validate_voltage_unit,
)
from ionworks.validators.columns import CURRENT, FREQUENCY, TIME, VOLTAGE, Z_IM, Z_RE, as_polars, numbers
from ionworks.validators.issues import refused_or_told
from ionworks.validators.readings import validate_driving_samples, validate_readings_kept

CAPACITY, STOICHIOMETRY, CYCLE = "Capacity [A.h]", "Stoichiometry", "Cycle number"
SOC_SLACK = 0.2
"""Share of the capacity by which data may leave 0 to 100 % before it is odd; nominal capacities are not exact."""
_WRONG_CAPACITY = 50.0
_EDGE = 0.05
_MOST_PERCENT = 120.0
_MORE_THAN_ONE_SWEEP = 1.2


def check_samples(table: pl.DataFrame, columns: Sequence[str], what: str) -> list[str]:
    """Warnings about a time series that drives a model.

    Parameters
    ----------
    table : polars.DataFrame
        One row per sample, as the objective uses it.
    columns : sequence of str
        Columns that are compared, beside time and current.
    what : str
        Whose data these are, for messages.

    Raises
    ------
    ValidationError
        Missing values, a time that falls or stands, a voltage that is no volt, lost readings, or a reversed current.
    """
    findings = [
        *validate_values_present(table, dict.fromkeys((TIME, CURRENT, *columns))),
        *validate_time_monotonic(table),
        *validate_voltage_unit(table),
    ]
    # neither sign nor course can be judged where values are missing or rows are out of order
    is_sound = not any(finding.severity == "error" for finding in findings)
    if is_sound:
        findings += [*validate_positive_current_is_discharge(table), *validate_driving_samples(table)]
    return refused_or_told(findings, what)


def check_charge(table: pl.DataFrame, capacity: float | None, soc: float | None, what: str) -> list[str]:
    """Warnings about the charge a time series moves.

    Parameters
    ----------
    table : polars.DataFrame
        One row per sample.
    capacity : float or None
        Capacity of the cell [A.h], where it is known.
    soc : float or None
        State of charge at the first sample [%], where it is known.
    what : str
        Whose data these are, for messages.

    Raises
    ------
    ValidationError
        A current or a state of charge in another unit.
    """
    warnings = refused_or_told(validate_current_unit(table, capacity), what)
    if warnings or capacity is None or capacity <= 0 or soc is None or not {TIME, CURRENT} <= set(table.columns):
        return warnings
    time, current = numbers(table, TIME), numbers(table, CURRENT)
    moved = ((time.diff() * (current + current.shift(1))).fill_null(0.0) / 7200).cum_sum() / capacity
    discharged, charged = float(moved.max() or 0.0), -float(moved.min() or 0.0)  # type: ignore[arg-type]
    text = (
        f"{what}: 'Initial SOC [%]' is {soc:g}, but the data discharge {100 * discharged:.0f} % and charge "
        f"{100 * charged:.0f} % of {capacity:g} A.h from there"
    )
    if 0 < soc <= 1 and discharged > SOC_SLACK:
        raise ValidationError(f"{text}; it is in percent, 0 to 100: {100 * soc:g} instead of {soc:g}?")
    if discharged > soc / 100 + SOC_SLACK or charged > 1 - soc / 100 + SOC_SLACK:
        return [f"{text}; is it in percent, and is it the state at the first sample?"]
    return []


def check_curve(table: pl.DataFrame, capacity: float | None, what: str) -> list[str]:
    """Warnings about an open-circuit curve.

    Raises
    ------
    ValidationError
        A voltage, capacity or stoichiometry in another unit, or lost readings.
    """
    warnings = refused_or_told([*validate_voltage_unit(table), *validate_readings_kept(table)], what)
    warnings += [f"{what}: {text}" for text in _odd_course(table)]
    span = _span(table, CAPACITY)
    if span is not None and capacity and span > _WRONG_CAPACITY * capacity:
        raise ValidationError(
            f"{what}: {CAPACITY!r} spans {span:g} A.h, {span / capacity:.0f} times the capacity of {capacity:g} A.h: "
            "the values are likely in mA.h; divide them by 1000"
        )
    if STOICHIOMETRY in table.columns:
        found = numbers(table, STOICHIOMETRY)
        low, high = float(found.min() or 0.0), float(found.max() or 0.0)  # type: ignore[arg-type]
        if low < -_EDGE or high > 1 + _EDGE:
            hint = ": the values are likely in percent; divide them by 100" if high > 2 else ""
            raise ValidationError(f"{what}: {STOICHIOMETRY!r} runs from {low:g} to {high:g}, outside 0 to 1{hint}")
    return warnings


def check_spectrum(table: pl.DataFrame, capacity: float | None, what: str) -> list[str]:
    """Warnings about an impedance spectrum.

    Raises
    ------
    ValidationError
        Missing values, frequencies that are not positive, or an imaginary part of the opposite sign.
    """
    findings = validate_values_present(table, (FREQUENCY, Z_RE, Z_IM))
    if not findings and FREQUENCY in table.columns:
        lowest = float(numbers(table, FREQUENCY).min() or 0.0)  # type: ignore[arg-type]
        if lowest <= 0:
            raise ValidationError(f"{what}: {FREQUENCY!r} has {lowest:g} Hz; frequencies must be positive")
    magnitude = [_as_warning(item) for item in validate_eis_impedance_magnitude(table, capacity)]
    return refused_or_told([*findings, *validate_eis_zim_sign(table), *magnitude], what)


def check_cycles(table: pl.DataFrame, capacity: float | None, what: str) -> list[str]:
    """Warnings about what cycling is compared with: a table of cycles, or the trace the cycles were measured in.

    Parameters
    ----------
    table : polars.DataFrame
        ``Cycle number`` and one column per quantity, gaps allowed; or one row per sample.
    capacity : float or None
        Capacity of the cell [A.h], where it is known.
    what : str
        Whose data these are, for messages.

    Raises
    ------
    ValidationError
        Cycle numbers that are not whole and rising; a capacity or a share in another unit; a trace that is none.
    """
    if CYCLE not in table.columns:
        known = [VOLTAGE] if VOLTAGE in table.columns else []
        return check_samples(table, known, what) + check_charge(table, capacity, None, what)
    cycles = numbers(table, CYCLE)
    steps = cycles.diff().drop_nulls()
    if cycles.is_null().any() or not cycles.is_finite().all() or (cycles != cycles.round()).any() or (steps <= 0).any():
        raise ValidationError(f"{what}: {CYCLE!r} must hold whole numbers that rise, each cycle once")
    for name in table.columns:
        text = None if name == CYCLE else _odd_quantity(name, numbers(table, name), capacity)
        if text:
            raise ValidationError(f"{what}: {name!r} {text}")
    return refused_or_told(validate_voltage_unit(table), what)


def _odd_quantity(name: str, values: pl.Series, capacity: float | None) -> str | None:
    """What is wrong with a quantity of cycles; missing values are gaps."""
    known = values.fill_nan(None).drop_nulls()
    if known.is_empty():
        return None
    low, high = float(known.min()), float(known.max())  # type: ignore[arg-type]
    if not known.is_finite().all():
        return f"holds {low if abs(low) == float('inf') else high:g}; leave out what was not measured"
    if name.endswith("[A.h]") and low < 0:
        return f"holds {low:g} A.h; the charge of a cycle is counted as a magnitude"
    if name.endswith("[A.h]") and capacity and high > _WRONG_CAPACITY * capacity:
        times = f"{high / capacity:.0f} times the capacity of {capacity:g} A.h"
        return f"holds {high:g} A.h, {times}: the values are likely in mA.h; divide them by 1000"
    if name.endswith("[%]") and max(-low, high) > _MOST_PERCENT:
        return f"runs from {low:g} to {high:g} %, which is no share; is it another quantity or unit?"
    return None


def _odd_course(table: pl.DataFrame) -> list[str]:
    """What is odd about the rows of an open-circuit curve: some without a value, or more than one sweep."""
    names = [name for name in (CAPACITY, STOICHIOMETRY, VOLTAGE) if name in table.columns]
    known = pl.DataFrame({name: numbers(table, name) for name in names}).drop_nulls()
    found = []
    if known.height < table.height:
        found.append(f"{table.height - known.height} of {table.height} rows have no value and are left out")
    for name in (CAPACITY, STOICHIOMETRY):
        values = known[name].to_numpy() if name in known.columns else np.zeros(0)
        if len(values) > 1 and np.sum(np.abs(np.diff(values))) > _MORE_THAN_ONE_SWEEP * np.ptp(values):
            found.append(f"{name!r} goes to and fro: its rows are sorted and mix sweeps; choose one of them")
    return found


def _span(table: pl.DataFrame, column: str) -> float | None:
    if column not in table.columns:
        return None
    values = numbers(as_polars(table), column).drop_nulls()
    return None if values.is_empty() else float(values.max()) - float(values.min())  # type: ignore[arg-type]


def _as_warning(finding: ValidationIssue) -> ValidationIssue:
    return ValidationIssue(finding.code, finding.message, "warning", finding.payload)
