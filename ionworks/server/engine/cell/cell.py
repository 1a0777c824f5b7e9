"""A cell that can be run: a PyBaMM model with parameters, discretised once for every way of controlling it.

Ambient and initial temperature, initial state and every parameter that varies between runs are inputs of the
built model, so a build (0.1 s and more) serves all runs of the same structure.

Source: docs/contract/performance.md (build once, parameters as inputs); docs/contract/ucp.md section 2.3.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

import attrs
import numpy as np
import pybamm

from ionworks.server.engine.cell.averages import as_with_numbers
from ionworks.server.engine.cell.channels import KELVIN, Channel
from ionworks.server.engine.cell.errors import BuildError, SolveError, first_sentence
from ionworks.server.engine.cell.fields import Fields
from ionworks.server.engine.cell.initial_state import InitialStates
from ionworks.server.engine.cell.numerics import Numerics, mesh_settings
from ionworks.server.engine.cell.observing import observer
from ionworks.server.engine.cell.pybamm_parts import aot_compile
from ionworks.server.engine.cell.starting_state import StartingState
from ionworks.server.engine.cell.window import LOWER, SERIES, UPPER, Window, window
from ionworks.server.engine.model.degradation import summary_variables
from ionworks.server.engine.trajectory import Segment, State
from ionworks.server.ground.arrays import Array, Indices
from ionworks.ucp.program import Mode, Profile

AMBIENT = "Ambient temperature [K]"
INITIAL_TEMPERATURE = "Initial temperature [K]"
CAPACITY = "Nominal cell capacity [A.h]"
TARGET = "Control target"
START = "Step start [s]"
_CHARGE = "Discharge capacity [A.h]"
_ENERGY = "Discharge energy [W.h]"
_TEMPERATURES = ("Volume-averaged cell temperature [C]", "Cell temperature [degC]")
_MAX_CONTROLS = 24
_SOC_SLACK = 0.05
_ELECTRODES, _SALT, _EMPTY = ("Negative", "Positive"), "electrode porosity times concentration", 1e-3
_RELAXED = {
    "Minimum voltage [V]": 1.0,
    "Maximum voltage [V]": 1.0,
    "Minimum SoC": _SOC_SLACK,
    "Maximum SoC": _SOC_SLACK,
}


@attrs.frozen
class ControlKey:
    """What distinguishes two discretised models of the same cell."""

    mode: Mode
    """CURRENT, VOLTAGE or POWER."""
    channels: frozenset[Channel] = frozenset()
    """Events the model carries."""
    profile: Profile | None = None
    """Target over time; None for a constant target given as an input."""


class Cell:
    """One cell structure; builds models on demand and keeps the latest ones.

    Parameters
    ----------
    model : pybamm.BaseModel
        Unprocessed.
    parameters : pybamm.ParameterValues
    numerics : Numerics
    varying : tuple of str
        Parameters whose values come with each run.
    extra_variables : tuple of str
        Output variables besides the standard ones.
    field_names : tuple of str
        Variables over space that are kept as well.
    """

    def __init__(
        self,
        model: Any,
        parameters: Any,
        numerics: Numerics,
        varying: tuple[str, ...] = (),
        extra_variables: tuple[str, ...] = (),
        field_names: tuple[str, ...] = (),
    ) -> None:
        self.model = model
        self.numerics = numerics
        self.extra_variables = extra_variables
        self.field_names = field_names
        self.defaults = parameters
        with_inputs = parameters.copy()
        with_inputs.update(dict.fromkeys(varying, "[input]"))
        self.initial_states = InitialStates(model, with_inputs)
        temperatures = [name for name in (AMBIENT, INITIAL_TEMPERATURE) if name in parameters]
        self.input_names = (*varying, *temperatures, *self.initial_states.names)
        """Parameters that are inputs of every model of the cell."""
        self.parameters = with_inputs.copy()
        self.parameters.update(dict.fromkeys(self.input_names, "[input]"))
        self.varying = varying
        self.summary_variables = summary_variables(model)
        """Names of what is known of a cell that ages, as a step ends."""
        self._discretisation: Any = None
        self._controls: OrderedDict[ControlKey, Control] = OrderedDict()
        self._refused: dict[ControlKey, str] = {}

    def compiled(self) -> "Cell":
        """Return the same cell with nothing built yet, whose models become machine code."""
        numerics = attrs.evolve(self.numerics, compiled=True)
        return Cell(self.model, self.defaults, numerics, self.varying, self.extra_variables, self.field_names)

    def nominal_capacity(self, design: Mapping[str, float]) -> float | None:
        """Nominal capacity in A.h of a run, None when the parameters do not give one."""
        value = design.get(CAPACITY, self.defaults.get(CAPACITY))
        return float(value) if isinstance(value, (int, float)) else None

    def window(self, design: Mapping[str, float]) -> Window:
        """Voltage cut-offs of a run, and the cells in series they are each of."""
        return window({name: design.get(name, self.defaults.get(name)) for name in (LOWER, UPPER, SERIES)})

    def run_inputs(self, design: Mapping[str, float], state: StartingState, initial_c: float) -> dict[str, float]:
        """Return the inputs that stay the same for a whole run.

        Parameters
        ----------
        design : mapping of str to float
            Values of the varying parameters.
        state : StartingState
        initial_c : float
            Initial temperature, degC.
        """
        inputs = {name: design[name] for name in self.varying}
        return {
            **inputs,
            **self.initial_states.values(state, inputs),
            INITIAL_TEMPERATURE: initial_c + KELVIN,
        }

    def control(self, key: ControlKey) -> "Control":
        """Model for this way of control, built when it is first asked for.

        Raises
        ------
        BuildError
            PyBaMM refuses the model, for instance because a parameter cannot be an input.
        """
        if key in self._refused:
            raise BuildError(self._refused[key])
        if key not in self._controls:
            try:
                self._controls[key] = Control(self, key)
            except Exception as error:  # whatever PyBaMM's builders raise, an IndexError included
                text = f"{type(error).__name__}: {first_sentence(error)}"
                self._refused[key] = f"the model cannot be built: {text}"
                raise BuildError(self._refused[key]) from error
            while len(self._controls) > _MAX_CONTROLS:
                self._controls.popitem(last=False)
        self._controls.move_to_end(key)
        return self._controls[key]

    def controlled_model(self, key: ControlKey) -> tuple[Any, Any]:
        """Unprocessed model under this control, and its parameter values."""
        model = as_with_numbers(self.model, self.varying).new_copy()
        parameters = self.parameters.copy()
        target: Any = pybamm.InputParameter(TARGET)
        if key.profile is not None:
            since_start = pybamm.t - pybamm.InputParameter(START)
            time, values = np.array(key.profile.time), np.array(key.profile.values)
            target = pybamm.Interpolant(time, values, since_start, name="Profile")
        if key.mode is Mode.CURRENT:
            parameters["Current function [A]"] = target
        else:
            scale = self.nominal_capacity({}) or 1.0
            current = pybamm.Variable("Current variable [A]", scale=scale)
            model.algebraic[current] = _residual(key.mode, model.variables, target)
            model.initial_conditions[current] = scale
            parameters["Current function [A]"] = current
        return model, parameters

    @property
    def mesh(self) -> Any:
        """Mesh of all models of the cell, once one was discretised."""
        return self._discretisation.mesh

    def discretise(self, model: Any, parameters: Any) -> Any:
        """Parameterise and discretise a model in place; the mesh is shared by all models of the cell."""
        parameters.process_model(model, inplace=True, delayed_variable_processing=True)
        if self._discretisation is None:
            geometry = self.model.default_geometry
            parameters.process_geometry(geometry)
            settings = mesh_settings(self.model, self.numerics, self.varying)
            methods = settings.pop("spatial_methods")
            self._discretisation = pybamm.Discretisation(pybamm.Mesh(geometry, **settings), methods)
        return self._discretisation.process_model(model, inplace=True, delayed_variable_processing=True)


class Control:
    """One discretised model with its solver and output function."""

    def __init__(self, cell: Cell, key: ControlKey) -> None:
        model, parameters = cell.controlled_model(key)
        named = sorted({one.variable for one in key.channels if one.variable is not None})
        signals = _signals(model, named, tracks_energy=_tracks_energy(key))
        own = [event for event in model.events if not _is_covered(event, key.channels, cell.window({}))]
        model.events = [_relaxed(event) for event in own] + [
            _event(channel, signals[channel.signal]) for channel in sorted(key.channels, key=lambda one: one.label)
        ]
        self.model = cell.discretise(model, parameters)
        self.slices = {variable.name: where[0] for variable, where in self.model.y_slices.items()}
        self._numerics = cell.numerics
        self._summary_names, self._field_names = cell.summary_variables, cell.field_names
        self._mesh = cell.mesh
        self.solver = cell.numerics.solver()
        self.outputs: tuple[str, ...] = ("Voltage [V]", "Current [A]", _CHARGE, "Temperature [degC]")
        self.outputs += (*((_ENERGY,) if _tracks_energy(key) else ()), *cell.extra_variables)
        self.outputs += tuple(name for name in named if name not in self.outputs)
        temperature = next((name for name in _TEMPERATURES if name in self.model.variables), None)
        names = [temperature if name == "Temperature [degC]" else name for name in self.outputs]
        self.inputs, self.rows, observe = observer(self.model, names, pybamm.InputParameter(AMBIENT) - KELVIN)
        self.observe_rows = aot_compile(observe) if cell.numerics.compiled else observe
        """Outputs as a CasADi function of times, the `rows` of the states, and `inputs` in their order."""
        self.knots = np.array(key.profile.time) if key.profile is not None else np.array([0.0])

    def initial_state(self, inputs: Mapping[str, float]) -> State:
        """State at time 0 under the initial conditions of the model."""
        values = self.model.concatenated_initial_conditions.evaluate(0, inputs=dict(inputs))
        return State(0.0, self._split(np.asarray(values, dtype=float).reshape(-1)))

    @cached_property
    def _tight_solver(self) -> Any:
        return self._numerics.tighter().solver()

    def solve(self, state: State, duration: float, inputs: Mapping[str, float], *, is_tight: bool = False) -> Segment:
        """Run from a state for at most `duration` seconds or until an event; if need be with tighter tolerances.

        Raises
        ------
        SolveError
            The solver failed, or an event is already past its threshold at the start.
        """
        vector = self.joined(state)
        supplied = {name: value for name, value in inputs.items() if name in self.inputs}
        start = pybamm.Solution(np.array([state.time]), vector, self.model, supplied)
        knots = self.knots + (inputs.get(START, state.time) - state.time)
        times = np.concatenate(([0.0], knots[(knots > 1e-9) & (knots < duration - 1e-9)], [duration]))
        try:
            solver = self._tight_solver if is_tight else self.solver
            solved = solver.step(start, self.model, duration, t_eval=times, inputs=supplied, save=False)
        except pybamm.SolverError as error:
            raise SolveError(first_sentence(error)) from error
        segment = self._segment(solved, state.time)
        if solved.termination == "failure":
            raise SolveError(f"the solver could not take a smaller step{self._emptied(segment)}", segment)
        return segment

    def observe(self, segment: Segment, times: Array, inputs: Mapping[str, float]) -> dict[str, Array]:
        """Return outputs at times inside a segment."""
        stacked = np.array([inputs.get(name, 0.0) for name in self.inputs])
        states = segment.at(times, self.rows)
        values = np.asarray(self.observe_rows(times[None, :], states, stacked), dtype=float)
        return dict(zip(self.outputs, values, strict=True))

    @cached_property
    def _summarize(self) -> tuple[tuple[str, ...], Indices, Any]:
        return observer(self.model, self._summary_names)

    @cached_property
    def fields(self) -> Fields:
        """Variables over space, which nobody pays for who does not ask."""
        return Fields(self.model, self._mesh, self._field_names)

    def summary(self, time: float, states: Array, inputs: Mapping[str, float]) -> dict[str, float | None]:
        """Summary variables in one state, given as the solver has it; empty for a model that does not age."""
        if not self._summary_names:
            return {}
        names, rows, function = self._summarize
        stacked = np.array([inputs.get(name, 0.0) for name in names])
        values = np.asarray(function(time, states[rows], stacked), dtype=float).reshape(-1)
        known = (value if np.isfinite(value) else None for value in values.tolist())
        return dict(zip(self._summary_names, known, strict=True))

    def _segment(self, solved: Any, start: float) -> Segment:
        times = np.concatenate(solved.all_ts)
        states = np.concatenate([np.asarray(part) for part in solved.all_ys], axis=1)
        slopes = np.concatenate([np.asarray(part) for part in solved.all_yps], axis=1)[:, : times.size]
        times[0] = start  # the solver starts one rounding step later
        event = solved.termination.removeprefix("event: ") if "event: " in solved.termination else None
        return Segment(times, states, slopes, event, State(float(times[-1]), self._split(states[:, -1])))

    def _emptied(self, segment: Segment) -> str:
        """Where the electrolyte had run out at the end of a segment, the usual reason of a solver that gets stuck."""
        for name, part in self.slices.items():
            side = next((word for word in _ELECTRODES if name.startswith(word) and _SALT in name), None)
            # states are in units of the initial concentration
            if side is not None and segment.states[part, -1].min() < _EMPTY:
                return f": the electrolyte of the {side.lower()} electrode is empty"
        return ""

    def until(self, segment: Segment, time: float) -> Segment:
        """Return a segment up to where the solver last stood before a time."""
        count = max(1, int(np.searchsorted(segment.times, time)))
        end = State(float(segment.times[count - 1]), self._split(segment.states[:, count - 1]))
        return Segment(segment.times[:count], segment.states[:, :count], segment.slopes[:, :count], None, end)

    def _split(self, vector: Array) -> dict[str, Array]:
        return {name: vector[part].copy() for name, part in self.slices.items()}

    def joined(self, state: State) -> Array:
        """Return a state as the solver has it, shape (number of states, 1)."""
        vector = np.zeros((self.model.len_rhs_and_alg, 1))
        for name, part in self.slices.items():
            found = state.values.get(name)
            # Only the current of an implicit control can be missing: the solver corrects a zero.
            vector[part, 0] = found if found is not None else 0.0
        return vector


def _tracks_energy(key: ControlKey) -> bool:
    return bool(key.channels & {Channel.ENERGY_ABOVE, Channel.ENERGY_BELOW})


def _residual(mode: Mode, variables: Mapping[str, Any], target: Any) -> Any:
    voltage = variables["Voltage [V]"]
    return (voltage if mode is Mode.VOLTAGE else voltage * variables["Current [A]"]) - target


def _signals(model: Any, named: Iterable[str], *, tracks_energy: bool) -> dict[str, Any]:
    """Quantities that ends compare, as symbols; adds the ones a model does not integrate by itself."""
    variables = model.variables
    current, voltage = variables["Current [A]"], variables["Voltage [V]"]
    power = voltage * current
    _integrate(model, _CHARGE, current)
    if tracks_energy:
        _integrate(model, _ENERGY, power)
    ambient = pybamm.InputParameter(AMBIENT) - KELVIN
    temperature = next((variables[name] for name in _TEMPERATURES if name in variables), ambient)
    return {
        "voltage": voltage,
        "current": current,
        "current magnitude": abs(current),
        "charge": variables[_CHARGE],
        "temperature": temperature,
        "power magnitude": abs(power),
        "energy": variables.get(_ENERGY),
        **{f"variable {name}": variables[name] for name in named},
    }


def _integrate(model: Any, name: str, rate: Any) -> None:
    # A model that does not integrate the quantity may still offer its name, fixed at zero.
    if name not in {getattr(variable, "name", None) for variable in model.rhs}:
        total = pybamm.Variable(name)
        model.variables[name] = total
        model.rhs[total] = rate / 3600
        model.initial_conditions[total] = pybamm.Scalar(0)


def _event(channel: Channel, signal: Any) -> Any:
    threshold = pybamm.InputParameter(channel.label)
    return pybamm.Event(channel.label, threshold - signal if channel.rising else signal - threshold)


def _is_covered(event: Any, channels: Collection[Channel], window: Window) -> bool:
    """Whether steps bring conditions of their own in place of a voltage cut-off of the model."""
    lower = event.name == "Minimum voltage [V]" and window.lower is not None and Channel.VOLTAGE_BELOW in channels
    upper = event.name == "Maximum voltage [V]" and window.upper is not None and Channel.VOLTAGE_ABOVE in channels
    return lower or upper


def _relaxed(event: Any) -> Any:
    """Move the model's own cut-offs out of the way: the protocol decides where steps end."""
    slack = _RELAXED.get(event.name, 0.0)
    return pybamm.Event(event.name, event.expression + slack, event.event_type)
