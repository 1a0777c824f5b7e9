"""Keys: never stored, bound to a member, useless once revoked."""

import asyncio
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from ionworks.server.nouns.accounts import bootstrap, members
from ionworks.server.nouns.accounts import keys as security
from ionworks.server.nouns.accounts.bootstrap import Home
from ionworks.server.call import Caller
from ionworks.server.store import schema
from ionworks.server.store.database import Store


@pytest.fixture
def key(store: Store, home: Home) -> str:
    made = security.create_key()
    bootstrap.add_key(store, home, made, "test")
    return made


def _caller(store: Store, key: str) -> Caller | None:
    with store.read() as connection:
        return security.find_caller(connection, key)


def test_keys_are_long_random_and_marked() -> None:
    keys = {security.create_key() for _ in range(50)}
    assert len(keys) == 50
    assert all(key.startswith("iwk_") and len(key) >= 40 for key in keys)


def test_only_the_hash_is_stored(store: Store, key: str) -> None:
    with store.read() as connection:
        row = connection.execute(sa.select(schema.api_keys)).mappings().one()
    assert key not in str(dict(row))
    assert row["key_hash"] == security.hash_key(key)


def test_a_key_names_its_user_and_organization(store: Store, home: Home, key: str) -> None:
    caller = _caller(store, key)
    assert caller is not None
    assert (caller.user_id, caller.organization_id, caller.role) == (home.user_id, home.organization_id, "Admin")


@pytest.mark.parametrize("wrong", ["", "iwk_", "x" * 500, "iwk_\ud800", "' OR 1=1 --"])
def test_unknown_keys_name_nobody(store: Store, key: str, wrong: str) -> None:
    assert _caller(store, wrong) is None
    assert _caller(store, key.lower()) is None


def test_revoked_keys_and_deactivated_members_are_refused(store: Store, home: Home, key: str) -> None:
    with store.write() as connection:
        connection.execute(sa.update(schema.memberships).values(is_active=False))
    assert _caller(store, key) is None
    with store.write() as connection:
        connection.execute(sa.update(schema.memberships).values(is_active=True))
        connection.execute(sa.update(schema.api_keys).values(revoked_at=schema.now()))
    assert _caller(store, key) is None


def test_connexion_hook_answers_caller_or_nothing(store: Store, home: Home, key: str) -> None:
    request = SimpleNamespace(scope={security.SCOPE_KEY: security.KeyVerifier(store), "headers": []})
    found = asyncio.run(security.verify_api_key(key, request=request))
    assert found is not None
    assert found["caller"].organization_id == home.organization_id
    assert asyncio.run(security.verify_api_key("iwk_wrong", request=request)) is None


def test_short_keys_cannot_be_stored(store: Store, home: Home) -> None:
    with pytest.raises(ValueError, match="16 characters"):
        bootstrap.add_key(store, home, "short", "x")


def test_an_invited_member_gets_a_key_and_has_joined(store: Store, home: Home) -> None:
    with store.write() as connection:
        user_id, _ = members.join(connection, home.organization_id, "Ada@Example.org", "Member")
    guest = bootstrap.home(store, "ada@example.ORG ")
    assert (guest.user_id, guest.organization_id, guest.project_id) == (user_id, home.organization_id, home.project_id)
    made = security.create_key()
    bootstrap.add_key(store, guest, made, "laptop")
    caller = _caller(store, made)
    assert caller is not None
    assert (caller.email, caller.role) == ("Ada@Example.org", "Member")
    with store.read() as connection:
        assert not members.membership(connection, home.organization_id, user_id)["invite_pending"]


def test_a_stranger_gets_no_key(store: Store, home: Home) -> None:
    with pytest.raises(LookupError, match="no active member bob@example.org"):
        bootstrap.home(store, "bob@example.org")
