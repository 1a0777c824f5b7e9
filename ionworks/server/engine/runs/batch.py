"""Runs of one cell that pass one constant current until a limit, solved as lists instead of one by one.

This is what most sweeps are: a discharge for every design. Everything that a run costs besides the solver is
done for all runs together: initial states, sampling, tables. What does not fit (more than one step, a rate of
change as an end, samples by voltage) and every run the solver or an end does not finish cleanly is left to the
interpreter, which also says what was wrong.

Source: docs/contract/performance.md section C; docs/contract/ucp.md sections 1.5, 1.8, 2.2 and 3.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.engine.cell.cell import AMBIENT, INITIAL_TEMPERATURE, START, TARGET, Cell, Control, ControlKey
from ionworks.server.engine.cell.channels import KELVIN
from ionworks.server.engine.cell.list_solver import list_solver
from ionworks.server.engine.cell.starting_state import StartingState
from ionworks.server.engine.cell.window import Window
from ionworks.server.engine.results.batch_tables import BatchTables, make_batch_tables
from ionworks.server.engine.steps.conditions import (
    Baseline,
    Condition,
    fired,
    first_passed,
    safety_conditions,
    signals_at,
    thresholds,
    without_signals,
)
from ionworks.server.engine.steps.cutoffs import stopped
from ionworks.server.engine.steps.drawing import drawn
from ionworks.server.engine.steps.flow import ProtocolFailureError
from ionworks.server.engine.steps.integrals import Measured, Points, measure, refined, united
from ionworks.server.engine.steps.planning import (
    Channels,
    StepContext,
    evaluate,
    plan_step,
    program_channels,
    starting_state,
)
from ionworks.server.engine.steps.plans import StepPlan, fixed_signals
from ionworks.server.engine.steps.sampling import Grid
from ionworks.server.engine.trajectory import interpolated
from ionworks.server.ground.arrays import Array, Indices, Mask
from ionworks.ucp.expressions import Environment, ExpressionError
from ionworks.ucp.program import Destination, Kind, Mode, Program, Step

_LONGEST_LIST = 32
_LIST_BYTES = 64e6
_MOST_STEPS = 400  # of the solver, states and slopes counted
_MOST_SAMPLES = 20_000


@attrs.frozen(eq=False)
class BatchRun:
    """One run: its place in the task, its bound program and its checked design parameters."""

    index: int
    program: Program
    design: Mapping[str, float]


@attrs.frozen(eq=False)
class Batch:
    """Completed runs; the others are for the interpreter."""

    indices: list[int]
    """Their places in the task, in the order of the rows."""
    heights: Indices
    """Rows of each in the time series."""
    tables: BatchTables
    warnings: list[list[str]]
    """Of each run."""


@attrs.frozen(eq=False)
class _Plan:
    """The one step of a program with its numbers, shared by all runs that have the same ones."""

    step: Step
    numbers: StepPlan
    conditions: tuple[Condition, ...]
    inputs: Mapping[str, float]
    window: Window

    @property
    def group(self) -> tuple[Any, ...]:
        """What runs must share to be solved in one list."""
        return self.numbers.limit.seconds, self.numbers.channels, self.numbers.grid.is_automatic


@attrs.frozen(eq=False)
class _Solved:
    """What some runs passed, as the solver left them."""

    runs: list[tuple[BatchRun, _Plan, str | None]]
    """With the event that ended each."""
    summaries: list[Mapping[str, float | None]]
    """Of each as it ended."""
    points: Points


def run_batch(
    cell: Cell,
    runs: Sequence[BatchRun],
    extra_variables: Sequence[str] = (),
) -> Batch | None:
    """Solve the runs that fit.

    Parameters
    ----------
    cell : Cell
    runs : sequence of BatchRun
    extra_variables : sequence of str
        Output variables besides the standard ones.

    Returns
    -------
    Batch or None
        None when no run was completed.

    Raises
    ------
    BuildError
        A varying parameter cannot be an input of this model.

    Notes
    -----
    Source: docs/contract/performance.md section C.
    """
    fitting = [run for run in runs if _fits(run.program)]
    states = _initial_states(cell, fitting) if fitting else []
    groups: dict[tuple[Any, ...], list[tuple[BatchRun, _Plan, Mapping[str, float]]]] = {}
    planner = _Planner(cell)
    for run, (inputs, soc) in zip(fitting, states, strict=True):
        plan = planner.plan(run, soc) if np.isfinite(soc) else None
        if plan is not None:
            groups.setdefault(plan.group, []).append((run, plan, {**inputs, **plan.inputs}))
    parts = [part for members in groups.values() for part in _solve_group(cell, members)]
    return _batch(parts, extra_variables) if parts else None


def _fits(program: Program) -> bool:
    """Whether a program is one step of constant current, sampled by time, after which nothing follows."""
    if len(program.items) != 1 or not isinstance(program.items[0], Step):
        return False
    step = program.items[0]
    by_change = [resolution for resolution in (program.globals.resolution, step.resolution) if resolution is not None]
    return (
        step.kind in (Kind.CHARGE, Kind.DISCHARGE)
        and step.mode in (Mode.C_RATE, Mode.CURRENT)
        and not step.assignments
        and all(one.voltage is None and one.current is None for one in by_change)
    )


def _initial_states(cell: Cell, runs: Sequence[BatchRun]) -> list[tuple[dict[str, float], float]]:
    """Inputs that hold from the start of each run, and its state of charge; NaN where that needs a closer look."""
    conditions = [run.program.globals for run in runs]
    wanted = [starting_state(run.program) for run in runs]
    design = {name: np.array([run.design[name] for run in runs]) for name in cell.varying}
    warm = [evaluate(one.initial_temperature, Environment()) + KELVIN for one in conditions]
    found = cell.initial_states.of_runs(wanted, design)
    if found is None or not np.isfinite(found[1]).all():
        return [_initial_state(cell, run, state) for run, state in zip(runs, wanted, strict=True)]
    columns = {**design, **found[0], INITIAL_TEMPERATURE: np.array(warm)}
    rows = zip(*(values.tolist() for values in columns.values()), strict=True)
    return [(dict(zip(columns, row, strict=True)), soc) for row, soc in zip(rows, found[1].tolist(), strict=True)]


def _initial_state(cell: Cell, run: BatchRun, state: StartingState) -> tuple[dict[str, float], float]:
    initial_c = evaluate(run.program.globals.initial_temperature, Environment())
    try:
        inputs = cell.run_inputs(run.design, state, initial_c)
        return inputs, cell.initial_states.state_of_charge(state, run.design)
    except ValidationError:
        return {}, float("nan")


class _Planner:
    """Plans of runs; the same program from the same state is planned once."""

    def __init__(self, cell: Cell) -> None:
        self._cell = cell
        self._plans: dict[tuple[int, float | None, float, Window], _Plan | None] = {}
        self._channels: dict[int, Channels] = {}

    def plan(self, run: BatchRun, soc: float) -> _Plan | None:
        """Plan of a run; None when it is for the interpreter."""
        capacity = self._cell.nominal_capacity(run.design)
        window = self._cell.window(run.design)
        key = (id(run.program), capacity, soc, window)
        if key not in self._plans:
            if key[0] not in self._channels:
                self._channels[key[0]] = program_channels(run.program)
            self._plans[key] = _plan(run.program, self._channels[key[0]], capacity, soc, window)
        return self._plans[key]


def _plan(program: Program, channels: Channels, capacity: float | None, soc: float, window: Window) -> _Plan | None:
    step = program.steps[0]
    ambient = evaluate(program.globals.ambient, Environment())
    start = Baseline(0.0, 0.0, 100.0 * soc, capacity or 1.0)
    context = StepContext(program, channels, Environment(), start, ambient, capacity is not None, (window, window))
    try:
        numbers = plan_step(step, context)
    except (ExpressionError, ProtocolFailureError):
        return None
    known = fixed_signals(numbers)
    conditions = tuple(without_signals(one, known) for one in (*safety_conditions(program.safety), *numbers.ends))
    goes_on = any(not isinstance(goto, Destination) for goto in (*(one.goto for one in conditions), numbers.limit.goto))
    period = numbers.grid.period
    if goes_on or numbers.rates or (period and numbers.limit.seconds / period > _MOST_SAMPLES):
        return None
    if any(one.always for one in conditions):
        return None
    inputs = {AMBIENT: numbers.ambient_c + KELVIN, TARGET: numbers.target, START: 0.0}
    return _Plan(step, numbers, conditions, inputs | thresholds(conditions, numbers.channels), window)


def _solve_group(cell: Cell, members: Sequence[tuple[BatchRun, _Plan, Mapping[str, float]]]) -> Iterator[_Solved]:
    duration, channels, _ = members[0][1].group
    solver = list_solver(cell, ControlKey(Mode.CURRENT, channels))
    size = solver.list_size(_LIST_BYTES / 8 / _MOST_STEPS, _LONGEST_LIST)
    for begin in range(0, len(members), size):
        some = members[begin : begin + size]
        control, solutions = solver.solve([inputs for _, _, inputs in some], duration)
        found = [_path(control, one, solution) for one, solution in zip(some, solutions, strict=True)]
        paths = [path for path in found if path is not None]
        if paths:
            yield _observed(control, paths)


@attrs.frozen(eq=False)
class _Path:
    """One run and its path: the states its outputs depend on, and their slopes, at the times of the solver."""

    run: BatchRun
    plan: _Plan
    inputs: Array
    times: Array
    states: Array
    slopes: Array
    event: str | None
    summary: Mapping[str, float | None]


def _path(
    control: Control, member: tuple[BatchRun, _Plan, Mapping[str, float]], solution: pybamm.Solution | None
) -> _Path | None:
    """Path of a solution that went on to a proper end."""
    if solution is None or solution.termination == "failure" or len(solution.all_ts) != 1:
        return None
    times = solution.all_ts[0].copy()
    times[0] = 0.0  # the solver starts one rounding step later
    if times.size < 2 or times[-1] <= 0:
        return None
    run, plan, given = member
    inputs = np.array([given.get(name, 0.0) for name in control.inputs])
    states, slopes = (np.asarray(one[0])[control.rows] for one in (solution.all_ys, solution.all_yps))
    event = solution.termination.removeprefix("event: ") if "event: " in solution.termination else None
    summary = control.summary(float(times[-1]), np.asarray(solution.all_ys[0])[:, -1], given)
    return _Path(run, plan, inputs, times, states, slopes, event, summary)


def _observed(control: Control, paths: Sequence[_Path]) -> _Solved:
    both = [united(_samples(float(path.times[-1]), path.plan.numbers.grid), path.times) for path in paths]
    heights = np.array([times.size for times, _ in both])
    times = np.concatenate([times for times, _ in both])
    owners = np.repeat(np.arange(len(paths)), heights)
    is_sample = np.concatenate([is_sample for _, is_sample in both])

    def observe(of: Indices, at: Array) -> dict[str, Array]:
        return _outputs(control, paths, of, at)

    columns = {"Time [s]": times, **observe(owners, times)}
    is_drawn = paths[0].plan.numbers.grid.is_automatic  # as of all in a group
    no_corner = np.zeros(times.size, dtype=bool)
    points = refined(Points(columns, heights, is_sample, no_corner), observe, is_drawn=is_drawn)
    return _Solved([(path.run, path.plan, path.event) for path in paths], [path.summary for path in paths], points)


def _samples(end: float, grid: Grid) -> Array:
    if grid.is_automatic:
        return np.array([0.0, end])
    period = grid.period
    assert period is not None
    inside = period * np.arange(1, np.ceil(end / period))
    # a sample a hair before the end would only repeat it
    return np.concatenate(([0.0], inside[inside < end - 1e-9 * max(1.0, end)], [end]))


def _outputs(control: Control, paths: Sequence[_Path], of: Indices, at: Array) -> dict[str, Array]:
    """Outputs of runs, by their places in rising order, at times inside."""
    counts = np.bincount(of, minlength=len(paths))
    pieces = zip(paths, np.split(at, np.cumsum(counts)[:-1]), strict=True)
    states = [interpolated(times, path.times, path.states, path.slopes) for path, times in pieces if times.size]
    given = np.repeat(np.stack([path.inputs for path in paths], axis=1), counts, axis=1)
    values = np.asarray(control.observe_rows(at[None, :], np.concatenate(states, axis=1), given), dtype=float)
    return dict(zip(control.outputs, values, strict=True))


def _batch(parts: Sequence[_Solved], extra_variables: Sequence[str]) -> Batch | None:
    points = _joined([part.points for part in parts])
    runs = [run for part in parts for run in part.runs]
    summaries = [one for part in parts for one in part.summaries]
    last = np.cumsum(points.heights) - 1
    ends = {name: values[last] for name, values in points.columns.items()}
    texts = [
        _termination(plan, event, {name: values[index : index + 1] for name, values in ends.items()})
        for index, (_, plan, event) in enumerate(runs)
    ]
    texts = [None if missed else text for text, missed in zip(texts, _missed(points, runs), strict=True)]
    is_done = np.array([text is not None for text in texts])
    if not is_done.any():
        return None
    points = points if is_done.all() else _only(points, is_done)
    is_drawn = runs[0][1].numbers.grid.is_automatic  # as of all that come in one call
    measured = measure(drawn(points) if is_drawn else points)
    done = [(run, plan, text) for (run, plan, _), text in zip(runs, texts, strict=True) if text is not None]
    summaries = [one for one, text in zip(summaries, texts, strict=True) if text is not None]
    plans, terminations = [plan for _, plan, _ in done], [text for _, _, text in done]
    tables = make_batch_tables(measured, [plan.step for plan in plans], terminations, extra_variables, summaries)
    warnings = list(_warnings(plans, terminations, measured))
    return Batch([run.index for run, _, _ in done], measured.heights, tables, warnings)


def _missed(points: Points, runs: Sequence[tuple[BatchRun, _Plan, str | None]]) -> Iterator[bool]:
    """Whether the solver stepped over an end of each run."""
    signals, last = signals_at(points.columns), np.cumsum(points.heights)
    for (_, plan, event), begin, end in zip(runs, last - points.heights, last, strict=True):
        inside = slice(begin, end if event is None else end - 1)
        yield first_passed(plan.conditions, {name: values[inside] for name, values in signals.items()}) is not None


def _joined(parts: Sequence[Points]) -> Points:
    columns = {name: np.concatenate([part.columns[name] for part in parts]) for name in parts[0].columns}
    rest = (np.concatenate([getattr(part, name) for part in parts]) for name in ("heights", "is_sample", "is_corner"))
    return Points(columns, *rest)


def _only(points: Points, is_kept: Mask) -> Points:
    """Points of some of the runs."""
    rows = np.repeat(is_kept, points.heights)
    columns = {name: values[rows] for name, values in points.columns.items()}
    return Points(columns, points.heights[is_kept], points.is_sample[rows], points.is_corner[rows])


def _termination(plan: _Plan, event: str | None, ends: dict[str, Array]) -> str | None:
    """Text of what ended a run; None when it is for the interpreter to say."""
    if event is None:
        return None if plan.numbers.limit.is_failure else plan.numbers.limit.text
    met = fired(event, ends, plan.conditions)
    return met.text if isinstance(met, Condition) and not met.fails else None


def _warnings(plans: Sequence[_Plan], terminations: Sequence[str], measured: Measured) -> Iterator[list[str]]:
    last = np.cumsum(measured.heights) - 1
    lowest, highest = (measured.numbers[f"{word} voltage [V]"].tolist() for word in ("Min", "Max"))
    duration = measured.columns["Time [s]"][last].tolist()  # runs begin at 0
    for plan, termination, low, high, seconds in zip(plans, terminations, lowest, highest, duration, strict=True):
        path = plan.step.path
        found = [f"{path}: {text}" for text in plan.window.warnings(low, high).values()]
        is_cutoff = any(one.is_cutoff and one.text == termination for one in plan.conditions)
        yield found + ([stopped(path, termination, seconds)] if is_cutoff else [])
