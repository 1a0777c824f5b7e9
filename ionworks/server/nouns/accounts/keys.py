"""API keys: made once, stored as SHA-256, bound to one user in one organization.

A key has 256 random bits, so a plain hash is enough; looking the hash up in an index compares no secret byte
by byte. The session of a browser is a key that expires, see `sessions`.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from starlette.datastructures import Headers

from ionworks.server.call import Caller
from ionworks.server.ground.errors import forbidden
from ionworks.server.ground.threads import Room, run_in
from ionworks.server.store import schema
from ionworks.server.store.database import Store
from ionworks.server.store.records import Record, new_id

KEY_PREFIX: Final = "iwk_"
ORGANIZATION_HEADER: Final = "X-Organization-Id"
SCOPE_KEY: Final = "ionworks.key_verifier"
"""Where `app.build_app` puts its `KeyVerifier` in the ASGI scope."""
CACHE_SECONDS: Final = 2.0
_CACHE_SIZE: Final = 1024


def create_key() -> str:
    """Return a new API key; it is shown once and never stored."""
    return KEY_PREFIX + secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    """Return what is stored of `key`: its SHA-256, hexadecimal."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def key_row(key: str, *, organization_id: str, user_id: str, name: str, **further: Any) -> Record:
    """Return the row that stores `key`; `further` columns are empty unless given.

    Raises
    ------
    ValueError
        The key is too short to be safe.
    """
    if len(key) < 16:
        raise ValueError("an API key needs at least 16 characters")
    moment = schema.now()
    return {
        "id": new_id(),
        "organization_id": organization_id,
        "user_id": user_id,
        "key_hash": hash_key(key),
        "name": name,
        "created_at": moment,
        "updated_at": moment,
        **further,
    }


def find_caller(connection: sa.Connection, key: str) -> Caller | None:
    """Return who `key` belongs to; ``None`` when it is unknown, revoked or expired, or its member is deactivated."""
    keys, users, members = schema.api_keys, schema.users, schema.memberships
    parents = keys.alias()
    is_member = sa.and_(members.c.user_id == keys.c.user_id, members.c.organization_id == keys.c.organization_id)
    parent_is_good = sa.and_(parents.c.id == keys.c.parent_id, parents.c.revoked_at.is_(None))
    statement = (
        sa.select(users.c.id, users.c.email, keys.c.organization_id, members.c.role, keys.c.id.label("key_id"))
        .join_from(keys, users, users.c.id == keys.c.user_id)
        .join(members, is_member)
        .where(
            keys.c.key_hash == hash_key(key),
            keys.c.revoked_at.is_(None),
            sa.or_(keys.c.expires_at.is_(None), keys.c.expires_at > schema.now()),
            sa.or_(keys.c.parent_id.is_(None), sa.exists().where(parent_is_good)),
            members.c.is_active,
        )
    )
    row = connection.execute(statement).first()
    if row is None:
        return None
    user_id, email, organization_id, role, key_id = row
    return Caller(user_id=user_id, email=email, organization_id=organization_id, role=role, key_id=key_id)


class KeyVerifier:
    """Finds callers by key and remembers them for two seconds: polling clients ask many times a second."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[float, Caller]] = {}

    def forget(self, key: str) -> None:
        """Ask the database again when `key` comes next: it was just revoked."""
        self._known.pop(hash_key(key), None)

    async def verify(self, key: str) -> Caller | None:
        """Return the caller behind `key`, or ``None``."""
        digest = hash_key(key)
        expires, caller = self._known.get(digest, (0.0, None))
        if caller is not None and time.monotonic() < expires:
            return caller
        caller = await run_in(Room.KEYS, self._find, key)
        if len(self._known) >= _CACHE_SIZE:
            self._known.clear()
        if caller is None:
            self._known.pop(digest, None)
        else:
            self._known[digest] = (time.monotonic() + CACHE_SECONDS, caller)
        return caller

    def _find(self, key: str) -> Caller | None:
        with self._store.read() as connection:
            return find_caller(connection, key)


async def verify_api_key(
    key: str,
    required_scopes: Sequence[str] | None = None,
    request: Any = None,
) -> Mapping[str, Any] | None:
    """Answer Connexion's question whether `key` is valid (``x-apikeyInfoFunc`` in openapi.yaml).

    Returns
    -------
    dict or None
        ``sub`` and ``caller`` for the handler's `Call`; ``None`` makes the answer 401.

    Raises
    ------
    ApiError
        403: the request names another organization than that of the key.
    """
    verifier: KeyVerifier = request.scope[SCOPE_KEY]
    caller = await verifier.verify(key)
    if caller is None:
        return None
    named = Headers(scope=request.scope).get(ORGANIZATION_HEADER, caller.organization_id)
    if named != caller.organization_id:
        raise forbidden(f"The API key belongs to another organization than the one in {ORGANIZATION_HEADER}.")
    return {"sub": caller.user_id, "caller": caller}
