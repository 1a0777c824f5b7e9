"""Measurements: records, labels, uploads, and where their data is.

Source: docs/contract/wire.md sections 22 and 43; docs/contract/flows.md sections 5 and 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ionworks.server.call import Call, Redirect
from ionworks.server.files.blobs import needed
from ionworks.server.files.series import Part, Window
from ionworks.server.ground.errors import bad_request, conflict, not_found
from ionworks.server.nouns import uploads
from ionworks.server.nouns.knowledge import raw_data
from ionworks.server.nouns.measurements import confirm, watchers
from ionworks.server.nouns.measurements import tags as measurement_tags
from ionworks.server.nouns.measurements.pages import Tagged, of_cell, project_page
from ionworks.server.nouns.measurements.records import (
    cell_of,
    check_channel,
    check_name_is_free,
    checked_values,
    data_key,
    delete,
    get,
    get_writable,
    measurement_columns,
    refuse_unless_ready,
    set_tags,
    wire_records,
)
from ionworks.server.nouns.measurements.task import EXTENSION, SERIES, STEPS
from ionworks.server.nouns.measurements.uploads import UPLOADS
from ionworks.server.store import schema
from ionworks.server.store.filters import ordering
from ionworks.server.store.records import FILTERABLE, SORTABLE, Page, Record
from ionworks.server.store.schema_measurements import measurement_uploads as _uploads

_table = schema.cell_measurements
_SORTABLE: Final = {name: _table.c[name] for name in (*SORTABLE, "start_time")}
_PROJECT_LIMIT: Final = 25
_TAG_LIMIT: Final = 50
_RAW_LIMIT: Final = 100


def list_cell_measurements(
    call: Call,
    cell_instance_id: str,
    measurement_type: str | None = None,
    tags_all: list[str] | None = None,
    tags_any: list[str] | None = None,
    **query: Any,
) -> Record:
    """Measurements of a cell."""
    cell = call.records(schema.cell_instances).get(cell_instance_id)
    tagged = Tagged.of(cell["project_id"], tags_all, tags_any, measurement_type)
    page = Page.asked(
        query,
        filterable=(*FILTERABLE, "start_time"),
        sortable=tuple(_SORTABLE),
    )
    found = call.records(_table).page(page, *of_cell(cell_instance_id, tagged))
    return {**found, "items": wire_records(call, found["items"])}


def list_project_measurements(
    call: Call,
    project_id: str,
    limit: int = _PROJECT_LIMIT,
    offset: int = 0,
    measurement_type: str | None = None,
    q: str | None = None,
    tags_all: list[str] | None = None,
    tags_any: list[str] | None = None,
    order_by: str | None = None,
    order: str | None = None,
) -> Record:
    """Measurements of all cells of a project; `q` looks at name, notes, protocol name and tags."""
    tagged = Tagged.of(project_id, tags_all, tags_any, measurement_type)
    with call.store.read() as connection:
        page = project_page(connection, tagged, q, ordering(_SORTABLE, order_by, order), limit, offset)
    return {**page, "items": wire_records(call, page["items"])}


def list_measurement_tags(call: Call, project_id: str, q: str | None = None, limit: int = _TAG_LIMIT) -> Record:
    """Tags of a project, most used first."""
    with call.store.read() as connection:
        return measurement_tags.usage(connection, project_id, q, limit)


def update_measurement_tags(call: Call, body: Mapping[str, Any]) -> dict[str, int]:
    """Add and remove tags of up to 1000 measurements, all or none."""
    rows = [get_writable(call, key) for key in dict.fromkeys(body["measurement_ids"])]
    removed = {tag.strip().casefold() for tag in body["remove"]}
    count = 0
    with call.store.write() as connection:
        for row in rows:
            before = measurement_tags.keyed(row["tags"])
            added = measurement_tags.spelled(connection, row["project_id"], body["add"])
            after = {key: tag for key, tag in (added | before).items() if key not in removed - set(added)}
            if after.keys() != before.keys():
                set_tags(call, connection, row, after)
                count += 1
    return {"updated_count": count}


def get_cell_measurement(
    call: Call, measurement_id: str, include_steps: bool = False, include_time_series: bool = False
) -> Record:
    """One measurement; on request with its tables by column."""
    row = get(call, measurement_id)
    (record,) = wire_records(call, [row])
    cell = call.records(schema.cell_instances).get(row["cell_instance_id"])
    record |= {"specification_id": cell["cell_spec_id"], "instance_id": cell["id"]}
    if include_steps:
        record["steps"] = measurement_columns(call, row, "steps")
    if include_time_series:
        record["time_series"] = measurement_columns(call, row, "time_series")
    return record


def update_cell_measurement(call: Call, measurement_id: str, body: Mapping[str, Any]) -> Record:
    """Change the members given."""
    row = get(call, measurement_id)
    if body.get("properties") is not None and row["measurement_type"] != "properties":
        raise bad_request(f"properties belong to properties measurements; this is a {row['measurement_type']}")
    values = checked_values(call, body, row)
    with call.store.write() as connection:
        if values.keys() & {"channel_id", "start_time", "end_time"}:
            check_channel(call, connection, {**row, **values})
        row = call.records(_table, connection).update(measurement_id, values)
        tags = measurement_tags.keyed(row["tags"])
        if "tags" in body:
            tags = measurement_tags.spelled(connection, row["project_id"], body["tags"] or [])
        row = set_tags(call, connection, row, tags)
    return wire_records(call, [row])[0]


def delete_cell_measurement(call: Call, measurement_id: str) -> None:
    """Delete a measurement with its data, and the job that works on it."""
    delete(call, get(call, measurement_id))


def download_measurement_time_series(call: Call, measurement_id: str) -> Redirect:
    """Redirect to the samples."""
    return Redirect(call.storage_url(data_key(call, get(call, measurement_id), "time_series")))


def download_measurement_steps(call: Call, measurement_id: str) -> Redirect:
    """Redirect to the steps."""
    return Redirect(call.storage_url(data_key(call, get(call, measurement_id), "steps")))


def get_measurement_series(call: Call, measurement_id: str, **window: Any) -> dict[str, Any]:
    """Return columns of the samples, thinned for a screen."""
    key = data_key(call, get(call, measurement_id), "time_series")
    wanted = Window(**window)
    with needed("time_series of measurement", measurement_id):
        return call.services.series.read(Part(key=key), wanted).wire(wanted.encoding)


def get_measurement_cycles(call: Call, measurement_id: str) -> dict[str, Any]:
    """Return the cycles by column."""
    return {"cycles": measurement_columns(call, get(call, measurement_id), "cycles")}


def get_measurement_steps_and_cycles(call: Call, measurement_id: str) -> dict[str, Any]:
    """Return steps and cycles by column."""
    row = get(call, measurement_id)
    return {part: measurement_columns(call, row, part) for part in ("steps", "cycles")}


def create_measurement_properties(call: Call, cell_instance_id: str, body: Mapping[str, Any]) -> Record:
    """Create a measurement that is a set of values."""
    cell = cell_of(call, cell_instance_id)
    scope = {"cell_instance_id": cell["id"], "project_id": cell["project_id"], "measurement_type": "properties"}
    values = {**checked_values(call, body), **scope}
    with call.store.write() as connection:
        tags = measurement_tags.spelled(connection, cell["project_id"], body.get("tags") or [])
        row = confirm.insert(call, connection, values, tags)
    return wire_records(call, [row])[0]


def initiate_measurement_upload(call: Call, cell_instance_id: str, body: Mapping[str, Any]) -> Record:
    """Announce an upload; a name that is taken is refused before any data is sent."""
    cell = cell_of(call, cell_instance_id)
    check_name_is_free(call, cell_instance_id, body["measurement"]["name"])
    kind = body.get("measurement_type") or "time_series"
    if kind == "time_series":
        names = [SERIES, STEPS]
    else:
        names = body.get("filenames") or []
        uploads.check_filenames(names)
    return _announced(call, cell["id"], kind, names)


def confirm_measurement_upload(call: Call, measurement_id: str, body: Mapping[str, Any]) -> Record:
    """Make the measurement of an upload."""
    return confirm.confirm_upload(call, measurement_id, body)


def initiate_measurement_extend(call: Call, measurement_id: str, body: Any = None) -> Record:
    """Announce rows for a time series whose test still runs."""
    row = get(call, measurement_id)
    if row["measurement_type"] != "time_series":
        raise bad_request(f"only a time series can be extended; this is a {row['measurement_type']} measurement")
    if row["end_time"] is not None:
        raise bad_request(f"the test ended at {row['end_time']}; set end_time to null to extend it")
    refuse_unless_ready(call, row)
    pending = UPLOADS.find(call, _uploads.c.measurement_id == measurement_id)
    if pending is not None:
        if not uploads.is_abandoned(pending, call.settings.signed_url_seconds):
            raise conflict(f"Another extension of measurement {measurement_id} is under way.")
        UPLOADS.discard(call, pending)
    return _announced(call, row["cell_instance_id"], "extend", [EXTENSION], measurement_id=measurement_id)


def confirm_measurement_extend(call: Call, measurement_id: str, body: Any = None) -> Record:
    """Append the rows sent to the time series."""
    return confirm.confirm_extend(call, get(call, measurement_id))


def list_measurement_files(call: Call, measurement_id: str) -> dict[str, list[str]]:
    """Names of the files, in upload order."""
    return {"filenames": list(_files(get(call, measurement_id)))}


def download_measurement_file(call: Call, measurement_id: str, filename: str) -> Redirect:
    """Redirect to one file."""
    key = _files(get(call, measurement_id)).get(filename)
    if key is None:
        raise not_found(f"file of measurement {measurement_id}", filename)
    return Redirect(call.storage_url(key))


def list_measurement_raw_data(call: Call, measurement_id: str, limit: int = _RAW_LIMIT, offset: int = 0) -> Record:
    """Files a measurement was made of."""
    return raw_data.of_measurement(call, measurement_id, limit, offset)


def attach_measurement_raw_data(call: Call, measurement_id: str, body: Mapping[str, Any]) -> None:
    """Say which files a measurement was made of; repeating it changes nothing."""
    raw_data.attach(call, measurement_id, body["raw_data_ids"])


def detach_measurement_raw_data(call: Call, measurement_id: str, raw_data_id: str) -> None:
    """Remove the link to a file; the file stays."""
    raw_data.detach(call, measurement_id, raw_data_id)


def watch_measurement(call: Call, measurement_id: str, body: Any = None) -> None:
    """Follow a measurement."""
    watchers.watch(call, measurement_id)


def unwatch_measurement(call: Call, measurement_id: str) -> None:
    """Stop following a measurement."""
    watchers.unwatch(call, measurement_id)


def _announced(call: Call, cell_instance_id: str, kind: str, names: list[str], **columns: str) -> Record:
    upload, places = UPLOADS.announce(call, names, cell_instance_id=cell_instance_id, kind=kind, **columns)
    return {"measurement_id": upload["measurement_id"] or upload["id"], "uploads": places}


def _files(row: Record) -> dict[str, str]:
    if row["measurement_type"] != "file":
        raise bad_request(f"a {row['measurement_type']} measurement has no files")
    files: dict[str, str] = (row["data_files"] or {}).get("files", {})
    return files
