"""Parameterized models: a model with parameter values, of a project or of a cell specification.

A row holds the name of a published parameter set, values of its own, or both; own values win. Rows without a project
are the system's.

Source: docs/contract/wire.md sections 13 and 43; docs/contract/guides.md section 8.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ionworks.errors import SerializationError
from ionworks.serialize.screening import screen
from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, conflict, not_found, unprocessable
from ionworks.server.nouns import checks
from ionworks.server.nouns.cells.specs import parameter_overrides
from ionworks.server.nouns.models import checked_settings, model_names, of_project, readable_model
from ionworks.server.store import schema
from ionworks.server.store.joined import Condition
from ionworks.server.store.records import Page, Record

_table = schema.parameterized_models
_SUMMARY: Final = (
    "id",
    "name",
    "description",
    "cell_spec_id",
    "model_id",
    "project_id",
    "created_at",
    "updated_at",
    "created_by_email",
)
_WRITABLE: Final = ("name", "description", "simulation_settings")
_NOT_VALUES: Final = frozenset({"chemistry", "citations", "PyBaMM version"})


def list_parameterized_models(
    call: Call,
    project_id: str,
    cell_spec_id: str | None = None,
    summary: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> Record:
    """Parameterized models of a project and the system's; with a cell specification, only its own."""
    where = [of_project(_table, project_id)]
    if cell_spec_id is not None:
        call.records(schema.cell_specs).get(cell_spec_id, schema.cell_specs.c.project_id == project_id)
        where.append(_table.c.cell_spec_id == cell_spec_id)
    return _page(call, Page(limit=limit, offset=offset), *where, columns=_SUMMARY if summary else None)


def create_parameterized_model(call: Call, body: Record) -> Record:
    """Create one without a cell specification: it keeps the capacity and cut-offs of its values."""
    return _create(call, body, body["project_id"])


def get_parameterized_model(call: Call, parameterized_model_id: str) -> Record:
    """One parameterized model; its own values only, a published set by name."""
    return _wire(call, _readable(call, parameterized_model_id))


def update_parameterized_model(call: Call, parameterized_model_id: str, body: Record) -> Record:
    """Change name, description or simulation settings."""
    return _update(call, _readable(call, parameterized_model_id), body)


def delete_parameterized_model(call: Call, parameterized_model_id: str) -> None:
    """Delete a parameterized model; its simulations stay."""
    _delete(call, _readable(call, parameterized_model_id))


def get_parameter_values(call: Call, parameterized_model_id: str) -> dict[str, Any]:
    """All parameter values by name, without citations."""
    row = _readable(call, parameterized_model_id)
    return {name: value for name, value in parameter_values(call, row).items() if name not in _NOT_VALUES}


def get_variable_names(call: Call, parameterized_model_id: str) -> list[str]:
    """Names of the output variables that are one number at every time."""
    model = readable_model(call, _readable(call, parameterized_model_id)["model_id"])
    names: list[str] = call.engine.recall(checks.scalar_variable_names, model["config"])
    return names


def list_cell_parameterized_models(call: Call, cell_spec_id: str, limit: int | None = None, offset: int = 0) -> Record:
    """Parameterized models of a cell specification."""
    return _page(call, Page(limit=limit, offset=offset), _table.c.cell_spec_id == cell_spec_id)


def create_cell_parameterized_model(call: Call, cell_spec_id: str, body: Record) -> Record:
    """Create one for a cell: rated capacity, cut-offs and the 1C current replace those of the values."""
    spec = call.records(schema.cell_specs).get(cell_spec_id)
    if body.get("project_id") not in (None, spec["project_id"]):
        raise bad_request("project_id is not the project of the cell specification; leave it out.")
    return _create(call, body, spec["project_id"], spec)


def update_cell_parameterized_model(call: Call, cell_spec_id: str, parameterized_model_id: str, body: Record) -> Record:
    """Change name, description or simulation settings of one of the cell's."""
    return _update(call, _of_cell(call, cell_spec_id, parameterized_model_id), body)


def delete_cell_parameterized_model(call: Call, cell_spec_id: str, parameterized_model_id: str) -> None:
    """Delete one of the cell's; its simulations stay."""
    _delete(call, _of_cell(call, cell_spec_id, parameterized_model_id))


def parameter_values(call: Call, row: Record) -> dict[str, Any]:
    """Return all parameter values of a row in wire form, the published set's included."""
    values: dict[str, Any] = {}
    if row["parameter_set"] is not None:
        values.update(call.engine.recall(checks.published_parameters, row["parameter_set"]))
    return values | (row["parameters"] or {})


def _create(call: Call, body: Record, project_id: str, spec: Record | None = None) -> Record:
    model = readable_model(call, body["model_id"])
    if model["project_id"] not in (None, project_id):
        raise not_found("model", body["model_id"])
    checked_settings(body.get("simulation_settings"))
    given = _screened(body.get("parameters") or {})
    default = (
        {"name": None, "values": given} if given else call.engine.recall(checks.default_parameters, model["config"])
    )
    dictated = {} if spec is None else parameter_overrides(spec, is_circuit=_is_circuit(model, given))
    own: Record = {**(default["values"] or {}), **dictated}
    warnings = call.engine.recall(checks.check_parameters, model["config"], own) if given else []
    values: Record = {name: body[name] for name in _WRITABLE if name in body}
    values.update(
        project_id=project_id,
        model_id=model["id"],
        cell_spec_id=None if spec is None else spec["id"],
        parameter_set=default["name"],
        parameters=own,
    )
    made = _wire(call, call.records(_table).insert(values))
    return {**made, "warnings": warnings} if warnings else made


def _screened(given: Mapping[str, Any]) -> dict[str, Any]:
    """Values, safe to be read by PyBaMM."""
    try:
        screened: dict[str, Any] = screen(dict(given), "parameters")
    except SerializationError as error:
        raise unprocessable(error.message, ("body", "parameters")) from error
    return screened


def _is_circuit(model: Record, parameters: Mapping[str, Any]) -> bool:
    return model["config"].get("type") == "Thevenin" or "Cell capacity [A.h]" in parameters


def _readable(call: Call, identifier: str) -> Record:
    return call.records(_table).get(identifier)


def _of_cell(call: Call, cell_spec_id: str, identifier: str) -> Record:
    return call.records(_table).get(identifier, _table.c.cell_spec_id == cell_spec_id)


def _update(call: Call, row: Record, body: Record) -> Record:
    changes: Record = {name: body[name] for name in _WRITABLE if name in body}
    if "simulation_settings" in changes and changes["simulation_settings"] != row["simulation_settings"]:
        checked_settings(changes["simulation_settings"])
        _refuse_if_used(call, row)
    return _wire(call, call.records(_table).update(row["id"], changes))


def _delete(call: Call, row: Record) -> None:
    call.records(_table).delete(row["id"])


def _refuse_if_used(call: Call, row: Record) -> None:
    simulations = schema.simulations
    if call.records(simulations).find(simulations.c.parameterized_model_id == row["id"]) is not None:
        raise conflict(
            f"Simulations have used the parameterized model {row['name']!r}, so its simulation_settings are fixed; "
            "create another one. Name and description can still change."
        )


def _page(call: Call, page: Page, *where: Condition, columns: tuple[str, ...] | None = None) -> Record:
    found = call.records(_table).page(page, *where, columns=columns)
    names = model_names(call, {row["model_id"] for row in found["items"]})
    return {**found, "items": [{**row, "model_name": names.get(row["model_id"])} for row in found["items"]]}


def _wire(call: Call, row: Record) -> Record:
    return {**row, "model_name": model_names(call, {row["model_id"]}).get(row["model_id"])}
