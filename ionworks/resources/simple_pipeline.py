"""Simple pipelines: one fit or validation, run as one job."""

from __future__ import annotations

from typing import Any

from ionworks_openapi.api.simple_pipeline import (
    cancel_simple_pipeline,
    create_simple_pipeline,
    delete_simple_pipeline,
    get_simple_pipeline,
    list_simple_pipelines,
    update_simple_pipeline,
)
from ionworks_openapi.models import (
    ListSimplePipelinesOrder,
    ListSimplePipelinesOrderBy,
    SimplePipelineCreate,
    SimplePipelineUpdate,
)

from ionworks.pipeline_config import lift, simple_pipeline_body
from ionworks.records import SimplePipelineSubmissionResponse
from ionworks.references import prepare_config
from ionworks.resources._shared.base import body
from ionworks.resources._shared.filters import matching, ordered
from ionworks.resources._shared.ids import Thing, id_of, id_or_none
from ionworks.resources._shared.names import by_name
from ionworks.resources._shared.runs import RunResource, wait_for_run
from ionworks.transport.paging import PaginatedList


class SimplePipelines(RunResource[SimplePipelineSubmissionResponse]):
    """``client.simple_pipeline``."""

    _kind = SimplePipelineSubmissionResponse

    def create(
        self,
        config: Any,
        project_id: Thing | None = None,
        name: str | None = None,
        description: str | None = None,
        options: dict[str, Any] | None = None,
    ) -> SimplePipelineSubmissionResponse:
        """Submit a simple pipeline.

        Parameters
        ----------
        config : ionworks_schema.SimplePipeline or dict
            ``elements`` with at most one ``data_fit``, ``array_data_fit`` or ``validation``, and any number of
            entries and calculations before it.
        project_id, name, description, options : optional
            Win over the same keys of `config`. ``options``: ``{"live_progress_updates": bool}``.

        Returns
        -------
        SimplePipelineSubmissionResponse
            ``id``, ``status`` (``"pending"``), ….

        Raises
        ------
        ValidationError
            ``elements`` is no dict, a value cannot be sent, or no project. A ``ValueError``.
        MeasurementValidationError
            An inline data frame is too long: upload it as a measurement and use ``db:``.

        Notes
        -----
        Source: ``create_simple_pipeline``.
        """
        project_id = id_or_none("project_id", project_id)
        payload, metadata = lift(config, project_id=project_id, name=name, description=description, options=options)
        project = self._project(metadata.project_id)
        payload = self._with_model_ids(payload, project)
        request = body(SimplePipelineCreate, simple_pipeline_body(prepare_config(payload), metadata, project))
        return self._record(
            SimplePipelineSubmissionResponse,
            lambda api: create_simple_pipeline.sync_detailed(client=api, body=request),
        )

    def get(self, simple_pipeline_id: Thing) -> SimplePipelineSubmissionResponse:
        """One simple pipeline with its result.

        Parameters
        ----------
        simple_pipeline_id : str
            Id of the simple pipeline.

        Returns
        -------
        SimplePipelineSubmissionResponse
            ``result["parameter_values"]`` once completed; ``result["summary_stats"]`` after a validation.

        Raises
        ------
        NotFoundError
            No such simple pipeline.

        Notes
        -----
        Source: ``get_simple_pipeline``.
        """
        simple_pipeline_id = id_of("simple_pipeline_id", simple_pipeline_id)
        return self._record(
            SimplePipelineSubmissionResponse,
            lambda api: get_simple_pipeline.sync_detailed(simple_pipeline_id, client=api),
        )

    def get_by_name(self, name: str, project_id: Thing | None = None) -> SimplePipelineSubmissionResponse:
        """The simple pipeline of a name in a project.

        Parameters
        ----------
        name : str
            Exact name.
        project_id : str or Project, optional
            Project to look in; the client's default otherwise.

        Returns
        -------
        SimplePipelineSubmissionResponse
            The simple pipeline.

        Raises
        ------
        NotFoundError
            There is none; the message offers the closest names.
        ConflictError
            Several have the name; the message lists their ids.

        Notes
        -----
        Source: ``list_simple_pipelines``.
        """
        return by_name("simple pipeline", name, lambda exact: self.list(project_id, 100, name=exact and f"eq.{exact}"))

    def list(
        self,
        project_id: Thing | None = None,
        limit: int = 10,
        offset: int = 0,
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
        order_by: str = "created_at",
        order: str = "desc",
    ) -> PaginatedList[SimplePipelineSubmissionResponse]:
        """Simple pipelines of a project, newest first.

        Parameters
        ----------
        project_id : str, optional
            Project to list; the client's default otherwise.
        limit, offset : int
            Page size (at most 100), and rows to skip.
        name, description, status, created_by_email, created_at, updated_at : str, optional
            Exact values, or operator strings such as ``ilike.%foo%`` and ``in.(pending,running)``.
        created_at_gt, created_at_lt, updated_at_gt, updated_at_lt : str, optional
            ISO 8601 date or datetime bounds, inclusive.
        order_by : str
            ``id``, ``name``, ``description``, ``status``, ``created_at``, ``updated_at`` or
            ``created_by_email``.
        order : {"asc", "desc"}
            Direction.

        Returns
        -------
        PaginatedList of SimplePipelineSubmissionResponse
            A list that also has ``.items``, ``.count`` and ``.total``.

        Notes
        -----
        Source: ``list_simple_pipelines``.
        """
        project = self._project(project_id)
        return self._page(
            SimplePipelineSubmissionResponse,
            lambda api: list_simple_pipelines.sync_detailed(
                client=api,
                project_id=project,
                limit=limit,
                offset=offset,
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
                **ordered(ListSimplePipelinesOrderBy, order_by, ListSimplePipelinesOrder, order),
            ),
        )

    def update(
        self, simple_pipeline_id: Thing, name: str | None = None, description: str | None = None
    ) -> SimplePipelineSubmissionResponse:
        """Rename a simple pipeline or change its description.

        Parameters
        ----------
        simple_pipeline_id : str
            Id of the simple pipeline.
        name, description : str, optional
            New values; at least one.

        Returns
        -------
        SimplePipelineSubmissionResponse
            The changed record.

        Raises
        ------
        ValidationError
            Neither is given. A ``ValueError``.

        Notes
        -----
        Source: ``update_simple_pipeline``.
        """
        simple_pipeline_id = id_of("simple_pipeline_id", simple_pipeline_id)
        return self._rename(
            update_simple_pipeline.sync_detailed, SimplePipelineUpdate, simple_pipeline_id, name, description
        )

    def cancel(self, simple_pipeline_id: Thing) -> SimplePipelineSubmissionResponse:
        """Cancel a simple pipeline.

        Parameters
        ----------
        simple_pipeline_id : str
            Id of the simple pipeline.

        Returns
        -------
        SimplePipelineSubmissionResponse
            The record after the request; unchanged if it had ended.

        Raises
        ------
        NotFoundError
            No such simple pipeline.

        Notes
        -----
        Source: ``cancel_simple_pipeline``.
        """
        simple_pipeline_id = id_of("simple_pipeline_id", simple_pipeline_id)
        return self._cancel(cancel_simple_pipeline.sync_detailed, simple_pipeline_id)

    def delete(self, simple_pipeline_id: Thing) -> None:
        """Delete a simple pipeline with its job and stored configuration.

        Parameters
        ----------
        simple_pipeline_id : str
            Id of the simple pipeline.

        Raises
        ------
        NotFoundError
            No such simple pipeline.

        Notes
        -----
        Source: ``delete_simple_pipeline``.
        """
        simple_pipeline_id = id_of("simple_pipeline_id", simple_pipeline_id)
        self._call(lambda api: delete_simple_pipeline.sync_detailed(simple_pipeline_id, client=api))

    def wait_for_completion(
        self,
        simple_pipeline_id: Thing,
        timeout: float = 600,
        poll_interval: float = 2,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> SimplePipelineSubmissionResponse:
        """Wait until a simple pipeline has ended.

        Parameters
        ----------
        simple_pipeline_id : str
            Id of the simple pipeline.
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
        SimplePipelineSubmissionResponse
            The final record.

        Raises
        ------
        JobFailedError
            It failed or was canceled; an `IonworksError` with the server's message.
        WaitTimeoutError
            It has not ended in time. A ``TimeoutError``.

        Notes
        -----
        Source: ``get_simple_pipeline``.
        """
        simple_pipeline_id = id_of("simple_pipeline_id", simple_pipeline_id)
        return wait_for_run(
            "simple pipeline", simple_pipeline_id, self.get, timeout, poll_interval, verbose, raise_on_failure
        )
