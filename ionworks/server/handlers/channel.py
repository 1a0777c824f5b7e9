"""Channels of cyclers and the times they were out. Source: docs/contract/wire.md sections 29 and 43."""

from __future__ import annotations

from typing import Any, Final

from ionworks.server.call import Call
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.lab import channels
from ionworks.server.store.records import Page, Record, flat
from ionworks.server.store.schema_lab import channels as _table
from ionworks.server.store.schema_lab import cyclers, incidents

_INCIDENTS: Final = 20


def list_channels(
    call: Call,
    cycler_id: str,
    **query: Any,
) -> Record:
    """Channels of a cycler."""
    page = Page.asked(query)
    found = call.records(_table).page(page, _table.c.cycler_id == cycler_id)
    return {**found, "items": [flat(row) for row in found["items"]]}


def list_all_channels(
    call: Call,
    cycler_id: str | None = None,
    **query: Any,
) -> Record:
    """Channels the caller may read."""
    where = roles.visible(call, _table)
    if cycler_id is not None:
        where.append(_table.c.cycler_id == cycler_id)
    page = Page.asked(query)
    found = call.records(_table).page(page, *where)
    return {**found, "items": [flat(row) for row in found["items"]]}


def create_channel(call: Call, cycler_id: str, body: Record) -> Record:
    """Create a channel; its name is unique in the cycler."""
    return flat(channels.create(call, call.records(cyclers).get(cycler_id), body))


def get_channel(call: Call, channel_id: str) -> Record:
    """One channel."""
    return flat(call.records(_table).get(channel_id))


def update_channel(call: Call, channel_id: str, body: Record) -> Record:
    """Change the members given; taking it out opens an incident, putting it back closes it."""
    return flat(channels.update(call, channel_id, body))


def delete_channel(call: Call, channel_id: str) -> None:
    """Delete a channel with its incidents."""
    call.records(_table).delete(channel_id)


def list_channel_incidents(call: Call, channel_id: str, limit: int = _INCIDENTS, offset: int = 0) -> Record:
    """Times in which a channel was out, newest first."""
    page = Page(limit=limit, offset=offset)
    return call.records(incidents).page(page, incidents.c.channel_id == channel_id)
