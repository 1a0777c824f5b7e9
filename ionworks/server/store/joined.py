"""Records of one table joined with those they refer to: one of them, or a page and how many there are in all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import sqlalchemy as sa

from ionworks.server.store.database import Store
from ionworks.server.store.records import Record

Condition = sa.ColumnElement[bool]


@attrs.frozen
class Joined:
    """Records of `table` that `organization_id` owns, each with what `source` joins to it.

    Parameters
    ----------
    store : Store
    organization_id : str
    table : sqlalchemy.Table
    source : sqlalchemy.FromClause
        `table` with its joins, which neither drop nor repeat a record.
    columns : sequence of sqlalchemy.ColumnElement
        What is read.
    """

    store: Store
    organization_id: str
    table: sa.Table
    source: sa.FromClause
    columns: Sequence[sa.ColumnElement[Any]]

    def select(self, *where: Condition) -> sa.Select[Any]:
        """Return the statement that reads the records that meet `where`."""
        return sa.select(*self.columns).select_from(self.source).where(self._own, *where)

    def find(self, identifier: str) -> Record | None:
        """Return one record, or ``None``."""
        with self.store.read() as connection:
            row = connection.execute(self.select(self.table.c.id == identifier)).mappings().first()
        return None if row is None else dict(row)

    def page(
        self,
        where: Sequence[Condition],
        limit: int,
        offset: int,
        order: Sequence[sa.UnaryExpression[Any]] = (),
        counted: sa.FromClause | None = None,
    ) -> tuple[list[Record], int]:
        """Return the rows of one page, and the number of records in all.

        Parameters
        ----------
        where : sequence of clauses
        limit, offset : int
        order : sequence of sort terms, optional
            Newest first by default.
        counted : sqlalchemy.FromClause, optional
            What `where` and `order` are about, in which counting and choosing stay; `table` by default.
        """
        newest = (self.table.c.created_at.desc(), self.table.c.id.desc())
        terms = order or newest
        about = self.table if counted is None else counted
        # rows that are passed over are not joined, nor read where an index has what `where` and `order` are about
        ids = sa.select(self.table.c.id).select_from(about).where(self._own, *where)
        chosen = ids.order_by(*terms).limit(limit).offset(offset).subquery()
        statement = self.select(self.table.c.id.in_(sa.select(chosen.c.id))).order_by(*terms)
        counting = sa.select(sa.func.count()).select_from(about)
        with self.store.read() as connection:
            rows = [dict(row) for row in connection.execute(statement).mappings()]
            return rows, int(connection.execute(counting.where(self._own, *where)).scalar_one())

    @property
    def _own(self) -> Condition:
        return self.table.c.organization_id == self.organization_id
