"""How a population is divided between a worker and its helper."""

import attrs
import pytest

from ionworks.server.workers import helpers
from ionworks.server.workers.helpers import Team
from ionworks.server.workers.messages import Work

POINTS = list(range(40))


@attrs.define
class Clock:
    """The only time there is here; it passes when somebody works or waits."""

    now: float = 0.0

    def perf_counter(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    found = Clock()
    monkeypatch.setattr(helpers, "time", found)
    return found


class Helper:
    """Answers like a helper process, `late_s` after the worker has done its own share."""

    is_alive = True

    def __init__(self, clock, late_s):
        self.clock = clock
        self.late_s = late_s
        self.given = []

    def wait_until_up(self, seconds):
        return True

    def ask(self, request, given):
        self.given = given

    def result(self):
        self.clock.now += self.late_s
        return [-point for point in self.given] if isinstance(self.given, list) else None


def divided(clock, late_s, rounds):
    """Sizes of the worker's own share, one per round."""
    helper = Helper(clock, late_s)
    team = Team((helper,), Work(kind="fit", document={}))
    assert team.wait_until_ready()
    sizes = []

    def here(share):
        sizes.append(len(share))
        clock.now += 0.1
        return [-point for point in share]

    for _ in range(rounds):
        assert team.evaluate(POINTS, here) == [-point for point in POINTS]
    return sizes


def test_a_late_helper_gets_fewer_points_but_only_a_few(clock):
    assert divided(clock, late_s=0.05, rounds=5) == [20, 21, 22, 22, 22]


def test_a_helper_in_time_keeps_its_half(clock):
    assert divided(clock, late_s=0.0, rounds=3) == [20] * 3
