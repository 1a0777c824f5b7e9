"""Pictures with matplotlib (extra ``plot``).

Source: ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from ionworks.plotting._axes import new_axes
from ionworks.ucp.preview import Jump, Lane, Preview, Segment, Span
from ionworks.ucp.program import Kind, Mode

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLORS: Final = {
    Kind.CHARGE: "#2b7bba",
    Kind.DISCHARGE: "#d9762b",
    Kind.COMPUTED: "#7a5fa8",
    Kind.REST: "#9aa3ab",
    Kind.DRIVE: "#7a5fa8",
    Kind.WAVEFORM: "#7a5fa8",
    Kind.EIS: "#2f9a78",
    Kind.AMBIENT_TEMPERATURE: "#b5473c",
}
_LANE_HEIGHT, _LANE_GAP, _LINE = 1.0, 0.3, 0.19
_MANY: Final = 14
"""Steps from which texts stand upright."""


@attrs.frozen
class _Band:
    """A lane from ``bottom`` on."""

    lane: Lane
    bottom: float

    def y(self, value: float) -> float:
        return self.bottom + _LANE_HEIGHT * self.lane.part(value)


def draw_protocol(picture: Preview, ax: Axes | None = None) -> Axes:
    """Draw the steps of a protocol in order: set points, ends, blocks and jumps. Times are not to scale.

    Parameters
    ----------
    picture : Preview
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure of fitting size otherwise.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ConfigurationError
        matplotlib is not installed.
    """
    bands = _bands(picture)
    if ax is None:
        ax = _new_axes(picture, bands)
    strip = len(bands) * (_LANE_HEIGHT + _LANE_GAP) + 0.06
    upright = len(picture.segments) > _MANY
    for band in bands:
        _draw_lane(ax, band, picture)
    for index, segment in enumerate(picture.segments):
        _draw_step(ax, index, segment, strip, upright=upright)
    _draw_end(ax, len(picture.segments), strip)
    top = strip + 0.62
    for span in picture.spans:
        top = max(top, _draw_span(ax, span, strip + 0.75))
    top = _draw_jumps(ax, picture.jumps, top + 0.12)
    _finish(ax, picture, bands, top)
    return ax


def _new_axes(picture: Preview, bands: list[_Band]) -> Axes:
    width = min(max(1.15 * (len(picture.segments) + 1) + 1.2, 6.0), 24.0)
    height = 1.9 + 1.15 * len(bands) + 0.28 * (_depth(picture) + len(_levels(picture.jumps)))
    axes: Axes = new_axes(width=width, height=height)
    return axes


def _depth(picture: Preview) -> int:
    return max((span.height + 1 for span in picture.spans), default=0)


def _bands(picture: Preview) -> list[_Band]:
    """Return the lanes that are needed, the voltage at the bottom."""
    return [_Band(lane, number * (_LANE_HEIGHT + _LANE_GAP)) for number, lane in enumerate(reversed(picture.lanes))]


def _draw_lane(ax: Axes, band: _Band, picture: Preview) -> None:
    from matplotlib.patches import Rectangle

    lane, count = band.lane, len(picture.segments)
    ax.add_patch(Rectangle((0, band.bottom), count + 0.6, _LANE_HEIGHT, color="#f5f6f7", zorder=0))
    zero = band.y(0.0) if lane.is_signed else band.bottom
    if lane.is_signed:
        ax.plot([0, count + 0.6], [zero, zero], color="#b9c0c6", linewidth=0.8, zorder=1)
    for index, segment in enumerate(picture.segments):
        color = _COLORS[segment.kind]
        if segment.mode is lane.mode and segment.value is not None:
            level = band.y(segment.value)
            ax.add_patch(Rectangle((index, zero), 1, level - zero, color=color, alpha=0.22, linewidth=0, zorder=2))
            ax.plot([index, index + 1], [level, level], color=color, linewidth=2.4, solid_capstyle="butt", zorder=3)
        elif segment.mode is lane.mode:
            _center(ax, index + 0.5, band.bottom + _LANE_HEIGHT / 2, "~", color)
        elif segment.kind is Kind.REST and lane.is_signed:
            ax.plot([index, index + 1], [zero, zero], color=color, linewidth=2.4, solid_capstyle="butt", zorder=3)
        if lane.mode is Mode.VOLTAGE:
            _draw_voltage_ends(ax, band, index, segment)
    words: dict[str, Any] = {"fontsize": 8, "color": "#39424a", "va": "bottom"}
    ax.text(0, band.bottom + _LANE_HEIGHT + 0.03, lane.name, **words)


def _draw_voltage_ends(ax: Axes, band: _Band, index: int, segment: Segment) -> None:
    for operator, value in segment.voltage_ends:
        level, marker = band.y(value), "^" if operator == ">" else "v"
        color = _COLORS[segment.kind]
        ax.plot([index, index + 1], [level, level], color=color, linewidth=1, linestyle=(0, (4, 3)), zorder=3)
        ax.plot([index + 0.92], [level], marker=marker, color=color, markersize=6, zorder=4)


def _center(ax: Axes, x: float, y: float, text: str, color: str) -> None:
    ax.text(x, y, text, ha="center", va="center", fontsize=11, color=color, zorder=3)


def _draw_step(ax: Axes, index: int, segment: Segment, strip: float, *, upright: bool) -> None:
    """Draw the box of a step above the lanes and its ends below them."""
    from matplotlib.patches import FancyBboxPatch

    style = "round,pad=0,rounding_size=0.08"
    box = FancyBboxPatch((index + 0.04, strip), 0.92, 0.55, boxstyle=style, color=_COLORS[segment.kind], zorder=3)
    ax.add_patch(box)
    title = segment.title if not segment.set_point else f"{segment.title}\n{_short(segment.set_point)}"
    rotation = 90 if upright else 0
    size = 6.5 if upright else 8
    words: dict[str, Any] = {
        "ha": "center",
        "va": "center",
        "color": "white",
        "fontsize": size,
        "fontweight": "bold",
        "zorder": 4,
    }
    ax.text(index + 0.5, strip + 0.275, title, **words)
    ends = "\n".join(_short(text) for text in segment.ends)
    ax.text(index + 0.5, -0.1, ends, ha="center", va="top", fontsize=7.5, color="#39424a", rotation=rotation)
    ax.plot([index, index], [0, strip + 0.55], color="white", linewidth=1.2, zorder=2)


def _short(text: str, longest: int = 18) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _draw_end(ax: Axes, count: int, strip: float) -> None:
    ax.text(count + 0.3, strip + 0.275, "End", ha="center", va="center", fontsize=8, color="#39424a")


def _draw_span(ax: Axes, span: Span, bottom: float) -> float:
    """Draw the bracket of a block, outer ones higher; return how high it reaches."""
    level = bottom + 0.3 * span.height
    left, right = span.first + 0.06, span.last + 0.94
    ax.plot([left, left, right, right], [level - 0.1, level, level, level - 0.1], color="#39424a", linewidth=1.1)
    words: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 8, "color": "#39424a", "zorder": 5}
    ax.text((left + right) / 2, level, _short(span.label, 40), bbox={"color": "white", "pad": 1.2}, **words)
    return level + 0.14


def _levels(jumps: tuple[Jump, ...]) -> dict[Jump, int]:
    """Return a level for each jump such that those that overlap have levels of their own, short ones below."""
    levels: dict[Jump, int] = {}
    for jump in sorted(jumps, key=lambda each: abs(each.target - each.source)):
        left, right = sorted((jump.source, jump.target))
        spans = ((sorted((other.source, other.target)), level) for other, level in levels.items())
        taken = {level for (first, last), level in spans if first <= right and last >= left}
        levels[jump] = next(level for level in range(len(jumps) + 1) if level not in taken)
    return levels


def _draw_jumps(ax: Axes, jumps: tuple[Jump, ...], bottom: float) -> float:
    """Draw each jump as a line over the steps with an arrow where it lands; return how high the last reaches."""
    top = bottom
    for jump, level in _levels(jumps).items():
        height = bottom + 0.22 + 0.3 * level
        start, end = jump.source + 0.72, jump.target + 0.28
        foot = bottom - 0.06
        ax.plot([start, start, end], [foot, height, height], color="#b5473c", linewidth=1.2, zorder=4)
        arrow = {"arrowstyle": "-|>", "color": "#b5473c", "linewidth": 1.2}
        ax.annotate("", xy=(end, foot), xytext=(end, height), arrowprops=arrow, zorder=4)
        words: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 7.5, "color": "#b5473c", "zorder": 5}
        ax.text((start + end) / 2, height, _short(jump.label, 30), bbox={"color": "white", "pad": 1}, **words)
        top = max(top, height + 0.16)
    return top


def _finish(ax: Axes, picture: Preview, bands: list[_Band], top: float) -> None:
    ticks = [(band.y(value), value) for band in bands for value in band.lane.ticks]
    ax.set_yticks([y for y, _ in ticks], [f"{value:g}" for _, value in ticks], fontsize=7)
    ax.tick_params(axis="y", length=0, pad=4)
    ax.set_xticks([])
    lines = max((len(segment.ends) for segment in picture.segments), default=1)
    ax.set_xlim(-0.05, len(picture.segments) + 0.65)
    ax.set_ylim(-0.2 - _LINE * max(lines, 1), top + 0.1)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.set_title(
        "Steps in order, times not to scale; positive current = discharge", fontsize=8, color="#6a737b", loc="left"
    )
