"""Parameterization pipelines: entries, calculations, fits and validations in order.

More than 400 lines, over half of them the documentation of public methods.
"""

from __future__ import annotations

import builtins
from typing import Any

from ionworks_openapi.api.pipeline import (
    cancel_pipeline,
    create_pipeline,
    delete_pipeline,
    get_pipeline,
    get_pipeline_result,
    list_pipeline_elements,
    list_pipelines,
    update_pipeline,
)
from ionworks_openapi.models import (
    EmptyBody,
    ListPipelinesOrder,
    ListPipelinesOrderBy,
    PipelineCreate,
    PipelineUpdate,
)

from ionworks._paging import PaginatedList
from ionworks._polling import wait_until
from ionworks.errors import PermissionDeniedError, ValidationError
from ionworks.pipeline_config import lift, pipeline_body
from ionworks.records import PipelineSubmissionResponse
from ionworks.references import prepare_config
from ionworks.resources._base import JsonDict, Resource, body, failed_error, given, optional
from ionworks.resources._filters import dated, ordered, timestamp
from ionworks.resources._pipeline_result import PipelineResponse
from ionworks.resources.job import Jobs


class Pipelines(Resource):
    """``client.pipeline``."""

    def create(
        self,
        config: Any,
        *,
        project_id: str | None = None,
        name: str | None = None,
        description: str | None = None,
        options: dict[str, Any] | None = None,
    ) -> PipelineSubmissionResponse:
        """Submit a pipeline.

        Parameters
        ----------
        config : ionworks_schema.Pipeline or dict
            ``elements``: a dict of element name to configuration, run in order. PyBaMM objects, data frames of
            up to 1,000 rows and ``file:``/``folder:`` references are sent along; ``db:<measurement id>`` is
            resolved by the service.
        project_id, name, description, options : optional
            Win over the same keys of `config`. ``options``: ``{"live_progress_updates": bool}``.

        Returns
        -------
        PipelineSubmissionResponse
            ``id``, ``status``, ….

        Raises
        ------
        ValidationError
            ``elements`` is no dict, a value cannot be sent, or no project. A ``ValueError``.
        MeasurementValidationError
            An inline data frame is too long: upload it as a measurement and use ``db:``.
        PermissionDeniedError
            The key may not use the project.

        Notes
        -----
        Source: ``create_pipeline``; simulate-api.txt "Submitting a pipeline".
        """
        payload, metadata = lift(config, project_id=project_id, name=name, description=description, options=options)
        project = self._project(metadata.project_id)
        request = body(PipelineCreate, pipeline_body(prepare_config(payload), metadata, project))
        try:
            return self._record(
                PipelineSubmissionResponse,
                lambda api: create_pipeline.sync_detailed(client=api, body=request),
            )
        except PermissionDeniedError as error:
            error.add_note(f"project_id {project!r}: check that the key's organization has this project")
            raise

    def list(
        self,
        project_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        id: str | None = None,  # noqa: A002
        name: str | None = None,
        description: str | None = None,
        status: str | None = None,
        created_by_email: str | None = None,
        created_at: str | None = None,
        updated_at: str | None = None,
        created_at_gt: str | None = None,
        created_at_lt: str | None = None,
        updated_at_gt: str | None = None,
        updated_at_lt: str | None = None,
        order_by: str | None = None,
        order: str | None = None,
    ) -> PaginatedList[PipelineSubmissionResponse]:
        """Pipelines of a project.

        Parameters
        ----------
        project_id : str, optional
            Project to list; the client's default otherwise.
        limit, offset : int, optional
            Page size, and rows to skip.
        id, name, description, status, created_by_email, created_at, updated_at : str, optional
            Exact values, or operator strings such as ``ilike.%foo%`` and ``in.(completed,failed)``.
        created_at_gt, created_at_lt, updated_at_gt, updated_at_lt : str, optional
            ISO 8601 date or datetime bounds, inclusive.
        order_by : str, optional
            ``id``, ``name``, ``description``, ``status``, ``created_at``, ``updated_at`` or
            ``created_by_email``.
        order : {"asc", "desc"}, optional
            Direction.

        Returns
        -------
        PaginatedList of PipelineSubmissionResponse
            A list that also has ``.total``.

        Notes
        -----
        Source: ``list_pipelines``.
        """
        project = self._project(project_id)
        page = self._call(
            lambda api: list_pipelines.sync_detailed(
                client=api,
                project_id=project,
                limit=optional(limit),
                skip=optional(offset),
                id=optional(id),
                name=optional(name),
                description=optional(description),
                status=optional(status),
                created_by_email=optional(created_by_email),
                created_at=timestamp(created_at),
                updated_at=timestamp(updated_at),
                **dated(created_at_gt, created_at_lt, updated_at_gt, updated_at_lt),
                **ordered(ListPipelinesOrderBy, order_by, ListPipelinesOrder, order),
            )
        )
        items = [PipelineSubmissionResponse.from_wire(item) for item in page.pipelines]
        return PaginatedList(items, total=given(page.total))

    def get(self, pipeline_id: str) -> PipelineSubmissionResponse:
        """One pipeline.

        Parameters
        ----------
        pipeline_id : str
            Id of the pipeline.

        Returns
        -------
        PipelineSubmissionResponse
            The pipeline, without configuration and results.

        Raises
        ------
        NotFoundError
            No such pipeline.

        Notes
        -----
        Source: ``get_pipeline``.
        """
        return self._record(PipelineSubmissionResponse, lambda api: get_pipeline.sync_detailed(pipeline_id, client=api))

    def result(self, pipeline_id: str) -> PipelineResponse:
        """Results of a pipeline.

        Parameters
        ----------
        pipeline_id : str
            Id of the pipeline.

        Returns
        -------
        PipelineResponse
            ``element_results`` by element name, ``result``, ``parameter_values``.

        Raises
        ------
        NotFoundError
            No such pipeline, or no result yet.

        Notes
        -----
        Source: ``get_pipeline_result``.
        """
        answer = self._dict(lambda api: get_pipeline_result.sync_detailed(pipeline_id, client=api))
        return PipelineResponse(
            result=answer.get("result") or {},
            element_results=answer.get("element_results") or {},
            pipeline_id=pipeline_id,
            pipelines=self,
        )

    def update(
        self, pipeline_id: str, name: str | None = None, description: str | None = None
    ) -> PipelineSubmissionResponse:
        """Rename a pipeline or change its description.

        Parameters
        ----------
        pipeline_id : str
            Id of the pipeline.
        name, description : str, optional
            New values; at least one.

        Returns
        -------
        PipelineSubmissionResponse
            The changed pipeline.

        Raises
        ------
        ValidationError
            Neither is given. A ``ValueError``.

        Notes
        -----
        Source: ``update_pipeline``.
        """
        payload = body(PipelineUpdate, label_changes(name, description))
        return self._record(
            PipelineSubmissionResponse,
            lambda api: update_pipeline.sync_detailed(pipeline_id, client=api, body=payload),
        )

    def cancel(self, pipeline_id: str) -> PipelineSubmissionResponse:
        """Cancel a pipeline and its running elements.

        Parameters
        ----------
        pipeline_id : str
            Id of the pipeline.

        Returns
        -------
        PipelineSubmissionResponse
            The pipeline after the request; unchanged if it had ended.

        Raises
        ------
        NotFoundError
            No such pipeline.

        Notes
        -----
        Source: ``cancel_pipeline``.
        """
        return self._record(
            PipelineSubmissionResponse,
            lambda api: cancel_pipeline.sync_detailed(pipeline_id, client=api, body=EmptyBody()),
        )

    def delete(self, pipeline_id: str) -> None:
        """Delete a pipeline with its elements, jobs and stored files.

        Parameters
        ----------
        pipeline_id : str
            Id of the pipeline.

        Raises
        ------
        NotFoundError
            No such pipeline.

        Notes
        -----
        Source: ``delete_pipeline``.
        """
        self._call(lambda api: delete_pipeline.sync_detailed(pipeline_id, client=api))

    def wait_for_completion(
        self,
        pipeline_id: str,
        timeout: float = 600,
        poll_interval: float = 2,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> PipelineSubmissionResponse:
        """Wait until a pipeline has ended.

        Parameters
        ----------
        pipeline_id : str
            Id of the pipeline.
        timeout : float
            Seconds to wait in all.
        poll_interval : float
            Most seconds between requests.
        verbose : bool
            Show a progress line.
        raise_on_failure : bool
            Raise when it failed or was canceled; otherwise return it.

        Returns
        -------
        PipelineSubmissionResponse
            The ended pipeline.

        Raises
        ------
        JobFailedError
            It failed or was canceled.
        WaitTimeoutError
            It has not ended in time. A ``TimeoutError``.

        Notes
        -----
        Source: ``get_pipeline``; simulate-api.txt "Waiting for pipeline completion".
        """
        states = wait_until(
            [pipeline_id],
            lambda _ids: {pipeline_id: self.get(pipeline_id)},
            timeout=timeout,
            poll_interval=poll_interval,
            noun="pipeline",
            verbose=verbose,
        )
        pipeline = states[pipeline_id]
        if pipeline.is_failed and raise_on_failure:
            raise failed_error("Pipeline", pipeline_id, pipeline.status, pipeline.error)
        return pipeline

    def get_element_metadata(
        self,
        pipeline_id: str,
        element_name: str,
        elements: builtins.list[dict[str, Any]] | None = None,
    ) -> JsonDict:
        """Full metadata of an element's job.

        Parameters
        ----------
        pipeline_id : str
            Id of the pipeline.
        element_name : str
            Name of the element.
        elements : list of dict, optional
            Elements already fetched, to save a request.

        Returns
        -------
        dict
            As `job.get_metadata`.

        Raises
        ------
        ValidationError
            Unknown element, or it has no job yet. A ``ValueError``.

        Notes
        -----
        Source: ``list_pipeline_elements``, ``get_job_metadata``.
        """
        return self._jobs.get_metadata(self._element_job(pipeline_id, element_name, elements))

    def get_element_series_channels(
        self,
        pipeline_id: str,
        element_name: str,
        elements: builtins.list[dict[str, Any]] | None = None,
    ) -> dict[str, dict[str, builtins.list[str]]]:
        """Names of an element's stored series.

        Parameters
        ----------
        pipeline_id, element_name, elements
            As for `get_element_metadata`.

        Returns
        -------
        dict
            As `job.get_series_channels`.

        Raises
        ------
        ValidationError
            Unknown element, or it has no job yet. A ``ValueError``.

        Notes
        -----
        Source: ``list_pipeline_elements``, ``list_job_series_channels``.
        """
        return self._jobs.get_series_channels(self._element_job(pipeline_id, element_name, elements))

    def get_element_series(
        self,
        pipeline_id: str,
        element_name: str,
        objective: str,
        elements: builtins.list[dict[str, Any]] | None = None,
        **kwargs: Any,
    ) -> dict[str, builtins.list[Any]]:
        """Stored series of one objective of an element.

        Parameters
        ----------
        pipeline_id, element_name, elements
            As for `get_element_metadata`.
        objective : str
            Name of the objective.
        **kwargs
            Further arguments of `job.get_series`.

        Returns
        -------
        dict of str to list
            Channels of equal length.

        Raises
        ------
        ValidationError
            Unknown element, or it has no job yet. A ``ValueError``.

        Notes
        -----
        Source: ``list_pipeline_elements``, ``get_job_series``.
        """
        job_id = self._element_job(pipeline_id, element_name, elements)
        return self._jobs.get_series(job_id, objective, **kwargs)

    @property
    def _jobs(self) -> Jobs:
        return Jobs(self._connection)

    def _element_job(self, pipeline_id: str, element_name: str, elements: builtins.list[dict[str, Any]] | None) -> str:
        if elements is None:
            rows = self._call(lambda api: list_pipeline_elements.sync_detailed(pipeline_id, client=api))
            elements = [row.to_dict() for row in rows]
        jobs = {row["name"]: row.get("job_id") for row in elements}
        if element_name not in jobs:
            allowed = ", ".join(map(repr, jobs))
            raise ValidationError(f"element_name: found {element_name!r}; allowed: {allowed}")
        job_id = jobs[element_name]
        if job_id is None:
            raise ValidationError(f"element_name: element {element_name!r} has no job yet")
        return str(job_id)


def label_changes(name: str | None, description: str | None) -> dict[str, str]:
    """Fields of a rename; at least one must be given."""
    changes = {"name": name, "description": description}
    given_changes = {key: value for key, value in changes.items() if value is not None}
    if not given_changes:
        raise ValidationError("name and description: found neither; allowed: at least one of them")
    return given_changes
