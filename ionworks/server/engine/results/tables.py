"""Result tables of a run: samples, steps and metrics.

Current is positive on discharge. Capacities and energies are non-negative and start at 0 in every step.

Source: docs/contract/ucp.md section 3.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import polars as pl

from ionworks.server.engine.results.columns import (
    COUNTS,
    FREQUENCY_LABEL,
    cycle_total,
    sample_columns,
    sample_statistics,
    step_columns,
    step_ends,
    step_type,
)
from ionworks.server.engine.results.metrics import STEP_NUMBERS, run_metrics
from ionworks.server.engine.steps.integrals import TOTALS
from ionworks.server.engine.steps.records import StepRecord

_SPECTRUM = ("Frequency [Hz]", "Z_Re [Ohm]", "Z_Im [Ohm]")


@attrs.frozen(eq=False)
class Tables:
    """Result of one run."""

    time_series: pl.DataFrame
    """One row per sample."""
    steps: pl.DataFrame
    """One row per executed step."""
    metrics: dict[str, Any]
    """Totals and extremes over the run; empty without samples."""


def make_tables(records: Sequence[StepRecord], extra_variables: Sequence[str] = ()) -> Tables:
    """Build the result tables of a run.

    Parameters
    ----------
    records : sequence of StepRecord
        Executed steps in order.
    extra_variables : sequence of str
        Output variables that become columns of their own.

    Returns
    -------
    Tables
        Columns as in docs/contract/ucp.md sections 3.2 and 3.3; an impedance spectrum adds its three columns.

    Notes
    -----
    Source: docs/contract/ucp.md section 3. ``Step from cycler`` is the address of the step in the program.
    """
    parts = [_sampled(index, record) for index, record in enumerate(records)]
    has_spectrum = any(_SPECTRUM[0] in part for part in parts)
    spectrum = _SPECTRUM if has_spectrum else ()
    names = sample_columns(extra_variables, spectrum)
    time_series = pl.DataFrame({name: _column(name, parts) for name in names})
    rows = _rows(records, parts)
    summary = list(dict.fromkeys(name for record in records for name in record.summary))
    steps = _step_frame(rows, step_columns(has_spectrum=has_spectrum, summary=summary))
    return Tables(time_series, steps, _metrics(rows))


def _sampled(index: int, record: StepRecord) -> dict[str, Any]:
    """Columns of one step with its counts."""
    columns: dict[str, Any] = dict(record.measured.columns)
    count = columns["Time [s]"].size
    numbers = (index, record.cycle, record.step.address, record.cycle)
    return columns | {name: np.full(count, value) for name, value in zip(COUNTS, numbers, strict=True)}


def _column(name: str, parts: Sequence[Mapping[str, Any]]) -> pl.Series:
    if name in _SPECTRUM:
        pieces = [part.get(name, np.full(part["Time [s]"].size, np.nan)) for part in parts]
        return pl.Series(name, np.concatenate(pieces)).fill_nan(None)
    kind = pl.Int64 if name in COUNTS else pl.Float64
    if not parts:
        return pl.Series(name, [], dtype=kind)
    return pl.Series(name, np.concatenate([part[name] for part in parts]), dtype=kind)


def _rows(records: Sequence[StepRecord], parts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    begin = 0
    for record, part in zip(records, parts, strict=True):
        rows.append(_row(record, part, begin))
        begin += part["Time [s]"].size
    for name in TOTALS:
        sums: dict[int, float] = {}
        for row in rows:
            sums[row["Cycle count"]] = sums.get(row["Cycle count"], 0.0) + row[name]
        for row in rows:
            row[cycle_total(name)] = sums[row["Cycle count"]]
    return rows


def _row(record: StepRecord, part: Mapping[str, Any], begin: int) -> dict[str, Any]:
    row: dict[str, Any] = {name: int(part[name][0]) for name in COUNTS}
    row |= {"Start index": begin, "End index": begin + part["Time [s]"].size - 1}
    numbers = step_ends(record.measured) | record.measured.numbers
    row |= {name: float(values[0]) for name, values in numbers.items()}
    if _SPECTRUM[0] in part:
        frequencies = pl.DataFrame({FREQUENCY_LABEL: part[_SPECTRUM[0]]})
        row |= frequencies.select(sample_statistics(FREQUENCY_LABEL, pl.col(FREQUENCY_LABEL))).row(0, named=True)
    row["Step type"] = step_type(record.step, record.sign, row["Mean current [A]"])
    return row | {
        "Label": None,
        "Group number": None,
        "Step name": record.step.path,
        "Termination": record.termination,
        **record.summary,
    }


def _step_frame(rows: Sequence[Mapping[str, Any]], schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    return pl.DataFrame([[row.get(name) for name in schema] for row in rows], schema=schema, orient="row")


def _metrics(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    if not rows:
        return {}
    numbers = {name: np.array([row[name] for row in rows]) for name in STEP_NUMBERS}
    return run_metrics(numbers, np.zeros(1, dtype=np.intp))[0]
