"""Uploads that go wrong: refused content, limits, signatures, other organizations, resent requests."""

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import attrs
import httpx
import polars as pl
import pytest
from ionworks_openapi.api import cell_measurement as api
from ionworks_openapi.models import MeasurementUploadConfirm, MeasurementUploadRequest

from ionworks import Ionworks
from ionworks.errors import APIError, BadRequestError, ConflictError, MeasurementProcessingError, NotFoundError
from ionworks.server.ground.errors import ApiError
from ionworks.server.files.signed_urls import SignedUrls
from ionworks.server.nouns.measurements import uploads as measurement_uploads
from ionworks.server.nouns.measurements.records import measurement_tables
from ionworks.server.store.schema_measurements import measurement_uploads as uploads
from tests.cell_frames import at, cycler_frame
from tests.integration.cell_data.conftest import Place

pytestmark = pytest.mark.documented


def parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    return buffer.getvalue()


GOOD = parquet(cycler_frame())


@attrs.frozen
class Upload:
    """An announced upload, driven request by request."""

    client: Ionworks
    cell_id: str
    name: str
    measurement_id: str
    urls: dict[str, str]

    def put(self, content: bytes, filename: str = "time_series.parquet") -> httpx.Response:
        return httpx.put(self.urls[filename], content=content, headers={"Content-Type": "application/octet-stream"})

    def confirm(self, kind: str = "time_series", **changes: Any) -> Any:
        body = {
            "cell_instance_id": self.cell_id,
            "measurement": {"name": self.name},
            "measurement_type": kind,
            **changes,
        }
        payload = MeasurementUploadConfirm.from_dict(body)
        return api.confirm_measurement_upload.sync_detailed(
            self.measurement_id, client=self.client._connection.api, body=payload
        ).parsed


def announce(client: Ionworks, cell_id: str, name: str = "M", **more: Any) -> Upload:
    payload = MeasurementUploadRequest.from_dict({"measurement": {"name": name}, **more})
    answer = api.initiate_measurement_upload.sync_detailed(cell_id, client=client._connection.api, body=payload).parsed
    urls = {str(entry.filename): entry.signed_url for entry in answer.uploads}
    return Upload(client, cell_id, name, answer.measurement_id, urls)


# polars panics at this bit of the first page header
PANIC = GOOD[:15] + bytes([GOOD[15] ^ 4]) + GOOD[16:]
REFUSED = {
    "panic": PANIC,
    "text": b"Time [s];Voltage [V]",
    "nothing": b"",
    "cut off": GOOD[:-100],
    "damaged page": GOOD[:64] + bytes(1024) + GOOD[64 + 1024 :],
    "no steps": parquet(cycler_frame().drop("Step count")),
    "no rows": parquet(cycler_frame().clear()),
    "text for numbers": parquet(cycler_frame().with_columns(pl.col("Voltage [V]").cast(pl.String))),
    "time falls": parquet(cycler_frame().with_columns(at("Time [s]", 9, 0.0))),
}


@pytest.mark.parametrize("name", REFUSED)
def test_wrong_content_is_refused_with_the_reason_and_leaves_nothing(
    name: str, client: Ionworks, cell: Any, place: Place
) -> None:
    before = (place.files(), place.count(uploads))
    upload = announce(client, cell.id)
    assert upload.put(REFUSED[name]).status_code == 200
    with pytest.raises(BadRequestError, match=r"time_series.parquet (is|has|needs|column|'Time).*nothing was stored"):
        upload.confirm()
    assert (place.files(), place.count(uploads)) == before
    assert client.cell_measurement.list(cell.id).total == 0


def test_a_refused_upload_may_be_tried_again(client: Ionworks, cell: Any) -> None:
    first = announce(client, cell.id)
    first.put(REFUSED["text"])
    with pytest.raises(BadRequestError):
        first.confirm()
    again = announce(client, cell.id)
    again.put(GOOD)
    assert client.cell_measurement.wait_for_processing(again.confirm().id)


def test_steps_that_do_not_fit_are_refused(client: Ionworks, cell: Any, place: Place) -> None:
    before = place.files()
    upload = announce(client, cell.id)
    upload.put(GOOD)
    upload.put(parquet(pl.DataFrame({"Step count": [0, 2]})), "steps.parquet")
    with pytest.raises(BadRequestError, match=r"steps.parquet .* not the 8 steps"):
        upload.confirm()
    assert place.files() == before


def test_large_content_that_makes_polars_panic_fails_its_own_job(
    client: Ionworks, cell: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(pl.exceptions.PanicException):
        pl.read_parquet(PANIC)
    monkeypatch.setattr(measurement_uploads, "EAGER_BYTES", 10)
    upload = announce(client, cell.id)
    upload.put(PANIC)
    made = upload.confirm()
    with pytest.raises(MeasurementProcessingError, match="damaged"):
        client.cell_measurement.wait_for_processing(made.id)
    assert client.health_check()["status"] == "ok"
    client.cell_measurement.delete(made.id)


def test_large_content_is_checked_by_the_worker(client: Ionworks, cell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measurement_uploads, "EAGER_BYTES", 10)
    upload = announce(client, cell.id)
    upload.put(REFUSED["time falls"])
    made = upload.confirm()
    # accepted unread: how far the worker is by now is chance
    assert made.processing_status in {"pending", "running", "failed"}
    with pytest.raises(MeasurementProcessingError, match="Time") as caught:
        client.cell_measurement.wait_for_processing(made.id)
    assert set(caught.value.failures) == {made.id}
    for read in (client.cell_measurement.steps, client.cell_measurement.time_series, client.cell_measurement.cycles):
        with pytest.raises(ConflictError, match="failed"):
            read(made.id)
    client.cell_measurement.delete(made.id)


def test_announcement_and_confirmation_must_agree(client: Ionworks, cell: Any) -> None:
    upload = announce(client, cell.id)
    with pytest.raises(BadRequestError, match="was not uploaded"):
        upload.confirm()
    upload.put(GOOD)
    for changes, message in (
        ({"cell_instance_id": "other"}, "cell_instance_id is 'other'"),
        ({"kind": "file"}, "kind is 'file'"),
        ({"measurement": {"name": "M", "start_time": "2025-01-02", "end_time": "2025-01-01"}}, "before start_time"),
        ({"measurement": {"name": "M", "tags": ["x"] * 2 + [" "]}}, "tag"),
    ):
        with pytest.raises(BadRequestError, match=message):
            upload.confirm(**changes)
    client.cell_measurement.wait_for_processing(upload.confirm().id)


def test_name_taken_meanwhile_is_a_conflict_and_leaves_nothing(client: Ionworks, cell: Any, place: Place) -> None:
    first, second = announce(client, cell.id), announce(client, cell.id)
    first.put(GOOD)
    second.put(GOOD)
    made = first.confirm()
    with pytest.raises(ConflictError) as caught:
        second.confirm()
    assert caught.value.existing_id == made.id
    assert not [key for key in place.files() if second.measurement_id in key]


def test_resent_confirmation_answers_the_same(client: Ionworks, cell: Any) -> None:
    upload = announce(client, cell.id)
    upload.put(GOOD)
    assert upload.confirm().id == upload.confirm().id == upload.measurement_id
    upload.put(b"too late")
    client.cell_measurement.wait_for_processing(upload.measurement_id)
    assert client.cell_measurement.time_series(upload.measurement_id).equals(cycler_frame()), (
        "the data cannot be changed"
    )


def test_names_of_files_are_checked(client: Ionworks, cell: Any) -> None:
    for names in ([], ["a", "a"], ["../a"], ["a/b"], ["a\\b"], [".."], ["a\n"], [str(number) for number in range(101)]):
        with pytest.raises(BadRequestError, match="filenames"):
            announce(client, cell.id, measurement_type="file", filenames=names)


def test_size_limit(client: Ionworks, cell: Any, place: Place) -> None:
    before = place.files()
    upload = announce(client, cell.id)
    assert upload.put(bytes(4 * 1024**2 + 1)).status_code == 413
    parts = (bytes(1024**2) for _ in range(6))
    assert httpx.put(upload.urls["time_series.parquet"], content=parts).status_code == 413, "no length announced"
    assert place.files() == before


def test_extensions(client: Ionworks, cell: Any, place: Place) -> None:
    uploads = client.cell_measurement
    frame = cycler_frame()
    made = uploads.create(cell.id, {"measurement": {"name": "running"}, "time_series": frame.head(100)})
    connection = client._connection.api
    from ionworks_openapi.models import EmptyBody

    place_of = api.initiate_measurement_extend.sync_detailed(made.id, client=connection, body=EmptyBody()).parsed
    with pytest.raises(ConflictError, match="under way"):
        uploads.extend(made.id, frame.slice(100))
    httpx.put(place_of.uploads[0].signed_url, content=b"junk")
    with pytest.raises(BadRequestError, match="time_series_extend.parquet is no readable"):
        api.confirm_measurement_extend.sync_detailed(made.id, client=connection, body=EmptyBody())
    with pytest.raises(MeasurementProcessingError, match="Step count"):
        uploads.extend(made.id, frame.slice(150))
    record = uploads.get(made.id)
    assert (record.processing_status, bool(record.processing_error)) == ("ready", True)
    assert uploads.time_series(made.id).equals(frame.head(100)), "as it was"
    uploads.extend(made.id, frame.slice(100))
    assert uploads.get(made.id).processing_error is None
    assert uploads.time_series(made.id).equals(frame)


# Other organizations and signatures


@pytest.fixture(scope="module")
def measurement(place: Place) -> Any:
    """A measurement that the tests read, or fail to change."""
    detail = {"measurement": {"name": "secret"}, "time_series": cycler_frame()}
    with place.client() as client:
        spec = client.cell_spec.create({"name": "Cell type of a secret"})
        return client.cell_measurement.create(client.cell_instance.create(spec.id, {"name": "secret"}).id, detail)


Attempt = Callable[[Ionworks, str, str], Any]
FOREIGN: dict[str, Attempt] = {
    "get": lambda c, m, _: c.cell_measurement.get(m),
    "time_series": lambda c, m, _: c.cell_measurement.time_series(m, use_cache=False),
    "window": lambda c, m, _: c.cell_measurement.time_series(m, use_cache=False, row_range=(0, 1)),
    "steps": lambda c, m, _: c.cell_measurement.steps(m, use_cache=False),
    "cycles": lambda c, m, _: c.cell_measurement.cycles(m, use_cache=False),
    "steps_and_cycles": lambda c, m, _: c.cell_measurement.steps_and_cycles(m, use_cache=False),
    "detail": lambda c, m, _: c.cell_measurement.detail(m, use_cache=False),
    "list": lambda c, _, cell: c.cell_measurement.list(cell),
    "list_by_project": lambda c, _m, _c: c.cell_measurement.list_by_project(c.project_id),
    "list_tags": lambda c, _m, _c: c.cell_measurement.list_tags(c.project_id),
    "list_files": lambda c, m, _: c.cell_measurement.list_files(m),
    "get_file": lambda c, m, _: c.cell_measurement.get_file(m, "a"),
    "update": lambda c, m, _: c.cell_measurement.update(m, {"notes": "mine"}),
    "delete": lambda c, m, _: c.cell_measurement.delete(m),
    "add_tags": lambda c, m, _: c.cell_measurement.add_tags(m, ["mine"]),
    "watch": lambda c, m, _: c.cell_measurement.watch(m),
    "unwatch": lambda c, m, _: c.cell_measurement.unwatch(m),
    "create": lambda c, _, cell: announce(c, cell),
    "create_properties": lambda c, _, cell: c.cell_measurement.create_properties(cell, "x", {}),
    "extend": lambda c, m, _: c.cell_measurement.extend(m, cycler_frame()),
    "cell": lambda c, _, cell: c.cell_instance.get(cell),
    "cell detail": lambda c, _, cell: c.cell_instance.detail(cell),
    "change cell": lambda c, _, cell: c.cell_instance.update(cell, {"notes": "mine"}),
    "delete cell": lambda c, _, cell: c.cell_instance.delete(cell),
    "study": lambda c, m, _: c.study.assign_measurement(c.study.create({"name": "S"}, _own(c)).id, m, _own(c)),
    "specifications": lambda c, _m, _c: c.cell_spec.list(project_id=c.project_id),
    "simple pipeline": lambda c, m, _: c.simple_pipeline.create(_fit(m), project_id=_own(c)),
    "pipeline": lambda c, m, _: c.pipeline.create(_fit(m), project_id=_own(c)),
}


def _own(client: Ionworks) -> str:
    """A project of the caller's own."""
    projects = client.project.list(name_exact="Own")
    return projects[0].id if projects else client.project.create({"name": "Own"}).id


def _fit(measurement_id: str) -> dict[str, Any]:
    """A pipeline whose data is a measurement."""
    data = {"data": f"db:{measurement_id}"}
    model = {"model": {"type": "SPM"}}
    fit = {
        "element_type": "data_fit",
        "objectives": {"v": {"objective": "CurrentDriven", "data_input": data, "options": model}},
    }
    return {"elements": {"fit": {**fit, "parameters": {"Contact resistance [Ohm]": {"bounds": [0.0, 0.1]}}}}}


@pytest.mark.parametrize("name", FOREIGN)
def test_another_organization_finds_nothing(name: str, stranger: Ionworks, measurement: Any) -> None:
    cell = measurement.cell_instance_id
    with pytest.raises(NotFoundError) as caught:
        FOREIGN[name](stranger, measurement.id, cell)
    assert "secret" not in str(caught.value)
    assert any(found in str(caught.value) for found in (measurement.id, cell, stranger.project_id, "none"))


def test_nothing_was_changed_by_another_organization(client: Ionworks, stranger: Ionworks, measurement: Any) -> None:
    before = (client.cell_measurement.get(measurement.id), client.cell_instance.get(measurement.cell_instance_id))
    for attempt in FOREIGN.values():
        with pytest.raises(NotFoundError):
            attempt(stranger, measurement.id, measurement.cell_instance_id)
    assert client.cell_measurement.get(measurement.id) == before[0]
    assert client.cell_instance.get(measurement.cell_instance_id) == before[1]
    assert client.cell_measurement.list(measurement.cell_instance_id).total == 1


def test_another_organization_cannot_finish_an_upload(client: Ionworks, stranger: Ionworks, cell: Any) -> None:
    upload = announce(client, cell.id)
    upload.put(GOOD)
    with pytest.raises(NotFoundError):
        attrs.evolve(upload, client=stranger).confirm()
    upload.confirm()
    with pytest.raises(NotFoundError):
        attrs.evolve(upload, client=stranger).confirm()


def test_references_resolve_inside_one_organization(place: Place, client: Ionworks, measurement: Any) -> None:
    organization = client.cell_measurement.get(measurement.id).organization_id
    with place.store.read() as connection:
        tables = measurement_tables(connection, organization, measurement.id)
        assert pl.read_parquet(place.blobs.path(tables["time_series"])).equals(cycler_frame())
        assert pl.read_parquet(place.blobs.path(tables["steps"])).height == 8
        for who, what in (("another", measurement.id), (organization, "unknown")):
            with pytest.raises(ApiError) as caught:
                measurement_tables(connection, who, what)
            assert caught.value.status == 404


def _location(client: Ionworks, measurement_id: str) -> str:
    path = f"/cell_measurements/{measurement_id}/time_series/download"
    return client._connection.http.get(path, follow_redirects=False).headers["location"]


def _altered(url: str, **changes: str | None) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query)) | changes
    return urlunsplit(
        parts._replace(query=urlencode({key: value for key, value in query.items() if value is not None}))
    )


ALTERED: dict[str, Callable[[str], str]] = {
    "no signature": lambda url: _altered(url, signature=None),
    "another signature": lambda url: _altered(url, signature="0" * 64),
    "longer life": lambda url: _altered(url, expires="99999999999"),
    "other rows": lambda url: _altered(url, rows="0:1"),
    "another method": lambda url: _altered(url, method="PUT"),
    "another file": lambda url: url.replace("/0?", "/1?"),
    "nothing signed": lambda url: url.split("?")[0],
}


@pytest.mark.parametrize("name", ALTERED)
def test_altered_signatures_are_forbidden(name: str, client: Ionworks, measurement: Any) -> None:
    url = _location(client, measurement.id)
    assert httpx.get(url).status_code == 200
    for method in ("GET", "HEAD", "PUT"):
        assert httpx.request(method, ALTERED[name](url)).status_code == 403
    assert httpx.put(url, content=b"x").status_code == 403, "a link to read is none to write"


def test_expired_links_are_forbidden_and_say_so_without_the_link(client: Ionworks, cell: Any, place: Place) -> None:
    upload = announce(client, cell.id)
    past = SignedUrls(place.server._runtime.app.app.app.app.storage.urls.secret, seconds=-1)
    key = urlsplit(upload.urls["time_series.parquet"]).path.removeprefix("/storage/")
    url = client.api_url + past.url(key, method="PUT")
    assert httpx.put(url, content=GOOD).status_code == 403
    with pytest.raises(APIError, match="may have expired") as caught:
        client._connection.transfer.upload(url, GOOD)
    assert caught.value.status_code == 403
    assert "signature" not in str(caught.value)


def test_ranges(client: Ionworks, measurement: Any, place: Place) -> None:
    url = _location(client, measurement.id)
    whole = httpx.get(url).content
    assert httpx.head(url).headers["content-length"] == str(len(whole))
    part = httpx.get(url, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert httpx.get(url, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
