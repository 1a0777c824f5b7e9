"""What a pipeline's config refers to: measurements, models, other pipelines, cell specifications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from ionworks.references.tables import NUMBERS
from ionworks.server.call import Call
from ionworks.server.fit.task import Surroundings
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.cells.specs import nested_spec
from ionworks.server.nouns.measurements.records import measurement_tables
from ionworks.server.nouns.models import engine_document
from ionworks.server.nouns.pipelines.records import parameters_of
from ionworks.server.store import schema
from ionworks.server.store.schema_pipelines import pipelines

DATABASE_PREFIX: Final = "db:"
_TABLES: Final = MappingProxyType(
    {"parameterized_model_id": schema.parameterized_models, "pipeline_id": pipelines, "cell_spec_id": schema.cell_specs}
)
"""Where the record is that a member of a config names."""


def check_references(call: Call, elements: Mapping[str, Any]) -> None:
    """Raise 404 for a record that does not exist in the caller's organization, 403 for one the caller may not read."""
    for key, value in dict.fromkeys(references(elements)):
        table = schema.cell_measurements if key == DATABASE_PREFIX else _TABLES[key]
        roles.readable(call, call.records(table).get(value))


def cell_specs_of(call: Call, config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cell specifications an entry takes values from, as they are now."""
    named = {value for key, value in references(config) if key == "cell_spec_id"}
    return {spec_id: nested_spec(call, spec_id) for spec_id in named}


def references(node: Any) -> Iterator[tuple[str, str]]:
    """Yield what a config refers to, as often as it does: ``("db:", id)`` and ``("pipeline_id", id)`` and its kin."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key in _TABLES and isinstance(value, str):
                yield key, value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            if type(value) not in NUMBERS:  # of which measured data are millions
                yield from references(value)
    elif isinstance(node, str) and node.startswith(DATABASE_PREFIX):
        yield DATABASE_PREFIX, node.removeprefix(DATABASE_PREFIX)


def context(
    connection: sa.Connection,
    organization: str,
    config: Any,
    cell_specs: Mapping[str, Any] | None = None,
    options: Mapping[str, Any] | None = None,
) -> Surroundings:
    """Resolve everything a config refers to inside one organization; `cell_specs` were read when it was submitted."""
    data: dict[str, Any] = {}
    models: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for key, value in dict.fromkeys(references(config)):
        if key == DATABASE_PREFIX:
            data[DATABASE_PREFIX + value] = measurement_tables(connection, organization, value)
        elif key == "parameterized_model_id":
            models[value] = engine_document(connection, organization, value)
        elif key == "pipeline_id":
            others[value] = parameters_of(connection, organization, value)
    return Surroundings(data=data, models=models, pipelines=others, cell_specs=cell_specs or {}, options=options or {})
