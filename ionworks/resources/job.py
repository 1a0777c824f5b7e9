"""Jobs: the units of work behind simulations, pipelines and optimizations."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

from ionworks_openapi.api.job import (
    cancel_job,
    create_job,
    get_job,
    get_job_metadata,
    get_job_series,
    list_job_series_channels,
    list_jobs,
)
from ionworks_openapi.api.pipeline import get_datafit_plot_data
from ionworks_openapi.models import EmptyBody, GetJobSeriesSource, JobCreate

from ionworks.errors import NotFoundError
from ionworks.records import JobResponse
from ionworks.resources._shared.base import JsonDict, Resource, body, choice, optional
from ionworks.resources._shared.ids import Thing, id_of

POSTERIOR_KEYS = ("samples", "sample_costs", "sample_param_names", "sample_burnin")


class Jobs(Resource):
    """``client.job``: look at jobs, cancel them, read what they wrote."""

    def create(self, payload: Mapping[str, Any]) -> JobResponse:
        """Create a job directly; the service answers 410, use the sub-client of the work instead.

        Parameters
        ----------
        payload : dict
            ``job_type``, ``params``, ….

        Returns
        -------
        JobResponse
            Never, in the present service.

        Raises
        ------
        APIError
            With status 410.

        Notes
        -----
        Source: ``create_job``.
        """
        request = body(JobCreate, payload)
        return self._record(JobResponse, lambda api: create_job.sync_detailed(client=api, body=request))

    def get(self, job_id: Thing) -> JobResponse:
        """One job, without heavy fields (submitted config, results, serialized models).

        Parameters
        ----------
        job_id : str
            Id of the job.

        Returns
        -------
        JobResponse
            ``status``, ``is_terminal``, ``is_failed``, ``error``, ….

        Raises
        ------
        NotFoundError
            No such job.

        Notes
        -----
        Source: ``get_job``.
        """
        job_id = id_of("job_id", job_id)
        return self._record(JobResponse, lambda api: get_job.sync_detailed(job_id, client=api))

    def list(self) -> builtins.list[JobResponse]:
        """Jobs of the organization, newest first, without heavy fields.

        Returns
        -------
        list of JobResponse
            A plain list.

        Notes
        -----
        Source: ``list_jobs``.
        """
        rows = self._call(lambda api: list_jobs.sync_detailed(client=api))
        return [JobResponse.from_wire(row) for row in rows]

    def cancel(self, job_id: Thing) -> JobResponse:
        """Cancel a job and all its children; a job that has ended is returned as it is.

        Parameters
        ----------
        job_id : str
            Id of the job.

        Returns
        -------
        JobResponse
            The job after the request.

        Raises
        ------
        NotFoundError
            No such job.

        Notes
        -----
        Source: ``cancel_job``.
        """
        job_id = id_of("job_id", job_id)
        return self._record(JobResponse, lambda api: cancel_job.sync_detailed(job_id, client=api, body=EmptyBody()))

    def get_metadata(self, job_id: Thing) -> JsonDict:
        """Full metadata of a job: ``config`` as it was submitted, traces, validation results.

        Parameters
        ----------
        job_id : str
            Id of the job.

        Returns
        -------
        dict
            ``config`` is what the method takes that submitted the job (``simulation.protocol``, ``pipeline.create``,
            ``simple_pipeline.create``, ``optimization.run``; of an element, its part of the pipeline's ``elements``; of
            a measurement, ``cell_instance_id`` and ``measurement`` of ``cell_measurement.create``). An ended fit adds
            what it wrote: ``intermediate_results``, ``validation_results``, ….

        Raises
        ------
        NotFoundError
            No such job, or nothing is left of what it worked on.

        Notes
        -----
        Source: ``get_job_metadata``.
        """
        job_id = id_of("job_id", job_id)
        return self._dict(lambda api: get_job_metadata.sync_detailed(job_id, client=api))

    def get_plot_data(
        self,
        job_id: Thing,
        objective_name: str,
        plot_index: int = 0,
        max_points: int = 2000,
        x_min: float | None = None,
        x_max: float | None = None,
    ) -> JsonDict:
        """Curves of one plot of a fit.

        Parameters
        ----------
        job_id : str
            Id of the element's job.
        objective_name : str
            Name of the objective.
        plot_index : int
            Which plot of the objective, from 0.
        max_points : int
            Most points per curve.
        x_min, x_max : float, optional
            Window, in the unit of the x axis.

        Returns
        -------
        dict
            ``traces`` (``name``, ``x``, ``y``) and ``layout``.

        Raises
        ------
        NotFoundError
            No such job, objective or plot.

        Notes
        -----
        Source: ``get_datafit_plot_data``.
        """
        job_id = id_of("job_id", job_id)
        return self._dict(
            lambda api: get_datafit_plot_data.sync_detailed(
                job_id,
                client=api,
                objective_name=objective_name,
                plot_index=plot_index,
                max_points=max_points,
                x_min=optional(x_min),
                x_max=optional(x_max),
            )
        )

    def get_series_channels(self, job_id: Thing) -> dict[str, dict[str, builtins.list[str]]]:
        """Names of the stored series.

        Parameters
        ----------
        job_id : str
            Id of the element's job.

        Returns
        -------
        dict
            ``{objective: {"optimal" | "baseline": [channel, ...]}}``, ``{}`` when there are none.

        Raises
        ------
        NotFoundError
            No such job.

        Notes
        -----
        Source: ``list_job_series_channels``.
        """
        job_id = id_of("job_id", job_id)
        return self._dict(lambda api: list_job_series_channels.sync_detailed(job_id, client=api))

    def get_series(
        self,
        job_id: Thing,
        objective: str,
        source: str = "optimal",
        columns: builtins.list[str] | None = None,
        x_column: str | None = None,
        max_points: int | None = None,
        x_min: float | None = None,
        x_max: float | None = None,
    ) -> dict[str, builtins.list[Any]]:
        """Stored series of one objective.

        Parameters
        ----------
        job_id : str
            Id of the element's job.
        objective : str
            Name of the objective.
        source : {"optimal", "baseline"}
            At the fitted values, or at the initial guess.
        columns : list of str, optional
            Channels, such as ``"Voltage [V] (model)"``; all by default.
        x_column : str, optional
            Channel the window refers to.
        max_points : int, optional
            Most points per channel.
        x_min, x_max : float, optional
            Window, in the unit of `x_column`.

        Returns
        -------
        dict of str to list
            Channels of equal length.

        Raises
        ------
        NotFoundError
            No such job or objective.

        Notes
        -----
        Source: ``get_job_series``.
        """
        job_id = id_of("job_id", job_id)
        return self._dict(
            lambda api: get_job_series.sync_detailed(
                job_id,
                client=api,
                objective=objective,
                source=choice(GetJobSeriesSource, source, "source"),
                columns=optional(None if columns is None else ",".join(columns)),
                x_column=optional(x_column),
                max_points=optional(max_points),
                x_min=optional(x_min),
                x_max=optional(x_max),
            )
        )

    def get_parameter_trace(self, job_id: Thing) -> builtins.list[JsonDict]:
        """Trace of a fit: one row per recorded evaluation.

        Parameters
        ----------
        job_id : str
            Id of the element's job.

        Returns
        -------
        list of dict
            ``best_cost``, ``cost``, ``inputs`` (scaled), ``inputs_unscaled`` (physical); empty when there is none.

        Raises
        ------
        NotFoundError
            No such job, or it has written no metadata.

        Notes
        -----
        Source: ``get_job_metadata`` (``intermediate_results``).
        """
        return self.get_metadata(job_id).get("intermediate_results") or []

    def get_posterior_samples(self, job_id: Thing) -> JsonDict:
        """Samples of a sampler.

        Parameters
        ----------
        job_id : str
            Id of the element's job.

        Returns
        -------
        dict
            ``samples`` by parameter, ``sample_costs``, ``sample_param_names``, ``sample_burnin``; ``{}`` when
            there are none.

        Notes
        -----
        Source: ``get_job_metadata``.
        """
        try:
            metadata = self.get_metadata(job_id)
        except NotFoundError:
            return {}
        return {key: metadata[key] for key in POSTERIOR_KEYS if metadata.get(key) is not None}
