"""Design and charge optimizations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ionworks_openapi.api.optimization import (
    cancel_optimization,
    create_optimization,
    get_optimization,
    list_optimizations,
    update_optimization,
)
from ionworks_openapi.models import EmptyBody, OptimizationCreate, OptimizationUpdate

from ionworks._polling import wait_until
from ionworks.errors import ValidationError
from ionworks.jsonable import to_jsonable
from ionworks.records import Optimization
from ionworks.resources._base import JsonDict, Resource, body, failed_error, optional

FAILED_STATUSES = frozenset({"failed", "canceled"})


class Optimizations(Resource):
    """``client.optimization``."""

    def run(self, data: Mapping[str, Any]) -> Optimization:
        """Submit an optimization.

        Parameters
        ----------
        data : dict
            ``parameterized_model_id``, objectives, parameters and algorithm; ``name`` and ``project_id``
            (the client's default otherwise).

        Returns
        -------
        Optimization
            ``id``, ``job_id``, ``project_id``, ….

        Raises
        ------
        ValidationError
            `data` is no dict. A ``ValueError``.

        Notes
        -----
        Source: ``create_optimization``.
        """
        if not isinstance(data, Mapping):
            raise ValidationError(f"data: found {type(data).__name__}; allowed: a dict of the fields to send")
        prepared = {**to_jsonable(data), "project_id": self._project(data.get("project_id"))}
        payload = body(OptimizationCreate, prepared)
        return self._record(Optimization, lambda api: create_optimization.sync_detailed(client=api, body=payload))

    def get(self, optimization_id: str) -> JsonDict:
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
        return self._dict(lambda api: get_optimization.sync_detailed(optimization_id, client=api))

    def list(self, project_id: str | None = None, limit: int | None = None, offset: int | None = None) -> JsonDict:
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
        return self._dict(
            lambda api: list_optimizations.sync_detailed(
                client=api,
                project_id=optional(project_id or self._default_project),
                limit=optional(limit),
                offset=optional(offset),
            )
        )

    def update(self, optimization_id: str, data: dict[str, Any]) -> Optimization:
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
        payload = body(OptimizationUpdate, data)
        return self._record(
            Optimization,
            lambda api: update_optimization.sync_detailed(optimization_id, client=api, body=payload),
        )

    def cancel(self, optimization_id: str) -> JsonDict:
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
        return self._dict(lambda api: cancel_optimization.sync_detailed(optimization_id, client=api, body=EmptyBody()))

    def wait_for_completion(
        self,
        optimization_id: str,
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
        states = wait_until(
            [optimization_id],
            lambda _ids: {optimization_id: self.get(optimization_id)},
            timeout=timeout,
            poll_interval=poll_interval,
            noun="optimization",
            verbose=verbose,
        )
        record = states[optimization_id]
        if record.get("status") in FAILED_STATUSES and raise_on_failure:
            raise failed_error("Optimization", optimization_id, record["status"], record.get("error"))
        return record
