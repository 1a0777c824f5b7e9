"""Models and parameterized models as the engine takes them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

import sqlalchemy as sa

from ionworks.errors import SerializationError
from ionworks.serialize.screening import screen
from ionworks.serialize.shared import compressed
from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, unprocessable
from ionworks.server.nouns import checks
from ionworks.server.nouns.accounts import roles
from ionworks.server.store import schema
from ionworks.server.store.records import Record

CUSTOM: Final = "custom"
"""``type`` of a model that is a document."""


def readable_model(call: Call, model_id: str) -> Record:
    """Return a model the caller may read; ApiError 404 or 403 otherwise."""
    return roles.readable(call, call.records(schema.models).get(model_id))


def checked_config(call: Call, config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the screened configuration of a model that PyBaMM can build; a whole model in it is compressed.

    Raises
    ------
    ApiError
        422: it names classes outside PyBaMM; 400: it cannot be built.
    """
    packed = _packed(_screened(dict(config), ("body", "config")), ("body", "config"))
    verdict = call.engine.recall(checks.check_model, packed)
    if not verdict["valid"]:
        raise bad_request(f"The model cannot be built: {verdict['error']}")
    return packed


def _packed(config: dict[str, Any], location: tuple[str, ...]) -> dict[str, Any]:
    """Copy of a configuration that is small wherever it is stored, sent to a worker or compared."""
    document = config.get("model")
    if not isinstance(document, dict):
        return config
    whole = document if "schema_version" in document else {"schema_version": "1.1", "model": document}
    try:
        return {**config, "model": compressed(whole)}
    except SerializationError as error:
        raise unprocessable(error.message, location) from error


def checked_settings(settings: Mapping[str, Any] | None) -> None:
    """Raise `ApiError` 422 when simulation settings name classes outside PyBaMM."""
    if settings is not None:
        _screened(settings, ("body", "simulation_settings"))


def _screened(document: Any, location: tuple[str, ...]) -> Any:
    try:
        return screen(document, location[-1])
    except SerializationError as error:
        raise unprocessable(error.message, location) from error


def engine_document(connection: sa.Connection, organization: str, identifier: str) -> dict[str, Any]:
    """Return a stored parameterized model as simulations, fits and optimizations take it.

    Returns
    -------
    dict
        ``model`` (config), ``parameters`` (wire form, over those of the published ``parameter_set``, if one is named)
        and ``simulation_settings``.
    """
    table, base = schema.parameterized_models, schema.models
    wanted = sa.select(table).where(table.c.id == identifier, table.c.organization_id == organization)
    row = connection.execute(wanted).mappings().one()
    model = connection.execute(sa.select(base).where(base.c.id == row["model_id"])).mappings().one()
    return {
        "model": model["config"],
        "parameters": row["parameters"] or {},
        "parameter_set": row["parameter_set"],
        "simulation_settings": merged_settings(dict(model), dict(row)),
    }


def merged_settings(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return simulation settings: a parameterized model's beat its base model's, key by key."""
    merged = {**(base["simulation_settings"] or {}), **(own.get("simulation_settings") or {})}
    return merged or None


def of_project(table: sa.Table, project_id: str) -> sa.ColumnElement[bool]:
    """Return the condition that leaves the models or parameterized models of a project and the system's."""
    return sa.or_(table.c.project_id == project_id, table.c.project_id.is_(None))


def is_used(call: Call, model_id: str) -> bool:
    """Whether simulations have used a model."""
    simulations, parameterized = schema.simulations, schema.parameterized_models
    statement = (
        sa.select(simulations.c.id)
        .join(parameterized, parameterized.c.id == simulations.c.parameterized_model_id)
        .where(parameterized.c.model_id == model_id)
    )
    with call.store.read() as connection:
        return connection.execute(statement.limit(1)).first() is not None


def model_names(call: Call, identifiers: Collection[str]) -> dict[str, str]:
    """Return the names of models by id."""
    models = schema.models
    statement = sa.select(models.c.id, models.c.name).where(models.c.id.in_(identifiers))
    with call.store.read() as connection:
        return {row.id: row.name for row in connection.execute(statement)}
