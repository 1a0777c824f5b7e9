"""openapi.yaml as the server uses it: found, read, and listed operation by operation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import attrs
import yaml

METHODS: Final = ("get", "post", "put", "patch", "delete")
Document = dict[str, Any]
"""The contract, as read."""


@attrs.frozen(kw_only=True)
class Operation:
    """One operation of the contract, reduced to what binding needs."""

    operation_id: str
    tag: str
    method: str
    path: str
    status: int
    """The first success status of the contract."""
    media_type: str | None
    """Media type of that answer; ``None`` without a body."""
    arguments: tuple[str, ...]
    """Names of the parameters and, last, of the body's parts, as the handler gets them."""
    is_bulk: bool = False
    """Whether its body is bulk data (``x-bulk-data``), which may be larger than that of others."""


def find() -> Path:
    """Return the path of openapi.yaml: inside the installed package, or at the root of the checkout.

    Raises
    ------
    FileNotFoundError
        In neither place.
    """
    package = Path(str(files("ionworks")))
    candidates = (package / "openapi.yaml", package.parent / "openapi.yaml")
    found = next((path for path in candidates if path.is_file()), None)
    if found is None:
        raise FileNotFoundError("openapi.yaml is neither in the ionworks package nor beside it; reinstall ionworks-api")
    return found


@cache
def load() -> Document:
    """Return the contract, read once in a process: nobody may change it.

    Fixed path segments come before parameters, which routing by order needs.

    Source: docs/contract/wire.md section 42 (route-order hazards).
    """
    # libyaml reads this file ten times faster than the pure Python loader
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with find().open(encoding="utf-8") as stream:
        document: Document = yaml.load(stream, loader)  # noqa: S506 - a safe loader either way
    order = sorted(document["paths"], key=lambda path: [part.startswith("{") for part in path.split("/")])
    document["paths"] = {path: document["paths"][path] for path in order}
    return document


def operations(document: Document) -> Iterator[Operation]:
    """Yield every operation of the contract."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield _operation(document, path, method, item)


def _operation(document: Document, path: str, method: str, item: Document) -> Operation:
    operation = item[method]
    # an operation that always refuses has no success status
    status = next((code for code in operation["responses"] if str(code)[0] in "23"), "200")
    content = _resolve(document, operation["responses"].get(status, {})).get("content", {})
    parameters = [_resolve(document, one) for one in (*item.get("parameters", ()), *operation.get("parameters", ()))]
    names = [one["name"] for one in parameters if one["in"] in {"path", "query"}]
    return Operation(
        operation_id=operation["operationId"],
        tag=operation["tags"][0],
        method=method,
        path=path,
        status=int(status),
        media_type=next(iter(content), None),
        arguments=(*names, *_body_arguments(document, operation)),
        is_bulk=operation.get("x-bulk-data", False),
    )


def _body_arguments(document: Document, operation: Document) -> list[str]:
    body = _resolve(document, operation.get("requestBody", {}))
    if not body:
        return []
    form = body["content"].get("multipart/form-data")
    if form is None:
        return ["body"]
    properties = _resolve(document, form["schema"]).get("properties", {})
    return ["body", *(name for name, schema in properties.items() if schema.get("format") == "binary")]


def _resolve(document: Document, node: Document) -> Document:
    while "$ref" in node:
        target: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node
