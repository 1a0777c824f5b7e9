"""Uploading measurements: announce, send to storage, confirm, wait until the steps are derived."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar, Final

from ionworks_openapi.api.cell_measurement import (
    confirm_measurement_extend,
    confirm_measurement_upload,
    get_cell_measurement,
    initiate_measurement_extend,
    initiate_measurement_upload,
)
from ionworks_openapi.models import (
    EmptyBody,
    MeasurementUpload,
    MeasurementUploadConfirm,
    MeasurementUploadRequest,
)

from ionworks import cache
from ionworks.errors import (
    ContractError,
    MeasurementProcessingError,
    WaitTimeoutError,
)
from ionworks.frames import to_polars
from ionworks.records import CellMeasurementBundleResponse
from ionworks.resources._shared.base import JsonDict, Resource, body
from ionworks.resources._shared.ids import Thing, id_of, ids_of
from ionworks.resources._shared.sending import TIMEOUTS, send, size_of, transfer_of
from ionworks.resources.cells.cell_measurement.detail import check_time_series
from ionworks.resources.cells.cell_measurement.tables import encoded
from ionworks.transport.polling import wait_until
from ionworks.validators import validate_extend_data

if TYPE_CHECKING:
    import polars as pl

PROCESSING_TIMEOUT_SECONDS: Final = 600.0
PROCESSING_POLL_SECONDS: Final = 2.0
ATTACHMENT_WORKERS: Final = 4
"""Files sent at the same time."""


class MeasurementUploads(Resource):
    """The uploading part of ``client.cell_measurement``."""

    UPLOAD_TIMEOUT: ClassVar[tuple[float, float]] = TIMEOUTS
    """Seconds to wait for a connection to storage, and for each part of a body."""

    def create(
        self,
        cell_instance_id: Thing,
        measurement_detail: dict[str, Any],
        validate_strict: bool = False,
        rated_capacity: float | None = None,
        voltage_window: tuple[float, float] | None = None,
        skip_checks: Iterable[str] | None = None,
        wait_for_processing: bool = True,
    ) -> CellMeasurementBundleResponse:
        """Check a time series, upload it, and wait until its steps and cycles are derived.

        Parameters
        ----------
        cell_instance_id : str
            Id of the measured cell.
        measurement_detail : dict
            ``measurement``: ``{"name", "notes", "protocol", "test_setup", "start_time", "end_time", "tags",
            "data_type", …}``; ``time_series``: frame or dict of columns, one row per sample, ``Time [s]`` from 0,
            ``Current [A]`` positive on discharge, ``Step count``, …; ``steps``: the same, one row per step
            (optional). ``data_type`` ``"ocp"`` or ``"eis"`` chooses other rules.
        validate_strict : bool
            Also run the strict checks.
        rated_capacity : float, optional
            Rated capacity [A.h], for the unit of current and for strict checks.
        voltage_window : (float, float), optional
            Lower and upper cut-off voltage [V], for strict checks.
        skip_checks : iterable of str, optional
            Strict checks to leave out.
        wait_for_processing : bool
            Wait, up to 600 s.

        Returns
        -------
        CellMeasurementBundleResponse
            The record; after waiting with its settled state.

        Raises
        ------
        MeasurementValidationError
            The data break rules; carries every finding, and nothing was sent.
        ConflictError
            The cell has a measurement of this name; ``existing_id`` is its id, and no data was sent.
        MeasurementProcessingError
            The service could not derive the steps.

        Notes
        -----
        Source: ``initiate_measurement_upload``, ``confirm_measurement_upload``.
        """
        cell_instance_id = id_of("cell_instance_id", cell_instance_id)
        upload = check_time_series(
            measurement_detail,
            strict=validate_strict,
            rated_capacity=rated_capacity,
            voltage_window=voltage_window,
            skip_checks=skip_checks,
        )
        place = self._initiate(cell_instance_id, {"measurement": _label(upload.metadata)})
        self._send_frame(place, "time_series.parquet", upload.time_series)
        if upload.steps is not None:
            self._send_frame(place, "steps.parquet", upload.steps)
        final = {"cell_instance_id": cell_instance_id, "measurement": upload.metadata}
        record = self._confirm(place, {**final, "measurement_type": "time_series"})
        return self._settled(record) if wait_for_processing else record

    def extend(
        self, measurement_id: Thing, time_series: Any, wait_for_processing: bool = True
    ) -> CellMeasurementBundleResponse:
        """Append rows to a time series whose test still runs.

        Parameters
        ----------
        measurement_id : str
            Id of a processed time series without ``end_time``.
        time_series : DataFrame or dict of columns
            The new rows; ``Time [s]`` and ``Step count`` go on from the last row.
        wait_for_processing : bool
            Wait until the rows are stitched on, up to 600 s.

        Returns
        -------
        CellMeasurementBundleResponse
            The record; after waiting with its settled state.

        Raises
        ------
        ValidationError
            No rows, or a needed column is missing. A ``ValueError``.
        MeasurementValidationError
            Time falls from one row to the next.
        ConflictError
            Processing, or another extension, is not finished.
        MeasurementProcessingError
            The rows do not fit on; the measurement is as it was.

        Notes
        -----
        Source: ``initiate_measurement_extend``, ``confirm_measurement_extend``.
        """
        measurement_id = id_of("measurement_id", measurement_id)
        frame = to_polars(time_series)
        validate_extend_data(frame)
        place = self._call(
            lambda api: initiate_measurement_extend.sync_detailed(measurement_id, client=api, body=EmptyBody())
        )
        self._send_frame(place, "time_series_extend.parquet", frame)
        record = self._record(
            CellMeasurementBundleResponse,
            lambda api: confirm_measurement_extend.sync_detailed(measurement_id, client=api, body=EmptyBody()),
        )
        cache.forget(measurement_id)
        if not wait_for_processing:
            return record
        settled = self.wait_for_processing(measurement_id)[measurement_id]
        if settled.get("processing_error"):
            reason = str(settled["processing_error"])
            raise MeasurementProcessingError(reason, {measurement_id: reason})
        return CellMeasurementBundleResponse.from_wire({**record.to_dict(), **settled})

    def wait_for_processing(
        self, measurement_ids: Thing | Iterable[Thing], timeout: float = PROCESSING_TIMEOUT_SECONDS
    ) -> dict[str, JsonDict]:
        """Wait until the steps and cycles of measurements are derived.

        Parameters
        ----------
        measurement_ids : str or iterable of str
            Ids of measurements.
        timeout : float
            Seconds in all.

        Returns
        -------
        dict of str to dict
            Last record by id.

        Raises
        ------
        MeasurementProcessingError
            Processing of some failed or is not finished; ``failures`` has the reason by id.

        Notes
        -----
        Source: ``get_cell_measurement``.
        """
        ids = ids_of("measurement_ids", measurement_ids, single=True)
        failures: dict[str, str] = {}
        try:
            records = wait_until(
                ids,
                lambda pending: {key: self._state(key) for key in pending},
                timeout=timeout,
                poll_interval=PROCESSING_POLL_SECONDS,
                is_finished=lambda record: _state_of(record) in {"ready", "failed"},
                state_of=_state_of,
                noun="measurement",
                again="wait_for_processing",
                verbose=False,
            )
        except WaitTimeoutError as error:
            records = error.data
            failures = dict.fromkeys(error.ids, f"still processing after {error.waited_s:.0f} s; wait again")
        for key, record in records.items():
            if _state_of(record) == "failed":
                failures[key] = record.get("processing_error") or "processing failed; the service gave no reason"
        if failures:
            raise MeasurementProcessingError("; ".join(failures.values()), failures)
        return records

    def _state(self, measurement_id: str) -> JsonDict:
        return self._dict(
            lambda api: get_cell_measurement.sync_detailed(
                measurement_id, client=api, include_steps=False, include_time_series=False
            )
        )

    def _initiate(self, cell_instance_id: str, announcement: JsonDict) -> MeasurementUpload:
        payload = body(MeasurementUploadRequest, announcement)
        place: MeasurementUpload = self._call(
            lambda api: initiate_measurement_upload.sync_detailed(cell_instance_id, client=api, body=payload)
        )
        return place

    def _confirm(self, place: MeasurementUpload, final: JsonDict) -> CellMeasurementBundleResponse:
        payload = body(MeasurementUploadConfirm, final)
        return self._record(
            CellMeasurementBundleResponse,
            lambda api: confirm_measurement_upload.sync_detailed(place.measurement_id, client=api, body=payload),
        )

    def _settled(self, record: CellMeasurementBundleResponse) -> CellMeasurementBundleResponse:
        if record.processing_status not in {"pending", "running"}:
            return record
        settled = self.wait_for_processing(record.id)[record.id]
        return CellMeasurementBundleResponse.from_wire({**record.to_dict(), **settled})

    def _send_frame(self, place: MeasurementUpload, filename: str, frame: pl.DataFrame) -> None:
        entries = [entry for entry in place.uploads if PurePosixPath(str(entry.filename)).name == filename]
        if not entries:
            raise ContractError(f"the service offered no place for {filename!r}; please report it")
        with encoded(frame) as content, transfer_of(self._connection, self.UPLOAD_TIMEOUT) as transfer:
            send(transfer, entries[0], content, size_of(content), "application/octet-stream")

    def _send_files(self, place: MeasurementUpload, paths: Sequence[Path]) -> None:
        if len(place.uploads) != len(paths):
            raise ContractError(f"the service offered {len(place.uploads)} places for {len(paths)} files")
        with (
            transfer_of(self._connection, self.UPLOAD_TIMEOUT) as transfer,
            ThreadPoolExecutor(ATTACHMENT_WORKERS) as threads,
        ):
            futures = [
                threads.submit(send, transfer, entry, path, size_of(path), _media_type(path))
                for entry, path in zip(place.uploads, paths, strict=True)
            ]
            for future in futures:
                future.result()


def _media_type(path: Path) -> str:
    """MIME type of images; other files are plain bytes (docs/contract/wire.md section 9)."""
    guessed = mimetypes.guess_type(path.name)[0] or ""
    return guessed if guessed.startswith("image/") else "application/octet-stream"


def _label(metadata: JsonDict) -> JsonDict:
    return {key: metadata[key] for key in ("name", "notes") if metadata.get(key) is not None}


def _state_of(record: JsonDict) -> str:
    return str(record.get("processing_status") or "ready")
