"""What is swept away when a server starts."""

from pathlib import Path

import pytest

from ionworks.server.nouns.accounts.bootstrap import Home
from ionworks.server.files.place import open_blobs
from ionworks.server.nouns.knowledge import raw_data
from ionworks.server.nouns.measurements import uploads as measurements
from ionworks.server.store.database import Store
from ionworks.server.nouns.uploads import Uploads


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
