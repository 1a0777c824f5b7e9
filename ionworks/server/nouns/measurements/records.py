"""Measurements as rows, as records on the wire, and as files that pipelines read.

The state of processing is that of the job in ``job_id``. Data files lie below ``measurements/<organization>/<id>``;
``data_files`` says which: ``time_series``, ``steps`` and ``cycles``, or ``files`` by name.

Source: docs/contract/wire.md sections 22 and 43.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.files.blobs import needed, parquet_footer
from ionworks.server.ground.errors import ApiError, bad_request, conflict, not_found
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.cells.quantities import check_quantities
from ionworks.server.nouns.deletion import delete_with_files, keys_of_measurements
from ionworks.server.nouns.lab.channels import check_link
from ionworks.server.nouns.lab.records import instant
from ionworks.server.nouns.measurements import tags
from ionworks.server.nouns.measurements.job import EXTEND_JOB
from ionworks.server.queue import states as state
from ionworks.server.store import schema
from ionworks.server.store.records import Record

READY: Final = "ready"
FAILED: Final = "failed"
MOST_JSON_ROWS: Final = 100_000
_STATES: Final = MappingProxyType(
    {
        state.PENDING: "pending",
        state.WAITING: "pending",
        state.PROCESSING: "running",
        state.COMPLETED: READY,
        state.FAILED: FAILED,
        state.CANCELED: FAILED,
    }
)

_table = schema.cell_measurements
_TEXTS: Final = ("name", "notes")
_OBJECTS: Final = ("protocol", "test_setup")
_TIMES: Final = ("start_time", "end_time")
_LINKS: Final = ("channel_id", "protocol_id")
_FIELDS: Final = (*_TEXTS, *_OBJECTS, *_TIMES, *_LINKS, "tags", "properties", "step_labels_validated")
_INTERNAL: Final = frozenset({"extra", "storage_folder", "search_text", "data_files", "job_id"})
_READ_ONLY: Final = frozenset(
    {
        *(column.name for column in _table.c if column.name not in _FIELDS),
        *("processing_status", "processing_error", "steps_created", "instance", "data_type"),
        *("estimated_end_time", "estimated_end_time_note", "estimated_end_time_calculated_at"),
    }
)


def get(call: Call, measurement_id: str) -> Record:
    """Return the row of a measurement; ApiError 404."""
    return call.records(_table).get(measurement_id)


def get_writable(call: Call, measurement_id: str) -> Record:
    """Return the row of a measurement the caller may change; ApiError 404 or 403."""
    return roles.writable(call, call.records(_table).get(measurement_id), "cell measurement")


def wire_records(call: Call, rows: Sequence[Record]) -> list[Record]:
    """Return rows as records on the wire, with their processing states.

    Parameters
    ----------
    call : Call
    rows : sequence of dict
        Rows of ``cell_measurements``.
    """
    with call.store.read() as connection:
        states = processing_states(connection, rows)
    return [_wire(row) | states[row["id"]] for row in rows]


def processing_states(connection: sa.Connection, rows: Iterable[Record]) -> dict[str, Record]:
    """Return ``processing_status`` and ``processing_error`` of rows by measurement id."""
    by_job = {row["job_id"]: row["id"] for row in rows if row["job_id"] is not None}
    jobs = schema.jobs
    statement = sa.select(jobs.c.id, jobs.c.job_type, jobs.c.status, jobs.c.error).where(jobs.c.id.in_(list(by_job)))
    states: dict[str, Record] = {row["id"]: {"processing_status": READY, "processing_error": None} for row in rows}
    for job_id, job_type, status, error in connection.execute(statement) if by_job else ():
        found = states[by_job[job_id]]
        found["processing_status"] = _STATES[status]
        if found["processing_status"] == FAILED:
            found["processing_error"] = error or f"processing was {status}"
            if job_type == EXTEND_JOB:
                found["processing_status"] = READY
    return states


def _wire(row: Record) -> Record:
    own = {name: value for name, value in row.items() if name not in _INTERNAL}
    estimates = dict.fromkeys(("estimated_end_time", "estimated_end_time_note", "estimated_end_time_calculated_at"))
    return {**(row["extra"] or {}), **estimates, **own, "tags": row["tags"] or []}


def refuse_unless_ready(call: Call, row: Record) -> None:
    """Raise `ApiError` 409 while steps are derived, and when that failed."""
    with call.store.read() as connection:
        found = processing_states(connection, [row])[row["id"]]
    if found["processing_status"] == FAILED:
        raise conflict(f"Processing of measurement {row['id']} failed: {found['processing_error']}")
    if found["processing_status"] != READY:
        raise conflict(f"Measurement {row['id']} is still being processed; wait until processing_status is ready.")


def checked_values(call: Call, body: Mapping[str, Any], row: Record | None = None) -> Record:
    """Return the columns that a body sets, tags left out, after checking them.

    Parameters
    ----------
    call : Call
    body : mapping
        Description of a measurement; unknown members are kept in ``extra``.
    row : dict, optional
        The row to change.

    Raises
    ------
    ApiError
        400: an end before the start; 404: no such protocol; 422: no time, or no unit.
    """
    values = {name: body[name] for name in (*_TEXTS, *_OBJECTS, "properties", "step_labels_validated") if name in body}
    values |= {name: instant(body[name], name) for name in _TIMES if name in body}
    values |= {name: body[name] for name in _LINKS if name in body}
    check_quantities(body.get("properties"), ("body", "properties"))
    _check_links(call, values)
    joint = {**(row or {}), **values}
    if joint.get("start_time") and joint.get("end_time") and joint["end_time"] < joint["start_time"]:
        raise bad_request(f"end_time {joint['end_time']} is before start_time {joint['start_time']}")
    own = {name: value for name, value in body.items() if name not in _FIELDS and name not in _READ_ONLY}
    values["extra"] = {**((row or {}).get("extra") or {}), **own}
    return values


def _check_links(call: Call, values: Mapping[str, Any]) -> None:
    if values.get("protocol_id") is not None:
        roles.readable(call, call.records(schema.protocols).get(values["protocol_id"]))


def check_channel(call: Call, connection: sa.Connection, row: Mapping[str, Any]) -> None:
    """Check that a measurement, as it will be, may be on its channel; ApiError 400, 404, 409."""
    if row.get("channel_id") is not None:
        check_link(connection, call.caller.organization_id, row)


def search_text(row: Mapping[str, Any]) -> str:
    """Return what free-text search looks at: name, notes, protocol name and tags, in lower case."""
    protocol = row.get("protocol") or {}
    parts = [row["name"], row.get("notes"), protocol.get("name"), *(row.get("tags") or ())]
    return "\n".join(str(part) for part in parts if part).casefold()


def set_tags(call: Call, connection: sa.Connection, row: Record, wanted: Mapping[str, str]) -> Record:
    """Give a measurement exactly these tags, as `tags.spelled` gives them, inside a transaction; return its row.

    Raises
    ------
    ApiError
        400: there are too many.
    """
    ordered = tags.replace(connection, row, wanted)
    values = {"tags": ordered, "search_text": search_text({**row, "tags": ordered})}
    return call.records(_table, connection).update(row["id"], values)


def delete(call: Call, row: Record) -> None:
    """Delete a measurement with its data, and the job that works on it."""
    if row["job_id"] is not None:
        call.dispatcher.cancel([row["job_id"]])
    delete_with_files(call.records(_table), row["id"], call.blobs, *keys_of_measurements(_table.c.id == row["id"]))
    if row["job_id"] is not None:
        call.records(schema.jobs).delete(row["job_id"])


def measurement_tables(connection: sa.Connection, organization_id: str, measurement_id: str) -> dict[str, str | None]:
    """Return the storage keys of a measurement's tables, for a worker to read: what ``db:<id>`` stands for.

    Parameters
    ----------
    connection : sqlalchemy.Connection
    organization_id : str
        Organization in whose name is asked.
    measurement_id : str

    Returns
    -------
    dict
        ``time_series`` and ``steps``: keys of Parquet files; ``steps`` may be ``None``.

    Raises
    ------
    ApiError
        404: no such time series in this organization; 409: it is not processed yet, or could not be.
    """
    where = (_table.c.id == measurement_id, _table.c.organization_id == organization_id)
    found = connection.execute(sa.select(_table).where(*where)).mappings().first()
    if found is None:
        raise not_found("cell measurement", measurement_id)
    row = dict(found)
    status = processing_states(connection, [row])[measurement_id]
    if status["processing_status"] != READY:
        reason = status["processing_error"] or "its upload is still being processed"
        raise conflict(f"Measurement {measurement_id} cannot be used: {reason}")
    files = row["data_files"] or {}
    if "time_series" not in files:
        raise not_found("time series of measurement", measurement_id)
    return {"time_series": files["time_series"], "steps": files.get("steps")}


def data_key(call: Call, row: Record, part: str) -> str:
    """Return the storage key of one table of a measurement that is ready.

    Raises
    ------
    ApiError
        404: there is no such table; 409 as `refuse_unless_ready`.
    """
    if row["measurement_type"] != "time_series":
        raise not_found(f"{part} of the {row['measurement_type']} measurement", row["id"])
    refuse_unless_ready(call, row)
    key = (row["data_files"] or {}).get(part)
    if key is None:
        raise not_found(f"{part} of measurement", row["id"])
    return str(key)


def measurement_columns(call: Call, row: Record, part: str) -> dict[str, list[Any]]:
    """Return a table of a measurement by column, NaN and infinity as null.

    Raises
    ------
    ApiError
        400: the table is too long for JSON; 404 and 409 as `data_key`.
    """
    # slow to import and only needed here
    import polars as pl
    import polars.selectors as cs

    key = data_key(call, row, part)
    finite = pl.when(cs.float().is_finite()).then(cs.float()).name.keep()
    with needed(f"{part} of measurement", row["id"]):
        rows = pl.scan_parquet(parquet_footer(call.blobs, key)).select(pl.len()).collect().item()
        if rows > MOST_JSON_ROWS:
            raise bad_request(f"{part} has {rows} rows; as JSON at most {MOST_JSON_ROWS} are sent, download the file")
        with call.blobs.local(key) as path:
            return pl.scan_parquet(path, glob=False).with_columns(finite).collect().to_dict(as_series=False)


def cell_of(call: Call, cell_instance_id: str) -> Record:
    """Return the row of a cell; ApiError 404."""
    return call.records(schema.cell_instances).get(cell_instance_id)


def check_name_is_free(call: Call, cell_instance_id: str, name: str) -> None:
    """Raise `ApiError` 409 with ``existing_id`` when the cell has a measurement of this name."""
    existing = call.records(_table).find(_table.c.cell_instance_id == cell_instance_id, _table.c.name == name)
    if existing is not None:
        raise name_taken(name, existing["id"])


def name_taken(name: str, existing_id: str) -> ApiError:
    """409: the cell has a measurement of this name."""
    return conflict(f"A cell measurement {name!r} exists already.", existing_id)
