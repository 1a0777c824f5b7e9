"""Reading and writing records of one table in the name of one organization.

Every statement carries the organization, so that another organization's id looks like an unknown one.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks.server.ground.errors import ApiError, bad_request, conflict, not_found, unprocessable
from ionworks.server.store import filters, schema
from ionworks.server.store.database import Store

FILTERABLE: Final = ("name", "created_by_email", "created_at", "updated_at")
SORTABLE: Final = ("name", "created_at", "updated_at")
DEFAULT_LIMIT: Final = 100
MAXIMUM_LIMIT: Final = 1000
_LARGEST_OFFSET: Final = 2**62
_OF_ANY_PAGE: Final = ("limit", "offset", "order_by", "order")

Record = dict[str, Any]
"""One row by column name."""


def new_id() -> str:
    """Return a new opaque id, random from its first character on: default names show the first eight."""
    return str(uuid.uuid4())


def new_ids(count: int) -> Iterator[str]:
    """Yield `count` ids for rows of one batch, with one call of the system's random generator for all.

    They begin with the time (UUID version 7): the rows then lie side by side in every index, and a batch into a large
    table costs no more than into an empty one.
    """
    moment = f"{time.time_ns() // 1_000_000:012x}"
    digits = os.urandom(10 * count).hex()
    for start in range(0, 20 * count, 20):
        one = digits[start : start + 20]
        variant = "89ab"[int(one[3], 16) % 4]
        yield f"{moment[:8]}-{moment[8:]}-7{one[:3]}-{variant}{one[4:7]}-{one[7:19]}"


@attrs.frozen(kw_only=True)
class Page:
    """What a list was asked for; the fields are the wire parameters of the same name."""

    limit: int | None = None
    offset: int = 0
    order_by: str | None = None
    order: str | None = None
    filters: Mapping[str, str | None] = attrs.field(factory=dict)
    """Operator strings by parameter name, see `filters`."""
    filterable: Sequence[str] = FILTERABLE
    sortable: Sequence[str] = SORTABLE

    @classmethod
    def asked(
        cls, query: Mapping[str, Any], filterable: Sequence[str] = FILTERABLE, sortable: Sequence[str] = SORTABLE
    ) -> Page:
        """Page of the wire parameters a list does not read itself: those of any page, and its filters."""
        own = {name: query[name] for name in _OF_ANY_PAGE if name in query}
        filters = {name: value for name, value in query.items() if name not in own}
        return cls(**own, filters=filters, filterable=filterable, sortable=sortable)


@attrs.frozen
class Records:
    """The records of `table` that `organization_id` owns.

    Parameters
    ----------
    store : Store
    table : sqlalchemy.Table
        Tables without an organization (roles, users) are read as they are.
    organization_id : str
    created_by, created_by_email : str, optional
        Written into new records whose table has these columns.
    connection : sqlalchemy.Connection, optional
        Open transaction to take part in; by default each call is its own.
    """

    store: Store
    table: sa.Table
    organization_id: str
    created_by: str | None = None
    created_by_email: str | None = None
    connection: sa.Connection | None = None

    def within(self, connection: sa.Connection) -> Records:
        """Return the same records inside an open transaction."""
        return attrs.evolve(self, connection=connection)

    def insert(self, values: Mapping[str, Any]) -> Record:
        """Store a new record; id, organization, times and creator are filled in.

        Raises
        ------
        ApiError
            409 with ``existing_id`` when the name is taken; 400 when a referenced record does not exist.
        """
        row = self.complete(values)
        with self._unique(row), self._writing() as connection, connection.begin_nested():
            connection.execute(sa.insert(self.table), row)
        return row

    def complete(self, values: Mapping[str, Any]) -> Record:
        """Return `values` with id, organization, times, creator and column defaults, ready for an insert."""
        moment = schema.now()
        common = {
            "id": new_id(),
            "organization_id": self.organization_id,
            "created_at": moment,
            "updated_at": moment,
            "created_by": self.created_by,
            "created_by_email": self.created_by_email,
        }
        defaults = {column.name: _default(column) for column in self.table.c}
        given = {**defaults, **{key: value for key, value in common.items() if key in defaults}, **values}
        unknown = set(given) - set(defaults)
        if unknown:
            raise KeyError(f"{self.table.name} has no columns {sorted(unknown)}")
        return given

    def get(self, identifier: str, *where: sa.ColumnElement[bool]) -> Record:
        """Return one record.

        Raises
        ------
        ApiError
            404: unknown, another organization's, or outside `where`.
        """
        found = self.find(self.table.c.id == identifier, *where)
        if found is None:
            raise self._missing(identifier)
        return found

    def find(self, *where: sa.ColumnElement[bool]) -> Record | None:
        """Return the first record that meets `where`, or ``None``."""
        with self._reading() as connection:
            row = connection.execute(self._select(*where).limit(1)).mappings().first()
        return None if row is None else dict(row)

    def all(self, *where: sa.ColumnElement[bool]) -> list[Record]:
        """Return every record that meets `where`, oldest first."""
        order = (self.table.c.created_at, self.table.c.id)
        with self._reading() as connection:
            return [dict(row) for row in connection.execute(self._select(*where).order_by(*order)).mappings()]

    def update(self, identifier: str, changes: Mapping[str, Any], *where: sa.ColumnElement[bool]) -> Record:
        """Change given columns and ``updated_at``; return the record after the change.

        Raises
        ------
        ApiError
            404 as `get`; 409 and 400 as `insert`.
        """
        values = {"updated_at": schema.now(), **changes}
        change = (
            sa.update(self.table)
            .where(self.table.c.id == identifier, *self._scope(), *where)
            .values(values)
            .returning(*self.table.c)
        )
        context = {"id": identifier, **changes}
        with self._unique(context), self._writing() as connection, connection.begin_nested():
            row = connection.execute(change).mappings().first()
        if row is None:
            raise self._missing(identifier)
        return dict(row)

    def delete(self, identifier: str, *where: sa.ColumnElement[bool]) -> None:
        """Delete one record and what depends on it.

        Raises
        ------
        ApiError
            404 as `get`.
        """
        remove = sa.delete(self.table).where(self.table.c.id == identifier, *self._scope(), *where)
        with self._writing() as connection:
            count = connection.execute(remove).rowcount
        if count == 0:
            raise self._missing(identifier)

    def page(self, page: Page, *where: sa.ColumnElement[bool], columns: Sequence[str] | None = None) -> dict[str, Any]:
        """Return one page as ``{"items", "count", "total"}``.

        Parameters
        ----------
        page : Page
        *where : clauses
            Further conditions.
        columns : sequence of str, optional
            Columns to read; all by default.

        Raises
        ------
        ApiError
            422 naming the parameter that is unknown or out of range.
        """
        limit = _limit(page)
        conditions = [*where, *filters.clauses(page.filters, self._columns(page.filterable))]
        order = filters.ordering(self._columns(page.sortable), page.order_by, page.order)
        statement = self._select(*conditions, columns=columns).order_by(*order)
        with self._reading() as connection:
            rows = connection.execute(statement.limit(limit).offset(page.offset)).mappings()
            items = [dict(row) for row in rows]
            total = page.offset + len(items)
            if len(items) == limit or (not items and page.offset):
                total = self._count(connection, conditions)
        return {"items": items, "count": len(items), "total": total}

    def _count(self, connection: sa.Connection, conditions: Sequence[sa.ColumnElement[bool]]) -> int:
        statement = sa.select(sa.func.count()).select_from(self.table).where(*self._scope(), *conditions)
        return int(connection.execute(statement).scalar_one())

    def _select(self, *where: sa.ColumnElement[bool], columns: Sequence[str] | None = None) -> sa.Select[Any]:
        chosen = self.table.c if columns is None else [self.table.c[name] for name in columns]
        return sa.select(*chosen).where(*self._scope(), *where)

    def _scope(self) -> list[sa.ColumnElement[bool]]:
        column = self.table.c.get("organization_id")
        return [] if column is None else [column == self.organization_id]

    def _columns(self, names: Sequence[str]) -> dict[str, sa.Column[Any]]:
        return {name: self.table.c[name] for name in names if name in self.table.c}

    def _missing(self, identifier: str) -> ApiError:
        return not_found(self.table.info["kind"], identifier)

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        if self.connection is not None:
            yield self.connection
            return
        with self.store.read() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if self.connection is not None:
            yield self.connection
            return
        with self.store.write() as connection:
            yield connection

    @contextmanager
    def _unique(self, row: Mapping[str, Any]) -> Iterator[None]:
        """Turn a violated constraint into a 409 that names the record in the way."""
        try:
            yield
        except sa.exc.IntegrityError as error:
            raise self._clash(row) from error

    def _clash(self, row: Mapping[str, Any]) -> ApiError:
        unique: Sequence[str] = self.table.info.get("unique", ())
        current = {} if set(unique) <= set(row) else self.get(str(row["id"]))
        values = {name: row.get(name, current.get(name)) for name in unique}
        kind = self.table.info["kind"]
        where = [self.table.c[name] == value for name, value in values.items()]
        existing = self.find(*where, self.table.c.id != row["id"]) if where else None
        if existing is None:
            return bad_request(f"The {kind} refers to a record that does not exist, or lacks a required value.")
        label = values.get("name", existing["id"])
        return conflict(f"A {kind} {label!r} exists already.", existing["id"])


def with_extra(
    body: Mapping[str, Any], fields: Collection[str], reserved: Container[str], before: Mapping[str, Any] | None = None
) -> Record:
    """Return what a body sets: fields by name, and in ``extra`` its further members beside those there were `before`.

    Parameters
    ----------
    body : mapping
    fields : collection of str
        Members that have a column.
    reserved : container of str
        Names that are neither: columns and answers that nobody writes.
    before : mapping, optional
        The row that is changed.
    """
    own = {name: value for name, value in body.items() if name not in fields and name not in reserved}
    chosen = {name: body[name] for name in fields if name in body}
    return {**chosen, "extra": {**((before or {}).get("extra") or {}), **own}}


def flat(row: Mapping[str, Any]) -> Record:
    """Return a row with the members of its ``extra`` beside its columns, which win."""
    return {**(row["extra"] or {}), **{name: value for name, value in row.items() if name != "extra"}}


def _default(column: sa.Column[Any]) -> Any:
    default = column.default
    return default.arg if isinstance(default, sa.ColumnDefault) and default.is_scalar else None


def _limit(page: Page) -> int:
    limit = DEFAULT_LIMIT if page.limit is None else page.limit
    if not 1 <= limit <= MAXIMUM_LIMIT:
        raise unprocessable(f"limit is {limit}; allowed are 1 to {MAXIMUM_LIMIT}", ("query", "limit"), "range_error")
    if not 0 <= page.offset <= _LARGEST_OFFSET:
        raise unprocessable(f"offset is {page.offset}; it must be 0 or more", ("query", "offset"), "range_error")
    return limit


def row_of(connection: sa.Connection, table: sa.Table, identifier: str) -> Record:
    """Return the row with this id, which exists."""
    return dict(connection.execute(sa.select(table).where(table.c.id == identifier)).mappings().one())


def change_row(connection: sa.Connection, table: sa.Table, identifier: str, **values: Any) -> None:
    """Set columns of the row with this id, and when that was."""
    connection.execute(sa.update(table).where(table.c.id == identifier).values(updated_at=schema.now(), **values))
