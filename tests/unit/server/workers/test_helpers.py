"""How a population is divided between a worker and its helper."""

import time

from ionworks.server.workers.helpers import Team

POINTS = list(range(40))


class Helper:
    """Answers like a helper process, `late_s` after it was asked."""

    is_alive = True

    def __init__(self, late_s):
        self.late_s = late_s
        self.given = []

    def wait_until_up(self, seconds):
        return True

    def ask(self, request, given):
        self.given = given

    def result(self):
        time.sleep(self.late_s)
        return [-point for point in self.given] if isinstance(self.given, list) else None


def divided(late_s, rounds):
    """Sizes of the worker's own share, one per round."""
    helper = Helper(late_s)
    team = Team((helper,), {})
    assert team.wait_until_ready()
    sizes = []

    def here(share):
        sizes.append(len(share))
        time.sleep(0.1)
        return [-point for point in share]

    for _ in range(rounds):
        assert team.evaluate(POINTS, here) == [-point for point in POINTS]
    return sizes


def test_a_late_helper_gets_fewer_points_but_only_a_few():
    assert divided(late_s=0.05, rounds=5) == [20, 21, 22, 22, 22]


def test_a_helper_in_time_keeps_its_half():
    assert divided(late_s=0.0, rounds=3) == [20] * 3
