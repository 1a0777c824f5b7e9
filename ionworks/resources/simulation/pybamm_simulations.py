"""A run as a simulation of PyBaMM's own: the protocol as an experiment, the initial state in the parameter values.

What PyBaMM's experiments cannot do is refused, all of it in one text: nothing is left out or approximated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ionworks import ucp
from ionworks.errors import ValidationError
from ionworks.resources._shared.ids import Thing
from ionworks.resources.models.parameterized_model import ParameterizedModels
from ionworks.resources.protocol import Protocols
from ionworks.resources.simulation.reads import SimulationReads
from ionworks.serialize import imported_pybamm, load_simulation_settings
from ionworks.transport.connection import Connection
from ionworks.ucp.grammar import SAFETY_LIMITS
from ionworks.ucp.program import (
    END,
    NEXT,
    BlockEnd,
    BlockStart,
    Control,
    Drive,
    End,
    Expression,
    InitialStateKind,
    Kind,
    Marker,
    Mode,
    ModelVariable,
    Program,
    Quantity,
    Step,
)

_KELVIN: Final = 273.15
_LONGEST_S: Final = 10 * 86400.0
_FEWEST_SAMPLES: Final = 200
_TEMPERATURE: Final = "Volume-averaged cell temperature [C]"
_SIGNALS: Final[Mapping[Quantity, Callable[[Any], Any]]] = {
    Quantity.VOLTAGE: lambda variables: variables["Voltage [V]"],
    Quantity.CURRENT: lambda variables: abs(variables["Current [A]"]),
    Quantity.POWER: lambda variables: abs(variables["Voltage [V]"] * variables["Current [A]"]),
    Quantity.TEMPERATURE: lambda variables: variables[_TEMPERATURE],
}
_CUTOFFS: Final = (("Lower voltage cut-off [V]", -1), ("Upper voltage cut-off [V]", 1))
_NEAR_V: Final = 1e-3


class SimulationsInPyBaMM(SimulationReads):
    """Runs of ``client.simulation`` as PyBaMM's own simulations."""

    def to_pybamm(self, simulation_id: Thing) -> Any:
        """A run as a simulation of PyBaMM's own.

        Parameters
        ----------
        simulation_id : str
            Id of the simulation, of a model that is stored.

        Returns
        -------
        pybamm.Simulation
            Its ``solve()`` is the run: model, parameter values with the run's own, initial state, protocol.

        Raises
        ------
        ValidationError
            PyBaMM's experiments cannot do the protocol (jumps, computed values, EIS, waveforms, safety limits, ends on
            capacity, energy or state of charge), or the model is not stored.
        ConfigurationError
            PyBaMM is not installed.

        Notes
        -----
        Source: ``get_simulation``, ``get_protocol``, ``get_parameterized_model``, ``get_model`` and
        ``get_parameter_values``. Cut-offs of the parameter values that the protocol names itself are moved 1 V outside.
        """
        return pybamm_of_run(self._connection, self.get(simulation_id))


def pybamm_of_run(connection: Connection, record: Mapping[str, Any]) -> Any:
    """Return the simulation of PyBaMM of a run, given by its record."""
    model_id = (record.get("parameterized_model") or {}).get("id")
    protocol_id = record.get("experiment_template_id")
    if model_id is None or protocol_id is None:
        raise ValidationError(
            f"simulation {record.get('id')}: its model or protocol is not stored; allowed: one that is"
        )
    models = ParameterizedModels(connection)
    model, values = models.to_pybamm(model_id)
    settings = models.get(model_id).simulation_settings or {}
    values.update((record.get("design") or {}).get("design_parameters") or {})
    protocol = Protocols(connection).get(protocol_id).protocol_config or {}
    live = load_simulation_settings(settings) if settings else {}
    return pybamm_simulation(protocol, record.get("experiment_parameters") or {}, model, values, live)


def pybamm_simulation(
    protocol: Mapping[str, Any], inputs: Mapping[str, Any], model: Any, values: Any, settings: Mapping[str, Any]
) -> Any:
    """Return a `pybamm.Simulation` whose ``solve()`` is the run.

    Parameters
    ----------
    protocol : mapping
        UCP document.
    inputs : mapping
        Of the protocol.
    model : pybamm.BaseModel
    values : pybamm.ParameterValues
        With those of the run; not changed.
    settings : mapping
        Keyword arguments of `pybamm.Simulation`.

    Raises
    ------
    ValidationError
        The protocol asks for what PyBaMM's experiments cannot do.
    """
    pybamm = imported_pybamm()
    program = ucp.bind(ucp.parse(protocol), inputs).program
    translation = _Translation(program, values)
    cycles = translation.cycles()
    if translation.problems:
        raise ValidationError("PyBaMM's experiments cannot do all of this protocol: " + "; ".join(translation.problems))
    own = {"solver": pybamm.IDAKLUSolver(rtol=1e-6, atol=1e-8), **settings}
    return pybamm.Simulation(
        model, parameter_values=_started(program, model, values), experiment=pybamm.Experiment(cycles), **own
    )


def _started(program: Program, model: Any, values: Any) -> Any:
    """Parameter values with temperatures and initial state of a program."""
    conditions, started = program.globals, values.copy()
    kelvin = {
        "Ambient temperature [K]": float(conditions.ambient) + _KELVIN,  # type: ignore[arg-type]
        "Initial temperature [K]": float(conditions.initial_temperature) + _KELVIN,  # type: ignore[arg-type]
    }
    started.update({name: value for name, value in kelvin.items() if name in started})
    value = float(conditions.initial_state.value)  # type: ignore[arg-type]
    is_voltage = conditions.initial_state.kind is InitialStateKind.VOLTAGE
    if "Initial SoC" in started and not is_voltage:
        started["Initial SoC"] = value / 100
    else:
        wanted = f"{value} V" if is_voltage else value / 100
        options = getattr(model, "options", None)
        started.set_initial_state(wanted, param=getattr(model, "param", None), options=options)
    # PyBaMM would take its own limit at the voltage of an end for a failure
    for name, way in _named_cutoffs(program, values):
        started[name] = float(started[name]) + way
    return started


def _named_cutoffs(program: Program, values: Any) -> list[tuple[str, int]]:
    """Cut-offs of the parameter values that ends or holds of the program reach, and which way is outside."""
    ends = [end.value for step in program.steps for end in step.ends if end.quantity is Quantity.VOLTAGE]
    named = [*ends, *(step.value for step in program.steps if step.mode is Mode.VOLTAGE)]
    volts = [value for value in named if isinstance(value, float)]
    return [
        (name, way)
        for name, way in _CUTOFFS
        if name in values and any(way * (value - float(values[name])) >= -_NEAR_V for value in volts)
    ]


class _Translation:
    """From a bound program to cycles of steps."""

    def __init__(self, program: Program, values: Any) -> None:
        self.problems: list[str] = []
        self._program, self._values = program, values
        self._ambient: float | None = None
        if any(getattr(program.safety, name) is not None for name in SAFETY_LIMITS):
            self.problems.append("safety_limits")

    def cycles(self) -> list[tuple[Any, ...]]:
        """Steps by the outermost repetition they are in."""
        found: list[tuple[Any, ...]] = []
        alone: list[Any] = []
        address = 0
        while address < len(self._program.items):
            item = self._program.items[address]
            if isinstance(item, BlockStart):
                body = list(self._steps(item.address + 1, item.end))
                if alone:
                    found.append(tuple(alone))
                    alone = []
                found.extend([tuple(body)] * self._repeat(item) if body else [])
                address = item.end + 1
                continue
            alone.extend(self._item(item))
            address += 1
        return [*found, *([tuple(alone)] if alone else [])]

    def _steps(self, begin: int, end: int) -> Iterator[Any]:
        address = begin
        while address < end:
            item = self._program.items[address]
            if isinstance(item, BlockStart):
                yield from list(self._steps(item.address + 1, item.end)) * self._repeat(item)
                address = item.end
            else:
                yield from self._item(item)
            address += 1

    def _repeat(self, block: BlockStart) -> int:
        if block.condition is not None or isinstance(block.repeat, Expression):
            self.problems.append(f"{block.path}: a condition or a computed repeat")
            return 1
        return int(block.repeat)

    def _item(self, item: Any) -> Iterator[Any]:
        if isinstance(item, Marker | BlockEnd):
            return
        if isinstance(item, Control):
            self.problems.append(f"{item.path}: a Control")
        elif item.kind is Kind.AMBIENT_TEMPERATURE and isinstance(item.value, float):
            self._ambient = item.value
        else:
            yield self._step(item)

    def _step(self, step: Step) -> Any:
        pybamm = imported_pybamm()
        known = (Kind.CHARGE, Kind.DISCHARGE, Kind.REST, Kind.DRIVE)
        if step.kind not in known or step.assignments or isinstance(step.value, Expression):
            self.problems.append(f"{step.path}: {step.kind.value} that is computed, set variables, EIS or a waveform")
            return None
        self._check_limits(step)
        make, value, length = self._target(step)
        duration = self._duration(step, length)
        options: dict[str, Any] = {"duration": duration or _LONGEST_S, "termination": list(self._ends(step)) or None}
        options["period"] = self._period(step, duration)
        temperature = step.temperature if step.temperature is not None else self._ambient
        if temperature is not None:
            options["temperature"] = float(temperature) + _KELVIN  # type: ignore[arg-type]
        return getattr(pybamm.step, make)(value, **options)

    def _check_limits(self, step: Step) -> None:
        """Note a step that only a cut-off would stop, where cut-offs are moved."""
        if step.mode in (None, Mode.VOLTAGE):
            return
        for name, way in _named_cutoffs(self._program, self._values):
            sign = "<" if way < 0 else ">"
            is_towards = step.sign * way <= 0
            if is_towards and not any(end.quantity is Quantity.VOLTAGE and end.operator == sign for end in step.ends):
                self.problems.append(f"{step.path}: no voltage limit of its own, while other steps reach the {name}")

    def _target(self, step: Step) -> tuple[str, Any, float | None]:
        """Name of PyBaMM's step, its value, and how long it lasts by itself."""
        if step.kind is Kind.REST or (step.mode is None and step.kind is not Kind.DRIVE):
            return "current", 0.0, None
        mode = step.mode or Mode.CURRENT
        if isinstance(step.detail, Drive):
            return self._drive(step, step.detail)
        names = {Mode.C_RATE: "c_rate", Mode.CURRENT: "current", Mode.POWER: "power", Mode.VOLTAGE: "voltage"}
        sign = 1 if mode is Mode.VOLTAGE else step.sign
        return names[mode], sign * float(step.value or 0), None  # type: ignore[arg-type]

    def _drive(self, step: Step, drive: Drive) -> tuple[str, Any, float | None]:
        import numpy as np

        cycle = self._program.drive_cycles[drive.profile_name]
        mode = step.mode or cycle.mode or Mode.CURRENT
        if isinstance(drive.scale, Expression) or drive.repeat != 1 or mode is Mode.VOLTAGE:
            self.problems.append(f"{step.path}: a drive cycle that is repeated, of voltage or of a computed scale")
        names = {Mode.C_RATE: "c_rate", Mode.CURRENT: "current", Mode.POWER: "power", Mode.VOLTAGE: "voltage"}
        scale = 1.0 if isinstance(drive.scale, Expression) else float(drive.scale)
        table = np.column_stack([cycle.time, scale * np.array(cycle.values)])
        return names[mode], table, float(cycle.time[-1])

    def _duration(self, step: Step, length: float | None) -> float | None:
        given = [step.duration, length]
        given += [end.value for end in step.ends if end.quantity is Quantity.TIME and end.operator == ">"]
        if any(isinstance(value, Expression) for value in given):
            self.problems.append(f"{step.path}: a computed duration")
        return min((float(value) for value in given if isinstance(value, int | float)), default=None)

    def _period(self, step: Step, duration: float | None) -> float:
        if step.resolution is not None and isinstance(step.resolution.time, float):
            return step.resolution.time
        general = self._program.globals.resolution
        if general is not None and isinstance(general.time, float):
            return general.time
        rate = float(step.value) if step.mode is Mode.C_RATE and step.value else None  # type: ignore[arg-type]
        return (duration or (3600 / rate if rate else 3600.0)) / _FEWEST_SAMPLES

    def _ends(self, step: Step) -> Iterator[Any]:
        for end in step.ends:
            is_last = step is self._program.steps[-1]
            if isinstance(end.value, Expression) or not (end.goto is NEXT or (end.goto is END and is_last)):
                self.problems.append(f"{step.path}: the end {end.text} is computed or jumps")
            elif end.quantity is Quantity.TIME and end.operator == ">":
                continue
            elif (signal := self._signal(step, end)) is None:
                self.problems.append(f"{step.path}: an end on {end.quantity.value}")
            else:
                yield _termination(end, signal, float(end.value))

    def _signal(self, step: Step, end: End) -> Callable[[Any], Any] | None:
        if isinstance(end.quantity, ModelVariable):
            name = end.quantity.value
            return lambda variables: variables[name]
        if end.quantity is Quantity.C_RATE:
            capacity = float(self._values["Nominal cell capacity [A.h]"])
            return lambda variables: abs(variables["Current [A]"]) / capacity
        return _SIGNALS.get(end.quantity)


def _termination(end: End, signal: Callable[[Any], Any], value: float) -> Any:
    """PyBaMM's form of an end: a function that is positive until then."""
    sign = 1.0 if end.operator == ">" else -1.0
    return imported_pybamm().step.CustomTermination(end.text, lambda variables: sign * (value - signal(variables)))
