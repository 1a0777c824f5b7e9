"""What the service is and can do; the methods are reached on the client itself."""

from __future__ import annotations

from typing import Any

from ionworks_openapi.api.discovery import (
    create_studio_link,
    get_capabilities,
    get_current_user,
    get_schema,
    health_check,
    list_pybamm_models,
    serialize_ionworks_model,
    validate_pybamm_model,
)
from ionworks_openapi.models import GetSchemaName, IonworksModelRequest, PybammModelCheck

from ionworks.resources._shared.base import Resource, body


class Discovery(Resource):
    """Health, the calling user, schemas and model lists (see the methods of `ionworks.Ionworks`)."""

    def health_check(self) -> dict[str, Any]:
        """State of the service.

        Notes
        -----
        Source: ``health_check``.
        """
        return self._dict(lambda api: health_check.sync_detailed(client=api))

    def whoami(self) -> dict[str, Any]:
        """User and organization of the key.

        Notes
        -----
        Source: ``get_current_user``.
        """
        return self._dict(lambda api: get_current_user.sync_detailed(client=api))

    def capabilities(self) -> dict[str, Any]:
        """What the service offers.

        Notes
        -----
        Source: ``get_capabilities``.
        """
        return self._dict(lambda api: get_capabilities.sync_detailed(client=api))

    def studio_link(self) -> str:
        """Address that logs a browser in, once.

        Notes
        -----
        Source: ``create_studio_link``.
        """
        return str(self._dict(lambda api: create_studio_link.sync_detailed(client=api))["url"])

    def schema(self, name: str) -> dict[str, Any]:
        """JSON Schema ``"data"`` or ``"protocol"``.

        Notes
        -----
        Source: ``get_schema``.
        """
        kind = GetSchemaName(name)
        return self._dict(lambda api: get_schema.sync_detailed(kind, client=api))

    def pybamm_models(self) -> dict[str, Any]:
        """Model classes and options of PyBaMM.

        Notes
        -----
        Source: ``list_pybamm_models``.
        """
        return self._dict(lambda api: list_pybamm_models.sync_detailed(client=api))

    def validate_pybamm_model(self, name: str, options: dict[str, Any], module: str) -> dict[str, Any]:
        """Whether PyBaMM builds this model.

        Notes
        -----
        Source: ``validate_pybamm_model``.
        """
        payload = body(PybammModelCheck, {"pybamm_model": name, "module": module, "options": options})
        return self._dict(lambda api: validate_pybamm_model.sync_detailed(client=api, body=payload))

    def serialize_ionworks_model(self, name: str, options: dict[str, Any]) -> dict[str, Any]:
        """Serialized document of one of the platform's own models.

        Notes
        -----
        Source: ``serialize_ionworks_model``.
        """
        payload = body(IonworksModelRequest, {"name": name, "options": options})
        return self._dict(lambda api: serialize_ionworks_model.sync_detailed(client=api, body=payload))
