"""Protocols: check UCP, save it by content, describe it.

Saved protocols and templates of inline experiments are rows of one table, one per content and project.

Source: docs/contract/wire.md sections 15 and 43; docs/contract/ucp.md section 1.11.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ionworks import ucp
from ionworks.server.call import Call
from ionworks.server.ground import errors
from ionworks.server.nouns.protocols import (
    HEAVY,
    LIGHT,
    bound,
    checked_protocol,
    protocol_record,
    readable_protocol,
    save,
)
from ionworks.server.store import schema
from ionworks.server.store.records import Page
from ionworks.ucp import vendors


def list_protocols(
    call: Call,
    project_id: str,
    include: str = "",
    **query: Any,
) -> dict[str, Any]:
    """Return saved protocols of a project; heavy columns only where `include` names them."""
    wanted = {name.strip() for name in include.split(",")}
    columns = [*LIGHT, *(name for name in HEAVY if name in wanted)]
    page = Page.asked(query)
    found = call.records(schema.protocols).page(page, schema.protocols.c.project_id == project_id, columns=columns)
    return {**found, "items": [protocol_record(row) for row in found["items"]]}


def create_protocol(call: Call, body: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """Save a protocol; an identical body of the project is returned with 200, a new one with 201."""
    row, is_new = save(
        call,
        project_id=body["project_id"],
        name=body["name"],
        protocol=checked_protocol(body["protocol_config"], ("body", "protocol_config")),
        parameters_schema=body.get("parameters_schema") or {},
        source=body.get("source_protocol"),
        description=body.get("description"),
    )
    if body.get("force_create") and not is_new:
        raise errors.conflict("An identical protocol is stored in this project already.", row["id"])
    return protocol_record(row), 201 if is_new else 200


def get_protocol(call: Call, experiment_template_id: str) -> dict[str, Any]:
    """Return one saved protocol with its body."""
    return protocol_record(readable_protocol(call, experiment_template_id))


def update_protocol(call: Call, experiment_template_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Change name or description; the body of a saved protocol never changes."""
    return protocol_record(call.records(schema.protocols).update(experiment_template_id, body))


def delete_protocol(call: Call, experiment_template_id: str) -> None:
    """Delete a saved protocol; simulations that used it stay."""
    call.records(schema.protocols).delete(experiment_template_id)


def get_protocol_text(call: Call, experiment_template_id: str) -> str:
    """Return a saved protocol in words, one line per step."""
    row = readable_protocol(call, experiment_template_id)
    return ucp.human_readable(ucp.parse(row["protocol_config"]))


def get_protocol_source(call: Call, experiment_template_id: str) -> str:
    """Return the text a saved protocol was entered as."""
    row = readable_protocol(call, experiment_template_id)
    if row["source_protocol"] is None:
        raise errors.not_found("source text of protocol", experiment_template_id)
    return str(row["source_protocol"])


def validate_protocol(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``{"valid": true}`` or ``{"valid": false, "error": ...}``."""
    del call
    return ucp.validate(body["protocol"])


def find_input_references(call: Call, body: Mapping[str, Any]) -> list[str]:
    """Return the distinct names of the ``input[...]`` placeholders in order of appearance."""
    del call
    return ucp.find_input_references(body["protocol"])


def convert_protocol(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Write a protocol as a cycler's file; both names of the target and both shapes of the answer are served."""
    del call
    named = {key: body[key] for key in ("target", "target_format") if body.get(key)}
    if len(set(named.values())) != 1:
        raise errors.unprocessable(f"found {named or 'no target'}; allowed: one target", ("body", "target"))
    options = {
        key: body[key]
        for key in ("nominal_capacity_ah", "drive_cycles", "filename_stem", "verify", "inputs")
        if body.get(key) is not None
    }
    try:
        return vendors.convert(body["protocol"], next(iter(named.values())), **options)
    except ucp.ProtocolError as error:
        raise errors.unprocessable(str(error), ("body", "protocol")) from error


def parse_protocol_file(call: Call, body: Any = None, file: Any = None) -> dict[str, Any]:
    """Read a cycler's protocol file; ``error`` tells what could not be read."""
    del call, body
    return vendors.parse_file(file.file.read(), file.filename or "protocol")


def parse_to_template(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Check an inline protocol with its inputs and return the id of its template."""
    experiment = body["protocol_experiment"]
    place = ("body", "protocol_experiment", "protocol")
    protocol = checked_protocol(experiment["protocol"], place)
    bound(protocol, body.get("experiment_parameters") or {}, place)
    row, _ = save(
        call,
        project_id=body["project_id"],
        name=experiment["name"],
        protocol=protocol,
        parameters_schema={},
        source=experiment["protocol"],
        named=True,  # runs bear the name of their template
    )
    return {**protocol_record(row), "template_id": row["id"]}
