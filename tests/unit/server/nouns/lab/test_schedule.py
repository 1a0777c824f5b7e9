"""Schedules: the earliest place of each, in order, never two at once; against every start on a grid."""

from itertools import combinations

import numpy as np
import pytest

from ionworks.server.nouns.lab.schedule import NEVER, Place, Rating, Wanted, propose

pytestmark = pytest.mark.local_only


def test_order_is_priority_and_ties_go_to_the_first_channel() -> None:
    places = [Place(channel_id="a", rating=Rating()), Place(channel_id="b", rating=Rating())]
    wanted = [Wanted(id=str(n), duration=10.0, setup=2.0, teardown=1.0) for n in range(3)]
    found = propose(wanted, places, {}, 100.0)
    assert [(one.channel_id, one.start, one.end) for one in found] == [
        ("a", 102.0, 112.0),
        ("b", 102.0, 112.0),
        ("a", 115.0, 125.0),
    ]


def test_gaps_are_used_and_a_cell_is_in_one_place() -> None:
    places = [Place(channel_id=one, rating=Rating(), taken=((0.0, 5.0), (20.0, 30.0))) for one in "ab"]
    wanted = [Wanted(id=str(n), duration=10.0, cell="c") for n in range(3)]
    found = propose(wanted, places, {"c": [(0.0, 7.0)]}, 0.0)
    assert [(one.channel_id, one.start) for one in found] == [("a", 7.0), ("a", 30.0), ("a", 40.0)]


def test_ratings_and_reasons() -> None:
    places = [
        Place(channel_id="weak", rating=Rating(max_amps=5.0, min_volts=0.0, max_volts=5.0)),
        Place(channel_id="strong", rating=Rating(max_amps=20.0, min_volts=0.0, max_volts=5.0), taken=((0.0, 50.0),)),
        Place(channel_id="unrated", rating=Rating()),
    ]
    amps, volts = Rating(max_amps=10.0), Rating(min_volts=-1.0)
    strong, none = propose(
        [Wanted(id="1", duration=1, need=amps), Wanted(id="2", duration=1, need=volts)], places, {}, 0
    )
    assert (strong.channel_id, strong.start) == ("strong", 50.0)
    assert none.channel_id is None and "needs min_volts -1 V, and the channel has 0 V" in none.reason
    (blocked,) = propose(
        [Wanted(id="1", duration=1)], [Place(channel_id="a", rating=Rating(), taken=((0, NEVER),))], {}, 0
    )
    assert "busy without a known end" in blocked.reason
    assert propose([Wanted(id="1", duration=1)], [], {}, 0)[0].reason == "the project has no channels"


@pytest.mark.parametrize("seed", range(20))
def test_every_place_is_the_earliest_on_a_grid(seed: int) -> None:
    rng = np.random.default_rng(seed)

    def spans() -> tuple:
        starts = rng.integers(0, 40, 3)
        return tuple((float(start), float(start + rng.integers(1, 8))) for start in starts)

    places = [Place(channel_id=str(n), rating=Rating(max_amps=float(n)), taken=spans()) for n in range(3)]
    cells = {"x": list(spans())}
    wanted = [
        Wanted(
            id=str(n),
            duration=float(rng.integers(1, 6)),
            setup=float(rng.integers(0, 3)),
            teardown=float(rng.integers(0, 2)),
            need=Rating(max_amps=float(rng.integers(0, 3))),
            cell=[None, "x"][rng.integers(0, 2)],
        )
        for n in range(6)
    ]
    taken = {place.channel_id: list(place.taken) for place in places}
    busy = list(cells["x"])
    for one, found in zip(wanted, propose(wanted, places, cells, 3.0), strict=True):
        length = one.setup + one.duration + one.teardown
        free = [
            (float(start), place.channel_id)
            for start in range(3, 120)
            for place in places
            if place.rating.max_amps >= one.need.max_amps
            and all(
                end <= start or begin >= start + length
                for begin, end in taken[place.channel_id] + (busy if one.cell else [])
            )
        ]
        best = min(free)
        assert (found.start - one.setup, found.channel_id) == best
        taken[found.channel_id].append((best[0], best[0] + length))
        if one.cell:
            busy.append((best[0], best[0] + length))
    for spans_of in taken.values():
        own = spans_of[3:]
        assert all(a[1] <= b[0] or b[1] <= a[0] for a, b in combinations(own, 2))
