"""One application per module, spoken to without sockets; one worker process for all of them."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import attrs
import httpx
import pytest
import sqlalchemy as sa

from ionworks.server.nouns.accounts import bootstrap
from ionworks.server.nouns.accounts import keys as security
from ionworks.server.contract import specification
from ionworks.server.http import binding
from ionworks.server.http.app import build_app
from ionworks.server.ground.settings import Settings
from ionworks.server.store import database, schema
from ionworks.server.store.database import Store
from ionworks.server.store.records import new_id
from ionworks.server.workers.ask import Engine
from tests.integration.lent_workers import Lender, LentWorkers

ADMIN, MEMBER, VIEWER, STRANGER = (f"{who}-key-0123456789" for who in ("admin", "member", "viewer", "stranger"))


@attrs.define
class Api:
    """The application and what the tests know about its database."""

    app: Any
    store: Store
    home: bootstrap.Home
    loop: asyncio.AbstractEventLoop
    users: dict[str, str] = attrs.field(factory=dict)
    """User id by key."""
    other_organization: str = ""

    @property
    def project_id(self) -> str:
        return self.home.project_id or ""

    def __call__(self, method: str, path: str, body: Any = None, *, key: str = ADMIN, **parts: Any) -> httpx.Response:
        if body is not None:
            parts["json"] = body
        headers = {"X-API-Key": key} if key else {}

        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            # reading the certificates of the machine takes longer than most answers
            async with httpx.AsyncClient(transport=transport, base_url="http://server.test", verify=False) as client:
                return await client.request(method, path, headers=headers, **parts)

        return asyncio.run_coroutine_threadsafe(once(), self.loop).result(120)

    def made(self, path: str, body: Any, **parts: Any) -> Any:
        """Body of a creation that has to work."""
        answer = self("POST", path, body, **parts)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def insert(self, table: sa.Table, **values: Any) -> str:
        moment = schema.now()
        row = {"id": new_id(), "created_at": moment, "updated_at": moment, **values}
        if "organization_id" in table.c:
            row.setdefault("organization_id", self.home.organization_id)
        with self.store.write() as connection:
            connection.execute(sa.insert(table), row)
        return row["id"]

    def count(self, table: sa.Table, *where: Any) -> int:
        with self.store.read() as connection:
            return connection.execute(sa.select(sa.func.count()).select_from(table).where(*where)).scalar_one()


@pytest.fixture(scope="session")
def worker_pool(lent_workers: Lender) -> LentWorkers:
    return lent_workers.workers(1)


@pytest.fixture(scope="session")
def event_loop_thread() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture(scope="module")
def api(
    tmp_path_factory: pytest.TempPathFactory,
    worker_pool: LentWorkers,
    event_loop_thread: asyncio.AbstractEventLoop,
) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("server")
    settings = Settings(data_dir=folder, workers=1, allowed_hosts="server.test", validate_responses=True)
    store = Store.open(settings.sqlalchemy_url)
    database.initialize(store)
    home = bootstrap.seed(store)
    app = build_app(settings, store, worker_pool, unserved=_unserved())
    opened = Api(app, store, home, event_loop_thread)
    _add_people(opened)
    yield opened
    store.close()


def _unserved() -> dict[str, str]:
    """Operations other modules do not have yet."""
    operations = specification.operations(specification.load())
    return {one.operation_id: "later" for one in operations if binding._find_handler(one) is None}


def _add_people(api: Api) -> None:
    """An admin, a contributor and a viewer of the project, a member without roles elsewhere, another organization."""
    other = api.insert(schema.organizations, name="Other")
    api.other_organization = other
    own = api.home.organization_id
    api.users[ADMIN] = api.home.user_id
    _add_key(api, ADMIN, own)
    for key, organization, role in ((MEMBER, own, "Member"), (VIEWER, own, "Member"), (STRANGER, other, "Admin")):
        api.users[key] = api.insert(schema.users, email=f"{key}@example.com")
        api.insert(schema.memberships, organization_id=organization, user_id=api.users[key], role=role, is_active=True)
        _add_key(api, key, organization)
    api.insert(
        schema.project_members,
        project_id=api.project_id,
        user_id=api.users[VIEWER],
        project_role_id=role_id(api, "Project Viewer"),
    )


def _add_key(api: Api, key: str, organization: str) -> None:
    row = security.key_row(key, organization_id=organization, user_id=api.users[key], name="test")
    with api.store.write() as connection:
        connection.execute(sa.insert(schema.api_keys), row)


def role_id(api: Api, name: str) -> str:
    roles = schema.project_roles
    with api.store.read() as connection:
        return connection.execute(sa.select(roles.c.id).where(roles.c.name == name)).scalar_one()


@pytest.fixture
def roles(api: Api) -> dict[str, str]:
    return {role["name"]: role["id"] for role in api("GET", "/roles/project").json()}


@pytest.fixture(scope="module")
def keys() -> dict[str, str]:
    return {"admin": ADMIN, "member": MEMBER, "viewer": VIEWER, "stranger": STRANGER}


@pytest.fixture(scope="module", autouse=True)
def _patient() -> Iterator[None]:
    """Workers answer when they can: other tests run beside these, and no client waits."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine.__init__, "__defaults__", (45.0, None))
        yield
