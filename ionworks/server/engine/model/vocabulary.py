"""Parameter names: which are known, and which known ones an unknown name is close to.

A name is known as PyBaMM's published sets spell it. Electrodes, phases, directions and the numbers of sites and circuit
elements are interchangeable: what exists for one exists for the others.

Source: ours (values and names that no cell has).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import Any

import pybamm

STATE_NAMES = ("Initial SOC [%]", "Initial voltage [V]")
"""Names by which a run is told where it starts; no PyBaMM set has them."""
BPX_NAMES = ("Number of electrode pairs connected in parallel to make a cell", "Separator transport efficiency")
"""Names that PyBaMM gives values of BPX files, and that are like others of its own."""
MISSPELT = 0.9
"""Likeness from which an unknown name is taken for a misspelt one."""
_SAME = (
    (re.compile(r"^(Primary|Secondary): "), ""),
    (re.compile(r"\b(lithiation|delithiation) "), ""),
    (re.compile(r"\bPositive\b"), "Negative"),
    (re.compile(r"\bpositive\b"), "negative"),
    (re.compile(r"\(\d+\)"), "(0)"),
    (re.compile(r"^([RC])\d+ \["), r"\g<1>1 ["),
    (re.compile(r"^Element-\d+ "), "Element-1 "),
)
_REFERENCES = (".Parameter", ".FunctionParameter")
_ALIKE = (("state of charge", "soc"), ("open-circuit potential", "ocp"), ("state-of-charge", "soc"))


@lru_cache(maxsize=1)
def published_names() -> frozenset[str]:
    """Every parameter name in the sets PyBaMM publishes, the names of initial states and of BPX files."""
    sets = (pybamm.ParameterValues(name) for name in pybamm.parameter_sets)
    return frozenset(str(name) for values in sets for name in values.keys()) | {*STATE_NAMES, *BPX_NAMES}  # noqa: SIM118


def unknown_names(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """Names that are not among the known ones, spelt exactly, nor their counterparts of another electrode or phase."""
    exact = set(known)
    counterparts = {_counterpart(name) for name in exact}
    return [name for name in names if name not in exact and _counterpart(name) not in counterparts]


def close_names(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Known names that are most like an unknown one, best first; those that only lack a unit before all others."""
    by_text = {_loose(item): item for item in sorted(known, reverse=True)}
    with_unit = [item for text, item in by_text.items() if text.partition(" [")[0] == _loose(name)]
    alike = [by_text[text] for text in get_close_matches(_loose(name), by_text, n=count, cutoff=0.6)]
    return list(dict.fromkeys([*with_unit, *alike]))[:count]


def is_misspelt(name: str, closest: Iterable[str]) -> bool:
    """Whether an unknown name is so like a known one that nothing else can be meant."""
    loose = _loose(name)
    texts = [_loose(item) for item in closest]
    return any(
        text.partition(" [")[0] == loose or SequenceMatcher(None, loose, text).ratio() >= MISSPELT for text in texts
    )


def names_in_expressions(document: Any) -> Iterator[str]:
    """Parameters that serialized expressions anywhere in a document refer to; arguments of functions are none."""
    pending: list[tuple[Any, frozenset[str]]] = [(document, frozenset())]
    while pending:
        node, arguments = pending.pop()
        if isinstance(node, Mapping):
            kind, name = str(node.get("$type", "")), node.get("name")
            if kind.endswith(_REFERENCES) and isinstance(name, str) and name not in arguments:
                yield name
            own = node.get("func_args")
            inside = arguments | frozenset(map(str, own)) if isinstance(own, list) else arguments
            pending.extend((item, inside) for item in node.values())
        elif isinstance(node, list) and node and not isinstance(node[0], (int, float)):
            pending.extend((item, arguments) for item in node)


def _counterpart(name: str) -> str:
    """Name with electrode, phase, direction and numbers replaced by those of one representative."""
    for pattern, replacement in _SAME:
        name = pattern.sub(replacement, name)
    return name


def _loose(name: str) -> str:
    text = name.lower()
    for long, short in _ALIKE:
        text = text.replace(long, short)
    return text
