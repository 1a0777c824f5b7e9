"""Search over records of all kinds.

Source: docs/contract/wire.md section 36.
"""

from __future__ import annotations

from ionworks.server.call import Call
from ionworks.server.nouns.knowledge import found
from ionworks.server.store.records import Record

_LIMIT = 25
_PER_TYPE = 5


def find_entities(
    call: Call,
    q: str,
    limit: int = _LIMIT,
    offset: int = 0,
    per_type: int = _PER_TYPE,
    entity_types: list[str] | None = None,
    project_id: str | None = None,
) -> Record:
    """What is found by name or text, best first."""
    return found.page(
        call, q, limit=limit, offset=offset, per_type=per_type, entity_types=entity_types, project_id=project_id
    )
