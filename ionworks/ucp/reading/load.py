"""From text to a plain document: bounded, safe YAML (or PyBaMM experiment text) without surprises.

Differences from ``yaml.safe_load``, each one a trap of YAML 1.1 for protocols: repeated keys are errors, keys
are always text, only plain decimal numbers are numbers (``1e9`` is one, ``010`` is ten, ``1:30`` is text),
dates stay text, tags are refused, and size, depth and alias expansion are limited before anything is built.

Source: docs/contract/ucp.md section 1.1 (document). Bounds are ours.
"""

import math
import re
from collections.abc import Mapping
from typing import Any

import attrs
import yaml

from ionworks.ucp.grammar import NUMERIC
from ionworks.ucp.problems import ProtocolError, show
from ionworks.ucp.reading.experiment_text import convert_experiment_text, looks_like_experiment_text

MAX_CHARACTERS = 1 << 20
MAX_NODES = 50_000
MAX_DEPTH = 50

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on"), True),
    **dict.fromkeys(("false", "no", "off"), False),
}
_NULLS = ("", "~", "null", "Null", "NULL")
_STANDARD_TAGS = re.compile(r"tag:yaml\.org,2002:(map|seq|str|int|float|bool|null)")
_MERGE = "<<"
_SAMPLES = "drive_cycles"


def load(source: str | bytes | Mapping[str, Any]) -> dict[str, Any]:
    """Read a protocol into a plain mapping of the UCP form, without checking its content.

    Parameters
    ----------
    source : str, bytes or mapping
        UCP as YAML text (at most 1 MiB, 50 000 values, 50 levels), PyBaMM experiment text with one
        instruction per line, or an already parsed UCP mapping, which is copied.

    Returns
    -------
    dict
        Mapping of text keys to None, bool, int, float, str, list and dict values.

    Raises
    ------
    ProtocolError
        When the source is neither, or exceeds a bound.
    """
    if isinstance(source, Mapping):
        return _plain_mapping(source)
    if isinstance(source, bytes):
        source = _decode(source)
    if not isinstance(source, str):
        raise ProtocolError(f"document: found {show(source)}; allowed UCP text or a mapping")
    if len(source) > MAX_CHARACTERS:
        raise ProtocolError(f"document: found {len(source)} characters; allowed at most {MAX_CHARACTERS}")
    if looks_like_experiment_text(source):
        return convert_experiment_text(source)
    document = read_yaml(source)
    if not isinstance(document, dict):
        raise ProtocolError(
            f"document: found {show(document)}, not a UCP document; allowed a mapping with steps, or PyBaMM "
            "instructions such as 'Discharge at 0.5C until 2.5V', one per line"
        )
    return document


def _decode(source: bytes) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProtocolError("document: found bytes that are not UTF-8; allowed UTF-8 text") from None


def read_yaml(text: str) -> Any:
    """Read one bounded YAML (or JSON) document by the rules of this module, of whatever kind.

    Raises
    ------
    ProtocolError
        It is malformed or exceeds a bound.
    """
    try:
        return _Builder().build(text)
    except UnicodeEncodeError:
        raise ProtocolError("document: found characters that have no UTF-8 form; allowed text") from None
    except yaml.YAMLError as error:
        raise ProtocolError(_syntax_message(error, text)) from None


def _syntax_message(error: yaml.YAMLError, text: str) -> str:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "malformed text"
    if mark is None:
        return f"document: found malformed YAML ({reason}); allowed well-formed YAML"
    line = text.splitlines()[mark.line] if mark.line < len(text.splitlines()) else ""
    hint = " (quote a value that begins with input[...])" if "input[" in line else ""
    where = f"line {mark.line + 1}, column {mark.column + 1}"
    return f"document: {where}: found malformed YAML ({reason}); allowed well-formed YAML{hint}"


@attrs.define
class _Open:
    """A list or mapping under construction: pending ``key`` of a mapping, and what ``<<`` merges into it."""

    value: dict[str, Any] | list[Any]
    anchor: str | None
    first_node: int
    key: str | None = None
    merged: list[Any] = attrs.Factory(list)


class _Builder:
    """Builds plain values from parser events with an explicit stack, counting every value as it goes."""

    def __init__(self) -> None:
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._nodes = 0
        self._result: Any = None
        self._documents = 0

    def build(self, text: str) -> Any:
        for event in yaml.parse(text, Loader=_LOADER):
            self._take(event)
        return self._result

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise _at(event, "a second document", "one document")
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.ScalarEvent():
                self._count(event, 1)
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close()

    def _count(self, event: yaml.Event, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            raise _at(event, f"more than {MAX_NODES} values", f"at most {MAX_NODES} after aliases are expanded")

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        _check_tag(event)
        self._count(event, 1)
        if len(self._stack) >= MAX_DEPTH:
            raise _at(event, f"more than {MAX_DEPTH} nested levels", f"at most {MAX_DEPTH}")
        parent = self._stack[-1] if self._stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            raise _at(event, "a list or mapping used as a key", 'text (quote a value that begins with "[" or "{")')
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Open(value, event.anchor, self._nodes))

    def _close(self) -> None:
        done = self._stack.pop()
        if isinstance(done.value, dict):
            for inherited in done.merged:
                done.value.update({k: v for k, v in inherited.items() if k not in done.value})
        if done.anchor:
            self._anchors[done.anchor] = (done.value, self._nodes - done.first_node + 1)
        self._add(done.value)

    def _alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self._anchors:
            raise _at(event, f"alias *{event.anchor} without an anchor before it", "an anchor defined earlier")
        value, nodes = self._anchors[event.anchor]
        self._count(event, nodes)
        if isinstance(value, dict | list):
            value = _copy(value)
        elif self._expects_key():
            raise _at(event, "an alias used as a key", "text")
        self._add(value, event)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        _check_tag(event)
        if self._expects_key():
            self._set_key(event)
            return
        value = _scalar_value(event.value) if event.implicit[0] else event.value
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        self._add(value)

    def _expects_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is None

    def _set_key(self, event: yaml.ScalarEvent) -> None:
        top = self._stack[-1]
        if event.value in top.value:
            raise _at(event, f"the key {show(event.value)} twice in one mapping", "each key once")
        top.key = event.value

    def _add(self, value: Any, event: yaml.Event | None = None) -> None:
        if not self._stack:
            self._result = value
            return
        top = self._stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.key == _MERGE:
            top.merged.extend(_merged(value))
            top.key = None
        elif top.key is not None:
            top.value[top.key] = value
            top.key = None
        elif event is not None:
            raise _at(event, "an alias used as a key", "text")


def _merged(value: Any) -> list[dict[str, Any]]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(part, dict) for part in values):
        raise ProtocolError(f"document: found {show(value)} after <<; allowed a mapping or a list of mappings")
    return values


def _at(event: yaml.Event, found: str, allowed: str) -> ProtocolError:
    mark = event.start_mark
    where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark is not None else ""
    return ProtocolError(f"document: {where}found {found}; allowed {allowed}")


def _check_tag(event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
    if event.tag is not None and event.tag != "!" and not _STANDARD_TAGS.fullmatch(event.tag):
        raise _at(event, f"the tag {show(event.tag)}", "no tags")


def _scalar_value(text: str) -> Any:
    if NUMERIC.fullmatch(text):
        return _number(text)
    if text in _NULLS:
        return None
    return _BOOLEANS.get(text.lower(), text) if text in (text.lower(), text.upper(), text.title()) else text


def _number(text: str) -> float | str:
    """Return an int where the text is one, else a float; text stays text where a float would overflow."""
    if len(text) <= 15 and re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    value = float(text)
    return value if math.isfinite(value) else text


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(part) for key, part in value.items()}
    return [_copy(part) for part in value] if isinstance(value, list) else value


def _plain_mapping(source: Mapping[str, Any]) -> dict[str, Any]:
    """Return a bounded deep copy that holds plain containers only."""
    budget = MAX_NODES

    def plain(value: Any, path: str, depth: int) -> Any:
        nonlocal budget
        budget -= 1
        if budget < 0 or depth > MAX_DEPTH:
            raise ProtocolError(f"{path}: found too much; allowed {MAX_NODES} values and {MAX_DEPTH} levels")
        if isinstance(value, Mapping):
            for key in value:
                if not isinstance(key, str):
                    raise ProtocolError(f"{path}: found the key {show(key)}; allowed text keys")
            return {key: plain(part, f"{path}.{key}" if depth else key, depth + 1) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [plain(part, f"{path}[{index}]", depth + 1) for index, part in enumerate(value)]
        if value is None or isinstance(value, str | bool | int | float):
            return value
        raise ProtocolError(f"{path}: found {show(value)}; allowed text, a number, a list or a mapping")

    # Samples are long and are checked one by one when they are read: they neither count nor need a copy.
    copy: dict[str, Any] = plain({k: v for k, v in source.items() if k != _SAMPLES}, "document", 0)
    return {**copy, _SAMPLES: source[_SAMPLES]} if _SAMPLES in source else copy
