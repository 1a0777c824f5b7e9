"""Sites: places with cyclers, shared by the organization. Source: docs/contract/wire.md sections 27 and 43."""

from __future__ import annotations

from typing import Any, Final

from ionworks.server.call import Call
from ionworks.server.nouns.lab.records import values
from ionworks.server.store.records import FILTERABLE, Page, Record, flat
from ionworks.server.store.schema_lab import sites as _table

_FIELDS: Final = ("name", "location")


def list_sites(
    call: Call,
    **query: Any,
) -> Record:
    """Sites of the organization."""
    page = Page.asked(
        query,
        filterable=(*FILTERABLE, "location"),
    )
    found = call.records(_table).page(page)
    return {**found, "items": [flat(row) for row in found["items"]]}


def create_site(call: Call, body: Record) -> Record:
    """Create a site; its name is unique in the organization."""
    return flat(call.records(_table).insert(values(_table, body, _FIELDS)))


def get_site(call: Call, site_id: str) -> Record:
    """One site."""
    return flat(call.records(_table).get(site_id))


def update_site(call: Call, site_id: str, body: Record) -> Record:
    """Change the members given."""
    before = call.records(_table).get(site_id)
    return flat(call.records(_table).update(site_id, values(_table, body, _FIELDS, before)))


def delete_site(call: Call, site_id: str) -> None:
    """Delete a site with its cyclers and channels."""
    call.records(_table).delete(site_id)
