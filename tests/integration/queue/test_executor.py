"""Real worker processes: results, errors, crashes, kills, order, shutdown."""

import functools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cloudpickle
import pytest

from ionworks.server.workers.guard import TaskError
from ionworks.server.workers.pool import WorkerLostError, WorkerPool

pytestmark = pytest.mark.local_only
# the workers cannot import this file
cloudpickle.register_pickle_by_value(sys.modules[__name__])


def _pid() -> int:
    return os.getpid()


def _sleep_then_pid(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _refuse(message: str) -> None:
    raise ValueError(message)


def _touch_then_sleep(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    time.sleep(60)


def _touch_then_sleep_once(path: str) -> None:
    if not Path(path).exists():
        _touch_then_sleep(path)


def _modules() -> bool:
    return "colorsys" in sys.modules


def _warm() -> None:
    import colorsys  # noqa: F401


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + 30
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    opened = WorkerPool(2)
    yield opened
    opened.shutdown(wait=False)


def test_results_and_errors_come_back_from_other_processes(pool: WorkerPool) -> None:
    pids = {pool.submit(_pid).result(30) for _ in range(4)}
    assert os.getpid() not in pids
    assert len(pids) <= 2
    with pytest.raises(TaskError, match="ValueError: no such luck"):
        pool.submit(_refuse, "no such luck").result(30)
    assert list(pool.map(abs, [-1, -2, -3])) == [1, 2, 3]


def test_tasks_of_a_group_stay_where_its_model_is(pool: WorkerPool) -> None:
    busy = pool.submit(time.sleep, 0.5)
    home = pool.submit_near("a", _pid).result(30)
    busy.result(30)
    assert {pool.submit_near("a", _pid).result(30) for _ in range(3)} == {home}
    # nobody waits for it
    together = [pool.submit_near("a", _sleep_then_pid, 0.5) for _ in range(2)]
    assert len({one.result(30) for one in together}) == 2


def test_a_crash_hits_its_own_task_only(pool: WorkerPool, tmp_path: Path) -> None:
    other = pool.submit(time.sleep, 0.5)
    with pytest.raises(WorkerLostError):
        pool.submit(_die).result(30)
    assert other.result(30) is None
    assert pool.submit(_pid).result(30) > 0


def test_cancel_running_kills_the_process_and_frees_the_slot(pool: WorkerPool, tmp_path: Path) -> None:
    marks = [tmp_path / "a", tmp_path / "b"]
    running = [pool.submit(_touch_then_sleep, str(mark)) for mark in marks]
    waiting = pool.submit(_pid)
    for mark in marks:
        _wait_for(mark)
    assert not waiting.done()
    assert pool.cancel_running(running[0])
    with pytest.raises(WorkerLostError):
        running[0].result(30)
    assert waiting.result(30) not in [int(mark.read_text()) for mark in marks]
    assert not running[1].done()
    assert pool.cancel_running(running[1])


def test_waiting_tasks_can_be_canceled(pool: WorkerPool, tmp_path: Path) -> None:
    busy = [pool.submit(time.sleep, 0.3) for _ in range(2)]
    waiting = pool.submit(_touch_then_sleep, str(tmp_path / "never"))
    assert pool.cancel_running(waiting)
    for future in busy:
        future.result(30)
    assert pool.submit(_pid).result(30)
    assert not (tmp_path / "never").exists()


def test_warm_up_comes_before_tasks_also_in_replaced_processes() -> None:
    pool = WorkerPool(1, warm_up=_warm)
    pool.start()
    try:
        deadline = time.monotonic() + 30
        while not pool.submit(_modules).result(30):
            assert time.monotonic() < deadline
        with pytest.raises(WorkerLostError):
            pool.submit(_die).result(30)
        assert pool.submit(_modules).result(30) is True
    finally:
        pool.shutdown(wait=False)


def test_a_process_that_dies_while_it_warms_up_takes_no_task_with_it(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    pool = WorkerPool(1, warm_up=functools.partial(_touch_then_sleep_once, str(mark)))
    try:
        pool.start()
        _wait_for(mark)
        task = pool.submit(_pid)
        first = int(mark.read_text())
        os.kill(first, signal.SIGKILL)
        assert task.result(30) != first
    finally:
        pool.shutdown(wait=False)


def test_a_warm_up_that_always_dies_ends(tmp_path: Path) -> None:
    pool = WorkerPool(1, warm_up=_die)
    pool.start()
    try:
        with pytest.raises(WorkerLostError):
            pool.submit(_pid).result(60)
    finally:
        pool.shutdown(wait=False)


def test_a_task_that_needs_too_much_memory_fails_alone() -> None:
    pool = WorkerPool(1, memory_bytes=1 << 30)
    try:
        with pytest.raises(MemoryError):
            pool.submit(bytearray, 2 << 30).result(60)
        assert pool.submit(abs, -3).result(60) == 3
    finally:
        pool.shutdown(wait=False)


def test_shutdown_waits_or_kills(tmp_path: Path) -> None:
    patient = WorkerPool(1)
    done, queued = patient.submit(time.sleep, 0.2), patient.submit(_pid)
    patient.shutdown(wait=True)
    assert done.done()
    assert queued.result(0) > 0
    with pytest.raises(RuntimeError, match="shut down"):
        patient.submit(_pid)
    hasty = WorkerPool(1)
    stuck = hasty.submit(_touch_then_sleep, str(tmp_path / "a"))
    _wait_for(tmp_path / "a")
    started = time.monotonic()
    hasty.shutdown(wait=False)
    with pytest.raises(WorkerLostError):
        stuck.result(30)
    assert time.monotonic() - started < 20


def test_a_script_without_main_guard_works(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from ionworks.server.workers.pool import WorkerPool\n"
        "pool = WorkerPool(1)\n"
        "print(pool.submit(abs, -3).result(60))\n"
        "pool.shutdown()\n"
    )
    root = str(Path(__file__).parents[3])
    run = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert (run.stdout.strip(), run.returncode) == ("3", 0), run.stderr
