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
    schema_knowledge,
    schema_lab,
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
CLASHING: Final = (sa.exc.IntegrityError,)
"""What a write raises when another transaction was faster."""


_OUTAGES: Final = (
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_READONLY",
    "SQLITE_CANTOPEN",
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
)
_OUTAGE_CLASSES: Final = ("08", "53", "57", "25006")
"""Beginnings of Postgres' codes for connections, resources, an operator's intervention, and servers that only read."""


def outage(error: BaseException) -> str | None:
    """Say why the database cannot be used at this moment, without its address; ``None`` for errors of our own."""
    if not isinstance(error, sa.exc.TimeoutError | sa.exc.DBAPIError):
        return None
    cause = getattr(error, "orig", None)
    name = getattr(cause, "sqlite_errorname", None)
    if name is not None:
        return str(cause) if name.startswith(_OUTAGES) else None
    code = getattr(cause, "sqlstate", None)
    if code is None:
        is_lost = isinstance(error, sa.exc.TimeoutError | sa.exc.OperationalError | sa.exc.InterfaceError)
        return "it does not answer" if is_lost else None
    return f"it does not work (SQLSTATE {code})" if code.startswith(_OUTAGE_CLASSES) else None


class DatabaseError(RuntimeError):
    """The database cannot be used; the message says why and what to do, in one line."""


class SchemaMismatchError(DatabaseError):
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
            return cls(sa.create_engine(_in_time(url), pool_pre_ping=True, pool_size=10))
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


def _in_time(url: str) -> sa.URL:
    """URL of a server that is given up after ten seconds, unless the URL says otherwise."""
    parsed = sa.make_url(url)
    return parsed.update_query_dict({"connect_timeout": parsed.query.get("connect_timeout", "10")})


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Turn what a database that cannot be used raises into a `DatabaseError` of one line, without the password."""
    try:
        yield
    except (sa.exc.SQLAlchemyError, ImportError, UnicodeError) as error:
        cause = getattr(error, "orig", None) or error
        reason = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
        try:
            shown = sa.make_url(url).render_as_string(hide_password=True)
        except sa.exc.ArgumentError:
            shown, reason = "", "the URL cannot be read"
        message = f"The database {shown} cannot be used: {reason}."
        advice = "Use --database-url postgresql+psycopg://user:password@host/name, or none for a SQLite file."
        raise DatabaseError(f"{message} {advice}") from error


@contextmanager
def working(url: str) -> Iterator[None]:
    """Turn what a database raises that cannot be used at this moment into a `DatabaseError` of one line."""
    try:
        yield
    except sa.exc.SQLAlchemyError as error:
        reason = outage(error)
        if reason is None:
            raise
        shown = sa.make_url(url).render_as_string(hide_password=True)
        raise DatabaseError(f"The database {shown} cannot be used: {reason}.") from error


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
    _refuse_newer(found)
    if found not in {None, schema.HEAD}:
        raise SchemaMismatchError(
            f"The database has schema revision {found}, this server needs {schema.HEAD}. "
            "Back it up, then run: ionworks db upgrade"
        )
    if found is None:
        _refuse_foreign(store)
    with store.write() as connection:
        if found is None:
            _create(connection)
        if store.is_sqlite:
            planner.write_statistics(connection)
    return found is None


def _refuse_newer(found: str | None) -> None:
    if found is not None and not (found.isdecimal() and found <= schema.HEAD):
        raise SchemaMismatchError(
            f"The database has schema revision {found!r}, made by a newer Ionworks server or another program; this one "
            f"knows revisions up to {schema.HEAD}. Install that version of ionworks-api, or restore a back-up made "
            "before the upgrade."
        )


def _refuse_foreign(store: Store) -> None:
    with store.read() as connection:
        taken = sorted(set(sa.inspect(connection).get_table_names()) & set(schema.metadata.tables))
    if taken:
        raise DatabaseError(
            f"The database has a table {taken[0]!r} that no Ionworks server made. Name an empty database with "
            "--database-url or IONWORKS_SERVER_DATABASE_URL, or another data folder with --data-dir."
        )


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

    _refuse_newer(revision(store))
    config = alembic.config.Config()
    config.set_main_option("script_location", "ionworks.server.store:migrations")
    with store.write() as connection:
        config.attributes["connection"] = connection
        alembic.command.upgrade(config, target)
