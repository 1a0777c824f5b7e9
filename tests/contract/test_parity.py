"""Wire parity: every public method sends what the hosted API receives, over a real socket.

Source: docs/contract/wire.md; docs/contract/flows.md.

Each row also runs against a newer server (unknown fields), one that leaves out every optional field, and one with
statuses we have never heard of.
"""

import traceback
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from ionworks import Ionworks
from tests.contract.parity_cases import CASES, Case, Sent
from tests.contract.parity_cell_cases import CELL_CASES
from tests.contract.parity_lab_cases import LAB_CASES
from tests.contract.parity_name_cases import NAME_CASES
from tests.contract.parity_platform_cases import PLATFORM_CASES
from tests.contract.recorder import Answer, Recorder, Seen, Turns, recording_server

KEY = "key-of-the-parity-test"


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    with recording_server() as server:
        yield server


def _with_url(value: Any, url: str) -> Any:
    if isinstance(value, str):
        return value.replace("{url}", url)
    if isinstance(value, dict):
        return {key: _with_url(item, url) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_url(item, url) for item in value]
    if isinstance(value, Turns):
        return Turns(*_with_url(value.answers, url))
    if isinstance(value, Answer):
        return attrs.evolve(value, headers=_with_url(dict(value.headers), url), body=_with_url(value.body, url))
    return value


def _as_sent(seen: Seen) -> Sent:
    query = {name: values[0] if len(values) == 1 else values for name, values in seen.query.items()}
    return Sent(seen.method, seen.path, query, seen.body, auth=not seen.path.startswith("/bucket/"))


def _check_headers(seen: Seen, expected: Sent) -> None:
    if not expected.auth:
        assert "X-API-Key" not in seen.headers
        return
    assert seen.headers["X-API-Key"] == KEY
    assert seen.headers["Accept"] == "application/json"
    is_form = isinstance(seen.body, dict) and any(isinstance(part, tuple) for part in seen.body.values())
    kind = "multipart/form-data" if is_form else "application/json"
    assert seen.headers["Content-Type"].split(";")[0] == kind
    assert "Authorization" not in seen.headers


@pytest.mark.parametrize(
    "row", [*CASES, *CELL_CASES, *LAB_CASES, *NAME_CASES, *PLATFORM_CASES], ids=lambda row: row.label
)
def test_method_sends_what_the_hosted_api_receives(row: Case, recorder: Recorder) -> None:
    wrong = {variant: problem for variant in row.variants if (problem := _problem(row, variant, recorder))}
    assert wrong == {}


def _problem(row: Case, variant: str, recorder: Recorder) -> str:
    """How a call and its requests differ from the row against one kind of server; empty when they do not."""
    recorder.reset(_with_url(row.answers, recorder.url), variant, row.keep)
    try:
        _check(row, variant, recorder)
    except Exception:  # the other kinds of server are tried as well
        return traceback.format_exc()
    return ""


def _check(row: Case, variant: str, recorder: Recorder) -> None:
    with Ionworks(KEY, recorder.url, project_id=row.project, max_retries=0) as client:
        if row.raises is not None:
            with pytest.raises(row.raises):
                row.call(client)
        else:
            result = row.call(client)
            assert variant != "example" or row.returns(result), result
    found = [_as_sent(seen) for seen in recorder.seen]
    assert len(found) == len(row.sent), found
    expected = list(row.sent)
    if row.unordered:
        found, expected = sorted(found, key=repr), sorted(expected, key=repr)
    assert found == expected
    for seen in recorder.seen:
        _check_headers(seen, _as_sent(seen))
