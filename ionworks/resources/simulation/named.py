"""Simulations by their names."""

from __future__ import annotations

from typing import Final

from ionworks_openapi.api.simulation import list_simulations

from ionworks.resources._shared.base import JsonDict, Resource, given, optional
from ionworks.resources._shared.ids import Thing
from ionworks.resources._shared.names import checked_name, only
from ionworks.transport.paging import PaginatedList, iterate_pages

_PAGE: Final = 1000
_SOME: Final = 100


class NamedSimulations(Resource):
    """What ``client.simulation`` finds by name."""

    def get_by_name(self, name: str, project_id: Thing | None = None) -> JsonDict:
        """The simulation of a name in a project, without its time series.

        Parameters
        ----------
        name : str
            Exact name, as it was given when the run was submitted.
        project_id : str or Project, optional
            Project to look in; the client's default otherwise.

        Returns
        -------
        dict
            ``id``, ``job_id``, ``name``, ….

        Raises
        ------
        NotFoundError
            There is none; the message offers the closest names.
        ConflictError
            Several have the name, as the runs of a sweep do; the message lists their ids.

        Notes
        -----
        Source: ``list_simulations``.
        """
        project, name = self._project(project_id), checked_name(name)

        def rows(text: str | None, limit: int, offset: int) -> PaginatedList[JsonDict]:
            page = self._call(
                lambda api: list_simulations.sync_detailed(
                    client=api, project_id=project, q=optional(text), summary=True, limit=limit, offset=offset
                )
            )
            return PaginatedList([item.to_dict() for item in page.simulations], total=given(page.total))

        # a service that does not know `q` sends all
        named = [row for row in iterate_pages(lambda *page: rows(name, *page), _PAGE) if row.get("name") == name]
        others = lambda: (str(row.get("name") or "") for row in rows(None, _SOME, 0))  # noqa: E731
        return only("simulation", name, named, others, lambda row: str(row["id"]))
