"""Questions are answered although every worker solves."""

import sys
import time
from collections.abc import Iterator

import cloudpickle
import pytest

from ionworks.server.workers.ask import Engine
from ionworks.server.workers.pool import WorkerPool

pytestmark = pytest.mark.local_only
cloudpickle.register_pickle_by_value(sys.modules[__name__])


def _double(value: int) -> int:
    return 2 * value


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    opened = WorkerPool(1)
    yield opened
    opened.shutdown(wait=False)


def test_a_spare_worker_answers_while_all_are_busy(pool: WorkerPool) -> None:
    made: list[WorkerPool] = []

    def spare() -> WorkerPool:
        made.append(WorkerPool(1))
        return made[-1]

    engine = Engine(pool, spare=spare)
    assert engine.ask(_double, 1) == 2
    assert made == []
    busy = pool.submit(time.sleep, 60)
    assert pool.idle == 0
    assert [engine.ask(_double, value) for value in (2, 3)] == [4, 6]
    assert len(made) == 1
    assert not busy.done()
    engine.close()
    with pytest.raises(RuntimeError, match="shut down"):
        made[0].submit(_double, 1)
    assert engine.ask(_double, 4) == 8
    engine.close()
    pool.cancel_running(busy)


def test_idle_counts_free_slots(pool: WorkerPool) -> None:
    assert pool.idle == 1
    first, second = pool.submit(time.sleep, 0.2), pool.submit(_double, 3)
    assert pool.idle == 0
    assert (first.result(30), second.result(30)) == (None, 6)
    deadline = time.monotonic() + 5
    while pool.idle == 0:
        assert time.monotonic() < deadline
        time.sleep(0.01)
