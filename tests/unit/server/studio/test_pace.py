"""Pages that follow what runs: one often, many seldom, and those that are gone do not count."""

import pytest

from ionworks.server.studio import pace
from ionworks.server.studio.pace import LEAST_SECONDS, MOST_SECONDS, PART, Pace


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    return now


def test_one_page_asks_every_second(clock: list[float]) -> None:
    one = Pace()
    for _ in range(20):
        clock[0] += (wait := one.next_wait("a", 0.01))
    assert wait == LEAST_SECONDS


@pytest.mark.parametrize(("pages", "cost"), [(50, 0.005), (50, 0.02), (400, 0.005)])
def test_many_pages_share_a_small_part_of_a_core(clock: list[float], pages: int, cost: float) -> None:
    one, due, spent = Pace(), dict.fromkeys(range(pages), 0.0), 0.0
    while clock[0] < 600:
        page, clock[0] = min(((key, when) for key, when in due.items()), key=lambda pair: pair[1])
        wait = one.next_wait(str(page), cost)
        due[page] = clock[0] + wait
        # the first rounds, before the number of pages is known, do not count
        spent += cost if clock[0] > 120 else 0.0
    assert spent / 480 <= 1.05 * PART


def test_pages_that_are_closed_are_forgotten_and_no_wait_is_endless(clock: list[float]) -> None:
    one = Pace()
    waits = [one.next_wait(str(page), 0.05) for page in range(1000)]
    assert max(waits) == MOST_SECONDS
    clock[0] += 200
    for _ in range(60):
        clock[0] += (wait := one.next_wait("last", 0.0))
    assert wait == LEAST_SECONDS
