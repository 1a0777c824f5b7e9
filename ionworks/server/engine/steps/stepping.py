"""One step of a protocol: solve until something ends it, and sample what happened.

Source: docs/contract/ucp.md sections 1.3, 1.5, 1.8, 2.2 and 2.4.
"""

from collections.abc import Mapping, Sequence

import attrs
import numpy as np

from ionworks.server.engine.cell.cell import AMBIENT, START, TARGET, Cell, Control, ControlKey
from ionworks.server.engine.cell.channels import KELVIN, Channel
from ionworks.server.engine.cell.errors import SolveError
from ionworks.server.engine.steps.conditions import (
    Condition,
    fired,
    first_passed,
    safety_conditions,
    signals_at,
    signals_in,
    thresholds,
    without_signals,
)
from ionworks.server.engine.steps.drawing import drawn
from ionworks.server.engine.steps.field_records import FieldRecords, profile_times
from ionworks.server.engine.steps.integrals import (
    Measured,
    Points,
    is_among,
    measure,
    one_step,
    refined,
    samples_only,
    united,
)
from ionworks.server.engine.steps.plans import StepPlan, fixed_signals
from ionworks.server.engine.steps.records import StepResult
from ionworks.server.engine.steps.sampling import sample_times
from ionworks.server.engine.steps.targets import Stray, stray, told
from ionworks.server.engine.trajectory import Segment, State
from ionworks.server.ground.arrays import Array
from ionworks.ucp.program import (
    NEXT,
    Mode,
    Quantity,
    Safety,
    Target,
)

MAX_ROWS = 5_000_000
_PROBE_S = 1e-3
_RATE_SIGNAL = {
    Quantity.VOLTAGE_RATE: "Voltage [V]",
    Quantity.CURRENT_RATE: "Current [A]",
    Quantity.TEMPERATURE_RATE: "Temperature [degC]",
}
Columns = dict[str, Array]


def run_step(
    cell: Cell,
    plan: StepPlan,
    state: State | None,
    run_inputs: Mapping[str, float],
    safety: Safety,
    suspended: frozenset[str] = frozenset(),
    fields: FieldRecords | None = None,
) -> StepResult:
    """Run one step.

    Parameters
    ----------
    cell : Cell
    plan : StepPlan
    state : State or None
        Where the step before ended; None at the start of the test.
    run_inputs : mapping of str to float
        Inputs of the whole run.
    safety : Safety
    suspended : frozenset of str
        Safety limits to ignore until they have been satisfied once.
    fields : FieldRecords, optional
        Takes the variables over space of the cell.
    """
    control = cell.control(ControlKey(plan.mode, plan.channels, plan.profile))
    inputs = {**run_inputs, AMBIENT: plan.ambient_c + KELVIN, TARGET: plan.target}
    start = control.initial_state(inputs) if state is None else state
    plan = attrs.evolve(plan, grid=attrs.evolve(plan.grid, start=start.time))
    return _Runner(control, plan, inputs, safety, start, fields).run(suspended)


def sample_at_rest(
    cell: Cell,
    channels: frozenset[Channel],
    state: State | None,
    run_inputs: Mapping[str, float],
    ambient_c: float,
) -> Columns:
    """Outputs of the model as the current is switched off, one row.

    Raises
    ------
    SolveError
        The solver found no state without current.
    """
    control = cell.control(ControlKey(Mode.CURRENT, channels))
    inputs = {**run_inputs, AMBIENT: ambient_c + KELVIN, TARGET: 0.0, **thresholds((), channels)}
    segment = control.solve(state or control.initial_state(inputs), _PROBE_S, inputs)
    times = segment.times[:1]
    return {"Time [s]": times, **control.observe(segment, times, inputs)}


class _Runner:
    """The solves of one step: more than one when a profile repeats, a rate is watched or a limit rearms."""

    def __init__(
        self,
        control: Control,
        plan: StepPlan,
        inputs: Mapping[str, float],
        safety: Safety,
        state: State,
        fields: FieldRecords | None,
    ) -> None:
        self.control = control
        self.fields = fields
        self.plan = plan
        self.inputs = dict(inputs)
        self.safety = safety
        self.state = state
        self.start = self.turn = state.time
        self.suspended: set[str] = set()
        self.known = {} if plan.profile is not None else fixed_signals(plan)
        self.parts: list[Points] = []
        self.rows = 0
        self.is_tight = False
        self.is_lenient = False
        self.stray: Stray | None = None

    def run(self, suspended: frozenset[str]) -> StepResult:
        """Solve until the step has ended."""
        self.suspended = set(suspended)
        result = None
        while result is None:
            result = self._advance()
        return result

    def _advance(self) -> StepResult | None:
        """Do one solve; the result when it ended the step."""
        conditions = self._conditions()
        certain = next((one for one in conditions if one.always), None)
        if certain is not None:
            self._record_start()
            return self._act_on(certain)
        self._turn_profile()
        try:
            segment = self._solve(self._horizon(), conditions)
        except SolveError as error:
            return self._not_started(conditions, error)
        if self.rows + self.plan.grid.regular_count(segment) > MAX_ROWS:
            return self._failed(f"more than {MAX_ROWS} rows of output; a coarser resolution is needed")
        points = self._points(segment)
        strayed = self._stray(points)
        if strayed is not None and not self.is_tight and not self.is_lenient:
            segment, points, strayed = self._closer(segment, points, strayed, conditions)
        missed = first_passed(conditions, signals_at(inner(points, segment.event)))
        if missed is not None:
            return self._go_back(segment, float(points.columns["Time [s]"][missed[0]]), missed[1])
        self.stray = max((one for one in (self.stray, strayed) if one), key=lambda one: one.gap, default=None)
        self._record(points, segment)
        return self._ended(segment, points, conditions)

    def _closer(
        self, segment: Segment, points: Points, strayed: Stray, conditions: Sequence[Condition]
    ) -> tuple[Segment, Points, Stray | None]:
        """Solve what strays from its target again in smaller steps; the same as given where that cannot be solved."""
        self.is_tight = True
        try:
            segment = self._solve(self._horizon(), conditions)
        except SolveError:
            self.is_tight, self.is_lenient = False, True
            return segment, points, strayed
        points = self._points(segment)
        return segment, points, self._stray(points)

    def _ended(self, segment: Segment, points: Points, conditions: Sequence[Condition]) -> StepResult | None:
        """The result when a segment ended the step."""
        if segment.event is not None:
            return self._act_on(fired(segment.event, points.columns, conditions))
        rate = self._rate_met(segment)
        if rate is not None:
            return self._act_on(rate)
        is_over = self._left() <= 1e-9 * max(1.0, self.state.time)
        return self._out_of_time() if is_over else None

    def _go_back(self, segment: Segment, time: float, text: str) -> StepResult | None:
        """Keep a segment to where the solver last stood before a time, to go on from there in smaller steps."""
        if self.is_tight:
            return self._failed(f"the solver stepped over an end: {text}, near {time:g} s")
        self.is_tight = True
        before = self.control.until(segment, time)
        if before.times.size > 1:
            self._record(self._points(before), before)
        return None

    def _not_started(self, conditions: Sequence[Condition], error: SolveError) -> StepResult | None:
        """Deal with a solve that failed: usually because an end is true as the step begins."""
        if error.segment is not None:
            self._record(self._points(error.segment), error.segment)
            return self._failed(error.reason)
        try:
            probe = self._solve(_PROBE_S, ())
        except SolveError as failure:
            return self._failed(failure.reason)
        columns = self._observe(probe, probe.times[:1])
        signals = signals_in(columns, 0)
        met = next((one for one in conditions if one.is_met(signals)), None)
        if met is None:
            return self._failed(error.reason)
        if not self.parts and met.rearms is None:
            self._keep(samples_only({"Time [s]": probe.times[:1], **columns}))
        return self._act_on(met)

    def _act_on(self, met: Condition | str) -> StepResult | None:
        """End the step, or only let a safety limit become active again."""
        if isinstance(met, str):
            return self._failed(met)
        if met.fails:
            return self._failed(met.text)
        if met.rearms is not None:
            self.suspended.discard(met.rearms)
            return None
        if met.limit is not None:
            self.suspended.add(met.limit)
        return attrs.evolve(self._result(met.text, met.goto), is_cutoff=met.is_cutoff)

    def _stray(self, points: Points) -> Stray | None:
        """Where voltage or power is farthest from what the control wants."""
        times, profile = points.columns["Time [s]"], self.plan.profile
        targets = np.full(times.size, self.plan.target)
        if profile is not None:
            targets = np.interp(times - self.turn, profile.time, profile.values)
        return stray(self.plan.mode, targets, points)

    def _left(self) -> float:
        return self.start + self.plan.limit.seconds - self.state.time

    def _turn_profile(self) -> None:
        """Move to the repetition of the profile that the present time lies in."""
        if self.plan.profile is not None and self.state.time >= self.turn + self.plan.profile.time[-1] - 1e-9:
            self.turn += self.plan.profile.time[-1]

    def _horizon(self) -> float:
        """Longest time the next solve may take, s."""
        times = [self._left()]
        if self.plan.profile is not None:
            times.append(self.turn + self.plan.profile.time[-1] - self.state.time)
        if self.plan.rates:
            times.append(self._period())
        return float(min(times))

    def _period(self) -> float:
        return self.plan.grid.period or 60.0

    def _conditions(self) -> list[Condition]:
        both = [*safety_conditions(self.safety, self.suspended), *self.plan.ends]
        return [without_signals(condition, self.known) for condition in both]

    def _solve(self, duration: float, conditions: Sequence[Condition]) -> Segment:
        self.inputs.update({START: self.turn, **thresholds(conditions, self.plan.channels)})
        return self.control.solve(self.state, duration, self.inputs, is_tight=self.is_tight)

    def _record_start(self) -> None:
        """Keep one row for a step that ends as it begins, if nothing was recorded yet."""
        if self.parts:
            return
        try:
            probe = self._solve(_PROBE_S, ())
        except SolveError:
            return
        first = probe.times[:1]
        self._keep(samples_only({"Time [s]": first, **self._observe(probe, first)}))

    def _points(self, segment: Segment) -> Points:
        """Observe a segment."""
        knots = self.control.knots + self.turn

        def observe(times: Array) -> Columns:
            return self._observe(segment, times)

        shown = knots if self.plan.shows_knots else np.empty(0)
        samples = sample_times(segment, self.plan.grid, observe, shown)
        times, is_sample = united(samples, segment.times)
        columns = {"Time [s]": times, **observe(times)}
        points = Points(columns, np.array([times.size]), is_sample, is_among(times, knots))
        return refined(points, lambda _steps, at: observe(at), is_drawn=self.plan.grid.is_automatic)

    def _record(self, points: Points, segment: Segment) -> None:
        """Keep the points of a segment, and go on from its end."""
        if self.fields is not None:
            times = profile_times(points, segment, is_automatic=self.plan.grid.is_automatic)
            # where a step goes on, its time before is known already
            self.fields.add(self.control.fields, segment, times[1:] if self.parts else times, self.inputs)
        self._keep(points)
        self.state = segment.end

    def _keep(self, points: Points) -> None:
        self.parts.append(points)
        self.rows += int(points.is_sample.sum())

    def _observe(self, segment: Segment, times: Array) -> Columns:
        return self.control.observe(segment, times, self.inputs)

    def _rate_met(self, segment: Segment) -> Condition | None:
        """Return the first rate of change, taken over one period, that is past its value."""
        span = segment.times[-1] - segment.times[0]
        if not self.plan.rates or span < 0.999 * min(self._period(), self.plan.limit.seconds):
            return None
        ends = self._observe(segment, segment.times[[0, -1]])
        for rate in self.plan.rates:
            values = ends[_RATE_SIGNAL[rate.quantity]]
            slope = float(values[1] - values[0]) / span
            if slope > rate.value if rate.operator == ">" else slope < rate.value:
                return Condition(rate.text, (), rate.goto)
        return None

    def _out_of_time(self) -> StepResult:
        limit = self.plan.limit
        return self._failed(limit.text) if limit.is_failure else self._result(limit.text, limit.goto)

    def _failed(self, reason: str) -> StepResult:
        return attrs.evolve(self._result("failed", NEXT), failure=reason)

    def _result(self, termination: str, goto: Target) -> StepResult:
        warning = None if self.stray is None else told(self.stray, self.start)
        suspended = frozenset(self.suspended)
        states = self.control.joined(self.state).reshape(-1)
        summary = self.control.summary(self.state.time, states, self.inputs)
        return StepResult(self.state, self._measured(), termination, goto, suspended, warning=warning, summary=summary)

    def _measured(self) -> Measured | None:
        finish = drawn if self.plan.grid.is_automatic else (lambda points: points)
        return measure(finish(one_step(self.parts))) if self.parts else None


def inner(points: Points, event: str | None) -> Columns:
    """Outputs at the points of one step before it ended; an event has to be true at the end itself."""
    return {name: values[: None if event is None else -1] for name, values in points.columns.items()}
