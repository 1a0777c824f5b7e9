"""Records of many runs as one table, one row a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ionworks.frames import from_rows, with_capacity

if TYPE_CHECKING:
    import polars as pl

RUN: Final = "simulation_id"
_KINDS: Final = {"error": "String", "is_partial": "Boolean", "model": "Categorical", "protocol": "Categorical"}
"""Types of columns that can be empty; names repeat in every row, so each is kept once."""


def runs_table(records: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """One row per run: id, state, names of model and protocol, then design parameters, inputs and metrics as named.

    Parameters
    ----------
    records : iterable of mapping
        As `Simulations.get` returns them.

    Returns
    -------
    polars.DataFrame
        A value a run does not have is null. An input or metric named like a column before it gets the suffix
        ``" (input)"`` or ``" (metric)"``; metrics that are not one value are left out.
    """
    import polars as pl

    rows = [_row(record) for record in records]
    table = from_rows(rows)
    return table.cast({name: getattr(pl, kind) for name, kind in _KINDS.items()}) if rows else table


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {
        RUN: record["id"],
        "status": record.get("status"),
        "error": record.get("error"),
        "is_partial": bool(record.get("is_partial")),
        "model": (record.get("parameterized_model") or {}).get("name"),
        "protocol": (record.get("experiment") or {}).get("name"),
    }
    design = (record.get("design") or {}).get("design_parameters") or {}
    parts = (
        ("", design),
        (" (input)", record.get("experiment_parameters") or {}),
        (" (metric)", record.get("metrics") or {}),
    )
    for suffix, values in parts:
        for name, value in values.items():
            if isinstance(value, int | float | str):
                row[name + suffix if name in row else name] = value
    return row


def series_table(runs: pl.DataFrame, series: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Samples of many runs under one another, each with the columns of its run before them.

    Parameters
    ----------
    runs : polars.DataFrame
        From `runs_table`.
    series : sequence of polars.DataFrame
        From `labeled`; a run has all its samples in one of them, or none.

    Returns
    -------
    polars.DataFrame
        In the order of `runs`.
    """
    import polars as pl

    if not series:
        return runs.clear()
    samples = with_capacity(pl.concat(series, how="diagonal_relaxed"), series=RUN)
    # the maximum of a run and its samples can have one name: the samples keep theirs
    clashing = {name: f"{name} (run)" for name in runs.columns if name in samples.columns and name != RUN}
    return runs.rename(clashing).join(samples, on=RUN, how="inner", maintain_order="left_right")


def labeled(samples: pl.DataFrame, rows: Mapping[str, int]) -> pl.DataFrame:
    """Samples with the id of the run they are of.

    Parameters
    ----------
    samples : polars.DataFrame
        Of runs one after another.
    rows : mapping of str to int
        How many of them each run has, in their order.
    """
    import polars as pl

    counts = pl.DataFrame({RUN: list(rows), "rows": list(rows.values())}, schema={RUN: pl.String, "rows": pl.Int64})
    owners = counts.select(pl.col(RUN).repeat_by("rows").explode(empty_as_null=False)).to_series()
    return pl.DataFrame([owners, *samples.get_columns()])
