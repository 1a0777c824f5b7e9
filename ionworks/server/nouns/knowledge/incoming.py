"""Files of cyclers on their way to measurements: kept as uploads of raw data until somebody has seen what is in them.

A file that nobody stores goes when its user sends another one an hour later, and at the next start like any upload.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import IO, Any

from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, not_found
from ionworks.server.nouns.cells.instances import rated_capacity
from ionworks.server.nouns.knowledge.raw_data import UPLOADS
from ionworks.server.nouns.measurements import reading
from ionworks.server.nouns.uploads import is_abandoned
from ionworks.server.store.records import Record
from ionworks.server.store.schema_knowledge import raw_data_uploads as _uploads
from ionworks.server.workers.guard import TaskError


def keep(call: Call, key: str, stream: IO[bytes]) -> None:
    """Put a file to the place of an announced upload, and remove what its user left behind."""
    mine = call.records(_uploads).all(_uploads.c.created_by == call.caller.user_id)
    for upload in mine:
        if is_abandoned(upload, call.settings.signed_url_seconds):
            UPLOADS.discard(call, upload)
    with call.blobs.writing(key) as target:
        shutil.copyfileobj(stream, target)


def find(call: Call, raw_data_id: str) -> Record:
    """Return the upload of a file; ApiError 404 when it was stored already, or is gone."""
    upload = UPLOADS.find(call, _uploads.c.id == raw_data_id)
    if upload is None:
        raise not_found("uploaded file", raw_data_id)
    return upload


def look(call: Call, upload: Record, cell_instance_id: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Let a worker say what is in a file; see `ionworks.server.nouns.measurements.reading.look`.

    Parameters
    ----------
    call : Call
    upload : dict
    cell_instance_id : str
        Measured cell; its rated capacity tells the unit of current.
    told : mapping
        ``reader``, ``mappings`` and ``is_strict``.

    Raises
    ------
    ApiError
        400: reading it takes more memory than a worker has, or ends the reader; 429: no worker answered in time.
    """
    try:
        found: dict[str, Any] = call.engine.recall(reading.look, _task(call, upload, cell_instance_id, told))
    except TaskError as error:
        raise bad_request(f"The file cannot be read: {str(error)[:200]}") from error
    return found


def write(call: Call, upload: Record, cell_instance_id: str, told: Mapping[str, Any], target: str) -> dict[str, Any]:
    """Let a worker store a file as a time series under a key; return what the file says of the test.

    Raises
    ------
    ApiError
        As `look`; 400 too when it cannot be read or breaks a rule.
    """
    header: dict[str, Any] = call.engine.ask(reading.write, _task(call, upload, cell_instance_id, told), target)
    return header


def size(call: Call, upload: Record) -> int:
    """Return the size of a file [byte]."""
    return sum(UPLOADS.sizes(call.blobs, upload).values())


def _task(call: Call, upload: Record, cell_instance_id: str, told: Mapping[str, Any]) -> dict[str, Any]:
    (filename,) = upload["filenames"]
    return reading.ReadTask(
        storage=call.blobs.location,
        key=UPLOADS.keys(upload)[filename],
        filename=filename,
        rated_capacity=rated_capacity(call, cell_instance_id),
        max_table_bytes=call.settings.max_table_bytes,
        **told,
    ).to_json()
