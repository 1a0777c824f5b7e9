"""Picture of one run or measurement: voltage and current over time, steps told apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ionworks.frames import to_polars
from ionworks.plotting._axes import new_axes
from ionworks.plotting.units import readable

HOUR_S = 3600.0
MOST_VARIED = 2
"""Parameters a title names."""


def title_of(model: str | None, protocol: str | None, parameters: Mapping[str, Any]) -> str:
    """Title of a run: model, protocol, and what was varied in readable units."""
    varied = []
    for name, value in parameters.items():
        label, factor = readable(name, [value]) if isinstance(value, float) else (name, 1)
        varied.append(f"{label} = {value * factor:.4g}" if isinstance(value, int | float) else f"{label} = {value}")
    lines = [", ".join(part for part in (model, protocol) if part), ", ".join(varied[:MOST_VARIED])]
    if len(varied) > MOST_VARIED:
        lines[1] += f" and {len(varied) - MOST_VARIED} more"
    return "\n".join(line for line in lines if line)


def plot_simulation(time_series: Any, variables: list[str], title: str) -> Any:
    """Draw variables of a run over time, one panel each.

    Parameters
    ----------
    time_series : data frame
        With ``Time [s]``, ``Step count`` and the variables.
    variables : list of str
        Column names with unit.
    title : str
        Title of the picture.

    Returns
    -------
    list of matplotlib.axes.Axes
        One per variable.

    Raises
    ------
    KeyError
        The run has no such column.
    """
    frame = to_polars(time_series)
    missing = [name for name in variables if name not in frame.columns]
    if missing:
        raise KeyError(f"{missing[0]!r} is not a column; found: {', '.join(frame.columns)}")
    hours = frame["Time [s]"].to_numpy() / HOUR_S
    starts = hours[frame["Step count"].diff().fill_null(0).to_numpy() != 0]
    panels = new_axes(len(variables), sharex=True, height=1.4 + 1.9 * len(variables), squeeze=False)[:, 0]
    for position, (axes, name) in enumerate(zip(panels, variables, strict=True)):
        for start in starts if len(starts) <= 60 else ():
            axes.axvline(start, color="0.85", linewidth=0.8)
        label, factor = readable(name, frame[name] if frame[name].dtype.is_numeric() else ())
        axes.plot(hours, factor * frame[name].to_numpy(), color=f"C{position}")
        axes.set_ylabel(label)
        axes.grid(alpha=0.3)
    panels[0].set_title(title)
    panels[-1].set_xlabel("Time [h]")
    return list(panels)
