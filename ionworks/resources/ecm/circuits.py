"""Equivalent circuits: fits to measurements and files, validation, and circuits saved as models."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from ionworks_openapi.api.ecm import (
    detect_ecm_file,
    fit_ecm_example,
    fit_ecm_file,
    fit_ecm_measurements,
    get_ecm_example_data,
    list_ecm_examples,
    save_ecm_model,
    validate_ecm,
)
from ionworks_openapi.api.job import get_job
from ionworks_openapi.models import EcmMeasurementsFit, EcmSave, EcmValidation

from ionworks.errors import JobFailedError
from ionworks.records import EcmFitJob, FitResults, JobResponse, SaveToProjectResponse, ValidationResults
from ionworks.resources._shared.base import JsonDict, Resource, body, optional
from ionworks.resources._shared.ids import Thing, id_of, id_or_none
from ionworks.resources._shared.runs import wait_for_run
from ionworks.resources.ecm.requests import check_basics, checked_config, reduced, text, upload_of


class EquivalentCircuits(Resource):
    """``client.ecm``: an open-circuit voltage, a resistor and 0 to 5 RC pairs, all over the state of charge."""

    def list_examples(self) -> list[JsonDict]:
        """Small data sets to try a fit on.

        Returns
        -------
        list of dict
            ``id``, ``name``, ``description`` (how it was made), ``capacity_Ah`` and ``initial_soc`` each.

        Notes
        -----
        Source: ``list_ecm_examples``.
        """
        rows = self._call(lambda api: list_ecm_examples.sync_detailed(client=api))
        return [row.to_dict() for row in rows]

    def get_example_data(self, example_id: str) -> JsonDict:
        """The series of an example.

        Parameters
        ----------
        example_id : str
            Id of an example of `list_examples`.

        Returns
        -------
        dict
            ``time`` [s], ``current`` [A] (positive is discharge), ``voltage`` [V] and ``row_count``.

        Raises
        ------
        NotFoundError
            No such example.

        Notes
        -----
        Source: ``get_ecm_example_data``.
        """
        return self._dict(lambda api: get_ecm_example_data.sync_detailed(text("example_id", example_id), client=api))

    def fit_from_example(
        self,
        example_id: str,
        num_rcs: int = 2,
        fit_ocv: bool = True,
        initial_soc: float | None = None,
        capacity: float | None = None,
    ) -> FitResults:
        """Fit a circuit to an example and return it at once.

        Parameters
        ----------
        example_id : str
            Id of an example of `list_examples`.
        num_rcs : int
            Number of RC pairs, 0 to 5.
        fit_ocv : bool
            Whether the open-circuit voltage is fitted.
        initial_soc, capacity : float, optional
            State of charge of the first row (0 to 1) and capacity [A.h]; those of the example otherwise.

        Returns
        -------
        FitResults
            The circuit and its voltage.

        Raises
        ------
        NotFoundError
            No such example.

        Notes
        -----
        Source: ``fit_ecm_example``.
        """
        check_basics(num_rcs, initial_soc, capacity)
        return self._record(
            FitResults,
            lambda api: fit_ecm_example.sync_detailed(
                client=api,
                example_id=text("example_id", example_id),
                num_rcs=num_rcs,
                fit_ocv=fit_ocv,
                initial_soc=optional(initial_soc),
                capacity=optional(capacity),
            ),
        )

    def fit_from_measurements(self, config: Mapping[str, Any]) -> EcmFitJob:
        """Queue the fit of one circuit to one or several measurements.

        Parameters
        ----------
        config : dict
            ``measurements``: a list of ``{"id", "start_step"?, "end_step"?, "initial_soc"?, "capacity"?}``; with two or
            more, each needs ``initial_soc``. ``ecm_options``: ``num_rcs`` (0 to 5, 2 by default), ``fit_ocv``,
            ``capacity`` [A.h], ``ocv_soc_curve``, ``bounds_capacity``, ``num_knots``, ``num_knots_r0``,
            ``knot_schedule``, ``clamp_boundary_knots``, ``clamp_max_ratio``, ``regularization``.

        Returns
        -------
        EcmFitJob
            Give it to `wait_for_completion`.

        Raises
        ------
        ValidationError
            `config` is not of this form. A ``ValueError``.
        NotFoundError
            No such measurement.
        BadRequestError
            The measurements or the options contradict themselves.

        Notes
        -----
        Source: ``fit_ecm_measurements``.
        """
        payload = checked_config(config)
        request = body(EcmMeasurementsFit, payload)
        return self._record(EcmFitJob, lambda api: fit_ecm_measurements.sync_detailed(client=api, body=request))

    def fit_from_file(
        self,
        file: str | Path | IO[bytes],
        num_rcs: int = 2,
        fit_ocv: bool = True,
        initial_soc: float | None = None,
        capacity: float | None = None,
        regularization: float = 0.0,
        filename: str | None = None,
    ) -> EcmFitJob:
        """Queue the fit of a circuit to a file of a cycler.

        Parameters
        ----------
        file : str, Path or binary file object
            The file.
        num_rcs : int
            Number of RC pairs, 0 to 5.
        fit_ocv : bool
            Whether the open-circuit voltage is fitted; else the file has a column of it.
        initial_soc, capacity : float, optional
            State of charge of the first row (0 to 1), and capacity [A.h].
        regularization : float
            Weight of second differences of resistances and time constants over the state of charge [mV2].
        filename : str, optional
            Name to send; that of the file otherwise.

        Returns
        -------
        EcmFitJob
            Give it to `wait_for_completion`.

        Raises
        ------
        FileNotFoundError
            No such file.

        Notes
        -----
        Source: ``fit_ecm_file``.
        """
        check_basics(num_rcs, initial_soc, capacity)
        upload = upload_of(file, filename)
        return self._record(
            EcmFitJob,
            lambda api: fit_ecm_file.sync_detailed(
                client=api,
                body=upload,
                num_rcs=num_rcs,
                fit_ocv=fit_ocv,
                initial_soc=optional(initial_soc),
                capacity=optional(capacity),
                regularization=optional(regularization or None),
            ),
        )

    def detect_and_read(self, file: str | Path | IO[bytes], filename: str | None = None) -> JsonDict:
        """Find out what a file holds, and read it.

        Parameters
        ----------
        file : str, Path or binary file object
            The file.
        filename : str, optional
            Name to send; that of the file otherwise.

        Returns
        -------
        dict
            ``reader``, ``columns``, ``row_count``, and at most 2000 rows of ``time``, ``current`` and ``voltage``.

        Raises
        ------
        FileNotFoundError
            No such file.
        BadRequestError
            Nobody can read it.

        Notes
        -----
        Source: ``detect_ecm_file``.
        """
        upload = upload_of(file, filename)
        return self._dict(lambda api: detect_ecm_file.sync_detailed(client=api, body=upload))

    def wait_for_completion(
        self,
        job: EcmFitJob | str,
        timeout: float = 300,
        poll_interval: float = 2,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> FitResults | None:
        """Wait until a fit has ended.

        Parameters
        ----------
        job : EcmFitJob or str
            The fit, or the id of its job.
        timeout, poll_interval : float
            Seconds to wait in all; most seconds between requests.
        verbose : bool
            Show a progress line.
        raise_on_failure : bool
            Raise when it failed or was canceled; otherwise return ``None``.

        Returns
        -------
        FitResults or None
            The circuit and its voltage.

        Raises
        ------
        JobFailedError
            It failed or was canceled, or left no result.
        WaitTimeoutError
            It has not ended in time. A ``TimeoutError``.

        Notes
        -----
        Source: ``get_job``.
        """
        job_id = id_of("job_id", job)
        ended = wait_for_run("ECM fit", job_id, self._job, timeout, poll_interval, verbose, raise_on_failure)
        if ended.is_failed:
            return None
        if not ended.result:
            message = f"ECM fit {job_id} completed without a result"
            raise JobFailedError(message, job_id=job_id, status=ended.status, reason=message)
        return FitResults.from_wire(ended.result)

    def _job(self, job_id: str) -> JobResponse:
        return self._record(JobResponse, lambda api: get_job.sync_detailed(job_id, client=api))

    def save_to_project(
        self,
        name: str,
        cell_spec_id: Thing,
        fit_results: FitResults | Mapping[str, Any],
        description: str = "",
        num_rcs: int | None = None,
    ) -> SaveToProjectResponse:
        """Save a fitted circuit as a parameterized model, which simulations run.

        Parameters
        ----------
        name : str
            Name of model and parameterized model.
        cell_spec_id : str or CellSpecification
            Specification it belongs to; it dictates voltage cut-offs.
        fit_results : FitResults or dict
            The circuit.
        description : str
            Free text.
        num_rcs : int, optional
            Number of RC pairs; that of the results otherwise.

        Returns
        -------
        SaveToProjectResponse
            ``model_id`` and ``parameterized_model_id``.

        Raises
        ------
        ConflictError
            The specification has a parameterized model of this name.
        BadRequestError
            The circuit is none, or has no capacity.

        Notes
        -----
        Source: ``save_ecm_model``.
        """
        cell_spec_id = id_of("cell_spec_id", cell_spec_id)
        circuit = reduced(fit_results)
        request = body(
            EcmSave,
            {
                "name": text("name", name),
                "description": description,
                "cell_spec_id": cell_spec_id,
                "num_rcs": len(circuit["rc_pairs"]) if num_rcs is None else num_rcs,
                "fit_results": circuit,
            },
        )
        return self._record(SaveToProjectResponse, lambda api: save_ecm_model.sync_detailed(client=api, body=request))

    def validate(
        self,
        *,
        measurement_id: Thing | None = None,
        example_id: str | None = None,
        fit_results: FitResults | Mapping[str, Any] | None = None,
        parameterized_model_id: Thing | None = None,
        start_step: int | None = None,
        end_step: int | None = None,
        initial_soc: float | None = None,
        capacity: float | None = None,
    ) -> ValidationResults:
        """Run a circuit on data it was not fitted to.

        Parameters
        ----------
        measurement_id, example_id : str, optional
            The data: exactly one of them.
        fit_results, parameterized_model_id : optional
            The circuit: exactly one of them.
        start_step, end_step : int, optional
            First and last step of the measurement.
        initial_soc : float, optional
            State of charge of the first row; that of its voltage by default.
        capacity : float, optional
            Capacity [A.h]; that of the circuit by default.

        Returns
        -------
        ValidationResults
            Errors [mV] and both voltages.

        Raises
        ------
        BadRequestError
            Not exactly one source of each kind, or the data and the circuit do not fit together.

        Notes
        -----
        Source: ``validate_ecm``.
        """
        given = {
            "measurement_id": id_or_none("measurement_id", measurement_id),
            "example_id": example_id,
            "fit_results": None if fit_results is None else reduced(fit_results),
            "parameterized_model_id": id_or_none("parameterized_model_id", parameterized_model_id),
            "start_step": start_step,
            "end_step": end_step,
            "initial_soc": initial_soc,
            "capacity": capacity,
        }
        request = body(EcmValidation, {name: value for name, value in given.items() if value is not None})
        return self._record(ValidationResults, lambda api: validate_ecm.sync_detailed(client=api, body=request))
