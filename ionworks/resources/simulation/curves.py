"""Curves of simulations, thinned by the service for a plot."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from ionworks_openapi.api.simulation import get_simulation_series, list_simulation_series
from ionworks_openapi.models import SimulationSeriesRequest

from ionworks.frames import to_backend
from ionworks.resources._shared.base import optional
from ionworks.resources._shared.curves import ThinnedCurves, checked, frame
from ionworks.resources._shared.ids import Thing, id_of, ids_of

if TYPE_CHECKING:
    import polars as pl

_CHUNK: Final = 1000


class SimulationCurves(ThinnedCurves):
    """What ``client.simulation`` can read for plots."""

    def curve(
        self,
        simulation_id: Thing,
        columns: str | Sequence[str],
        *,
        x: str = "Time [s]",
        x_min: float | None = None,
        x_max: float | None = None,
        max_points: int = 2000,
    ) -> Any:
        """Columns of a run thinned for a plot: no peak is lost, and little is sent.

        Parameters
        ----------
        simulation_id : str
            Id of the simulation.
        columns : str or sequence of str
            Columns of the time series, such as ``"Voltage [V]"``.
        x : str
            Column of the axis.
        x_min, x_max : float, optional
            Window, in the unit of `x`.
        max_points : int
            Most rows, 2 to 100,000.

        Returns
        -------
        DataFrame of the active backend
            `x` and the columns; positive current is discharge.

        Raises
        ------
        NotFoundError
            No such simulation, or it has no rows yet.

        Notes
        -----
        Source: ``get_simulation_series``.
        """
        simulation_id = id_of("simulation_id", simulation_id)
        return self._curve(get_simulation_series.sync_detailed, simulation_id, columns, x, x_min, x_max, max_points)

    def curves(
        self,
        simulation_ids: Iterable[Thing],
        columns: str | Sequence[str],
        *,
        x: str = "Time [s]",
        x_min: float | None = None,
        x_max: float | None = None,
        max_points: int = 400,
    ) -> Any:
        """Columns of many runs thinned for a plot, in one table.

        Parameters
        ----------
        simulation_ids : iterable of str
            Ids; a request asks for up to 1000.
        columns : str or sequence of str
            Columns of the time series, such as ``"Voltage [V]"``.
        x : str
            Column of the axis.
        x_min, x_max : float, optional
            Window, in the unit of `x`.
        max_points : int
            Most rows of each run, 2 to 100,000.

        Returns
        -------
        DataFrame of the active backend
            ``simulation_id``, `x` and the columns; runs that are unknown or have no rows are left out.

        Notes
        -----
        Source: ``list_simulation_series``.
        """
        import polars as pl

        ids = ids_of("simulation_ids", simulation_ids)
        names = checked(columns, max_points)
        parts: builtins.list[pl.DataFrame] = []
        for start in range(0, len(ids), _CHUNK):
            request = SimulationSeriesRequest(
                simulation_ids=ids[start : start + _CHUNK],
                columns=names,
                x=x,
                x_min=optional(x_min),
                x_max=optional(x_max),
                max_points=max_points,
            )
            parts.extend(self._some_curves(request))
        empty = pl.DataFrame(schema={"simulation_id": pl.String, **dict.fromkeys([x, *names], pl.Float64)})
        return to_backend(pl.concat(parts) if parts else empty)

    def _some_curves(self, request: SimulationSeriesRequest) -> Iterator[pl.DataFrame]:
        import polars as pl

        for one in self._call(lambda api: list_simulation_series.sync_detailed(client=api, body=request)):
            yield frame(one).select(pl.lit(one.simulation_id).alias("simulation_id"), pl.all())
