"""Pages of a project's measurements, fast at hundreds of thousands of them.

Counting costs more than a page, so each count stays inside one index: that of types, or that of tags. Few tagged
measurements are looked up by id, many are met soon enough on the way along the index of the order.

Source: docs/contract/wire.md section 22 (``list_project_measurements``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Self

import attrs
import sqlalchemy as sa

from ionworks.server.store import schema
from ionworks.server.store.filters import containing
from ionworks.server.store.records import Record
from ionworks.server.store.schema_measurements import measurement_tags as _tags

FEW: Final = 2000
"""So many tagged measurements are sorted after looking them up."""
_table = schema.cell_measurements


@attrs.frozen
class Tagged:
    """The measurements of a project with all of some tags, and with at least one of others; keys in lower case."""

    project_id: str
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    measurement_type: str | None = None

    @classmethod
    def of(
        cls,
        project_id: str,
        tags_all: Sequence[str] | None,
        tags_any: Sequence[str] | None,
        measurement_type: str | None = None,
    ) -> Self:
        """Build from tags as a user writes them."""
        return cls(project_id, _keys(tags_all), _keys(tags_any), measurement_type)

    @property
    def is_everything(self) -> bool:
        """Whether no tag is asked for."""
        return not self.all_of and not self.any_of

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """Return the conditions on a measurement, of tags each answered by one look at their primary key.

        With tags the type is asked of them: asked of the measurement, a database would sort all of that type.
        """
        table = _table if self.is_everything else _tags
        kind = [] if self.measurement_type is None else [table.c.measurement_type == self.measurement_type]
        if self.is_everything:
            return kind
        groups = [(key,) for key in self.all_of] + ([self.any_of] if self.any_of else [])
        carries = sa.exists().where(_tags.c.measurement_id == _table.c.id, *kind)
        return [carries.where(_tags.c.tag_key.in_(keys)) for keys in groups]

    def ids(self, connection: sa.Connection) -> sa.Select[Any]:
        """Return the selection of the ids, which begins with the rarest tag."""
        rarest = sorted(self.all_of, key=lambda key: _count(connection, self._with_any((key,))))
        if not rarest:
            return self._with_any(self.any_of).distinct()
        statement = self._with_any(rarest[:1])
        groups = [(key,) for key in rarest[1:]] + ([self.any_of] if self.any_of else [])
        return statement.where(*(_tags.c.measurement_id.in_(self._with_any(keys)) for keys in groups))

    def _with_any(self, keys: Sequence[str]) -> sa.Select[Any]:
        where = [_tags.c.project_id == self.project_id, _tags.c.tag_key.in_(keys)]
        if self.measurement_type is not None:
            where.append(_tags.c.measurement_type == self.measurement_type)
        return sa.select(_tags.c.measurement_id).where(*where)


def of_cell(cell_instance_id: str, tagged: Tagged) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that leave the measurements of one cell of a project with given tags and type."""
    return [_table.c.cell_instance_id == cell_instance_id, *tagged.conditions()]


def project_page(
    connection: sa.Connection,
    tagged: Tagged,
    text: str | None,
    order: Sequence[sa.UnaryExpression[Any]],
    limit: int,
    offset: int,
) -> Record:
    """Return one page of rows as ``{"items", "count", "total"}``.

    Parameters
    ----------
    connection : sqlalchemy.Connection
    tagged : Tagged
        Project, tags and type.
    text : str, optional
        To be found in the search text; case does not count.
    order : sequence of sort terms
    limit, offset : int
    """
    where = [_table.c.project_id == tagged.project_id]
    if text and text.strip():
        where.append(containing(_table.c.search_text, text, "q"))
    ids = None if tagged.is_everything else tagged.ids(connection)
    own = tagged.conditions()
    total = _total(connection, ids, where if ids is not None else [*where, *own], has_text=bool(text and text.strip()))
    if ids is not None and total <= FEW:
        if text and text.strip():
            ids = ids.where(_tags.c.measurement_id.in_(sa.select(_table.c.id).where(*where)))
        where = [_table.c.id.in_(list(connection.execute(ids).scalars()))]
    else:
        where += own
    statement = sa.select(_table).where(*where).order_by(*order).limit(limit).offset(offset)
    items = [dict(row) for row in connection.execute(statement).mappings()] if total > offset else []
    return {"items": items, "count": len(items), "total": total}


def _total(
    connection: sa.Connection,
    ids: sa.Select[Any] | None,
    where: Sequence[sa.ColumnElement[bool]],
    *,
    has_text: bool,
) -> int:
    if ids is not None and not has_text:
        return _count(connection, ids)
    where = [*where, *([] if ids is None else [_table.c.id.in_(ids)])]
    # the columns of one index only: anything else would read the rows
    return _count(connection, sa.select(_table.c.project_id).where(*where))


def _count(connection: sa.Connection, statement: sa.Select[Any]) -> int:
    counting = sa.select(sa.func.count()).select_from(statement.subquery())
    return int(connection.execute(counting).scalar_one())


def _keys(tags: Sequence[str] | None) -> tuple[str, ...]:
    """Tags as they are compared: trimmed, without case, each once."""
    return tuple(dict.fromkeys(tag.strip().casefold() for tag in tags or ()))
