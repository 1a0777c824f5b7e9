"""The parts of Connexion that are not public, or not documented to be replaced; nothing else may touch such parts.

Checked on the version below. `tests/unit/server/http/test_connexion_parts.py` fails when one of them disappears.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from starlette.types import ASGIApp, Scope

with warnings.catch_warnings():
    # Connexion imports Starlette's test client, which warns about its own HTTP library
    warnings.simplefilter("ignore")
    from connexion import AsyncApp
    from connexion.middleware.abstract import ROUTING_CONTEXT
    from connexion.middleware.context import ContextMiddleware
    from connexion.middleware.main import API
    from connexion.middleware.request_validation import RequestValidationMiddleware
    from connexion.middleware.response_validation import ResponseValidationMiddleware
    from connexion.middleware.routing import RoutingMiddleware
    from connexion.middleware.security import SecurityMiddleware
    from connexion.resolver import Resolution, Resolver
    from connexion.spec import OpenAPISpecification
    from connexion.uri_parsing import OpenAPIURIParser

CHECKED_VERSION: Final = "3.3.0"


class TrustedSpecification(OpenAPISpecification):  # type: ignore[misc]
    """The contract, unchecked: the tests check it, and at every start it would cost 0.2 s."""

    @classmethod
    def _validate_spec(cls, spec: Mapping[str, Any]) -> None:
        """Accept `spec`."""


class ListParser(OpenAPIURIParser):  # type: ignore[misc]
    """Keeps repeated query parameters as they came: Connexion joins them by comma and splits again."""

    @staticmethod
    def _resolve_param_duplicates(values: list[str], param_defn: Mapping[str, Any], _in: str) -> Any:
        if _in == "query" and param_defn.get("explode", True):
            return values
        return OpenAPIURIParser._resolve_param_duplicates(values, param_defn, _in)  # noqa: SLF001

    @staticmethod
    def _split(value: Any, param_defn: Mapping[str, Any], _in: str) -> Any:
        if isinstance(value, list):
            return value
        return OpenAPIURIParser._split(value, param_defn, _in)  # noqa: SLF001


class EndpointResolver(Resolver):  # type: ignore[misc]
    """Finds endpoints by operationId.

    Parameters
    ----------
    endpoints : mapping of str to callable
    """

    def __init__(self, endpoints: Mapping[str, Any]) -> None:
        super().__init__()
        self._endpoints = endpoints

    def resolve(self, operation: Any) -> Any:
        """Return the endpoint of an operation."""
        return Resolution(self._endpoints[operation.operation_id], operation.operation_id)


def contract_app(
    document: Mapping[str, Any],
    endpoints: Mapping[str, Any],
    validators: Mapping[str, Any],
    *,
    behind_security: Callable[[ASGIApp], ASGIApp],
    validate_responses: bool,
) -> ASGIApp:
    """Return the application that answers the operations of a contract, and nothing else.

    `behind_security` is put where the operation and the caller are known and nothing of the body has been read.

    Connexion's own way to add a contract reads and checks a file; this one hands over what is read already, and leaves
    out its middlewares for errors, lifespan and Swagger pages.
    """
    layers: Sequence[Any] = [RoutingMiddleware, SecurityMiddleware, behind_security, RequestValidationMiddleware]
    if validate_responses:
        layers = [*layers, ResponseValidationMiddleware]
    connexion_app = AsyncApp(
        "ionworks.server",
        middlewares=[*layers, ContextMiddleware],
        resolver=EndpointResolver(endpoints),
        strict_validation=True,
        uri_parser_class=ListParser,
        validate_responses=validate_responses,
        validator_map=dict(validators),
    )
    middleware = connexion_app.middleware
    contract = TrustedSpecification(document)
    middleware.apis.append(API(contract, base_path="", name=None, **middleware.options.__dict__))
    app: ASGIApp = middleware
    return app


def operation_of(scope: Scope) -> str:
    """Return the operationId that a request was routed to."""
    found: str = scope["extensions"][ROUTING_CONTEXT]["operation_id"]
    return found


def current_scope() -> Scope:
    """Return the ASGI scope of the request that is being answered."""
    from connexion.context import scope

    current: Scope = scope
    return current
