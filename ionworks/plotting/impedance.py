"""Pictures of impedance spectra: Nyquist and Bode."""

from __future__ import annotations

import cmath
import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ionworks.errors import ValidationError
from ionworks.frames import to_polars
from ionworks.plotting._axes import new_axes
from ionworks.plotting.units import readable

FREQUENCY: Final = "Frequency [Hz]"
REAL, IMAGINARY = "Z_Re [Ohm]", "Z_Im [Ohm]"
COLUMNS: Final = (FREQUENCY, REAL, IMAGINARY)
Spectrum = tuple[Sequence[float], Sequence[complex]]
"""Frequencies [Hz] and impedances [Ohm]."""
_LEGEND: Final = 8


def plot_impedance(table: Any, kind: str, title: str) -> Any:
    """Draw the impedance spectra of a time series, one curve per step.

    Parameters
    ----------
    table : data frame
        With ``Frequency [Hz]``, ``Z_Re [Ohm]`` and ``Z_Im [Ohm]``; rows without a frequency are left out.
    kind : {"nyquist", "bode"}
        What to draw.
    title : str
        Title of the picture.

    Returns
    -------
    list of matplotlib.axes.Axes
        One of Nyquist; magnitude and phase of Bode.

    Raises
    ------
    ValidationError
        No spectrum, or an unknown kind.
    """
    if kind not in ("nyquist", "bode"):
        raise ValidationError(f"kind: found {kind!r}; allowed: 'nyquist', 'bode'")
    found = spectra(table)
    return (nyquist if kind == "nyquist" else bode)(found, title)


def spectra(table: Any) -> dict[str, Spectrum]:
    """Spectra of a table by step."""
    frame = to_polars(table)
    missing = [name for name in COLUMNS if name not in frame.columns]
    rows = None if missing else frame.drop_nulls(list(COLUMNS))
    if rows is None or not rows.height:
        raise ValidationError(f"found no impedance spectrum; it needs values in {', '.join(COLUMNS)}")
    steps = "Step count"
    groups = rows.partition_by(steps, maintain_order=True) if steps in rows.columns else [rows]
    return {
        f"Step {group[steps][0]}" if steps in group.columns else "Impedance": (
            group[FREQUENCY].to_list(),
            [complex(*pair) for pair in group.select(REAL, IMAGINARY).iter_rows()],
        )
        for group in groups
    }


def nyquist(found: Mapping[str, Spectrum], title: str) -> Any:
    """Draw -Im over Re, at one scale."""
    parts = [part for _, values in found.values() for value in values for part in (value.real, value.imag)]
    label, factor = readable(REAL, parts)
    axes = new_axes(width=6.0, height=5.0)
    for name, (_frequencies, values) in found.items():
        real, imaginary = [factor * value.real for value in values], [-factor * value.imag for value in values]
        axes.plot(real, imaginary, ".-" if len(found) > 1 or name != "Data" else ".", markersize=4, label=name)
    axes.axhline(0, color="0.6", linewidth=0.8)
    axes.set_aspect("equal", adjustable="datalim")
    axes.set(xlabel=label.replace("Z_Re", "Re(Z)"), ylabel=label.replace("Z_Re", "-Im(Z)"), title=title)
    _finish([axes], found)
    return [axes]


def bode(found: Mapping[str, Spectrum], title: str) -> Any:
    """Draw magnitude and phase over the frequency."""
    label, factor = readable("|Z| [Ohm]", [abs(value) for _, values in found.values() for value in values])
    top, bottom = new_axes(2, sharex=True, height=5.4)
    for name, (frequencies, values) in found.items():
        top.loglog(frequencies, [factor * abs(value) for value in values], ".-", markersize=4, label=name)
        degrees = [math.degrees(cmath.phase(value)) for value in values]
        bottom.semilogx(frequencies, degrees, ".-", markersize=4)
    top.set(ylabel=label, title=title)
    bottom.set(xlabel=FREQUENCY, ylabel="Phase [deg]")
    _finish([top, bottom], found)
    return [top, bottom]


def _finish(panels: Sequence[Any], found: Mapping[str, Spectrum]) -> None:
    for axes in panels:
        axes.grid(alpha=0.3)
    if 1 < len(found) <= _LEGEND:
        panels[0].legend(frameon=False)
