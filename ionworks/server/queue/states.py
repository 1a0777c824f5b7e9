"""States of jobs, the transitions between them, and what other records call them.

Source: docs/contract/wire.md sections 43 (terminal flags, cancel) and 45 (enumerations).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PENDING: Final = "pending"
"""Waits for a free worker."""
WAITING: Final = "waiting"
"""Waits for its child jobs."""
PROCESSING: Final = "processing"
COMPLETED: Final = "completed"
FAILED: Final = "failed"
CANCELED: Final = "canceled"

TRANSITIONS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        PENDING: frozenset({WAITING, PROCESSING, FAILED, CANCELED}),
        WAITING: frozenset({PENDING, PROCESSING, COMPLETED, FAILED, CANCELED}),
        # back to pending: the worker or the whole server died under the job
        PROCESSING: frozenset({PENDING, WAITING, COMPLETED, FAILED, CANCELED}),
        COMPLETED: frozenset(),
        FAILED: frozenset(),
        CANCELED: frozenset(),
    }
)
"""From state to the states it may move to."""

STATES: Final = tuple(TRANSITIONS)
TERMINAL: Final = frozenset(state for state, targets in TRANSITIONS.items() if not targets)

_SIMULATION_STATES: Final = MappingProxyType(
    {
        PENDING: "queued",
        WAITING: "queued",
        PROCESSING: "running",
        COMPLETED: "completed",
        FAILED: "failed",
        CANCELED: "failed",
    }
)


def is_terminal(status: str) -> bool:
    """Whether a job in `status` never changes again. Unknown states are not terminal."""
    return status in TERMINAL


def is_failed(status: str) -> bool:
    """Whether a job ended without a result: failed or canceled."""
    return status in {FAILED, CANCELED}


def sources_of(target: str) -> tuple[str, ...]:
    """Return the states from which a job may move to `target`, for ``WHERE status IN (...)``.

    Raises
    ------
    ValueError
        `target` is no job state.
    """
    if target not in TRANSITIONS:
        raise ValueError(f"unknown job state {target!r}; known states are {', '.join(STATES)}")
    return tuple(state for state, targets in TRANSITIONS.items() if target in targets)


def job_states(simulation_list_state: str) -> tuple[str, ...]:
    """Return the job states behind one state of the simulation list; ``failed`` includes canceled.

    Raises
    ------
    ValueError
        The name is not one of the four list states.
    """
    found = tuple(job for job, name in _SIMULATION_STATES.items() if name == simulation_list_state)
    if not found:
        known = ", ".join(dict.fromkeys(_SIMULATION_STATES.values()))
        raise ValueError(f"unknown simulation state {simulation_list_state!r}; allowed are {known}")
    return found
