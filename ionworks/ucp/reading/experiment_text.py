"""PyBaMM experiment text (``Discharge at 0.5C until 2.5V``) to a UCP mapping, by a grammar of our own.

Source: https://github.com/ionworks/ionworks-api (examples); PyBaMM ``step.string``.
"""

import re
from typing import Any

from ionworks.ucp.grammar import MAX_ITEMS, MAX_PROBLEMS
from ionworks.ucp.problems import ProtocolError, list_text, number_text, show

_MAX_LINE = 300
_NUMBER = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_INSTRUCTION = re.compile(r"(?:(charge|discharge|hold)\s+at\s+(.+?)|(rest))(\s+(?:for|until|or)\s.*)?", re.IGNORECASE)
_START = re.compile(r"(?:(?:charge|discharge|hold)\s+at|rest\s+(?:for|until))\s", re.IGNORECASE)
_PERIOD = re.compile(r"\s*\(\s*(.+?)\s+period\s*\)\s*$", re.IGNORECASE)
_CLAUSE = re.compile(r"(for|until)\s+(.+)", re.IGNORECASE)
_CLAUSE_BREAK = re.compile(r"\s+or\s+(?=for\s|until\s)|\s+(?=(?:for|until)\s)", re.IGNORECASE)
_ELECTRIC = re.compile(rf"(?:({_NUMBER})\s*(m?)(C|A|V|W)|C\s*/\s*({_NUMBER}))")
_TIME = re.compile(rf"({_NUMBER})?\s*([a-z]+)", re.IGNORECASE)

_MODES = {"C": "C-rate", "A": "Current", "V": "Voltage", "W": "Power"}
_SECONDS = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1.0),
    **dict.fromkeys(("m", "min", "minute", "minutes"), 60.0),
    **dict.fromkeys(("h", "hr", "hour", "hours"), 3600.0),
}
_FORMS = (
    "'Charge at 1C until 4.2V', 'Discharge at 2 W for 30 minutes or until 2.5 V', 'Hold at 4.2V until C/50', "
    "'Rest for 1 hour'"
)


def looks_like_experiment_text(text: str) -> bool:
    """Return whether the first line that says something begins like a PyBaMM instruction."""
    lines = _lines(text)
    return bool(lines) and _START.match(f"{lines[0][1]} ") is not None


def convert_experiment_text(text: str) -> dict[str, Any]:
    """Convert PyBaMM experiment text to a UCP mapping.

    Parameters
    ----------
    text : str
        One instruction per line; blank lines and lines beginning with ``#`` are skipped.

    Raises
    ------
    ProtocolError
        Naming every line that is not understood (at most 20).
    """
    steps: list[dict[str, Any]] = []
    problems: list[str] = []
    lines = _lines(text)
    if len(lines) > MAX_ITEMS:
        raise ProtocolError(f"document: found {len(lines)} instructions; allowed at most {MAX_ITEMS}")
    for number, line in lines:
        try:
            steps.append(_convert_line(line))
        except ValueError as error:
            problems.append(f"line {number}: found {error}")
    if problems:
        raise ProtocolError(problems[:MAX_PROBLEMS])
    return {"steps": steps}


def _lines(text: str) -> list[tuple[int, str]]:
    stripped = ((number, line.strip()) for number, line in enumerate(text.splitlines(), start=1))
    return [(number, line) for number, line in stripped if line and not line.startswith("#")]


def _convert_line(line: str) -> dict[str, Any]:
    if len(line) > _MAX_LINE:
        raise ValueError(f"{len(line)} characters; allowed at most {_MAX_LINE} in a line")
    parameters: dict[str, Any] = {}
    period = _PERIOD.search(line)
    match = _INSTRUCTION.fullmatch(line[: period.start()] if period else line)
    if match is None:
        raise ValueError(f"{show(line)}; allowed {_FORMS}")
    word, setpoint, rest, clauses = match.groups()
    direction = "Rest" if rest else "Charge" if word.lower() == "hold" else word.capitalize()
    if not rest:
        parameters["mode"], parameters["value"] = _electric(setpoint)
        if word.lower() == "hold" and parameters["mode"] != "Voltage":
            raise ValueError(f"{show(line)}; allowed a voltage after 'Hold at'")
    for clause in _CLAUSE_BREAK.split((clauses or "").strip()):
        _add_clause(parameters, clause, direction)
    if period:
        parameters["resolution"] = {"time": _seconds(period.group(1))}
    if not parameters.keys() & {"duration", "ends"}:
        raise ValueError(f"{show(line)} without an end; allowed 'for <time>' or 'until <condition>'")
    return {direction: parameters}


def _add_clause(parameters: dict[str, Any], clause: str, direction: str) -> None:
    match = _CLAUSE.fullmatch(clause.strip())
    if match is None:
        if clause.strip():
            raise ValueError(f"{show(clause.strip())}; allowed 'for <time>' or 'until <condition>'")
    elif match.group(1).lower() == "for":
        if "duration" in parameters:
            raise ValueError("two durations; allowed one")
        parameters["duration"] = _seconds(match.group(2))
    else:
        parts = re.split(r"\s+or\s+", match.group(2), flags=re.IGNORECASE)
        parameters.setdefault("ends", []).extend(_end(part, direction, parameters.get("mode")) for part in parts)


def _end(condition: str, direction: str, mode: str | None) -> str:
    operator, bare = re.fullmatch(r"\s*([<>]?)\s*(.*)", condition, re.DOTALL).groups()  # type: ignore[union-attr]
    quantity, value = _electric(bare)
    if not operator:
        if quantity == "Voltage" and (direction == "Rest" or mode == "Voltage"):
            raise ValueError(f"{show(condition)} without < or >; allowed '> 4 V' or '< 4 V' in this step")
        operator = ">" if quantity == "Voltage" and direction == "Charge" else "<"
    return f"{quantity} {operator} {number_text(value)}"


def _electric(text: str) -> tuple[str, float]:
    match = _ELECTRIC.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{show(text.strip())}; allowed a value in C, A, V, W (also mA, mV, mW) or 'C/<number>'")
    number, milli, unit, divisor = match.groups()
    if divisor is not None:
        if float(divisor) == 0:
            raise ValueError(f"{show(text.strip())}; allowed a number > 0 after 'C/'")
        return "C-rate", 1 / float(divisor)
    return _MODES[unit], float(number) / (1000 if milli else 1)


def _seconds(text: str) -> float:
    match = _TIME.fullmatch(text.strip())
    if match is None or match.group(2).lower() not in _SECONDS:
        raise ValueError(f"{show(text.strip())}; allowed a time such as '30 minutes' ({list_text(_SECONDS)})")
    return float(match.group(1) or 1) * _SECONDS[match.group(2).lower()]
