"""Reading simulations: listings, states, records, tables."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from ionworks_openapi.api.simulation import (
    get_simulation,
    get_simulation_statuses,
    list_simulation_tables,
    list_simulations,
)
from ionworks_openapi.models import (
    ListSimulationsOrder,
    ListSimulationsState,
    SimulationStatusesRequest,
    SimulationTablesRequest,
)
from ionworks_openapi.types import UNSET

from ionworks.errors import APIError, ValidationError
from ionworks.frames import from_parquet, to_backend, with_capacity, with_deltas
from ionworks.records import SimulationResult
from ionworks.records.profiles import OnServer
from ionworks.resources._shared.base import JsonDict, choice, given, optional
from ionworks.resources._shared.ids import Thing, id_of, id_or_none, ids_of
from ionworks.resources._shared.named_models import NamesModels
from ionworks.resources.simulation.profiles import SimulationProfiles, profile_of, title
from ionworks.resources.simulation.tables import labeled, runs_table, series_table
from ionworks.transport.paging import PaginatedList

if TYPE_CHECKING:
    import polars as pl
    from ionworks_openapi.models import SimulationTableFile

STATUS_CHUNK = 1000
"""Most ids one status request may ask for (docs/contract/wire.md section 16)."""
_PART: Final = "samples-{}.parquet"
_NO_SUCH_OPERATION: Final = (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED)

State = Literal["queued", "running", "completed", "failed"]


class SimulationReads(NamesModels, SimulationProfiles):
    """What ``client.simulation`` can read."""

    def list(
        self,
        parameterized_model_id: Thing | None = None,
        study_id: Thing | None = None,
        *,
        protocol_id: Thing | None = None,
        state: State | None = None,
        summary: bool = False,
        limit: int | None = None,
        offset: int | None = None,
        project_id: Thing | None = None,
        q: str | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        parameter: str | None = None,
        parameter_min: float | None = None,
        parameter_max: float | None = None,
        order_by: str | None = None,
        order: Literal["asc", "desc"] | None = None,
    ) -> PaginatedList[JsonDict]:
        """Simulations, newest first; all of the organization when no scope is given.

        Parameters
        ----------
        parameterized_model_id, study_id, protocol_id : str, optional
            Scopes; model and study exclude each other.
        state : {"queued", "running", "completed", "failed"}, optional
            Only these; failed includes canceled.
        summary : bool
            Leave out ``metrics``.
        limit, offset : int, optional
            Page size (at most 1000, 100 by default), and rows to skip.
        project_id, q : str, optional
            Only of this project; only with this text in their name or that of their protocol (embedded server only, as
            all that follow).
        created_after, created_before : str, optional
            Bounds, ISO 8601, inclusive.
        parameter : str, optional
            Only runs that set this design parameter, between `parameter_min` and `parameter_max`.
        parameter_min, parameter_max : float, optional
            In the unit of `parameter`.
        order_by : str, optional
            ``created_at``, ``name``, ``status``, or ``metrics.`` and the name of a metric.
        order : {"asc", "desc"}, optional
            Ascending by default where `order_by` is given.

        Returns
        -------
        PaginatedList of dict
            A list that also has ``.total``.

        Raises
        ------
        ValidationError
            Both a model and a study. A ``ValueError``.

        Notes
        -----
        Source: ``list_simulations``.
        """
        study_id = id_or_none("study_id", study_id)
        protocol_id = id_or_none("protocol_id", protocol_id)
        if parameterized_model_id is not None and study_id is not None:
            raise ValidationError("parameterized_model_id and study_id: found both; allowed: one of them")
        model_id = None if parameterized_model_id is None else self._model_id(parameterized_model_id)
        page = self._call(
            lambda api: list_simulations.sync_detailed(
                client=api,
                parameterized_model_id=optional(model_id),
                study_id=optional(study_id),
                experiment_template_id=optional(protocol_id),
                state=choice(ListSimulationsState, state, "state"),
                summary=optional(summary or None),
                limit=optional(limit),
                offset=optional(offset),
                project_id=optional(id_or_none("project_id", project_id)),
                q=optional(q),
                created_at_gt=optional(created_after),
                created_at_lt=optional(created_before),
                parameter=optional(parameter),
                parameter_min=optional(parameter_min),
                parameter_max=optional(parameter_max),
                order_by=optional(order_by),
                order=choice(ListSimulationsOrder, order, "order"),
            )
        )
        return PaginatedList([item.to_dict() for item in page.simulations], total=given(page.total))

    def get(self, simulation_id: Thing) -> JsonDict:
        """One simulation, without its time series.

        Parameters
        ----------
        simulation_id : str
            Id of the simulation.

        Returns
        -------
        dict
            ``id``, ``job_id``, ``status``, ``error``, ``metrics``, ``design``, ….

        Raises
        ------
        NotFoundError
            No such simulation.

        Notes
        -----
        Source: ``get_simulation``.
        """
        simulation_id = id_of("simulation_id", simulation_id)
        return self._dict(lambda api: get_simulation.sync_detailed(simulation_id, client=api))

    def get_statuses(self, simulation_ids: Iterable[Thing]) -> builtins.list[JsonDict]:
        """Job states of many simulations.

        Parameters
        ----------
        simulation_ids : iterable of str
            Ids; a request asks for up to 1000.

        Returns
        -------
        list of dict
            ``simulation_id``, ``status``, ``error``, ``error_code``, ``updated_at``; unknown ids are left out.

        Notes
        -----
        Source: ``get_simulation_statuses``.
        """
        ids = ids_of("simulation_ids", simulation_ids)
        rows: builtins.list[JsonDict] = []
        for start in range(0, len(ids), STATUS_CHUNK):
            chunk = ids[start : start + STATUS_CHUNK]
            request = SimulationStatusesRequest(simulation_ids=chunk, limit=len(chunk), offset=UNSET)
            rows.extend(self._statuses(request))
        return rows

    def _statuses(self, request: SimulationStatusesRequest) -> builtins.list[JsonDict]:
        answer = self._call(lambda api: get_simulation_statuses.sync_detailed(client=api, body=request))
        return [row.to_dict() for row in answer]

    def get_result(self, simulation_id: Thing) -> SimulationResult:
        """Time series, steps and metrics of a finished simulation.

        Parameters
        ----------
        simulation_id : str
            Id of the simulation.

        Returns
        -------
        SimulationResult
            ``time_series``: one row per time point, ``Time [s]`` from 0, ``Current [A]`` positive on
            discharge, ``Discharge capacity [A.h]`` and ``Charge capacity [A.h]`` reset at each step,
            ``Capacity [A.h]`` accumulated over steps. ``steps``: one row per executed step. ``metrics``: dict.
            ``warnings``: list of texts, empty when there is nothing to know.
            Frames are of the active backend.

        Raises
        ------
        NotFoundError
            No such simulation, or not finished.

        Notes
        -----
        Source: ``download_simulation_time_series``, ``download_simulation_steps``, ``get_simulation``.
        """
        simulation_id = id_of("simulation_id", simulation_id)
        with ThreadPoolExecutor(max_workers=2) as threads:
            series = threads.submit(self._download, simulation_id, "time_series")
            steps = threads.submit(self._download, simulation_id, "steps")
            record = self.get(simulation_id)
        return SimulationResult(
            time_series=to_backend(with_capacity(from_parquet(series.result()))),
            steps=to_backend(with_deltas(from_parquet(steps.result()))),
            metrics=record.get("metrics") or {},
            is_partial=bool(record.get("is_partial")),
            error=record.get("error"),
            warnings=record.get("warnings") or [],
            title=(heading := title(record)),
            profiles=OnServer(lambda name, times: profile_of(self._profile(simulation_id, name), heading, times)),
        )

    def results(
        self,
        simulation_ids: Iterable[Thing] | None = None,
        *,
        study_id: Thing | None = None,
        time_series: bool = False,
    ) -> Any:
        """Results of many runs as one table.

        Parameters
        ----------
        simulation_ids : iterable of str or SimulationResponse, optional
            The runs, in the order of the rows.
        study_id : str, optional
            All runs of a study instead, oldest first.
        time_series : bool
            One row per sample instead of one per run.

        Returns
        -------
        DataFrame of the active backend
            One row per run: ``simulation_id``, ``status``, ``error``, ``is_partial``, ``model`` and ``protocol`` (their
            names), then design parameters, inputs and metrics, each under its own name with unit, null where a run has
            none. With `time_series` one row per sample: the same columns, then those of `get_result`; current is
            positive on discharge. Runs that have not ended have no metrics and no samples.

        Raises
        ------
        ValidationError
            Neither runs nor a study, or both. A ``ValueError``.

        Notes
        -----
        Source: ``get_simulation_statuses`` or ``list_simulations``, and ``list_simulation_tables``, one request each
        per 1000 runs. A service without the latter is asked for each run by itself.
        """
        study_id = id_or_none("study_id", study_id)
        import polars as pl

        records = self._records_of(simulation_ids, study_id)
        if not time_series:
            return to_backend(runs_table(records))
        return to_backend(pl.concat(list(self._parts(records)) or [runs_table([])], how="diagonal_relaxed"))

    def scan_results(
        self,
        folder: str | Path,
        simulation_ids: Iterable[Thing] | None = None,
        *,
        study_id: Thing | None = None,
    ) -> pl.LazyFrame:
        """Samples of any number of runs as a lazy table over Parquet files; memory holds 1000 runs at a time.

        Parameters
        ----------
        folder : str or Path
            Where the files go, one per 1000 runs; made if missing. Files of an earlier call are replaced.
        simulation_ids : iterable of str or SimulationResponse, optional
            The runs, in the order of the rows.
        study_id : str, optional
            All runs of a study instead, oldest first.

        Returns
        -------
        polars.LazyFrame
            The rows and columns of `results` with ``time_series=True``; ``collect`` reads only the columns and rows
            that a query needs.

        Raises
        ------
        ValidationError
            Neither runs nor a study, or both. A ``ValueError``.

        Notes
        -----
        Source: ``list_simulation_tables``. Everything else is as for `results`.
        """
        study_id = id_or_none("study_id", study_id)
        import polars as pl

        records = self._records_of(simulation_ids, study_id)
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        for earlier in place.glob(_PART.format("*")):
            earlier.unlink()
        files = []
        for number, part in enumerate(self._parts(records)):
            files.append(place / _PART.format(f"{number:05d}"))
            part.write_parquet(files[-1])
        return pl.concat(map(pl.scan_parquet, files), how="diagonal_relaxed") if files else runs_table([]).lazy()

    def _records_of(self, simulation_ids: Iterable[Thing] | None, study_id: str | None) -> builtins.list[JsonDict]:
        if (simulation_ids is None) == (study_id is None):
            raise ValidationError("simulation_ids and study_id: found both or neither; allowed: one of them")
        return self._study_records(study_id) if simulation_ids is None else self._run_records(simulation_ids)

    def _run_records(self, simulation_ids: Iterable[Thing]) -> builtins.list[JsonDict]:
        ids = ids_of("simulation_ids", simulation_ids)
        states = {row["simulation_id"]: row for row in self.get_statuses(ids)}
        records = self._records({key: states.get(key, {"status": None}) for key in ids})
        return [records[key] for key in ids]

    def _study_records(self, study_id: str | None) -> builtins.list[JsonDict]:
        found: builtins.list[JsonDict] = []
        while True:
            page = self.list(study_id=study_id, limit=STATUS_CHUNK, offset=len(found))
            found.extend(page)
            if len(page) < STATUS_CHUNK:
                return found[::-1]

    def _parts(self, records: Sequence[JsonDict]) -> Iterator[pl.DataFrame]:
        """Samples of the runs, up to 1000 runs at a time."""
        for start in range(0, len(records), STATUS_CHUNK):
            some = records[start : start + STATUS_CHUNK]
            stored = [one["id"] for one in some if one.get("storage_folder") is not None or one.get("is_partial")]
            yield series_table(runs_table(some), self._series(stored) if stored else [])

    def _series(self, ids: Sequence[str]) -> builtins.list[pl.DataFrame]:
        """Samples of some runs, file by file where the service can say which files, else run by run."""
        with ThreadPoolExecutor(max_workers=8) as threads:
            try:
                request = SimulationTablesRequest(simulation_ids=[*ids])
                files = self._call(lambda api: list_simulation_tables.sync_detailed(client=api, body=request))
            except APIError as error:
                if error.status_code not in _NO_SUCH_OPERATION:
                    raise
                return list(threads.map(self._series_of_run, ids))
            return list(threads.map(self._series_of_file, files))

    def _series_of_run(self, simulation_id: str) -> pl.DataFrame:
        samples = from_parquet(self._download(simulation_id, "time_series"))
        return labeled(samples, {simulation_id: samples.height})

    def _series_of_file(self, file: SimulationTableFile) -> pl.DataFrame:
        rows = {one.simulation_id: one.rows for one in file.simulations}
        return labeled(from_parquet(self._connection.transfer.fetch(file.url)), rows)

    def _download(self, simulation_id: str, part: str) -> bytes:
        path = f"/simulations/{simulation_id}/{part}/download"
        return self._connection.transfer.download(self._connection.http, path)

    def _records(self, states: Mapping[str, JsonDict]) -> dict[str, JsonDict]:
        """Records of ended simulations, with the job's ``status`` and ``error`` in each.

        The embedded server sends the record along with the status; the hosted one is asked for it.
        """
        missing = [key for key, state in states.items() if "id" not in state]
        with ThreadPoolExecutor(max_workers=8) as threads:
            fetched = dict(zip(missing, threads.map(self.get, missing), strict=True))
        return {
            key: {**fetched.get(key, state), "status": state["status"], "error": state.get("error")}
            for key, state in states.items()
        }
