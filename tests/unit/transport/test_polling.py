from collections.abc import Sequence

import pytest

from ionworks.errors import ValidationError, WaitTimeoutError
from ionworks.transport.polling import WaitClock, has_ended, wait_until


class FakeTime:
    """A clock that only moves when something waits or a request takes time."""

    def __init__(self) -> None:
        self.t = 100.0
        self.sleeps: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.t += seconds

    @property
    def clock(self) -> WaitClock:
        return WaitClock(now=lambda: self.t, sleep=self.sleep)


def after(rounds: dict[str, int], time: FakeTime, request_s: float = 0.0, log: list | None = None):
    """Poll function: each id is completed from its given round on; each request takes `request_s`."""
    calls = 0

    def poll(ids: Sequence[str]) -> dict[str, dict[str, str]]:
        nonlocal calls
        calls += 1
        time.t += request_s
        if log is not None:
            log.append(list(ids))
        return {i: {"status": "completed" if calls >= rounds[i] else "solving"} for i in ids}

    return poll


def test_one_request_a_round_for_the_unfinished_ids_only() -> None:
    time, log = FakeTime(), []
    found = wait_until(
        ["b", "a", "b"],
        after({"a": 1, "b": 3}, time, log=log),
        timeout=60,
        poll_interval=2,
        verbose=False,
        clock=time.clock,
    )
    assert log == [["b", "a"], ["b"], ["b"]]
    assert list(found) == ["b", "a"]


def test_pauses_grow_to_the_interval() -> None:
    time = FakeTime()
    wait_until(["a"], after({"a": 9}, time), timeout=60, poll_interval=0.05, verbose=False, clock=time.clock)
    assert time.sleeps == pytest.approx([0.01, 0.015, 0.0225, 0.03375, 0.05, 0.05, 0.05, 0.05])


def test_deadline_includes_request_time() -> None:
    time = FakeTime()
    with pytest.raises(WaitTimeoutError) as caught:
        wait_until(
            ["a"],
            after({"a": 99}, time, request_s=4),
            timeout=10,
            poll_interval=2,
            verbose=False,
            clock=time.clock,
        )
    assert 10 <= caught.value.waited_s <= 14
    assert caught.value.last_states == {"a": "solving"}


def test_always_one_poll_and_never_a_pause_past_the_deadline() -> None:
    time = FakeTime()
    assert wait_until(["a"], after({"a": 1}, time), timeout=0, poll_interval=2, verbose=False, clock=time.clock)
    with pytest.raises(TimeoutError):
        wait_until(["a"], after({"a": 99}, time), timeout=3, poll_interval=2, verbose=False, clock=time.clock)
    assert sum(time.sleeps) == pytest.approx(3)


def test_timeout_carries_finished_and_missing_ids() -> None:
    time = FakeTime()

    def poll(ids: Sequence[str]) -> dict[str, dict[str, str]]:
        return {i: {"status": "failed"} for i in ids if i == "a"}

    with pytest.raises(WaitTimeoutError) as caught:
        wait_until(["a", "lost"], poll, timeout=1, poll_interval=1, verbose=False, clock=time.clock)
    assert caught.value.ids == ["lost"]
    assert caught.value.last_states == {"lost": "unknown"}
    assert caught.value.data == {"a": {"status": "failed"}}


def test_nothing_to_wait_for() -> None:
    assert wait_until([], lambda ids: pytest.fail("polled"), timeout=1, poll_interval=1) == {}


@pytest.mark.parametrize(
    ("name", "seconds"),
    [("poll_interval", -1), ("poll_interval", None), ("poll_interval", float("nan")), ("poll_interval", "2")]
    + [("timeout", None), ("timeout", float("nan")), ("timeout", "10"), ("timeout", True)],
)
def test_seconds_that_are_none_are_refused_before_anything_is_asked(name: str, seconds: object) -> None:
    asked: list[Sequence[str]] = []
    times = {"timeout": 10, "poll_interval": 1, name: seconds}
    with pytest.raises(ValidationError, match=f"{name}: found .*; allowed: "):
        wait_until(["a"], lambda ids: asked.append(ids) or {}, **times, verbose=False)
    assert not asked


@pytest.mark.parametrize(
    ("item", "ended"),
    [
        ({"status": "completed"}, True),
        ({"status": "canceled"}, True),
        ({"status": "hibernating"}, False),
        ({}, False),
        ({"status": "completed", "is_terminal": False}, False),
        ({"status": "hibernating", "is_terminal": True}, True),
        ({"status": "failed", "is_terminal": None}, True),
    ],
)
def test_unknown_statuses_are_still_running(item: dict, ended: bool) -> None:
    assert has_ended(item) is ended


def test_progress_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    time = FakeTime()
    wait_until(
        ["a", "b"],
        after({"a": 1, "b": 3}, time),
        timeout=60,
        poll_interval=2,
        noun="simulation",
        clock=time.clock,
    )
    assert capsys.readouterr().out.splitlines() == [
        "1 of 2 simulations finished (1 completed, 1 solving)",
        "2 of 2 simulations finished (2 completed)",
    ]


def test_an_interrupt_ends_the_waiting_and_asks_for_nothing_more() -> None:
    asked = []

    def interrupt(_seconds: float) -> None:
        raise KeyboardInterrupt

    def poll(ids):
        asked.append(list(ids))
        return {"a": {"status": "completed"}, "b": {"status": "running"}}

    clock = WaitClock(now=lambda: 0.0, sleep=interrupt)
    with pytest.raises(KeyboardInterrupt) as caught:
        wait_until(["a", "b"], poll, timeout=9, poll_interval=1, noun="simulation", verbose=False, clock=clock)
    assert asked == [["a", "b"]]
    assert caught.value.__notes__ == ["simulation b goes on: wait_for_completion('b') waits again"]
