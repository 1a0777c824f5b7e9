"""Materials: those of PyBaMM's parameter sets, and those that cells of a project are made of.

Source: docs/contract/wire.md sections 34 and 43.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import forbidden
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.cells.components import material_record
from ionworks.server.store import schema
from ionworks.server.store.records import Page, Record

FILTERABLE: Final = ("name", "manufacturer", "product_id", "created_at", "updated_at")
SORTABLE: Final = ("name", "manufacturer", "created_at", "updated_at")
_table = schema.materials


def visible(call: Call, project_id: str | None = None) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that leave the materials the caller may read, in one project or in all.

    Those of the system are for all. Others have no project of their own: a material is read by whoever reads a
    specification with a component of it.

    Parameters
    ----------
    call : Call
    project_id : str, optional
        A project the caller may read; all such projects by default.
    """
    if project_id is None and call.caller.role == roles.ORGANIZATION_ADMIN:
        return []
    specs, components = schema.cell_specs, schema.cell_components
    mine = roles.visible(call, specs) if project_id is None else [specs.c.project_id == project_id]
    source = components.join(specs, specs.c.id == components.c.cell_spec_id)
    used = sa.select(components.c.material_id).select_from(source).where(*mine)
    return [sa.or_(_table.c.parameter_set.is_not(None), _table.c.id.in_(used))]


def page(call: Call, project_id: str, asked: Page) -> Record:
    """Return one page of the materials of a project and of the system."""
    found = call.records(_table).page(asked, *visible(call, project_id))
    return {**found, "items": [material_record(row) for row in found["items"]]}


def readable(call: Call, material_id: str) -> Record:
    """Return the row of a material.

    Raises
    ------
    ApiError
        404: there is none in the organization; 403: only specifications the caller may not read use it.
    """
    row = call.records(_table).get(material_id)
    if call.records(_table).find(_table.c.id == material_id, *visible(call)) is None:
        raise forbidden(f"You have no role in a project that uses material {material_id}.")
    return row


def get(call: Call, material_id: str) -> Record:
    """Return a material as on the wire; ApiError as `readable`."""
    return material_record(readable(call, material_id))
