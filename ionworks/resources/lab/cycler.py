"""Cyclers and their service.

More than 400 lines, over half of them the documentation of public methods.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ionworks_openapi.api.cycler import (
    complete_cycler_service,
    create_cycler,
    delete_cycler,
    get_cycler,
    list_cycler_service_events,
    list_cyclers,
    start_cycler_service,
    update_cycler,
)
from ionworks_openapi.models import (
    CyclerCreate,
    CyclerServiceComplete,
    CyclerServiceStart,
    CyclerUpdate,
    ListCyclersOrder,
    ListCyclersOrderBy,
)

from ionworks.records import Cycler, CyclerDetail, CyclerServiceEvent
from ionworks.resources._shared.base import Resource, body, optional
from ionworks.resources._shared.existing import create_or_reuse
from ionworks.resources._shared.filters import named, ordered, owned, page_of, timestamp
from ionworks.resources._shared.ids import Thing, id_of, id_or_none
from ionworks.resources.lab.channel import Channels
from ionworks.transport.paging import PaginatedList

Row = TypeVar("Row")
_PAGE = 100


def all_pages(page: Callable[[int, int], PaginatedList[Row]]) -> list[Row]:
    """Rows of all pages of a listing, given limit and offset."""
    rows: list[Row] = []
    while True:
        found = page(_PAGE, len(rows))
        rows += found
        if not found or len(rows) >= found.total:
            return rows


class Cyclers(Resource):
    """``client.cycler``: devices with channels."""

    def get(self, cycler_id: Thing) -> Cycler:
        """One cycler.

        Parameters
        ----------
        cycler_id : str
            Id of the cycler.

        Returns
        -------
        Cycler
            The cycler.

        Raises
        ------
        NotFoundError
            No such cycler.

        Notes
        -----
        Source: ``get_cycler``.
        """
        cycler_id = id_of("cycler_id", cycler_id)
        return self._record(Cycler, lambda api: get_cycler.sync_detailed(cycler_id, client=api))

    def list(
        self,
        site_id: Thing,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        project_id: Thing | None = None,
        manufacturer: str | None = None,
        model: str | None = None,
        version: str | None = None,
        serial_number: str | None = None,
        firmware_version: str | None = None,
        hostname: str | None = None,
        created_by_email: str | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        updated_after: str | None = None,
        updated_before: str | None = None,
        calibration_due_after: str | None = None,
        calibration_due_before: str | None = None,
        order_by: str | None = None,
        order: str | None = None,
    ) -> PaginatedList[Cycler]:
        """One page of a site's cyclers.

        Parameters
        ----------
        site_id : str
            Id of the site.
        limit, offset : int, optional
            Page size, and rows to skip.
        name, name_exact : str, optional
            Case-insensitive substring, or exact name (wins).
        project_id : str, optional
            Only cyclers of this project.
        manufacturer, model, version, serial_number, firmware_version, hostname : str, optional
            Part of what they name.
        created_by_email : str, optional
            Part of the creator's address.
        created_after, created_before, updated_after, updated_before : str, optional
            Bounds of creation and last change, ISO 8601.
        calibration_due_after, calibration_due_before : str, optional
            Bounds of the next calibration, ISO 8601.
        order_by, order : str, optional
            Column to sort by, and ``"asc"`` or ``"desc"``.

        Returns
        -------
        PaginatedList of Cycler
            The page.

        Notes
        -----
        Source: ``list_cyclers``.
        """
        site = id_of("site_id", site_id)
        project = id_or_none("project_id", project_id)
        return self._page(
            Cycler,
            lambda api: list_cyclers.sync_detailed(
                site,
                client=api,
                **named(limit, offset, name, name_exact),
                **owned(created_by_email, created_after, created_before, updated_after, updated_before),
                project_id=optional(project),
                manufacturer=_part(manufacturer),
                model=_part(model),
                version=_part(version),
                serial_number=_part(serial_number),
                firmware_version=_part(firmware_version),
                hostname=_part(hostname),
                calibration_due_at_gt=timestamp(calibration_due_after),
                calibration_due_at_lt=timestamp(calibration_due_before),
                **ordered(ListCyclersOrderBy, order_by, ListCyclersOrder, order),
            ),
        )

    def detail(self, cycler_id: Thing) -> CyclerDetail:
        """A cycler with all its channels.

        Parameters
        ----------
        cycler_id : str
            Id of the cycler.

        Returns
        -------
        CyclerDetail
            The cycler and its ``channels``.

        Notes
        -----
        Source: ``get_cycler``, ``list_channels``.
        """
        return self.detail_from_cycler(self.get(cycler_id))

    def detail_from_cycler(self, cycler: Cycler) -> CyclerDetail:
        """A cycler that was read before, with all its channels.

        Parameters
        ----------
        cycler : Cycler
            The cycler.

        Returns
        -------
        CyclerDetail
            The cycler and its ``channels``.

        Notes
        -----
        Source: ``list_channels``.
        """
        channels = Channels(self._connection)
        rows = all_pages(lambda limit, offset: channels.list(cycler.id, limit, offset))
        return CyclerDetail.from_wire({**cycler.to_dict(), "channels": [row.to_dict() for row in rows]})

    def create(self, site_id: Thing, data: Mapping[str, Any]) -> Cycler:
        """Create a cycler.

        Parameters
        ----------
        site_id : str
            Id of the site.
        data : dict
            ``name`` and ``project_id`` (required), ``manufacturer``, ``model``, ``calibration_interval_days``, ….

        Returns
        -------
        Cycler
            The new cycler.

        Raises
        ------
        ConflictError
            The name is taken.

        Notes
        -----
        Source: ``create_cycler``.
        """
        site_id = id_of("site_id", site_id)
        payload = body(CyclerCreate, data)
        return self._record(Cycler, lambda api: create_cycler.sync_detailed(site_id, client=api, body=payload))

    def create_or_get(self, site_id: Thing, data: Mapping[str, Any]) -> Cycler:
        """Create a cycler, or get the one of this name as it is.

        Parameters
        ----------
        site_id : str
            Id of the site.
        data : dict
            As of `create`.

        Returns
        -------
        Cycler
            The new cycler, or the one there is.

        Raises
        ------
        ValidationError
            There is a conflict, but no cycler of this name. A ``ValueError``.

        Notes
        -----
        Source: ``create_cycler``, ``get_cycler``, ``list_cyclers``.
        """
        return create_or_reuse(
            lambda: self.create(site_id, data), self.get, lambda name: self.list(site_id, name_exact=name), data
        )

    def update(self, cycler_id: Thing, data: Mapping[str, Any]) -> Cycler:
        """Change the fields given; others stay.

        Parameters
        ----------
        cycler_id : str
            Id of the cycler.
        data : dict
            The fields to change.

        Returns
        -------
        Cycler
            The changed cycler.

        Raises
        ------
        NotFoundError
            No such cycler.
        ConflictError
            The name is taken.

        Notes
        -----
        Source: ``update_cycler``.
        """
        cycler_id = id_of("cycler_id", cycler_id)
        payload = body(CyclerUpdate, data)
        return self._record(Cycler, lambda api: update_cycler.sync_detailed(cycler_id, client=api, body=payload))

    def delete(self, cycler_id: Thing) -> None:
        """Delete a cycler with its channels.

        Parameters
        ----------
        cycler_id : str
            Id of the cycler.

        Raises
        ------
        NotFoundError
            No such cycler.

        Notes
        -----
        Source: ``delete_cycler``.
        """
        cycler_id = id_of("cycler_id", cycler_id)
        self._call(lambda api: delete_cycler.sync_detailed(cycler_id, client=api))

    def list_service_events(
        self, cycler_id: Thing, limit: int | None = None, offset: int | None = None
    ) -> PaginatedList[CyclerServiceEvent]:
        """Service of a cycler, newest first.

        Parameters
        ----------
        cycler_id : str
            Id of the cycler.
        limit, offset : int, optional
            Page size, and rows to skip.

        Returns
        -------
        PaginatedList of CyclerServiceEvent
            The page.

        Notes
        -----
        Source: ``list_cycler_service_events``.
        """
        cycler_id = id_of("cycler_id", cycler_id)
        return self._page(
            CyclerServiceEvent,
            lambda api: list_cycler_service_events.sync_detailed(cycler_id, client=api, **page_of(limit, offset)),
        )

    def start_service(
        self,
        cycler_id: Thing,
        event_type: str,
        scheduled_for: str,
        *,
        scheduled_until: str | None = None,
        notes: str | None = None,
    ) -> CyclerServiceEvent:
        """Begin service: all channels go out of commission.

        Parameters
        ----------
        cycler_id : str
            Id of the cycler.
        event_type : {"calibration", "preventive_maintenance", "firmware", "repair", "other"}
            Kind of service.
        scheduled_for, scheduled_until : str
            Planned start and end, ISO 8601.
        notes : str, optional
            Free text.

        Returns
        -------
        CyclerServiceEvent
            The open event.

        Raises
        ------
        ConflictError
            Another service is open, or a measurement runs on a channel.
        BadRequestError
            It would end before it starts.

        Notes
        -----
        Source: ``start_cycler_service``.
        """
        cycler_id = id_of("cycler_id", cycler_id)
        said = {"event_type": event_type, "scheduled_for": scheduled_for, "scheduled_until": scheduled_until}
        given = {name: value for name, value in {**said, "notes": notes}.items() if value is not None}
        payload = body(CyclerServiceStart, given)
        return self._record(
            CyclerServiceEvent, lambda api: start_cycler_service.sync_detailed(cycler_id, client=api, body=payload)
        )

    def complete_service(
        self,
        cycler_id: Thing,
        performed_at: str | None = None,
        notes: str | None = None,
        calibration_interval_days: int | None = None,
        event_type: str = "calibration",
    ) -> CyclerServiceEvent:
        """Record that service is done; channels it took out go back.

        Parameters
        ----------
        cycler_id : str
            Id of the cycler.
        performed_at : str, optional
            When, ISO 8601; now by default.
        notes : str, optional
            Free text.
        calibration_interval_days : int, optional
            Days until the next calibration, from now on.
        event_type : str
            Kind, where no event is open.

        Returns
        -------
        CyclerServiceEvent
            The finished event.

        Notes
        -----
        Source: ``complete_cycler_service``.
        """
        cycler_id = id_of("cycler_id", cycler_id)
        said = {"performed_at": performed_at, "notes": notes, "calibration_interval_days": calibration_interval_days}
        given = {"event_type": event_type, **{name: value for name, value in said.items() if value is not None}}
        payload = body(CyclerServiceComplete, given)
        return self._record(
            CyclerServiceEvent, lambda api: complete_cycler_service.sync_detailed(cycler_id, client=api, body=payload)
        )


def _part(text: str | None) -> Any:
    return optional(None if text is None else f"ilike.%{text}%")
