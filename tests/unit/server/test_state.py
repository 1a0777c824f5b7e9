"""The transition table and the names other records use."""

import pytest

from ionworks.server import state


def test_exactly_the_three_end_states_are_terminal() -> None:
    assert {"completed", "failed", "canceled"} == state.TERMINAL
    assert not state.is_terminal("pending")
    assert not state.is_terminal("a state of next year")


def test_every_state_reaches_an_end_and_ends_go_nowhere() -> None:
    for source, targets in state.TRANSITIONS.items():
        if source in state.TERMINAL:
            assert targets == frozenset()
        else:
            assert {"canceled", "failed"} <= targets


def test_a_canceled_job_cannot_complete() -> None:
    assert "canceled" not in state.sources_of("completed")
    assert set(state.sources_of("canceled")) == {"pending", "waiting", "processing"}


def test_unknown_target_names_the_known_states() -> None:
    with pytest.raises(ValueError, match="pending, waiting, processing"):
        state.sources_of("done")


def test_failed_flag_covers_cancel() -> None:
    assert [name for name in state.STATES if state.is_failed(name)] == ["failed", "canceled"]


def test_simulation_states_and_back() -> None:
    assert state.simulation_state("waiting") == "queued"
    assert state.simulation_state("processing") == "running"
    assert state.job_states("failed") == ("failed", "canceled")
    with pytest.raises(ValueError, match="queued, running, completed, failed"):
        state.job_states("canceled")
