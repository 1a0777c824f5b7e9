"""A dispatcher with small task functions: what the tests of queue, executors and databases share."""

import errno
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import attrs
import cloudpickle
import sqlalchemy as sa

from ionworks.server.nouns.accounts.bootstrap import Home
from ionworks.server.queue import jobs
from ionworks.server.queue.dispatcher import Dispatcher
from ionworks.server.store import bulk, schema
from ionworks.server.store.database import Store

# the workers cannot import this file
cloudpickle.register_pickle_by_value(sys.modules[__name__])


class Panic(BaseException):
    """As libraries written in Rust raise it: no `Exception`, and it cannot be made again from its pickle."""

    def __init__(self, text: str, place: str) -> None:
        super().__init__(f"{text} at {place}")


def work(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Double each value; special values fail, crash the process, or take long."""
    results = []
    for job in task["jobs"]:
        value = job["value"]
        if value == "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        if value == "terminate":
            os.kill(os.getpid(), signal.SIGTERM)
        if value == "sleep":
            Path(task["mark"]).write_text("running")
            time.sleep(60)
        if value == "raise":
            raise RuntimeError("the whole chunk is lost")
        if value == "panic":
            raise Panic("index out of bounds", "page.rs:7")
        if value == "interrupt":
            raise KeyboardInterrupt
        if value == "memory":
            raise MemoryError("Unable to allocate 7.00 GiB")
        if value == "full":
            raise OSError(errno.ENOSPC, "No space left on device")
        if value == "silent":
            continue
        failed = value == "fail"
        results.append(
            {
                "job_id": job["id"],
                "status": "failed" if failed else "completed",
                "error": "asked to fail" if failed else None,
                "error_code": "SOLVER_ERROR" if failed else None,
                "result": None if failed else {"doubled": value * 2, "chunk": len(task["jobs"])},
            }
        )
    return results


@attrs.define
class Doubling:
    """A kind of job for these tests; remembers what was recorded."""

    mark: str
    recorded: list[str] = attrs.field(factory=list)
    function: Callable[..., Any] = work

    def build(self, connection: sa.Connection, claimed: Sequence[dict[str, Any]]) -> dict[str, Any]:
        if any(row["params"] == "unbuildable" for row in claimed):
            raise LookupError("no such model")
        return {"mark": self.mark, "jobs": [{"id": row["id"], "value": row["params"]} for row in claimed]}

    def record(self, connection: sa.Connection, claimed: Any, results: Sequence[dict[str, Any]]) -> None:
        self.recorded += [result["job_id"] for result in results]


@attrs.define
class Bench:
    """A dispatcher, its database, and short ways to ask about both."""

    store: Store
    home: Home
    executor: Any
    kind: Doubling
    dispatcher: Dispatcher

    def add(self, *values: Any, **columns: Any) -> list[str]:
        rows = [
            jobs.new_job(self.home.organization_id, "double", params=value, created_at=moment, **columns)
            for value, moment in zip(values, bulk.spaced_times(len(values)), strict=True)
        ]
        bulk.insert_rows(self.store, (schema.jobs, rows))
        self.dispatcher.notify()
        return [row["id"] for row in rows]

    def rows(self, ids: Sequence[str]) -> list[Any]:
        with self.store.read() as connection:
            found = connection.execute(sa.select(schema.jobs).where(schema.jobs.c.id.in_(ids))).mappings()
            by_id = {row["id"]: row for row in found}
        return [by_id[job_id] for job_id in ids]

    def wait(self, ids: Sequence[str], seconds: float = 30) -> list[Any]:
        deadline = time.monotonic() + seconds
        while True:
            rows = self.rows(ids)
            if all(row["finished_at"] for row in rows):
                return rows
            assert time.monotonic() < deadline, [row["status"] for row in rows]
            time.sleep(0.01)

    def wait_for_mark(self) -> None:
        deadline = time.monotonic() + 60
        while not Path(self.kind.mark).exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)
