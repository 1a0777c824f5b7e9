"""Studies: named groups of simulations and measurements in a project. Source: wire.md sections 14 and 43."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from ionworks.server.accounts import roles
from ionworks.server.call import Call
from ionworks.server.errors import bad_request, not_found
from ionworks.server.measurements.records import wire_records
from ionworks.server.store import schema
from ionworks.server.store.records import Page, Record

_FIELDS: Final = ("name", "description")


def list_studies(
    call: Call,
    project_id: str,
    limit: int | None = None,
    offset: int = 0,
    order_by: str | None = None,
    order: str | None = None,
    **filters: str,
) -> Record:
    """Studies of a project; this server has no validations, so `validation_count` is 0."""
    roles.readable_project(call, project_id)
    page = Page(limit=limit, offset=offset, order_by=order_by, order=order, filters=filters)
    found = call.records(schema.studies).page(page, schema.studies.c.project_id == project_id)
    counts = _simulation_counts(call, [row["id"] for row in found["items"]])
    items = [{**row, "simulation_count": counts.get(row["id"], 0), "validation_count": 0} for row in found["items"]]
    return {**found, "items": items}


def create_study(call: Call, project_id: str, body: Record) -> Record:
    """Create a study."""
    roles.writable_project(call, project_id)
    return call.records(schema.studies).insert({**_chosen(body), "project_id": project_id})


def get_study(call: Call, project_id: str, study_id: str) -> Record:
    """One study."""
    roles.readable_project(call, project_id)
    return _study(call, project_id, study_id)


def update_study(call: Call, project_id: str, study_id: str, body: Record) -> Record:
    """Change name or description."""
    roles.writable_project(call, project_id)
    in_project = schema.studies.c.project_id == project_id
    return call.records(schema.studies).update(study_id, _chosen(body), in_project)


def delete_study(call: Call, project_id: str, study_id: str) -> None:
    """Delete a study; its simulations and measurements stay."""
    roles.writable_project(call, project_id)
    call.records(schema.studies).delete(study_id, schema.studies.c.project_id == project_id)


def assign_study_simulation(
    call: Call, project_id: str, study_id: str, simulation_id: str, body: object = None
) -> Record:
    """Put a simulation into a study; a repeat returns the mapping there is."""
    del body
    return _assign(call, project_id, study_id, schema.simulations, simulation_id)


def remove_study_simulation(call: Call, project_id: str, study_id: str, simulation_id: str) -> None:
    """Take a simulation out of a study; the simulation stays."""
    _remove(call, project_id, study_id, schema.simulations, simulation_id)


def assign_study_measurement(
    call: Call, project_id: str, study_id: str, measurement_id: str, body: object = None
) -> Record:
    """Put a measurement into a study; a repeat returns the mapping there is."""
    del body
    return _assign(call, project_id, study_id, schema.cell_measurements, measurement_id)


def remove_study_measurement(call: Call, project_id: str, study_id: str, measurement_id: str) -> None:
    """Take a measurement out of a study; the measurement stays."""
    _remove(call, project_id, study_id, schema.cell_measurements, measurement_id)


def list_study_measurements(
    call: Call, project_id: str, study_id: str, limit: int | None = None, offset: int = 0
) -> Record:
    """Measurements of a study."""
    roles.readable_project(call, project_id)
    _study(call, project_id, study_id)
    mappings, measurements = schema.study_measurements, schema.cell_measurements
    assigned = sa.select(mappings.c.measurement_id).where(mappings.c.study_id == study_id)
    page = Page(limit=limit, offset=offset)
    found = call.records(measurements).page(page, measurements.c.id.in_(assigned))
    return {**found, "items": wire_records(call, found["items"])}


def _chosen(body: Record) -> Record:
    return {name: body[name] for name in _FIELDS if name in body}


def _study(call: Call, project_id: str, study_id: str) -> Record:
    return call.records(schema.studies).get(study_id, schema.studies.c.project_id == project_id)


def _mapping(target: sa.Table) -> tuple[sa.Table, str]:
    """Return the table that maps `target` to studies, and its column that names the target."""
    if target is schema.simulations:
        return schema.study_simulations, "simulation_id"
    return schema.study_measurements, "measurement_id"


def _assign(call: Call, project_id: str, study_id: str, target: sa.Table, identifier: str) -> Record:
    roles.writable_project(call, project_id)
    _study(call, project_id, study_id)
    record = call.records(target).get(identifier)
    if record["project_id"] not in (None, project_id):
        kind = target.info["kind"]
        raise bad_request(f"The {kind} belongs to another project than the study.")
    table, column = _mapping(target)
    with call.store.write() as connection:
        mappings = call.records(table, connection)
        found = mappings.find(table.c.study_id == study_id, table.c[column] == identifier)
        return found or mappings.insert({"study_id": study_id, column: identifier})


def _remove(call: Call, project_id: str, study_id: str, target: sa.Table, identifier: str) -> None:
    roles.writable_project(call, project_id)
    _study(call, project_id, study_id)
    table, column = _mapping(target)
    with call.store.write() as connection:
        mappings = call.records(table, connection)
        found = mappings.find(table.c.study_id == study_id, table.c[column] == identifier)
        if found is None:
            raise not_found(f"{target.info['kind']} in the study", identifier)
        mappings.delete(found["id"])


def _simulation_counts(call: Call, study_ids: list[str]) -> dict[str, int]:
    mappings = schema.study_simulations
    statement = (
        sa.select(mappings.c.study_id, sa.func.count())
        .where(mappings.c.study_id.in_(study_ids))
        .group_by(mappings.c.study_id)
    )
    with call.store.read() as connection:
        return dict(connection.execute(statement).all())
