"""What is typed for a parameter: one value, a list, or a range; and all combinations. Pure."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Mapping
from typing import Any, Final

MOST_RUNS: Final = 10_000
_RANGE: Final = re.compile(r"(?P<low>[^:]+):(?P<high>[^:]+):(?P<count>\d{1,4})(?P<log>\s*log)?", re.IGNORECASE)


def values(text: str) -> list[float]:
    """Return the numbers that a text stands for.

    Parameters
    ----------
    text : str
        ``5e-5``, ``5e-5, 6e-5`` or ``5e-5:1e-4:6``, six values from one end to the other, with ``log`` behind it evenly
        spread on a logarithmic scale.

    Raises
    ------
    ValueError
        It is none of these; the message says what is allowed.
    """
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        return [_number(one) for one in text.split(",") if one.strip()] or [_number(text)]
    low, high, count = _number(found["low"]), _number(found["high"]), int(found["count"])
    if not 2 <= count <= MOST_RUNS:
        raise ValueError(f"{text.strip()!r} has {count} values; allowed are 2 to {MOST_RUNS}")
    if found["log"]:
        if min(low, high) <= 0:
            raise ValueError(f"{text.strip()!r} is logarithmic; both ends have to be positive")
        return [math.exp(one) for one in _spread(math.log(low), math.log(high), count)]
    return _spread(low, high, count)


def combinations(inputs: Mapping[str, str], design: Mapping[str, str]) -> list[dict[str, dict[str, float]]]:
    """Return the conditions of all runs: every combination of the values of inputs and design parameters.

    Raises
    ------
    ValueError
        A text is no value, or there are too many runs.
    """
    names = [("experiment_parameters", name) for name in inputs] + [("design_parameters", name) for name in design]
    lists = [_named(name, text) for name, text in (*inputs.items(), *design.items())]
    count = math.prod(map(len, lists))
    if count > MOST_RUNS:
        raise ValueError(f"these are {count} runs; at most {MOST_RUNS} are started at once")
    found = []
    for chosen in itertools.product(*lists):
        condition: dict[str, dict[str, Any]] = {"experiment_parameters": {}, "design_parameters": {}}
        for (group, name), value in zip(names, chosen, strict=True):
            condition[group][name] = value
        found.append(condition)
    return found


def _named(name: str, text: str) -> list[float]:
    try:
        return values(text)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"{text.strip()!r} is no number; allowed are 5e-5, lists 5e-5, 6e-5 and ranges 5e-5:1e-4:6")
    return value


def _spread(low: float, high: float, count: int) -> list[float]:
    return [low + (high - low) * place / (count - 1) for place in range(count)]
