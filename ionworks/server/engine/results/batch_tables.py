"""Result tables of many runs of one step each, made column by column for all of them.

The columns and numbers are those of `ionworks.server.engine.results.tables.make_tables`; the rows of all runs follow
one another.

Source: UCP section 3.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import polars as pl

from ionworks.server.engine.results.tables import COUNTS, STATISTICS, TOTALS, sample_columns, step_columns
from ionworks.server.engine.trajectory import Floats, Indices
from ionworks.ucp.program import Step

_CHARGE, _ENERGY = "Discharge capacity [A.h]", "Discharge energy [W.h]"


@attrs.frozen(eq=False)
class Samples:
    """Samples of many runs after one another.

    Attributes
    ----------
    columns : mapping of str to array, shape (n_samples,)
        ``Time [s]`` and the outputs of the model; charge counts from the start of each run.
    heights : array, shape (n_runs,)
        Samples of each run, at least 1.
    steps : sequence of Step
        The step each run executed.
    terminations : sequence of str
        What ended it.
    """

    columns: Mapping[str, Floats]
    heights: Indices
    steps: Sequence[Step]
    terminations: Sequence[str]


@attrs.frozen(eq=False)
class BatchTables:
    """Tables of many runs: rows of the time series by `Samples.heights`, one row of `steps` and one dict a run."""

    time_series: pl.DataFrame
    steps: pl.DataFrame
    metrics: list[dict[str, Any]]


def make_batch_tables(samples: Samples, extra_variables: Sequence[str] = ()) -> BatchTables:
    """Build the tables of all runs in one pass.

    Parameters
    ----------
    samples : Samples
    extra_variables : sequence of str
        Output variables that become columns of their own.

    Notes
    -----
    Source: UCP section 3.
    """
    runs = _Runs(samples.heights)
    columns: dict[str, Any] = dict(samples.columns)
    voltage, tracked = columns["Voltage [V]"], columns.get(_ENERGY)
    charge = runs.changes(columns[_CHARGE])
    middle = np.concatenate([voltage[:1], (voltage[1:] + voltage[:-1]) / 2])
    energy = charge * middle if tracked is None else runs.changes(tracked)
    parts = (part for change in (charge, energy) for part in (np.maximum(change, 0.0), np.maximum(-change, 0.0)))
    columns |= {name: runs.cumulative(part) for name, part in zip(TOTALS, parts, strict=True)}
    columns["Power [W]"] = voltage * columns["Current [A]"]
    addresses = np.array([step.address for step in samples.steps])
    zeros = np.zeros(voltage.size, dtype=np.int64)
    columns |= dict.fromkeys(COUNTS, zeros) | {"Step from cycler": np.repeat(addresses, samples.heights)}
    time_series = pl.DataFrame({name: columns[name] for name in sample_columns(extra_variables)})
    steps = _steps(samples, runs, columns, addresses)
    warmest = np.maximum.reduceat(columns["Temperature [degC]"], runs.first)
    return BatchTables(time_series, steps, _metrics(steps, warmest))


class _Runs:
    """Reductions run by run of columns that hold all runs."""

    def __init__(self, heights: Indices) -> None:
        self.heights = heights
        self.last = np.cumsum(heights) - 1
        self.first = self.last - heights + 1

    def changes(self, values: Floats) -> Floats:
        """Difference to the sample before, 0 at the start of every run."""
        changes = np.diff(values, prepend=values[:1])
        changes[self.first] = 0.0
        return changes

    def cumulative(self, changes: Floats) -> Floats:
        """Sum since the start of the run."""
        # one row per run, so that a sum does not depend on the runs before
        is_sample = np.arange(self.heights.max()) < self.heights[:, None]
        table = np.zeros(is_sample.shape)
        table[is_sample] = changes
        sums: Floats = np.cumsum(table, axis=1)[is_sample]
        return sums

    def statistics(self, label: str, values: Floats) -> dict[str, Floats]:
        """Extremes, mean and spread; the spread leaves out the first sample, as for a single run."""
        skipped = (self.heights > 2).astype(np.intp)
        counts = self.heights - skipped
        total = np.add.reduceat(values, self.first)
        mean = (total - skipped * values[self.first]) / counts
        squares = (values - np.repeat(mean, self.heights)) ** 2
        squares[self.first[skipped > 0]] = 0.0
        variance = np.add.reduceat(squares, self.first) / np.maximum(counts - 1, 1)
        return {
            f"Min {label}": np.minimum.reduceat(values, self.first),
            f"Max {label}": np.maximum.reduceat(values, self.first),
            f"Mean {label}": total / self.heights,
            f"Std {label}": np.sqrt(variance),
        }


def _steps(samples: Samples, runs: _Runs, columns: Mapping[str, Floats], addresses: Indices) -> pl.DataFrame:
    count = runs.heights.size
    time, voltage = columns["Time [s]"], columns["Voltage [V]"]
    table: dict[str, Any] = {name: np.zeros(count, dtype=np.int64) for name in (*COUNTS, "Start index")}
    table |= {"Step from cycler": addresses, "End index": runs.heights - 1}
    table |= {"Start time [s]": time[runs.first], "End time [s]": time[runs.last]}
    table["Duration [s]"] = table["End time [s]"] - table["Start time [s]"]
    table |= {"Start voltage [V]": voltage[runs.first], "End voltage [V]": voltage[runs.last]}
    for label, name in STATISTICS:
        table |= runs.statistics(label, columns[name])
    for name in TOTALS:
        table[name] = table[f"Cycle {name[0].lower()}{name[1:]}"] = columns[name][runs.last]
    table["Mean temperature [degC]"] = np.add.reduceat(columns["Temperature [degC]"], runs.first) / runs.heights
    words = {1: "Constant current discharge", -1: "Constant current charge"}
    table["Step type"] = [words[step.sign] for step in samples.steps]
    table |= {"Label": [None] * count, "Group number": [None] * count}
    table |= {"Step name": [step.path for step in samples.steps], "Termination": list(samples.terminations)}
    schema = step_columns()
    return pl.DataFrame({name: table[name] for name in schema}, schema=schema)


def _metrics(steps: pl.DataFrame, warmest: Floats) -> list[dict[str, Any]]:
    names = (*TOTALS, "Duration [s]", "Min voltage [V]", "Max voltage [V]")
    table = steps.select(names).with_columns(pl.Series("Max temperature [degC]", warmest))
    constants = {"Number of steps": 1, "Number of cycles": 1}
    return [row | constants for row in table.iter_rows(named=True)]
