"""Reading measurements: tables and files."""

from __future__ import annotations

import builtins
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from ionworks_openapi.api.cell_measurement import (
    get_measurement_cycles,
    get_measurement_steps_and_cycles,
    list_measurement_files,
)

from ionworks import cache
from ionworks.cycler_files.bdf import write_bdf
from ionworks.errors import NotFoundError
from ionworks.frames import to_backend
from ionworks.records import CellMeasurementDetail, StepsAndCycles
from ionworks.resources._shared.base import listed
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.resources.cells.cell_measurement.lists import MeasurementLists
from ionworks.resources.cells.cell_measurement.tables import (
    cached_table,
    check_row_range,
    download,
    summary_tables,
    window,
)

_PARALLEL_FILES: Final = 4


class MeasurementReads(MeasurementLists):
    """The reading part of ``client.cell_measurement``."""

    def detail(
        self,
        measurement_id: Thing,
        use_cache: bool = True,
        include_steps: bool = True,
        include_cycles: bool = True,
        include_time_series: bool = True,
    ) -> CellMeasurementDetail:
        """One measurement with its data, fetched in parallel.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.
        use_cache : bool
            Use local copies.
        include_steps, include_cycles, include_time_series : bool
            Which tables of a time series to fetch.

        Returns
        -------
        CellMeasurementDetail
            The record with ``steps``, ``cycles`` and ``time_series`` as frames (positive current is discharge), or
            ``files`` as bytes by name; what does not apply or was not asked for is ``None``, as are the steps of
            old records that have none.

        Raises
        ------
        NotFoundError
            No such measurement.
        ConflictError
            The upload is still being processed.

        Notes
        -----
        Source: ``get_cell_measurement``, ``download_measurement_steps``, ``get_measurement_steps_and_cycles``,
        ``download_measurement_time_series``.
        """
        measurement_id = id_of("measurement_id", measurement_id)
        record = self.get(measurement_id)
        wire = {"instance_id": record.cell_instance_id, **record.to_dict()}
        if record.measurement_type == "file":
            wire["files"] = self.download_files(measurement_id, use_cache)
        if record.measurement_type == "time_series":
            with ThreadPoolExecutor(3) as threads:
                parts: dict[str, Future[Any]] = {}
                if include_steps:
                    parts["steps"] = threads.submit(self._steps_if_any, measurement_id, use_cache)
                if include_cycles:
                    # the request the hosted API knows from its own client here (docs/contract/flows.md section 6)
                    parts["cycles"] = threads.submit(
                        lambda: self.steps_and_cycles(measurement_id, use_cache=use_cache).cycles
                    )
                if include_time_series:
                    parts["time_series"] = threads.submit(self.time_series, measurement_id, use_cache)
                wire |= {name: part.result() for name, part in parts.items()}
        return CellMeasurementDetail.from_wire(wire)

    def steps(self, measurement_id: Thing, use_cache: bool = True) -> Any:
        """Steps of a time series.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.
        use_cache : bool
            Use a local copy.

        Returns
        -------
        DataFrame, shape (n_steps, n_columns)
            One row per step: ``Step count``, ``Step type``, ``Duration [s]``, ``Mean current [A]`` (positive is
            discharge), ``Discharge capacity [A.h]``, …; ``None`` for a record known to have none.

        Raises
        ------
        NotFoundError
            No such measurement, or an old record without steps.
        ConflictError
            The upload is still being processed.

        Notes
        -----
        Source: ``download_measurement_steps``.
        """
        measurement_id = id_of("measurement_id", measurement_id)
        (frame,) = cached_table(self._connection, measurement_id, "steps", use_cache=use_cache)
        return None if frame is None else to_backend(frame)

    def cycles(self, measurement_id: Thing, use_cache: bool = True) -> Any:
        """Cycles of a time series.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.
        use_cache : bool
            Use a local copy.

        Returns
        -------
        DataFrame, shape (n_cycles, n_columns)
            One row per cycle: capacities in A.h, energies in W.h, efficiencies and retention as ratios, ….

        Raises
        ------
        NotFoundError
            No such measurement.
        ConflictError
            The upload is still being processed.

        Notes
        -----
        Source: ``get_measurement_cycles``.
        """
        measurement_id = id_of("measurement_id", measurement_id)

        def fetch() -> dict[str, Any]:
            return self._dict(lambda api: get_measurement_cycles.sync_detailed(measurement_id, client=api))

        return to_backend(summary_tables(measurement_id, fetch, ("cycles",), use_cache=use_cache)["cycles"])

    def steps_and_cycles(self, measurement_id: Thing, use_cache: bool = True) -> StepsAndCycles:
        """Steps and cycles of a time series in one request.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.
        use_cache : bool
            Use local copies.

        Returns
        -------
        StepsAndCycles
            ``steps`` and ``cycles``, frames as in `steps` and `cycles`.

        Raises
        ------
        NotFoundError
            No such measurement.
        ConflictError
            The upload is still being processed.

        Notes
        -----
        Source: ``get_measurement_steps_and_cycles``.
        """
        measurement_id = id_of("measurement_id", measurement_id)

        def fetch() -> dict[str, Any]:
            return self._dict(lambda api: get_measurement_steps_and_cycles.sync_detailed(measurement_id, client=api))

        tables = summary_tables(measurement_id, fetch, ("steps", "cycles"), use_cache=use_cache)
        return StepsAndCycles(steps=to_backend(tables["steps"]), cycles=to_backend(tables["cycles"]))

    def time_series(
        self, measurement_id: Thing, use_cache: bool = True, row_range: tuple[int, int] | None = None
    ) -> Any:
        """Samples of a time series, as they were uploaded.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.
        use_cache : bool
            Use a local copy.
        row_range : (int, int), optional
            First row, and the row after the last: only these are fetched, and no copy is kept.

        Returns
        -------
        DataFrame, shape (n_samples, n_columns)
            ``Time [s]`` starts at 0 and never falls; ``Current [A]`` is positive on discharge.

        Raises
        ------
        NotFoundError
            No such measurement, or it is no time series.
        ConflictError
            The upload is still being processed.
        ValidationError
            `row_range` is no window. A ``ValueError``.

        Notes
        -----
        Source: ``download_measurement_time_series``.
        """
        measurement_id = id_of("measurement_id", measurement_id)
        if row_range is None:
            (frame,) = cached_table(self._connection, measurement_id, "time_series", use_cache=use_cache)
            return None if frame is None else to_backend(frame)
        start, stop = check_row_range(row_range)
        copy = cache.load_table(measurement_id, "time_series") if use_cache else None
        if copy is not None and copy[0] is not None:
            return to_backend(copy[0].slice(start, stop - start))
        return to_backend(window(self._connection, measurement_id, (start, stop)))

    def to_bdf(self, measurement_id: Thing, path: str | Path, use_cache: bool = True) -> Path:
        """Write the time series of a measurement as a file in the Battery Data Format.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.
        path : str or Path
            File to write, ``.bdf.csv`` or ``.bdf.parquet``.
        use_cache : bool
            Use a local copy of the time series.

        Returns
        -------
        Path
            The file: labels and units of the ontology, a positive current charges. `create_from_file` reads it back.

        Raises
        ------
        ValidationError
            Another ending, or a column the format needs is missing. A ``ValueError``.

        Notes
        -----
        Source: ``download_measurement_time_series``.
        """
        return write_bdf(self.time_series(measurement_id, use_cache), path)

    def list_files(self, measurement_id: Thing) -> builtins.list[str]:
        """Names of the files of a measurement of type ``file``.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.

        Returns
        -------
        list of str
            File names without folders, in upload order.

        Raises
        ------
        BadRequestError
            The measurement is of another type.

        Notes
        -----
        Source: ``list_measurement_files``.
        """
        measurement_id = id_of("measurement_id", measurement_id)
        names = self._call(lambda api: list_measurement_files.sync_detailed(measurement_id, client=api)).filenames
        return [str(name) for name in names]

    def download_files(
        self, measurement_id: Thing, use_cache: bool = True, filenames: builtins.list[str] | None = None
    ) -> dict[str, bytes]:
        """Content of the files of a measurement of type ``file``, fetched in parallel.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.
        use_cache : bool
            Use local copies.
        filenames : list of str, optional
            Only these; all by default.

        Returns
        -------
        dict of str to bytes
            Content by name.

        Raises
        ------
        NotFoundError
            No such measurement or file.

        Notes
        -----
        Source: ``list_measurement_files``, ``download_measurement_file``.
        """
        measurement_id = id_of("measurement_id", measurement_id)
        copies = cache.load_files(measurement_id) if use_cache else None
        if copies is not None and set(filenames or ()) <= set(copies):
            return {name: copies[name] for name in (copies if filenames is None else filenames)}
        names = self.list_files(measurement_id) if filenames is None else listed(filenames, "filenames")
        with ThreadPoolExecutor(_PARALLEL_FILES) as threads:
            contents = threads.map(lambda name: self.get_file(measurement_id, name), names)
            files = dict(zip(names, contents, strict=True))
        if use_cache and filenames is None:
            cache.store_files(measurement_id, files)
        return files

    def get_file(self, measurement_id: Thing, filename: str) -> bytes:
        """Content of one file of a measurement of type ``file``.

        Parameters
        ----------
        measurement_id, filename : str
            Id of the measurement, and name of the file.

        Returns
        -------
        bytes
            The content.

        Raises
        ------
        NotFoundError
            No such measurement or file.

        Notes
        -----
        Source: ``download_measurement_file``.
        """
        measurement_id = id_of("measurement_id", measurement_id)
        return download(self._connection, measurement_id, "files", filename)

    def _steps_if_any(self, measurement_id: str, use_cache: bool) -> Any:
        try:
            return self.steps(measurement_id, use_cache)
        except NotFoundError:
            # records from before steps were derived on the server
            if use_cache:
                cache.store_table(measurement_id, "steps", None)
            return None
