"""openapi.yaml as the tests read it: operations, references, examples. Independent of our own reader."""

import importlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs
import yaml

ROOT = Path(__file__).resolve().parents[2]
METHODS = ("get", "post", "patch", "delete", "put")


@cache
def document() -> dict[str, Any]:
    """The contract, parsed; not to be changed."""
    return yaml.load((ROOT / "openapi.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def resolve(node: dict[str, Any]) -> dict[str, Any]:
    """Follow ``$ref`` to the node it points to."""
    while "$ref" in node:
        target: Any = document()
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


@attrs.frozen
class Operation:
    """One operation with the parts of the contract that concern it."""

    id: str
    method: str
    path: str
    node: dict[str, Any] = attrs.field(repr=False, eq=False)
    parameters: tuple[dict[str, Any], ...] = attrs.field(repr=False, eq=False)

    @property
    def success(self) -> tuple[int, dict[str, Any]]:
        """Status and content (media type -> node) of the first answer that is no error; 410 for `create_job`."""
        status = next((code for code in self.node["responses"] if code[0] in "23"), "410")
        return int(status), resolve(self.node["responses"][status]).get("content", {})

    @property
    def needs_key(self) -> bool:
        """Whether strangers are refused; where they are not, a key may still tell more."""
        return {} not in self.node.get("security", document()["security"])

    def matches(self, method: str, path: str) -> bool:
        """Whether a request of this method and path belongs to this operation."""
        template, actual = self.path.split("/"), path.split("/")
        return (
            self.method == method
            and len(template) == len(actual)
            and all(part == found or part.startswith("{") for part, found in zip(template, actual, strict=True))
        )


@cache
def operations() -> dict[str, Operation]:
    """Operations by id."""
    found: dict[str, Operation] = {}
    for path, item in document()["paths"].items():
        for method in METHODS:
            if method in item:
                node = item[method]
                parameters = [resolve(one) for one in (*item.get("parameters", ()), *node.get("parameters", ()))]
                found[node["operationId"]] = Operation(
                    node["operationId"], method.upper(), path, node, tuple(parameters)
                )
    return found


def operation_of(method: str, path: str) -> Operation:
    """Operation a request belongs to; a path without placeholders wins over one with."""
    matching = [one for one in operations().values() if one.matches(method, path)]
    if not matching:
        raise LookupError(f"no operation for {method} {path}")
    return min(matching, key=lambda one: one.path.count("{"))


def merged(schema: dict[str, Any]) -> dict[str, Any]:
    """Schema with references followed and ``allOf`` put together."""
    schema = resolve(schema)
    parts = [merged(part) for part in schema.get("allOf", ())]
    if not parts:
        return schema
    return {
        "type": "object",
        "required": [name for part in parts for name in part.get("required", ())],
        "properties": {name: node for part in parts for name, node in part.get("properties", {}).items()},
    }


@cache
def has_handler(operation_id: str) -> bool:
    """Whether the embedded server has a function for an operation."""
    name = f"ionworks.server.handlers.{operations()[operation_id].node['tags'][0]}"
    return find_spec(name) is not None and hasattr(importlib.import_module(name), operation_id)
