"""What the readers of `ionworksdata` leave open: whose file it is, and where its steps are. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ionworks.validators.columns import CUMULATIVE_COLUMNS, CURRENT, STEP_COUNT, TIME, VOLTAGE, run_starts

if TYPE_CHECKING:
    import polars as pl

STEP, CYCLE = "Step from cycler", "Cycle from cycler"
OWN_STEP: Final = "Step of the file"
PLAIN_READERS: Final = frozenset({"csv", "parquet"})
"""Readers that know no vendor's names of steps."""
_STEP_NAMES: Final = (
    *("stepcount", "stepfromcycler", "step", "stepindex", "stepid", "stepnumber", "stepno", "stepnum", "steps"),
    *("ns", "line", "cyclerstep"),
)
_CYCLE_NAMES: Final = (
    *("cyclefromcycler", "cyclecount", "cycle", "cycleindex", "cycleid", "cyclenumber", "cycleno", "cyclenum"),
    *("cyc", "cycles"),
)
_ARBIN: Final = frozenset({"testtime", "stepindex", "cycleindex", "current", "voltage"})
_NEWARE: Final = frozenset({"steptype", "chgcap", "dchgcap", "speccap", "record", "recordnumber"})
_JUMP, _NOISES = 0.02, 8.0
"""A jump, relative to the largest current and to the noise."""
_DEVIATION: Final = 1.4826 / 6**0.5
"""Noise from the median of second differences."""
_HELD_V, _ALIKE = 3e-3, 3.0
"""A held voltage, and the ratio of changes that belong to one decay."""
_FEW_SAMPLES, _BRIEF_S, _DRIVE_PIECES = 5, 30.0, 6
"""So many brief pieces in a row are no steps but one drive cycle."""


def plain(name: str) -> str:
    """Name of a column without its unit, case, blanks and signs: ``Step_Index``, ``step index`` are one."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"[\[(].*?[\])]", "", name).lower())


def corrected_reader(reader: str, columns: Iterable[str]) -> str:
    """Return the reader of a file; Arbin's CSV of underscores has a ``DateTime``, which is taken for Neware's.

    Parameters
    ----------
    reader : str
        As ``ionworksdata.read.detect_reader`` has it.
    columns : iterable of str
        Columns of the file.
    """
    names = {plain(column) for column in columns}
    return "arbin" if reader == "neware" and names >= _ARBIN and not names & _NEWARE else reader


def step_mappings(columns: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Mappings of a plain file's columns of steps and cycles, by the names vendors give them.

    Parameters
    ----------
    columns : iterable of str
        Columns of the file.
    given : mapping
        The user's mappings, which win.

    Returns
    -------
    dict
        Standard column by column of the file; a ``Step count`` stands for the cycler's steps while the file is read,
        and the cycler's own numbers are kept as `OWN_STEP`.
    """
    free = [column for column in columns if column not in given]
    taken = set(given.values())
    found = {}
    if not taken & {STEP, STEP_COUNT}:
        steps = _by_name(free, _STEP_NAMES)
        found.update(dict.fromkeys(steps[:1], STEP))
        if steps and plain(steps[0]) == "stepcount":
            found.update(dict.fromkeys(steps[1:2], OWN_STEP))
    if not taken & {CYCLE, "Cycle count"}:
        found.update(dict.fromkeys(_by_name(free, _CYCLE_NAMES)[:1], CYCLE))
    return found


def with_own_steps(frame: pl.DataFrame, mappings: Mapping[str, str]) -> pl.DataFrame:
    """Undo what `step_mappings` did for a ``Step count``: the cycler's numbers come back, or there are none."""
    if not any(plain(column) == "stepcount" and target == STEP for column, target in mappings.items()):
        return frame
    frame = frame.drop(STEP)
    return frame.rename({OWN_STEP: STEP}) if OWN_STEP in frame.columns else frame


def without_empty_counters(frame: pl.DataFrame) -> pl.DataFrame:
    """Drop columns of steps and cycles in which the file says nothing; cycles that were counted from them are one."""
    import polars as pl

    empty = [name for name in (STEP, CYCLE) if name in frame.columns and frame[name].null_count() == frame.height]
    if CYCLE in empty and "Cycle count" in frame.columns:
        frame = frame.with_columns(pl.lit(0, pl.Int64).alias("Cycle count"))
    return frame.drop(empty)


def with_steps_found(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a time series whose file numbers no steps with steps where its current does something else.

    A jump counts where it stands out of noise and of the size of the currents; one sample between two jumps is the way
    from one step to the next, unless nothing flows there. Many brief pieces in a row are one drive cycle.

    Parameters
    ----------
    frame : polars.DataFrame
        As a reader gives it: ``Current [A]``, ``Step count``, capacities and energies from 0 in each step.
    """
    import polars as pl

    if not {CURRENT, TIME} <= set(frame.columns) or frame.height < 2 * _FEW_SAMPLES:
        return frame
    starts = _starts(frame) | run_starts(frame.get_column(STEP_COUNT))
    step = (starts.cum_sum() - 1).cast(pl.Int64).alias(STEP_COUNT)
    totals = [name for name in CUMULATIVE_COLUMNS if name in frame.columns]
    return frame.with_columns(step).with_columns(
        (pl.col(name) - pl.col(name).first().over(STEP_COUNT)).clip(lower_bound=0.0) for name in totals
    )


def _starts(frame: pl.DataFrame) -> pl.Series:
    """Whether each sample is the first of a step, told from the current alone."""
    import polars as pl

    current, time = (frame.get_column(name).cast(pl.Float64).forward_fill().fill_null(0.0) for name in (CURRENT, TIME))
    largest = float(current.abs().max() or 0.0)  # type: ignore[arg-type]
    change = current.diff().fill_null(0.0)
    noise = _DEVIATION * float((change - change.shift(1)).abs().median() or 0.0)  # type: ignore[arg-type]
    jumps = change.abs() > max(_JUMP * largest, min(_NOISES * noise, largest / 4))
    jumps &= ~_is_decay(frame, current, change)
    rest = current.abs() <= max(largest / 1000, min(_NOISES / 2 * noise, largest / 100))
    # of rests that begin without a jump, as after a hold, only those that last
    lasting = rest.cast(pl.Float64).rolling_median(_FEW_SAMPLES, center=True, min_samples=1) > 0.5
    pieces = (
        pl.DataFrame({"rest": rest, "time": time, "piece": (jumps | run_starts(lasting)).cum_sum()})
        .with_row_index("row")
        .group_by("piece", maintain_order=True)
        .agg(
            pl.col("row").first(),
            pl.len(),
            pl.col("rest").all(),
            seconds=pl.col("time").last() - pl.col("time").first(),
        )
    )
    brief = pl.col("brief")
    pieces = pieces.with_columns(brief=(pl.col("len") < _FEW_SAMPLES) | (pl.col("seconds") < _BRIEF_S))
    pieces = pieces.with_columns(drive=brief & (pl.len().over(brief.rle_id()) >= _DRIVE_PIECES))
    drive, between = pl.col("drive"), (pl.col("len") == 1) & ~pl.col("rest") & ~pl.col("drive")
    goes_on = (drive & drive.shift(1)) | between.shift(1)
    begins = pieces.filter(~goes_on.fill_null(value=False))["row"]
    return pl.zeros(current.len(), dtype=pl.UInt8, eager=True).scatter(begins, 1).cast(pl.Boolean)


def _is_decay(frame: pl.DataFrame, current: pl.Series, change: pl.Series) -> pl.Series:
    """Whether a change of current is one of many alike under a held voltage: sparse samples fall in big steps."""
    import polars as pl

    if VOLTAGE not in frame.columns:
        return pl.repeat(value=False, n=current.len(), eager=True)
    size = change.abs()
    falls = change * current.sign() < 0
    neighbours = [(change * change.shift(n) > 0) & (size.shift(n) * _ALIKE > size) for n in (1, -1)]
    alike = neighbours[0].fill_null(value=False) | neighbours[1].fill_null(value=False)
    held = frame.get_column(VOLTAGE).cast(pl.Float64).diff().abs() <= _HELD_V
    return falls & alike & held.fill_null(value=False)


def _by_name(columns: Iterable[str], names: Sequence[str]) -> list[str]:
    """Columns of these plain names, in the order of the names."""
    found = [(names.index(plain(column)), column) for column in columns if plain(column) in names]
    return [column for _, column in sorted(found, key=lambda pair: pair[0])]
