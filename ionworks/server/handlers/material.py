"""Materials of cells.

Source: docs/contract/wire.md section 34.
"""

from __future__ import annotations

from ionworks.server.call import Call
from ionworks.server.knowledge import materials
from ionworks.server.store.records import Page, Record


def list_materials(
    call: Call,
    project_id: str,
    limit: int | None = None,
    offset: int = 0,
    order_by: str | None = None,
    order: str | None = None,
    **filters: str,
) -> Record:
    """Materials of a project and of the system, by name."""
    asked = Page(
        limit=limit,
        offset=offset,
        order_by=order_by or "name",
        order=order,
        filters=filters,
        filterable=materials.FILTERABLE,
        sortable=materials.SORTABLE,
    )
    return materials.page(call, project_id, asked)


def get_material(call: Call, material_id: str) -> Record:
    """One material."""
    return materials.get(call, material_id)
