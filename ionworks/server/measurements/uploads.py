"""Uploads of measurements: time series with steps, files, and more rows of a series.

Source: docs/contract/wire.md sections 9, 22 and 43; docs/contract/flows.md section 5.
"""

from __future__ import annotations

from typing import Final

from ionworks.server.files.blobs import Blobs
from ionworks.server.store import schema
from ionworks.server.store.schema_measurements import measurement_uploads
from ionworks.server.uploads import Uploads

EAGER_BYTES: Final = 64 * 1024**2
"""Time series up to this size are checked as a whole before the answer, larger ones by the worker."""
UPLOADS: Final = Uploads(measurement_uploads, "uploads", "measurements", schema.cell_measurements.c.storage_folder)


def is_small(blobs: Blobs, key: str) -> bool:
    """Whether a file is checked as a whole while the client waits."""
    return blobs.size(key) <= EAGER_BYTES
