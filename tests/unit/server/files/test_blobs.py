"""Files in a folder and in object stores: keys that cannot escape, whole writes, parts, folders."""

import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from ionworks.server.files.blobs import Blobs, StorageError, parquet_footer
from ionworks.server.files.folder import FolderBlobs
from ionworks.server.files.place import open_blobs


@pytest.fixture(params=["folder", "memory", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Blobs]:
    if request.param == "folder":
        yield open_blobs(tmp_path / "blobs")
    elif request.param == "s3":
        yield open_blobs(f"s3://{request.getfixturevalue('bucket')}/some/prefix/")
    else:
        yield open_blobs(f"memory://{tmp_path.name}")
        sys.modules["fsspec.implementations.memory"].MemoryFileSystem.store.clear()


@pytest.mark.parametrize(
    "key", ["../x", "a/../../x", "/etc/passwd", "a//b", "a/.hidden", "", ".", "a\\b", "a b", "a\x00", "a/", "~x"]
)
def test_keys_cannot_leave_the_place(tmp_path: Path, key: str) -> None:
    for opened in (open_blobs(tmp_path / "blobs"), open_blobs("memory://keys")):
        for deed in (opened.exists, opened.read, opened.delete, opened.names, lambda key: opened.write(key, b"")):
            with pytest.raises(ValueError, match="not a valid storage key"):
                deed(key)


def test_what_is_written_can_be_read_whole_and_in_parts(blobs: Blobs) -> None:
    blobs.write("a/b.bin", bytes(range(100)))
    assert blobs.exists("a/b.bin")
    assert not blobs.exists("a")
    assert not blobs.exists("a/b")
    assert blobs.size("a/b.bin") == 100
    assert blobs.read("a/b.bin") == bytes(range(100))
    assert blobs.read("a/b.bin", 10, 20) == bytes(range(10, 20))
    assert blobs.read("a/b.bin", 90) == bytes(range(90, 100))
    blobs.write("a/b.bin", b"")
    assert (blobs.size("a/b.bin"), blobs.read("a/b.bin")) == (0, b"")
    with blobs.local("a/b.bin") as path:
        assert path.read_bytes() == b""


def test_what_is_not_there_is_said_to_be_missing(blobs: Blobs) -> None:
    assert not blobs.exists("a/b.bin")
    for deed in (blobs.size, blobs.read, lambda key: blobs.move(key, "c"), lambda key: blobs.rows(key, [(0, 1)])):
        with pytest.raises(FileNotFoundError):
            deed("a/b.bin")
    assert blobs.names("a") == []


def test_only_a_folder_says_where_a_file_is_and_may_be_written_all_the_time(blobs: Blobs) -> None:
    blobs.write("a/b.bin", b"x")
    found = blobs.path_of("a/b.bin")
    is_here = "://" not in blobs.location
    assert (found is not None and found.read_bytes() == b"x") == is_here
    assert (blobs.pause == 0.0) == is_here
    assert blobs.path_of("a/c.bin") is None


def test_a_worker_opens_the_same_place_by_its_location(blobs: Blobs) -> None:
    blobs.write("a/b.bin", b"1")
    assert open_blobs(blobs.location).read("a/b.bin") == b"1"


def test_failed_write_leaves_the_old_content_and_no_rubbish(blobs: Blobs) -> None:
    blobs.write("a/b.bin", b"old")
    with pytest.raises(RuntimeError, match="power"), blobs.writing("a/b.bin") as stream:
        stream.write(b"half of the n")
        raise RuntimeError("power")
    assert blobs.read("a/b.bin") == b"old"
    assert blobs.names("a") == ["b.bin"]


def test_nothing_is_seen_of_a_file_before_it_is_whole(blobs: Blobs) -> None:
    with blobs.writing("a/b.bin") as stream:
        stream.write(b"x" * 10_000_000)
        stream.flush()
        assert not blobs.exists("a/b.bin")
    assert blobs.size("a/b.bin") == 10_000_000


def test_delete_takes_files_folders_and_missing_ones(blobs: Blobs) -> None:
    for key in ("a/b.bin", "a/c/d.bin", "ab.bin", "a.bin", "e"):
        blobs.write(key, b"1")
    blobs.delete("a/b.bin", "nothing")
    blobs.delete("a/b.bin")
    assert not blobs.exists("a/b.bin")
    blobs.delete("a", "e")
    assert [key for key in ("a/c/d.bin", "ab.bin", "a.bin", "e") if blobs.exists(key)] == ["ab.bin", "a.bin"]


def test_a_folder_moves_once_with_all_its_files(blobs: Blobs) -> None:
    blobs.write("uploads/1/0", b"0")
    blobs.write("uploads/1/1", b"1")
    blobs.write("uploads/10/0", b"other")
    blobs.move("uploads/1", "kept/1/x")
    assert [blobs.read(f"kept/1/x/{name}") for name in sorted(blobs.names("kept/1/x"))] == [b"0", b"1"]
    assert sorted(blobs.names("uploads")) in (["10"], ["1", "10"])
    assert not blobs.exists("uploads/1/0")
    with pytest.raises(FileNotFoundError):
        blobs.move("uploads/1", "kept/1/y")
    assert blobs.names("kept/1/y") == []


def test_names_are_parts_of_keys(tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path)
    with blobs.writing("a/b.bin"):
        assert [one.suffix for one in (tmp_path / "a").iterdir()] == [".partial"]
        assert blobs.names("a") == []
    for other in (".DS_Store", "two words", "~lock"):
        (tmp_path / "a" / other).touch()
    assert blobs.names("a") == ["b.bin"]


def test_folders_know_their_names_and_age(blobs: Blobs, tmp_path: Path) -> None:
    blobs.write("a/b/c.bin", b"1")
    blobs.write("a/d.bin", b"1")
    assert sorted(blobs.names("a")) == ["b", "d.bin"]
    here = tmp_path / "now"
    here.touch()
    assert blobs.modified("a/b") == pytest.approx(here.stat().st_mtime, abs=5)


def test_rows_of_a_parquet_file_in_the_order_asked_for(blobs: Blobs) -> None:
    with blobs.writing("s/chunk.parquet") as stream:
        pl.DataFrame({"row": range(50), "text": [str(row) for row in range(50)]}).write_parquet(
            stream, row_group_size=7
        )
    wanted = [(40, 3), (0, 2), (2, 0), (1, 3), (48, 10), (90, 5), (13, 9)]
    found = blobs.rows("s/chunk.parquet", wanted)
    assert found["row"].to_list() == [row for first, count in wanted for row in range(first, min(first + count, 50))]
    assert found["text"].to_list() == [str(row) for row in found["row"]]
    assert found.schema == {"row": pl.Int64, "text": pl.String}
    for none in ([], [(0, 0)], [(50, 3)]):
        empty = blobs.rows("s/chunk.parquet", none)
        assert (empty.columns, empty.height) == (["row", "text"], 0)


def test_rows_are_read_without_the_rest_of_the_file(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = open_blobs(f"s3://{bucket}")
    frame = pl.DataFrame({name: pl.Series(range(200_000)).shuffle(seed=1) for name in "abcdef"})
    with blobs.writing("big.parquet") as stream:
        frame.write_parquet(stream, row_group_size=10_000)
    fetched = []
    file = sys.modules["s3fs.core"].S3File
    real = file._fetch_range
    monkeypatch.setattr(
        file, "_fetch_range", lambda self, start, end: fetched.append(end - start) or real(self, start, end)
    )
    assert blobs.rows("big.parquet", [(55_000, 1000)]).equals(frame.slice(55_000, 1000))
    assert sum(fetched) < blobs.size("big.parquet") / 10 + 70_000, "one row group of twenty, and the end of the file"


def test_the_footer_alone_tells_columns_and_rows(blobs: Blobs) -> None:
    with blobs.writing("a.parquet") as stream:
        pl.DataFrame({"Time [s]": range(100_000)}).write_parquet(stream)
    footer = parquet_footer(blobs, "a.parquet")
    assert len(footer.getvalue()) < 2000
    lazy = pl.scan_parquet(footer)
    assert (lazy.collect_schema().names(), lazy.select(pl.len()).collect().item()) == (["Time [s]"], 100_000)
    for wrong in (b"", b"PAR1", b"\xff" * 500, b"x" * 20 + b"\xff\xff\xff\xffPAR1"):
        blobs.write("b.parquet", wrong)
        with pytest.raises((OSError, pl.exceptions.PolarsError)):
            pl.scan_parquet(parquet_footer(blobs, "b.parquet")).collect_schema()


def test_a_file_url_is_a_folder(tmp_path: Path) -> None:
    assert open_blobs(f"file://{tmp_path}/x") == FolderBlobs(tmp_path / "x")


def test_places_that_cannot_be_opened_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StorageError, match=r"'nope://x/y' is not a folder, or the URL .* such as s3://bucket/prefix"):
        open_blobs("nope://x/y")
    monkeypatch.setitem(sys.modules, "s3fs", None)
    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, "s3", raising=False)
    with pytest.raises(StorageError, match=r"pip install \"ionworks-api\[s3\]\""):
        open_blobs("s3://x/y")


def test_a_store_that_refuses_is_a_storage_error(bucket: str) -> None:
    blobs = open_blobs(f"s3://{bucket}-missing/x")
    assert not blobs.exists("a")
    with pytest.raises(StorageError, match=r"a cannot be written in s3://.*-missing/x: .*bucket does not exist"):
        blobs.write("a", b"")
    with pytest.raises(StorageError, match="bucket does not exist"), blobs.writing("a") as stream:
        stream.write(b"1")
