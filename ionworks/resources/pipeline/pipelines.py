"""Parameterization pipelines: entries, calculations, fits and validations in order."""

from __future__ import annotations

from typing import Any

from ionworks_openapi.api.pipeline import (
    cancel_pipeline,
    create_pipeline,
    delete_pipeline,
    get_pipeline,
    get_pipeline_result,
    list_pipelines,
    update_pipeline,
)
from ionworks_openapi.models import (
    ListPipelinesOrder,
    ListPipelinesOrderBy,
    PipelineCreate,
    PipelineUpdate,
)

from ionworks.errors import PermissionDeniedError
from ionworks.pipeline_config import lift, pipeline_body
from ionworks.records import PipelineSubmissionResponse
from ionworks.references import prepare_config
from ionworks.resources._shared.base import body, optional
from ionworks.resources._shared.filters import matching, ordered
from ionworks.resources._shared.ids import Thing, id_of, id_or_none
from ionworks.resources._shared.names import by_name
from ionworks.resources._shared.runs import RunResource, wait_for_run
from ionworks.resources.pipeline.elements import PipelineElements
from ionworks.resources.pipeline.result import PipelineResponse
from ionworks.transport.paging import PaginatedList


class Pipelines(PipelineElements, RunResource[PipelineSubmissionResponse]):
    """``client.pipeline``."""

    _kind = PipelineSubmissionResponse

    def create(
        self,
        config: Any,
        *,
        project_id: Thing | None = None,
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
        Source: ``create_pipeline``.
        """
        project_id = id_or_none("project_id", project_id)
        payload, metadata = lift(config, project_id=project_id, name=name, description=description, options=options)
        project = self._project(metadata.project_id)
        payload = self._with_model_ids(payload, project)
        request = body(PipelineCreate, pipeline_body(prepare_config(payload), metadata, project))
        try:
            return self._record(
                PipelineSubmissionResponse,
                lambda api: create_pipeline.sync_detailed(client=api, body=request),
            )
        except PermissionDeniedError as error:
            error.add_note(f"project_id {project!r}: check that the key's organization has this project")
            raise

    def get_by_name(self, name: str, project_id: Thing | None = None) -> PipelineSubmissionResponse:
        """The pipeline of a name in a project.

        Parameters
        ----------
        name : str
            Exact name.
        project_id : str or Project, optional
            Project to look in; the client's default otherwise.

        Returns
        -------
        PipelineSubmissionResponse
            The pipeline.

        Raises
        ------
        NotFoundError
            There is none; the message offers the closest names.
        ConflictError
            Several have the name; the message lists their ids.

        Notes
        -----
        Source: ``list_pipelines``.
        """
        return by_name("pipeline", name, lambda exact: self.list(project_id, 100, name=exact and f"eq.{exact}"))

    def list(
        self,
        project_id: Thing | None = None,
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
        return self._page(
            PipelineSubmissionResponse,
            lambda api: list_pipelines.sync_detailed(
                client=api,
                project_id=project,
                limit=optional(limit),
                skip=optional(offset),
                id=optional(id),
                **matching(
                    name,
                    description,
                    status,
                    created_by_email,
                    created_at,
                    updated_at,
                    created_at_gt,
                    created_at_lt,
                    updated_at_gt,
                    updated_at_lt,
                ),
                **ordered(ListPipelinesOrderBy, order_by, ListPipelinesOrder, order),
            ),
            rows="pipelines",
        )

    def get(self, pipeline_id: Thing) -> PipelineSubmissionResponse:
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
        pipeline_id = id_of("pipeline_id", pipeline_id)
        return self._record(PipelineSubmissionResponse, lambda api: get_pipeline.sync_detailed(pipeline_id, client=api))

    def result(self, pipeline_id: Thing) -> PipelineResponse:
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
        pipeline_id = id_of("pipeline_id", pipeline_id)
        answer = self._dict(lambda api: get_pipeline_result.sync_detailed(pipeline_id, client=api))
        return PipelineResponse(
            result=answer.get("result") or {},
            element_results=answer.get("element_results") or {},
            pipeline_id=pipeline_id,
            elements=self,
        )

    def update(
        self, pipeline_id: Thing, name: str | None = None, description: str | None = None
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
        pipeline_id = id_of("pipeline_id", pipeline_id)
        return self._rename(update_pipeline.sync_detailed, PipelineUpdate, pipeline_id, name, description)

    def cancel(self, pipeline_id: Thing) -> PipelineSubmissionResponse:
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
        pipeline_id = id_of("pipeline_id", pipeline_id)
        return self._cancel(cancel_pipeline.sync_detailed, pipeline_id)

    def delete(self, pipeline_id: Thing) -> None:
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
        pipeline_id = id_of("pipeline_id", pipeline_id)
        self._call(lambda api: delete_pipeline.sync_detailed(pipeline_id, client=api))

    def wait_for_completion(
        self,
        pipeline_id: Thing,
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
        Source: ``get_pipeline``.
        """
        pipeline_id = id_of("pipeline_id", pipeline_id)
        return wait_for_run("pipeline", pipeline_id, self.get, timeout, poll_interval, verbose, raise_on_failure)
