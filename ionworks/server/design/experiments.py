"""Runs the experiments of a problem at many points and reads the metrics.

Runs go through `ionworks.server.engine.simulate`, chunk by chunk, so a model is built once for all points.

Source: operation ``create_optimization``; docs/contract/performance.md (build once, parameters as inputs).
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from ionworks import ucp
from ionworks.errors import ValidationError
from ionworks.optimization.problem import Objective, OptimizationProblem, Parameter
from ionworks.server.design.cell_size import CellSize, cell_size
from ionworks.server.design.checkpoint import Measured
from ionworks.server.design.metrics import extra_variables, measure, shown_columns
from ionworks.server.design.scoring import Term, terms_of
from ionworks.server.engine import simulate
from ionworks.server.engine.simulate import RunResult
from ionworks.server.engine.task import ModelDocument, SimulationRun, SimulationTask

Point = Mapping[str, float]
_SHOWN_POINTS: Final = 400


@attrs.frozen
class Experiments:
    """The experiments of a problem on one model."""

    problem: OptimizationProblem
    """With protocols in place of their ids."""
    model: ModelDocument
    defaults: Mapping[str, float]
    """The model's parameters that are numbers."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """Goals and constraints, in the order of the values of `measure`."""
        return terms_of(self.problem.objectives)

    def baseline(self) -> dict[str, float]:
        """Point to compare with: initial values, else the model's and the experiments' own, else mid-bounds."""
        return {parameter.name: self._initial(parameter) for parameter in self.problem.parameters}

    def measure(self, points: Sequence[Point]) -> list[Measured]:
        """Metrics of points.

        Parameters
        ----------
        points : sequence of mapping
            Value by name of every searched parameter.

        Returns
        -------
        list of Measured
            A run that does not complete leaves NaN for its metrics.
        """
        found: list[Measured] = [Measured(()) for _ in points]
        for name, objective in self.problem.objectives.items():
            terms = [term for term in self.terms if term.objective == name]
            for index, run in enumerate(self.runs(objective, points)):
                values, error = self._read(terms, run, objective, points[index])
                before = found[index]
                found[index] = Measured((*before.values, *values), before.error or (error and f"{name}: {error}"))
        order = self._order()
        return [Measured(tuple(one.values[at] for at in order), one.error) for one in found]

    def runs(self, objective: Objective, points: Sequence[Point]) -> list[RunResult]:
        """Results of one experiment at points."""
        wanted = set(ucp.find_input_references(objective.protocol))
        runs = [
            SimulationRun(
                simulation_id=str(index),
                job_id=str(index),
                inputs={**objective.inputs, **self._inputs(point, wanted)},
                design_parameters=self.design(objective, point),
            )
            for index, point in enumerate(points)
        ]
        assert objective.protocol is not None
        task = SimulationTask(
            **attrs.asdict(self.model, recurse=False),
            protocol=objective.protocol,
            extra_variables=tuple(extra_variables(objective.metrics)),
            runs=tuple(runs),
        )
        return list(simulate.run(task))

    def design(self, objective: Objective, point: Point) -> dict[str, float]:
        """Parameters of the model at a point, those that follow the searched ones included."""
        searched = {item.name: point[item.name] for item in self.problem.parameters if item.kind != "input"}
        linked = {item.name: item.value(point) for item in self.problem.linked}
        return {**objective.design_parameters, **searched, **linked}

    def shown(self, objective: Objective, points: Sequence[Point]) -> list[dict[str, list[Any]]]:
        """Time series of one experiment at points, for display; empty where there is none."""
        extra = extra_variables(objective.metrics)
        runs = self.runs(objective, points)
        return [shown_columns(run, extra, _SHOWN_POINTS) if run.time_series.height else {} for run in runs]

    def _order(self) -> list[int]:
        """Where each term is in the values that were gathered objective by objective."""
        gathered = [term for name in self.problem.objectives for term in self.terms if term.objective == name]
        return [gathered.index(term) for term in self.terms]

    def _read(
        self, terms: Sequence[Term], run: RunResult, objective: Objective, point: Point
    ) -> tuple[list[float], str | None]:
        if run.status != "completed":
            return [math.nan] * len(terms), run.error or run.status
        design = self.design(objective, point)

        def size() -> CellSize:
            return cell_size(lambda name: design.get(name, self.defaults.get(name)), self.defaults.get)

        return [measure(term.item.metric, run, size) for term in terms], None

    def _inputs(self, point: Point, wanted: set[str]) -> dict[str, float]:
        names = (item.name for item in self.problem.parameters if item.kind != "design")
        return {name: point[name] for name in names if name in wanted}

    def _initial(self, parameter: Parameter) -> float:
        if parameter.initial is not None:
            return parameter.initial
        if parameter.kind != "input":
            found = self.defaults.get(parameter.name)
            if found is not None:
                return found
        for objective in self.problem.objectives.values():
            value = objective.inputs.get(parameter.name)
            if isinstance(value, (int, float)):
                return float(value)
        return (parameter.lower + parameter.upper) / 2


def make_experiments(problem: OptimizationProblem, model: Mapping[str, Any]) -> Experiments:
    """Experiments of a problem, after reading the model's parameters.

    Raises
    ------
    ValidationError
        The parameters cannot be read, or an objective has no protocol of its own.
    """
    for name, objective in problem.objectives.items():
        if objective.protocol is None:
            raise ValidationError(f"objective {name!r}: the protocol {objective.protocol_id!r} was not filled in")
    document = ModelDocument.from_json(model)
    _, values = simulate.definition(document)
    numbers = {name: value for name, value in values.items() if isinstance(value, (int, float))}
    return Experiments(problem, document, {name: float(value) for name, value in numbers.items()})
