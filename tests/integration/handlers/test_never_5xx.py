"""Requests that once ended in status 500: each is refused with a reason, or answered."""

import asyncio
import json

import httpx
import pytest

from ionworks.server.store import schema

pytestmark = [pytest.mark.local_only]
LONG = "a" * 60_000


@pytest.fixture
def send(api, keys):
    """Send bytes with exactly these headers; return the answer."""

    def request(method, path, headers=(), content=b""):
        async def once():
            transport = httpx.ASGITransport(app=api.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://server.test", verify=False) as client:
                given = {"X-API-Key": keys["admin"], **dict(headers)}
                return await client.request(method, path, content=content, headers=given)

        return asyncio.run_coroutine_threadsafe(once(), api.loop).result(60)

    return request


@pytest.mark.parametrize("listing", ["/pipelines", "/simple_pipelines"])
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_pipelines_are_sorted_by_status(api, listing, order):
    answer = api("GET", listing, params={"project_id": api.project_id, "order_by": "status", "order": order})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    "value",
    [f"like.{LONG}", f"ilike.%{LONG}", "in.(a\nb)", "in.(a\rb)", 'in.("a)', f"in.({LONG})", "in.(" + "a," * 8_000],
)
def test_filters_out_of_bounds_are_refused(api, value):
    answer = api("GET", "/projects", params={"name": value})
    assert answer.status_code == 422, answer.text
    assert answer.json()["detail"][0]["loc"] == ["query", "name"]


@pytest.mark.parametrize("listing", ["", "/tags"])
def test_texts_too_long_to_be_sought_are_refused(api, listing):
    answer = api("GET", f"/cell_measurements{listing}", params={"project_id": api.project_id, "q": LONG})
    assert answer.status_code == 422, answer.text
    assert answer.json()["detail"][0]["loc"] == ["query", "q"]


@pytest.mark.parametrize("member", ["tags_all", "tags_any"])
def test_very_many_tags_are_refused(api, member):
    tags = [f"t{number}" for number in range(1100)]
    project = {"project_id": api.project_id}
    answer = api("GET", "/cell_measurements", params={**project, member: tags})
    assert answer.status_code == 422, answer.text
    assert answer.json()["detail"][0]["loc"] == ["query", member]
    answer = api("GET", "/cell_measurements", params={**project, member: tags[:100]})
    assert answer.status_code == 200, answer.text


BODY = json.dumps({"name": "Of a type"}).encode()


@pytest.mark.parametrize("kind", [None, "", ";", "text/plain", "application/*", "*/*"])
@pytest.mark.parametrize("content", [BODY, b""])
def test_bodies_of_no_known_type_are_refused(send, kind, content):
    answer = send("POST", "/projects", {} if kind is None else {"Content-Type": kind}, content)
    assert answer.status_code in ({415} if content else {415, 422}), answer.text


@pytest.mark.parametrize(
    "kind", ["Application/JSON", "application/json ; charset=utf-8", "application/json;charset=cp500"]
)
def test_types_are_read_without_case_and_bodies_as_utf_8(send, kind):
    assert send("POST", "/projects", {"Content-Type": kind}, BODY).status_code == 201
    # one that was not checked would reach the handler
    for wrong in (b'{"name": 1}', BODY.decode().encode("cp500"), BODY.decode().encode("utf-16")):
        assert send("POST", "/projects", {"Content-Type": kind}, wrong).status_code == 422


@pytest.mark.parametrize("path", ["/models/upload-custom", "/protocols/parse"])
def test_a_form_field_where_a_file_is_due_is_refused(api, path):
    form = {"project_id": (None, api.project_id), "name": (None, "x")} if "models" in path else {}
    answer = api("POST", path, files={**form, "file": (None, "no file")})
    assert answer.status_code == 422, answer.text
    assert answer.json()["detail"][0]["loc"] == ["body", "file"]


def test_files_that_are_gone_are_not_found(api):
    owned = {"project_id": api.project_id}
    job = api.insert(schema.jobs, **owned, job_type="pipeline", status="completed", priority=5, metadata_key="gone")
    assert api("GET", f"/jobs/{job}/metadata").status_code == 404
    assert api("GET", f"/jobs/{job}/series/channels").status_code == 200
    spec = api.insert(schema.cell_specs, **owned, name="Spec")
    cell = api.insert(schema.cell_instances, **owned, cell_spec_id=spec, name="Cell")
    keys = {part: f"measurements/gone/{part}" for part in ("time_series", "steps", "cycles")}
    given = {
        "cell_instance_id": cell,
        "name": "Gone",
        "measurement_type": "time_series",
        "step_labels_validated": False,
    }
    measurement = api.insert(schema.cell_measurements, **owned, **given, data_files=keys)
    for rest in ("?include_steps=true", "?include_time_series=true", "/cycles", "/steps_and_cycles"):
        answer = api("GET", f"/cell_measurements/{measurement}{rest}")
        assert answer.status_code == 404, answer.text
