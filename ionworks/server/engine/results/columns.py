"""Columns of result tables, and what rows of steps hold whoever made them: a run, a list of runs, a cycler.

Means and spreads are not among it: both are over time, of a run from all points of the solver
(`ionworks.server.engine.steps.integrals`), of a measurement from the lines between its samples
(`ionworks.server.nouns.measurements.summaries`).

Source: docs/contract/ucp.md section 3; docs/decisions/0012-integrals.md.
"""

from collections.abc import Sequence

import polars as pl

from ionworks.server.engine.steps.integrals import MEAN_TEMPERATURE, STATISTICS, TOTALS, Measured
from ionworks.server.ground.arrays import Array
from ionworks.ucp.program import Kind, Mode, Step

COUNTS = ("Step count", "Cycle count", "Step from cycler", "Cycle from cycler")
FREQUENCY_LABEL = "frequency [Hz]"
_MEASURED = ("Time [s]", "Voltage [V]", "Current [A]")
_WORDS = ("Min", "Max", "Mean", "Std")
_TEXTS = ("Step type", "Label", "Step name", "Termination")
_INTEGERS = (*COUNTS, "Start index", "End index", "Group number")
_HELD = {Mode.C_RATE: "current", Mode.CURRENT: "current", Mode.VOLTAGE: "voltage", Mode.POWER: "power"}


def sample_columns(extra_variables: Sequence[str], spectrum: Sequence[str] = ()) -> list[str]:
    """Names of the columns of a time series, in order."""
    names = [*_MEASURED, *COUNTS, *TOTALS, "Temperature [degC]", "Power [W]", *spectrum]
    return names + [name for name in extra_variables if name not in names]


def step_columns(*, has_spectrum: bool = False, summary: Sequence[str] = ()) -> dict[str, type[pl.DataType]]:
    """Names and types of the columns of a steps table, in order; summary variables come last."""
    labels = [label for label, _ in STATISTICS] + ([FREQUENCY_LABEL] if has_spectrum else [])
    statistics = [f"{word} {label}" for label in labels for word in _WORDS]
    names = [
        *COUNTS,
        "Step type",
        "Start index",
        "End index",
        "Start time [s]",
        "End time [s]",
        "Duration [s]",
    ]
    names += ["Start voltage [V]", "End voltage [V]", *statistics, *TOTALS]
    names += map(cycle_total, TOTALS)
    names += [MEAN_TEMPERATURE, "Label", "Group number", "Step name", "Termination", *summary]
    return {name: _type_of(name) for name in names}


def cycle_total(name: str) -> str:
    """Name of the column of a capacity or an energy summed over the cycle."""
    return f"Cycle {name[0].lower()}{name[1:]}"


def step_ends(measured: Measured) -> dict[str, Array]:
    """Return times and voltages at both ends of steps."""
    last = measured.heights.cumsum() - 1
    first = last - measured.heights + 1
    time, voltage = measured.columns["Time [s]"], measured.columns["Voltage [V]"]
    return {
        "Start time [s]": time[first],
        "End time [s]": time[last],
        "Duration [s]": time[last] - time[first],
        "Start voltage [V]": voltage[first],
        "End voltage [V]": voltage[last],
    }


def sample_statistics(label: str, values: pl.Expr) -> list[pl.Expr]:
    """Extremes, mean and spread of samples that have no time, the frequencies; null where none is known."""
    # without the first, as ``ionworksdata`` has it
    spread = values.slice((values.len() > 2).cast(pl.Int64)).std().fill_null(0.0)
    known = values.is_not_null().any()
    found = (values.min(), values.max(), values.mean(), pl.when(known).then(spread))
    return [value.alias(f"{word} {label}") for word, value in zip(_WORDS, found, strict=True)]


def step_type(step: Step, sign: int, mean_current: float) -> str:
    """Type of a step in the words of the measurement format; a hold is named after the sign of its current."""
    kind, mode = step.kind, step.mode
    if kind is Kind.REST:
        return "Rest"
    if kind is Kind.EIS:
        return "EIS"
    if kind in (Kind.DRIVE, Kind.WAVEFORM) or mode is None:
        return "Unknown step type"
    direction = mean_current if mode is Mode.VOLTAGE and mean_current else sign
    return f"Constant {_HELD[mode]} {'discharge' if direction > 0 else 'charge'}"


def _type_of(name: str) -> type[pl.DataType]:
    if name in _TEXTS:
        return pl.String
    return pl.Int64 if name in _INTEGERS else pl.Float64
