"""From a bound program to a sequence, noting on the way what no sequence can hold.

Markers, blocks that run once and plain jumps vanish; every ``Next`` and ``goto`` is followed through them.

Source: docs/contract/ucp.md sections 1.7 (blocks, targets) and 4.1.
"""

from collections.abc import Callable

import attrs

from ionworks.ucp.grammar import SAFETY_LIMITS
from ionworks.ucp.program import (
    DEFAULT_RESOLUTION,
    END,
    NEXT,
    BlockEnd,
    BlockStart,
    Control,
    Destination,
    Expression,
    Kind,
    Limit,
    Marker,
    ModelVariable,
    Program,
    Quantity,
    Resolution,
    Safety,
    Step,
    Target,
)
from ionworks.ucp.text import human_readable
from ionworks.ucp.vendors.constructs import Construct, Use
from ionworks.ucp.vendors.sequence import Action, LoopEnd, LoopStart, Node, Sequence, Stop


def lower(program: Program) -> tuple[Sequence, list[Use]]:
    """Return the sequence of a program, and the constructs that were lost on the way.

    Parameters
    ----------
    program : Program
        With its inputs bound.
    """
    return _Lowering(program).run()


class _Lowering:
    """One pass over a program; ``_index`` gives the node of an address."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._uses: list[Use] = []
        self._skip = self._never_run()
        self._loops = {i.address for i in program.items if isinstance(i, BlockStart) and self._is_loop(i)}
        kept = [item.address for item in program.items if self._is_node(item.address)]
        self._index = {address: index for index, address in enumerate(kept)}
        self._kept = kept

    def run(self) -> tuple[Sequence, list[Use]]:
        for item in self._program.items:
            self._note_losses(item)
        nodes = tuple(self._node(address) for address in self._kept)
        self._check_flow()
        sequence = Sequence(
            nodes, drive_cycles=self._program.drive_cycles, description=human_readable(self._program).splitlines()[0]
        )
        around = sequence.loops()
        entered = tuple(self._with_entries(node, i, nodes, around) for i, node in enumerate(nodes))
        safety = self._safety(nodes, around)
        sequence = attrs.evolve(sequence, nodes=entered, safety=safety)
        return sequence, [*self._uses, *_left_loops(sequence)]

    # -- which items become nodes ------------------------------------------------------------------

    def _never_run(self) -> set[int]:
        """Addresses of the blocks with repeat 0 or a false condition, and of all that is in them."""
        skipped: set[int] = set()
        for item in self._program.items:
            if isinstance(item, BlockStart) and (item.repeat == 0.0 or item.condition == 0.0):
                skipped.update(range(item.address, item.end + 1))
        return skipped

    def _is_loop(self, block: BlockStart) -> bool:
        """A block without a step does the same however often it runs."""
        inside = self._program.items[block.address : block.end]
        return isinstance(block.repeat, float) and block.repeat > 1 and any(isinstance(i, Step) for i in inside)

    def _is_node(self, address: int) -> bool:
        item = self._program.items[address]
        if address in self._skip:
            return False
        if isinstance(item, BlockStart):
            return address in self._loops
        if isinstance(item, BlockEnd):
            return item.start in self._loops
        return isinstance(item, Step)

    # -- following jumps ----------------------------------------------------------------------------

    def _follow(self, target: Target, path: str) -> Target:
        """Return the index of the node where a jump arrives, or END."""
        seen = set()
        while not isinstance(target, Destination):
            if target >= len(self._program.items):
                return END
            if target in self._index:
                return self._index[target]
            if target in seen:
                self._uses.append(Use(path, Construct.JUMP, "a jump that only leads to itself"))
                return END
            seen.add(target)
            target = self._after(target, path)
        return END

    def _after(self, address: int, path: str) -> Target:
        item = self._program.items[address]
        if isinstance(item, BlockStart) and address in self._skip:
            return item.end + 1
        if address in self._skip:
            self._uses.append(Use(path, Construct.JUMP_INTO, f"a jump into {item.path}, which never runs"))
            return END
        if isinstance(item, Control):
            goto = item.otherwise if item.condition == 0.0 else item.goto
            return address + 1 if goto is NEXT else goto
        return address + 1

    def _check_flow(self) -> None:
        """Note jumps that have no action before them to carry them."""
        if self._kept and self._follow(0, "steps") != 0:
            self._uses.append(Use("steps", Construct.JUMP, "a jump before the first step"))
        for address, index in self._index.items():
            item = self._program.items[address]
            if not isinstance(item, Step):
                following = self._follow(address + 1, item.path)
                if following not in (index + 1, END) or (following is END and index + 1 < len(self._kept)):
                    self._uses.append(Use(item.path, Construct.JUMP, "a jump without a step before it"))

    # -- nodes --------------------------------------------------------------------------------------

    def _node(self, address: int) -> Node:
        item = self._program.items[address]
        match item:
            case BlockStart():
                count = int(item.repeat) if isinstance(item.repeat, float) else 1
                return LoopStart(item.path, count, self._index[item.end])
            case BlockEnd():
                return LoopEnd(item.path, self._index[item.start])
            case Step():
                return self._action(item)
        raise TypeError(item)

    def _action(self, step: Step) -> Action:
        stops = [
            self._stop(step, end.quantity, end.operator, end.value, end.goto)
            for end in step.ends
            if isinstance(end.quantity, Quantity)
        ]
        if step.duration is not None:
            stops.append(self._stop(step, Quantity.TIME, ">", step.duration, NEXT))
        record = self._program.globals.resolution or DEFAULT_RESOLUTION
        if step.resolution is not None:
            given = {k: v for k, v in attrs.asdict(step.resolution, recurse=False).items() if v is not None}
            record = attrs.evolve(record, **given)
        return Action(
            step.path,
            step.kind,
            step.mode,
            step.value,
            tuple(stops),
            Resolution() if step.kind is Kind.EIS else record,
            step.detail,
            step.note,
        )

    def _stop(self, step: Step, quantity: Quantity, operator: str, value: float | Expression, goto: Target) -> Stop:
        index = self._index[step.address]
        arrived = self._follow(step.address + 1 if goto is NEXT else goto, step.path)
        is_next = arrived == index + 1 or (arrived is END and index + 1 == len(self._kept))
        return Stop(quantity, operator, value, NEXT if is_next else arrived)

    # -- jumps in and out of loops ----------------------------------------------------------------------

    def _with_entries(self, node: Node, index: int, nodes: tuple[Node, ...], around: list[tuple[int, ...]]) -> Node:
        if not isinstance(node, Action):
            return node
        stops = []
        for stop in node.stops:
            target = self._entry(stop.target, around[index], nodes, around, node.path)
            stops.append(attrs.evolve(stop, target=NEXT if target == index + 1 else target))
        return attrs.evolve(node, stops=tuple(stops))

    def _entry(
        self,
        target: Target,
        inside: tuple[int, ...],
        nodes: tuple[Node, ...],
        around: list[tuple[int, ...]],
        path: str,
    ) -> Target:
        """Return where a jump from inside the loops `inside` enters; a loop can only be entered at its start."""
        if isinstance(target, Destination):
            return target
        new = [loop for loop in around[target] if loop not in inside]
        if not new:
            return target
        if all(isinstance(node, LoopStart) for node in nodes[new[0] : target]):
            return new[0]
        self._uses.append(Use(path, Construct.JUMP_INTO, f"a jump into the middle of {nodes[new[0]].path}"))
        return target

    def _safety(self, nodes: tuple[Node, ...], around: list[tuple[int, ...]]) -> Safety:
        limits: dict[str, Limit] = {}
        for name in SAFETY_LIMITS:
            limit = getattr(self._program.safety, name)
            if limit is None:
                continue
            path = f"safety_limits > {name}"
            goto = self._follow(limit.goto, path) if limit.goto is not NEXT else NEXT
            if limit.goto is NEXT:
                self._uses.append(Use(path, Construct.SAFETY_GOTO, "a safety limit that continues with the next step"))
            limits[name] = Limit(limit.value, self._entry(goto, (), nodes, around, path))
        return Safety(**limits)

    # -- what has no place in a sequence -------------------------------------------------------------------

    def _note_losses(self, item: Step | BlockStart | BlockEnd | Marker | Control) -> None:
        if isinstance(item, BlockEnd | Marker) or item.address in self._skip:
            return
        if isinstance(item, Step | Control):
            for assignment in item.assignments:
                self._uses.append(Use(item.path, Construct.VARIABLE, f"set_variable {assignment.name}"))
        if isinstance(item, BlockStart | Control) and isinstance(item.condition, Expression):
            self._uses.append(Use(item.path, Construct.CONDITION, f"if {item.condition}"))
        if isinstance(item, BlockStart) and isinstance(item.repeat, Expression):
            self._uses.append(Use(item.path, Construct.COMPUTED, f"repeat {item.repeat}"))
        if isinstance(item, Step) and item.temperature is not None:
            self._uses.append(Use(item.path, Construct.AMBIENT, "an ambient temperature of its own"))
        if isinstance(item, Step):
            ends = [end for end in item.ends if isinstance(end.quantity, ModelVariable)]
            self._uses.extend(Use(item.path, Construct.END_MODEL, f"end {end.text}") for end in ends)


def _left_loops(sequence: Sequence) -> list[Use]:
    """Note jumps out of a loop that may run again: whether its counter then starts anew differs by cycler."""
    around, lowest = sequence.loops(), _lowest_reachable(sequence)
    found = []
    for index, node in enumerate(sequence.nodes):
        for target in {stop.target for stop in node.stops} if isinstance(node, Action) else ():
            if isinstance(target, Destination):
                continue
            left = [loop for loop in around[index] if loop not in around[target]]
            again = [loop for loop in left if lowest(target) <= loop]
            found += [
                Use(node.path, Construct.JUMP_AGAIN, f"a jump out of {sequence.nodes[loop].path}") for loop in again
            ]
    return found


def _lowest_reachable(sequence: Sequence) -> Callable[[int], int]:
    """Return a function from a node to the lowest node that can run after it (or one below: never above)."""
    count = len(sequence.nodes)
    back = [count] * (count + 1)
    for index, node in enumerate(sequence.nodes):
        if isinstance(node, LoopEnd):
            back[index] = node.start + 1
        elif isinstance(node, Action):
            back[index] = min([t for t in (s.target for s in node.stops) if isinstance(t, int)], default=count)
    for index in range(count - 1, -1, -1):
        back[index] = min(back[index], back[index + 1])

    def lowest(target: int) -> int:
        while back[target] < target:
            target = back[target]
        return target

    return lowest
