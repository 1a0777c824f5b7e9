"""The end of an upload: files are moved, checked, and become a measurement or more rows of one.

Source: docs/contract/wire.md section 43 (measurement upload, extend); docs/contract/flows.md sections 5.1, 5.2 and 5.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, not_found
from ionworks.server.nouns.cells.instances import rated_capacity
from ionworks.server.nouns.measurements import tags as measurement_tags
from ionworks.server.nouns.measurements.job import EXTEND_JOB, PROCESS_JOB, processing_job
from ionworks.server.nouns.measurements.records import cell_of, check_channel, checked_values, set_tags, wire_records
from ionworks.server.nouns.measurements.task import EXTENSION, SERIES, STEPS, CheckTask, check
from ionworks.server.nouns.measurements.uploads import UPLOADS, is_small
from ionworks.server.nouns.uploads import once_free
from ionworks.server.store import schema
from ionworks.server.store.records import Record
from ionworks.server.store.schema_measurements import measurement_uploads as _uploads

_table = schema.cell_measurements


def confirm_upload(call: Call, measurement_id: str, body: Mapping[str, Any]) -> Record:
    """Make the measurement of an upload; asking again for the same one, or at the same time, returns it.

    Raises
    ------
    ApiError
        404: no such upload; 400: it was announced differently, a file is missing or its content is wrong (then nothing
        is left); 409: the name was taken meanwhile.
    """
    return once_free(lambda: _confirm_upload(call, measurement_id, body))


def _confirm_upload(call: Call, measurement_id: str, body: Mapping[str, Any]) -> Record:
    upload = UPLOADS.find(call, _uploads.c.id == measurement_id)
    made = call.records(_table).find(_table.c.id == measurement_id) if upload is None else None
    if made is not None:
        return bundle(call, made)
    if upload is None or upload["measurement_id"] is not None:
        raise not_found("upload", measurement_id)
    _check_announcement(upload, body)
    cell = cell_of(call, upload["cell_instance_id"])
    values = checked_values(call, body["measurement"])
    measurement_tags.checked(body["measurement"].get("tags") or [])
    with UPLOADS.claimed(call.store, upload):
        sent = UPLOADS.require_files(call.blobs, upload, optional=(STEPS,))
        keys = UPLOADS.take(call.blobs, upload, sent)
    try:
        made = _make(call, upload, cell, {**values, "tags": body["measurement"].get("tags")}, keys)
    except BaseException:
        UPLOADS.discard(call, upload, keys)
        raise
    call.dispatcher.notify()
    return bundle(call, made)


def confirm_extend(call: Call, row: Record) -> Record:
    """Start to append the rows sent for a measurement; asking again returns it.

    Raises
    ------
    ApiError
        404: no extension is under way; 400: the file is missing or no time series (then the extension is over).
    """
    return once_free(lambda: _confirm_extend(call, call.records(_table).get(row["id"])))


def _confirm_extend(call: Call, row: Record) -> Record:
    upload = UPLOADS.find(call, _uploads.c.measurement_id == row["id"])
    if upload is None:
        if _job_type(call, row) == EXTEND_JOB:
            return bundle(call, row)
        raise not_found("extension of measurement", row["id"])
    with UPLOADS.claimed(call.store, upload):
        sent = UPLOADS.require_files(call.blobs, upload)
        keys = UPLOADS.take(call.blobs, upload, sent)
    try:
        _checked(call, keys, None, is_whole=False)
        files = row["data_files"]
        job = processing_job(
            row,
            EXTEND_JOB,
            time_series=files["time_series"],
            extension=keys[EXTENSION],
            is_checked=True,
            rated_capacity=rated_capacity(call, row["cell_instance_id"]),
        )
        with call.store.write() as connection:
            UPLOADS.end(connection, upload)
            connection.execute(sa.insert(schema.jobs), job)
            row = call.records(_table, connection).update(row["id"], {"job_id": job["id"]})
    except BaseException:
        UPLOADS.discard(call, upload, keys)
        raise
    call.dispatcher.notify()
    return bundle(call, row)


def bundle(call: Call, row: Record) -> Record:
    """Return a measurement as a confirm answers it."""
    (record,) = wire_records(call, [row])
    return {**record, "steps_created": 0}


def _make(call: Call, upload: Record, cell: Record, values: Record, keys: Mapping[str, str]) -> Record:
    """Check the files and write record, tags, job and the end of the upload together."""
    is_series = upload["kind"] == "time_series"
    capacity = rated_capacity(call, cell["id"]) if is_series else None
    small = is_series and is_small(call.blobs, keys[SERIES])
    is_checked = is_series and _checked(call, keys, capacity, is_whole=small)
    tags = values.pop("tags") or []
    row = {
        **values,
        "id": upload["id"],
        "cell_instance_id": cell["id"],
        "project_id": cell["project_id"],
        "measurement_type": upload["kind"],
        "storage_folder": UPLOADS.record_folder(upload["organization_id"], upload["id"]),
        "data_files": {"time_series": keys[SERIES]} if is_series else {"files": dict(keys)},
    }
    if not is_series:
        sizes = [{"filename": name, "size_bytes": call.blobs.size(key)} for name, key in keys.items()]
        row["file_metadata"] = {"files": sizes}
    with call.store.write() as connection:
        UPLOADS.end(connection, upload)
        spelled = measurement_tags.spelled(connection, cell["project_id"], tags)
        made = insert(call, connection, row, spelled)
        if is_series:
            job = processing_job(
                made,
                PROCESS_JOB,
                time_series=keys[SERIES],
                steps=keys.get(STEPS),
                is_checked=is_checked,
                rated_capacity=capacity,
            )
            connection.execute(sa.insert(schema.jobs), job)
            made = call.records(_table, connection).update(made["id"], {"job_id": job["id"]})
    return made


def insert(call: Call, connection: sa.Connection, values: Record, tags: Mapping[str, str]) -> Record:
    """Store a measurement with its tags inside an open transaction; return its row.

    Raises
    ------
    ApiError
        409 with ``existing_id``: the cell has one of this name; 400: too many tags; as `check_channel`.
    """
    check_channel(call, connection, values)
    row = call.records(_table, connection).insert({**values, "tags": list(tags.values())})
    return set_tags(call, connection, row, tags)


def _check_announcement(upload: Record, body: Mapping[str, Any]) -> None:
    given = {"cell_instance_id": body["cell_instance_id"], "kind": body["measurement_type"]}
    if body.get("filenames") is not None:
        given["filenames"] = body["filenames"]
    if upload["kind"] == "time_series":
        given.pop("filenames", None)
    for name, value in given.items():
        if upload[name] != value:
            raise bad_request(f"{name} is {value!r:.300}, but the upload was announced with {upload[name]!r:.300}")


def _checked(call: Call, keys: Mapping[str, str], rated_capacity: float | None, *, is_whole: bool) -> bool:
    """Let a worker look at uploaded files, refuse wrong ones, and return whether all of them was read.

    Nobody else reads them: a damaged file may end the process that does. When no worker answers, or the one that was
    asked has ended, the job of the measurement decides.
    """
    look = CheckTask(
        storage=call.blobs.location,
        files=dict(keys),
        is_whole=is_whole,
        rated_capacity=rated_capacity,
        max_table_bytes=call.settings.max_table_bytes,
    )
    found = call.engine.attempt(check, look.to_json())
    if found is None:
        return False
    if found["refused"] is not None:
        filename, reason = found["refused"]
        raise bad_request(f"{filename} {reason}; nothing was stored")
    return bool(found["is_checked"])


def _job_type(call: Call, row: Record) -> str | None:
    if row["job_id"] is None:
        return None
    kind: str = call.records(schema.jobs).get(row["job_id"])["job_type"]
    return kind
