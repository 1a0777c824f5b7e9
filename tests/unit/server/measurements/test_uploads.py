"""What is swept away when a server starts."""

from pathlib import Path

from ionworks.server.accounts.bootstrap import Home
from ionworks.server.files.place import open_blobs
from ionworks.server.measurements.uploads import sweep
from ionworks.server.store.database import Store


def test_only_what_this_database_has_forgotten_is_swept(store: Store, home: Home, tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path / "blobs")
    mine = [f"{top}/{home.organization_id}/forgotten/x/0" for top in ("uploads", "measurements")]
    others = [f"{top}/other-organization/m/x/0" for top in ("uploads", "measurements")]
    for key in (*mine, *others):
        blobs.write(key, b"1")
    assert sweep(store, blobs, 3600) == 2
    assert [key for key in (*mine, *others) if blobs.exists(key)] == others
