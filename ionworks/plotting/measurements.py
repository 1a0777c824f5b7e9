"""Pictures of cycler data: over time and capacity, differential curves, and capacity over cycles."""

from __future__ import annotations

from typing import Any, Final

from ionworks.errors import ValidationError
from ionworks.frames import CAPACITY, CHARGE_CAPACITY, DISCHARGE_CAPACITY, STEP, STEP_CAPACITY, to_polars, with_capacity
from ionworks.plotting._axes import new_axes
from ionworks.plotting.impedance import plot_impedance
from ionworks.plotting.simulations import plot_simulation
from ionworks.plotting.units import readable

VOLTAGE, CURRENT = "Voltage [V]", "Current [A]"
_LABELS: Final = {"capacity": VOLTAGE, "dV/dQ": "dV/dQ [V.A-1.h-1]", "dQ/dV": "dQ/dV [A.h.V-1]"}
KINDS: Final = ("time", *_LABELS, "cycles", "nyquist", "bode")
BIN_V: Final = 0.005
"""Width of the voltage bins of dQ/dV [V]; noise of a cycler is below it."""
BINS_Q: Final = 150
"""Differences a step is divided into for dV/dQ."""
_LEAST: Final = 0.2
"""Steps of a smaller share of the largest step's capacity have no differential curve."""
_LEAST_V: Final = 0.1
"""Nor have steps that move the voltage by less, such as holds [V]."""
_LEGEND: Final = 8
_STEEP: Final = 6.0
"""Slopes dV/dQ are shown up to so many times the median."""


def plot_measurement(kind: str, time_series: Any, cycles: Any, title: str) -> Any:
    """Draw a measurement.

    Parameters
    ----------
    kind : {"time", "capacity", "dV/dQ", "dQ/dV", "cycles", "nyquist", "bode"}
        What to draw.
    time_series, cycles : data frame or None
        Tables of the measurement.
    title : str
        Title of the picture.

    Returns
    -------
    list of matplotlib.axes.Axes

    Raises
    ------
    ValidationError
        Unknown kind, or the table or a column it needs is missing.
    """
    if kind not in KINDS:
        raise ValidationError(f"kind: found {kind!r}; allowed: {', '.join(map(repr, KINDS))}")
    if kind == "cycles":
        return _cycles(_frame(cycles, "cycles", ("Cycle count", DISCHARGE_CAPACITY)), title)
    if kind in ("nyquist", "bode"):
        return plot_impedance(_frame(time_series, "time_series", ()), kind, title)
    frame = _frame(time_series, "time_series", ("Time [s]", CURRENT, VOLTAGE))
    if STEP not in frame.columns:
        frame = frame.with_columns((frame[CURRENT].sign().diff().fill_null(0) != 0).cum_sum().alias(STEP))
    frame = frame.drop_nulls([CURRENT, VOLTAGE])
    if kind == "time":
        return plot_simulation(frame, [VOLTAGE, CURRENT], title)
    return _over_capacity(_with_capacity(frame), kind, title)


def _frame(table: Any, name: str, needed: tuple[str, ...]) -> Any:
    if table is None:
        raise ValidationError(f"{name}: found none; read the measurement with it")
    frame = to_polars(table)
    missing = [column for column in needed if column not in frame.columns]
    if missing:
        raise ValidationError(f"{name}: has no column {missing[0]!r}; there are {', '.join(frame.columns)}")
    return frame


def _with_capacity(frame: Any) -> Any:
    """Net capacity within each step, by trapezoids of the current where the cycler counted none."""
    import polars as pl

    frame = with_capacity(frame)
    if STEP_CAPACITY in frame.columns:
        return frame
    hours = pl.col("Time [s]").diff() / 3600
    mean = (pl.col(CURRENT) + pl.col(CURRENT).shift(1)) / 2
    return frame.with_columns((mean * hours).fill_null(0).cum_sum().over(STEP).alias(STEP_CAPACITY))


def _over_capacity(frame: Any, kind: str, title: str) -> Any:
    """One curve per step with current; discharges are solid, charges dashed."""
    steps = _steps(frame, kind)
    curves = [_curve(step, kind) for step in steps]
    name = VOLTAGE if kind == "dQ/dV" else "Capacity within the step [A.h]"
    label, factor = readable(name, [x.max() for x, _ in curves])
    axes = new_axes()
    for step, (x, y), colour in zip(steps, curves, _colours(len(steps)), strict=True):
        word, style = ("Discharge", "-") if step[CURRENT].mean() > 0 else ("Charge", "--")
        axes.plot(factor * x, y, style, color=colour, linewidth=1.2, label=f"{word}, step {step[STEP][0]}")
    if kind == "dV/dQ":  # the steep ends would hide all between
        axes.set_ylim(0, _STEEP * max(float(sorted(y)[len(y) // 2]) for _, y in curves))
    axes.set(xlabel=label, ylabel=_LABELS[kind], title=title)
    if len(steps) <= _LEGEND:
        axes.legend(frameon=False, fontsize="small")
    axes.grid(alpha=0.3)
    return [axes]


def _steps(frame: Any, kind: str) -> list[Any]:
    """Steps with current, for differential curves the long ones."""
    steps = [step for step in frame.partition_by(STEP, maintain_order=True) if _charge(step).max() > 0]
    if kind != "capacity":
        least = _LEAST * max((_charge(step).max() for step in steps), default=0.0)
        steps = [step for step in steps if _charge(step).max() >= least and _span(step) >= _LEAST_V]
    if not steps:
        raise ValidationError(f"time_series: found no charge or discharge that is long enough for {kind!r}")
    return steps


def _charge(step: Any) -> Any:
    """Charge that passed since the step began [A.h], never falling."""
    counted = step[STEP_CAPACITY].fill_null(strategy="forward").fill_null(0)
    return (counted - counted[0]).abs().cum_max().to_numpy()  # counters need not start at 0


def _span(step: Any) -> float:
    return float(step[VOLTAGE].max() - step[VOLTAGE].min())


def _curve(step: Any, kind: str) -> tuple[Any, Any]:
    """Horizontal and vertical values; the differential ones are positive both ways, of the charge in the cell."""
    import numpy as np

    charge, voltage = _charge(step), step[VOLTAGE].to_numpy()
    if kind == "capacity":
        return charge, voltage
    falls = step[CURRENT].mean() > 0
    if kind == "dQ/dV":
        # the voltage as far as it has come, so that noise and small steps back count once
        reached = np.maximum.accumulate(-voltage if falls else voltage)
        edges = np.linspace(reached[0], reached[-1], 1 + max(2, round(_span(step) / BIN_V)))
        new = np.concatenate([[True], np.diff(reached) > 0])
        middles = (edges[1:] + edges[:-1]) / 2
        passed = np.diff(np.interp(edges, reached[new], charge[new]))
        return (-middles if falls else middles), passed / np.diff(edges)
    kept = np.concatenate([[True], np.diff(charge) > 0])
    edges = np.linspace(0, charge[-1], 1 + min(BINS_Q, max(2, int(kept.sum()) // 2)))
    slopes = (-1 if falls else 1) * np.diff(np.interp(edges, charge[kept], voltage[kept])) / np.diff(edges)
    return (edges[1:] + edges[:-1]) / 2, slopes


def _colours(count: int) -> list[Any]:
    import matplotlib as mpl

    return [mpl.colormaps["viridis"](0.9 * position / max(1, count - 1)) for position in range(count)]


def _cycles(frame: Any, title: str) -> Any:
    """Capacity of each cycle, and coulombic efficiency below where it is known."""
    columns = [name for name in (DISCHARGE_CAPACITY, CHARGE_CAPACITY) if name in frame.columns]
    label, factor = readable(CAPACITY, [value for name in columns for value in frame[name]])
    efficiency = "Coulombic efficiency"
    has_efficiency = efficiency in frame.columns and frame[efficiency].drop_nulls().len() > 0
    panels = new_axes(1 + has_efficiency, sharex=True, height=3.4 + 1.6 * has_efficiency, squeeze=False)[:, 0]
    for name, style in zip(columns, ("o-", "s--"), strict=False):
        panels[0].plot(
            frame["Cycle count"], factor * frame[name].to_numpy(), style, markersize=4, label=name.split()[0]
        )
    panels[0].set(ylabel=label, title=title)
    panels[0].legend(frameon=False)
    if has_efficiency:
        panels[1].plot(frame["Cycle count"], 100 * frame[efficiency].to_numpy(), "o-", color="C2", markersize=4)
        panels[1].set_ylabel(f"{efficiency} [%]")
    panels[-1].set_xlabel("Cycle")
    panels[-1].xaxis.get_major_locator().set_params(integer=True)
    for axes in panels:
        axes.grid(alpha=0.3)
    return list(panels)
