"""Design and charge optimizations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ionworks_openapi.api.job import get_job_metadata
from ionworks_openapi.api.optimization import (
    cancel_optimization,
    create_optimization,
    get_optimization,
    list_optimizations,
    resubmit_optimization,
    update_optimization,
)
from ionworks_openapi.models import (
    EmptyBody,
    OptimizationCreate,
    OptimizationUpdate,
)

from ionworks.errors import NotFoundError, ValidationError
from ionworks.jsonable import to_jsonable
from ionworks.optimization import OptimizationProblem, OptimizationResult
from ionworks.records import Optimization
from ionworks.resources._shared.base import JsonDict, body, optional
from ionworks.resources._shared.filters import page_of
from ionworks.resources._shared.ids import Thing, id_of, id_or_none
from ionworks.resources._shared.names import checked_name, only
from ionworks.resources._shared.runs import wait_for_run
from ionworks.resources.optimization.templates import OptimizationTemplates
from ionworks.transport.paging import PaginatedList, iterate_pages


class Optimizations(OptimizationTemplates):
    """``client.optimization``."""

    def run(self, data: Mapping[str, Any] | OptimizationProblem) -> Optimization:
        """Submit an optimization.

        Parameters
        ----------
        data : OptimizationProblem or dict
            An `ionworks.optimization.OptimizationProblem`; or a dict with ``parameterized_model_id`` (id, record or
            exact name), ``objectives``, ``parameters``, ``algorithm``, and ``name`` and ``project_id`` (the client's
            default otherwise). With ``kind`` ``"datafit"`` the ``config`` of a ``data_fit`` element.

        Returns
        -------
        Optimization
            ``id``, ``job_id``, ``project_id``, ….

        Raises
        ------
        ValidationError
            `data` is no dict. A ``ValueError``.
        UnprocessableError
            The service refuses a part of it; every finding has its path.
        BadRequestError
            The model has no such parameter or variable.

        Notes
        -----
        Source: ``create_optimization``.
        """
        document: Any = data.to_wire() if isinstance(data, OptimizationProblem) else data
        if not isinstance(document, Mapping):
            allowed = "an OptimizationProblem or a dict of the fields to send"
            raise ValidationError(f"data: found {type(data).__name__}; allowed: {allowed}")
        project = self._project(document.get("project_id"))
        prepared = {**to_jsonable(self._with_model_ids(dict(document), project)), "project_id": project}
        payload = body(OptimizationCreate, prepared)
        return self._record(Optimization, lambda api: create_optimization.sync_detailed(client=api, body=payload))

    def get(self, optimization_id: Thing) -> JsonDict:
        """One optimization.

        Parameters
        ----------
        optimization_id : str
            Id of the optimization.

        Returns
        -------
        dict
            ``status`` (``queued``, ``running``, ``succeeded``, ``failed``, ``canceled``), ``metrics``, ``error``, ….

        Raises
        ------
        NotFoundError
            No such optimization.

        Notes
        -----
        Source: ``get_optimization``.
        """
        optimization_id = id_of("optimization_id", optimization_id)
        return self._dict(lambda api: get_optimization.sync_detailed(optimization_id, client=api))

    def get_by_name(self, name: str, project_id: Thing | None = None) -> JsonDict:
        """The optimization of a name in a project.

        Parameters
        ----------
        name : str
            Exact name.
        project_id : str or Project, optional
            Project to look in; the client's default otherwise.

        Returns
        -------
        dict
            The optimization.

        Raises
        ------
        NotFoundError
            There is none; the message offers the closest names.
        ConflictError
            Several have the name; the message lists their ids.

        Notes
        -----
        Source: ``list_optimizations``, then ``get_optimization``.
        """
        rows = list(iterate_pages(lambda limit, offset: self._rows(project_id, limit, offset)))
        named = [row for row in rows if row.get("name") == checked_name(name)]
        found = only("optimization", name, named, lambda: [str(row.get("name") or "") for row in rows], _id)
        return self.get(found)

    def _rows(self, project_id: Thing | None, limit: int, offset: int) -> PaginatedList[JsonDict]:
        page = self.list(project_id, limit, offset)
        return PaginatedList(page["optimizations"], page.get("total"))

    def list(self, project_id: Thing | None = None, limit: int | None = None, offset: int | None = None) -> JsonDict:
        """Optimizations, as the plain envelope.

        Parameters
        ----------
        project_id : str, optional
            Project to list; the client's default, if any, otherwise.
        limit, offset : int, optional
            Page size, and rows to skip.

        Returns
        -------
        dict
            ``optimizations`` and ``total``.

        Notes
        -----
        Source: ``list_optimizations``.
        """
        project_id = id_or_none("project_id", project_id)
        return self._dict(
            lambda api: list_optimizations.sync_detailed(
                client=api,
                project_id=optional(project_id or self._default_project),
                **page_of(limit, offset),
            )
        )

    def update(self, optimization_id: Thing, data: dict[str, Any]) -> Optimization:
        """Rename an optimization or change its description.

        Parameters
        ----------
        optimization_id : str
            Id of the optimization.
        data : dict
            ``name`` and ``description``.

        Returns
        -------
        Optimization
            The changed record.

        Raises
        ------
        NotFoundError
            No such optimization.

        Notes
        -----
        Source: ``update_optimization``.
        """
        optimization_id = id_of("optimization_id", optimization_id)
        payload = body(OptimizationUpdate, data)
        return self._record(
            Optimization,
            lambda api: update_optimization.sync_detailed(optimization_id, client=api, body=payload),
        )

    def cancel(self, optimization_id: Thing) -> JsonDict:
        """Cancel an optimization.

        Parameters
        ----------
        optimization_id : str
            Id of the optimization.

        Returns
        -------
        dict
            The record after the request.

        Raises
        ------
        NotFoundError
            No such optimization.

        Notes
        -----
        Source: ``cancel_optimization``.
        """
        optimization_id = id_of("optimization_id", optimization_id)
        return self._dict(lambda api: cancel_optimization.sync_detailed(optimization_id, client=api, body=EmptyBody()))

    def wait_for_completion(
        self,
        optimization_id: Thing,
        timeout: float = 600,
        poll_interval: float = 3,
        verbose: bool = True,
        raise_on_failure: bool = True,
    ) -> JsonDict:
        """Wait until an optimization has ended.

        Parameters
        ----------
        optimization_id : str
            Id of the optimization.
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
        dict
            The final record.

        Raises
        ------
        JobFailedError
            It failed or was canceled; ``error_code`` is ``JOB_FAILED``.
        WaitTimeoutError
            It has not ended in time. A ``TimeoutError``.

        Notes
        -----
        Source: ``get_optimization``.
        """
        optimization_id = id_of("optimization_id", optimization_id)
        return wait_for_run(
            "optimization", optimization_id, self.get, timeout, poll_interval, verbose, raise_on_failure
        )

    def result(self, optimization_id: Thing) -> OptimizationResult:
        """Read what an optimization of kind ``optimize`` found, once it has succeeded.

        Parameters
        ----------
        optimization_id : str
            Id of the optimization.

        Returns
        -------
        OptimizationResult
            Best parameters, metrics, history and trade-offs as DataFrames, and pictures.

        Raises
        ------
        NotFoundError
            No such optimization, or it has stored no result yet.
        ValidationError
            It is a fit: read its ``metrics``, or the metadata of its job.

        Notes
        -----
        Source: ``get_optimization``, ``get_job_metadata``. The form of the metadata is ours.
        """
        optimization_id = id_of("optimization_id", optimization_id)
        record = self.get(optimization_id)
        metadata = self._dict(lambda api: get_job_metadata.sync_detailed(record["job_id"], client=api))
        summary = metadata.get("result") or {}
        if "parameters" not in summary and record["status"] != "succeeded":
            state = record["status"]
            raise NotFoundError(f"optimization {optimization_id} has stored no result: it is {state}", 404)
        if "parameters" not in summary:
            raise ValidationError(f"optimization {optimization_id}: its job has stored no optimum; see client.job")
        return OptimizationResult(
            optimization_id,
            summary,
            metadata.get("history") or [],
            metadata.get("pareto") or [],
            metadata.get("comparison") or {},
        )

    def resubmit(self, optimization_id: Thing) -> JsonDict:
        """Run an optimization again that failed or was canceled; it goes on where it was.

        Parameters
        ----------
        optimization_id : str
            Id of the optimization.

        Returns
        -------
        dict
            The record, queued, with a new ``job_id`` and ``run_count``.

        Raises
        ------
        NotFoundError
            No such optimization.
        ConflictError
            It has not failed.

        Notes
        -----
        Source: ``resubmit_optimization``.
        """
        optimization_id = id_of("optimization_id", optimization_id)
        return self._dict(
            lambda api: resubmit_optimization.sync_detailed(optimization_id, client=api, body=EmptyBody())
        )


def _id(row: JsonDict) -> str:
    return str(row["id"])
