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
    app = contract_app(document, {"x": lambda: None}, {}, validate_responses=False)
    assert isinstance(app, ConnexionMiddleware)
    assert [list(api.specification["paths"]) for api in app.apis] == [["/x"]]
