"""One server with two organizations for all tests of cell data; a cell and a cache folder of its own for each."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import attrs
import pytest
import sqlalchemy as sa

import ionworks
from ionworks import Ionworks, cache
from ionworks.server.nouns.accounts import keys
from ionworks.server.files.folder import FolderBlobs
from ionworks.server.local import LocalServer
from ionworks.server.store import schema
from ionworks.server.store.database import Store
from ionworks.server.store.records import new_id
from tests.integration.lent_workers import Lender

STRANGER = "stranger-key-0123456789"
_numbers = count()


@attrs.frozen
class Place:
    """A running server and what the tests may see of its inside."""

    server: LocalServer
    store: Store
    blobs: FolderBlobs

    def client(self, key: str | None = None, **options: Any) -> Ionworks:
        return Ionworks(key or self.server.api_key, self.server.url, self.server.project_id, **options)

    def count(self, table: sa.Table) -> int:
        with self.store.read() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()

    def files(self) -> set[str]:
        """Storage keys of every stored file."""
        return {str(path.relative_to(self.blobs.folder)) for path in self.blobs.folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="package")
def place(tmp_path_factory: pytest.TempPathFactory, lent_workers: Lender) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("server")
    limit = 4 * 1024**2
    with (
        lent_workers(),
        LocalServer(folder, workers=1, max_upload_bytes=limit, validate_responses=True) as server,
    ):
        store = server._runtime.store
        _add_stranger(store)
        yield Place(server, store, FolderBlobs(folder / "blobs"))


def _add_stranger(store: Store) -> None:
    """An administrator of another organization."""
    ids = {name: new_id() for name in ("organization", "user", "membership")}
    times = {"created_at": schema.now(), "updated_at": schema.now()}
    member = {"organization_id": ids["organization"], "user_id": ids["user"]}
    with store.write() as connection:
        for table, row in (
            (schema.organizations, {"id": ids["organization"], "name": "Other", **times}),
            (schema.users, {"id": ids["user"], "email": "stranger@example.com", **times}),
            (schema.memberships, {"id": ids["membership"], **member, "role": "Admin", "is_active": True, **times}),
            (schema.api_keys, keys.key_row(STRANGER, **member, name="stranger")),
        ):
            connection.execute(sa.insert(table), row)


@pytest.fixture
def client(place: Place) -> Iterator[Ionworks]:
    with place.client() as opened:
        yield opened


@pytest.fixture
def stranger(place: Place) -> Iterator[Ionworks]:
    with place.client(STRANGER) as opened:
        yield opened


@pytest.fixture
def cell(client: Ionworks) -> Any:
    """A new cell of 5 Ah."""
    number = next(_numbers)
    ratings = {"capacity": {"value": 5.0, "unit": "A*h"}}
    spec = client.cell_spec.create({"name": f"Cell type {number}", "ratings": ratings})
    return client.cell_instance.create(spec.id, {"name": f"Cell {number}"})


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_CACHE_CONFIG", dict(cache._CACHE_CONFIG))
    ionworks.set_cache_directory(tmp_path / "cache")
