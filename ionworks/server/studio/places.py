"""At which line of a protocol's text a problem is. Pure."""

from __future__ import annotations

import re
from typing import Final

import yaml

_LINE: Final = re.compile(r"line (\d+)")
_STEP: Final = re.compile(r"^steps\[(\d+)\]")
_KEY: Final = re.compile(r"> ([^>:]+): found")


def located(text: str, error: str) -> list[tuple[int | None, str]]:
    """Return each line of an error with the line of the text it speaks of, counted from 1, where that is known."""
    steps = _steps(text)
    return [(_place(problem, steps), problem) for problem in error.splitlines()]


def _place(problem: str, steps: list[yaml.Node]) -> int | None:
    if found := _LINE.search(problem):
        return int(found[1])
    step = _STEP.match(problem)
    if step is None or int(step[1]) >= len(steps):
        return None
    node = steps[int(step[1])]
    key = _KEY.search(problem)
    if key is not None and isinstance(node, yaml.MappingNode):
        for name, _ in node.value:
            if name.value == key[1].strip():
                return int(name.start_mark.line) + 1
    return int(node.start_mark.line) + 1


def _steps(text: str) -> list[yaml.Node]:
    try:
        # nodes only: nothing is built of them
        root = yaml.compose(text, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return []
    members = root.value if isinstance(root, yaml.MappingNode) else []
    found = next((value for name, value in members if name.value == "steps"), None)
    return list(found.value) if isinstance(found, yaml.SequenceNode) else []
