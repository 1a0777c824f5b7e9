"""What a batch of simulations is refused for: no room, or what its model does not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ionworks.server.call import Call
from ionworks.server.ground import errors
from ionworks.server.nouns import checks
from ionworks.server.queue import jobs

MOST_PROFILED_RUNS: Final = 1000
"""Runs of a batch that may each keep variables over space."""
_ROOM_SECONDS: Final = 5
"""When a client whose batch found no room should try again."""


def check_room(call: Call, count: int) -> None:
    """Refuse a batch for which the queue of the organization has no room now, or never has."""
    limit = call.settings.queue_limit
    if count > limit:
        raise errors.bad_request(f"The batch has {count} runs; this server queues at most {limit}. Split the batch.")
    with call.store.read() as connection:
        waiting = jobs.waiting(connection, call.caller.organization_id)
    if waiting + count > limit:
        message = f"{waiting} jobs wait already, and at most {limit} may; there is no room for {count} more yet."
        raise errors.too_many(message, _ROOM_SECONDS)


def check_names(
    call: Call, document: Mapping[str, Any], designs: Sequence[Any], variables: Sequence[str], ends: Mapping[str, str]
) -> None:
    """Ask a worker whether the model can have its values and its mesh, and has these parameters and variables."""
    # its values were checked when it was created
    is_stored = "parameter_set" in document and not (document.get("simulation_settings") or {}).get("var_pts")
    if not designs and not variables and not ends and is_stored:
        return
    call.engine.check(checks.check_submission, document, designs, variables, ends)


def check_profiles(call: Call, document: Mapping[str, Any], variables: Sequence[str], count: int) -> None:
    """Refuse a batch of very many runs that each keep what fills a disk."""
    if not variables or count <= MOST_PROFILED_RUNS:
        return
    found = call.engine.recall(checks.profiles_among, document, variables)
    if found:
        message = f"{found[0]!r} is over space; it is kept of up to {MOST_PROFILED_RUNS} runs a batch, found {count}"
        raise errors.unprocessable(message, ("body", "extra_variables"))
