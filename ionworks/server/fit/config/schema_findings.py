"""What the schema package says about an element, in the words of the config: place, what was given, what is allowed.

Pydantic names places by its own types and complains once for every branch of a union. Here every place is found again
in the document, branches about one place become one finding, and a misspelt key gets the closest one.

Source: docs/guides/pipelines.md "What is checked before anything runs"; docs/contract/pipeline-config.md section 5.
"""

import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from ionworks.server.fit.element_types import ENTRY
from ionworks.server.fit.failures import issue
from ionworks.server.ground.choices import did_you_mean

_WIRE_NAMES = {"data_input": "data"}
_UNOFFERED = frozenset({"path", "callbacks", "cost_logger", "output_file", "model_config"})
"""Keys the schema has and this engine does not read."""
_ENTRY = ("cell_spec_id", "keep", "mapping", "name", "pipeline_id", "provenance", "source", "values")
_KINDS = (
    ("int", "a whole number"),
    ("float", "a number"),
    ("decimal", "a number"),
    ("bool", "true or false"),
    ("string", "text"),
    ("list", "a list"),
    ("tuple", "a list"),
    ("dict", "an object"),
    ("model", "an object"),
)
"""What pydantic wants, by the beginning of the type of its error."""
_BRANCH_ONLY = ("is_instance_of", "union_tag_not_found", "dataclass")
_UNEXPECTED = re.compile(r"unexpected keyword argument '([^']+)'")
_MISSING = re.compile(r"missing \d+ required (?:positional|keyword-only) arguments?: (.+)$")
_MAX_SHOWN = 80


@attrs.frozen
class _Detail:
    """One complaint of pydantic, its place found again in the document."""

    path: tuple[str, ...]
    kind: str
    given: Any
    message: str
    expected: tuple[str, ...] = ()


def schema_findings(
    name: str, element: Mapping[str, Any], error: Exception, schema: type | None
) -> list[dict[str, Any]]:
    """Findings of the schema package about one element.

    Parameters
    ----------
    name : str
        Element name.
    element : mapping
        What was checked.
    error : Exception
        What the check raised: pydantic's error, or another one.
    schema : type or None
        Class the element was checked with; its fields are the keys that are offered.
    """
    details = getattr(error, "errors", None)
    if not callable(details):
        return [_plain_finding(name, element, str(error), schema)]
    found = [_detail(element, item) for item in details()]
    placed: dict[tuple[str, ...], list[_Detail]] = {}
    for detail in found:
        if not _is_of_another_branch(detail, found):
            placed.setdefault(detail.path, []).append(detail)
    return [_finding(name, element, path, group, schema) for path, group in placed.items()]


def _detail(element: Mapping[str, Any], raw: Mapping[str, Any]) -> _Detail:
    kind, context = str(raw.get("type", "")), raw.get("ctx") or {}
    tail = 1 if kind in ("missing", "extra_forbidden") else 0
    steps = [str(step) for step in raw.get("loc", ())]
    path, given = _place(element, [*_way_to(element, steps[:1]), *steps], tail)
    tag = str(context.get("discriminator", "")).strip("'")
    if kind == "union_tag_invalid" and isinstance(given, Mapping):
        path, given = (*path, tag), given.get(tag)
    expected = str(context.get("expected") or context.get("expected_tags") or "")
    texts = tuple(text.strip(" '\"") for text in expected.replace(" or ", ",").split(",") if text.strip())
    return _Detail(path, kind, given, str(raw.get("msg", "")), texts)


def _place(element: Mapping[str, Any], steps: Sequence[str], tail: int) -> tuple[tuple[str, ...], Any]:
    """Steps that lead through the document, and what stands there; pydantic's own steps are left out."""
    node: Any = element
    path: list[str] = []
    for position, step in enumerate(steps):
        key = _WIRE_NAMES.get(step, step)
        if isinstance(node, Mapping) and key in node:
            node = node[key]
        elif isinstance(node, list) and key.isdigit() and int(key) < len(node):
            node = node[int(key)]
        elif position >= len(steps) - tail:
            node = None
        else:
            continue
        path.append(key)
    return tuple(path), node


def _way_to(element: Mapping[str, Any], key: Sequence[str]) -> list[str]:
    """Way to the outermost place of a key, for complaints of objects that the schema reads apart from their element."""
    if not key or key[0] in element:
        return []
    found = sorted((way for way in _ways(element) if way[-1] == key[0]), key=len)
    return found[0][:-1] if found else []


def _ways(node: Any) -> Iterator[list[str]]:
    """Every way to a key of nested objects; lists of data are passed over."""
    for key, value in node.items() if isinstance(node, Mapping) else ():
        yield [key]
        yield from ([key, *way] for way in _ways(value))


def _is_of_another_branch(detail: _Detail, found: Iterable[_Detail]) -> bool:
    """Whether a complaint is about what a place is not, while another one knows what it is."""
    others = [item for item in found if item is not detail]
    if detail.kind.startswith(_BRANCH_ONLY):
        return any(item.path[: len(detail.path)] == detail.path for item in others if item.kind != detail.kind)
    is_type = _wanted(detail) is not None
    return is_type and any(
        len(item.path) > len(detail.path) and item.path[: len(detail.path)] == detail.path for item in others
    )


def _finding(
    name: str, element: Mapping[str, Any], path: tuple[str, ...], group: Sequence[_Detail], schema: type | None
) -> dict[str, Any]:
    first = group[0]
    place = ".".join(path)
    if first.kind == "extra_forbidden":
        keys = allowed_keys(schema, element, path[:-1])
        return issue(name, place, f"unknown key {path[-1]!r}{did_you_mean(path[-1], keys)}", keys or None)
    if first.kind == "missing":
        return issue(name, place, f"{path[-1]!r} is missing")
    allowed = list(dict.fromkeys(text for item in group for text in item.expected))
    wanted = list(dict.fromkeys(text for item in group if (text := _wanted(item)) is not None))
    given = repr(first.given)[:_MAX_SHOWN]
    if allowed:
        return issue(name, place, f"is {given}{did_you_mean(first.given, allowed)}", allowed)
    if wanted:
        return issue(name, place, f"is {given}; needed: {' or '.join(wanted)}")
    text = first.message.removeprefix("Value error, ").replace("Input should be", f"is {given}; it must be")
    return issue(name, place, text)


def _wanted(detail: _Detail) -> str | None:
    is_type = detail.kind.endswith(("_type", "_parsing", "_from_float", "_attributes_type"))
    return next((text for start, text in _KINDS if is_type and detail.kind.startswith(start)), None)


def _plain_finding(name: str, element: Mapping[str, Any], message: str, schema: type | None) -> dict[str, Any]:
    """Finding of an error that is not pydantic's: a constructor's, or a sentence."""
    keys = allowed_keys(schema, element, ())
    if unexpected := _UNEXPECTED.search(message):
        key = unexpected.group(1)
        return issue(name, key, f"unknown key {key!r}{did_you_mean(key, keys)}", keys or None)
    if missing := _MISSING.search(message):
        return issue(name, "", f"missing: {missing.group(1).rstrip('.')}")
    return issue(name, "", message)


def allowed_keys(schema: type | None, document: Any, path: Sequence[str]) -> list[str]:
    """Keys that may stand at a place of a document.

    Parameters
    ----------
    schema : type or None
        Class of the document.
    document : any
        What was checked; its ``type`` decides between classes.
    path : sequence of str
        Keys and indices that lead to the place.
    """
    if not path and isinstance(document, Mapping) and document.get("element_type") == ENTRY and "name" not in document:
        return list(_ENTRY)
    classes = [] if schema is None else [schema]
    node = document
    for step in path:
        node = node.get(step) if isinstance(node, Mapping) else node[int(step)] if isinstance(node, list) else None
        fields = [field for item in classes for key, field in _fields(item) if key == step]
        if fields:
            classes = [found for field in fields for found in _classes(field.annotation)]
        classes = _of_kind(classes, node)
    return sorted({key for item in classes for key, _ in _fields(item)} - _UNOFFERED)


def _fields(schema: type) -> Iterator[tuple[str, Any]]:
    for key, field in getattr(schema, "model_fields", {}).items():
        yield field.alias or _WIRE_NAMES.get(key, key), field


def _classes(annotation: Any) -> list[type]:
    """Schema classes inside an annotation."""
    if annotation is Any or annotation is None:
        return []
    if hasattr(annotation, "model_fields"):
        return [annotation]
    return [found for part in typing.get_args(annotation) for found in _classes(part)]


def _of_kind(classes: list[type], node: Any) -> list[type]:
    """Classes that a document's discriminator names; all when it names none."""
    kind = (node.get("distribution") or node.get("type")) if isinstance(node, Mapping) else None
    named = [item for item in classes if item.__name__ == kind]
    return named or classes
