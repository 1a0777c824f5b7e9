import pickle
import re
from types import SimpleNamespace

import pytest

import ionworks.errors as errors
from ionworks.errors import (
    APIError,
    ConflictError,
    IonworksError,
    JobFailedError,
    MeasurementProcessingError,
    MeasurementValidationError,
    ServerError,
    WaitTimeoutError,
    error_class,
)


def test_text_carries_the_status_when_there_is_one() -> None:
    assert str(IonworksError("no such model", 404)) == "error code: 404, message: no such model"
    assert str(IonworksError("no network")) == "no network"


def test_error_body_as_message() -> None:
    body = {"error_code": "CONFLICT", "message": "exists", "detail": {"existing_id": "7"}}
    error = IonworksError(body, 409)
    assert (error.message, error.error_code, error.data) == ("exists", "CONFLICT", body)
    assert IonworksError({"reason": "x"}).message == "{'reason': 'x'}"


def test_documented_builtin_bases() -> None:
    assert issubclass(errors.ConfigurationError, ValueError)
    assert issubclass(MeasurementValidationError, errors.ValidationError)
    assert issubclass(errors.SerializationError, ValueError)
    assert issubclass(WaitTimeoutError, TimeoutError)
    assert issubclass(errors.NotServedError, ServerError)


@pytest.mark.parametrize(
    ("status", "name"),
    [(400, "BadRequestError"), (401, "AuthenticationError"), (403, "PermissionDeniedError"),
     (404, "NotFoundError"), (409, "ConflictError"), (422, "UnprocessableError"), (429, "RateLimitError"),
     (500, "ServerError"), (501, "NotServedError"), (529, "ServerError"), (410, "APIError")],
)  # fmt: skip
def test_class_of_a_status(status: int, name: str) -> None:
    assert error_class(status).__name__ == name


def test_every_class_is_drawn_in_the_docstring() -> None:
    classes = {
        name for name, item in vars(errors).items() if isinstance(item, type) and issubclass(item, IonworksError)
    }
    assert classes == set(re.findall(r"\b[A-Z]\w*Error\b", errors.__doc__)) - {"ValueError", "TimeoutError"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"detail": {"existing_id": "a"}}, "a"),
        ({"existing_id": "a"}, "a"),
        ({"existing_cell_instance_id": "a"}, "a"),
        ({"detail": "taken"}, None),
        (None, None),
    ],
)
def test_existing_id(data: object, expected: str | None) -> None:
    assert ConflictError("taken", 409, data=data).existing_id == expected


def test_findings_of_measurement_validation() -> None:
    error = MeasurementValidationError("2 findings", [SimpleNamespace(code="a"), SimpleNamespace(code="b")])
    assert error.has_code("b")
    assert not error.has_code("c")
    assert MeasurementValidationError("none").errors == []


def test_text_of_processing_failures() -> None:
    one = MeasurementProcessingError("bad file", {"m1": "bad file"})
    assert (str(one), one.measurement_id) == ("measurement m1: bad file", "m1")
    assert str(MeasurementProcessingError("two bad", {"m1": "x", "m2": "y"})) == "two bad"
    assert MeasurementProcessingError("unknown").measurement_id is None


def test_timeout_names_ids_and_states() -> None:
    error = WaitTimeoutError([f"id{i}" for i in range(7)], {"id0": "running"}, 60.0)
    assert "id0 (running), id1 (unknown)" in str(error)
    assert "and 2 more" in str(error)
    assert (error.waited_s, error.last_states) == (60.0, {"id0": "running"})


@pytest.mark.parametrize(
    "error",
    [
        APIError("m", 418, error_code="TEAPOT", data={"a": 1}, request_id="r"),
        JobFailedError("m", job_id="j", status="failed", reason="r", partial=[1]),
        WaitTimeoutError(["a"], {"a": "running"}, 1.0),
        MeasurementProcessingError("m", {"a": "b"}),
    ],
)
def test_errors_cross_process_borders(error: IonworksError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert vars(copy) == vars(error)
    assert str(copy) == str(error)
