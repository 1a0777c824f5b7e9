"""Block counters, jumps and cycles without any simulation: the flow is driven by hand."""

import pytest

from ionworks import ucp
from ionworks.server.engine.steps.flow import Flow, ProtocolFailureError
from ionworks.ucp.program import END, BlockEnd, BlockStart, Control, Step

REST = {"Rest": {"duration": 1}}


def walk(*items, jumps=(), limit=1000, most=50):
    """Addresses of the steps visited and their cycles; `jumps` gives the target of the n-th control item."""
    program = ucp.bind(ucp.parse({"steps": list(items)})).program
    flow = Flow(program, float, limit)
    turns, visited, address = iter(jumps), [], 0
    while address < flow.end and len(visited) < most:
        item = program.items[address]
        match item:
            case BlockStart():
                address = flow.enter(item)
            case BlockEnd():
                address = flow.leave(item)
            case Control():
                address = flow.follow(item, next(turns))
            case Step():
                visited.append((address, flow.cycle))
                flow.note_step()
                address += 1
            case _:
                address += 1
    return visited


def test_plain_blocks_are_one_cycle():
    assert walk({"A": [REST, REST]}, REST) == [(1, 0), (2, 0), (4, 0)]


def test_only_outermost_repeats_make_cycles():
    inner = {"Inner": {"repeat": 2, "steps": [REST]}}
    assert [cycle for _, cycle in walk({"Outer": {"repeat": 2, "steps": [inner]}}, REST)] == [0, 0, 1, 1, 2]


def test_an_empty_cycle_is_not_counted():
    assert walk({"A": {"repeat": 2, "steps": [REST]}}, {"B": {"repeat": 2, "steps": [REST]}}) == [
        (1, 0),
        (1, 1),
        (4, 2),
        (4, 3),
    ]


def test_zero_repeats_skip_the_block():
    assert walk({"A": {"repeat": 0, "steps": [REST]}}, REST) == [(3, 0)]


def test_jump_to_the_start_of_a_block_resets_its_counter():
    # 0 start, 1 rest, 2 end, 3 control
    block = {"A": {"repeat": 2, "steps": [REST]}}
    visited = walk(block, {"Control": {"goto": "A"}}, jumps=[0, END])
    assert [address for address, _ in visited] == [1, 1, 1, 1]


def test_jump_into_the_middle_starts_at_iteration_zero():
    block = {"A": {"repeat": 2, "steps": ["m", REST]}}
    visited = walk({"Control": {"goto": "m"}}, block, jumps=[2])
    assert [address for address, _ in visited] == [3, 3]


def test_jump_out_drops_the_counter():
    # 0 start, 1 rest, 2 control, 3 end, 4 rest, 5 control
    block = {"A": {"repeat": 3, "steps": [REST, {"Control": {"goto": "End"}}]}}
    visited = walk(block, REST, {"Control": {"goto": "End"}}, jumps=[4, 0, 3, 3, 3, END])
    assert [address for address, _ in visited] == [1, 4, 1, 1, 1, 4]


def test_backward_jumps_are_counted_and_begin_cycles():
    loop = ["top", REST, {"Control": {"goto": "top"}}]
    assert [cycle for _, cycle in walk(*loop, jumps=[0, 0, END])] == [0, 1, 2]
    with pytest.raises(ProtocolFailureError, match="more than 1 backward jumps"):
        walk(*loop, jumps=[0, 0], limit=1)


def test_idle_items_are_bounded():
    flow = Flow(ucp.parse({"steps": [REST]}), float, 10)
    for _ in range(10_000):
        flow.note_time(has_passed=False)
    with pytest.raises(ProtocolFailureError, match="took no time"):
        flow.note_time(has_passed=False)
    flow.note_time(has_passed=True)
