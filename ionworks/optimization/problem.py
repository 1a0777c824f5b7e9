"""What to optimize: parameters, experiments, goals, constraints and algorithm, as values instead of nested dicts.

Every class knows its wire form; `ionworks.optimization.reading` is the way back.

Source: docs/contract/guides.md section 7 (objectives, goals, constraints, parameters, algorithm); docs/contract/wire.md
section 19. The member names of the wire form are ours: the hosted form is not public.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import Attribute, field, frozen

from ionworks.errors import ValidationError

DESIGN_OPTIMIZATION: Final = "optimize"
"""``kind`` of the document of a design or charge optimization."""
STATISTICS: Final = ("first", "last", "minimum", "maximum", "mean", "sum", "integral")
"""Statistics of one variable: ``mean`` is weighted by time, ``sum`` adds samples, ``integral`` is over time [s]."""
VALUE_AT: Final = "value_at"
"""Value of a variable where another one first crosses a level."""
NAMED_METRICS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "capacity": "A.h",
        "charge_capacity": "A.h",
        "energy": "W.h",
        "charge_energy": "W.h",
        "gravimetric_energy_density": "W.h.kg-1",
        "volumetric_energy_density": "W.h.L-1",
        "charge_time": "s",
        "duration": "s",
        "minimum_voltage": "V",
        "maximum_voltage": "V",
        "maximum_temperature": "degC",
        "plating_margin": "V",
        "cell_mass": "kg",
        "cell_volume": "L",
    }
)
"""Metrics with a name of their own, and their units; ``capacity`` and ``energy`` are those of discharge."""
METRICS: Final = (*NAMED_METRICS, *STATISTICS, VALUE_AT)
DIRECTIONS: Final = ("any", "rising", "falling")
GOALS: Final = ("maximize", "minimize", "target")
MODES: Final = ("penalty", "filter")
ALGORITHMS: Final = ("DifferentialEvolution", "CMAES", "NelderMead", "NSGA2")
KINDS: Final = ("design", "input", "both")


def one_of(name: str, value: Any, allowed: tuple[str, ...]) -> None:
    """Refuse a word outside a closed list."""
    if value not in allowed:
        raise ValidationError(f"{name}: found {value!r}; allowed: {', '.join(allowed)}")


def _chosen(allowed: tuple[str, ...]) -> Any:
    def check(_owner: Any, attribute: Attribute[Any], value: Any) -> None:
        one_of(attribute.name, value, allowed)

    return check


@frozen
class Crossing:
    """Moment at which a variable first reaches a level."""

    variable: str
    """Output variable, such as ``"Voltage [V]"``."""
    value: float
    """Level, in the unit of the variable."""
    direction: str = field(default="any", validator=_chosen(DIRECTIONS))
    """``any``, ``rising`` or ``falling``."""

    def to_wire(self) -> dict[str, Any]:
        """Return the wire form."""
        return {"variable": self.variable, "value": self.value, "direction": self.direction}


@frozen
class Metric:
    """One number of a run."""

    type: str = field(validator=_chosen(METRICS))
    """A named metric, a statistic, or ``value_at``."""
    variable: str | None = None
    """Output variable of a statistic; none for a named metric."""
    step: int | None = None
    """Only samples of this executed step, 0-based; negative counts from the last. All by default."""
    at: Crossing | None = None
    """Where ``value_at`` reads the variable."""

    def __attrs_post_init__(self) -> None:
        needs_variable = self.type not in NAMED_METRICS
        if needs_variable != (self.variable is not None):
            need = "needs a variable" if needs_variable else "takes no variable"
            raise ValidationError(f"metric {self.type!r} {need}; found {self.variable!r}")
        if (self.type == VALUE_AT) != (self.at is not None):
            raise ValidationError(f"metric {self.type!r}: 'at' belongs to {VALUE_AT!r}, which needs it")
        if self.step is not None and not needs_variable:
            raise ValidationError(f"metric {self.type!r} is of the whole run; found step {self.step}")

    @property
    def unit(self) -> str:
        """Unit of the number; empty when the variable's name ends in none."""
        if self.variable is None:
            return NAMED_METRICS[self.type]
        unit = self.variable[self.variable.rindex("[") + 1 : -1] if self.variable.endswith("]") else ""
        return f"{unit}.s" if self.type == "integral" else unit

    @property
    def variables(self) -> set[str]:
        """Output variables it reads by name."""
        return {name for name in (self.variable, self.at and self.at.variable) if name}

    def to_wire(self) -> dict[str, Any]:
        """Return the wire form."""
        wire: dict[str, Any] = {"type": self.type}
        wire |= {name: getattr(self, name) for name in ("variable", "step") if getattr(self, name) is not None}
        return wire if self.at is None else wire | {"at": self.at.to_wire()}


def value_at(variable: str, where: str, reaches: float, direction: str = "any") -> Metric:
    """Metric: value of `variable` where the variable `where` first reaches a level.

    Parameters
    ----------
    variable, where : str
        Output variables, such as ``"Time [s]"`` and ``"Voltage [V]"``.
    reaches : float
        Level, in the unit of `where`.
    direction : {"any", "rising", "falling"}
    """
    return Metric(VALUE_AT, variable, at=Crossing(where, reaches, direction))


def as_metric(metric: Metric | str) -> Metric:
    """Return a metric; text is the name of one of `NAMED_METRICS`."""
    return metric if isinstance(metric, Metric) else Metric(metric)


@frozen
class Goal:
    """What to do with a metric; made by `maximize`, `minimize` and `target`."""

    type: str = field(validator=_chosen(GOALS))
    """``maximize``, ``minimize`` or ``target``."""
    metric: Metric = field(converter=as_metric)
    """The metric."""
    value: float | None = None
    """Wanted value of a ``target``."""
    weight: float = 1.0
    """Importance, against the other goals."""
    scale: float | None = None
    """Change of the metric that counts as one; by default the size of its baseline, or of the wanted value."""

    def __attrs_post_init__(self) -> None:
        if (self.type == "target") != (self.value is not None):
            raise ValidationError(f"goal {self.type!r}: 'value' belongs to 'target', which needs it")
        for name in ("weight", "scale"):
            number = getattr(self, name)
            if number is not None and not number > 0:
                raise ValidationError(f"goal {self.type!r}: {name} is {number!r}; a positive number is needed")

    def to_wire(self) -> dict[str, Any]:
        """Return the wire form."""
        wire: dict[str, Any] = {"type": self.type, "metric": self.metric.to_wire(), "weight": self.weight}
        return wire | {name: getattr(self, name) for name in ("value", "scale") if getattr(self, name) is not None}


def maximize(metric: Metric | str, weight: float = 1.0, scale: float | None = None) -> Goal:
    """Goal: as much of a metric as possible."""
    return Goal("maximize", metric, None, weight, scale)


def minimize(metric: Metric | str, weight: float = 1.0, scale: float | None = None) -> Goal:
    """Goal: as little of a metric as possible."""
    return Goal("minimize", metric, None, weight, scale)


def target(metric: Metric | str, value: float, weight: float = 1.0, scale: float | None = None) -> Goal:
    """Goal: a metric as close to `value` as possible; the squared distance in units of `scale` counts."""
    return Goal("target", metric, value, weight, scale)


@frozen
class Constraint:
    """Bounds on a metric. A result that keeps all of them is preferred to any that does not."""

    metric: Metric = field(converter=as_metric)
    """The metric."""
    lower: float | None = None
    """Smallest allowed value."""
    upper: float | None = None
    """Largest allowed value."""
    mode: str = field(default="penalty", validator=_chosen(MODES))
    """``penalty`` adds the violation to the cost, so that the search may pass through forbidden ground;
    ``filter`` ranks every point that violates it behind all that do not."""
    weight: float = 100.0
    """Cost of a violation by one scale."""
    scale: float | None = None
    """Violation that counts as one; by default the size of the bound."""

    def __attrs_post_init__(self) -> None:
        if self.lower is None and self.upper is None:
            raise ValidationError("constraint: needs lower, upper or both")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise ValidationError(f"constraint: lower {self.lower:g} is above upper {self.upper:g}")
        for name in ("weight", "scale"):
            number = getattr(self, name)
            if number is not None and not number > 0:
                raise ValidationError(f"constraint: {name} is {number!r}; a positive number is needed")

    def to_wire(self) -> dict[str, Any]:
        """Return the wire form."""
        wire: dict[str, Any] = {"metric": self.metric.to_wire(), "mode": self.mode, "weight": self.weight}
        names = ("lower", "upper", "scale")
        return wire | {name: getattr(self, name) for name in names if getattr(self, name) is not None}


@frozen
class Parameter:
    """A searched quantity; made by `DesignParameter` and `ExperimentInput`."""

    name: str
    """Name in the model, or of the input."""
    lower: float
    """Lower bound, in the unit of the name."""
    upper: float
    """Upper bound."""
    initial: float | None = None
    """Value of the baseline; by default the model's, or the experiment's, or the middle of the bounds."""
    kind: str = field(default="design", validator=_chosen(KINDS))
    """``design`` sets a parameter of the model, ``input`` an ``input[...]`` of the protocols, ``both`` both."""
    is_logarithmic: bool = False
    """Whether to search the logarithm, for bounds that span decades."""

    def __attrs_post_init__(self) -> None:
        if not self.lower < self.upper:
            message = f"parameter {self.name!r}: bounds are [{self.lower:g}, {self.upper:g}]; they must rise"
            raise ValidationError(message)
        if self.is_logarithmic and self.lower <= 0:
            raise ValidationError(f"parameter {self.name!r}: a logarithmic search needs bounds above 0")

    def to_wire(self) -> dict[str, Any]:
        """Return the wire form, without the name, which is its key."""
        wire: dict[str, Any] = {"bounds": [self.lower, self.upper], "type": self.kind}
        if self.initial is not None:
            wire["initial_value"] = self.initial
        return wire | ({"scale": "log"} if self.is_logarithmic else {})


def DesignParameter(  # noqa: N802 - reads as the class it makes
    name: str, lower: float, upper: float, *, initial: float | None = None, is_logarithmic: bool = False
) -> Parameter:
    """Searched parameter of the model, named as in PyBaMM and in the unit of the name."""
    return Parameter(name, lower, upper, initial, "design", is_logarithmic)


def ExperimentInput(  # noqa: N802 - reads as the class it makes
    name: str, lower: float, upper: float, *, initial: float | None = None, is_logarithmic: bool = False
) -> Parameter:
    """Searched input of the protocols: what they write as ``input["name"]``."""
    return Parameter(name, lower, upper, initial, "input", is_logarithmic)


@frozen
class LinkedParameter:
    """Parameter of the model that follows searched ones: a constant and multiples of them."""

    name: str
    """Name in the model."""
    coefficients: Mapping[str, float]
    """Multiplier by name of a searched parameter."""
    constant: float = 0.0
    """Value when all of them are 0."""

    def value(self, point: Mapping[str, float]) -> float:
        """Value at a point of the search."""
        return self.constant + sum(factor * point[name] for name, factor in self.coefficients.items())

    def to_wire(self) -> dict[str, Any]:
        """Return the wire form, without the name, which is its key."""
        return {"constant": self.constant, "coefficients": dict(self.coefficients)}


@frozen
class Objective:
    """One experiment and what is wanted of it."""

    protocol: Any
    """UCP protocol, text or mapping; ``None`` with `protocol_id`."""
    goals: Mapping[str, Goal] = field(factory=dict)
    """Goals by a name of your choice."""
    constraints: Mapping[str, Constraint] = field(factory=dict)
    """Constraints by a name of your choice."""
    inputs: Mapping[str, Any] = field(factory=dict)
    """Values of inputs that are not searched."""
    design_parameters: Mapping[str, float] = field(factory=dict)
    """Parameters of the model in this experiment only."""
    protocol_id: str | None = None
    """Id of a saved protocol, instead of `protocol`."""

    def __attrs_post_init__(self) -> None:
        if (self.protocol is None) == (self.protocol_id is None):
            raise ValidationError("objective: needs either protocol or protocol_id")

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """Metrics of its goals, then of its constraints."""
        goals = (goal.metric for goal in self.goals.values())
        return (*goals, *(constraint.metric for constraint in self.constraints.values()))

    def to_wire(self) -> dict[str, Any]:
        """Return the wire form, without the name, which is its key."""
        source = {"protocol": self.protocol} if self.protocol_id is None else {"protocol_id": self.protocol_id}
        return {
            **source,
            "inputs": dict(self.inputs),
            "design_parameters": dict(self.design_parameters),
            "goals": {name: goal.to_wire() for name, goal in self.goals.items()},
            "constraints": {name: constraint.to_wire() for name, constraint in self.constraints.items()},
        }


@frozen(kw_only=True)
class Algorithm:
    """How to search."""

    type: str = field(default="DifferentialEvolution", validator=_chosen(ALGORITHMS))
    """``DifferentialEvolution``, ``CMAES``, ``NelderMead``, or ``NSGA2`` for several goals without weights."""
    population_size: int | None = None
    """Points per generation; by default what suits the method."""
    max_iterations: int = 30
    """Generations, or steps of ``NelderMead``, of each start."""
    multistarts: int = 1
    """Searches from different points; the best one counts. ``NSGA2`` has one."""
    seed: int | None = None
    """Makes the search repeatable; drawn by the service when absent."""
    max_evaluations: int | None = None
    """Bound on evaluated points, all starts together."""
    max_time_s: float | None = None
    """Bound on the time of the search [s]."""

    def to_wire(self) -> dict[str, Any]:
        """Return the wire form."""
        names = ("population_size", "seed", "max_evaluations", "max_time_s")
        given = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        fixed = {"type": self.type, "max_iterations": self.max_iterations, "multistarts": self.multistarts}
        return fixed | given


@frozen(kw_only=True)
class OptimizationProblem:
    """A design or charge optimization, ready for ``client.optimization.run``."""

    parameterized_model_id: str
    """Parameterized model to start from."""
    objectives: Mapping[str, Objective]
    """Experiments by a name of your choice."""
    parameters: tuple[Parameter, ...] = field(converter=tuple)
    """Searched quantities."""
    linked: tuple[LinkedParameter, ...] = field(default=(), converter=tuple)
    """Parameters that follow them."""
    algorithm: Algorithm = field(factory=Algorithm)
    """How to search."""
    name: str | None = None
    """Name; the service makes one when absent."""
    description: str | None = None
    """Free text."""
    project_id: str | None = None
    """Project; the client's default when absent."""

    def to_wire(self) -> dict[str, Any]:
        """Return the body of ``create_optimization``."""
        wire: dict[str, Any] = {
            "kind": DESIGN_OPTIMIZATION,
            "parameterized_model_id": self.parameterized_model_id,
            "objectives": {name: objective.to_wire() for name, objective in self.objectives.items()},
            "parameters": {parameter.name: parameter.to_wire() for parameter in self.parameters},
            "algorithm": self.algorithm.to_wire(),
        }
        if self.linked:
            wire["linked_parameters"] = {linked.name: linked.to_wire() for linked in self.linked}
        names = ("name", "description", "project_id")
        return wire | {name: getattr(self, name) for name in names if getattr(self, name) is not None}
