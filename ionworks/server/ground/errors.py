"""Refusals of the server and their wire form, and the table of error codes, of refusals and of jobs that failed.

Handlers raise `ApiError` through the small builders below; `http/asgi.py` writes it. Nothing here knows HTTP
libraries.

Source: docs/contract/wire.md section 4 (error bodies and when each status is used).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

BAD_REQUEST: Final = "BAD_REQUEST"
BUSY: Final = "BUSY"
"""No worker process answered a question in time."""
CONFIGURATION_ERROR: Final = "CONFIGURATION_ERROR"
"""A job failed for a reason its author can mend."""
CONFLICT: Final = "CONFLICT"
FORBIDDEN: Final = "FORBIDDEN"
GONE: Final = "GONE"
HEAD_TOO_LARGE: Final = "HEAD_TOO_LARGE"
"""Request line and header fields are more than the server reads."""
INTERNAL_ERROR: Final = "INTERNAL_ERROR"
"""A defect of the server or of a job's code."""
INVALID_DATA: Final = "INVALID_DATA"
"""Measured data cannot be used."""
INVALID_PIPELINE: Final = "INVALID_PIPELINE"
METHOD_NOT_ALLOWED: Final = "METHOD_NOT_ALLOWED"
NOT_FOUND: Final = "NOT_FOUND"
NOT_SERVED: Final = "NOT_SERVED"
OUT_OF_MEMORY: Final = "OUT_OF_MEMORY"
"""A job needed more memory than a worker has."""
PAYLOAD_TOO_LARGE: Final = "PAYLOAD_TOO_LARGE"
RATE_LIMITED: Final = "RATE_LIMITED"
SERVER_LOST: Final = "SERVER_LOST"
"""The server died too often while a job ran."""
SKIPPED: Final = "SKIPPED"
"""A job was not started because one before it did not complete."""
SOLVER_ERROR: Final = "SOLVER_ERROR"
STORAGE_ERROR: Final = "STORAGE_ERROR"
SUBMISSION_FAILED: Final = "SUBMISSION_FAILED"
"""A job could not be given to a worker."""
TIME_LIMIT: Final = "TIME_LIMIT"
"""A job took longer than this server lets one."""
UNAUTHORIZED: Final = "UNAUTHORIZED"
UNSUPPORTED_MEDIA_TYPE: Final = "UNSUPPORTED_MEDIA_TYPE"
WORKER_LOST: Final = "WORKER_LOST"
"""The worker process of a job died more often than a job is tried."""


class ApiError(Exception):
    """A refusal with its HTTP status and machine readable code.

    Parameters
    ----------
    status : int
        HTTP status, 400 or more.
    code : str or None
        Upper-case cause such as ``"NOT_FOUND"``; ``None`` for request-shape errors, which carry only a list.
    message : str
        What happened and what to do next.
    detail : any, optional
        Value of ``detail`` on the wire; the message by default. Never a bare top-level array.
    headers : mapping of str to str, optional
        Extra response headers.
    """

    def __init__(
        self,
        status: int,
        code: str | None,
        message: str,
        *,
        detail: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.detail = message if detail is None else detail
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        """Return the JSON body: ``detail``, for errors of the domain ``error_code`` and ``message`` too."""
        if self.code is None:
            return {"detail": self.detail}
        return {"error_code": self.code, "message": self.message, "detail": self.detail}


def not_found(kind: str, identifier: str) -> ApiError:
    """404: no such record, or one of another organization (which must look the same)."""
    return ApiError(404, NOT_FOUND, f"No {kind} with id {identifier!r}.")


def conflict(message: str, existing_id: str | None = None) -> ApiError:
    """409: another record holds this name or content; `existing_id` lets clients reuse it."""
    detail = None if existing_id is None else {"existing_id": existing_id}
    return ApiError(409, CONFLICT, message, detail=detail)


def bad_request(message: str) -> ApiError:
    """400: well formed, but against a rule of the domain."""
    return ApiError(400, BAD_REQUEST, message)


def unauthorized(message: str) -> ApiError:
    """401: the key is missing, unknown, revoked or belongs to a deactivated member."""
    return ApiError(401, UNAUTHORIZED, message, headers={"WWW-Authenticate": "ApiKey"})


def forbidden(message: str) -> ApiError:
    """403: the caller's role does not allow this."""
    return ApiError(403, FORBIDDEN, message)


def gone(message: str) -> ApiError:
    """410: the operation was removed."""
    return ApiError(410, GONE, message)


def payload_too_large(limit: int) -> ApiError:
    """413: the body is larger than `limit` bytes, before or after inflating."""
    return ApiError(413, PAYLOAD_TOO_LARGE, f"The request body is larger than {limit} bytes.")


def too_many(message: str, retry_after: int) -> ApiError:
    """429: there is no room now; clients come back after `retry_after` seconds."""
    return ApiError(429, RATE_LIMITED, message, headers={"Retry-After": str(retry_after)})


def busy(message: str) -> ApiError:
    """429: no worker process answers at this moment; clients come back in a second."""
    return ApiError(429, BUSY, message, headers={"Retry-After": "1"})


def unprocessable(message: str, loc: Sequence[str | int] = ("body",), kind: str = "value_error") -> ApiError:
    """422: one value has the wrong shape; `loc` says which, outermost part first."""
    return invalid_shape([{"loc": list(loc), "msg": message, "type": kind}])


def invalid_shape(problems: Sequence[Mapping[str, Any]]) -> ApiError:
    """422 with every problem found, each ``{"loc", "msg", "type"}``."""
    message = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in problems)
    return ApiError(422, None, message, detail=[dict(item) for item in problems])


def not_served(operation_id: str, reason: str) -> ApiError:
    """501: only the hosted service answers this operation."""
    return ApiError(501, NOT_SERVED, f"{operation_id} is not served by the embedded server: {reason}")


def unavailable(message: str) -> ApiError:
    """503: something the server needs fails at this moment."""
    return ApiError(503, STORAGE_ERROR, message)


def internal_error() -> ApiError:
    """500: a defect of the server; the traceback is in its log under the correlation id."""
    return ApiError(500, INTERNAL_ERROR, "Internal error of the server; its log has the traceback.")
