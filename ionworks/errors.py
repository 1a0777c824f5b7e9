"""Every error this package raises, in one tree.

::

    IonworksError                        message, error_code, status_code, data, request_id
    ├─ ConfigurationError (ValueError)   no key, bad URL, unknown option, no project; before any request
    ├─ ValidationError (ValueError)      refused locally: DOE, data rules, references
    │  ├─ SerializationError             a value that has no JSON form
    │  └─ MeasurementValidationError     errors (every finding), has_code()
    ├─ TransportError                    no usable answer; the cause is kept
    ├─ APIError                          any answer with status >= 400
    │  ├─ BadRequestError 400            ├─ AuthenticationError 401    ├─ PermissionDeniedError 403
    │  ├─ NotFoundError 404              ├─ ConflictError 409 (existing_id)
    │  ├─ UnprocessableError 422         ├─ RateLimitError 429 (retry_after)
    │  └─ ServerError 5xx
    │     └─ NotServedError 501
    ├─ ContractError                     a 2xx answer that does not fit openapi.yaml: please report
    ├─ JobFailedError                    job_id, status, reason, partial
    ├─ MeasurementProcessingError        failures {measurement id: reason}, measurement_id
    └─ WaitTimeoutError (TimeoutError)   ids, last_states, waited_s

Keys and signed URLs never appear in a message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

_ErrorT = TypeVar("_ErrorT", bound="IonworksError")


class IonworksError(Exception):
    """Root of all errors of this package.

    Parameters
    ----------
    message : str or dict
        What happened and what to do next. An error body of the service may be given as it is: its ``message``
        and ``error_code`` are taken out and the whole body is kept in `data`.
    status_code : int, optional
        HTTP status of the answer, if there was one.
    error_code : str, optional
        Machine readable code such as ``"CONFLICT"``; by default the one of the body.
    data : any, optional
        Body of the answer, or other data; by default the `message` when that is a dict.
    request_id : str, optional
        ``x-correlation-id`` of the answer; quote it when you report a problem.
    """

    message: str
    """What happened."""
    status_code: int | None
    """HTTP status, ``None`` when no answer was involved."""
    error_code: str | None
    """Machine readable code of the service."""
    data: Any
    """Body of the answer or other data."""
    request_id: str | None
    """Correlation id of the request."""

    def __init__(
        self,
        message: str | Mapping[str, Any] = "",
        status_code: int | None = None,
        *,
        error_code: str | None = None,
        data: Any = None,
        request_id: str | None = None,
    ) -> None:
        if isinstance(message, Mapping):
            body = message
            data = dict(body) if data is None else data
            error_code = body.get("error_code") if error_code is None else error_code
            message = str(body.get("message") or dict(body))
        super().__init__(message)
        self.message = message
        self.status_code = status_code
        self.error_code = error_code
        self.data = data
        self.request_id = request_id

    def __str__(self) -> str:
        if self.status_code is None:
            return self.message
        return f"error code: {self.status_code}, message: {self.message}"

    def __reduce__(self) -> tuple[Any, ...]:
        # Subclasses have constructors of their own, so the default cls(*args) cannot rebuild them.
        return _restore, (type(self), self.args, self.__dict__.copy())


def _restore(error_type: type[_ErrorT], args: tuple[Any, ...], state: dict[str, Any]) -> _ErrorT:
    error = error_type.__new__(error_type, *args)
    error.__dict__.update(state)
    return error


class ConfigurationError(IonworksError, ValueError):
    """The client is not configured for what was asked; raised before any request."""


class ValidationError(IonworksError, ValueError):
    """Refused locally, before anything was sent."""


class SerializationError(ValidationError):
    """A value that has no JSON form, or JSON that does not describe a known object."""


class Finding(Protocol):
    """One finding of the data rules, such as ``validators.ValidationIssue``."""

    @property
    def code(self) -> str:
        """Code of the broken rule."""


class MeasurementValidationError(ValidationError):
    """Measurement data broke one or more rules.

    Parameters
    ----------
    message : str
        Text that lists every finding.
    errors : iterable of ValidationIssue, optional
        The findings.
    """

    errors: list[Any]
    """Every finding, as ``ValidationIssue``."""

    def __init__(self, message: str, errors: Iterable[Finding] | None = None) -> None:
        super().__init__(message)
        self.errors = list(errors or ())

    def has_code(self, code: str) -> bool:
        """Whether any finding has this code."""
        return any(issue.code == code for issue in self.errors)


class TransportError(IonworksError):
    """No usable answer: connection, timeout or protocol failure. The cause is kept in ``__cause__``."""


class APIError(IonworksError):
    """The service answered with status 400 or higher."""


class BadRequestError(APIError):
    """400: the input breaks a business rule."""


class AuthenticationError(APIError):
    """401: the API key is missing, wrong or expired."""


class PermissionDeniedError(APIError):
    """403: the key is valid but may not do this."""


class NotFoundError(APIError):
    """404: no such record, or this key may not see it."""


class ConflictError(APIError):
    """409: a record with this name or content exists, or the state does not allow it."""

    @property
    def existing_id(self) -> str | None:
        """Id of the record that is in the way, if the service names it."""
        if not isinstance(self.data, Mapping):
            return None
        detail = self.data.get("detail")
        places = [detail, self.data] if isinstance(detail, Mapping) else [self.data]
        # The last two are older spellings the hosted service may still send.
        names = ("existing_id", "existing_cell_specification_id", "existing_cell_instance_id")
        found = (place[name] for place in places for name in names if place.get(name))
        return next(found, None)


class UnprocessableError(APIError):
    """422: the request does not have the shape the operation asks for."""


class RateLimitError(APIError):
    """429: too many requests."""

    retry_after: float | None = None
    """Seconds the service asks to wait, if it says so."""


class ServerError(APIError):
    """5xx: the service failed."""


class NotServedError(ServerError):
    """501: this server does not offer the operation (see ``ionworks/server/PARITY.md``)."""


class ContractError(IonworksError):
    """A successful answer that does not fit ``openapi.yaml``; please report it."""


class JobFailedError(IonworksError):
    """A job ended without a result.

    Parameters
    ----------
    message : str
        What failed and why.
    job_id : str
        Id of the job, pipeline, simulation or optimization.
    status : str
        Final status, such as ``"failed"`` or ``"canceled"``.
    reason : str, optional
        Reason given by the service.
    partial : any, optional
        What was computed before the failure.
    data : any, optional
        As of `IonworksError`; for pipelines and optimizations ``{"detail": {"status": ..., "<kind>_id": ...}}``.
    """

    job_id: str
    """Id of the job."""
    status: str
    """Final status."""
    reason: str | None
    """Reason given by the service."""
    partial: Any
    """What was computed before the failure, if anything."""

    def __init__(
        self,
        message: str,
        *,
        job_id: str,
        status: str,
        reason: str | None = None,
        partial: Any = None,
        data: Any = None,
    ) -> None:
        super().__init__(message, error_code="JOB_FAILED", data=data)
        self.job_id = job_id
        self.status = status
        self.reason = reason
        self.partial = partial


class MeasurementProcessingError(IonworksError):
    """Processing of uploaded measurements failed on the server.

    Parameters
    ----------
    message : str
        What failed.
    failures : mapping of str to str, optional
        Reason by measurement id.
    """

    failures: dict[str, str]
    """Reason by measurement id."""

    def __init__(self, message: str, failures: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.failures = dict(failures or {})

    @property
    def measurement_id(self) -> str | None:
        """Id of the first failed measurement, ``None`` when none is named."""
        return next(iter(self.failures), None)

    def __str__(self) -> str:
        if len(self.failures) == 1:
            return f"measurement {self.measurement_id}: {self.message}"
        return self.message


class WaitTimeoutError(IonworksError, TimeoutError):
    """Waiting ended before the work did; the work goes on, and waiting again with the same ids resumes.

    Parameters
    ----------
    ids : sequence of str
        Ids still running.
    last_states : mapping of str to str
        Last status seen, by id.
    waited_s : float
        Seconds waited, request time included.
    """

    ids: list[str]
    """Ids still running."""
    last_states: dict[str, str]
    """Last status seen, by id."""
    waited_s: float
    """Seconds waited."""

    def __init__(self, ids: Sequence[str], last_states: Mapping[str, str], waited_s: float) -> None:
        shown = ", ".join(f"{item} ({last_states.get(item, 'unknown')})" for item in ids[:5])
        more = f" and {len(ids) - 5} more" if len(ids) > 5 else ""
        super().__init__(f"not finished after {waited_s:.1f} s: {shown}{more}; the work goes on, wait again")
        self.ids = list(ids)
        self.last_states = dict(last_states)
        self.waited_s = waited_s


STATUS_ERRORS: Mapping[int, type[APIError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableError,
    429: RateLimitError,
    501: NotServedError,
}
"""HTTP status to error class; see `error_class`."""


def error_class(status_code: int) -> type[APIError]:
    """Error class of an HTTP status >= 400."""
    return STATUS_ERRORS.get(status_code, ServerError if status_code >= 500 else APIError)
