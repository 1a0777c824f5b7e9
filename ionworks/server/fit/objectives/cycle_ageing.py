"""CycleAgeing: a cycling experiment, compared cycle by cycle.

Source: docs/contract/pipeline-config.md section 2.4.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.engine.cell.numerics import mesh_settings
from ionworks.server.fit.data.measurement import Measurement, load_measurement
from ionworks.server.fit.data.plausible import CYCLE, check_cycles
from ionworks.server.fit.experiment import Cycling, read_experiment, read_replay, replayed_experiment
from ionworks.server.fit.model.models import SOC_INPUT, VOLTAGE_INPUT, assemble_cell, choose_model
from ionworks.server.fit.model.start import Start
from ionworks.server.fit.objectives.base import Context, Inputs, Outputs, Panel, Usual
from ionworks.server.fit.values import Known
from ionworks.server.ground.arrays import Array, Indices
from ionworks.server.ground.choices import unsupported

DISCHARGED, CHARGED, USABLE = "Discharge capacity [A.h]", "Charge capacity [A.h]", "Capacity [A.h]"
_FROM_DATA = "from data"
_REPLAY_OPTIONS = ("termination", "use_cv", "split_cc_cv")
_SIGNS = {DISCHARGED: 1, CHARGED: -1}


class CycleAgeing(Usual):
    """Quantities of each cycle: degradation modes, capacities or any scalar variable at the end of the cycle.

    ``Discharge capacity [A.h]`` and ``Charge capacity [A.h]`` are the charge that passed during the cycle,
    ``Capacity [A.h]`` is the usable one that follows from the electrodes at its end.

    Parameters
    ----------
    name : str
        Key in the config.
    spec : mapping
        ``data`` with ``Cycle number`` and one column per quantity, gaps allowed; ``options`` with ``experiment``.
    context : Context

    Raises
    ------
    ValidationError
        No experiment, an unknown quantity or a cycle the experiment does not have.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.4.
    """

    difference_step = 1e-2

    def __init__(self, name: str, spec: Mapping[str, Any], context: Context) -> None:
        options = dict(spec.get("options") or {})
        self.name, self.kind = name, "CycleAgeing"
        if options.get("metrics"):
            raise unsupported("CycleAgeing option", "metrics", ("objective variables",))
        measurement = load_measurement(spec["data"], context.data)
        given = context.wire.get("Nominal cell capacity [A.h]")
        self._capacity = float(given) if isinstance(given, (int, float)) else None
        self.warnings = check_cycles(measurement.table, self._capacity, f"objective {name!r}")
        self._cycling = _cycling(options, measurement, context)
        self.data, self._rows = self._measured(measurement, options)
        numbers = np.array(self._cycling.numbers, float)
        self.panels = [Panel(item, CYCLE, numbers[rows]) for item, rows in self._rows.items()]
        self._wire = dict(context.wire)
        self._prepare(options, context)
        self._check_variables()

    def outputs(self, batch: Sequence[Inputs]) -> list[Outputs]:
        """Quantities of the measured cycles for each proposal."""
        return [self._one(inputs) for inputs in batch]

    def unread(self, names: Sequence[str]) -> list[str]:
        """Fit parameters the model does not read."""
        return [name for name in names if name not in self._cell.reads | {SOC_INPUT, VOLTAGE_INPUT}]

    def _measured(
        self, measurement: Measurement, options: Mapping[str, Any]
    ) -> tuple[dict[str, Array], dict[str, Indices]]:
        """Measured values and the cycles they belong to; a gap leaves a cycle out of that quantity."""
        chosen = options.get("objective variables")
        if not measurement.has(CYCLE):
            table = _charges_by_cycle(self.name, measurement)
        else:
            known = [item for item in measurement.table.columns if item != CYCLE]
            table = {item: measurement.column(item) for item in (CYCLE, *(chosen or known))}
        positions = {number: index for index, number in enumerate(self._cycling.numbers)}
        unknown = [number for number in table[CYCLE] if number not in positions]
        if unknown:
            first, last = self._cycling.numbers[0], self._cycling.numbers[-1]
            raise ValidationError(
                f"objective {self.name!r}: cycle number {unknown[0]:g} is not in the experiment; "
                f"its cycles are {first} to {last}"
            )
        cycles = np.array([positions[number] for number in table[CYCLE]])
        data, rows = {}, {}
        for item in chosen or [key for key in table if key != CYCLE]:
            if item not in table:
                raise ValidationError(
                    f"objective {self.name!r}: the data has no quantity {item!r}; found: {list(table)}"
                )
            present = np.isfinite(table[item])
            if not present.any():
                raise ValidationError(f"objective {self.name!r}: data column {item!r} has no value")
            data[item], rows[item] = table[item][present], cycles[present]
        return data, rows

    def _prepare(self, options: dict[str, Any], context: Context) -> None:
        chosen = choose_model(self.name, options, context.models, self._wire)
        fixed = {key: value for key, value in chosen.wire.items() if key not in context.names}
        known = Known(fixed, f"objective {self.name!r}")
        self._cell = assemble_cell(
            chosen.config, chosen.settings, known, context.names, strict=context.is_strict, overrides=context.links
        )
        self.assumed = self._cell.assumed
        self._names = tuple(key for key in context.names if key not in (SOC_INPUT, VOLTAGE_INPUT))
        self._start = Start(self._cell, context.names)
        self._simulation = self._build()

    def _build(self) -> Any:
        model, numerics = self._cell.model, self._cell.numerics
        if isinstance(model, pybamm.lithium_ion.BaseModel) and "Nominal cell capacity [A.h]" not in self._cell.table:
            self._cell.table.update(
                {"Nominal cell capacity [A.h]": model.default_parameter_values["Nominal cell capacity [A.h]"]}
            )
        return pybamm.Simulation(
            model,
            experiment=self._cycling.experiment,
            parameter_values=self._cell.table,
            solver=numerics.solver(),
            **mesh_settings(model, numerics, self._names),
        )

    def _check_variables(self) -> None:
        model = self._cell.model
        for item in self.data:
            if item in _SIGNS or (item == USABLE and isinstance(model, pybamm.lithium_ion.BaseModel)):
                continue
            if item not in model.variables or model.variables[item].domain:
                raise ValidationError(
                    f"objective {self.name!r}: {item!r} is no scalar variable of {model.name}; "
                    f"allowed: {DISCHARGED!r}, {CHARGED!r}, {USABLE!r} and scalar variables such as 'LLI [%]'"
                )

    def _one(self, inputs: Inputs) -> Outputs:
        try:
            values = self._start.inputs(inputs)
            solution = self._simulation.solve(inputs=values, calc_esoh=USABLE in self.data, showprogress=False)
        except (pybamm.SolverError, ValidationError, ValueError, RuntimeError):
            solution = None
        cycles = [] if solution is None else solution.cycles
        return {item: self._values(item, rows, solution, cycles) for item, rows in self._rows.items()}

    def _values(self, item: str, rows: Indices, solution: Any, cycles: Sequence[Any]) -> Array:
        found = np.full(len(rows), np.nan)
        for place, row in enumerate(rows):
            if row < len(cycles) and cycles[row] is not None:
                found[place] = _at_end(item, solution, cycles, row)
        return found


def _cycling(options: Mapping[str, Any], measurement: Measurement, context: Context) -> Cycling:
    experiment = options.get("experiment")
    if experiment is None:
        raise ValidationError("CycleAgeing needs the option 'experiment': 'from data', {'from data': data} or steps")
    if experiment == _FROM_DATA:
        return replayed_experiment(measurement, read_replay(options))
    if isinstance(experiment, Mapping) and _FROM_DATA in experiment:
        return replayed_experiment(load_measurement(experiment[_FROM_DATA], context.data), read_replay(options))
    extra = [name for name in _REPLAY_OPTIONS if options.get(name) is not None]
    if extra:
        raise ValidationError(
            f"CycleAgeing option {extra[0]!r} needs an experiment from data; this one has its own steps"
        )
    if not isinstance(experiment, (Mapping, list)):
        raise ValidationError(f"CycleAgeing option 'experiment' is {experiment!r:.80}; allowed: 'from data' or steps")
    return read_experiment(experiment)


def _charges_by_cycle(name: str, measurement: Measurement) -> dict[str, Array]:
    """Discharged and charged capacity of every cycle of a measured trace."""
    steps = measurement.steps
    if steps is None or "Cycle count" not in steps.columns:
        raise ValidationError(
            f"objective {name!r}: data has no column {CYCLE!r}; "
            f"found: {', '.join(map(repr, measurement.table.columns))}"
        )
    times, current = measurement.column("Time [s]"), measurement.column("Current [A]")
    numbers = steps["Cycle count"].unique(maintain_order=True).to_list()
    table: dict[str, list[float]] = {CYCLE: [], DISCHARGED: [], CHARGED: []}
    for number in numbers:
        rows = [
            slice(start, end + 1)
            for start, end, cycle in steps.select("Start index", "End index", "Cycle count").iter_rows()
            if cycle == number
        ]
        table[CYCLE].append(float(number))
        for item, sign in _SIGNS.items():
            table[item].append(sum(_charge(times[part], current[part], sign) for part in rows))
    return {item: np.array(values) for item, values in table.items()}


def _charge(times: Array, current: Array, sign: int) -> float:
    """Charge that passed in one direction [A.h]; ``sign`` 1 is discharge."""
    return float(np.trapezoid(np.maximum(sign * current, 0.0), times)) / 3600


def _at_end(item: str, solution: Any, cycles: Sequence[Any], row: int) -> float:
    if item in _SIGNS:
        steps = [step for step in cycles[row].steps if len(step.t) > 1]
        return sum(_charge(step.t, step["Current [A]"].entries, _SIGNS[item]) for step in steps)
    if item == USABLE:
        return float(solution.summary_variables[USABLE][row])
    return float(np.asarray(cycles[row][item].entries).reshape(-1)[-1])
