"""A disk that is full while results are written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa

from ionworks.server.nouns import deletion
from ionworks.server.nouns.accounts.bootstrap import Home
from ionworks.server.files.blobs import StorageError
from ionworks.server.files.place import open_blobs
from ionworks.server.files.signed_urls import SignedUrls
from ionworks.server.http.asgi import ErrorBoundary, as_api_error
from ionworks.server.http.stored_files import StorageApp
from ionworks.server.nouns.simulations.task import _write_table
from ionworks.server.store.database import Store
from ionworks.server.workers.guard import run_guarded

_COLUMNS = "id, organization_id, project_id, batch_id, storage_folder, is_partial, created_at, updated_at"
resource = pytest.importorskip("resource", reason="needs a limit on the size of files")


@contextmanager
def _short_files() -> Iterator[None]:
    """The system ends a file at 4 kB, as a full disk would; no fixture, for the tests' own log may be a long file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_an_error_and_leaves_no_rest(tmp_path: Path) -> None:
    table, blobs = pl.DataFrame({"Time [s]": list(range(100_000))}), open_blobs(tmp_path)
    with _short_files(), pytest.raises(StorageError, match="chunk.parquet cannot be written in .*: File too large"):
        _write_table(table, blobs, "chunk.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_a_worker_as_such_and_nothing_else_does(tmp_path: Path) -> None:
    def copy_series() -> None:
        with open_blobs(tmp_path).writing("a.parquet") as stream:
            pl.LazyFrame({"Time [s]": list(range(100_000))}).sink_parquet(stream)

    with _short_files():
        error = run_guarded(copy_series).exception()
    assert isinstance(error, StorageError)
    assert not isinstance(run_guarded(Path("nowhere").read_bytes).exception(), StorageError)


def test_puts_answer_503_with_the_reason(tmp_path: Path, send) -> None:
    urls = SignedUrls(b"secret", 60)
    app = ErrorBoundary(StorageApp(open_blobs(tmp_path), urls, 1 << 20, lambda _key: True))
    with _short_files():
        answer = send(app, "PUT", urls.url("a/b", method="PUT"), content=bytes(100_000))
    assert (answer.status_code, answer.json()["error_code"]) == (503, "STORAGE_ERROR")
    assert "File too large" in answer.json()["message"]
    assert str(tmp_path) not in answer.text


def test_a_full_database_answers_503_with_the_reason(store: Store, home: Home) -> None:
    with pytest.raises(sa.exc.OperationalError) as caught, store.write() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.exec_driver_sql("CREATE TABLE large (text TEXT)")
        connection.exec_driver_sql("INSERT INTO large VALUES (?)", ("x" * 1_000_000,))
    found = as_api_error(caught.value)
    assert (found.status, found.code) == (503, "STORAGE_ERROR")
    assert "database or disk is full" in found.message
    with pytest.raises(sa.exc.OperationalError) as caught, store.read() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")
    assert as_api_error(caught.value).status == 500, "our own mistakes stay mistakes"


def test_what_killed_writers_leave_is_swept_at_a_start(store: Store, home: Home, tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path / "blobs")
    kept = f"simulations/{home.organization_id}/kept"
    # without its batch: this connection asks for no foreign keys
    with closing(sqlite3.connect(str(store.engine.url.database))) as raw:
        values = ("s", home.organization_id, home.project_id, "none", kept, 0, "2026-01-01", "2026-01-01")
        raw.execute(f"INSERT INTO simulations ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
        raw.commit()
    left = [
        f"simulations/{home.organization_id}/{'a' * 32}.steps.parquet",
        f"simulations/{home.organization_id}/{'a' * 32}.profiles/run/1.parquet",
        "jobs/gone/progress.json",
        "optimizations/gone/points.jsonl",
    ]
    others = [f"{kept}.steps.parquet", f"{kept}.profiles/s/1.parquet", f"simulations/other/{'b' * 32}.steps.parquet"]
    for key in (*left, *others):
        blobs.write(key, b"1")
    (tmp_path / "blobs" / "simulations" / ".half.partial").write_bytes(b"1")
    assert deletion.sweep(store, blobs, 3600) == 0, "another server may be about to record them"
    assert deletion.sweep(store, blobs, 0) == 5
    assert sorted(
        str(path.relative_to(tmp_path / "blobs")) for path in (tmp_path / "blobs").rglob("*.parquet")
    ) == sorted(others)
