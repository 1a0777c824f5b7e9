"""How handlers ask workers: limits, memory, refusals."""

import time
from concurrent.futures import Future

import pytest

from ionworks.errors import ValidationError
from ionworks.server.ground.errors import ApiError
from ionworks.server.workers.ask import Engine
from ionworks.server.workers.guard import TaskError
from ionworks.server.workers.pool import ExecutorLostError, WorkerLostError


class ByHand:
    """An executor whose futures the test ends."""

    workers = 1

    def __init__(self):
        self.futures = []

    def submit(self, function, /, *args):
        self.futures.append(Future())
        return self.futures[-1]

    def cancel_running(self, future):
        return future.cancel()


class AtOnce(ByHand):
    def submit(self, function, /, *args):
        future = super().submit(function, *args)
        try:
            future.set_result(function(*args))
        except ValidationError as error:
            future.set_exception(error)
        return future


def double(value):
    if value is None:
        raise ValidationError("value is None; a number is needed")
    return [value, value]


def test_answers_are_remembered_by_function_and_arguments():
    executor = AtOnce()
    engine = Engine(executor)
    assert engine.recall(double, 1) == [1, 1]
    assert engine.recall(double, 1) == [1, 1]
    assert engine.recall(double, "1") == ["1", "1"]
    assert len(executor.futures) == 2
    assert engine.ask(double, 1) == [1, 1]
    assert len(executor.futures) == 3


def test_only_the_latest_answers_are_kept():
    executor = AtOnce()
    engine = Engine(executor)
    for value in range(300):
        engine.recall(double, value)
    engine.recall(double, 299)
    assert len(executor.futures) == 300
    engine.recall(double, 0)
    assert len(executor.futures) == 301


def test_refusals_are_400_and_not_remembered():
    executor = AtOnce()
    engine = Engine(executor)
    for _ in range(2):
        with pytest.raises(ApiError, match="a number is needed") as caught:
            engine.recall(double, None)
        assert caught.value.status == 400
    assert len(executor.futures) == 2


def test_a_late_answer_serves_the_next_request():
    executor = ByHand()
    engine = Engine(executor, seconds=0.01)
    started = time.monotonic()
    with pytest.raises(ApiError) as caught:
        engine.recall(double, 1)
    assert time.monotonic() - started < 5
    assert (caught.value.status, caught.value.code) == (429, "BUSY")
    assert caught.value.headers == {"Retry-After": "1"}
    executor.futures[0].set_result([1, 1])
    assert engine.recall(double, 1) == [1, 1]
    assert len(executor.futures) == 1


def test_a_check_refuses_and_lets_pass_what_nobody_can_answer_now():
    with pytest.raises(ApiError, match="a number is needed"):
        Engine(AtOnce()).check(double, None)
    assert Engine(ByHand(), seconds=0.01).check(double, None) is None


def test_an_attempt_that_ends_its_worker_has_no_answer():
    executor = ByHand()
    for error in (WorkerLostError("SIGABRT"), TaskError("PanicException")):
        executor.submit = lambda *_, error=error: _ended(error)
        assert Engine(executor).attempt(double, 1) is None
    for error, text in ((ValidationError("no"), "no"), (MemoryError("7 GiB"), "more memory")):
        executor.submit = lambda *_, error=error: _ended(error)
        with pytest.raises(ApiError, match=text) as caught:
            Engine(executor).attempt(double, 1)
        assert caught.value.status == 400


def _ended(error):
    future = Future()
    future.set_exception(error)
    return future


def test_without_any_process_the_answer_is_to_come_back():
    def no_room():
        raise OSError(28, "No space left on device")

    executor = ByHand()
    executor.idle = 0
    executor.submit = lambda *_: _ended(ExecutorLostError("no worker process can be started"))
    with pytest.raises(ApiError) as caught:
        Engine(executor, spare=no_room).ask(double, 1)
    assert caught.value.status == 429
