"""Columns that the service thins for a plot, as data frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ionworks_openapi.types import Response

from ionworks.errors import ValidationError
from ionworks.frames import to_backend
from ionworks.resources._shared.base import Resource, optional, text_list

if TYPE_CHECKING:
    import polars as pl
    from ionworks_openapi.models import Series, SimulationSeries

MOST_POINTS = 100_000


def checked(columns: str | Sequence[str], max_points: int) -> list[str]:
    """Columns as a list, after a look at the number of points."""
    if not 2 <= max_points <= MOST_POINTS:
        raise ValidationError(f"max_points: found {max_points!r}; allowed: 2 to {MOST_POINTS}")
    names = text_list(columns, "columns")
    if not names:
        raise ValidationError("columns: found none; allowed: names such as 'Voltage [V]'")
    return names


def frame(answer: Series | SimulationSeries) -> pl.DataFrame:
    """Columns of an answer, the axis first."""
    import polars as pl

    columns: dict[str, Any] = answer.to_dict().get("columns") or {}
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Float64))


class ThinnedCurves(Resource):
    """A sub-client that reads the curves of one thing."""

    def _curve(
        self,
        send: Callable[..., Response[Any]],
        thing_id: str,
        columns: str | Sequence[str],
        x: str,
        x_min: float | None,
        x_max: float | None,
        max_points: int,
    ) -> Any:
        """Thinned columns of the thing of an id, as a frame of the active backend."""
        names = checked(columns, max_points)
        answer = self._call(
            lambda api: send(
                thing_id,
                client=api,
                columns=names,
                x=x,
                x_min=optional(x_min),
                x_max=optional(x_max),
                max_points=max_points,
            )
        )
        return to_backend(frame(answer))
