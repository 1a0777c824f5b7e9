"""Raw data: files as they came from the cycler, uploaded once, never changed, and the measurements made of them.

Source: docs/contract/wire.md sections 22, 39 and 43.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, not_found
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.deletion import delete_with_files
from ionworks.server.nouns.uploads import Uploads, check_filenames, once_free
from ionworks.server.store import schema
from ionworks.server.store.database import lock_row
from ionworks.server.store.records import Record
from ionworks.server.store.schema_knowledge import measurement_raw_data, raw_data, raw_data_uploads

UPLOADS: Final = Uploads(raw_data_uploads, "raw_uploads", "raw_data", raw_data.c.storage_folder)
_ANNOUNCED: Final = ("project_id", "name", "filename", "content_type", "metadata", "source")
_CHANGES: Final = ("name", "source", "metadata")
_INTERNAL: Final = frozenset({"storage_folder", "storage_key"})
_links = measurement_raw_data


def announce(call: Call, body: Mapping[str, Any]) -> Record:
    """Store the announcement of a file; return the id it gets and the place to put it to."""
    check_filenames([body["filename"]], "filename")
    announcement = {name: body.get(name) for name in _ANNOUNCED} | {"metadata": body.get("metadata") or {}}
    columns = {"project_id": body["project_id"], "announcement": announcement}
    upload, places = UPLOADS.announce(call, [body["filename"]], **columns)
    return {"raw_data_id": upload["id"], "uploads": places}


def confirm(call: Call, raw_data_id: str, body: Mapping[str, Any]) -> Record:
    """Make the record of an upload; asking again for the same one, or at the same time, returns it.

    Raises
    ------
    ApiError
        404: no such upload; 400: it was announced differently, nothing was sent, or another number of bytes.
    """
    return once_free(lambda: _confirm(call, raw_data_id, body))


def _confirm(call: Call, raw_data_id: str, body: Mapping[str, Any]) -> Record:
    upload = UPLOADS.find(call, raw_data_uploads.c.id == raw_data_id)
    if upload is None:
        return get(call, raw_data_id)
    announcement = upload["announcement"]
    for name, announced in announcement.items():
        if name in body and body[name] != announced:
            raise bad_request(f"{name} is {body[name]!r:.300}, but the upload was announced with {announced!r:.300}")
    (filename,) = upload["filenames"]
    with UPLOADS.claimed(call.store, upload):
        sent = UPLOADS.require_files(call.blobs, upload)
        size = UPLOADS.sizes(call.blobs, upload)[filename]
        if size != body["size_bytes"]:
            raise bad_request(f"size_bytes is {body['size_bytes']}, but {size} bytes of {filename!r:.300} have arrived")
        keys = UPLOADS.take(call.blobs, upload, sent)
    folder = UPLOADS.record_folder(upload["organization_id"], upload["id"])
    stored = {"id": upload["id"], "size_bytes": size, "storage_folder": folder, "storage_key": keys[filename]}
    try:
        with call.store.write() as connection:
            UPLOADS.end(connection, upload)
            row = call.records(raw_data, connection).insert({**announcement, **stored})
    except BaseException:
        UPLOADS.discard(call, upload, keys)
        raise
    return wire(row)


def get(call: Call, raw_data_id: str) -> Record:
    """Return one record as on the wire; ApiError 404."""
    return wire(call.records(raw_data).get(raw_data_id))


def update(call: Call, raw_data_id: str, body: Mapping[str, Any]) -> Record:
    """Change name, source (an empty one clears it) or metadata (replaced as a whole)."""
    changes = {name: body[name] for name in _CHANGES if name in body}
    if "source" in changes:
        changes["source"] = changes["source"] or None
    return wire(call.records(raw_data).update(raw_data_id, changes))


def delete(call: Call, raw_data_id: str) -> None:
    """Delete a file with its record and its links; the measurements stay."""
    folder = sa.select(raw_data.c.storage_folder).where(raw_data.c.id == raw_data_id)
    delete_with_files(call.records(raw_data), raw_data_id, call.blobs, folder)


def storage_key(call: Call, raw_data_id: str) -> str:
    """Return where the bytes are."""
    return str(call.records(raw_data).get(raw_data_id)["storage_key"])


def attach(call: Call, measurement_id: str, raw_data_ids: Sequence[str]) -> None:
    """Link raw data to a measurement; what is linked already stays as it is.

    Raises
    ------
    ApiError
        404: no such raw data; 403: it is in a project the caller may not read; 400: it belongs to another project than
        the measurement.
    """
    measurement = call.records(schema.cell_measurements).get(measurement_id)
    wanted = list(dict.fromkeys(raw_data_ids))
    projects = {row["id"]: row["project_id"] for row in call.records(raw_data).all(raw_data.c.id.in_(wanted))}
    for identifier in wanted:
        if identifier not in projects:
            raise not_found("raw data", identifier)
    for project_id in sorted(set(projects.values())):
        roles.readable_project(call, project_id)
    foreign = [identifier for identifier in wanted if projects[identifier] != measurement["project_id"]]
    if foreign:
        raise bad_request(f"The raw data {foreign[0]} belongs to another project than the measurement.")
    with call.store.write() as connection:
        lock_row(connection, schema.cell_measurements.c.id, measurement_id)
        mine = sa.select(_links.c.raw_data_id).where(_links.c.measurement_id == measurement_id)
        linked = set(connection.execute(mine).scalars())
        rows = [
            {"measurement_id": measurement_id, "raw_data_id": identifier, "created_at": schema.now()}
            for identifier in wanted
            if identifier not in linked
        ]
        if rows:
            connection.execute(sa.insert(_links), rows)


def detach(call: Call, measurement_id: str, raw_data_id: str) -> None:
    """Remove a link; ApiError 404 when there is none."""
    link = (_links.c.measurement_id == measurement_id, _links.c.raw_data_id == raw_data_id)
    with call.store.write() as connection:
        if not connection.execute(sa.delete(_links).where(*link)).rowcount:
            raise not_found(f"link of measurement {measurement_id} to raw data", raw_data_id)


def of_measurement(call: Call, measurement_id: str, limit: int, offset: int) -> Record:
    """Return one page of the raw data linked to a measurement, in the order they were linked."""
    source = raw_data.join(_links, _links.c.raw_data_id == raw_data.c.id)
    where = _links.c.measurement_id == measurement_id
    statement = sa.select(raw_data).select_from(source).where(where).order_by(_links.c.created_at, raw_data.c.id)
    counting = sa.select(sa.func.count()).select_from(_links).where(where)
    with call.store.read() as connection:
        rows = connection.execute(statement.limit(limit).offset(offset)).mappings()
        items = [wire(dict(row)) for row in rows]
        total = int(connection.execute(counting).scalar_one())
    return {"items": items, "count": len(items), "total": total}


def measurement_ids(call: Call, raw_data_id: str, limit: int, offset: int) -> Record:
    """Return one page of the ids of the measurements that come from a file, in the order they were linked."""
    where = _links.c.raw_data_id == raw_data_id
    order = (_links.c.created_at, _links.c.measurement_id)
    statement = sa.select(_links.c.measurement_id).where(where).order_by(*order).limit(limit).offset(offset)
    with call.store.read() as connection:
        items = list(connection.execute(statement).scalars())
        total = int(connection.execute(sa.select(sa.func.count()).select_from(_links).where(where)).scalar_one())
    return {"items": items, "total": total}


def wire(row: Record) -> Record:
    """Return a row as a record on the wire."""
    return {name: value for name, value in row.items() if name not in _INTERNAL}
