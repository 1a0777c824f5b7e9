"""Tracebacks of our errors: the user's line and ours, not those of the HTTP library."""

import traceback

import httpx
import pytest

from ionworks import Ionworks
from ionworks.errors import NotFoundError, TransportError


def _client(answer) -> Ionworks:
    client = Ionworks(api_key="k", project_id="p", max_retries=0)
    client._connection._transport = httpx.MockTransport(answer)
    return client


def _missing(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(404, json={"detail": "No project."})


def _refused(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


CALLS = [lambda client: client.project.get("x"), lambda client: client.get("/projects/x")]


@pytest.mark.parametrize("call", CALLS, ids=["facade", "low level"])
@pytest.mark.parametrize(("answer", "error"), [(_missing, NotFoundError), (_refused, TransportError)])
def test_no_frame_of_httpx_unless_debugging(answer, error, call, monkeypatch) -> None:
    monkeypatch.delenv("IONWORKS_DEBUG", raising=False)
    with _client(answer) as client:
        with pytest.raises(error) as caught:
            call(client)
        shown = "".join(traceback.format_exception(caught.value))
        assert f"{httpx.__name__}/_client.py" not in shown.replace("\\", "/")
        assert f'File "{__file__}"' in shown
        assert len(traceback.extract_tb(caught.value.__traceback__)) <= 10
        assert isinstance(caught.value.__cause__, httpx.ConnectError if error is TransportError else type(None))
        monkeypatch.setenv("IONWORKS_DEBUG", "1")
        with pytest.raises(error) as caught:
            call(client)
        assert f"{httpx.__name__}/_client.py" in "".join(traceback.format_exception(caught.value)).replace("\\", "/")
