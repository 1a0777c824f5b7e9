"""What pipelines, simple pipelines and optimizations share: rename, cancel, and wait for one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, TypeVar

from ionworks_openapi.models import EmptyBody
from ionworks_openapi.types import Response

from ionworks.errors import JobFailedError, ValidationError
from ionworks.resources._shared.base import AnyBody, AnyRecord, body
from ionworks.resources._shared.named_models import NamesModels
from ionworks.transport.polling import status_of, wait_until

Run = TypeVar("Run")

FAILED_STATUSES: Final = frozenset({"failed", "canceled"})
"""Final statuses without a result."""


class RunResource(NamesModels, Generic[AnyRecord]):
    """What is the same for pipelines and simple pipelines, which are records of type `_kind`."""

    _kind: type[AnyRecord]

    def _rename(
        self,
        send: Callable[..., Response[Any]],
        changes: type[AnyBody],
        run_id: str,
        name: str | None,
        description: str | None,
    ) -> AnyRecord:
        """Send new labels, at least one of them."""
        labels = {"name": name, "description": description}
        wanted = {key: value for key, value in labels.items() if value is not None}
        if not wanted:
            raise ValidationError("name and description: found neither; allowed: at least one of them")
        payload = body(changes, wanted)
        return self._record(self._kind, lambda api: send(run_id, client=api, body=payload))

    def _cancel(self, send: Callable[..., Response[Any]], run_id: str) -> AnyRecord:
        return self._record(self._kind, lambda api: send(run_id, client=api, body=EmptyBody()))


def wait_for_run(
    noun: str,
    run_id: str,
    get: Callable[[str], Run],
    timeout: float,
    poll_interval: float,
    verbose: bool,
    raise_on_failure: bool,
) -> Run:
    """Wait until one run has ended and return its last state.

    Parameters
    ----------
    noun : str
        What it is, in small letters, for progress line and error.
    run_id : str
        Id of the run.
    get : callable
        Takes the id and returns the state, a record or a dict.
    timeout, poll_interval : float
        Seconds to wait in all; most seconds between requests.
    verbose, raise_on_failure : bool
        Show a progress line; raise when the run failed or was canceled.

    Raises
    ------
    JobFailedError
        It failed or was canceled.
    WaitTimeoutError
        It has not ended in time.
    """
    states = wait_until(
        [run_id],
        lambda _ids: {run_id: get(run_id)},
        timeout=timeout,
        poll_interval=poll_interval,
        state_of=_state_text,
        noun=noun,
        verbose=verbose,
    )
    if raise_on_failure and _has_failed(states[run_id]):
        raise _failure(noun, run_id, states[run_id])
    return states[run_id]


def _state_text(run: object) -> str:
    """Status, and while a fit or optimization runs what it has reached."""
    status, progress = status_of(run), _field(run, "progress", None)
    if status != "running" or not progress or progress.get("best_cost") is None:
        return status
    parts = [
        progress.get("element"),
        f"{progress['evaluations']} evaluations",
        f"best cost {progress['best_cost']:.4g}",
    ]
    if progress.get("elapsed_s") is not None:
        parts.append(f"{progress['elapsed_s']:.0f} s")
    return f"{status} ({', '.join(filter(None, parts))})"


def _has_failed(run: Any) -> bool:
    return bool(_field(run, "is_failed", status_of(run) in FAILED_STATUSES))


def _failure(noun: str, run_id: str, run: Any) -> JobFailedError:
    status, reason = status_of(run), _field(run, "error", None)
    kind = noun.title().replace(" ", "")
    message = f"{kind} {run_id} {status}: {reason or 'the service gave no reason'}"
    detail = {"status": status, f"{noun.replace(' ', '_')}_id": run_id}
    return JobFailedError(message, job_id=run_id, status=status, reason=reason, data={"detail": detail})


def _field(run: Any, name: str, default: Any) -> Any:
    return run.get(name, default) if isinstance(run, Mapping) else getattr(run, name, default)
