"""Materials of cells.

Source: docs/contract/wire.md section 34.
"""

from __future__ import annotations

from typing import Any

from ionworks.server.call import Call
from ionworks.server.nouns.knowledge import materials
from ionworks.server.store.records import Page, Record


def list_materials(
    call: Call,
    project_id: str,
    **query: Any,
) -> Record:
    """Materials of a project and of the system, by name."""
    asked = Page.asked({"order_by": "name", **query}, materials.FILTERABLE, materials.SORTABLE)
    return materials.page(call, project_id, asked)


def get_material(call: Call, material_id: str) -> Record:
    """One material."""
    return materials.get(call, material_id)
