"""Helper processes that share the evaluations of one fit or optimization.

They start in the background and help from the moment they are ready; until then, and whenever one is lost, the work
goes on alone. What is found at a point does not depend on who evaluates it.

Source: docs/performance.md "Fits"; docs/guides/optimizations.md "Algorithms"; docs/contract/performance.md section C
(threads do not help, processes do).
"""

import atexit
import logging
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from queue import Empty, SimpleQueue
from typing import Any, Final

import numpy as np

from ionworks.server.ground.arrays import Array
from ionworks.server.ground.documents import Document
from ionworks.server.ground.environment import child_environment
from ionworks.server.workers.messages import Answer, Request, Work, read_message, write_message
from ionworks.server.workers.orphans import holding_interrupts

FIT: Final = "fit"
"""Kind of work: a fit, described by its `ionworks.server.fit.task.Task`."""
OPTIMIZATION: Final = "optimization"
"""Kind of work: an optimization, described by its `ionworks.server.design.task.DesignWork`."""
PREPARE: Final = "prepare"
"""Request: get ready for the work described."""
EVALUATE: Final = "evaluate"
"""Request: evaluate points."""
START: Final = "start"
"""Request: run one start of a fit."""
MAX_WORKERS: Final = 16
"""Most processes of one fit or optimization."""
_USUAL_WORKERS: Final = 2
_STOP_S = 2.0
_MOST_MORE: Final = 10
"""A helper starts a little later and from cold caches: at most a share's part in so many is taken from it."""
_FORGOTTEN: Final = 0.1
_log = logging.getLogger("ionworks.crew")


def worker_count(wanted: int | None) -> int:
    """Processes that share one fit or optimization, the worker included: `wanted`, else two where there are cores."""
    return min(MAX_WORKERS, max(1, wanted or min(_USUAL_WORKERS, os.cpu_count() or 1)))


class HelperLostError(RuntimeError):
    """A helper process ended, or could not do what it was asked."""


class Helper:
    """One process; it answers one request at a time."""

    def __init__(self) -> None:
        environment = {**os.environ, **child_environment()}
        with holding_interrupts():
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ionworks.server.helper"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
            )  # fmt: skip
        self._asked = 0
        self._is_up = threading.Event()
        threading.Thread(target=self._wait_until_up, name="ionworks-helper", daemon=True).start()

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def wait_until_up(self, seconds: float) -> bool:
        """Wait until it has finished importing."""
        return self._is_up.wait(seconds)

    def ask(self, request: str, given: Any) -> None:
        """Send a request; its answer is read with `result`."""
        try:
            assert self._process.stdin is not None
            self._asked += 1
            write_message(self._process.stdin, Request(id=self._asked, do=request, given=given))
        except OSError as error:
            raise HelperLostError("a helper process ended") from error

    def result(self) -> Any:
        """Answer of the request sent last; answers that interrupted work did not fetch are dropped."""
        assert self._process.stdout is not None
        while True:
            message = read_message(self._process.stdout)
            if message is None:
                raise HelperLostError("a helper process ended")
            answer = Answer.from_json(message)
            if answer.id == self._asked:
                break
        if answer.error is not None:
            raise HelperLostError(answer.error)
        return answer.found

    def stop(self) -> None:
        """End the process."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _wait_until_up(self) -> None:
        try:
            self.result()
        except (HelperLostError, ValueError, OSError):
            return
        self._is_up.set()


class Crew:
    """The helpers of this process; one fit or optimization at a time has them.

    Parameters
    ----------
    size : int
        Number of helpers.
    """

    def __init__(self, size: int) -> None:
        self._helpers = [Helper() for _ in range(size)]
        self._is_taken = threading.Lock()
        atexit.register(self.stop)

    @contextmanager
    def assigned(self, kind: str, document: Document) -> Iterator["Team | None"]:
        """Helpers for one work; ``None`` while another one of this process has them.

        Parameters
        ----------
        kind : str
            `FIT` or `OPTIMIZATION`.
        document : Document
            What the helpers need to know.
        """
        if not self._is_taken.acquire(blocking=False):
            yield None
            return
        try:
            self._helpers = [helper if helper.is_alive else _replaced(helper) for helper in self._helpers]
            team = Team(tuple(self._helpers), Work(kind=kind, document=document.to_json()))
            try:
                yield team
            finally:
                team.dismiss()
        finally:
            self._is_taken.release()

    def wait_until_up(self, seconds: float = 60.0) -> bool:
        """Wait until all helpers have finished importing."""
        return all(helper.wait_until_up(seconds) for helper in self._helpers)

    def stop(self) -> None:
        """End all helpers."""
        for helper in self._helpers:
            helper.stop()


@lru_cache(maxsize=1)
def crew(size: int) -> Crew:
    """Crew of this process, started when first asked for."""
    return Crew(size)


class Team:
    """Helpers assigned to one fit or optimization; each prepares it in the background.

    Parameters
    ----------
    helpers : tuple of Helper
    work : Work
    """

    def __init__(self, helpers: tuple[Helper, ...], work: Work) -> None:
        self._ready: list[Helper] = []
        self._is_over = threading.Event()
        self._more = 0.0
        self._size = len(helpers)
        self._threads = [threading.Thread(target=self._prepare, args=(helper, work), daemon=True) for helper in helpers]
        for thread in self._threads:
            thread.start()

    def dismiss(self) -> None:
        """Give the helpers back."""
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def wait_until_ready(self, seconds: float = 60.0) -> bool:
        """Wait until every helper has prepared the work, or is lost."""
        for thread in self._threads:
            thread.join(seconds)
        return len(self._ready) == self._size

    def costs(self, points: Array, evaluate: Callable[[Array], Array]) -> Array:
        """Costs of proposals of shape (n, d), shared like those of `evaluate`."""
        found = self.evaluate(points.tolist(), lambda share: evaluate(np.array(share)).tolist())
        return np.array(found, dtype=np.float64)

    def evaluate(self, points: Sequence[Any], here: Callable[[list[Any]], list[Any]]) -> list[Any]:
        """Share points between the helpers that are ready and this process.

        Parameters
        ----------
        points : sequence of JSON values
        here : callable
            What this process does with a share: one JSON value per point, the same that helpers find.

        Returns
        -------
        list
            What was found at each point.
        """
        ready = self._ready[: len(points) - 1]
        parts = len(ready) + 1
        self._more = min(self._more, len(points) // parts // _MOST_MORE)
        own, *others = _shares(len(points), parts, math.ceil(self._more))
        asked = [_ask_points(helper, _chosen(points, share)) for helper, share in zip(ready, others, strict=True)]
        begun = time.perf_counter()
        found = dict(zip(own, here(_chosen(points, own)), strict=True))
        done = time.perf_counter()
        for helper, share, is_asked in zip(ready, others, asked, strict=True):
            answers = _read_points(helper, len(share)) if is_asked else None
            if answers is None:
                self._ready.remove(helper)
                answers = here(_chosen(points, share))
            found |= zip(share, answers, strict=True)
        self._balance(time.perf_counter() - done, (done - begun) / len(own))
        return [found[index] for index in range(len(points))]

    def _balance(self, waited_s: float, point_s: float) -> None:
        """Take a point more the next time when waiting for helpers took longer than a point; forget that slowly."""
        self._more = self._more + 1 if waited_s > point_s else max(self._more - _FORGOTTEN, 0.0)

    def starts(
        self, requests: Sequence[Any], run_here: Callable[[Any], bool], adopt: Callable[[dict[str, Any]], bool]
    ) -> None:
        """Run starts, here and in the helpers.

        Parameters
        ----------
        requests : sequence of JSON values
            What each start needs to know.
        run_here : callable
            Runs one in this process; says whether to go on with others.
        adopt : callable
            Takes what a helper found; says so too.
        """
        waiting: SimpleQueue[Any] = SimpleQueue()
        for request in requests:
            waiting.put(request)
        lock = threading.Lock()
        threads = [
            threading.Thread(target=self._run_starts, args=(place, waiting, adopt, lock), daemon=True)
            for place in range(self._size)
        ]
        for thread in threads:
            thread.start()
        if not all(run_here(request) for request in _drained(waiting)):
            list(_drained(waiting))
        for thread in threads:
            thread.join()
        for request in _drained(waiting):  # handed back by a helper that was lost
            run_here(request)

    def _prepare(self, helper: Helper, work: Work) -> None:
        while not helper.wait_until_up(0.05):
            if self._is_over.is_set() or not helper.is_alive:
                return
        try:
            if not self._is_over.is_set():
                helper.ask(PREPARE, work.to_json())
                helper.result()
                self._ready.append(helper)
        except HelperLostError:
            _log.warning("a helper process could not prepare its work, which goes on without it", exc_info=True)

    def _run_starts(
        self, place: int, waiting: "SimpleQueue[Any]", adopt: Callable[[dict[str, Any]], bool], lock: threading.Lock
    ) -> None:
        while len(self._ready) <= place:
            self._threads[place].join(0.05)
            if waiting.empty() or not any(thread.is_alive() for thread in self._threads):
                break
        if len(self._ready) <= place:
            return
        helper = self._ready[place]
        for request in _drained(waiting):
            try:
                helper.ask(START, request)
                record = helper.result()
            except HelperLostError:
                waiting.put(request)
                return
            with lock:
                if not adopt(record):
                    return


def _shares(count: int, parts: int, more: int) -> list[list[int]]:
    """Divide `count` positions among `parts`, interleaved; the first takes `more` from the others."""
    own, *others = (list(range(first, count, parts)) for first in range(parts))
    for turn in range(more if others else 0):
        own.append(others[turn % len(others)].pop())
    return [own, *others]


def _chosen(points: Sequence[Any], positions: Sequence[int]) -> list[Any]:
    return [points[position] for position in positions]


def _ask_points(helper: Helper, points: Sequence[Any]) -> bool:
    try:
        helper.ask(EVALUATE, points)
    except HelperLostError:
        return False
    return True


def _read_points(helper: Helper, count: int) -> list[Any] | None:
    try:
        found: list[Any] = helper.result()
    except HelperLostError:
        return None
    return found if len(found) == count else None


def _drained(waiting: "SimpleQueue[Any]") -> Iterator[Any]:
    while True:
        try:
            yield waiting.get_nowait()
        except Empty:
            return


def _replaced(helper: Helper) -> Helper:
    helper.stop()
    return Helper()
