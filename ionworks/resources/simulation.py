"""Simulations: a parameterized model driven by a protocol, once or as a design of experiments."""

from __future__ import annotations

import builtins
import warnings
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal, overload

from ionworks_openapi.api.protocol import parse_to_template
from ionworks_openapi.api.simulation import (
    create_simulations,
    delete_simulation,
    get_simulation,
    get_simulation_statuses,
    list_simulations,
)
from ionworks_openapi.models import (
    ListSimulationsState,
    ParseToTemplateRequest,
    SimulationBatchRequest,
    SimulationStatusesRequest,
)
from ionworks_openapi.types import UNSET

from ionworks._paging import PaginatedList
from ionworks._polling import has_ended, wait_until
from ionworks.errors import JobFailedError, ValidationError
from ionworks.frames import from_parquet, to_backend, with_capacity, with_deltas
from ionworks.records import SimulationResponse, SimulationResult
from ionworks.resources._base import JsonDict, Resource, body, choice, given, id_list, optional
from ionworks.simulation_config import (
    SimulationConfig,
    batch_request,
    template_request,
    validate_simulation_config,
)

STATUS_CHUNK = 1000
"""Most ids one status request may ask for (wire.md section 16)."""

State = Literal["queued", "running", "completed", "failed"]


class Simulations(Resource):
    """``client.simulation``: submit runs, wait for them, read their results."""

    def protocol(self, config: Mapping[str, Any]) -> SimulationResponse:
        """Submit one simulation.

        Parameters
        ----------
        config : dict
            ``parameterized_model`` (id, or a quick model ``{"capacity", "chemistry"}``),
            ``protocol_experiment`` ``{"protocol": <UCP text>, "name"}`` or ``protocol_id``, and optionally
            ``experiment_parameters`` (values of the protocol's inputs), ``design_parameters`` (flat
            ``{name: value}`` in PyBaMM's names and units), ``study_id``, ``extra_variables``,
            ``max_backward_jumps``, ``project_id``.

        Returns
        -------
        SimulationResponse
            ``simulation_id``, ``job_id``, ``protocol_id`` and ``already_existed``: an identical run is not
            solved again.

        Raises
        ------
        ValidationError
            Unknown key, both design forms, a design of more than one run, no project. A ``ValueError``,
            raised before any request.
        UnprocessableError
            The service refuses protocol, inputs or parameter names.

        Notes
        -----
        Source: simulate-api.txt "Single simulation"; ``parse_to_template`` and ``create_simulations``.
        """
        return self._submit(validate_simulation_config(config, batch=False))[0]

    def protocol_batch(self, config: Mapping[str, Any]) -> builtins.list[SimulationResponse]:
        """Submit a sweep.

        Parameters
        ----------
        config : dict
            As for `protocol`, with ``design_parameters_doe`` (``sampling`` grid, random or latin_hypercube;
            ``rows`` of type discrete, range or normal; ``count``) or ``conditions`` instead of
            ``design_parameters``.

        Returns
        -------
        list of SimulationResponse
            One per run, in the order of the design.

        Raises
        ------
        ValidationError
            As for `protocol`.

        Notes
        -----
        Source: ``parse_to_template`` and ``create_simulations``; simulate-api.txt "Batch simulations with design of
        experiments".
        """
        return self._submit(validate_simulation_config(config, batch=True))

    def _submit(self, config: SimulationConfig) -> builtins.list[SimulationResponse]:
        template_id = self._template_id(config)
        request = body(SimulationBatchRequest, batch_request(config, template_id, self._default_project))
        rows = self._call(lambda api: create_simulations.sync_detailed(client=api, body=request))
        return [SimulationResponse.from_wire({**row.to_dict(), "protocol_id": template_id}) for row in rows]

    def _template_id(self, config: SimulationConfig) -> str:
        if config.protocol_id is not None:
            return config.protocol_id
        request = body(ParseToTemplateRequest, template_request(config, self._default_project))
        template = self._call(lambda api: parse_to_template.sync_detailed(client=api, body=request))
        return str(template.template_id)

    def list(
        self,
        parameterized_model_id: str | None = None,
        study_id: str | None = None,
        *,
        protocol_id: str | None = None,
        state: State | None = None,
        summary: bool = False,
        limit: int | None = None,
        offset: int | None = None,
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
        Source: ``list_simulations``; simulate-api.txt "Retrieving simulation data".
        """
        if parameterized_model_id is not None and study_id is not None:
            raise ValidationError("parameterized_model_id and study_id: found both; allowed: one of them")
        page = self._call(
            lambda api: list_simulations.sync_detailed(
                client=api,
                parameterized_model_id=optional(parameterized_model_id),
                study_id=optional(study_id),
                experiment_template_id=optional(protocol_id),
                state=choice(ListSimulationsState, state, "state"),
                summary=optional(summary or None),
                limit=optional(limit),
                offset=optional(offset),
            )
        )
        return PaginatedList([item.to_dict() for item in page.simulations], total=given(page.total))

    def get(self, simulation_id: str) -> JsonDict:
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
        return self._dict(lambda api: get_simulation.sync_detailed(simulation_id, client=api))

    def delete(self, simulation_id: str) -> None:
        """Delete a simulation with its stored data.

        Parameters
        ----------
        simulation_id : str
            Id of the simulation.

        Raises
        ------
        NotFoundError
            No such simulation.

        Notes
        -----
        Source: ``delete_simulation``.
        """
        self._call(lambda api: delete_simulation.sync_detailed(simulation_id, client=api))

    def get_statuses(self, simulation_ids: Iterable[str]) -> builtins.list[JsonDict]:
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
        ids = id_list(simulation_ids, "simulation_ids")
        rows: builtins.list[JsonDict] = []
        for start in range(0, len(ids), STATUS_CHUNK):
            chunk = ids[start : start + STATUS_CHUNK]
            request = SimulationStatusesRequest(simulation_ids=chunk, limit=len(chunk), offset=UNSET)
            rows.extend(self._statuses(request))
        return rows

    def _statuses(self, request: SimulationStatusesRequest) -> builtins.list[JsonDict]:
        answer = self._call(lambda api: get_simulation_statuses.sync_detailed(client=api, body=request))
        return [row.to_dict() for row in answer]

    def get_result(self, simulation_id: str) -> SimulationResult:
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
            Frames are of the active backend.

        Raises
        ------
        NotFoundError
            No such simulation, or not finished.

        Notes
        -----
        Source: ``download_simulation_time_series``, ``download_simulation_steps``, ``get_simulation``.
        """
        with ThreadPoolExecutor(max_workers=2) as threads:
            series = threads.submit(self._download, simulation_id, "time_series")
            steps = threads.submit(self._download, simulation_id, "steps")
            record = self.get(simulation_id)
        return SimulationResult(
            time_series=to_backend(with_capacity(from_parquet(series.result()))),
            steps=to_backend(with_deltas(from_parquet(steps.result()))),
            metrics=record.get("metrics") or {},
        )

    def _download(self, simulation_id: str, part: str) -> bytes:
        path = f"/simulations/{id_list(simulation_id)[0]}/{part}/download"
        return self._connection.transfer.download(self._connection.http, path)

    @overload
    def wait_for_completion(
        self,
        simulation_id: str | SimulationResponse,
        timeout: float = ...,
        poll_interval: float = ...,
        verbose: bool = ...,
        raise_on_failure: bool = ...,
    ) -> JsonDict: ...
    @overload
    def wait_for_completion(
        self,
        simulation_id: builtins.list[str] | builtins.list[SimulationResponse] | tuple[str | SimulationResponse, ...],
        timeout: float = ...,
        poll_interval: float = ...,
        verbose: bool = ...,
        raise_on_failure: bool = ...,
    ) -> builtins.list[JsonDict]: ...
    def wait_for_completion(
        self,
        simulation_id: str | SimulationResponse | Sequence[str | SimulationResponse],
        timeout: float = 60,
        poll_interval: float = 2,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> JsonDict | builtins.list[JsonDict]:
        """Wait until simulations have ended; one status request a round, however many ids.

        Parameters
        ----------
        simulation_id : str, SimulationResponse, or a sequence of them
            What to wait for.
        timeout : float
            Seconds to wait in all.
        poll_interval : float
            Most seconds between status requests; short runs are noticed sooner.
        verbose : bool
            Show a progress line.
        raise_on_failure : bool
            Raise when one failed or was canceled; otherwise return its record, with ``status`` and ``error``.

        Returns
        -------
        dict or list of dict
            The simulation's record, or the records in the order of the ids.

        Raises
        ------
        JobFailedError
            One or more failed; the message carries PyBaMM's reason.
        WaitTimeoutError
            Not all have ended in time; carries ids and last states. A ``TimeoutError``.

        Notes
        -----
        Source: simulate-api.txt "Waiting for results"; ``get_simulation_statuses``.
        """
        single = isinstance(simulation_id, str | SimulationResponse)
        wanted = [simulation_id] if single else list(simulation_id)
        ids = id_list([getattr(item, "simulation_id", item) for item in wanted], "simulation_id")
        states = wait_until(
            ids,
            self._poll,
            timeout=timeout,
            poll_interval=poll_interval,
            noun="simulation",
            verbose=verbose,
        )
        failed = {key: state for key, state in states.items() if state["status"] != "completed"}
        if failed and raise_on_failure:
            raise _failure(failed)
        if failed and not single:
            warnings.warn(str(_failure(failed)), stacklevel=2)
        records = self._records(states)
        found = [records[key] for key in ids]
        return found[0] if single else found

    def _poll(self, ids: Sequence[str]) -> dict[str, JsonDict]:
        """States of the first of the ids, one request; the next ones too while everything asked for has ended."""
        states: dict[str, JsonDict] = {}
        for start in range(0, len(ids), STATUS_CHUNK):
            rows = self.get_statuses(ids[start : start + STATUS_CHUNK])
            states.update({row["simulation_id"]: row for row in rows})
            if len(rows) < STATUS_CHUNK or not all(has_ended(row) for row in rows):
                break
        return states

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


def _failure(failed: Mapping[str, JsonDict]) -> JobFailedError:
    """One error for all failed simulations; ``reason`` is that of the first."""
    lines = [f"Simulation {key} {row['status']}: {row.get('error')}" for key, row in failed.items()]
    first, state = next(iter(failed.items()))
    return JobFailedError("\n".join(lines), job_id=first, status=state["status"], reason=state.get("error"))
