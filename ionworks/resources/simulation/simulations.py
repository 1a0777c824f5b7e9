"""Simulations: a parameterized model driven by a protocol, once or as a design of experiments."""

from __future__ import annotations

import builtins
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, overload

from ionworks_openapi.api.protocol import parse_to_template
from ionworks_openapi.api.simulation import create_simulations, delete_simulation
from ionworks_openapi.models import ParseToTemplateRequest, SimulationBatchRequest

from ionworks.errors import JobFailedError
from ionworks.records import Record, ReplayResult, SimulationResponse, SimulationResult
from ionworks.resources._shared.base import JsonDict, body
from ionworks.resources._shared.ids import Thing, id_of, id_or_none, ids_of
from ionworks.resources.cells.cell_measurement import CellMeasurements
from ionworks.resources.simulation.configs import run_config, sweep_design
from ionworks.resources.simulation.curves import SimulationCurves
from ionworks.resources.simulation.named import NamedSimulations
from ionworks.resources.simulation.pybamm_simulations import SimulationsInPyBaMM
from ionworks.resources.simulation.reads import STATUS_CHUNK
from ionworks.resources.simulation.replays import compared, replay_protocol
from ionworks.simulation_config import simulation_requests
from ionworks.transport.polling import has_ended, wait_until

_RECORDS: Final = {
    "parameterized_model": "parameterized_model_id",
    **{key: key for key in ("protocol_id", "study_id", "project_id")},
}
"""Keys of a config that take a record, and what it is a record of."""


class Simulations(SimulationsInPyBaMM, SimulationCurves, NamedSimulations):
    """``client.simulation``: submit runs, wait for them, read their results."""

    def run(
        self,
        model: Any,
        protocol: Any,
        inputs: Mapping[str, Any] | None = None,
        parameters: Mapping[str, Any] | None = None,
        *,
        extra_variables: Sequence[str] = (),
        name: str | None = None,
        timeout: float = 600,
        project_id: Thing | None = None,
        verbose: bool = False,
    ) -> SimulationResult:
        """Run one simulation and return what it found: submit, wait, read.

        Parameters
        ----------
        model : str, ParameterizedModel or dict
            Record, exact name, id, or a quick model ``{"capacity", "chemistry"}``.
        protocol : str, dict, path or Protocol
            UCP as text, mapping or file; a saved protocol, as record or id.
        inputs : dict, optional
            Values of the protocol's inputs.
        parameters : dict, optional
            Parameter values that differ from the model's, in PyBaMM's names and units.
        extra_variables : sequence of str
            Further columns of the time series, and variables over x and r for ``result.profile``.
        name : str, optional
            Name of the run; by default that of the file or saved protocol, else ``"Simulation"``.
        timeout : float
            Seconds to wait in all; the run goes on when they are over.
        project_id : str or Project, optional
            Project; the client's default otherwise.
        verbose : bool
            Show a progress line.

        Returns
        -------
        SimulationResult
            ``time_series``, ``steps`` and ``metrics``; positive current is discharge.

        Raises
        ------
        JobFailedError
            It failed; the message carries PyBaMM's reason.
        WaitTimeoutError
            It has not ended in time. A ``TimeoutError``.
        NotFoundError
            The project has no model of this name; the message offers the closest ones.

        Notes
        -----
        Source: ``parse_to_template``, ``create_simulations``, ``get_simulation_statuses`` and
        ``download_simulation_time_series``. Built on `protocol`, `wait_for_completion` and `get_result`.
        """
        config = run_config(model, protocol, inputs, name, id_or_none("project_id", project_id))
        run = self.protocol({**config, "design_parameters": parameters, "extra_variables": extra_variables or None})
        self.wait_for_completion(run, timeout, verbose=verbose)
        return self.get_result(run)

    def replay(
        self,
        measurement: Any,
        model: Any,
        *,
        initial_soc: float | None = None,
        temperature: float | None = None,
        parameters: Mapping[str, Any] | None = None,
        timeout: float = 600,
        verbose: bool = False,
    ) -> ReplayResult:
        """Play the current of a measurement on a model, and compare the voltages.

        Parameters
        ----------
        measurement : str, CellMeasurement or DataFrame
            Record or id, or a table with ``Time [s]``, ``Current [A]`` (positive on discharge) and ``Voltage [V]``.
        model, parameters, timeout, verbose
            As for `run`.
        initial_soc : float, optional
            Fraction; by default the state whose open-circuit voltage is the first one measured, at rest.
        temperature : float, optional
            degC; by default the first one measured, else 25.

        Returns
        -------
        ReplayResult
            ``time_series``, ``rmse`` in V, ``warnings`` and ``plot()``.

        Raises
        ------
        ValidationError
            The table lacks a column, or begins under current without an `initial_soc`.

        Notes
        -----
        Source: ``parse_to_template``, ``create_simulations`` and the rest of `run`. Between two rows the current
        changes linearly; rows of one instant are two sides of a jump.
        """
        is_record = isinstance(measurement, str | Record)
        measured = CellMeasurements(self._connection).time_series(measurement) if is_record else measurement
        protocol = replay_protocol(measured, initial_soc, temperature)
        result = self.run(model, protocol, None, parameters, name="Replay", timeout=timeout, verbose=verbose)
        return compared(measured, result)

    def run_sweep(
        self,
        model: Any,
        protocol: Any,
        design: Any,
        inputs: Mapping[str, Any] | None = None,
        *,
        time_series: bool = False,
        name: str | None = None,
        timeout: float = 3600,
        project_id: Thing | None = None,
        verbose: bool = False,
    ) -> Any:
        """Run a sweep and return one table: submit, wait, read.

        Parameters
        ----------
        model, protocol
            As for `run`.
        design : dict or list
            ``{parameter: values}`` for every combination; a design of experiments (``sampling``, ``rows``,
            ``count``); or a list of conditions (``experiment_parameters``, ``design_parameters``), one per run.
        inputs : dict, optional
            Values of the protocol's inputs, for all runs.
        time_series : bool
            One row per sample instead of one per run.
        name, timeout, project_id, verbose
            As for `run`.

        Returns
        -------
        DataFrame of the active backend
            As of `results`: a failed run has its ``status`` and ``error`` there, and a warning is given.

        Raises
        ------
        WaitTimeoutError
            Not all have ended in time; carries their ids. A ``TimeoutError``.

        Notes
        -----
        Source: ``parse_to_template``, ``create_simulations``, ``get_simulation_statuses`` and
        ``list_simulation_tables``. Built on `protocol_batch`, `wait_for_completion` and `results`.
        """
        config = run_config(model, protocol, inputs, name, id_or_none("project_id", project_id))
        runs = self.protocol_batch({**config, **sweep_design(design)})
        self.wait_for_completion(runs, timeout, verbose=verbose, raise_on_failure=False)
        return self.results(runs, time_series=time_series)

    def protocol(self, config: Mapping[str, Any]) -> SimulationResponse:
        """Submit one simulation.

        Parameters
        ----------
        config : dict
            ``parameterized_model`` (record, exact name, id, or a quick model ``{"capacity", "chemistry"}``),
            ``protocol_experiment`` ``{"protocol": <UCP text, dict or path>, "name"}`` or ``protocol_id``; optionally
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
        Source: ``parse_to_template`` and ``create_simulations``.
        """
        return self._submit(config, batch=False)[0]

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
        Source: ``parse_to_template`` and ``create_simulations``.
        """
        return self._submit(config, batch=True)

    def _submit(self, config: Mapping[str, Any], *, batch: bool) -> builtins.list[SimulationResponse]:
        config = _with_ids(config)
        is_inline = isinstance(config, Mapping) and "protocol_experiment" in config and not config.get("project_id")
        project = self._project_of_client() if is_inline else self._default_project
        requests = simulation_requests(config, project, batch=batch)
        model, project = requests.batch["parameterized_model"], requests.batch.get("project_id")
        if isinstance(model, str):
            requests.batch["parameterized_model"] = self._model_id(model, project)
        template_id = requests.protocol_id or self._template_id(requests.template)
        request = body(SimulationBatchRequest, {**requests.batch, "experiment_template_id": template_id})
        rows = self._call(lambda api: create_simulations.sync_detailed(client=api, body=request))
        found = (SimulationResponse.from_wire({**row.to_dict(), "protocol_id": template_id}) for row in rows)
        return [self._with_page(one) for one in found]

    def _template_id(self, template: Mapping[str, Any] | None) -> str:
        request = body(ParseToTemplateRequest, template)
        found = self._call(lambda api: parse_to_template.sync_detailed(client=api, body=request))
        return str(found.template_id)

    def delete(self, simulation_id: Thing) -> None:
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
        simulation_id = id_of("simulation_id", simulation_id)
        self._call(lambda api: delete_simulation.sync_detailed(simulation_id, client=api))

    @overload
    def wait_for_completion(
        self,
        simulation_id: Thing,
        timeout: float = ...,
        poll_interval: float = ...,
        verbose: bool = ...,
        raise_on_failure: bool = ...,
    ) -> JsonDict: ...
    @overload
    def wait_for_completion(
        self,
        simulation_id: builtins.list[str]
        | builtins.list[SimulationResponse]
        | builtins.list[JsonDict]
        | tuple[Thing, ...],
        timeout: float = ...,
        poll_interval: float = ...,
        verbose: bool = ...,
        raise_on_failure: bool = ...,
    ) -> builtins.list[JsonDict]: ...
    def wait_for_completion(
        self,
        simulation_id: Thing | Iterable[Thing],
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
        NotFoundError
            There is no such simulation.
        WaitTimeoutError
            Not all have ended in time; carries ids and last states. A ``TimeoutError``.

        Notes
        -----
        Source: ``get_simulation_statuses``.
        """
        single = isinstance(simulation_id, str | Record | Mapping)
        ids = ids_of("simulation_ids", simulation_id, single=True)
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
            asked = ids[start : start + STATUS_CHUNK]
            rows = self.get_statuses(asked)
            states.update({row["simulation_id"]: row for row in rows})
            # the service leaves out what it does not know: ask for that by id, which says so
            states.update({key: self.get(key) for key in asked if key not in states})
            if len(rows) < STATUS_CHUNK or not all(has_ended(row) for row in rows):
                break
        return states


def _failure(failed: Mapping[str, JsonDict]) -> JobFailedError:
    """One error for all failed simulations; ``reason`` is that of the first."""
    lines = [f"Simulation {key} {row['status']}: {row.get('error')}" for key, row in failed.items()]
    first, state = next(iter(failed.items()))
    return JobFailedError("\n".join(lines), job_id=first, status=state["status"], reason=state.get("error"))


def _with_ids(config: Any) -> Any:
    """Copy of a config in which records stand as their ids."""
    if not isinstance(config, Mapping):
        return config
    records = {key: place for key, place in _RECORDS.items() if isinstance(config.get(key), Record)}
    return {**config, **{key: id_of(place, config[key]) for key, place in records.items()}}
