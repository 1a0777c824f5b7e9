"""Migrations of databases that hold data: what an older server let in twice, a newer one has once."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from ionworks.server.store import database
from ionworks.server.store.database import Store

pytestmark = [pytest.mark.local_only, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


def writer(connection: sa.Connection) -> Callable[..., None]:
    """Insert rows into a database of any revision; columns that may not be empty get something."""
    tables = sa.MetaData()
    tables.reflect(connection)

    def write(table: str, **given: Any) -> None:
        columns = tables.tables[table].columns
        empty = [(sa.Boolean, False), ((sa.Integer, sa.Numeric), 0), (sa.types.TypeEngine, "{}")]
        usual = {
            one.name: next(value for kind, value in empty if isinstance(one.type, kind))
            for one in columns
            if not one.nullable and one.server_default is None
        }
        times = {name: "2026-01-01T00:00:00+00:00" for name in ("created_at", "updated_at") if name in columns}
        connection.execute(sa.insert(tables.tables[table]).values({**usual, **times, **given}))

    return write


def test_records_of_one_content_become_one_that_is_found(store: Store) -> None:
    database.upgrade(store, "0005")
    with store.write() as connection:
        write = writer(connection)
        write("organizations", id="o", name="o")
        write("simulation_batches", id="b", organization_id="o")
        for project in ("p", "q"):
            write("projects", id=project, organization_id="o", name=project)
            shared = {"organization_id": "o", "project_id": project, "content_hash": "same"}
            for number in range(3):
                write("protocols", id=f"{project}{number}", name="CC", **shared)
        for number, (status, created) in enumerate([("completed", 1), ("completed", 2), ("failed", 3), ("queued", 0)]):
            write("jobs", id=f"j{number}", organization_id="o", status=status)
            time = {"created_at": f"2026-01-0{created + 1}T00:00:00+00:00"}
            ids = {"organization_id": "o", "project_id": "p", "job_id": f"j{number}", "batch_id": "b"}
            write("simulations", id=f"s{number}", content_hash="same", **ids, **time)
        write("simulations", id="s9", organization_id="o", project_id="p", batch_id="b", content_hash="other")
    database.upgrade(store, "0006")
    with store.read() as connection:
        protocols = dict(connection.execute(sa.text("SELECT id, content_hash FROM protocols")).all())
        runs = dict(connection.execute(sa.text("SELECT id, content_hash FROM simulations")).all())
    assert protocols == {
        f"{one}{number}": f"{one}{number}" if number else "same" for one in "pq" for number in range(3)
    }
    assert runs == {"s0": None, "s1": "same", "s2": None, "s3": None, "s9": "other"}, "the latest that did not fail"
    with pytest.raises(sa.exc.IntegrityError), store.write() as connection:
        ids = {"organization_id": "o", "project_id": "p", "batch_id": "b"}
        writer(connection)("simulations", id="s10", content_hash="same", **ids)
    database.upgrade(store)
    assert database.revision(store) == database.schema.HEAD
