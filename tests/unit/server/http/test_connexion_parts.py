"""The private parts of Connexion that the server leans on are there, in the version they were checked on."""

from importlib.metadata import version

import pytest

from ionworks.server.http.connexion_parts import (
    CHECKED_VERSION,
    ListParser,
    OpenAPISpecification,
    OpenAPIURIParser,
    TrustedSpecification,
    contract_app,
    operation_of,
)

# after ours, which keeps a warning about Starlette's own test client quiet
from connexion.exceptions import InvalidSpecification  # isort: skip
from connexion.middleware.main import ConnexionMiddleware  # isort: skip


def test_the_version_is_the_one_that_was_checked() -> None:
    assert version("connexion") == CHECKED_VERSION, "read the parts below in the new version, then change the constant"


def test_a_contract_is_not_checked_again() -> None:
    wrong = {"openapi": "3.0.3", "info": "no object", "paths": {}}
    with pytest.raises(InvalidSpecification):
        OpenAPISpecification(wrong)
    assert TrustedSpecification(wrong)["info"] == "no object"


def test_repeated_parameters_are_neither_joined_nor_split() -> None:
    definition = {
        "name": "ids",
        "in": "query",
        "style": "form",
        "explode": True,
        "schema": {"type": "array", "items": {"type": "string"}},
    }
    given = ["a,b", "c"]
    plain, ours = (kind([definition], {}) for kind in (OpenAPIURIParser, ListParser))
    assert plain.resolve_params({"ids": given}, "query") == {"ids": ["a", "b", "c"]}
    assert ours.resolve_params({"ids": given}, "query") == {"ids": given}


def test_a_contract_can_be_handed_over_as_it_is() -> None:
    answer = {"operationId": "x", "responses": {"200": {"description": "d"}}}
    document = {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/x": {"get": answer}}}
    app = contract_app(document, {"x": lambda: None}, {}, behind_security=lambda app: app, validate_responses=False)
    assert isinstance(app, ConnexionMiddleware)
    assert [list(api.specification["paths"]) for api in app.apis] == [["/x"]]


def test_what_stands_behind_security_knows_the_operation(send) -> None:
    answer = {"operationId": "x", "responses": {"200": {"description": "d"}}}
    document = {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/x": {"get": answer}}}
    seen = []

    def watched(app):
        async def watch(scope, receive, send):
            if scope["type"] == "http":
                seen.append(operation_of(scope))
            await app(scope, receive, send)

        return watch

    app = contract_app(document, {"x": lambda: ("", 200)}, {}, behind_security=watched, validate_responses=False)
    assert send(app, "GET", "/x").status_code == 200
    assert seen == ["x"]
