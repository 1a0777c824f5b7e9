"""The transition table and the names other records use."""

import pytest

from ionworks.server.queue import states


def test_exactly_the_three_end_states_are_terminal() -> None:
    assert {"completed", "failed", "canceled"} == states.TERMINAL
    assert not states.is_terminal("pending")
    assert not states.is_terminal("a state of next year")


def test_every_state_reaches_an_end_and_ends_go_nowhere() -> None:
    for source, targets in states.TRANSITIONS.items():
        if source in states.TERMINAL:
            assert targets == frozenset()
        else:
            assert {"canceled", "failed"} <= targets


def test_a_canceled_job_cannot_complete() -> None:
    assert "canceled" not in states.sources_of("completed")
    assert set(states.sources_of("canceled")) == {"pending", "waiting", "processing"}


def test_unknown_target_names_the_known_states() -> None:
    with pytest.raises(ValueError, match="pending, waiting, processing"):
        states.sources_of("done")


def test_failed_flag_covers_cancel() -> None:
    assert [name for name in states.STATES if states.is_failed(name)] == ["failed", "canceled"]


def test_states_of_simulation_lists() -> None:
    assert states.job_states("queued") == ("pending", "waiting")
    assert states.job_states("running") == ("processing",)
    assert states.job_states("failed") == ("failed", "canceled")
    with pytest.raises(ValueError, match="queued, running, completed, failed"):
        states.job_states("canceled")
