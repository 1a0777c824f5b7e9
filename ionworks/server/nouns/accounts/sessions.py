"""Sessions of browsers: keys that expire, bound to the user and the organization of the key they were opened with.

A session ends when it expires or is closed, when its key is revoked (``ionworks keys revoke`` takes sessions too), and
when its member is deactivated. A link is a row that opens one session and is gone then; its secret is stored under a
hash that no key has, so it opens nothing else.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from ionworks.server.nouns.accounts import keys
from ionworks.server.store import schema
from ionworks.server.store.database import Store
from ionworks.server.store.records import Record

SESSION_PREFIX: Final = "iws_"
SESSION_SECONDS: Final = 7 * 24 * 3600
LINK_SECONDS: Final = 3600
_NAME: Final = "Studio session"
_LINK_NAME: Final = "Studio link, not used yet"
_table = schema.api_keys


def create_link(store: Store, organization_id: str, user_id: str, key_id: str | None = None) -> str:
    """Return a secret that opens one session of a user within an hour.

    Parameters
    ----------
    store : Store
    organization_id, user_id : str
    key_id : str, optional
        Key, or session, it is asked for with: the new session ends with that key.
    """
    secret = keys.create_key()
    with store.write() as connection:
        _sweep(connection)
        parent = None if key_id is None else _parent(connection, key_id)
        row = _row(secret, LINK_SECONDS, _LINK_NAME, organization_id, user_id, parent)
        connection.execute(sa.insert(_table), {**row, "key_hash": _link_hash(secret)})
    return secret


def open_by_link(store: Store, secret: str) -> str | None:
    """Return the token of a new session; ``None`` when the link was used, has expired, or never was."""
    spent = (
        sa.delete(_table)
        .where(_table.c.key_hash == _link_hash(secret), _table.c.expires_at > schema.now())
        .returning(_table.c.organization_id, _table.c.user_id, _table.c.parent_id)
    )
    with store.write() as connection:
        found = connection.execute(spent).first()
        return None if found is None else _open(connection, *found)


def open_by_key(store: Store, key: str) -> str | None:
    """Return the token of a new session; ``None`` when `key` is not good."""
    with store.write() as connection:
        caller = keys.find_caller(connection, key)
        if caller is None:
            return None
        parent = _parent(connection, caller.key_id)
        return _open(connection, caller.organization_id, caller.user_id, parent)


def close(store: Store, token: str) -> None:
    """End a session."""
    if token.startswith(SESSION_PREFIX):
        with store.write() as connection:
            connection.execute(sa.delete(_table).where(_table.c.key_hash == keys.hash_key(token)))


def close_all(store: Store, organization_id: str, user_id: str) -> None:
    """End every session of a user in an organization, and the links not used yet."""
    mine = (_table.c.organization_id == organization_id, _table.c.user_id == user_id)
    with store.write() as connection:
        connection.execute(sa.delete(_table).where(*mine, _table.c.name.in_((_NAME, _LINK_NAME)), _expiring()))


def _open(connection: sa.Connection, organization_id: str, user_id: str, parent_id: str | None) -> str:
    _sweep(connection)
    token = SESSION_PREFIX + keys.create_key().removeprefix(keys.KEY_PREFIX)
    row = _row(token, SESSION_SECONDS, _NAME, organization_id, user_id, parent_id)
    connection.execute(sa.insert(_table), row)
    return token


def _row(key: str, seconds: int, name: str, organization_id: str, user_id: str, parent_id: str | None) -> Record:
    expires = schema.format_time(datetime.now(UTC) + timedelta(seconds=seconds))
    return keys.key_row(
        key, organization_id=organization_id, user_id=user_id, name=name, expires_at=expires, parent_id=parent_id
    )


def _parent(connection: sa.Connection, key_id: str) -> str:
    """Return the id of the key itself, also where a session that it opened is named."""
    found = connection.execute(sa.select(_table.c.parent_id).where(_table.c.id == key_id)).scalar()
    return str(found or key_id)


def _link_hash(secret: str) -> str:
    """Return what is stored of a link: no hexadecimal number, which the hash of every key is."""
    return f"link {keys.hash_key(secret)}"[:64]


def _sweep(connection: sa.Connection) -> None:
    connection.execute(sa.delete(_table).where(_expiring(), _table.c.expires_at <= schema.now()))


def _expiring() -> sa.ColumnElement[bool]:
    return _table.c.expires_at.is_not(None)
