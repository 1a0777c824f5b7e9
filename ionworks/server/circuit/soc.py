"""The state of charge of measured rows, and knots that the rows support."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs
import numpy as np

from ionworks.errors import ValidationError
from ionworks.server.circuit.knots import Array, even
from ionworks.server.circuit.options import Options
from ionworks.server.circuit.trace import Trace
from ionworks.validators.columns import CURRENT, TIME, VOLTAGE
from ionworks.validators.issues import refused_or_told
from ionworks.validators.readings import validate_driving_samples
from ionworks.validators.sign import validate_positive_current_is_discharge
from ionworks.validators.units import validate_current_unit, validate_voltage_unit

_BEYOND: Final = 2e-3
"""State of charge by which a trace may leave 0 to 1."""
_LEAST_SWING: Final = 1e-6
"""Part of a given capacity that a trace has to move: knots closer than that are one."""
_MOST_DEFAULT: Final = 21
_SPACING: Final = 0.04
"""Least distance of knots where none are asked for."""
_APART: Final = 0.01
"""Distance of places at which the current changes, from which on they count as two."""
_CHANGE: Final = 0.1
"""Change of current around a knot, relative to the largest current, that tells resistance from voltage."""


@attrs.frozen(kw_only=True)
class Measured:
    """A trace with what is said about it."""

    trace: Trace
    initial_soc: float | None = None
    capacity: float | None = None
    """A.h"""
    rated: float | None = None
    """Capacity of its type of cell [A.h], where nobody gives another."""


def capacity_of(one: Measured, options: Options) -> tuple[float, list[str]]:
    """Return the capacity of a measurement [A.h], and what has to be said about it."""
    swing = float(np.ptp(one.trace.charge[one.trace.used]))
    given = one.capacity or options.capacity
    if given is not None:
        if swing > given * (1.0 + 2 * _BEYOND):
            raise ValidationError(
                f"{one.trace.label}: capacity is {given:g} A.h, but the trace moves {swing:.6g} A.h; "
                "give a capacity of at least that"
            )
        if 0.0 < swing < given * _LEAST_SWING:
            raise ValidationError(
                f"{one.trace.label}: capacity is {given:g} A.h, of which the trace moves only {swing:.6g} A.h; "
                "give the capacity of the cell"
            )
        return given, []
    if one.rated is not None and swing <= one.rated:
        return one.rated, []
    reason = "no capacity was given" if one.rated is None else f"the rated capacity is only {one.rated:g} A.h"
    return swing, [f"{one.trace.label}: {reason}; the charge the trace moves, {swing:.6g} A.h, is taken for it"]


def odd_rows(given: Trace, capacity: float) -> list[str]:
    """What the rules of measured data say of the rows that count.

    Raises
    ------
    ValidationError
        Another unit, a reversed current, a clock that stands, lost readings.
    """
    rows = {TIME: given.time[given.used], CURRENT: given.current[given.used], VOLTAGE: given.voltage[given.used]}
    rules = (validate_voltage_unit, validate_positive_current_is_discharge, validate_driving_samples)
    issues = [issue for rule in rules for issue in rule(rows)] + validate_current_unit(rows, capacity)
    return [*given.warnings, *refused_or_told(issues, given.label)]


def soc_of(one: Measured, capacity: float, initial: float) -> Array:
    """Return the state of charge of the rows of a measurement.

    Raises
    ------
    ValidationError
        It leaves 0 to 1; names the initial state of charge, the capacity and how far it comes.
    """
    soc = initial - one.trace.charge / capacity
    counted = soc[one.trace.used]
    for reached in (float(counted.min()), float(counted.max())):
        if not -_BEYOND <= reached <= 1.0 + _BEYOND:
            raise ValidationError(
                f"{one.trace.label}: from initial_soc {initial:g} with a capacity of {capacity:g} A.h the state of "
                f"charge comes to {reached:.4g}; it must stay within 0 to 1"
            )
    return np.clip(soc, 0.0, 1.0)


def initial_soc(one: Measured, capacity: float, options: Options) -> tuple[float, list[str]]:
    """Return the state of charge of the first row, and what has to be said about it."""
    if one.initial_soc is not None:
        return one.initial_soc, []
    if options.curve is not None:
        soc, ocv = options.curve
        fine = np.linspace(soc[0], soc[-1], 4001)
        found = float(fine[np.argmin(np.abs(np.interp(fine, soc, ocv) - one.trace.voltage[one.trace.used][0]))])
        return found, [f"{one.trace.label}: initial_soc {found:.4f} is that of the first voltage on ocv_soc_curve"]
    # the most charged point of the trace is taken for full
    found = float(1.0 + one.trace.charge[one.trace.used].min() / capacity)
    said = (
        f"{one.trace.label}: initial_soc was not given; the most charged point of the trace is taken for SOC 1, "
        f"which makes it {found:.4f}"
    )
    return found, [said]


def knots_for(traces: Sequence[Trace], socs: Sequence[Array], wanted: int | None, name: str) -> Array:
    """Return evenly spaced knots over the states of charge the rows visit, each with the data it needs.

    Parameters
    ----------
    traces, socs : sequences
    wanted : int, optional
        Number of knots; by default as many as the data carry.
    name : str
        Option that is blamed.

    Raises
    ------
    ValidationError
        Naming the knots that have no data: no change of current near them.
    """
    low, high = min(float(soc.min()) for soc in socs), max(float(soc.max()) for soc in socs)
    if wanted is not None:
        knots = even(low, high, wanted)
        empty = _without_data(traces, socs, knots)
        if empty.size:
            raise ValidationError(_no_data(knots[empty], low, high, f"ecm_options.{name}: {wanted} knots"))
        return knots
    for count in range(_default(traces, socs, low, high), 0, -1):
        knots = even(low, high, count)
        empty = _without_data(traces, socs, knots)
        if not empty.size:
            return knots
    raise ValidationError(_no_data(knots[empty], low, high, "The data carry no circuit"))


def _no_data(knots: Array, low: float, high: float, who: str) -> str:
    listed = ", ".join(f"{knot:.4g}" for knot in knots[:12]) + (", ..." if knots.size > 12 else "")
    return (
        f"{who}: there are no data for the knots at SOC {listed}: the current does not change near them, by a pulse or "
        f"a rest, and the state of charge runs from {low:.4g} to {high:.4g}. Use fewer knots or data with pulses there."
    )


def _default(traces: Sequence[Trace], socs: Sequence[Array], low: float, high: float) -> int:
    """Return a number of knots after the number of places where the current changes."""
    places = np.concatenate([soc[trace.changes()] for trace, soc in zip(traces, socs, strict=True)])
    if high - low < _SPACING or not places.size:
        return 1
    ordered = np.sort(places)
    groups = np.split(ordered, np.flatnonzero(np.diff(ordered) > _APART) + 1)
    count = sum(1 + int((group[-1] - group[0]) / _SPACING) for group in groups)
    return min(count, _MOST_DEFAULT, 1 + int((high - low) / _SPACING))


def _without_data(
    traces: Sequence[Trace], socs: Sequence[Array], knots: Array
) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return the numbers of knots near which the current stays the same."""
    largest = max(float(np.abs(trace.current).max()) for trace in traces)
    reach = np.inf if knots.size == 1 else float(knots[1] - knots[0])
    lowest, highest = np.full(knots.size, np.inf), np.full(knots.size, -np.inf)
    for trace, soc in zip(traces, socs, strict=True):
        for number, knot in enumerate(knots):
            current = trace.current[trace.used]
            near = current[np.abs(soc - knot) < reach] if reach > 0 else current[:0]
            if near.size:
                lowest[number] = min(lowest[number], float(near.min()))
                highest[number] = max(highest[number], float(near.max()))
    return np.flatnonzero(~(highest - lowest >= _CHANGE * largest))
