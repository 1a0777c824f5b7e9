"""The queue: order, groups, turns, guarded moves, cancel, lost workers."""

import pytest
import sqlalchemy as sa

from ionworks.server.nouns.accounts.bootstrap import Home
from ionworks.server.queue import jobs
from ionworks.server.queue.recovery import fail_abandoned, requeue_abandoned, requeue_lost
from ionworks.server.queue.jobs import Head, Outcome
from ionworks.server.queue.turns import Turns
from ionworks.server.store import bulk, schema
from ionworks.server.store.database import Store
from ionworks.server.store.records import Records

OWNER = "this server"


def _add(store: Store, organization: str, count: int = 1, **columns) -> list[str]:
    rows = [jobs.new_job(organization, "simulate", created_at=moment, **columns) for moment in bulk.spaced_times(count)]
    bulk.insert_rows(store, (schema.jobs, iter(rows)))
    return [row["id"] for row in rows]


def _claim(store: Store, limit: int = 64) -> list[str]:
    with store.write() as connection:
        head = Turns().front(connection)
        return [] if head is None else [row["id"] for row in jobs.claim(connection, head, limit, OWNER, 60)]


def _status(store: Store, job_id: str) -> str:
    with store.read() as connection:
        return connection.execute(sa.select(schema.jobs.c.status).where(schema.jobs.c.id == job_id)).scalar_one()


def test_a_group_is_claimed_in_order_and_only_once(store: Store, home: Home) -> None:
    ids = _add(store, home.organization_id, 5, group_key="g")
    assert _claim(store, 3) == ids[:3]
    assert _claim(store, 3) == ids[3:]
    assert _claim(store, 3) == []


def test_groups_are_not_mixed_and_lone_jobs_stay_alone(store: Store, home: Home) -> None:
    first = _add(store, home.organization_id, 2, group_key="a")
    lone = _add(store, home.organization_id, 2)
    second = _add(store, home.organization_id, 2, group_key="b")
    assert [_claim(store) for _ in range(4)] == [first, lone[:1], lone[1:], second]


def test_smaller_priority_number_goes_first(store: Store, home: Home) -> None:
    _add(store, home.organization_id, 1)
    urgent = _add(store, home.organization_id, 1, priority=1)
    assert _claim(store) == urgent


def test_organizations_take_turns(store: Store, home: Home) -> None:
    with store.write() as connection:
        for name in ("org-a", "org-b"):
            row = {"id": name, "name": name, "created_at": schema.now(), "updated_at": schema.now()}
            connection.execute(sa.insert(schema.organizations), row)
    _add(store, "org-a", 3)
    _add(store, "org-b", 3)
    assert [head.organization_id for head in _served(store, 4)] == ["org-a", "org-b", "org-a", "org-b"]


def _served(store: Store, count: int) -> list[Head]:
    turns, served = Turns(), []
    for _ in range(count):
        with store.write() as connection:
            head = turns.front(connection)
            assert head is not None
            jobs.claim(connection, head, 1, OWNER, 60)
            served.append(head)
    return served


def test_users_of_an_organization_take_turns(store: Store, home: Home) -> None:
    sweep = _add(store, home.organization_id, 20, group_key="g", created_by="ada")
    single = _add(store, home.organization_id, created_by="bob")
    nobody = _add(store, home.organization_id, 2)
    heads = [head.id for head in _served(store, 6)]
    assert heads == [sweep[0], single[0], nobody[0], sweep[1], nobody[1], sweep[2]]


def test_outcomes_of_canceled_jobs_are_dropped(store: Store, home: Home) -> None:
    ids = _add(store, home.organization_id, 2, group_key="g")
    _claim(store)
    with store.write() as connection:
        assert jobs.cancel(connection, [ids[0]]) == [ids[0]]
        done = [Outcome(job_id=job_id, status="completed", result={"x": 1}) for job_id in ids]
        assert jobs.finish(connection, done, OWNER) == {ids[1]}
    assert (_status(store, ids[0]), _status(store, ids[1])) == ("canceled", "completed")


def test_another_owner_cannot_finish(store: Store, home: Home) -> None:
    ids = _add(store, home.organization_id)
    _claim(store)
    with store.write() as connection:
        assert jobs.finish(connection, [Outcome(job_id=ids[0], status="completed")], "someone else") == set()
    assert _status(store, ids[0]) == "processing"


def test_finish_accepts_only_ends(store: Store, home: Home) -> None:
    ids = _add(store, home.organization_id)
    with store.write() as connection, pytest.raises(ValueError, match="'processing'"):
        jobs.finish(connection, [Outcome(job_id=ids[0], status="processing")], OWNER)


def test_cancel_reaches_all_descendants_and_spares_the_finished(store: Store, home: Home) -> None:
    (parent,) = _add(store, home.organization_id, status="waiting")
    children = _add(store, home.organization_id, 2, parent_id=parent)
    (grandchild,) = _add(store, home.organization_id, parent_id=children[0])
    with store.write() as connection:
        jobs.move(connection, children[1], "failed", error="x")
        canceled = jobs.cancel(connection, [parent])
    assert set(canceled) == {parent, children[0], grandchild}
    assert _status(store, children[1]) == "failed"


def test_move_is_guarded(store: Store, home: Home) -> None:
    (job_id,) = _add(store, home.organization_id)
    with store.write() as connection:
        assert jobs.move(connection, job_id, "canceled")
        assert not jobs.move(connection, job_id, "processing")


def test_a_lost_worker_is_forgiven_once_and_then_the_job_runs_alone(store: Store, home: Home) -> None:
    ids = _add(store, home.organization_id, 3, group_key="g")
    _claim(store)
    with store.write() as connection:
        assert requeue_lost(connection, ids, OWNER, "gone") == []
    for job_id in ids:
        assert _claim(store) == [job_id]
    with store.write() as connection:
        assert requeue_lost(connection, ids[:1], OWNER, "gone") == ids[:1]
    row = Records(store, schema.jobs, home.organization_id).get(ids[0])
    assert (row["status"], row["error_code"], row["error"]) == ("failed", "WORKER_LOST", "gone")


def test_a_dead_server_costs_no_attempt(store: Store, home: Home) -> None:
    ids = _add(store, home.organization_id, 2, group_key="g")
    _claim(store)
    with store.write() as connection:
        assert requeue_abandoned(connection, everything=False) == 0
        assert requeue_abandoned(connection, everything=True) == 2
    assert _claim(store) == ids


def test_a_job_that_is_there_whenever_the_server_dies_fails(store: Store, home: Home) -> None:
    poison, other = _add(store, home.organization_id, 2, group_key="g")
    for death in range(jobs.MAX_RESTARTS):
        # after some deaths each has a chunk of its own, so the innocent one gets through
        claimed = _claim(store)
        assert claimed == ([poison, other] if death < 3 else [poison])
        with store.write() as connection:
            failed = fail_abandoned(connection, everything=True)
            returned = requeue_abandoned(connection, everything=True)
        assert (failed, returned) == (([], len(claimed)) if death < jobs.MAX_RESTARTS - 1 else ([poison], 0))
    row = Records(store, schema.jobs, home.organization_id).get(poison)
    assert (row["status"], row["error_code"], row["attempts"]) == ("failed", "SERVER_LOST", 1)
    assert f"ended {jobs.MAX_RESTARTS} times" in row["error"]
    assert _claim(store) == [other]


def test_ended_leases_are_taken_over_unless_renewed(store: Store, home: Home) -> None:
    _add(store, home.organization_id)
    with store.write() as connection:
        head = Turns().front(connection)
        assert head is not None
        jobs.claim(connection, head, 1, OWNER, -1.0)
        jobs.heartbeat(connection, OWNER, 60)
        assert requeue_abandoned(connection, everything=False) == 0
        jobs.heartbeat(connection, OWNER, -1.0)
        assert requeue_abandoned(connection, everything=False) == 1


def test_group_tasks_are_stored_once(store: Store, home: Home) -> None:
    task = {"model": {"type": "SPM"}, "bounds": [float("-inf"), 1.0]}
    with store.write() as connection:
        key, is_new = jobs.save_group(connection, home.organization_id, task)
        assert is_new
        assert jobs.save_group(connection, home.organization_id, dict(reversed(task.items()))) == (key, False)
        assert jobs.group_task(connection, key) == task
        count = connection.execute(sa.select(sa.func.count()).select_from(schema.job_groups)).scalar_one()
    assert count == 1


def test_parallel_rows_of_two_tables_larger_than_a_chunk(store: Store, home: Home) -> None:
    batch = Records(store, schema.simulation_batches, home.organization_id).insert(
        {"group_key": "g", "run_count": 2500}
    )
    simulations = Records(store, schema.simulations, home.organization_id)
    pairs = [
        (simulations.complete({"batch_id": batch["id"]}), jobs.new_job(home.organization_id, "simulate"))
        for _ in range(2500)
    ]
    rows = (
        (schema.jobs, (job for _, job in pairs)),
        (schema.simulations, ({**simulation, "job_id": job["id"]} for simulation, job in pairs)),
    )
    bulk.insert_rows(store, *rows)
    joined = sa.join(schema.simulations, schema.jobs, schema.simulations.c.job_id == schema.jobs.c.id)
    with store.read() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(joined)).scalar_one() == 2500


def test_the_claim_skips_rows_another_postgres_server_holds() -> None:
    from sqlalchemy.dialects import postgresql

    statements: list[str] = []

    class Recorder:
        def execute(self, statement):
            statements.append(str(statement.compile(dialect=postgresql.dialect())))
            return self

        def mappings(self):
            return []

    jobs.claim(Recorder(), jobs.Head("1", "o", "simulate", "g", 0), 8, OWNER, 60)
    assert "FOR UPDATE SKIP LOCKED" in statements[0]
    assert "RETURNING" in statements[0]
