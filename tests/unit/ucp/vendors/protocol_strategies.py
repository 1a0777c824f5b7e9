"""Random protocols of the subset a format declares, for round trips; plain documents, written without our exporters."""

import itertools
from collections.abc import Iterator
from typing import Any

import attrs
from hypothesis import strategies as st

NUMBERS = st.one_of(
    st.integers(1, 400).map(lambda n: n / 100),
    st.floats(0.01, 5, allow_nan=False).map(lambda x: float(f"{x:.6g}")),
)
SECONDS = st.one_of(st.integers(1, 500_000), st.integers(1, 99_999).map(lambda n: n / 10))


@attrs.frozen
class Subset:
    """What a format can carry; the names are those of UCP."""

    modes: tuple[str, ...] = ("Current", "C-rate", "Power", "Voltage")
    ends: tuple[str, ...] = ("Voltage", "Current", "C-rate", "Capacity", "Time")
    most_ends: int = 4
    gotos: bool = True
    depth: int = 3
    safety: tuple[str, ...] = ("voltage_min", "voltage_max", "charge_current_max", "discharge_current_max")
    alike: bool = False
    resolutions: tuple[str, ...] = ("time", "voltage", "current")
    own_resolution: bool = True
    once: bool = False


@st.composite
def protocols(draw: Any, subset: Subset) -> dict[str, Any]:
    """Draw a document; jumps lead anywhere, so some protocols are rightly refused."""
    items = _numbered(draw(_items(subset, 0)), itertools.count())
    document: dict[str, Any] = {"steps": _with_targets(draw, items) if subset.gotos else items}
    resolution = draw(_resolution(subset))
    if resolution is not None:
        document["global"] = {"resolution": resolution}
    if subset.safety and draw(st.booleans()):
        document["safety_limits"] = draw(_safety(subset))
    return document


@st.composite
def _items(draw: Any, subset: Subset, depth: int) -> list[Any]:
    items: list[Any] = []
    for _ in range(draw(st.integers(1, 3))):
        if depth < subset.depth and draw(st.integers(0, 3)) == 0:
            body = draw(_items(subset, depth + 1))
            repeat = draw(st.sampled_from((1, 2, 3, 50)))
            block: Any = body if repeat == 1 else {"repeat": repeat, "steps": body}
            items.append({"Block": block})
        else:
            items.append(draw(_step(subset)))
    if subset.gotos and draw(st.integers(0, 4)) == 0:
        items.append("Place")
    return items


@st.composite
def _step(draw: Any, subset: Subset) -> dict[str, Any]:
    kind = draw(st.sampled_from(("Charge", "Discharge", "Rest")))
    ends = tuple(q for q in subset.ends if kind != "Rest" or q in ("Voltage", "Time", "Temperature"))
    parameters: dict[str, Any] = {}
    if kind != "Rest":
        parameters["mode"] = draw(st.sampled_from(subset.modes))
        parameters["value"] = draw(NUMBERS)
    most = subset.most_ends
    if draw(st.booleans()):
        parameters["duration"] = draw(SECONDS)
        most -= 1
    count = draw(st.integers(0 if "duration" in parameters else 1, most))
    quantities = [draw(st.sampled_from(ends)) for _ in range(count)]
    if subset.once:
        quantities = list(dict.fromkeys(q for q in quantities if q != "Time" or "duration" not in parameters))
    if quantities:
        parameters["ends"] = [draw(_end(quantity)) for quantity in quantities]
    if "duration" not in parameters and not quantities:
        parameters["duration"] = draw(SECONDS)
    if subset.own_resolution and draw(st.integers(0, 4)) == 0:
        parameters["resolution"] = draw(_resolution(subset)) or {"time": 5}
    return {kind: parameters}


@st.composite
def _end(draw: Any, quantity: str) -> str:
    operator = ">" if quantity in ("Capacity", "Time") else draw(st.sampled_from("<>"))
    value = draw(SECONDS if quantity == "Time" else NUMBERS)
    return f"{quantity} {operator} {value!r}"


@st.composite
def _resolution(draw: Any, subset: Subset) -> dict[str, float] | None:
    keys = draw(st.lists(st.sampled_from(subset.resolutions), max_size=2, unique=True))
    return {key: draw(st.sampled_from((0.01, 0.5, 1, 30))) for key in keys} or None


@st.composite
def _safety(draw: Any, subset: Subset) -> dict[str, float]:
    values = {"voltage_min": 1.5, "voltage_max": 4.55, "temperature_min": -10, "temperature_max": 60.5}
    values |= {"charge_current_max": 6.25, "discharge_current_max": 6.25 if subset.alike else 12}
    keys = draw(st.lists(st.sampled_from(subset.safety), min_size=1, unique=True))
    if subset.alike and "charge_current_max" in keys:
        keys.append("discharge_current_max")
    return {key: values[key] for key in keys}


def _numbered(items: list[Any], numbers: Iterator[int]) -> list[Any]:
    """Give every block and marker a name of its own."""
    named: list[Any] = []
    for item in items:
        if isinstance(item, str):
            named.append(f"{item} {next(numbers)}")
            continue
        ((name, value),) = item.items()
        if isinstance(value, list):
            item = {f"{name} {next(numbers)}": _numbered(value, numbers)}
        elif "steps" in value:
            item = {f"{name} {next(numbers)}": {**value, "steps": _numbered(value["steps"], numbers)}}
        named.append(item)
    return named


def _with_targets(draw: Any, items: list[Any]) -> list[Any]:
    """Give some steps names and some ends a goto to them."""
    steps: list[dict[str, Any]] = []
    targets: set[str] = set()
    _collect(items, steps, targets)
    for index, step in enumerate(steps):
        if draw(st.integers(0, 3)) == 0:
            step["name"] = f"step {index}"
            targets.add(step["name"])
    known = sorted({*targets, "End"})
    for step in steps if len(known) > 1 else ():
        for position, end in enumerate(step.get("ends", [])):
            if draw(st.integers(0, 4)) == 0:
                step["ends"][position] = {"expression": end, "goto": draw(st.sampled_from(known))}
    return items


def _collect(items: list[Any], steps: list[dict[str, Any]], targets: set[str]) -> None:
    for item in items:
        if isinstance(item, str):
            targets.add(item)
            continue
        ((name, value),) = item.items()
        body = value if isinstance(value, list) else value.get("steps")
        if body is None:
            steps.append(value)
        else:
            targets.add(name)
            _collect(body, steps, targets)


@st.composite
def novonix_protocols(draw: Any) -> dict[str, Any]:
    """Draw a protocol of the few kinds of steps Novonix has."""
    items: list[Any] = []
    for _ in range(draw(st.integers(1, 4))):
        body = draw(_novonix_steps())
        repeat = draw(st.sampled_from((1, 2, 25)))
        items += body if repeat == 1 else [{"Block": {"repeat": repeat, "steps": body}}]
    document: dict[str, Any] = {"steps": items, "global": {"resolution": {"time": 10, "voltage": 0.005}}}
    if draw(st.booleans()):
        document["safety_limits"] = {"voltage_min": 2, "voltage_max": 4.4, "temperature_min": 0, "temperature_max": 50}
    return document


@st.composite
def _novonix_steps(draw: Any) -> list[Any]:
    kind = draw(st.sampled_from(("rest", "hold", "charge", "discharge")))
    if kind == "rest":
        ends = draw(st.sampled_from(([], ["Voltage < 2.7"])))
        return [{"Rest": {"duration": draw(SECONDS), "ends": ends}}]
    level = draw(NUMBERS)
    if kind == "hold":
        ends = draw(st.sampled_from((["Current < 0.05"], ["Time > 77"], ["Current < 0.02", "Time > 18000"])))
        current = {"mode": "Current", "value": draw(NUMBERS), "ends": [f"Voltage > {level}"]}
        return [{"Charge": current}, {"Charge": {"mode": "Voltage", "value": level, "ends": ends}}]
    operator = ">" if kind == "charge" else "<"
    extra = draw(st.sampled_from(([], ["Capacity > 0.5"], ["Voltage < 1", "Capacity > 2.25"], ["Time > 60"])))
    mode = draw(st.sampled_from(("Current", "C-rate")))
    step = {"mode": mode, "value": draw(NUMBERS), "ends": [f"Voltage {operator} {level}", *extra]}
    return [{kind.capitalize(): step}]
