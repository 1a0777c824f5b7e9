"""Where a run is in its program: blocks and their repetitions, jumps, cycles.

Source: docs/contract/ucp.md sections 1.7 and 3.2 (cycle count).
"""

from collections.abc import Callable

from ionworks.ucp.expressions import Number
from ionworks.ucp.program import END, NEXT, BlockEnd, BlockStart, Item, Program, Target

_MAX_IDLE_ITEMS = 10_000


class ProtocolFailureError(Exception):
    """The protocol asks for something that makes no sense once its numbers are known; the text says what."""


class Flow:
    """Program counter of one run.

    Parameters
    ----------
    program : Program
    number : callable
        Evaluates a number or expression now.
    max_backward_jumps : int
        Jumps to the same or an earlier item before the run fails.
    """

    def __init__(self, program: Program, number: Callable[[Number], float], max_backward_jumps: int) -> None:
        self.program = program
        self.end = len(program.items)
        self.cycle = 0
        self._number = number
        self._max_backward_jumps = max_backward_jumps
        self._backward_jumps = 0
        self._idle_items = 0
        self._cycle_is_empty = True
        self._counters: dict[int, tuple[int, int]] = {}
        self._blocks = [item for item in program.items if isinstance(item, BlockStart)]
        self._outermost = _outermost_repeats(self._blocks)

    def note_step(self) -> None:
        """Say that a step was executed in the current cycle."""
        self._cycle_is_empty = False

    def note_time(self, *, has_passed: bool) -> None:
        """Say whether the last item took time.

        Raises
        ------
        ProtocolFailureError
            After 10 000 items in a row that took none.
        """
        self._idle_items = 0 if has_passed else self._idle_items + 1
        if self._idle_items > _MAX_IDLE_ITEMS:
            raise ProtocolFailureError(f"more than {_MAX_IDLE_ITEMS} items in a row took no time")

    def enter(self, block: BlockStart) -> int:
        """Address after a block was reached: its first item, or past it."""
        self._counters.pop(block.address, None)
        repeat = self._repeat(block)
        if repeat == 0 or (block.condition is not None and self._number(block.condition) == 0):
            return block.end + 1
        self._begin_iteration(block.address, 0, repeat)
        return block.address + 1

    def leave(self, end: BlockEnd) -> int:
        """Address after the last item of a block: its first item again, or past it."""
        done, repeat = self._counters.get(end.start, (0, 1))
        if done + 1 < repeat:
            self._begin_iteration(end.start, done + 1, repeat)
            return end.start + 1
        self._counters.pop(end.start, None)
        if end.start in self._outermost:
            self._begin_cycle()
        return end.address + 1

    def follow(self, item: Item, target: Target) -> int:
        """Address a target leads to from an item.

        Raises
        ------
        ProtocolFailureError
            When there were too many backward jumps.
        """
        if target is NEXT:
            return item.address + 1
        if target is END:
            return self.end
        assert isinstance(target, int)
        if target <= item.address:
            self._backward_jumps += 1
            if self._backward_jumps > self._max_backward_jumps:
                raise ProtocolFailureError(f"more than {self._max_backward_jumps} backward jumps (max_backward_jumps)")
            self._begin_cycle()
        self._settle_counters(target)
        return target

    def _repeat(self, block: BlockStart) -> int:
        repeat = self._number(block.repeat)
        if repeat < 0 or not repeat.is_integer():
            raise ProtocolFailureError(f"repeat is {repeat:g}; a whole number >= 0 is needed")
        return int(repeat)

    def _begin_iteration(self, start: int, done: int, repeat: int) -> None:
        self._counters[start] = (done, repeat)
        if start in self._outermost:
            self._begin_cycle()

    def _begin_cycle(self) -> None:
        if not self._cycle_is_empty:
            self.cycle += 1
            self._cycle_is_empty = True

    def _settle_counters(self, target: int) -> None:
        """Drop the counters of blocks jumped out of; start those of blocks jumped into at iteration 0."""
        around = {block.address: block for block in self._blocks if block.address < target <= block.end}
        kept = {address: count for address, count in self._counters.items() if address in around}
        fresh = {address: (0, self._repeat(block)) for address, block in around.items() if address not in kept}
        self._counters = kept | fresh


def _outermost_repeats(blocks: list[BlockStart]) -> frozenset[int]:
    """Addresses of repeated blocks that no other repeated block encloses."""
    found: list[BlockStart] = []
    for block in blocks:
        if block.repeat != 1.0 and not any(block.address < outer.end for outer in found):
            found.append(block)
    return frozenset(block.address for block in found)
