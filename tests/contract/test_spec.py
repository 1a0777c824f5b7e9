"""openapi.yaml itself: the rules of style, examples that fit, generated code that follows it, an answer for all of it."""

import hashlib
import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from codegen.generate import drift
from ionworks.server.http import binding
from tests.contract.specification import ROOT, Operation, document, has_handler, operation_of, operations, resolve

OPERATIONS = sorted(operations().values(), key=lambda one: one.id)
each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.id)

VERBS = (
    "add assign attach cancel confirm convert copy create delete detach download find get initiate invite list parse "
    "remove resend resubmit serialize set unwatch update upload validate watch"
).split()
NOUN_FIRST = {"health_check"}
"""Ids the hosted service's own name decides."""


def _contents(node: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from resolve(node).get("content", {}).items()


def _body_and_success(operation: Operation) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Media types of the request body and of the answers that are no error: place, media type, node."""
    for media, node in _contents(operation.node.get("requestBody", {})):
        yield "body", media, node
    for status, answer in operation.node["responses"].items():
        if status[0] == "2" and status != "2XX":
            for media, node in _contents(answer):
                yield status, media, node


def test_document_is_valid_openapi() -> None:
    package = Path(find_spec("connexion").origin).parent  # importing it warns about its own HTTP library
    definition = json.loads((package / "resources/schemas/v3.0/schema.json").read_text(encoding="utf-8"))
    errors = jsonschema.Draft4Validator(definition).iter_errors(document())
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_operation_ids_are_unique() -> None:
    count = sum(
        method in item for item in document()["paths"].values() for method in ("get", "post", "patch", "delete")
    )
    assert len(OPERATIONS) == count


@each_operation
def test_operation_id_is_verb_and_noun(operation: Operation) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", operation.id)
    assert operation.id.split("_")[0] in VERBS or operation.id in NOUN_FIRST


@each_operation
def test_operation_has_one_declared_tag(operation: Operation) -> None:
    assert len(operation.node["tags"]) == 1
    assert operation.node["tags"][0] in {tag["name"] for tag in document()["tags"]}


@each_operation
def test_operation_is_described(operation: Operation) -> None:
    assert operation.node["summary"]
    assert operation.node["description"]
    assert all(parameter["description"] for parameter in operation.parameters)


@each_operation
def test_errors_are_declared(operation: Operation) -> None:
    answers = operation.node["responses"]
    assert answers["default"] == {"$ref": "#/components/responses/Error"}
    assert ("401" in answers) == (operation.node.get("security") != [])
    takes_input = bool(operation.parameters) or "requestBody" in operation.node
    assert ("422" in answers) or not takes_input


@each_operation
def test_path_parameters_are_declared(operation: Operation) -> None:
    placeholders = set(re.findall(r"{(\w+)}", operation.path))
    declared = {one["name"] for one in operation.parameters if one["in"] == "path"}
    assert placeholders == declared
    assert all(one["required"] for one in operation.parameters if one["in"] == "path")


@each_operation
def test_bodies_and_answers_are_named_schemas(operation: Operation) -> None:
    for place, media, node in _body_and_success(operation):
        schema = node["schema"]
        items = schema.get("items", schema)
        assert "$ref" in items or media == "text/plain" or items == {"type": "string"}, place


@each_operation
def test_bodies_and_answers_have_examples(operation: Operation) -> None:
    missing = [place for place, _, node in _body_and_success(operation) if not {"example", "examples"} & set(node)]
    assert not missing


@each_operation
def test_examples_fit_their_schemas(operation: Operation) -> None:
    for place, media, node in _body_and_success(operation):
        problems = list(_validator(node["schema"]).iter_errors(node["example"]))
        assert not problems, f"{place} {media}: {problems[0].message} at {list(problems[0].absolute_path)}"


@pytest.mark.parametrize("name", sorted(document()["components"]["schemas"]))
def test_schema_is_described_and_its_example_fits(name: str) -> None:
    schema = document()["components"]["schemas"][name]
    assert schema.get("description")
    bare = [field for field, node in schema.get("properties", {}).items() if not _described(node)]
    assert not bare, f"fields without description: {bare}"
    anonymous = [field for field, node in schema.get("properties", {}).items() if "properties" in node]
    assert not anonymous, f"objects without a name: {anonymous}"
    if "example" in schema:
        _validator({"$ref": f"#/components/schemas/{name}"}).validate(schema["example"])


@pytest.mark.parametrize("name", sorted(document()["components"]["responses"]))
def test_error_answers_have_the_error_body(name: str) -> None:
    content = document()["components"]["responses"][name]["content"]
    assert content["application/json"]["schema"] == {"$ref": "#/components/schemas/Error"}


@each_operation
def test_answers_have_no_closed_sets_of_words(operation: Operation) -> None:
    """A new word in an answer of the hosted service must not break parsing."""
    for place, _, node in _body_and_success(operation):
        if place != "body":
            assert not list(_enums(node["schema"], frozenset())), place


def _enums(schema: dict[str, Any], above: frozenset[str]) -> Iterator[list[Any]]:
    name = schema.get("$ref", "")
    if name in above:
        return
    schema = resolve(schema)
    if "enum" in schema and schema["enum"] != [None]:
        yield schema["enum"]
    nested = [*schema.get("properties", {}).values(), *(schema.get(key) for key in ("items", "additionalProperties"))]
    for part in [*nested, *schema.get("allOf", ()), *schema.get("anyOf", ()), *schema.get("oneOf", ())]:
        if isinstance(part, dict):
            yield from _enums(part, above | {name})


def _described(node: dict[str, Any]) -> bool:
    return "description" in node or "$ref" in node or any("$ref" in part for part in node.get("anyOf", ()))


def _validator(schema: dict[str, Any]) -> jsonschema.Draft4Validator:
    return jsonschema.Draft4Validator({**_json_schema(schema), "components": _JSON_SCHEMA_COMPONENTS})


def _json_schema(node: Any) -> Any:
    """OpenAPI 3.0 schema as JSON Schema: ``nullable`` becomes a type."""
    if isinstance(node, list):
        return [_json_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {key: _json_schema(item) for key, item in node.items() if key not in {"nullable", "example"}}
    if node.get("nullable") is True and isinstance(node.get("type"), str):
        plain["type"] = [node["type"], "null"]
        if "enum" in plain:
            plain["enum"] = [*plain["enum"], None]
    return plain


_JSON_SCHEMA_COMPONENTS = {"schemas": _json_schema(document()["components"]["schemas"])}


@pytest.mark.parametrize(
    ("path", "operation_id"),
    [  # wire.md section 42
        ("/cell_measurements/tags", "list_measurement_tags"),
        ("/organizations/current/usage", "get_organization_usage"),
        ("/pipelines/elements/x", "get_pipeline_element"),
    ],
)
def test_fixed_paths_win_over_ids(path: str, operation_id: str) -> None:
    assert operation_of("GET", path).id == operation_id


def _links() -> Iterator[tuple[str, dict[str, Any]]]:
    for operation in OPERATIONS:
        for answer in operation.node["responses"].values():
            for name, link in resolve(answer).get("links", {}).items():
                yield f"{operation.id}.{name}", link


def test_links_lead_from_create_to_get_and_delete() -> None:
    links = dict(_links())
    assert links
    for label, link in links.items():
        target = operations()[link["operationId"]]
        declared = {one["name"] for one in target.parameters if one["in"] == "path"}
        assert declared <= set(link["parameters"]), label
    creators = {label.split(".")[0] for label in links}
    for creator in creators:
        targets = {
            link["operationId"].split("_")[0] for label, link in links.items() if label.startswith(f"{creator}.")
        }
        assert {"get", "delete"} <= targets, creator


def test_generated_code_is_of_this_contract() -> None:
    recorded = (ROOT / "generated" / "ionworks_openapi" / "spec.sha256").read_text(encoding="utf-8").strip()
    assert recorded == hashlib.sha256((ROOT / "openapi.yaml").read_bytes()).hexdigest(), "run `make generate`"


def test_generated_code_has_not_drifted() -> None:
    assert drift() == ""


@each_operation
def test_operation_is_served_or_listed(operation: Operation) -> None:
    assert has_handler(operation.id) != (operation.id in binding.UNSERVED)


def test_unserved_operations_have_reasons() -> None:
    assert set(binding.UNSERVED) <= set(operations())
    assert not [name for name in binding.UNSERVED if "501" not in operations()[name].node["responses"]]
    assert all(reason.strip() for reason in binding.UNSERVED.values())
