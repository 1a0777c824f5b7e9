"""Studies: named groups of simulations and measurements in a project.

Source: docs/contract/wire.md sections 14 and 43.
"""

from __future__ import annotations

from typing import Any, Final

from ionworks.server.call import Call
from ionworks.server.nouns import studies
from ionworks.server.nouns.measurements.records import wire_records
from ionworks.server.store import schema
from ionworks.server.store.records import Page, Record

_FIELDS: Final = ("name", "description")


def list_studies(
    call: Call,
    project_id: str,
    **query: Any,
) -> Record:
    """Studies of a project; this server has no validations, so `validation_count` is 0."""
    page = Page.asked(query)
    found = call.records(schema.studies).page(page, schema.studies.c.project_id == project_id)
    counts = studies.simulation_counts(call, [row["id"] for row in found["items"]])
    items = [{**row, "simulation_count": counts.get(row["id"], 0), "validation_count": 0} for row in found["items"]]
    return {**found, "items": items}


def create_study(call: Call, project_id: str, body: Record) -> Record:
    """Create a study."""
    return call.records(schema.studies).insert({**_chosen(body), "project_id": project_id})


def get_study(call: Call, project_id: str, study_id: str) -> Record:
    """One study."""
    return studies.get(call, project_id, study_id)


def update_study(call: Call, project_id: str, study_id: str, body: Record) -> Record:
    """Change name or description."""
    in_project = schema.studies.c.project_id == project_id
    return call.records(schema.studies).update(study_id, _chosen(body), in_project)


def delete_study(call: Call, project_id: str, study_id: str) -> None:
    """Delete a study; its simulations and measurements stay."""
    call.records(schema.studies).delete(study_id, schema.studies.c.project_id == project_id)


def assign_study_simulation(
    call: Call, project_id: str, study_id: str, simulation_id: str, body: object = None
) -> Record:
    """Put a simulation into a study; a repeat returns the mapping there is."""
    del body
    return studies.assign(call, project_id, study_id, schema.simulations, simulation_id)


def remove_study_simulation(call: Call, project_id: str, study_id: str, simulation_id: str) -> None:
    """Take a simulation out of a study; the simulation stays."""
    studies.remove(call, project_id, study_id, schema.simulations, simulation_id)


def assign_study_measurement(
    call: Call, project_id: str, study_id: str, measurement_id: str, body: object = None
) -> Record:
    """Put a measurement into a study; a repeat returns the mapping there is."""
    del body
    return studies.assign(call, project_id, study_id, schema.cell_measurements, measurement_id)


def remove_study_measurement(call: Call, project_id: str, study_id: str, measurement_id: str) -> None:
    """Take a measurement out of a study; the measurement stays."""
    studies.remove(call, project_id, study_id, schema.cell_measurements, measurement_id)


def list_study_measurements(
    call: Call, project_id: str, study_id: str, limit: int | None = None, offset: int = 0
) -> Record:
    """Measurements of a study."""
    found = studies.measurements_page(call, project_id, study_id, Page(limit=limit, offset=offset))
    return {**found, "items": wire_records(call, found["items"])}


def _chosen(body: Record) -> Record:
    return {name: body[name] for name in _FIELDS if name in body}
