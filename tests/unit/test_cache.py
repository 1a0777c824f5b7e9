"""Local copies of measurement data: layout, time to live, damage, and files."""

import hashlib
import os
import time
from pathlib import Path

import polars as pl
import pytest

import ionworks
from ionworks import cache
from ionworks.errors import ValidationError
from tests.damaged import panicking_parquet

FRAME = pl.DataFrame({"Step count": [0, 1], "Mean current [A]": [1.0, None]})


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "_CACHE_CONFIG", dict(cache._CACHE_CONFIG))
    ionworks.set_cache_directory(tmp_path / "copies")
    return tmp_path / "copies"


def _age(folder: Path, seconds: float) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (time.time() - seconds,) * 2)


def test_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    ionworks.set_cache_directory(None)
    assert ionworks.get_cache_directory() == tmp_path / ".ionworksdata_cache"
    assert (ionworks.get_cache_enabled(), ionworks.get_cache_ttl()) == (True, 3600)


def test_table_round_trip_and_layout(folder: Path) -> None:
    cache.store_table("a/b", "steps", FRAME)
    (copy,) = cache.load_table("a/b", "steps")
    assert copy.equals(FRAME)
    (entry,) = folder.iterdir()
    assert entry.name == "a_b_" + hashlib.md5(b"a/b").hexdigest()[:16]
    assert {path.name for path in entry.iterdir()} == {"steps.parquet"}
    assert cache.load_table("a_b", "steps") is None, "ids that look alike once made safe are kept apart"


def test_absent_table_is_remembered_until_there_is_one() -> None:
    cache.store_table("m", "steps", None)
    assert cache.load_table("m", "steps") == (None,)
    cache.store_table("m", "steps", FRAME)
    (copy,) = cache.load_table("m", "steps")
    assert copy.equals(FRAME)


def test_time_to_live(folder: Path) -> None:
    cache.store_table("m", "steps", FRAME)
    _age(folder, 100)
    ionworks.set_cache_ttl(99)
    assert cache.load_table("m", "steps") is None
    assert list(folder.rglob("steps.parquet")), "old copies are passed over, not removed"
    ionworks.set_cache_ttl(None)
    assert cache.load_table("m", "steps") is not None
    with pytest.raises(ValidationError, match="ttl: found -1"):
        ionworks.set_cache_ttl(-1)


@pytest.mark.parametrize("content", [b"PAR1 no longer", panicking_parquet()], ids=["text", "panic"])
def test_damaged_copy_is_removed_with_its_entry(folder: Path, content: bytes) -> None:
    cache.store_table("m", "steps", FRAME)
    cache.store_table("m", "cycles", FRAME)
    next(folder.rglob("steps.parquet")).write_bytes(content)
    assert cache.load_table("m", "steps") is None
    assert list(folder.iterdir()) == []


def test_switched_off_neither_reads_nor_writes(folder: Path) -> None:
    cache.store_table("m", "steps", FRAME)
    ionworks.set_cache_enabled(False)
    assert cache.load_table("m", "steps") is None
    cache.store_table("n", "steps", FRAME)
    cache.store_files("n", {"a": b"1"})
    ionworks.set_cache_enabled(True)
    assert cache.load_table("n", "steps") is None
    assert cache.load_files("n") is None


def test_unwritable_folder_breaks_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ionworks.set_cache_directory(tmp_path / "file" / "below")
    cache.store_table("m", "steps", FRAME)
    cache.store_files("m", {"a": b"1"})
    assert cache.load_table("m", "steps") is None


def test_files_are_all_or_nothing(folder: Path) -> None:
    cache.store_files("m", {"a.txt": b"1", "b c.bin": b"\x00"})
    assert cache.load_files("m") == {"a.txt": b"1", "b c.bin": b"\x00"}
    os.utime(next(folder.rglob("a.txt")), (1, 1))
    assert cache.load_files("m") is None


@pytest.mark.parametrize("name", ["../x", "a/b", "..", "", "/abs"])
def test_names_that_leave_the_entry_are_not_cached(name: str, folder: Path) -> None:
    cache.store_files("m", {"good": b"1", name: b"2"})
    assert cache.load_files("m") is None
    assert not folder.exists()


def test_clear_counts_entries_and_old_files(folder: Path) -> None:
    assert ionworks.clear_cache() == 0
    cache.store_table("m", "steps", FRAME)
    cache.store_table("n", "steps", FRAME)
    (folder / "old.pkl").write_bytes(b"")
    (folder / "notes.txt").write_text("mine")
    assert ionworks.clear_cache() == 3
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_names_that_ionworksdata_uses() -> None:
    cache._save_to_cache("m", {"time_series": FRAME, "steps": None, "files": {"a": b"1"}})
    data = cache._load_from_cache("m")
    assert data["time_series"].equals(FRAME)
    assert (data["steps"], data["files"]) == (None, {"a": b"1"})
    assert cache._load_from_cache("m", ["files"]) == {"files": {"a": b"1"}}
    assert cache._load_from_cache("other") is None
    assert cache._get_cache_dir().is_dir()
    cache.forget("m")
    assert cache._load_from_cache("m") is None
