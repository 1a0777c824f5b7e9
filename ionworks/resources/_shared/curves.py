"""Thinned columns of the service as data frames."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ionworks.errors import ValidationError
from ionworks.resources._shared.base import listed

if TYPE_CHECKING:
    import polars as pl
    from ionworks_openapi.models import Series, SimulationSeries

MOST_POINTS = 100_000


def checked(columns: str | Sequence[str], max_points: int) -> list[str]:
    """Columns as a list, after a look at the number of points."""
    if not 2 <= max_points <= MOST_POINTS:
        raise ValidationError(f"max_points: found {max_points!r}; allowed: 2 to {MOST_POINTS}")
    names = listed([columns] if isinstance(columns, str) else columns, "columns")
    if not names:
        raise ValidationError("columns: found none; allowed: names such as 'Voltage [V]'")
    return names


def frame(answer: Series | SimulationSeries) -> pl.DataFrame:
    """Columns of an answer, the axis first."""
    import polars as pl

    columns: dict[str, Any] = answer.to_dict().get("columns") or {}
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Float64))
