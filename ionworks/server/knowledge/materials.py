"""Materials: those that cells of a project are made of."""

from __future__ import annotations

import sqlalchemy as sa

from ionworks.server.accounts import roles
from ionworks.server.call import Call
from ionworks.server.store import schema

_table = schema.materials


def visible(call: Call, project_id: str | None = None) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that leave the materials the caller may read, in one project or in all.

    A material has no project of its own: it is read by whoever reads a specification with a component of it.

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
    return [_table.c.id.in_(sa.select(components.c.material_id).select_from(source).where(*mine))]
