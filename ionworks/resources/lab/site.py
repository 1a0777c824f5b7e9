"""Sites: places with cyclers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ionworks_openapi.api.site import (
    create_site,
    delete_site,
    get_site,
    list_sites,
    update_site,
)
from ionworks_openapi.models import ListSitesOrder, ListSitesOrderBy, SiteCreate, SiteUpdate

from ionworks.records import Site, SiteDetail
from ionworks.resources._shared.base import Resource, body, optional
from ionworks.resources._shared.existing import create_or_reuse
from ionworks.resources._shared.filters import named, ordered, owned
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.resources.lab.cycler import Cyclers, all_pages
from ionworks.transport.paging import PaginatedList


class Sites(Resource):
    """``client.site``: places with cyclers, shared by the organization."""

    def get(self, site_id: Thing) -> Site:
        """One site.

        Parameters
        ----------
        site_id : str
            Id of the site.

        Returns
        -------
        Site
            The site.

        Raises
        ------
        NotFoundError
            No such site.

        Notes
        -----
        Source: ``get_site``.
        """
        site_id = id_of("site_id", site_id)
        return self._record(Site, lambda api: get_site.sync_detailed(site_id, client=api))

    def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        location: str | None = None,
        created_by_email: str | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        updated_after: str | None = None,
        updated_before: str | None = None,
        order_by: str | None = None,
        order: str | None = None,
    ) -> PaginatedList[Site]:
        """One page of the organization's sites.

        Parameters
        ----------
        limit, offset : int, optional
            Page size, and rows to skip.
        name, name_exact : str, optional
            Case-insensitive substring, or exact name (wins).
        location : str, optional
            Part of the location.
        created_by_email : str, optional
            Part of the creator's address.
        created_after, created_before, updated_after, updated_before : str, optional
            Bounds of creation and last change, ISO 8601.
        order_by, order : str, optional
            Column to sort by, and ``"asc"`` or ``"desc"``.

        Returns
        -------
        PaginatedList of Site
            The page.

        Notes
        -----
        Source: ``list_sites``.
        """
        return self._page(
            Site,
            lambda api: list_sites.sync_detailed(
                client=api,
                **named(limit, offset, name, name_exact),
                **owned(created_by_email, created_after, created_before, updated_after, updated_before),
                location=optional(None if location is None else f"ilike.%{location}%"),
                **ordered(ListSitesOrderBy, order_by, ListSitesOrder, order),
            ),
        )

    def detail(self, site_id: Thing) -> SiteDetail:
        """A site with all its cyclers and their channels.

        Parameters
        ----------
        site_id : str
            Id of the site.

        Returns
        -------
        SiteDetail
            The site; ``cyclers`` hold their ``channels``.

        Notes
        -----
        Source: ``get_site``, ``list_cyclers``, ``list_channels``.
        """
        site = self.get(site_id)
        cyclers = Cyclers(self._connection)
        rows = all_pages(lambda limit, offset: cyclers.list(site.id, limit, offset))
        details = [cyclers.detail_from_cycler(one).to_dict() for one in rows]
        return SiteDetail.from_wire({**site.to_dict(), "cyclers": details})

    def create(self, data: Mapping[str, Any]) -> Site:
        """Create a site.

        Parameters
        ----------
        data : dict
            ``name`` (required) and ``location``.

        Returns
        -------
        Site
            The new site.

        Raises
        ------
        ConflictError
            The name is taken.

        Notes
        -----
        Source: ``create_site``.
        """
        payload = body(SiteCreate, data)
        return self._record(Site, lambda api: create_site.sync_detailed(client=api, body=payload))

    def create_or_get(self, data: Mapping[str, Any]) -> Site:
        """Create a site, or get the one of this name as it is.

        Parameters
        ----------
        data : dict
            As of `create`.

        Returns
        -------
        Site
            The new site, or the one there is.

        Raises
        ------
        ValidationError
            There is a conflict, but no site of this name. A ``ValueError``.

        Notes
        -----
        Source: ``create_site``, ``get_site``, ``list_sites``.
        """
        return create_or_reuse(lambda: self.create(data), self.get, lambda name: self.list(name_exact=name), data)

    def update(self, site_id: Thing, data: Mapping[str, Any]) -> Site:
        """Change the fields given; others stay.

        Parameters
        ----------
        site_id : str
            Id of the site.
        data : dict
            The fields to change.

        Returns
        -------
        Site
            The changed site.

        Raises
        ------
        NotFoundError
            No such site.
        ConflictError
            The name is taken.

        Notes
        -----
        Source: ``update_site``.
        """
        site_id = id_of("site_id", site_id)
        payload = body(SiteUpdate, data)
        return self._record(Site, lambda api: update_site.sync_detailed(site_id, client=api, body=payload))

    def delete(self, site_id: Thing) -> None:
        """Delete a site with its cyclers and channels.

        Parameters
        ----------
        site_id : str
            Id of the site.

        Raises
        ------
        NotFoundError
            No such site.

        Notes
        -----
        Source: ``delete_site``.
        """
        site_id = id_of("site_id", site_id)
        self._call(lambda api: delete_site.sync_detailed(site_id, client=api))
