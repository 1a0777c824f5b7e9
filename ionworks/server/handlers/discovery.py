"""Service health, the calling user, and what the service can do.

Source: docs/contract/wire.md section 10; tests/documents/python-client.txt (``whoami``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ionworks import ucp
from ionworks.server.call import STRANGER, Call
from ionworks.server.contract import specification
from ionworks.server.contract.data_schema import data_schema
from ionworks.server.ground.errors import NOT_FOUND, ApiError, not_served
from ionworks.server.nouns import checks, health
from ionworks.server.nouns.accounts import sessions
from ionworks.server.nouns.accounts.members import organizations_of

SCHEMAS: Final = ("data", "protocol")
"""Names `get_schema` knows."""
_DOMAIN_CONTEXT: Final = {
    "current_sign": "Positive current is discharge.",
    "units": "Names of quantities end in their unit in brackets, such as 'Voltage [V]'.",
    "project": "Holds models, cells, studies, protocols, simulations and pipelines.",
    "cell_specification": "What a type of cell is: ratings, components and materials.",
    "cell_instance": "One physical cell built to a specification; measurements are made on it.",
    "model": "Equations of a battery, without parameter values.",
    "parameterized_model": "A model with a full set of parameter values.",
    "protocol": "What a cycler does, in the Universal Cycler Protocol (UCP).",
    "simulation": "One run of a protocol on a parameterized model.",
    "study": "A named group of simulations and measurements.",
    "pipeline": "Data fits, calculations and validations that turn measurements into parameter values.",
}


def health_check(call: Call) -> dict[str, Any]:
    """Say how the server is; needs no key, but says more with one."""
    return health.status(call.services) if call.caller is STRANGER else health.health(call.services)


def get_current_user(call: Call) -> dict[str, Any]:
    """Return the user of the key, the organization it was issued for, and all memberships."""
    with call.store.read() as connection:
        memberships = organizations_of(connection, call.caller.user_id)
    authorized = [
        {"id": one["id"], "name": one["name"]} for one in memberships if one["id"] == call.caller.organization_id
    ]
    return {
        "id": call.caller.user_id,
        "email": call.caller.email,
        "authorized_organization": authorized[0] if authorized else None,
        "organizations": memberships,
    }


def create_studio_link(call: Call) -> dict[str, str]:
    """Make a link that logs a browser in as the calling user."""
    if not call.settings.studio:
        raise not_served("create_studio_link", "the Studio is switched off (--no-studio, IONWORKS_SERVER_STUDIO)")
    caller = call.caller
    secret = sessions.create_link(call.store, caller.organization_id, caller.user_id, caller.key_id)
    return {"url": f"{call.base_url}/login?token={secret}"}


def get_capabilities(call: Call) -> dict[str, Any]:
    """Say what the service offers and where to read more."""
    del call
    return {
        "domain_context": _DOMAIN_CONTEXT,
        "schemas": {name: f"/discovery/schemas/{name}" for name in SCHEMAS},
        "openapi_spec": "openapi.yaml of the ionworks-api distribution",
        "authentication": {"header": "X-API-Key"},
    }


def get_schema(call: Call, name: str) -> dict[str, Any]:
    """Return the JSON Schema of users' data, or of protocols."""
    del call
    return data_schema(specification.load()) if name == "data" else ucp.json_schema()


def list_pybamm_models(call: Call) -> dict[str, Any]:
    """Return the built-in models and the allowed values of their options; the platform's own are not served."""
    catalogue = call.engine.recall(checks.model_catalogue)
    return {**catalogue, "ionworks_models": {}, "pybamm_version": checks.pybamm_version()}


def validate_pybamm_model(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Build a model without running it; one that cannot be built is a verdict, not an error."""
    config = {
        "type": body["pybamm_model"],
        "module": body.get("module", "lithium_ion"),
        "options": body.get("options") or {},
    }
    verdict: dict[str, Any] = call.engine.recall(checks.check_model, config)
    return verdict


def serialize_ionworks_model(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Refuse: the platform's own models are licensed and no part of this server."""
    del call
    raise ApiError(
        404,
        NOT_FOUND,
        f"{body['name']!r} is no model of this server: the platform's own models are licensed and not part of it. "
        "Use one of list_pybamm_models, or upload your own.",
    )
