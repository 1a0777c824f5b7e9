"""Tags of measurements: trimmed, unique without regard to case, spelled alike throughout a project.

Source: docs/contract/wire.md sections 22 and 43.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import sqlalchemy as sa

from ionworks.server.ground.errors import bad_request
from ionworks.server.store.filters import containing
from ionworks.server.store.records import Record
from ionworks.server.store.schema_measurements import measurement_tags as _tags

MOST_TAGS: Final = 50
LONGEST_TAG: Final = 50
_SHARED: Final = ("project_id", "measurement_type")


def checked(tags: Iterable[str]) -> dict[str, str]:
    """Return tags, trimmed, by their key.

    Raises
    ------
    ApiError
        400: a tag is empty or too long, or there are too many.
    """
    wanted: dict[str, str] = {}
    for tag in tags:
        trimmed = tag.strip()
        if not 0 < len(trimmed) <= LONGEST_TAG:
            raise bad_request(f"tag {tag!r:.80} has {len(trimmed)} characters; allowed are 1 to {LONGEST_TAG}")
        wanted.setdefault(trimmed.casefold(), trimmed)
    if len(wanted) > MOST_TAGS:
        raise bad_request(f"there are {len(wanted)} tags; allowed are at most {MOST_TAGS}")
    return wanted


def spelled(connection: sa.Connection, project_id: str, tags: Iterable[str]) -> dict[str, str]:
    """Return tags by their key, each spelled as the project does.

    Parameters
    ----------
    connection : sqlalchemy.Connection
    project_id : str
    tags : iterable of str

    Raises
    ------
    ApiError
        400 as `checked`.
    """
    wanted = checked(tags)
    where = (_tags.c.project_id == project_id, _tags.c.tag_key.in_(list(wanted)))
    known = connection.execute(sa.select(_tags.c.tag_key, _tags.c.tag).where(*where).distinct())
    return wanted | {row.tag_key: row.tag for row in known}


def replace(connection: sa.Connection, measurement: Record, tags: Mapping[str, str]) -> list[str]:
    """Give a measurement exactly these tags; return them sorted, as its row keeps them.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        Open write transaction.
    measurement : dict
        Its ``id``, ``name``, ``project_id`` and ``measurement_type``.
    tags : mapping of str to str
        As `spelled` gives them.

    Raises
    ------
    ApiError
        400: too many.
    """
    if len(tags) > MOST_TAGS:
        raise bad_request(f"measurement {measurement['name']!r} would have {len(tags)} tags; at most {MOST_TAGS}")
    connection.execute(sa.delete(_tags).where(_tags.c.measurement_id == measurement["id"]))
    shared = {"measurement_id": measurement["id"], **{name: measurement[name] for name in _SHARED}}
    rows = [{**shared, "tag_key": key, "tag": tag} for key, tag in tags.items()]
    if rows:
        connection.execute(sa.insert(_tags), rows)
    return sorted(tags.values(), key=lambda tag: (tag.casefold(), tag))


def keyed(tags: Iterable[str] | None) -> dict[str, str]:
    """Return the stored tags of a row by their key."""
    return {tag.casefold(): tag for tag in tags or ()}


def usage(connection: sa.Connection, project_id: str, text: str | None, limit: int) -> Record:
    """Return the tags of a project, most used first, as the envelope of a list."""
    where = [_tags.c.project_id == project_id]
    if text:
        where.append(containing(_tags.c.tag_key, text, "q"))
    count = sa.func.count().label("usage_count")
    grouped = sa.select(_tags.c.tag, count).where(*where).group_by(_tags.c.tag_key, _tags.c.tag)
    rows = connection.execute(grouped.order_by(count.desc(), _tags.c.tag).limit(limit)).mappings()
    items = [dict(row) for row in rows]
    total = len(items)
    if total == limit:
        total = connection.execute(sa.select(sa.func.count()).select_from(grouped.subquery())).scalar_one()
    return {"items": items, "count": len(items), "total": total}
