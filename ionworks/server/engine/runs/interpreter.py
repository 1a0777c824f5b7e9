"""Run one bound protocol on one cell, step by step.

Source: docs/contract/ucp.md sections 1.7, 2.3 and 2.4.
"""

from collections.abc import Mapping

import attrs
import numpy as np

from ionworks.errors import ValidationError
from ionworks.server.engine.cell.cell import AMBIENT, Cell
from ionworks.server.engine.cell.channels import KELVIN
from ionworks.server.engine.cell.errors import SolveError
from ionworks.server.engine.cell.impedance import frequencies, impedance
from ionworks.server.engine.steps.conditions import Baseline
from ionworks.server.engine.steps.cutoffs import stopped
from ionworks.server.engine.steps.field_records import FieldRecords
from ionworks.server.engine.steps.flow import Flow, ProtocolFailureError
from ionworks.server.engine.steps.integrals import TOTALS, Measured, measure, samples_only
from ionworks.server.engine.steps.planning import (
    StepContext,
    ambient_of,
    evaluate,
    named_voltages,
    plan_step,
    program_channels,
    starting_state,
    step_sign,
)
from ionworks.server.engine.steps.records import Records, StepRecord
from ionworks.server.engine.steps.stepping import run_step, sample_at_rest
from ionworks.server.engine.task import MAX_BACKWARD_JUMPS
from ionworks.server.engine.trajectory import State
from ionworks.server.ground.errors import CONFIGURATION_ERROR, SOLVER_ERROR
from ionworks.ucp.expressions import Environment, ExpressionError, Number
from ionworks.ucp.program import (
    NEXT,
    Assignment,
    BlockEnd,
    BlockStart,
    Control,
    Kind,
    Mode,
    Program,
    ProgramItem,
    Spectrum,
    Step,
    Target,
)


class _StepFailedError(Exception):
    """A step could not go on; the text names it, the time and the reason."""


@attrs.frozen(eq=False)
class Outcome:
    """Result of a run; a failed one keeps the steps it completed and what it had of the last."""

    status: str
    """``completed`` or ``failed``."""
    records: tuple[StepRecord, ...]
    """Executed steps in order."""
    error: str | None = None
    """Path of the step, time and reason of a failure."""
    error_code: str | None = None
    """``SOLVER_ERROR`` or ``CONFIGURATION_ERROR``."""
    warnings: tuple[str, ...] = ()
    """What the user has to know of a run, completed or not."""
    fields: FieldRecords | None = None
    """Variables over space, where any were asked for."""


def run_program(
    cell: Cell,
    program: Program,
    design: Mapping[str, float] | None = None,
    max_backward_jumps: int = MAX_BACKWARD_JUMPS,
) -> Outcome:
    """Run a program whose inputs are bound.

    Parameters
    ----------
    cell : Cell
    program : Program
        Without ``input[...]``.
    design : mapping of str to float, optional
        Values of the parameters that vary between runs of this cell.
    max_backward_jumps : int, optional
        Jumps to the same or an earlier item before the run fails.

    Returns
    -------
    Outcome
        Never raises for what the protocol or the solver did: a failure is a status.

    Notes
    -----
    Source: docs/contract/ucp.md section 2.3.
    """
    return _Run(cell, program, design or {}, max_backward_jumps).execute()


class _Run:
    """State of one run: the cell, what it has measured, and the records so far."""

    def __init__(self, cell: Cell, program: Program, design: Mapping[str, float], max_backward_jumps: int) -> None:
        self.cell, self.program, self.design = cell, program, design
        self.channels = program_channels(program)
        self.flow = Flow(program, self._number, max_backward_jumps)
        self.state: State | None = None
        self.inputs: dict[str, float] = {}
        self.initial_soc = 100.0
        self.records = Records()
        self.fields = FieldRecords(cell.field_names) if cell.field_names else None
        self.variables: dict[str, float] = {}
        self.measured: dict[str, float] = {}
        self.suspended: frozenset[str] = frozenset()
        self.warnings: dict[str, str] = {}
        self.own_window = self.wide_window = cell.window(design)
        self.ambient_c = evaluate(program.globals.ambient, Environment())
        capacity = cell.nominal_capacity(design)
        self.has_capacity, self.capacity_ah = capacity is not None, capacity or 1.0

    @property
    def time(self) -> float:
        """Simulated seconds so far."""
        return self.state.time if self.state else 0.0

    def execute(self) -> Outcome:
        """Run to the end of the program."""
        outcome = self._execute()
        if self.fields is not None and self.fields.warning is not None:
            self.warnings["profiles"] = self.fields.warning
        return attrs.evolve(outcome, warnings=tuple(self.warnings.values()), fields=self.fields)

    def _execute(self) -> Outcome:
        address, path = 0, "global"
        try:
            self._begin()
            while address < self.flow.end:
                item = self.program.items[address]
                before, path = self.time, item.path
                address = self._run_item(item)
                self.flow.note_time(has_passed=self.time > before)
        except (ExpressionError, ProtocolFailureError, ValidationError) as error:
            text = f"{path} at {self.time:g} s: {error}"
            return Outcome("failed", tuple(self.records.steps), text, CONFIGURATION_ERROR)
        except _StepFailedError as error:
            return Outcome("failed", tuple(self.records.steps), str(error), SOLVER_ERROR)
        return Outcome("completed", tuple(self.records.steps))

    def _begin(self) -> None:
        conditions = self.program.globals
        state = starting_state(self.program)
        initial_c = evaluate(conditions.initial_temperature, Environment())
        self.inputs = self.cell.run_inputs(self.design, state, initial_c)
        self.initial_soc = 100.0 * self.cell.initial_states.state_of_charge(state, self.design)

    def _run_item(self, item: ProgramItem) -> int:
        target: Target = NEXT
        match item:
            case BlockStart():
                return self.flow.enter(item)
            case BlockEnd():
                return self.flow.leave(item)
            case Control():
                self._assign(item.assignments)
                holds = item.condition is None or self._number(item.condition) != 0
                target = item.goto if holds else item.otherwise
            case Step():
                target = self._run_step(item)
                self._assign(item.assignments)
        return self.flow.follow(item, target)

    def _run_step(self, step: Step) -> Target:
        if step.kind is Kind.AMBIENT_TEMPERATURE:
            if step.value is not None:
                self.ambient_c = ambient_of(step.value, self._environment())
            return NEXT
        if step.kind is Kind.EIS:
            return self._run_spectrum(step)
        environment, begun = self._environment(), self.time
        sign = step_sign(step, environment)
        plan = plan_step(step, self._context(environment))
        self.wide_window = self.wide_window.widened(named_voltages(plan))
        result = run_step(self.cell, plan, self.state, self.inputs, self.program.safety, self.suspended, self.fields)
        if result.measured:
            self._warn(step, result.measured)
            self._keep(
                StepRecord(
                    step,
                    sign,
                    self.flow.cycle,
                    result.measured,
                    result.termination,
                    summary=result.summary,
                    is_automatic=plan.grid.is_automatic,
                )
            )
        if result.warning is not None:
            self.warnings.setdefault(f"{step.path} target", f"{step.path}: {result.warning}")
        if result.failure is not None:
            end = result.state.time
            where = f"{step.path} failed at {end:g} s ({end - begun:g} s into the step)"
            raise _StepFailedError(f"{where}: {result.failure}")
        self.state = result.state
        if result.measured:
            self._measure(sign, result.measured, result.state.time - begun)
        self.suspended = result.suspended
        if result.is_cutoff:
            self.warnings["stop"] = stopped(step.path, result.termination, result.state.time - begun)
        return result.goto

    def _warn(self, step: Step, measured: Measured) -> None:
        lowest, highest = (float(measured.numbers[f"{word} voltage [V]"][0]) for word in ("Min", "Max"))
        for cutoff, text in self.own_window.warnings(lowest, highest).items():
            self.warnings.setdefault(cutoff, f"{step.path}: {text}")

    def _run_spectrum(self, step: Step) -> Target:
        if not isinstance(step.detail, Spectrum):
            raise ProtocolFailureError("EIS without frequencies")
        at_hz = frequencies(step.detail, self._number)
        ambient = self.ambient_c if step.temperature is None else ambient_of(step.temperature, self._environment())
        inputs = {**self.inputs, AMBIENT: ambient + KELVIN}
        try:
            values = impedance(self.cell, self.state, inputs, at_hz)
            sample = sample_at_rest(self.cell, self.channels.constant[Mode.CURRENT], self.state, self.inputs, ambient)
        except SolveError as error:
            raise _StepFailedError(f"{step.path} failed at {self.time:g} s: {error.reason}") from error
        columns = {name: np.full(at_hz.size, value[0]) for name, value in sample.items()}
        columns |= {"Frequency [Hz]": at_hz, "Z_Re [Ohm]": values.real, "Z_Im [Ohm]": values.imag}
        self._keep(StepRecord(step, 0, self.flow.cycle, measure(samples_only(columns)), "spectrum"))
        return NEXT

    def _keep(self, record: StepRecord) -> None:
        self.records.add(record)
        self.flow.note_step()

    def _measure(self, sign: int, measured: Measured, seconds: float) -> None:
        """Keep what expressions may read at the end of a step."""
        columns = measured.columns
        voltage, current = float(columns["Voltage [V]"][-1]), float(columns["Current [A]"][-1])
        out, into, energy_out, energy_into = (float(measured.numbers[name][0]) for name in TOTALS)
        direction = sign or (1 if out >= into else -1)
        self.measured = {
            "Voltage": voltage,
            "Current": abs(current),
            "C-rate": abs(current) / self.capacity_ah,
            "Capacity": direction * (out - into),
            "Energy": direction * (energy_out - energy_into),
            "Temperature": float(columns["Temperature [degC]"][-1]),
            "Power": abs(voltage * current),
            "Time": seconds,
            "SOC": self._soc(),
        }

    def _passed(self, name: str) -> float:
        """Net charge or energy discharged since the start of the run."""
        values = self.state.values.get(name) if self.state else None
        return float(values[0]) if values is not None else 0.0

    def _soc(self) -> float:
        """State of charge in percent, counted in nominal capacities from the initial one."""
        return self.initial_soc - 100.0 * self._passed("Discharge capacity [A.h]") / self.capacity_ah

    def _context(self, environment: Environment) -> StepContext:
        passed = (self._passed("Discharge capacity [A.h]"), self._passed("Discharge energy [W.h]"))
        windows = (self.own_window, self.wide_window)
        start = Baseline(*passed, self._soc(), self.capacity_ah)
        return StepContext(self.program, self.channels, environment, start, self.ambient_c, self.has_capacity, windows)

    def _environment(self) -> Environment:
        return Environment(variables=self.variables, measured=self.measured)

    def _number(self, value: Number) -> float:
        return evaluate(value, self._environment())

    def _assign(self, assignments: tuple[Assignment, ...]) -> None:
        for assignment in assignments:
            self.variables[assignment.name] = self._number(assignment.value)
