"""Measurements to come, and schedules for them. Source: docs/contract/wire.md sections 31 and 43."""

from __future__ import annotations

from typing import Any

from ionworks.server.call import Call
from ionworks.server.nouns.lab import planning
from ionworks.server.store.records import Page, Record
from ionworks.server.store.schema_lab import planned_measurements as _table


def list_planned_measurements(
    call: Call,
    project_id: str,
    status: str | None = None,
    channel_id: str | None = None,
    **query: Any,
) -> Record:
    """Planned measurements of a project."""
    where = [_table.c.project_id == project_id]
    if status is not None:
        where.append(_table.c.status == status)
    if channel_id is not None:
        where.append(_table.c.channel_id == channel_id)
    page = Page.asked(query)
    return call.records(_table).page(page, *where)


def create_planned_measurement(call: Call, project_id: str, body: Record) -> Record:
    """Plan a measurement; its name is unique in the project."""
    return planning.create(call, project_id, body)


def get_planned_measurement(call: Call, project_id: str, planned_measurement_id: str) -> Record:
    """One planned measurement."""
    return call.records(_table).get(planned_measurement_id, _table.c.project_id == project_id)


def update_planned_measurement(call: Call, project_id: str, planned_measurement_id: str, body: Record) -> Record:
    """Change the members given: schedule, cancel, rename."""
    return planning.update(call, project_id, planned_measurement_id, body)


def delete_planned_measurement(call: Call, project_id: str, planned_measurement_id: str) -> None:
    """Delete a planned measurement."""
    call.records(_table).delete(planned_measurement_id, _table.c.project_id == project_id)


def propose_schedule(call: Call, project_id: str, body: Record) -> Record:
    """Return the earliest places of planned measurements."""
    return planning.proposal(call, project_id, body)


def apply_schedule(call: Call, project_id: str, body: Record) -> list[Record]:
    """Schedule all assignments of a proposal, or none."""
    return planning.apply(call, project_id, body)
