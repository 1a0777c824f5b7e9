"""What is swept away when a server starts."""

from pathlib import Path

import pytest

from ionworks.server.files.place import open_blobs
from ionworks.server.nouns import deletion
from ionworks.server.nouns.accounts.bootstrap import Home
from ionworks.server.nouns.knowledge import raw_data
from ionworks.server.nouns.measurements import uploads as measurements
from ionworks.server.nouns.uploads import Uploads
from ionworks.server.store.database import Store


@pytest.mark.parametrize("uploads", [measurements.UPLOADS, raw_data.UPLOADS], ids=lambda one: one.table.name)
def test_only_what_this_database_has_forgotten_is_swept(
    store: Store, home: Home, tmp_path: Path, uploads: Uploads
) -> None:
    blobs = open_blobs(tmp_path / "blobs")
    tops = (uploads.announced, uploads.stored)
    mine = [f"{top}/{home.organization_id}/forgotten/x/0" for top in tops]
    others = [f"{top}/other-organization/m/x/0" for top in tops]
    for key in (*mine, *others):
        blobs.write(key, b"1")
    assert uploads.sweep(store, blobs, 3600) == 2
    assert [key for key in (*mine, *others) if blobs.exists(key)] == others


def test_what_a_killed_write_left_and_files_of_others_stop_no_start(store: Store, home: Home, tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path)
    tops = (
        "simulations",
        *(top for one in (measurements.UPLOADS, raw_data.UPLOADS) for top in (one.announced, one.stored)),
    )
    places = ("jobs", "optimizations", *(f"{top}/{home.organization_id}" for top in tops))
    for folder in places:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        for name in (".p3rr40z1.partial", ".DS_Store"):
            (tmp_path / folder / name).touch()
    assert measurements.UPLOADS.sweep(store, blobs, 0) == raw_data.UPLOADS.sweep(store, blobs, 0) == 0
    assert deletion.sweep(store, blobs, 0) == len(places)
    assert [one.name for one in tmp_path.rglob(".*")] == [".DS_Store"] * len(places)


def test_what_cannot_be_removed_is_told_and_stops_no_start(
    store: Store, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As files of a server that somebody else once started on this folder."""
    blobs = open_blobs(tmp_path)
    for name in ("theirs", "forgotten", ".theirs.partial", ".forgotten.partial"):
        blobs.write("jobs/x", b"")
        (tmp_path / "jobs" / "x").rename(tmp_path / "jobs" / name)
    remove = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if "theirs" in path.name:
            raise PermissionError(13, "Permission denied", str(path))
        remove(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    assert deletion.sweep(store, blobs, 0) == 2
    assert sorted(one.name for one in (tmp_path / "jobs").iterdir()) == [".theirs.partial", "theirs"]
    assert [record.getMessage().partition(": ")[2] for record in caplog.records] == 2 * ["Permission denied"]
    assert all("theirs" in record.getMessage() for record in caplog.records)


def test_a_link_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "kept").touch()
    blobs = open_blobs(tmp_path / "blobs")
    blobs.write("jobs/x", b"")
    (tmp_path / "blobs" / "jobs" / "link").symlink_to(other)
    blobs.delete("jobs/link")
    assert blobs.names("jobs") == ["x"]
    assert (other / "kept").exists()
