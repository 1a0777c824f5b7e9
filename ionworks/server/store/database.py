"""The engine, its transactions, and the state of the schema.

A fresh database is created straight from `schema.metadata` and stamped, which needs no Alembic (importing it
costs more than creating every table); an older one is migrated by `upgrade`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks.server.store import (  # noqa: F401 - registers their tables
    planner,
    schema,
    schema_measurements,
    schema_optimizations,
    schema_pipelines,
)

_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 16000",  # 64 MB: a batch of 100,000 runs waits for the disk four times less
    "PRAGMA case_sensitive_like = ON",  # as in Postgres; `ilike` lowers both sides
)
_SET_UP_LOCK: Final = 20_261_121
"""Key of the advisory lock of `Store.alone`; any number that nobody else uses."""
_VERSION_TABLE: Final = sa.table("alembic_version", sa.column("version_num", sa.String))


UNSTORABLE: Final = (UnicodeError, OverflowError, sa.exc.DataError)
"""What a write raises for values that have no form in the database."""


class SchemaMismatchError(RuntimeError):
    """The database belongs to another version of the server; the message says which command cures it."""


@attrs.frozen(eq=False)
class Store:
    """A database and the only way to talk to it: short read and write transactions.

    Notes
    -----
    SQLite admits one writer: writers of this process queue on a lock instead of on SQLite's sleeping busy
    handler, and start with ``BEGIN IMMEDIATE`` so that a read never has to be upgraded.
    """

    engine: sa.Engine
    _write_lock: Any = attrs.field(factory=threading.RLock, repr=False)

    @classmethod
    def open(cls, url: str) -> Store:
        """Connect to `url`; creates or checks nothing."""
        if not url.startswith("sqlite"):
            return cls(sa.create_engine(url, pool_pre_ping=True, pool_size=10))
        engine = sa.create_engine(url, connect_args={"check_same_thread": False, "timeout": 10})
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return cls(engine)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the single-file database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One consistent view of the database; nothing is written."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction: committed at the end, rolled back on an exception."""
        with self._write_lock if self.is_sqlite else nullcontext(), self.engine.connect() as connection:
            writer = connection.execution_options(ionworks_write=True)
            with writer.begin():
                yield writer

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other servers that share the database waiting: one at a time sets it up."""
        if self.is_sqlite:
            yield
            return
        with self.engine.begin() as connection:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_SET_UP_LOCK)))
            yield

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def lock_row(connection: sa.Connection, column: sa.Column[Any], value: str) -> None:
    """Keep other transactions that do the same waiting until this one ends; in SQLite every writer is alone anyhow."""
    connection.execute(sa.select(column).where(column == value).with_for_update(key_share=True))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # the driver's own transaction handling is off: `_begin_sqlite` says BEGIN itself
    connection.isolation_level = None
    # SQLite's own lower() knows ASCII only
    connection.create_function("lower", 1, _lower, deterministic=True)
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _begin_sqlite(connection: sa.Connection) -> None:
    is_writer = connection.get_execution_options().get("ionworks_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def revision(store: Store) -> str | None:
    """Return the schema revision of the database; ``None`` for an empty one."""
    with store.read() as connection:
        if not sa.inspect(connection).has_table(_VERSION_TABLE.name):
            return None
        found: str | None = connection.execute(sa.select(_VERSION_TABLE.c.version_num)).scalar()
        return found


def initialize(store: Store) -> bool:
    """Create the schema of an empty database; refuse one of another version.

    Returns
    -------
    bool
        Whether the database was empty.

    Raises
    ------
    SchemaMismatchError
        The revision is not this server's; the message has the curing command.
    """
    found = revision(store)
    if found not in {None, schema.HEAD}:
        raise SchemaMismatchError(
            f"The database has schema revision {found}, this server needs {schema.HEAD}. "
            "Back it up, then run: ionworks db upgrade"
        )
    with store.write() as connection:
        if found is None:
            _create(connection)
        if store.is_sqlite:
            planner.write_statistics(connection)
    return found is None


def _create(connection: sa.Connection) -> None:
    schema.metadata.create_all(connection)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL CONSTRAINT alembic_version_pkc PRIMARY KEY)"
    )
    connection.execute(sa.insert(_VERSION_TABLE).values(version_num=schema.HEAD))


def upgrade(store: Store, target: str = "head") -> None:
    """Run the migrations up to `target`."""
    import alembic.command
    import alembic.config

    config = alembic.config.Config()
    config.set_main_option("script_location", "ionworks.server.store:migrations")
    with store.write() as connection:
        config.attributes["connection"] = connection
        alembic.command.upgrade(config, target)
