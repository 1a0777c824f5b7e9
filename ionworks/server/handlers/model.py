"""Models: built-in configurations and uploaded documents.

Source: docs/contract/wire.md sections 12 and 43; docs/contract/guides.md section 8.
"""

from __future__ import annotations

from typing import Any, Final

from ionworks.serialize.shared import inflated, parse_shared
from ionworks.server.call import Call
from ionworks.server.ground.errors import conflict, unprocessable
from ionworks.server.nouns import checks
from ionworks.server.nouns.models import CUSTOM, checked_config, checked_settings, is_used, of_project, readable_model
from ionworks.server.store import schema
from ionworks.server.store.records import Page, Record

_CHEMISTRIES: Final = {"equivalent_circuit": "ecm"}
_WRITABLE: Final = ("name", "description", "pybamm_version", "simulation_settings")
_FIXED_ONCE_USED: Final = ("config", "simulation_settings", "pybamm_version")
_HEAD: Final = tuple(column.name for column in schema.models.c if column.name != "config")


def list_models(
    call: Call,
    project_id: str,
    **query: Any,
) -> Record:
    """Models of a project and the system's, without their configurations."""
    page = Page.asked(query)
    found = call.records(schema.models).page(page, of_project(schema.models, project_id), columns=_HEAD)
    return {**found, "items": [_wire(row) for row in found["items"]]}


def create_model(call: Call, body: Record) -> Record:
    """Create a model after building it once."""
    config = checked_config(call, body["config"])
    values: Record = {name: body[name] for name in _WRITABLE if name in body}
    checked_settings(values.get("simulation_settings"))
    values.update(
        project_id=body["project_id"],
        config=config,
        pybamm_version=values.get("pybamm_version") or checks.pybamm_version(),
        is_custom_model=config.get("type") == CUSTOM,
        chemistry=_CHEMISTRIES.get(str(config.get("module")), "lithium_ion"),
    )
    return _wire(call.records(schema.models).insert(values))


def get_model(call: Call, model_id: str) -> Record:
    """One model with its configuration."""
    return _wire(readable_model(call, model_id))


def update_model(call: Call, model_id: str, body: Record) -> Record:
    """Change a model; what decides results is fixed once a simulation has used it."""
    model = _writable_model(call, model_id)
    changes: Record = {name: body[name] for name in (*_WRITABLE, "config") if name in body}
    stored = _wire(model)
    touched = [name for name in _FIXED_ONCE_USED if name in changes and changes[name] != stored[name]]
    if touched:
        _refuse_if_used(call, model, touched[0])
    if "config" in touched:
        changes["config"] = checked_config(call, changes["config"])
        changes["is_custom_model"] = changes["config"].get("type") == CUSTOM
    checked_settings(changes.get("simulation_settings"))
    if "pybamm_version" in changes:
        changes["pybamm_version"] = changes["pybamm_version"] or checks.pybamm_version()
    return _wire(call.records(schema.models).update(model_id, changes))


def delete_model(call: Call, model_id: str) -> None:
    """Delete a model and its parameterized models; simulations stay."""
    _writable_model(call, model_id)
    call.records(schema.models).delete(model_id)


def upload_custom_model(call: Call, body: Record, file: Any) -> Record:
    """Store a serialized PyBaMM model that PyBaMM can read."""
    document = _document(file.file.read())
    config = checked_config(call, {"type": CUSTOM, "model": document})
    given_version = document.get("pybamm_version")
    values = {
        "name": body["name"],
        "description": body.get("description"),
        "project_id": body["project_id"],
        "config": config,
        "is_custom_model": True,
        "chemistry": body.get("chemistry", "lithium_ion"),
        "pybamm_version": given_version if isinstance(given_version, str) else checks.pybamm_version(),
    }
    return _wire(call.records(schema.models).insert(values))


def add_custom_variable(call: Call, model_id: str, body: Record) -> Record:
    """Add an output variable; its expression is parsed, never evaluated."""
    model = _writable_model(call, model_id)
    _refuse_if_used(call, model, "config")
    if body["name"] in (model["config"].get("custom_variables") or {}):
        raise conflict(f"The model has a custom variable {body['name']!r} already.", model_id)
    config = call.engine.ask(checks.with_custom_variable, model["config"], body["name"], body["expression"])
    return _wire(call.records(schema.models).update(model_id, {"config": config}))


def _document(content: bytes) -> dict[str, Any]:
    """Read an uploaded file; non-finite numbers become text, as PyBaMM writes them itself."""
    try:
        document = parse_shared(content, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise unprocessable(f"the file is not JSON: {error}", ("body", "file"), "json_invalid") from None
    if not isinstance(document, dict):
        raise unprocessable("the file holds no JSON object", ("body", "file"), "type")
    return document


def _writable_model(call: Call, model_id: str) -> Record:
    return call.records(schema.models).get(model_id)


def _refuse_if_used(call: Call, model: Record, member: str) -> None:
    if is_used(call, model["id"]):
        raise conflict(
            f"Simulations have used the model {model['name']!r}, so its {member} is fixed; "
            "create another model. Name and description can still change."
        )


def _wire(row: Record) -> Record:
    shown = {**row, "user_id": row["created_by"]}
    document = (row.get("config") or {}).get("model")
    return {**shown, "config": {**row["config"], "model": inflated(document)}} if document is not None else shown
