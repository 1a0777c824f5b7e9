"""A fit as a mathematical problem: costs, residuals and gradients of proposals, with a record of the best one.

Source: docs/contract/pipeline-config.md sections 2.2 to 2.5; docs/contract/performance.md section D.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ionworks.errors import ValidationError
from ionworks.server.engine.model.physical import ELECTRODES, is_overfull, needed_instead
from ionworks.server.fit.costs import Cost, GaussianLogLikelihood, MultiCost, Pair
from ionworks.server.fit.course import Budget, Course, Report
from ionworks.server.fit.objectives.base import Gradient, Inputs, Objective, Outputs, at_measured_rows
from ionworks.server.fit.regularizers import Term
from ionworks.server.ground.arrays import Array
from ionworks.server.search.space import SearchSpace
from ionworks.server.workers.helpers import Team

PENALTY = 1e10
"""Cost of a proposal that cannot be evaluated."""
_RECENT = 4


class Problem(Course):
    """Objectives, cost and regularizers over a search space.

    Parameters
    ----------
    space : SearchSpace
    objectives : sequence of Objective
    cost : Cost
        Cost of objectives without their own.
    own_costs : mapping of str to Cost
        Cost by objective name.
    terms : sequence of Term
        Priors, constraints and penalties.
    budget : Budget
    report : callable, optional
        Receives progress about twice a second.
    """

    def __init__(
        self,
        space: SearchSpace,
        objectives: Sequence[Objective],
        cost: Cost,
        own_costs: Mapping[str, Cost] | None = None,
        terms: Sequence[Term] = (),
        budget: Budget | None = None,
        report: Report | None = None,
    ) -> None:
        super().__init__(space, budget or Budget(), report)
        self.objectives = tuple(objectives)
        self.terms = tuple(terms)
        self.team: Team | None = None
        self._groups = _cost_groups(self.objectives, cost, own_costs or {})
        self._kept: list[tuple[bytes, Any]] = []
        self._recent: list[tuple[bytes, list[Outputs]]] = []

    @property
    def has_residuals(self) -> bool:
        """Whether the cost is a sum of squares."""
        return all(group.residuals([], {}) is not None for group, _ in self._groups) and all(
            term.residual is not None for term in self.terms
        )

    def costs(self, points: Array) -> Array:
        """Cost of each proposal, shape (n,), for points of shape (n, d) in search space."""
        points = np.atleast_2d(points)
        is_shared = self.team is not None and len(points) > 1
        found = self.team.costs(points, self.evaluated) if is_shared else self.evaluated(points)  # type: ignore[union-attr]
        self._record(points, found)
        return found

    def evaluated(self, points: Array) -> Array:
        """Costs as `costs` gives them, without a trace of having asked."""
        proposals = [self.space.as_inputs(z) for z in points]
        feasible = [index for index, inputs in enumerate(proposals) if is_feasible(inputs)]
        found = np.full(len(points), PENALTY)
        if feasible:
            batch = [proposals[index] for index in feasible]
            per_objective = [objective.outputs(batch) for objective in self.objectives]
            for row, index in enumerate(feasible):
                outputs = [rows[row] for rows in per_objective]
                found[index] = self._total(outputs, proposals[index])
        return found

    def cost(self, z: Array) -> float:
        """Cost of one proposal."""
        return float(self.costs(z)[0])

    def cost_and_gradient(self, z: Array) -> tuple[float, Array]:
        """Cost and its derivative by the search variables, shape (d,)."""
        outputs, gradients, inputs = self._linearized(z)
        if outputs is None:
            self._record(z[None], np.array([PENALTY]))
            return PENALTY, np.zeros(len(z))
        cost = self._total(outputs, inputs)
        self._record(z[None], np.array([cost]))
        by_value = np.zeros(len(z))
        for group, members in self._groups:
            pairs = self._pairs(outputs, members)
            for pair, slope in zip(pairs, group.gradient(pairs, inputs), strict=True):
                columns = gradients[pair.objective][pair.variable]
                by_value += np.array([float(slope @ columns[name]) for name in self.space.names])
        slopes = self.space.slopes(np.array(list(inputs.values())))
        return cost, by_value * slopes + self._direct_gradient(outputs, z)

    def residuals(self, z: Array) -> Array:
        """Residuals whose squares add up to the cost (less a constant of the priors), shape (m,)."""
        outputs, _, inputs = self._linearized(z)
        if outputs is None:
            self._record(z[None], np.array([PENALTY]))
            return np.full(self._residual_count(), 1e3)
        self._record(z[None], np.array([self._total(outputs, inputs)]))
        residuals: Array = np.nan_to_num(self._residuals(outputs, inputs), nan=1e3, posinf=1e3, neginf=-1e3)
        return residuals

    def jacobian(self, z: Array) -> Array:
        """Derivative of the residuals by the search variables, shape (m, d).

        Raises
        ------
        FlatError
            In a start with patience, where no step would matter beside what is left over.
        """
        outputs, gradients, inputs = self._linearized(z)
        if outputs is None:
            return np.zeros((self._residual_count(), len(z)))
        slopes = self.space.slopes(np.array(list(inputs.values())))
        blocks = []
        for group, members in self._groups:
            pairs = self._pairs(outputs, members)
            for item in group.residuals(pairs, inputs) or ():
                pair = pairs[item.pair]
                columns = gradients[pair.objective][pair.variable]
                by_value = np.stack([columns[name] for name in self.space.names], axis=1)
                blocks.append(item.slope[:, None] * by_value * slopes)
        blocks.append(self._term_jacobian(z))
        jacobian: Array = np.nan_to_num(np.concatenate(blocks))
        self._check_gain(self._residuals(outputs, inputs), jacobian)
        return jacobian

    def outputs(self, z: Array) -> dict[str, Outputs]:
        """Model values of every objective at one proposal."""
        names = [objective.name for objective in self.objectives]
        for key, outputs in self._recent:
            if key == np.asarray(z, float).tobytes():
                return dict(zip(names, outputs, strict=True))
        inputs = self.space.as_inputs(z)
        return {objective.name: objective.outputs([inputs])[0] for objective in self.objectives}

    def outputs_at_rows(self, z: Array) -> dict[str, Outputs]:
        """Like `outputs`, but thinned objectives are solved for at every measured row: what a result shows."""
        return at_measured_rows(self.objectives, self.space.as_inputs(z), self.outputs(z))

    def linearization(self, z: Array) -> tuple[list[Outputs], dict[str, Gradient]]:
        """Outputs of every objective, and their derivatives by the physical values of the parameters.

        Raises
        ------
        ValidationError
            The model cannot be solved there.
        """
        outputs, gradients, _ = self._linearized(z)
        if outputs is None:
            raise ValidationError("the model cannot be solved at this point")
        return outputs, gradients

    def begin(self, start: int, patience: int | None = None) -> None:
        """Forget the best proposal and the outputs kept: another start begins."""
        super().begin(start, patience)
        self._recent = []

    def coarsely(self, z: Array) -> bool:
        """Solve coarsely near `z` until `exactly` is called; whether that saves time for any objective."""
        inputs = self.space.as_inputs(z)
        are_coarse = [objective.solve_coarsely(inputs) for objective in self.objectives]
        self.is_coarse = any(are_coarse)
        return self.is_coarse

    def exactly(self) -> None:
        """Solve exactly again; of what was found coarsely only the course and the first curves are kept."""
        for objective in self.objectives:
            objective.solve_coarsely(None)
        self.refine()
        self._kept, self._recent = [], self._recent[:1]

    def _linearized(self, z: Array) -> tuple[list[Outputs] | None, dict[str, Gradient], dict[str, float]]:
        """Outputs and gradients at a proposal.

        The last one is kept, as optimizers ask for both in turn, and the best one, for the intervals in the end.
        """
        key = np.asarray(z, float).tobytes()
        for place, found in self._kept:
            if place == key:
                kept: tuple[list[Outputs] | None, dict[str, Gradient], dict[str, float]] = found
                return kept
        inputs = self.space.as_inputs(z)
        outputs: list[Outputs] | None = []
        gradients: dict[str, Gradient] = {}
        if is_feasible(inputs):
            for objective in self.objectives:
                both = objective.with_gradient(inputs) or self._differences(objective, z)
                outputs.append(both[0])  # type: ignore[union-attr]
                gradients[objective.name] = both[1]
        if not outputs or any(not np.isfinite(v).any() for item in outputs for v in item.values()):
            outputs = None
        best = b"" if self.best is None else np.asarray(self.best.z, float).tobytes()
        self._kept = [(key, (outputs, gradients, inputs)), *(one for one in self._kept if one[0] == best)]
        if outputs is not None:
            # The first one of a start and the last few: what a fit shows in the end is among them.
            self._recent = [*self._recent[:1], *self._recent[1:][1 - _RECENT :], (key, outputs)]
        return outputs, gradients, inputs

    def _differences(self, objective: Objective, z: Array) -> tuple[Outputs, Gradient]:
        """Outputs and forward differences, evaluated as one batch."""
        values = self.space.physical(z)
        slopes = np.abs(self.space.slopes(values))
        size = objective.difference_step
        steps = np.where(values != 0, size * np.abs(values) / np.maximum(slopes, 1e-300), size)
        upper = self.space.bounds()[1]
        steps = np.where(z + steps > upper, -steps, steps)
        points = [z, *(z + step * row for step, row in zip(steps, np.eye(len(z)), strict=True))]
        found = objective.outputs([self.space.as_inputs(point) for point in points])
        moved = [self.space.physical(point)[index] for index, point in enumerate(points[1:])]
        base = found[0]
        gradient: Gradient = {}
        for variable, reference in base.items():
            gradient[variable] = {
                name: np.nan_to_num((found[index + 1][variable] - reference) / (moved[index] - values[index]))
                for index, name in enumerate(self.space.names)
            }
        return base, gradient

    def _residuals(self, outputs: Sequence[Outputs], inputs: Inputs) -> Array:
        parts = [
            item.values
            for group, members in self._groups
            for item in self._group_residuals(group, members, outputs, inputs)
        ]
        parts.append(np.array([term.residual(inputs) for term in self.terms if term.residual is not None]))
        return np.concatenate(parts)

    def _pairs(self, outputs: Sequence[Outputs], members: Sequence[int]) -> list[Pair]:
        return [
            Pair(self.objectives[index].name, variable, outputs[index][variable], data)
            for index in members
            for variable, data in self.objectives[index].data.items()
        ]

    def _group_residuals(self, group: Cost, members: Sequence[int], outputs: Any, inputs: Inputs) -> Any:
        return group.residuals(self._pairs(outputs, members), inputs) or ()

    def _total(self, outputs: Sequence[Outputs], inputs: Inputs) -> float:
        total = sum(group.value(self._pairs(outputs, members), inputs) for group, members in self._groups)
        total += sum(term.value(inputs) for term in self.terms)
        return float(total) if np.isfinite(total) else PENALTY

    def _direct_gradient(self, outputs: Sequence[Outputs], z: Array) -> Array:
        """Part of the gradient that does not pass through a model: regularizers and noise levels that are fitted."""
        groups = [(group, members) for group, members in self._groups if _reads_inputs(group)]
        if not groups and not self.terms:
            return np.zeros(len(z))

        def value(at: Array) -> float:
            inputs = self.space.as_inputs(at)
            total = sum(group.value(self._pairs(outputs, members), inputs) for group, members in groups)
            return float(total + sum(term.value(inputs) for term in self.terms))

        steps = 1e-6 * np.maximum(1.0, np.abs(z))
        rows = np.diag(steps)
        found = np.array([value(z + row) - value(z - row) for row in rows]) / (2 * steps)
        return np.nan_to_num(found, nan=0.0, posinf=0.0, neginf=0.0)

    def _term_jacobian(self, z: Array) -> Array:
        terms = [term.residual for term in self.terms if term.residual is not None]
        if not terms:
            return np.zeros((0, len(z)))
        steps = 1e-6 * np.maximum(1.0, np.abs(z))
        columns = []
        for row in np.diag(steps):
            above, below = self.space.as_inputs(z + row), self.space.as_inputs(z - row)
            columns.append([(term(above) - term(below)) for term in terms])
        return np.array(columns).reshape(len(z), len(terms)).T / (2 * steps)

    def _residual_count(self) -> int:
        count = sum(len(data) for objective in self.objectives for data in objective.data.values())
        return count + sum(term.residual is not None for term in self.terms)


def is_feasible(inputs: Inputs) -> bool:
    """Whether a proposal makes physical sense; solving the others wastes time or succeeds with nonsense.

    Notes
    -----
    Source: docs/contract/performance.md section C (a negative diffusivity returns a short "discharge" without any
    error).
    """
    if any(needed_instead(name, value) is not None for name, value in inputs.items()):
        return False
    return not any(is_overfull(electrode, inputs) for electrode in ELECTRODES)


def _cost_groups(
    objectives: Sequence[Objective], cost: Cost, own: Mapping[str, Cost]
) -> list[tuple[Cost, tuple[int, ...]]]:
    shared = tuple(index for index, objective in enumerate(objectives) if objective.name not in own)
    groups = [(own[objective.name], (index,)) for index, objective in enumerate(objectives) if objective.name in own]
    return [*([(cost, shared)] if shared else []), *groups]


def _reads_inputs(cost: Cost) -> bool:
    if isinstance(cost, MultiCost):
        return any(_reads_inputs(part) for part, _ in cost.costs)
    return isinstance(cost, GaussianLogLikelihood) and any(isinstance(value, str) for value in cost.sigma.values())
