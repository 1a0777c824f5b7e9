"""Raw data: files as they came from the cycler.

Source: docs/contract/wire.md sections 39 and 43.
"""

from __future__ import annotations

from ionworks.server.call import Call
from ionworks.server.nouns.knowledge import raw_data
from ionworks.server.store.records import Page, Record
from ionworks.server.store.schema_knowledge import raw_data as _table

_LIMIT = 100


def list_raw_data(call: Call, project_id: str, limit: int = _LIMIT, offset: int = 0) -> Record:
    """Raw data of a project, newest first."""
    found = call.records(_table).page(Page(limit=limit, offset=offset), _table.c.project_id == project_id)
    return {**found, "items": [raw_data.wire(row) for row in found["items"]]}


def initiate_raw_data_upload(call: Call, body: Record) -> Record:
    """Announce a file."""
    return raw_data.announce(call, body)


def confirm_raw_data_upload(call: Call, raw_data_id: str, body: Record) -> Record:
    """Make the record of a file that was sent."""
    return raw_data.confirm(call, raw_data_id, body)


def get_raw_data(call: Call, raw_data_id: str) -> Record:
    """One record."""
    return raw_data.get(call, raw_data_id)


def update_raw_data(call: Call, raw_data_id: str, body: Record) -> Record:
    """Change name, source or metadata."""
    return raw_data.update(call, raw_data_id, body)


def delete_raw_data(call: Call, raw_data_id: str) -> None:
    """Delete a file; the measurements made of it stay."""
    raw_data.delete(call, raw_data_id)


def get_raw_data_download_url(call: Call, raw_data_id: str) -> Record:
    """Signed URL of the bytes."""
    return {"url": call.storage_url(raw_data.storage_key(call, raw_data_id))}


def list_raw_data_measurements(call: Call, raw_data_id: str, limit: int = _LIMIT, offset: int = 0) -> Record:
    """Ids of the measurements made of a file."""
    return raw_data.measurement_ids(call, raw_data_id, limit, offset)
