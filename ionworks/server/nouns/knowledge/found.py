"""What a search finds: records of all kinds that the caller may read, by name and by text, best first.

Source: docs/contract/wire.md section 36. How kinds are put together and what counts as text are ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, unprocessable
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.knowledge import materials
from ionworks.server.store import schema
from ionworks.server.store.records import Record
from ionworks.server.store.schema_lab import channels, cyclers
from ionworks.server.store.schema_optimizations import optimization_templates, optimizations
from ionworks.server.store.schema_pipelines import pipelines

_SHORTEST: Final = 2
_EXACT, _START, _PART, _TEXT = range(4)
"""How a record was found, best first: the name is what was sought, begins with it, has it; text has all its words."""


@attrs.frozen
class _Kind:
    """A kind of records and where their text is."""

    table: sa.Table
    texts: tuple[str, ...] = ("description",)
    parent: str | None = None


_KINDS: Final[Mapping[str, _Kind]] = MappingProxyType(
    {
        "project": _Kind(schema.projects),
        "model": _Kind(schema.models),
        "cell_specification": _Kind(schema.cell_specs, ("form_factor", "manufacturer", "notes")),
        "cell_instance": _Kind(schema.cell_instances, ("notes",), "cell_spec_id"),
        "cell_measurement": _Kind(schema.cell_measurements, ("search_text",), "cell_instance_id"),
        "parameterized_model": _Kind(schema.parameterized_models, ("description", "parameter_set"), "model_id"),
        "experiment_template": _Kind(schema.protocols),
        "optimization_template": _Kind(optimization_templates),
        "material": _Kind(schema.materials, ("manufacturer", "product_id")),
        "study": _Kind(schema.studies),
        "optimization": _Kind(optimizations),
        "pipeline": _Kind(pipelines),
        "cycler": _Kind(cyclers, ("manufacturer", "model", "serial_number", "hostname"), "site_id"),
        "channel": _Kind(channels, ("notes",), "cycler_id"),
    }
)
"""Kinds that are searched, in the order of equally good findings."""


def page(
    call: Call,
    sought: str,
    *,
    limit: int,
    offset: int,
    per_type: int,
    entity_types: Sequence[str] | None,
    project_id: str | None,
) -> Record:
    """Return one page of what is found.

    Parameters
    ----------
    call : Call
    sought : str
        Part of a name in any case, or words that all occur in name and text.
    limit, offset : int
        Of the page.
    per_type : int
        Most findings of one kind; ``total`` counts no more.
    entity_types : sequence of str, optional
        Kinds to search; all by default.
    project_id : str, optional
        Only what belongs to this project, and what the system offers every project.

    Raises
    ------
    ApiError
        400: nothing is sought; 422: less than two characters.
    """
    text = sought.strip().lower()
    if not text:
        raise bad_request("q is blank; name what to search for")
    if len(text) < _SHORTEST:
        raise unprocessable(f"q is {text!r}; at least {_SHORTEST} characters are needed", ("query", "q"), "minLength")
    wanted = _KINDS if entity_types is None else {name: _KINDS[name] for name in _KINDS if name in entity_types}
    found: list[tuple[tuple[int, int], Record]] = []
    with call.store.read() as connection:
        for order, (name, kind) in enumerate(wanted.items()):
            scope = [*_scope(call, kind.table, project_id), kind.table.c.organization_id == call.caller.organization_id]
            for row in connection.execute(_statement(kind, text, scope, per_type)).mappings():
                record = {key: row[key] for key in ("id", "name", "project_id", "parent_id")}
                found.append(((row["rank"], order), {**record, "entity_type": name}))
    found.sort(key=lambda one: one[0])
    results = [record for _, record in found[offset : offset + limit]]
    return {"results": results, "query": sought, "total": len(found), "limit": limit, "offset": offset}


def _scope(call: Call, table: sa.Table, project_id: str | None) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that leave what the caller may read, in one project or in all."""
    if table is schema.materials:
        return materials.visible(call, project_id)
    if project_id is None:
        return roles.visible(call, table)
    if table is schema.projects:
        return [table.c.id == project_id]
    mine = table.c.project_id == project_id
    is_offered = table in (schema.models, schema.parameterized_models)
    return [sa.or_(mine, table.c.project_id.is_(None)) if is_offered else mine]


def _statement(kind: _Kind, text: str, scope: Sequence[sa.ColumnElement[bool]], count: int) -> sa.Select[Any]:
    table = kind.table
    name = sa.func.lower(table.c.name)
    parts = [sa.func.coalesce(table.c[column], "") for column in ("name", *kind.texts)]
    whole: sa.ColumnElement[Any] = parts[0]
    for part in parts[1:]:
        whole = whole + "\n" + part
    everything = sa.func.lower(whole)
    by_name = name.contains(text, autoescape=True)
    by_text = sa.and_(*(everything.contains(word, autoescape=True) for word in text.split()))
    rank = sa.case(
        (name == text, _EXACT),
        (name.startswith(text, autoescape=True), _START),
        (by_name, _PART),
        else_=_TEXT,
    ).label("rank")
    project = table.c.id if table is schema.projects else table.c.get("project_id", sa.null())
    return (
        sa.select(
            table.c.id,
            sa.func.coalesce(table.c.name, table.c.id).label("name"),
            project.label("project_id"),
            (sa.null() if kind.parent is None else table.c[kind.parent]).label("parent_id"),
            rank,
        )
        .where(*scope, sa.or_(by_name, by_text))
        .order_by(rank, name, table.c.id)
        .limit(count)
    )
