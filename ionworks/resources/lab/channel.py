"""Channels of cyclers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ionworks_openapi.api.channel import (
    create_channel,
    delete_channel,
    get_channel,
    list_all_channels,
    list_channel_incidents,
    list_channels,
    update_channel,
)
from ionworks_openapi.models import (
    ChannelCreate,
    ChannelUpdate,
    ListAllChannelsOrder,
    ListAllChannelsOrderBy,
    ListChannelsOrder,
    ListChannelsOrderBy,
)

from ionworks.records import Channel, ChannelIncident
from ionworks.resources._shared.base import Resource, body, optional
from ionworks.resources._shared.existing import create_or_reuse
from ionworks.resources._shared.filters import named, ordered, owned, page_of
from ionworks.resources._shared.ids import Thing, id_of, id_or_none
from ionworks.transport.paging import PaginatedList


class Channels(Resource):
    """``client.channel``: channels of cyclers."""

    def get(self, channel_id: Thing) -> Channel:
        """One channel.

        Parameters
        ----------
        channel_id : str
            Id of the channel.

        Returns
        -------
        Channel
            The channel.

        Raises
        ------
        NotFoundError
            No such channel.

        Notes
        -----
        Source: ``get_channel``.
        """
        channel_id = id_of("channel_id", channel_id)
        return self._record(Channel, lambda api: get_channel.sync_detailed(channel_id, client=api))

    def list(
        self,
        cycler_id: Thing,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        created_by_email: str | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        updated_after: str | None = None,
        updated_before: str | None = None,
        order_by: str | None = None,
        order: str | None = None,
    ) -> PaginatedList[Channel]:
        """One page of a cycler's channels.

        Parameters
        ----------
        cycler_id : str
            Id of the cycler.
        limit, offset : int, optional
            Page size, and rows to skip.
        name, name_exact : str, optional
            Case-insensitive substring, or exact name (wins).
        created_by_email : str, optional
            Part of the creator's address.
        created_after, created_before, updated_after, updated_before : str, optional
            Bounds of creation and last change, ISO 8601.
        order_by, order : str, optional
            Column to sort by, and ``"asc"`` or ``"desc"``.

        Returns
        -------
        PaginatedList of Channel
            The page.

        Notes
        -----
        Source: ``list_channels``.
        """
        cycler = id_of("cycler_id", cycler_id)
        return self._page(
            Channel,
            lambda api: list_channels.sync_detailed(
                cycler,
                client=api,
                **named(limit, offset, name, name_exact),
                **owned(created_by_email, created_after, created_before, updated_after, updated_before),
                **ordered(ListChannelsOrderBy, order_by, ListChannelsOrder, order),
            ),
        )

    def list_all(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        cycler_id: Thing | None = None,
        created_by_email: str | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        updated_after: str | None = None,
        updated_before: str | None = None,
        order_by: str | None = None,
        order: str | None = None,
    ) -> PaginatedList[Channel]:
        """One page of the organization's channels.

        Parameters
        ----------
        limit, offset : int, optional
            Page size, and rows to skip.
        name, name_exact : str, optional
            Case-insensitive substring, or exact name (wins).
        cycler_id : str, optional
            Only channels of this cycler.
        created_by_email : str, optional
            Part of the creator's address.
        created_after, created_before, updated_after, updated_before : str, optional
            Bounds of creation and last change, ISO 8601.
        order_by, order : str, optional
            Column to sort by, and ``"asc"`` or ``"desc"``.

        Returns
        -------
        PaginatedList of Channel
            The page.

        Notes
        -----
        Source: ``list_all_channels``.
        """
        cycler = id_or_none("cycler_id", cycler_id)
        return self._page(
            Channel,
            lambda api: list_all_channels.sync_detailed(
                client=api,
                **named(limit, offset, name, name_exact),
                **owned(created_by_email, created_after, created_before, updated_after, updated_before),
                cycler_id=optional(cycler),
                **ordered(ListAllChannelsOrderBy, order_by, ListAllChannelsOrder, order),
            ),
        )

    def create(self, cycler_id: Thing, data: Mapping[str, Any]) -> Channel:
        """Create a channel.

        Parameters
        ----------
        cycler_id : str
            Id of the cycler.
        data : dict
            ``name`` (required), ``max_amps`` [A], ``min_volts``, ``max_volts`` [V], ``notes``.

        Returns
        -------
        Channel
            The new channel.

        Raises
        ------
        ConflictError
            The name is taken.

        Notes
        -----
        Source: ``create_channel``.
        """
        cycler_id = id_of("cycler_id", cycler_id)
        payload = body(ChannelCreate, data)
        return self._record(Channel, lambda api: create_channel.sync_detailed(cycler_id, client=api, body=payload))

    def create_or_get(self, cycler_id: Thing, data: Mapping[str, Any]) -> Channel:
        """Create a channel, or get the one of this name as it is.

        Parameters
        ----------
        cycler_id : str
            Id of the cycler.
        data : dict
            As of `create`.

        Returns
        -------
        Channel
            The new channel, or the one there is.

        Raises
        ------
        ValidationError
            There is a conflict, but no channel of this name. A ``ValueError``.

        Notes
        -----
        Source: ``create_channel``, ``get_channel``, ``list_channels``.
        """
        return create_or_reuse(
            lambda: self.create(cycler_id, data), self.get, lambda name: self.list(cycler_id, name_exact=name), data
        )

    def update(self, channel_id: Thing, data: Mapping[str, Any]) -> Channel:
        """Change the fields given; others stay.

        Parameters
        ----------
        channel_id : str
            Id of the channel.
        data : dict
            The fields to change; ``out_of_commission`` opens or closes an incident (``incident_category``,
            ``incident_notes``, ``resolution_notes``, ``service_scheduled_at``, ``service_scheduled_until``).

        Returns
        -------
        Channel
            The changed channel.

        Raises
        ------
        NotFoundError
            No such channel.
        ConflictError
            The name is taken, or a measurement runs on it.

        Notes
        -----
        Source: ``update_channel``.
        """
        channel_id = id_of("channel_id", channel_id)
        payload = body(ChannelUpdate, data)
        return self._record(Channel, lambda api: update_channel.sync_detailed(channel_id, client=api, body=payload))

    def list_incidents(
        self, channel_id: Thing, limit: int | None = None, offset: int | None = None
    ) -> PaginatedList[ChannelIncident]:
        """Times in which a channel was out of commission, newest first.

        Parameters
        ----------
        channel_id : str
            Id of the channel.
        limit, offset : int, optional
            Page size (20 by default), and rows to skip.

        Returns
        -------
        PaginatedList of ChannelIncident
            The page.

        Notes
        -----
        Source: ``list_channel_incidents``.
        """
        channel_id = id_of("channel_id", channel_id)
        return self._page(
            ChannelIncident,
            lambda api: list_channel_incidents.sync_detailed(channel_id, client=api, **page_of(limit, offset)),
        )

    def delete(self, channel_id: Thing) -> None:
        """Delete a channel; measurements that ran on it stay.

        Parameters
        ----------
        channel_id : str
            Id of the channel.

        Raises
        ------
        NotFoundError
            No such channel.

        Notes
        -----
        Source: ``delete_channel``.
        """
        channel_id = id_of("channel_id", channel_id)
        self._call(lambda api: delete_channel.sync_detailed(channel_id, client=api))
