"""Curves of measurements, thinned by the service for a plot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ionworks_openapi.api.cell_measurement import get_measurement_series

from ionworks.resources._shared.curves import ThinnedCurves
from ionworks.resources._shared.ids import Thing, id_of


class MeasurementCurves(ThinnedCurves):
    """What ``client.cell_measurement`` can read for plots."""

    def curve(
        self,
        measurement_id: Thing,
        columns: str | Sequence[str],
        *,
        x: str = "Time [s]",
        x_min: float | None = None,
        x_max: float | None = None,
        max_points: int = 2000,
    ) -> Any:
        """Columns of a time series thinned for a plot: no peak is lost, and little is sent.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.
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
            No such measurement, or it has no time series.
        ConflictError
            The upload is still being processed.

        Notes
        -----
        Source: ``get_measurement_series``.
        """
        measurement_id = id_of("measurement_id", measurement_id)
        return self._curve(get_measurement_series.sync_detailed, measurement_id, columns, x, x_min, x_max, max_points)
