"""Saved protocols: readable ones, equal ones, checked ones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from ionworks import ucp
from ionworks.server.call import Call
from ionworks.server.ground import errors
from ionworks.server.nouns.accounts import roles
from ionworks.server.store import schema
from ionworks.server.store.database import lock_row
from ionworks.server.store.records import Record

_protocols = schema.protocols
HEAVY: Final = (
    "protocol_config",
    "parameters_schema",
    "time_series_spec",
    "metrics_spec",
    "plot_options",
    "source_protocol",
)
"""Columns that lists leave out unless they are asked for."""
_INTERNAL: Final = frozenset({"content_hash"})
LIGHT: Final = tuple(column.name for column in _protocols.c if column.name not in {*HEAVY, *_INTERNAL})


def content_hash(protocol: Mapping[str, Any], parameters_schema: Mapping[str, Any]) -> str:
    """Identity of a protocol's body: equal bodies have equal hashes, whatever the order of their keys."""
    text = json.dumps([protocol, parameters_schema], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def save(
    call: Call,
    *,
    project_id: str,
    name: str,
    protocol: Mapping[str, Any],
    parameters_schema: Mapping[str, Any],
    source: str | None,
    description: str | None = None,
    named: bool = False,
) -> tuple[Record, bool]:
    """Return the project's protocol with this body, and whether it had to be stored; `named`: this body and name."""
    digest = content_hash(protocol, parameters_schema)
    records = call.records(_protocols)
    same = [_protocols.c.project_id == project_id, _protocols.c.content_hash == digest]
    if named:
        same.append(_protocols.c.name == name)
    existing = records.find(*same)
    if existing is not None:
        return existing, False
    values = {
        "project_id": project_id,
        "name": name,
        "description": description,
        "protocol_config": protocol,
        "parameters_schema": parameters_schema,
        "source_protocol": source,
        "content_hash": digest,
    }
    with call.store.write() as connection:
        lock_row(connection, schema.projects.c.id, project_id)
        records = records.within(connection)
        existing = records.find(*same)
        return (existing, False) if existing is not None else (records.insert(values), True)


def readable_protocol(call: Call, protocol_id: str) -> Record:
    """Return the row of a protocol the caller may read, or raise 404 or 403."""
    return roles.readable(call, call.records(_protocols).get(protocol_id))


def bound(protocol: Mapping[str, Any], inputs: Mapping[str, Any], place: tuple[str | int, ...]) -> None:
    """Raise 422 at `place` unless `inputs` complete the protocol."""
    try:
        ucp.bind(ucp.parse(protocol), inputs)
    except ucp.ProtocolError as error:
        raise errors.unprocessable(str(error), place) from error


def checked_protocol(source: str | Mapping[str, Any], place: tuple[str, ...]) -> dict[str, Any]:
    """Return a protocol as a mapping that parses, or raise 422 at `place`."""
    try:
        document = ucp.load(source)
        ucp.parse(document)
    except ucp.ProtocolError as error:
        raise errors.unprocessable(str(error), place) from error
    return document


def protocol_record(row: Record) -> dict[str, Any]:
    """Return a row of the protocol table in wire form."""
    return {key: value for key, value in row.items() if key not in _INTERNAL}
