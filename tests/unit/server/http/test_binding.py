"""Every operation is served or refused with a reason; answers have the contract's form."""

import asyncio
import gc
import gzip
import json
import sys
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any

import pytest
import sqlalchemy as sa

from ionworks.server.ground import errors
from ionworks.server.nouns.accounts import bootstrap, keys
from ionworks.server.call import Redirect
from ionworks.server.contract import specification
from ionworks.server.contract.specification import Operation
from ionworks.server.http import binding
from ionworks.server.http.app import build_app
from ionworks.server.http.asgi import ErrorBoundary, RequestBody
from ionworks.server.http.binding import BindingError
from ionworks.server.http.validation import CHECKED_BODY, JsonBody
from ionworks.server.ground.settings import Settings
from ionworks.server.store import database
from ionworks.server.store.database import Store


class _Threads(ThreadPoolExecutor):
    workers = 1

    def cancel_running(self, future: Any) -> bool:
        return bool(future.cancel())


def _missing() -> dict[str, str]:
    found = specification.operations(specification.load())
    return {one.operation_id: "written elsewhere" for one in found if binding._find_handler(one) is None} | dict(
        binding.UNSERVED
    )


def _operation(name: str = "read_thing", *arguments: str, status: int = 200, media: str = "application/json"):
    return Operation(
        operation_id=name, tag="thing", method="get", path="/t", status=status, media_type=media, arguments=arguments
    )


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("ionworks.server.handlers.thing")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


def test_an_operation_without_handler_or_reason_stops_the_start() -> None:
    with pytest.raises(BindingError, match="read_thing is neither in ionworks.server.handlers.thing nor in UNSERVED"):
        binding.bind([_operation()], None, {})


def test_all_problems_are_listed_at_once(handlers: ModuleType) -> None:
    handlers.both = lambda call: None
    handlers.short = lambda call: None
    with pytest.raises(BindingError) as caught:
        binding.bind([_operation("both"), _operation("short", "limit")], None, {"both": "x", "ghost": "y"})
    text = str(caught.value)
    assert "both is both served and listed" in text
    assert "short does not take limit" in text
    assert "ghost is listed as unserved but is no operation" in text


@pytest.mark.parametrize(
    ("result", "status", "body"),
    [
        ({"a": 1}, 201, b'{"a":1}'),
        (({"a": 1}, 202), 202, b'{"a":1}'),
        ([], 201, b"[]"),
        ({"x": float("nan"), "y": [float("inf"), 1.5]}, 201, b'{"x":null,"y":[null,1.5]}'),
        (None, 201, b""),
    ],
)
def test_json_answers(result: Any, status: int, body: bytes) -> None:
    answer = binding.respond(result, _operation(status=201))
    assert (answer.status_code, answer.body) == (status, body)
    if body:
        assert answer.headers["content-type"] == "application/json"


def test_text_and_redirect_answers() -> None:
    text = binding.respond("Discharge at 1C", _operation(media="text/plain"))
    assert (text.body, text.headers["content-type"]) == (b"Discharge at 1C", "text/plain; charset=utf-8")
    elsewhere = binding.respond(Redirect("/storage/x"), _operation(status=307))
    assert (elsewhere.status_code, elsewhere.headers["location"]) == (307, "/storage/x")


def test_fixed_paths_come_before_parameters() -> None:
    paths = list(specification.load()["paths"])
    assert paths.index("/cell_measurements/tags") < paths.index("/cell_measurements/{measurement_id}")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Store, str]]:
    """One application for the whole module: building it takes longer than the tests."""
    folder = tmp_path_factory.mktemp("app")
    store = Store.open(f"sqlite:///{folder / 'test.db'}")
    database.initialize(store)
    key = keys.create_key()
    bootstrap.add_key(store, bootstrap.seed(store), key, "test")
    settings = Settings(
        data_dir=folder, workers=1, max_body_bytes=4096, max_bulk_bytes=16_384, allowed_hosts="server.test"
    )
    with _Threads(1) as executor:
        yield build_app(settings, store, executor, unserved=_missing()), store, key
    store.close()


@pytest.fixture
def app(opened: tuple[Any, Store, str]) -> Any:
    return opened[0]


@pytest.fixture
def headers(opened: tuple[Any, Store, str]) -> dict[str, str]:
    return {"X-API-Key": opened[2]}


def test_health_needs_no_key_and_the_rest_does(send, app: Any, headers: dict[str, str]) -> None:
    assert send(app, "GET", "/healthz").json()["status"] == "ok"
    for wrong in ({}, {"X-API-Key": "iwk_wrong"}):
        answer = send(app, "GET", "/users/me", headers=wrong)
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/json")
        assert answer.json()["error_code"] == "UNAUTHORIZED"
    me = send(app, "GET", "/users/me", headers=headers).json()
    assert me["authorized_organization"]["id"] == me["organizations"][0]["id"]


@pytest.mark.parametrize("header", ["content-length", "transfer-encoding", "content-encoding"])
def test_the_body_of_a_stranger_is_not_read(app: Any, header: str) -> None:
    value = {"content-length": b"3000", "transfer-encoding": b"chunked", "content-encoding": b"gzip"}[header]
    headers = [(b"host", b"server.test"), (b"content-type", b"application/json"), (header.encode(), value)]
    scope = {"type": "http", "method": "POST", "path": "/jobs/", "query_string": b"", "headers": headers}
    sent = []

    async def receive() -> dict[str, Any]:
        raise AssertionError("the body was read")

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app({**scope, "root_path": "", "raw_path": b"/jobs/", "http_version": "1.1"}, receive, send))
    assert sent[0]["status"] == 401


def test_bulk_data_may_be_larger_than_other_bodies(send, app: Any, headers: dict[str, str]) -> None:
    sizes = {"/models": 413, "/pipelines": 422}
    for path, status in sizes.items():
        content = b'{"no_such_member": "' + b"x" * 8000 + b'"}'
        answer = send(app, "POST", path, headers={**headers, "Content-Type": "application/json"}, content=content)
        assert answer.status_code == status, path


@pytest.mark.parametrize("size", [10, 1_000_000])
def test_a_body_is_read_once_and_as_it_came(size: int) -> None:
    filler = "x" * size
    raw = b'{"a": [1, 2.5, -1e3, 12345678901234567890, NaN, null, {"b": {}}], "filler": "%s"}' % filler.encode()
    body = JsonBody(schema={}, encoding="utf-8", strict_validation=True)

    async def read() -> tuple[Any, Any]:
        messages = iter([raw[:20], raw[20:]])

        async def receive() -> dict[str, Any]:
            part = next(messages)
            return {"type": "http.request", "body": part, "more_body": part != raw[20:]}

        rest, scope = await body.wrap_receive(receive, scope={"headers": [(b"content-length", b"%d" % len(raw))]})
        return await rest(), scope[CHECKED_BODY]

    rest, found = asyncio.run(read())
    assert rest["body"] == b""
    assert repr(found) == repr(json.loads(raw))


def test_a_body_of_millions_of_lists_is_refused() -> None:
    for part, most, what in (
        ("[],", 500_000, "lists"),
        ("{},", 500_000, "objects"),
        ('{"":0,"a":0,"b":0,"c":0,"d":0},', 2_000_000, "members"),
    ):
        raw = f"[{part * (most // max(1, part.count(':')) + 1)}0]".encode()
        with pytest.raises(errors.ApiError, match=f"more than {most} {what}"):
            JsonBody(schema={}, encoding="utf-8", strict_validation=True)._check(raw)
    assert gc.isenabled()


def test_what_a_refused_request_held_is_gone_with_its_answer(send) -> None:
    class Document:
        """Large."""

    async def refuse(_scope: Any, _receive: Any, _send: Any) -> None:
        document = Document()
        held.append(weakref.ref(document))
        try:
            raise ValueError(len([document]))
        except ValueError as error:
            refusal = errors.unprocessable("no")
            raise refusal from error

    held: list[Any] = []
    gc.disable()
    try:
        assert send(ErrorBoundary(refuse), "GET", "/").status_code == 422
        assert held[0]() is None
    finally:
        gc.enable()


def test_the_collector_rests_from_the_end_of_a_large_body_to_its_answer() -> None:
    seen: list[bool] = []

    async def limit(_scope: Any) -> int:
        return 10_000_000

    async def app(_scope: Any, receive: Any, _send: Any) -> None:
        for _ in parts:
            await receive()
            seen.append(gc.isenabled())

    for size in (10, 1_000_000):
        parts = iter([b"", b""])
        messages = iter([{"type": "http.request", "body": b"x", "more_body": more} for more in (True, False)])

        async def receive(messages: Iterator[Any] = messages) -> Any:
            return next(messages)

        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % size)]
        asyncio.run(RequestBody(app, limit)({"type": "http", "headers": headers}, receive, None))
    assert seen == [True, True, True, False]
    assert gc.isenabled()


def test_a_single_endless_text_is_refused_and_a_long_one_read() -> None:
    body = JsonBody(schema={}, encoding="utf-8", strict_validation=True)
    with pytest.raises(errors.ApiError, match="a single value of more than 8388608"):
        body._check(b'{"name": "' + b"x" * 17 * 1024**2 + b'"}')
    assert len(body._check(b'{"name": "' + b"x" * 8 * 1024**2 + b'"}')["name"]) == 8 * 1024**2
    wide = json.dumps({"values": {str(one): None for one in range(200_000)}})
    with pytest.raises(errors.ApiError, match="an object of more than a megabyte of members"):
        body._check(wide.encode())
    table = json.dumps({"text": "2026-11-22 12:34:56,3.7\n" * 100_000, "rows": [{"a": None}] * 100_000}).encode()
    assert len(body._check(table)["rows"]) == 100_000
    numbers = f"[{'-1.2345678901234567e-300, ' * 700_000}0]".encode()
    assert len(numbers) > 17 * 1024**2
    assert len(body._check(numbers)) == 700_001


def test_correlation_id_is_returned_or_made(send, app: Any) -> None:
    given = send(app, "GET", "/healthz", headers={"x-correlation-id": "abc-1"})
    made = send(app, "GET", "/nowhere", headers={"x-correlation-id": "bad id\t"})
    assert given.headers["x-correlation-id"] == "abc-1"
    assert len(made.headers["x-correlation-id"]) == 32


@pytest.mark.parametrize(
    ("method", "url", "request_", "status", "where"),
    [
        ("GET", "/nowhere", {}, 404, None),
        ("PUT", "/jobs/", {}, 405, None),
        ("GET", "/jobs/?limit=0", {}, 422, ["query", "limit"]),
        ("GET", "/jobs/?limit=" + "9" * 5000, {}, 422, ["query", "limit"]),
        ("GET", "/jobs/?colour=red", {}, 422, ["query", "colour"]),
        ("GET", "/jobs/?status=lost", {}, 422, ["query", "status"]),
        ("POST", "/jobs/", {"content": b"{"}, 422, ["body"]),
        ("POST", "/jobs/", {"content": b"[1]"}, 422, ["body"]),
        ("POST", "/jobs/", {"content": b"\xff\xfe"}, 422, ["body"]),
        ("POST", "/jobs/", {"content": b"[" * 3000}, 422, ["body"]),
        ("POST", "/jobs/", {"content": b'{"a":' + b"9" * 4000 + b"}"}, 410, None),
        ("POST", "/jobs/", {"content": b"x" * 5000}, 413, None),
        ("POST", "/jobs/", {"json": {}}, 410, None),
        ("POST", "/jobs/", {}, 410, None),
        ("GET", "/jobs/x%00y", {}, 404, None),
        ("GET", "/jobs/%ED%A0%80", {}, 404, None),
    ],
)
def test_bad_requests_are_refused_in_wire_form(
    send, app: Any, headers: dict[str, str], method: str, url: str, request_: dict, status: int, where: list | None
) -> None:
    answer = send(app, method, url, headers={**headers, "Content-Type": "application/json"}, **request_)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    detail = answer.json()["detail"]
    if where is None:
        assert isinstance(detail, str)
        assert answer.json()["error_code"]
    else:
        assert where in [problem["loc"] for problem in detail]
        assert all({"loc", "msg", "type"} == set(problem) for problem in detail)


def test_wrong_media_type_and_charset(send, app: Any, headers: dict[str, str]) -> None:
    text = send(app, "POST", "/jobs/", headers={**headers, "Content-Type": "text/csv"}, content=b"x")
    assert text.status_code == 415
    charset = {**headers, "Content-Type": "application/json; charset=klingon"}
    assert send(app, "POST", "/jobs/", headers=charset, content=b"{}").status_code == 410


def test_gzip_bodies_are_inflated_and_bombs_refused(send, app: Any, headers: dict[str, str]) -> None:
    packed = {**headers, "Content-Type": "application/json", "Content-Encoding": "gzip"}
    good = gzip.compress(json.dumps({"job_type": "x"}).encode())
    assert send(app, "POST", "/jobs/", headers=packed, content=good).status_code == 410
    bomb = gzip.compress(b"0" * 3_000_000)
    assert len(bomb) < 4096
    assert send(app, "POST", "/jobs/", headers=packed, content=bomb).status_code == 413
    for broken in (b"not gzip", good[:-9]):
        assert send(app, "POST", "/jobs/", headers=packed, content=broken).status_code == 422
    other = {**packed, "Content-Encoding": "br"}
    assert send(app, "POST", "/jobs/", headers=other, content=b"x").status_code == 415


def test_chunked_bodies_count_as_bodies(send, app: Any, headers: dict[str, str]) -> None:
    async def parts():
        yield b'["not an'
        yield b' object"]'

    chunked = {**headers, "Content-Type": "application/json", "Transfer-Encoding": "chunked"}
    assert send(app, "POST", "/jobs/", headers=chunked, content=parts()).status_code == 422


def test_defects_become_500_without_their_text(send, opened: Any, headers: dict[str, str], caplog) -> None:
    app, store, _key = opened
    with store.write() as connection:
        connection.execute(sa.text("ALTER TABLE jobs RENAME TO hidden"))
    answer = send(app, "GET", "/jobs/", headers=headers)
    with store.write() as connection:
        connection.execute(sa.text("ALTER TABLE hidden RENAME TO jobs"))
    assert (answer.status_code, answer.json()["error_code"]) == (500, "INTERNAL_ERROR")
    assert "hidden" not in answer.text
    assert "no such table" in caplog.text


def test_unserved_operations_say_why() -> None:
    async def ask() -> None:
        await binding._refuse(_operation("read_thing"), "no cycler here")()

    with pytest.raises(errors.ApiError) as caught:
        asyncio.run(ask())
    assert (caught.value.status, caught.value.code) == (501, "NOT_SERVED")
    assert "no cycler here" in caught.value.message


def test_find_specification_in_checkout() -> None:
    assert specification.find().name == "openapi.yaml"
