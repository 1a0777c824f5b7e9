"""Files: keys that cannot escape, atomic writes, signed URLs, ranges and slices."""

import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest

from ionworks.server.asgi import ErrorBoundary
from ionworks.server.blobs import Blobs, StorageApp, open_blobs, slice_parquet


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return open_blobs(tmp_path, url_seconds=60, max_upload_bytes=2000)


@pytest.fixture
def app(blobs: Blobs) -> ErrorBoundary:
    return ErrorBoundary(StorageApp(blobs))


@pytest.mark.parametrize(
    "key", ["../x", "a/../../x", "/etc/passwd", "a//b", "a/.hidden", "", ".", "a\\b", "a b", "a\x00", "a/", "~x"]
)
def test_keys_cannot_leave_the_folder(blobs: Blobs, key: str) -> None:
    with pytest.raises(ValueError, match="not a valid storage key"):
        blobs.path(key)


def test_failed_write_leaves_the_old_content_and_no_rubbish(blobs: Blobs) -> None:
    blobs.write("a/b.bin", b"old")
    with pytest.raises(RuntimeError, match="power"), blobs.writing("a/b.bin") as stream:
        stream.write(b"half of the n")
        raise RuntimeError("power")
    assert blobs.read("a/b.bin") == b"old"
    assert [path.name for path in (blobs.folder / "a").iterdir()] == ["b.bin"]


def test_delete_takes_files_folders_and_missing_ones(blobs: Blobs) -> None:
    blobs.write("a/b.bin", b"1")
    blobs.write("a/c/d.bin", b"2")
    blobs.delete("a/b.bin")
    blobs.delete("a/b.bin")
    assert not blobs.exists("a/b.bin")
    blobs.delete("a")
    assert not blobs.exists("a/c/d.bin")


def test_secret_stays_with_the_folder(tmp_path: Path) -> None:
    first = open_blobs(tmp_path, url_seconds=60, max_upload_bytes=10)
    second = open_blobs(tmp_path, url_seconds=60, max_upload_bytes=10)
    assert first.secret == second.secret
    assert len(first.secret) == 32
    assert str(first.secret) not in repr(first)


def test_get_head_and_range(send, blobs: Blobs, app: ErrorBoundary) -> None:
    blobs.write("a/b.bin", bytes(range(100)))
    url = blobs.url("a/b.bin")
    whole = send(app, "GET", url)
    assert (whole.status_code, whole.content) == (200, bytes(range(100)))
    head = send(app, "HEAD", url)
    assert (head.status_code, head.headers["content-length"], head.headers["accept-ranges"]) == (200, "100", "bytes")
    part = send(app, "GET", url, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, bytes(range(10, 20)))
    assert part.headers["content-range"] == "bytes 10-19/100"


def test_altered_expired_and_misused_urls_are_refused(send, blobs: Blobs, app: ErrorBoundary) -> None:
    blobs.write("a/b.bin", b"1")
    blobs.write("a/c.bin", b"2")
    url = blobs.url("a/b.bin")
    expires = parse_qs(urlsplit(url).query)["expires"][0]
    for wrong in (
        url.replace("b.bin", "c.bin"),
        url.replace(expires, str(int(expires) + 9999)),
        url.replace("method=GET", "method=PUT"),
        url[:-1] + ("0" if url[-1] != "0" else "1"),
        url + "&rows=0:1",
        "/storage/a/b.bin",
        "/storage/a/b.bin?signature=%C3%A9",
    ):
        answer = send(app, "GET", wrong)
        assert (answer.status_code, answer.json()["error_code"]) == (403, "FORBIDDEN")
    assert send(app, "PUT", url, content=b"x").status_code == 403
    late = Blobs(blobs.folder, blobs.secret, url_seconds=-10)
    assert int(parse_qs(urlsplit(late.url("a/b.bin")).query)["expires"][0]) < time.time()
    assert "expired" in send(app, "GET", late.url("a/b.bin")).json()["detail"]


def test_put_then_get(send, blobs: Blobs, app: ErrorBoundary) -> None:
    content = b"x" * 1500
    answer = send(app, "PUT", blobs.url("uploads/1", method="PUT"), content=content)
    assert answer.json() == {"key": "uploads/1", "size": 1500}
    assert send(app, "GET", blobs.url("uploads/1")).content == content


def test_put_larger_than_the_limit_stores_nothing(send, blobs: Blobs, app: ErrorBoundary) -> None:
    url = blobs.url("uploads/2", method="PUT")
    assert send(app, "PUT", url, content=b"x" * 2001).status_code == 413

    async def parts():
        for _ in range(3):
            yield b"y" * 1000

    assert send(app, "PUT", url, content=parts()).status_code == 413
    assert not blobs.exists("uploads/2")
    assert list((blobs.folder / "uploads").iterdir()) == []


def test_missing_file_and_wrong_method(send, blobs: Blobs, app: ErrorBoundary) -> None:
    assert send(app, "GET", blobs.url("nothing")).status_code == 404
    answer = send(app, "DELETE", blobs.url("nothing"))
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, PUT")


def test_rows_of_a_parquet_file(send, blobs: Blobs, app: ErrorBoundary, tmp_path: Path) -> None:
    frame = pl.DataFrame({"Time [s]": [float(i) for i in range(50)], "Voltage [V]": [4.0] * 50})
    with blobs.writing("s/chunk.time_series.parquet") as stream:
        frame.write_parquet(stream)
    url = blobs.url("s/chunk.time_series.parquet", rows=[(20, 5)])
    answer = send(app, "GET", url)
    target = tmp_path / "part.parquet"
    target.write_bytes(answer.content)
    assert pl.read_parquet(target)["Time [s]"].to_list() == [20.0, 21.0, 22.0, 23.0, 24.0]
    tail = send(app, "GET", url, headers={"Range": "bytes=-8"})
    assert (tail.status_code, tail.content) == (206, answer.content[-8:])
    assert send(app, "GET", url, headers={"Range": "bytes=999999-"}).status_code == 416
    assert slice_parquet(blobs.path("s/chunk.time_series.parquet"), [(20, 5)]) == answer.content


def test_several_parts_of_a_parquet_file_come_in_the_order_asked_for(send, blobs: Blobs, app: ErrorBoundary) -> None:
    with blobs.writing("s/chunk.parquet") as stream:
        pl.DataFrame({"row": range(50)}).write_parquet(stream, row_group_size=7)
    url = blobs.url("s/chunk.parquet", rows=[(40, 3), (0, 2), (2, 0), (1, 3)])
    answer = send(app, "GET", url)
    assert pl.read_parquet(answer.content)["row"].to_list() == [40, 41, 42, 0, 1, 1, 2, 3]
    more = url.replace("40%3A3", "40%3A9")
    assert more != url
    assert send(app, "GET", more).status_code == 403
    none = pl.read_parquet(send(app, "GET", blobs.url("s/chunk.parquet", rows=[])).content)
    assert (none.columns, none.height) == (["row"], 0)
