"""Cyclers and their service. Source: docs/contract/wire.md sections 28 and 43."""

from __future__ import annotations

from typing import Any, Final

from ionworks.server.call import Call
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.lab import service
from ionworks.server.nouns.lab.records import instant, values
from ionworks.server.store.records import FILTERABLE, SORTABLE, Page, Record, flat
from ionworks.server.store.schema_lab import CYCLER_TEXTS, service_events, sites
from ionworks.server.store.schema_lab import cyclers as _table

_FIELDS: Final = ("name", *CYCLER_TEXTS, "port", "last_calibrated_at", "calibration_interval_days")
_DATES: Final = ("calibration_due_at", "last_calibrated_at")


def list_cyclers(
    call: Call,
    site_id: str,
    project_id: str | None = None,
    **query: Any,
) -> Record:
    """Cyclers of a site that the caller may read."""
    call.records(sites).get(site_id)
    where = [_table.c.site_id == site_id, *roles.visible(call, _table)]
    if project_id is not None:
        where.append(_table.c.project_id == project_id)
    page = Page.asked(
        query,
        filterable=(*FILTERABLE, *CYCLER_TEXTS, *_DATES),
        sortable=(*SORTABLE, *_DATES),
    )
    found = call.records(_table).page(page, *where)
    return {**found, "items": [flat(row) for row in found["items"]]}


def create_cycler(call: Call, site_id: str, body: Record) -> Record:
    """Create a cycler; its name is unique in the site."""
    call.records(sites).get(site_id)
    scope = {"site_id": site_id, "project_id": body["project_id"]}
    return flat(call.records(_table).insert({**_values(body, {}), **scope}))


def get_cycler(call: Call, cycler_id: str) -> Record:
    """One cycler."""
    return flat(call.records(_table).get(cycler_id))


def update_cycler(call: Call, cycler_id: str, body: Record) -> Record:
    """Change the members given."""
    before = call.records(_table).get(cycler_id)
    return flat(call.records(_table).update(cycler_id, _values(body, before)))


def delete_cycler(call: Call, cycler_id: str) -> None:
    """Delete a cycler with its channels."""
    call.records(_table).delete(cycler_id)


def list_cycler_service_events(call: Call, cycler_id: str, limit: int | None = None, offset: int = 0) -> Record:
    """Service of a cycler, newest first."""
    page = Page(limit=limit, offset=offset)
    return call.records(service_events).page(page, service_events.c.cycler_id == cycler_id)


def start_cycler_service(call: Call, cycler_id: str, body: Record) -> Record:
    """Begin the service of a cycler."""
    return service.start(call, cycler_id, body)


def complete_cycler_service(call: Call, cycler_id: str, body: Record) -> Record:
    """Record that a service is done."""
    return service.complete(call, cycler_id, body)


def _values(body: Record, before: Record) -> Record:
    found = values(_table, body, _FIELDS, before)
    if "last_calibrated_at" in found:
        found["last_calibrated_at"] = instant(found["last_calibrated_at"], "last_calibrated_at")
    return service.with_due(before, found)
