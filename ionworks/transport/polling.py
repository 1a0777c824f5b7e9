"""Waiting for work on the server: one loop, one clock, one timeout rule."""

import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from numbers import Real
from typing import Any, TypeVar

import attrs

from ionworks.errors import ValidationError, WaitTimeoutError
from ionworks.transport.progress import progress_line, summarize

ItemT = TypeVar("ItemT")

TERMINAL_STATUSES = frozenset({"completed", "succeeded", "ready", "failed", "canceled"})
"""Statuses after which nothing more happens; any other, also one unknown to us, means "still running"."""
_FIRST_PAUSE_S = 0.01
_GROWTH = 1.5
"""An end is noticed late by at most half the time waited for it."""


@attrs.frozen
class WaitClock:
    """Time, replaceable in tests."""

    now: Callable[[], float] = time.monotonic
    """Seconds on a clock that never jumps."""
    sleep: Callable[[float], object] = time.sleep
    """Wait so many seconds."""


def status_of(item: Any) -> str:
    """Status of a record or dict, ``"unknown"`` when it has none."""
    return str(_field(item, "status") or "unknown")


def has_ended(item: Any) -> bool:
    """Whether work is over: the server's ``is_terminal`` flag, or else the status."""
    flag = _field(item, "is_terminal")
    return bool(flag) if flag is not None else status_of(item) in TERMINAL_STATUSES


def _field(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, Mapping) else getattr(item, name, None)


def wait_until(
    ids: Iterable[str],
    poll: Callable[[Sequence[str]], Mapping[str, ItemT]],
    *,
    timeout: float,
    poll_interval: float,
    is_finished: Callable[[ItemT], bool] = has_ended,
    state_of: Callable[[ItemT], str] = status_of,
    noun: str = "job",
    again: str = "wait_for_completion",
    verbose: bool = True,
    clock: WaitClock | None = None,
) -> dict[str, ItemT]:
    """Poll until every id is finished.

    Parameters
    ----------
    ids : iterable of str
        What to wait for; repeated ids count once.
    poll : callable
        Takes the unfinished ids and returns their state by id, in one request; an id left out still runs.
    timeout : float
        Seconds in all, request time included. There is always at least one poll.
    poll_interval : float
        Seconds between polls; the first pauses are shorter, so that short work is noticed soon.
    is_finished, state_of : callable
        Whether one state needs no more waiting, for good or bad; its status text.
    noun, again, verbose : str, str, bool
        What is waited for, in the singular; the method that waits for it; whether to show a progress line.
    clock : WaitClock, optional
        Time.

    Returns
    -------
    dict of str to state
        Final states in the order of `ids`.

    Raises
    ------
    ValidationError
        A time is no number of seconds.
    WaitTimeoutError
        (a ``TimeoutError``) with the ids still running; its ``data`` holds the states of the finished ones.
    """
    _check("timeout", timeout, -math.inf)
    _check("poll_interval", poll_interval, 0)
    clock = clock or WaitClock()
    pending = wanted = list(dict.fromkeys(ids))
    started = clock.now()
    finished: dict[str, ItemT] = {}
    states = dict.fromkeys(wanted, "unknown")
    pauses = _pauses(poll_interval)
    try:
        with progress_line(verbose=verbose) as show:
            while pending:
                for item_id, item in poll(pending).items():
                    states[item_id] = state_of(item)
                    if is_finished(item):
                        finished[item_id] = item
                show(summarize(noun, states, len(finished)))
                pending = [item_id for item_id in wanted if item_id not in finished]
                remaining = timeout - (clock.now() - started)
                if pending and remaining <= 0:
                    raise _timeout_error(pending, states, timeout - remaining, finished)
                if pending:
                    clock.sleep(min(next(pauses), remaining))
    except KeyboardInterrupt as interrupt:  # the work is not canceled
        if pending:
            interrupt.add_note(_interrupted(noun, pending, again))
        raise
    return {item_id: finished[item_id] for item_id in wanted}


def _check(name: str, seconds: Any, least: float) -> None:
    """Refuse what is no number of seconds; NaN would wait for ever."""
    is_number = isinstance(seconds, Real) and not isinstance(seconds, bool)
    if not is_number or not float(seconds) >= least:
        allowed = "seconds >= 0" if least == 0 else "seconds; math.inf sets no limit"
        raise ValidationError(f"{name}: found {seconds!r}; allowed: {allowed}")


def _interrupted(noun: str, pending: Sequence[str], again: str) -> str:
    if len(pending) == 1:
        return f"{noun} {pending[0]} goes on: {again}({pending[0]!r}) waits again"
    return f"{len(pending)} of these go on, {noun} {pending[0]} first: {again} with their ids waits again"


def _pauses(poll_interval: float) -> Iterator[float]:
    """Growing pauses that end at the interval."""
    pause = min(_FIRST_PAUSE_S, poll_interval)
    while True:
        yield pause
        pause = min(_GROWTH * pause, poll_interval)


def _timeout_error(
    pending: Sequence[str], states: Mapping[str, str], waited: float, finished: Mapping[str, Any]
) -> WaitTimeoutError:
    error = WaitTimeoutError(pending, {item_id: states[item_id] for item_id in pending}, waited)
    error.data = dict(finished)
    return error
