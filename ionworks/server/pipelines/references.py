"""What a pipeline's config refers to: measurements, models, other pipelines, cell specifications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.accounts import roles
from ionworks.server.call import Call
from ionworks.server.cells.specs import nested_spec
from ionworks.server.fit.task import Surroundings
from ionworks.server.measurements.records import measurement_tables
from ionworks.server.models import engine_document
from ionworks.server.pipelines.records import parameters_of
from ionworks.server.store import schema
from ionworks.server.store.schema_pipelines import pipelines

DATABASE_PREFIX: Final = "db:"


_REFERENCE_KEYS: Final = {
    "parameterized_model_id": "parameterized model",
    "pipeline_id": "pipeline",
    "cell_spec_id": "cell specification",
}


def check_references(call: Call, elements: Mapping[str, Any]) -> None:
    """Raise 404 for a record that does not exist in the caller's organization, 403 for one the caller may not read."""
    tables = {
        "parameterized_model_id": schema.parameterized_models,
        "pipeline_id": pipelines,
        "cell_spec_id": schema.cell_specs,
    }
    for key, value in references(elements):
        table = schema.cell_measurements if key == DATABASE_PREFIX else tables[key]
        roles.readable(call, call.records(table).get(value))


def cell_specs_of(call: Call, config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cell specifications an entry takes values from, as they are now."""
    named = {value for key, value in references(config) if key == "cell_spec_id"}
    return {spec_id: nested_spec(call, spec_id) for spec_id in named}


def references(node: Any) -> Iterator[tuple[str, str]]:
    """Yield what a config refers to: ``("db:", id)`` and ``("pipeline_id", id)`` and its kin."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key in _REFERENCE_KEYS and isinstance(value, str):
                yield key, value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)
    elif isinstance(node, str) and node.startswith(DATABASE_PREFIX):
        yield DATABASE_PREFIX, node.removeprefix(DATABASE_PREFIX)


def context(connection: sa.Connection, organization: str, config: Any) -> Surroundings:
    """Resolve everything a config refers to inside one organization."""
    data: dict[str, Any] = {}
    models: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for key, value in references(config):
        if key == DATABASE_PREFIX:
            data[DATABASE_PREFIX + value] = measurement_tables(connection, organization, value)
        elif key == "parameterized_model_id":
            models[value] = engine_document(connection, organization, value)
        elif key == "pipeline_id":
            others[value] = parameters_of(connection, organization, value)
    return Surroundings(data=data, models=models, pipelines=others)
