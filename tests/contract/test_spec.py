"""openapi.yaml itself: the rules of style, examples that fit, generated code that follows it, an answer for all of it."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from codegen.generate import drift
from ionworks.server.http import binding
from tests.contract.specification import ROOT, Operation, document, has_handler, operation_of, operations, resolve

OPERATIONS = sorted(operations().values(), key=lambda one: one.id)

VERBS = (
    "add apply assign attach cancel complete confirm convert copy create delete detach detect download find fit get initiate invite list parse propose "
    "remove resend resubmit save serialize set start unwatch update upload validate watch"
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


def _all_bodies() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Bodies and good answers of every operation: where, media type, node."""
    for operation in OPERATIONS:
        for place, media, node in _body_and_success(operation):
            yield f"{operation.id} {place} {media}", media, node


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


def _offenders(is_fine: Callable[[Operation], object]) -> list[str]:
    """Ids of the operations a rule does not hold for."""
    return [one.id for one in OPERATIONS if not is_fine(one)]


def test_operation_ids_are_verb_and_noun() -> None:
    assert _offenders(lambda one: re.fullmatch(r"[a-z]+(_[a-z]+)+", one.id)) == []
    assert _offenders(lambda one: one.id.split("_")[0] in VERBS or one.id in NOUN_FIRST) == []


def test_operations_have_one_declared_tag() -> None:
    declared = {tag["name"] for tag in document()["tags"]}
    assert _offenders(lambda one: len(one.node["tags"]) == 1 and one.node["tags"][0] in declared) == []


def test_operations_are_described() -> None:
    assert _offenders(lambda one: one.node.get("summary") and one.node.get("description")) == []
    assert _offenders(lambda one: all(parameter.get("description") for parameter in one.parameters)) == []


def test_errors_are_declared() -> None:
    def takes_input(one: Operation) -> bool:
        return bool(one.parameters) or "requestBody" in one.node

    error = {"$ref": "#/components/responses/Error"}
    assert _offenders(lambda one: one.node["responses"].get("default") == error) == []
    assert _offenders(lambda one: ("401" in one.node["responses"]) == one.needs_key) == []
    assert _offenders(lambda one: "422" in one.node["responses"] or not takes_input(one)) == []


def test_path_parameters_are_declared() -> None:
    def in_path(one: Operation) -> list[dict[str, Any]]:
        return [parameter for parameter in one.parameters if parameter["in"] == "path"]

    def names(one: Operation) -> set[str]:
        return {parameter["name"] for parameter in in_path(one)}

    assert _offenders(lambda one: set(re.findall(r"{(\w+)}", one.path)) == names(one)) == []
    assert _offenders(lambda one: all(parameter["required"] for parameter in in_path(one))) == []


def test_bodies_and_answers_are_named_schemas() -> None:
    def is_named(media: str, schema: dict[str, Any]) -> bool:
        items = schema.get("items", schema)
        return "$ref" in items or media == "text/plain" or items == {"type": "string"}

    assert [where for where, media, node in _all_bodies() if not is_named(media, node["schema"])] == []


def test_bodies_and_answers_have_examples_that_fit_their_schemas() -> None:
    assert [where for where, _, node in _all_bodies() if not {"example", "examples"} & set(node)] == []
    wrong = []
    for where, _, node in _all_bodies():
        problems = _validator(node["schema"]).iter_errors(node["example"])
        wrong += [f"{where}: {problem.message} at {list(problem.absolute_path)}" for problem in problems]
    assert wrong == []


def test_schemas_are_described_and_their_examples_fit() -> None:
    wrong = []
    for name, schema in document()["components"]["schemas"].items():
        fields = schema.get("properties", {}).items()
        wrong += [f"{name} has no description"] * (not schema.get("description"))
        wrong += [f"{name}.{field} has no description" for field, node in fields if not _described(node)]
        wrong += [f"{name}.{field} is an object without a name" for field, node in fields if "properties" in node]
        if "example" in schema:
            problems = _validator({"$ref": f"#/components/schemas/{name}"}).iter_errors(schema["example"])
            wrong += [f"{name}: {problem.message}" for problem in problems]
    assert wrong == []


def test_error_answers_have_the_error_body() -> None:
    error = {"$ref": "#/components/schemas/Error"}
    answers = document()["components"]["responses"].items()
    assert [name for name, one in answers if one["content"]["application/json"]["schema"] != error] == []


def test_answers_have_no_closed_sets_of_words() -> None:
    """A new word in an answer of the hosted service must not break parsing."""
    closed = []
    for operation in OPERATIONS:
        for place, _, node in _body_and_success(operation):
            if place != "body":
                closed += [f"{operation.id} {place}: {words}" for words in _enums(node["schema"], frozenset())]
    assert closed == []


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
    [  # docs/contract/wire.md section 42
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


@pytest.mark.long  # writes all of it anew, as `make check-generated` does
def test_generated_code_has_not_drifted() -> None:
    assert drift() == ""


def test_operations_are_served_or_listed() -> None:
    assert _offenders(lambda one: has_handler(one.id) != (one.id in binding.UNSERVED)) == []


def test_unserved_operations_have_reasons() -> None:
    assert set(binding.UNSERVED) <= set(operations())
    assert not [name for name in binding.UNSERVED if "501" not in operations()[name].node["responses"]]
    assert all(reason.strip() for reason in binding.UNSERVED.values())
