"""SQLite finds a few rows among very many by the index that is made for it."""

import pytest
import sqlalchemy as sa

from ionworks.server.store import database, schema
from ionworks.server.store.database import Store

SIMULATIONS, JOBS = schema.simulations.c, schema.jobs.c
MINE = SIMULATIONS.organization_id == "o"
SOME = [str(number) for number in range(300)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    opened = Store.open(f"sqlite:///{tmp_path_factory.mktemp('planner') / 'test.db'}")
    database.initialize(opened)
    assert database.initialize(opened) is False  # as at every later start
    opened.close()
    return opened


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (sa.select(SIMULATIONS.name).where(MINE, SIMULATIONS.id.in_(SOME)), "sqlite_autoindex_simulations_1 (id=?)"),
        (
            sa.select(SIMULATIONS.id).where(MINE, SIMULATIONS.project_id == "p", SIMULATIONS.content_hash.in_(SOME)),
            "ix_simulations_content (project_id=? AND content_hash=?)",
        ),
        (
            sa.select(SIMULATIONS.name).where(MINE).order_by(SIMULATIONS.created_at.desc()).limit(100),
            "ix_simulations_organization_id_created_at",
        ),
        (
            sa.select(JOBS.id).where(JOBS.id.in_(SOME), JOBS.status == "processing", JOBS.lease_owner == "me"),
            "sqlite_autoindex_jobs_1 (id=?)",
        ),
        (
            sa.select(JOBS.id).where(JOBS.status == "pending", JOBS.group_key == "g", JOBS.attempts == 0),
            "ix_jobs_group (group_key=? AND status=? AND attempts=?)",
        ),
        (
            sa.update(schema.jobs)
            .where(JOBS.id.in_(SOME), JOBS.status.in_(("pending", "processing")))
            .values(status="a"),
            "sqlite_autoindex_jobs_1 (id=?)",
        ),
    ],
)
def test_the_narrowest_index_is_used(store: Store, statement: sa.Executable, index: str) -> None:
    text = str(statement.compile(store.engine, compile_kwargs={"literal_binds": True}))
    with store.read() as connection:
        plan = " ".join(row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}"))
    assert index in plan
    assert "SCAN" not in plan
