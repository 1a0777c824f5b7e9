"""Signed URLs and what answers them, for files in a folder and in an object store."""

import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest

from ionworks.server.files.blobs import Blobs
from ionworks.server.files.place import open_blobs
from ionworks.server.files.signed_urls import SignedUrls, open_signed_urls
from ionworks.server.http.asgi import ErrorBoundary
from ionworks.server.http.stored_files import StorageApp, slice_parquet


@pytest.fixture(params=["folder", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return open_blobs(tmp_path if request.param == "folder" else f"s3://{request.getfixturevalue('bucket')}/x")


@pytest.fixture
def urls() -> SignedUrls:
    return SignedUrls(b"secret", 60)


@pytest.fixture
def app(blobs: Blobs, urls: SignedUrls) -> ErrorBoundary:
    return ErrorBoundary(StorageApp(blobs, urls, max_upload_bytes=2000, is_open=lambda key: not key.startswith("over")))


def test_secret_stays_with_the_folder(tmp_path: Path) -> None:
    first, second = open_signed_urls(tmp_path, 60), open_signed_urls(tmp_path, 60)
    assert first.secret == second.secret
    assert len(first.secret) == 32
    assert str(first.secret) not in repr(first)


def test_get_head_and_range(send, blobs: Blobs, urls: SignedUrls, app: ErrorBoundary) -> None:
    blobs.write("a/b.bin", bytes(range(100)))
    url = urls.url("a/b.bin")
    whole = send(app, "GET", url)
    assert (whole.status_code, whole.content) == (200, bytes(range(100)))
    head = send(app, "HEAD", url)
    assert (head.status_code, head.headers["content-length"], head.headers["accept-ranges"]) == (200, "100", "bytes")
    part = send(app, "GET", url, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, bytes(range(10, 20)))
    assert part.headers["content-range"] == "bytes 10-19/100"
    tail = send(app, "GET", url, headers={"Range": "bytes=-8"})
    assert (tail.status_code, tail.content) == (206, bytes(range(92, 100)))
    assert send(app, "GET", url, headers={"Range": "bytes=100-"}).status_code == 416


def test_large_files_come_in_parts(send, blobs: Blobs, urls: SignedUrls, app: ErrorBoundary) -> None:
    content = bytes(range(256)) * 40_000
    blobs.write("big", content)
    assert send(app, "GET", urls.url("big")).content == content
    part = send(app, "GET", urls.url("big"), headers={"Range": "bytes=1000-9000000"})
    assert part.content == content[1000:9_000_001]


def test_altered_expired_and_misused_urls_are_refused(send, blobs: Blobs, urls: SignedUrls, app: ErrorBoundary) -> None:
    blobs.write("a/b.bin", b"1")
    blobs.write("a/c.bin", b"2")
    url = urls.url("a/b.bin")
    expires = parse_qs(urlsplit(url).query)["expires"][0]
    for wrong in (
        url.replace("b.bin", "c.bin"),
        url.replace(expires, str(int(expires) + 9999)),
        url.replace("method=GET", "method=PUT"),
        url[:-1] + ("0" if url[-1] != "0" else "1"),
        url + "&rows=0:1",
        "/storage/a/b.bin",
        "/storage/a/b.bin?signature=%C3%A9",
        # a part of the query that pretends to be a part of the key
        url.replace(f"?method=GET&expires={expires}", f"%0aexpires={expires}?method=GET"),
        url.replace("expires=", "expires=%0a"),
    ):
        answer = send(app, "GET", wrong)
        assert (answer.status_code, answer.json()["error_code"]) == (403, "FORBIDDEN")
    assert send(app, "PUT", url, content=b"x").status_code == 403
    late = SignedUrls(urls.secret, -10)
    assert int(parse_qs(urlsplit(late.url("a/b.bin")).query)["expires"][0]) < time.time()
    assert "expired" in send(app, "GET", late.url("a/b.bin")).json()["detail"]


def test_put_then_get(send, urls: SignedUrls, app: ErrorBoundary) -> None:
    content = b"x" * 1500
    answer = send(app, "PUT", urls.url("uploads/1", method="PUT"), content=content)
    assert answer.json() == {"key": "uploads/1", "size": 1500}
    assert send(app, "GET", urls.url("uploads/1")).content == content


def test_put_larger_than_the_limit_stores_nothing(send, blobs: Blobs, urls: SignedUrls, app: ErrorBoundary) -> None:
    url = urls.url("uploads/2", method="PUT")
    assert send(app, "PUT", url, content=b"x" * 2001).status_code == 413

    async def parts():
        for _ in range(3):
            yield b"y" * 1000

    assert send(app, "PUT", url, content=parts()).status_code == 413
    assert not blobs.exists("uploads/2")
    assert blobs.names("uploads") == []


def test_missing_file_and_wrong_method(send, urls: SignedUrls, app: ErrorBoundary) -> None:
    for method in ("GET", "HEAD"):
        assert send(app, method, urls.url("nothing")).status_code == 404
    assert send(app, "GET", urls.url("nothing", rows=[(0, 1)])).status_code == 404
    answer = send(app, "DELETE", urls.url("nothing"))
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, PUT")


def test_rows_of_a_parquet_file(send, blobs: Blobs, urls: SignedUrls, app: ErrorBoundary) -> None:
    frame = pl.DataFrame({"Time [s]": [float(i) for i in range(50)], "Voltage [V]": [4.0] * 50})
    with blobs.writing("s/chunk.time_series.parquet") as stream:
        frame.write_parquet(stream)
    url = urls.url("s/chunk.time_series.parquet", rows=[(20, 5), (1, 2)])
    answer = send(app, "GET", url)
    assert pl.read_parquet(answer.content)["Time [s]"].to_list() == [20.0, 21.0, 22.0, 23.0, 24.0, 1.0, 2.0]
    tail = send(app, "GET", url, headers={"Range": "bytes=-8"})
    assert (tail.status_code, tail.content) == (206, answer.content[-8:])
    assert send(app, "GET", url, headers={"Range": "bytes=999999-"}).status_code == 416
    assert slice_parquet(blobs, "s/chunk.time_series.parquet", [(20, 5), (1, 2)]) == answer.content
    more = url.replace("20%3A5", "20%3A9")
    assert more != url
    assert send(app, "GET", more).status_code == 403
    none = pl.read_parquet(send(app, "GET", urls.url("s/chunk.time_series.parquet", rows=[])).content)
    assert (none.columns, none.height) == (frame.columns, 0)


def test_all_rows_of_a_parquet_file_are_the_file(send, blobs: Blobs, urls: SignedUrls, app: ErrorBoundary) -> None:
    key = "s/chunk.time_series.parquet"
    with blobs.writing(key) as stream:
        pl.DataFrame({"Time [s]": [0.0, 1.0, 2.0]}).write_parquet(stream, compression="uncompressed")
    assert send(app, "GET", urls.url(key, rows=[(0, 3)])).content == blobs.read(key)
    for rows in ([(0, 2)], [(1, 2)], [(0, 2), (2, 1)]):
        part = send(app, "GET", urls.url(key, rows=rows)).content
        assert part != blobs.read(key)
        assert pl.read_parquet(part).height == sum(count for _, count in rows)


def test_a_store_that_is_gone_is_answered_with_503(send, bucket: str, urls: SignedUrls) -> None:
    app = ErrorBoundary(
        StorageApp(
            open_blobs(f"s3://{bucket}-gone"),
            urls,
            max_upload_bytes=2000,
            is_open=lambda key: not key.startswith("over"),
        )
    )
    answer = send(app, "PUT", urls.url("a", method="PUT"), content=b"1")
    assert (answer.status_code, answer.json()["error_code"]) == (503, "STORAGE_ERROR")


def test_a_url_ends_with_its_upload(send, blobs: Blobs, urls: SignedUrls, app: ErrorBoundary) -> None:
    answer = send(app, "PUT", urls.url("over/0", method="PUT"), content=b"late")
    assert (answer.status_code, answer.json()["error_code"]) == (410, "GONE")
    assert not blobs.exists("over/0")


def test_a_url_ends_while_a_file_is_on_its_way(send, blobs: Blobs, urls: SignedUrls) -> None:
    answers = iter([True, False])
    app = ErrorBoundary(StorageApp(blobs, urls, max_upload_bytes=2000, is_open=lambda _key: next(answers)))
    assert send(app, "PUT", urls.url("a/0", method="PUT"), content=b"slow").status_code == 410
    assert not blobs.exists("a/0")
