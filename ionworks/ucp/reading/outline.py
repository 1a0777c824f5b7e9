"""First pass over a document: the flat list of items with addresses, paths and names, and jump targets.

Addresses are known before any value is read, so the second pass (:mod:`ionworks.ucp.reading.parse`) resolves every
jump as it meets it. Source: docs/contract/ucp.md sections 1.4 (decision order) and 1.7 (targets).
"""

import enum
from collections import Counter
from typing import Any

import attrs

from ionworks.ucp.grammar import (
    BLOCK_KEYS,
    COMPUTED_DIRECTION,
    CONTROL_WORD,
    DIRECTION_WORDS,
    DIRECTIONS,
    HOLD_WORD,
    MAX_ITEMS,
    VARIABLE,
)
from ionworks.ucp.problems import Problems, ProtocolError, list_text, show
from ionworks.ucp.program import Destination, Kind, Target

MAX_BLOCK_DEPTH = 20
_ITEM_HINT = (
    f"{list_text(DIRECTION_WORDS)}, a block (a name over a list of items, or over a mapping with steps), "
    "or text as a marker"
)


class Role(enum.Enum):
    """What an entry of the outline becomes."""

    STEP = enum.auto()
    CONTROL = enum.auto()
    BLOCK_START = enum.auto()
    BLOCK_END = enum.auto()
    MARKER = enum.auto()


@attrs.define
class Entry:
    """One item before its values are read.

    ``word`` is the direction word or the block's or marker's name as written; ``parameters`` the raw mapping;
    ``partner`` the address of the other end of a block.
    """

    role: Role
    address: int
    path: str
    block_path: tuple[str, ...]
    word: str
    parameters: dict[str, Any] = attrs.Factory(dict)
    kind: Kind | None = None
    is_hold: bool = False
    direction: str | None = None
    partner: int = -1

    @property
    def target_name(self) -> str | None:
        """Name under which the item can be jumped to."""
        if self.role in (Role.BLOCK_START, Role.MARKER):
            return self.word
        name = self.parameters.get("name")
        # A drive step's `name` is its drive cycle unless `drive_cycle` says that.
        is_cycle = self.kind is Kind.DRIVE and "drive_cycle" not in self.parameters
        return name if isinstance(name, str) and name and not is_cycle else None


@attrs.frozen
class Outline:
    """The items in order, the address of each top-level item, and how often each target name is used."""

    entries: list[Entry]
    top_level: list[int]

    def variables(self) -> frozenset[str]:
        """Return the names that some ``set_variable`` in the document sets."""
        lists = (entry.parameters.get("set_variable") for entry in self.entries)
        rows = (row for each in lists if isinstance(each, list) for row in each if isinstance(row, dict))
        names = (row.get("name") for row in rows)
        return frozenset(name for name in names if isinstance(name, str) and VARIABLE.fullmatch(name))

    def targets(self) -> "Targets":
        """Return the table that resolves jumps."""
        named = [(entry.target_name, entry.address) for entry in self.entries if entry.target_name is not None]
        return Targets(dict(named), Counter(name for name, _ in named), tuple(self.top_level))


@attrs.frozen
class Targets:
    """Resolves the target of a jump: a name, ``End``, ``Next`` or the index of a top-level item."""

    addresses: dict[str, int]
    counts: Counter[str]
    top_level: tuple[int, ...]

    def resolve(self, target: Any, path: str, problems: Problems, default: Target) -> Target:
        """Return the address or destination, or `default` after noting why there is none."""
        if isinstance(target, int) and not isinstance(target, bool):
            if 0 <= target < len(self.top_level):
                return self.top_level[target]
            problems.add(path, f"item {target}", f"0 to {len(self.top_level) - 1}, counted at top level")
        elif not isinstance(target, str):
            problems.add(path, show(target), "the name of a marker, block or step, End, Next or an index")
        elif self.counts[target] == 1:
            return self.addresses[target]
        elif self.counts[target] > 1:
            problems.add(path, f"target {show(target)}, which {self.counts[target]} items are called", "a unique name")
        elif target in (Destination.END.value, Destination.NEXT.value):
            return Destination(target)
        elif target.isdecimal() and target.isascii():
            return self.resolve(int(target[:9]), path, problems, default)
        else:
            problems.add(path, f"unknown target {show(target)}", list_text([*list(self.addresses)[:12], "End", "Next"]))
        return default


def outline(steps: list[Any], problems: Problems) -> Outline:
    """List the items of a document, blocks opened and closed explicitly.

    Raises
    ------
    ProtocolError
        When there are more than 10 000 items; everything else is noted in `problems`.
    """
    result = Outline([], [])
    for index, item in enumerate(steps):
        result.top_level.append(len(result.entries))
        _add_item(result.entries, item, f"steps[{index}]", "", (), problems)
    return result


def _add_item(
    entries: list[Entry], item: Any, position: str, prefix: str, blocks: tuple[str, ...], problems: Problems
) -> None:
    """Append what one list item stands for; ``prefix`` is the path of the enclosing block."""
    if len(entries) >= MAX_ITEMS:
        raise ProtocolError(f"steps: found more than {MAX_ITEMS} items; allowed at most {MAX_ITEMS}")
    here = f"{prefix}{position}"
    match item:
        case str():
            _add_marker(entries, item, here, blocks, problems)
        case {"direction": word, **parameters}:
            _add_step(entries, word, parameters, here, blocks, problems)
        case dict() if len(item) == 1:
            ((name, value),) = item.items()
            body = value if isinstance(value, list) else _block_body(value)
            if body is not None:
                options = {} if isinstance(value, list) else value
                _add_block(entries, name, body, options, _join(here, f'"{name}"'), blocks, problems)
            else:
                _add_step(entries, name, value, here, blocks, problems)
        case dict() if item:
            problems.add(
                _bare(here),
                _slip(item),
                "one step or block per list item, its parameters indented below its name",
            )
        case _:
            problems.add(_bare(here), show(item), _ITEM_HINT)


def _join(here: str, label: str) -> str:
    return f"{here}{label}" if here.endswith(" > ") else f"{here} {label}"


def _bare(here: str) -> str:
    return here.removesuffix(" > ")


def _block_body(value: Any) -> list[Any] | None:
    return value["steps"] if isinstance(value, dict) and isinstance(value.get("steps"), list) else None


def _slip(item: dict[str, Any]) -> str:
    """Describe a mapping of several keys; the usual causes get a hint of their own."""
    first, value = next(iter(item.items()))
    if value is None and first.casefold() in DIRECTIONS:
        return f"{show(item)} - parameters must be indented below {first}"
    if isinstance(value, list) and set(item) - {first} <= set(BLOCK_KEYS):
        return f"{show(item)} - a block with options is written {first}: {{repeat: ..., steps: [...]}}"
    return show(item)


def _add_marker(entries: list[Entry], name: str, path: str, blocks: tuple[str, ...], problems: Problems) -> None:
    if not name or name.casefold() in DIRECTIONS:
        found = f"{show(name)} without parameters"
        problems.add(_bare(path), found, "a step with its parameters, or another marker name")
    entries.append(Entry(Role.MARKER, len(entries), _join(path, f'"{name}"'), blocks, name))


def _add_block(
    entries: list[Entry],
    name: str,
    body: list[Any],
    options: dict[str, Any],
    path: str,
    blocks: tuple[str, ...],
    problems: Problems,
) -> None:
    if len(blocks) >= MAX_BLOCK_DEPTH:
        problems.add(path, f"blocks nested more than {MAX_BLOCK_DEPTH} deep", f"at most {MAX_BLOCK_DEPTH}")
        return
    if not body:
        problems.add(path, "a block without items", "at least one item")
    start = Entry(Role.BLOCK_START, len(entries), path, blocks, name, options)
    entries.append(start)
    inside = (*blocks, name)
    for index, item in enumerate(body):
        # A block of one item needs no index: `steps[3] "CV Charge" > Charge`.
        _add_item(entries, item, f"[{index}]" if len(body) > 1 else "", f"{path} > ", inside, problems)
    start.partner = len(entries)
    entries.append(Entry(Role.BLOCK_END, len(entries), path, blocks, name, partner=start.address))


def _add_step(
    entries: list[Entry], word: Any, value: Any, path: str, blocks: tuple[str, ...], problems: Problems
) -> None:
    computed = COMPUTED_DIRECTION.fullmatch(word) if isinstance(word, str) else None
    canonical = DIRECTIONS.get(word.casefold()) if isinstance(word, str) else None
    if canonical is None and computed is None:
        problems.add(_bare(path), f"unknown step {show(word)}", _ITEM_HINT)
        return
    kind = Kind.COMPUTED if canonical is None else DIRECTION_WORDS[canonical]
    entry = Entry(
        Role.CONTROL if canonical == CONTROL_WORD else Role.STEP,
        len(entries),
        _join(path, canonical or word),
        blocks,
        canonical or word,
        kind=kind,
        is_hold=canonical == HOLD_WORD,
        direction=computed.group(1) if computed else None,
    )
    if isinstance(value, dict):
        entry.parameters = value
    elif kind is Kind.AMBIENT_TEMPERATURE and value is not None:
        entry.parameters = {"value": value}
    elif value is not None:
        problems.add(entry.path, show(value), "a mapping of parameters")
    entries.append(entry)
