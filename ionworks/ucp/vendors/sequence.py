"""The common form of cycler files: actions and loops in a row, jumps by index.

Exporters write a :class:`Sequence`, readers produce one (through a program); two protocols do the same to a
cell when their sequences agree, see :func:`differences`. Names, markers and blocks that run once are gone.

Source: docs/contract/ucp.md section 4.1 (what every exporter does).
"""

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import attrs

from ionworks.ucp.grammar import UNITS
from ionworks.ucp.problems import number_text
from ionworks.ucp.program import (
    END,
    NEXT,
    Destination,
    Drive,
    Kind,
    Mode,
    Number,
    Profile,
    Quantity,
    Resolution,
    Safety,
    Spectrum,
    Target,
    Waveform,
)

NO_RESOLUTION = Resolution()
NO_SAFETY = Safety()


@attrs.frozen
class Stop:
    """Condition that ends an action; ``target`` is an index of a node, NEXT or END."""

    quantity: Quantity
    operator: str
    value: Number
    target: Target = NEXT

    @property
    def text(self) -> str:
        """The condition for people, e.g. ``Voltage > 4.2 V``."""
        value = number_text(self.value) if isinstance(self.value, float) else self.value
        return f"{self.quantity.value} {self.operator} {value} {UNITS[self.quantity][0]}"


@attrs.frozen
class Action:
    """One step. Its duration is the last stop: ``Time > duration``, to the next node.

    ``value`` is a positive magnitude in the unit of the mode, ``record`` what to sample.
    """

    path: str = attrs.field(eq=False)
    kind: Kind
    mode: Mode | None = None
    value: Number | None = None
    stops: tuple[Stop, ...] = ()
    record: Resolution = NO_RESOLUTION
    detail: Drive | Waveform | Spectrum | None = None
    note: str | None = attrs.field(default=None, eq=False)


@attrs.frozen
class LoopStart:
    """Begin of the nodes that run ``count`` times; ``end`` is the index of the LoopEnd."""

    path: str = attrs.field(eq=False)
    count: int
    end: int


@attrs.frozen
class LoopEnd:
    """End of a loop; ``start`` is the index of the LoopStart."""

    path: str = attrs.field(eq=False)
    start: int


Node = Action | LoopStart | LoopEnd


@attrs.frozen
class Sequence:
    """A protocol as cyclers know it. ``description`` tells what no cycler can set, such as the state of charge."""

    nodes: tuple[Node, ...]
    safety: Safety = NO_SAFETY
    drive_cycles: Mapping[str, Profile] = attrs.Factory(dict)
    description: str = attrs.field(default="", eq=False)

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions alone, in order."""
        return tuple(node for node in self.nodes if isinstance(node, Action))

    def loops(self) -> list[tuple[int, ...]]:
        """Indices of the loop starts around each node, outermost first; a loop start is outside of its loop."""
        around: list[tuple[int, ...]] = []
        opened: tuple[int, ...] = ()
        for index, node in enumerate(self.nodes):
            around.append(opened)
            if isinstance(node, LoopStart):
                opened = (*opened, index)
            elif isinstance(node, LoopEnd):
                opened = opened[:-1]
        return around


def in_amperes(sequence: Sequence, capacity_ah: float | None) -> Sequence:
    """Return the sequence with every C-rate written as a current, given the nominal capacity in A.h."""
    if capacity_ah is None:
        return sequence
    nodes = (_action_in_amperes(n, capacity_ah) if isinstance(n, Action) else n for n in sequence.nodes)
    return attrs.evolve(sequence, nodes=tuple(nodes))


def _action_in_amperes(action: Action, capacity: float) -> Action:
    if action.mode is Mode.C_RATE and isinstance(action.value, float):
        action = attrs.evolve(action, mode=Mode.CURRENT, value=action.value * capacity)
    stops = tuple(
        attrs.evolve(stop, quantity=Quantity.CURRENT, value=stop.value * capacity)
        if stop.quantity is Quantity.C_RATE and isinstance(stop.value, float)
        else stop
        for stop in action.stops
    )
    return attrs.evolve(action, stops=stops)


def safety_stops(safety: Safety, action: Action) -> Iterator[Stop]:
    """Yield what the safety limits mean for one action, as stops that come before its own.

    A current limit guards only steps in its direction; two equal ones guard every step that carries current.
    """
    voltage, temperature = Quantity.VOLTAGE, Quantity.TEMPERATURE
    for limit, quantity, operator in (
        (safety.voltage_min, voltage, "<"),
        (safety.voltage_max, voltage, ">"),
        (safety.temperature_min, temperature, "<"),
        (safety.temperature_max, temperature, ">"),
    ):
        if limit is not None:
            yield Stop(quantity, operator, limit.value, limit.goto)
    by_kind = {Kind.CHARGE: safety.charge_current_max, Kind.DISCHARGE: safety.discharge_current_max}
    limit = by_kind.get(action.kind)
    if limit is not None:
        yield Stop(Quantity.CURRENT, ">", limit.value, limit.goto)


def differences(first: Sequence, second: Sequence, *, tolerance: float = 1e-9, ordered: bool = True) -> list[str]:
    """Say how two sequences differ in what they do to a cell; an empty list when they agree.

    Parameters
    ----------
    first, second : Sequence
    tolerance : float
        Relative tolerance of every number.
    ordered : bool
        Whether the order of the stops of an action counts.
    """
    left, right = _effective(first, ordered), _effective(second, ordered)
    if len(left) != len(right):
        return [f"{len(left)} nodes and {len(right)} nodes"]
    found = []
    for index, (one, other) in enumerate(zip(left, right, strict=True)):
        if not _alike(one, other, tolerance):
            found.append(f"{first.nodes[index].path}: {_shown(one)} and {_shown(other)}")
    return found


def _effective(sequence: Sequence, ordered: bool) -> list[Node]:
    last = len(sequence.nodes) - 1
    nodes: list[Node] = []
    for index, node in enumerate(sequence.nodes):
        if not isinstance(node, Action):
            nodes.append(node)
            continue
        limits = [stop for stop in safety_stops(sequence.safety, node) if stop.target != index]
        ends_here = {index + 1} | ({END} if index == last else set())
        stops = [attrs.evolve(s, target=NEXT) if s.target in ends_here else s for s in (*limits, *node.stops)]
        if not ordered:
            stops.sort(key=_stop_key)
        kind = Kind.CHARGE if _direction_is_void(node, stops) else node.kind
        nodes.append(attrs.evolve(node, stops=tuple(dict.fromkeys(stops)), kind=kind))
    return nodes


def _stop_key(stop: Stop) -> tuple[str, str, str]:
    return stop.quantity.value, stop.operator, str(stop.target)


def _direction_is_void(action: Action, stops: list[Stop]) -> bool:
    """A voltage hold has no direction of its own; only charge is counted in one, currents are magnitudes."""
    return action.mode is Mode.VOLTAGE and not any(stop.quantity is Quantity.CAPACITY for stop in stops)


def _alike(one: Any, other: Any, tolerance: float) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=tolerance, abs_tol=1e-12)
    if isinstance(one, tuple) and isinstance(other, tuple):
        same_length = len(one) == len(other)
        return same_length and all(_alike(a, b, tolerance) for a, b in zip(one, other, strict=True))
    if attrs.has(type(one)) and type(one) is type(other):
        fields = [field.name for field in attrs.fields(type(one)) if field.eq]
        return all(_alike(getattr(one, name), getattr(other, name), tolerance) for name in fields)
    return bool(one == other)


def _shown(node: Node) -> str:
    match node:
        case LoopStart():
            return f"{node.count} times up to node {node.end}"
        case LoopEnd():
            return f"end of the loop from node {node.start}"
    mode = f" {node.mode.value} {node.value}" if node.mode is not None else ""
    stops = ", ".join(f"{stop.text} to {_target_text(stop.target)}" for stop in node.stops)
    return f"{node.kind.value}{mode} until {stops or 'nothing'}"


def _target_text(target: Target) -> str:
    return target.value if isinstance(target, Destination) else f"node {target}"


def scaled_text(value: float, factor: str) -> str:
    """Return ``value * factor`` as exact decimal text without exponent.

    Binary arithmetic would turn 4.15 V into 41500.00000000001 tenths of a millivolt.
    """
    product = Decimal(repr(value)) * Decimal(factor)
    text = f"{product:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unscaled(text: str, factor: str) -> float | None:
    """Return the number whose multiple by `factor` is written in `text`, None when it is no finite number."""
    try:
        value = Decimal(text.strip())
        return float(value / Decimal(factor)) if value.is_finite() else None
    except (ArithmeticError, ValueError):
        return None
