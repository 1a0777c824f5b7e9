"""What studies hold: simulations and measurements of their project, each once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, not_found
from ionworks.server.store import bulk, schema
from ionworks.server.store.database import lock_row
from ionworks.server.store.records import Page, Record


def get(call: Call, project_id: str, study_id: str) -> Record:
    """Return a study of a project, or raise 404."""
    return call.records(schema.studies).get(study_id, schema.studies.c.project_id == project_id)


def assign(call: Call, project_id: str, study_id: str, target: sa.Table, identifier: str) -> Record:
    """Put a simulation or a measurement into a study; a repeat returns the mapping there is.

    Raises
    ------
    ApiError
        404: no such study or record; 400: the record belongs to another project.
    """
    get(call, project_id, study_id)
    record = call.records(target).get(identifier)
    if record["project_id"] not in (None, project_id):
        kind = target.info["kind"]
        raise bad_request(f"The {kind} belongs to another project than the study.")
    table, column = _mapping(target)
    with call.store.write() as connection:
        lock_row(connection, schema.studies.c.id, study_id)
        mappings = call.records(table, connection)
        found = mappings.find(table.c.study_id == study_id, table.c[column] == identifier)
        return found or mappings.insert({"study_id": study_id, column: identifier})


def assign_simulations(call: Call, study_id: str, simulation_ids: Iterable[str]) -> None:
    """Put simulations into a study; those that are in it already stay."""
    table = schema.study_simulations
    ids = list(dict.fromkeys(simulation_ids))
    records = call.records(table)
    for start in range(0, len(ids), bulk.INSERT_CHUNK):
        some = ids[start : start + bulk.INSERT_CHUNK]
        with call.store.write() as connection:
            lock_row(connection, schema.studies.c.id, study_id)
            there = sa.select(table.c.simulation_id).where(
                table.c.study_id == study_id, table.c.simulation_id.in_(some)
            )
            present = set(connection.execute(there).scalars())
            new = [{"study_id": study_id, "simulation_id": one} for one in some if one not in present]
            bulk.insert_many(connection, table, [records.complete(one) for one in new])


def remove(call: Call, project_id: str, study_id: str, target: sa.Table, identifier: str) -> None:
    """Take a simulation or a measurement out of a study, or raise 404."""
    get(call, project_id, study_id)
    table, column = _mapping(target)
    with call.store.write() as connection:
        mappings = call.records(table, connection)
        found = mappings.find(table.c.study_id == study_id, table.c[column] == identifier)
        if found is None:
            raise not_found(f"{target.info['kind']} in the study", identifier)
        mappings.delete(found["id"])


def measurements_page(call: Call, project_id: str, study_id: str, page: Page) -> Record:
    """Return one page of the measurements of a study, as rows."""
    get(call, project_id, study_id)
    mappings, measurements = schema.study_measurements, schema.cell_measurements
    assigned = sa.select(mappings.c.measurement_id).where(mappings.c.study_id == study_id)
    return call.records(measurements).page(page, measurements.c.id.in_(assigned))


def simulation_counts(call: Call, study_ids: Sequence[str]) -> dict[str, int]:
    """Return the number of simulations of studies that have any, by study id."""
    mappings = schema.study_simulations
    statement = (
        sa.select(mappings.c.study_id, sa.func.count())
        .where(mappings.c.study_id.in_(study_ids))
        .group_by(mappings.c.study_id)
    )
    with call.store.read() as connection:
        return dict(connection.execute(statement).all())


def _mapping(target: sa.Table) -> tuple[sa.Table, str]:
    """Return the table that maps `target` to studies, and its column that names the target."""
    if target is schema.simulations:
        return schema.study_simulations, "simulation_id"
    return schema.study_measurements, "measurement_id"
