"""Command line: ``ionworks serve``, ``ionworks keys create|list|revoke``, ``ionworks db upgrade``.

Exit statuses: 0 for success, also after SIGTERM; 2 for what the user can mend; 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from ionworks.server.files.blobs import StorageError
from ionworks.server.ground import data_folder, log, open_files
from ionworks.server.ground.data_folder import DataFolderError
from ionworks.server.ground.settings import Settings
from ionworks.server.nouns.accounts import bootstrap, sessions
from ionworks.server.nouns.accounts.keys import CACHE_SECONDS, create_key
from ionworks.server.store import database, schema
from ionworks.server.store.database import DatabaseError, Store

if TYPE_CHECKING:
    import uvicorn

    from ionworks.server.runtime import Runtime

Command = Callable[[argparse.Namespace, Settings], int]

_NOT_STARTED: Final = 3


class AddressError(RuntimeError):
    """The server cannot listen where it is told to."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    options = _parser().parse_args(arguments)
    # databases, secrets and results are nobody else's
    os.umask(0o077)
    try:
        settings = Settings.from_environment(
            data_dir=options.data_dir,
            host=getattr(options, "host", None),
            port=getattr(options, "port", None),
            workers=getattr(options, "workers", None),
            executor=getattr(options, "executor", None),
            scheduler=getattr(options, "scheduler", None),
            storage=getattr(options, "storage", None),
            studio=getattr(options, "studio", None),
            database_url=options.database_url,
        )
        command: Command = options.command
        return command(options, settings)
    except (ValueError, LookupError, DataFolderError, DatabaseError, StorageError, AddressError) as error:
        print(f"ionworks: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ionworks", description="Embedded Ionworks server on PyBaMM.")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data-dir", type=Path, help="folder of the database and files (default: user data folder)")
    shared.add_argument("--database-url", help="postgresql+psycopg://… (default: a SQLite file in the data folder)")
    commands = parser.add_subparsers(required=True, metavar="command")
    serve = commands.add_parser("serve", parents=[shared], help="serve the API")
    serve.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=int, help="port to listen on (default: 8000)")
    serve.add_argument("--workers", type=int, help="worker processes (default: one per core)")
    serve.add_argument("--storage", help="folder or URL of the files, s3://bucket/prefix (default: in the data folder)")
    serve.add_argument("--executor", help="processes (default), or dask for an existing cluster")
    serve.add_argument("--scheduler", help="address of the Dask scheduler, tcp://…")
    serve.add_argument("--no-studio", action="store_false", dest="studio", default=None, help="serve no pages")
    serve.add_argument("--open", action="store_true", dest="is_opened", help="open the Studio in the browser")
    serve.set_defaults(command=_serve)
    keys = commands.add_parser("keys", help="manage API keys").add_subparsers(required=True, metavar="action")
    create = keys.add_parser("create", parents=[shared], help="make a key and print it once")
    create.add_argument("--name", default="command line", help="what the key is for")
    create.add_argument("--email", help="member it is for, invited before (default: the first administrator)")
    create.set_defaults(command=_create_key)
    listing = keys.add_parser("list", parents=[shared], help="list keys (never the keys themselves)")
    listing.add_argument("--json", action="store_true", dest="as_json", help="print JSON")
    listing.set_defaults(command=_list_keys)
    revoke = keys.add_parser("revoke", parents=[shared], help="make a key useless")
    revoke.add_argument("key_id", help="id from `ionworks keys list`")
    revoke.set_defaults(command=_revoke_key)
    data = commands.add_parser("db", help="manage the database").add_subparsers(required=True, metavar="action")
    data.add_parser("upgrade", parents=[shared], help="migrate to this version").set_defaults(command=_upgrade)
    return parser


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    import uvicorn

    from ionworks.server.http.connections import configuration
    from ionworks.server.runtime import open_runtime

    open_files.raise_limit()
    signal.signal(signal.SIGTERM, _end)
    log.set_up(settings.log_level)
    with _listeners(settings) as listeners, open_runtime(settings) as runtime:
        runtime.warm_up()
        address = f"http://{_shown(settings.host)}:{listeners[0].getsockname()[1]}"
        if runtime.first_key is not None:
            print(_to_copy(settings.host, listeners[0].getsockname()[1], runtime.first_key, runtime.home.project_id))
        print(
            f"Ionworks server on {address}, data in {settings.data_dir}"
            + (f", files in {settings.storage}" if settings.storage else ""),
            flush=True,
        )
        # what is there now stays: a collection that looks through all of it stops the server for 0.2 s
        gc.collect()
        gc.freeze()
        # a dozen busy threads let the event loop wait for a dozen of these
        sys.setswitchinterval(0.001)
        # what uvicorn tells of starting and stopping is told here
        level = "debug" if settings.log_level == "debug" else "warning"
        server = uvicorn.Server(configuration(runtime.app, settings, drain_seconds=10, log_level=level))
        if settings.studio:
            link = _studio_link(runtime, f"http://{_shown(_reached(settings.host))}:{listeners[0].getsockname()[1]}")
            print(f"Studio, good for one login within an hour: {link}", flush=True)
            if options.is_opened:
                threading.Thread(target=_open_when_ready, args=(server, link), daemon=True).start()
        # uvicorn drains at a signal, and then sends it again: to the handler above, or as KeyboardInterrupt
        server.run(sockets=listeners)
    return 0 if server.started else _NOT_STARTED


def _studio_link(runtime: Runtime, address: str) -> str:
    """Address that logs the first administrator in, once."""
    token = sessions.create_link(runtime.store, runtime.home.organization_id, runtime.home.user_id)
    return f"{address}/login?token={token}"


def _open_when_ready(server: uvicorn.Server, link: str) -> None:
    import webbrowser

    while not server.started:
        time.sleep(0.05)
    webbrowser.open(link)


def _reached(host: str) -> str:
    """Return the address under which this machine reaches a host that may stand for all addresses."""
    return "127.0.0.1" if host in ("0.0.0.0", "::", "") else host  # noqa: S104 - compared only


def _to_copy(host: str, port: int, key: str, project_id: str | None) -> str:
    """Lines that point clients at a new server."""
    lines = [
        "For your clients (the key is shown only now):",
        f"export IONWORKS_API_URL=http://{_shown(_reached(host))}:{port}",
        f"export IONWORKS_API_KEY={key}",
        f"export IONWORKS_PROJECT_ID={project_id}" if project_id else "",
    ]
    return "\n".join(line for line in lines if line)


@contextmanager
def _listeners(settings: Settings) -> Iterator[list[socket.socket]]:
    """Sockets on every address of the host, taken before anything else is opened.

    Raises
    ------
    AddressError
        The host is unknown, or the port is taken or not allowed.
    """
    opened: list[socket.socket] = []
    port = settings.port
    try:
        flags = socket.AI_PASSIVE | socket.AI_ADDRCONFIG
        found = socket.getaddrinfo(settings.host, port, type=socket.SOCK_STREAM, flags=flags)
        for family, kind, _, _, address in dict.fromkeys(found):
            listener = socket.socket(family, kind)
            opened.append(listener)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listener.bind((address[0], port, *address[2:]))
            # a port that the system chose is the same for all addresses
            port = listener.getsockname()[1]
    except OSError as error:
        _close(opened)
        reason = error.strerror or str(error)
        message = f"The server cannot listen on {settings.host} port {port}: {reason}."
        raise AddressError(f"{message} Choose another with --host and --port.") from error
    try:
        yield opened
    finally:
        _close(opened)


def _close(sockets: Sequence[socket.socket]) -> None:
    for one in sockets:
        one.close()


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _open(settings: Settings) -> Store:
    if settings.database_url is None and not (settings.data_dir / "ionworks.db").exists():
        raise LookupError(f"there is no database in {settings.data_dir}; start the server once with: ionworks serve")
    with database.explained(settings.sqlalchemy_url):
        store = Store.open(settings.sqlalchemy_url)
        database.initialize(store)
    return store


def _create_key(options: argparse.Namespace, settings: Settings) -> int:
    store = _open(settings)
    key = create_key()
    bootstrap.add_key(store, bootstrap.home(store, options.email), key, options.name)
    print(key)
    return 0


def _list_keys(options: argparse.Namespace, settings: Settings) -> int:
    keys, users = schema.api_keys, schema.users
    times = (keys.c.created_at, keys.c.revoked_at, keys.c.expires_at)
    statement = sa.select(keys.c.id, keys.c.name, users.c.email, *times).join(users, users.c.id == keys.c.user_id)
    with _open(settings).read() as connection:
        rows = [dict(row) for row in connection.execute(statement.order_by(keys.c.created_at)).mappings()]
    if options.as_json:
        print(json.dumps(rows, indent=2))
        return 0
    for row in rows:
        good = f"until {row['expires_at']}" if row["expires_at"] else "active"
        state = f"revoked {row['revoked_at']}" if row["revoked_at"] else good
        print(f"{row['id']}  {row['created_at']}  {row['email']}  {state}  {row['name']}")
    return 0


def _revoke_key(options: argparse.Namespace, settings: Settings) -> int:
    keys = schema.api_keys
    with _open(settings).write() as connection:
        statement = sa.update(keys).where(keys.c.id == options.key_id, keys.c.revoked_at.is_(None))
        if not connection.execute(statement.values(revoked_at=schema.now())).rowcount:
            raise LookupError(f"no active key has the id {options.key_id!r}")
    print(f"revoked {options.key_id}; a running server forgets it within {CACHE_SECONDS:g} seconds")
    return 0


def _upgrade(_options: argparse.Namespace, settings: Settings) -> int:
    data_folder.prepare(settings.data_dir)
    with database.explained(settings.sqlalchemy_url):
        store = Store.open(settings.sqlalchemy_url)
        database.upgrade(store)
    print(f"the database has schema revision {database.revision(store)}")
    return 0
