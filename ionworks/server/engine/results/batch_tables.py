"""Result tables of many runs of one step each, made column by column for all of them.

The columns and numbers are those of `ionworks.server.engine.results.tables.make_tables`; the rows of all runs follow
one another.

Source: docs/contract/ucp.md section 3.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import polars as pl

from ionworks.server.engine.results.columns import (
    COUNTS,
    cycle_total,
    sample_columns,
    step_columns,
    step_ends,
    step_type,
)
from ionworks.server.engine.results.metrics import STEP_NUMBERS, run_metrics
from ionworks.server.engine.steps.integrals import TOTALS, Measured
from ionworks.ucp.program import Step


@attrs.frozen(eq=False)
class BatchTables:
    """Tables of many runs: rows of the time series by `Measured.heights`, one row of `steps` and one dict a run."""

    time_series: pl.DataFrame
    steps: pl.DataFrame
    metrics: list[dict[str, Any]]


def make_batch_tables(
    measured: Measured,
    steps: Sequence[Step],
    terminations: Sequence[str],
    extra_variables: Sequence[str] = (),
    summaries: Sequence[Mapping[str, float | None]] = (),
) -> BatchTables:
    """Build the tables of all runs in one pass.

    Parameters
    ----------
    measured : Measured
        One step of each run.
    steps : sequence of Step
        The step each run executed.
    terminations : sequence of str
        What ended it.
    extra_variables : sequence of str
        Output variables that become columns of their own.
    summaries : sequence of mapping, optional
        Summary variables of each run as it ended, of a model that ages.

    Notes
    -----
    Source: docs/contract/ucp.md section 3.
    """
    columns: dict[str, Any] = dict(measured.columns)
    addresses = np.array([step.address for step in steps])
    zeros = np.zeros(columns["Time [s]"].size, dtype=np.int64)
    columns |= dict.fromkeys(COUNTS, zeros) | {"Step from cycler": np.repeat(addresses, measured.heights)}
    time_series = pl.DataFrame({name: columns[name] for name in sample_columns(extra_variables)})
    table = _steps(measured, steps, terminations, summaries)
    return BatchTables(time_series, table, _metrics(table, measured))


def _steps(
    measured: Measured,
    steps: Sequence[Step],
    terminations: Sequence[str],
    summaries: Sequence[Mapping[str, float | None]],
) -> pl.DataFrame:
    count = len(steps)
    table: dict[str, Any] = {name: np.zeros(count, dtype=np.int64) for name in (*COUNTS, "Start index")}
    table |= {"Step from cycler": [step.address for step in steps], "End index": measured.heights - 1}
    table |= step_ends(measured) | measured.numbers
    table |= {cycle_total(name): measured.numbers[name] for name in TOTALS}
    table["Step type"] = [step_type(step, step.sign, step.sign) for step in steps]
    table |= {"Label": [None] * count, "Group number": [None] * count}
    table |= {"Step name": [step.path for step in steps], "Termination": list(terminations)}
    names = tuple(summaries[0]) if summaries else ()
    table |= {name: [one[name] for one in summaries] for name in names}
    schema = step_columns(summary=names)
    return pl.DataFrame({name: table[name] for name in schema}, schema=schema)


def _metrics(steps: pl.DataFrame, measured: Measured) -> list[dict[str, Any]]:
    """Metrics of each run, which has one step."""
    known = measured.numbers
    numbers = {name: known[name] if name in known else steps[name].to_numpy() for name in STEP_NUMBERS}
    return run_metrics(numbers, np.arange(steps.height))
