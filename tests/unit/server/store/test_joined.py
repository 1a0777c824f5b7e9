"""Pages of joined records: their own organization's only, newest first, with the number in all."""

import pytest
import sqlalchemy as sa

from ionworks.server.store import database, schema
from ionworks.server.store.database import Store
from ionworks.server.store.joined import Joined

ORGANIZATIONS, JOBS = schema.organizations, schema.jobs


@pytest.fixture
def joined(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'ionworks.db'}")
    database.initialize(store)
    rows = [("a", "mine", 1), ("b", "mine", 2), ("c", "mine", 2), ("d", "theirs", 3)]
    with store.write() as connection:
        for owner in ("mine", "theirs"):
            row = {"id": owner, "name": owner.title(), "created_at": "2026", "updated_at": "2026"}
            connection.execute(sa.insert(ORGANIZATIONS), row)
        for key, owner, day in rows:
            job = {"id": key, "organization_id": owner, "job_type": "x", "status": "pending", "priority": day}
            moment = f"2026-01-0{day}"
            connection.execute(sa.insert(JOBS), {**job, "created_at": moment, "updated_at": moment})
    source = JOBS.join(ORGANIZATIONS, ORGANIZATIONS.c.id == JOBS.c.organization_id)
    yield Joined(store, "mine", JOBS, source, [JOBS.c.id, ORGANIZATIONS.c.name.label("owner")])
    store.close()


def test_a_page_is_newest_first_and_counts_everything(joined):
    rows, total = joined.page((), limit=2, offset=0)
    assert (rows, total) == ([{"id": "c", "owner": "Mine"}, {"id": "b", "owner": "Mine"}], 3)
    assert joined.page((), limit=2, offset=2) == ([{"id": "a", "owner": "Mine"}], 3)


def test_conditions_may_be_about_what_is_joined(joined):
    where = [ORGANIZATIONS.c.name == "Mine", JOBS.c.priority == 2]
    rows, total = joined.page(where, 9, 0, [JOBS.c.id.asc()], counted=joined.source)
    assert ([row["id"] for row in rows], total) == (["b", "c"], 2)


def test_records_of_others_are_not_found(joined):
    assert joined.find("a") == {"id": "a", "owner": "Mine"}
    assert joined.find("d") is None
