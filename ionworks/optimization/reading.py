"""From the wire form of an optimization to its values; everything that is wrong with it is found at once.

Source: docs/contract/wire.md section 19; docs/contract/guides.md section 7. Strictness is ours.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from ionworks.errors import ValidationError
from ionworks.optimization.design_objective import from_design_objective, is_design_objective
from ionworks.optimization.problem import (
    DESIGN_OPTIMIZATION,
    METRICS,
    Algorithm,
    Constraint,
    Crossing,
    Goal,
    LinkedParameter,
    Metric,
    Objective,
    OptimizationProblem,
    Parameter,
)

DOCUMENT_KEYS: Final = (
    "kind",
    "project_id",
    "name",
    "description",
    "parameterized_model_id",
    "optimization_template_id",
    "objectives",
    "parameters",
    "linked_parameters",
    "algorithm",
)
"""Members of a document of kind ``optimize``."""
_MAX_POPULATION: Final = 10_000
_MAX_STARTS: Final = 1_000
_MAX_ITERATIONS: Final = 100_000
_MAX_EVALUATIONS: Final = 10_000_000
_MAX_SECONDS: Final = 30 * 86400
_SEEDS: Final = 2**32 - 1


class OptimizationConfigError(ValidationError):
    """A document of an optimization was refused; ``issues`` has every finding with its path."""

    issues: list[dict[str, str]]
    """``path`` and ``message`` of each finding; the message names what was found and what is allowed."""

    def __init__(self, issues: Sequence[dict[str, str]]) -> None:
        super().__init__("; ".join(f"{issue['path']}: {issue['message']}" for issue in issues))
        self.issues = list(issues)


def read_problem(document: Mapping[str, Any]) -> OptimizationProblem:
    """Return the optimization a document describes.

    Parameters
    ----------
    document : mapping
        Body of ``create_optimization`` of kind ``optimize``; objectives may be in the style of
        ``iws.DesignObjective``.

    Raises
    ------
    OptimizationConfigError
        With every finding: unknown keys, wrong kinds of values, goals and bounds that make no sense.

    Notes
    -----
    Source: operation ``create_optimization``.
    """
    reader = _Reader()
    problem = reader.problem(document)
    if reader.issues or problem is None:
        raise OptimizationConfigError(reader.issues)
    return problem


def check_form(form: Mapping[str, Any]) -> None:
    """Check the content of a template: what is there must be right, and anything may be missing.

    Raises
    ------
    OptimizationConfigError
        As `read_problem`.

    Notes
    -----
    Source: operation ``create_optimization_template``.
    """
    reader = _Reader()
    reader.members(form, "", DOCUMENT_KEYS)
    reader.parts(form)
    if reader.issues:
        raise OptimizationConfigError(reader.issues)


class _Reader:
    """Reads values and notes what is wrong with them."""

    def __init__(self) -> None:
        self.issues: list[dict[str, str]] = []

    def note(self, path: str, message: str) -> None:
        self.issues.append({"path": path.removeprefix("."), "message": message})

    def members(self, value: Any, path: str, allowed: Sequence[str], required: Sequence[str] = ()) -> dict[str, Any]:
        """Return the members of an object that are not null; note unknown and missing ones."""
        if not isinstance(value, Mapping):
            self.note(path, f"found {_shown(value)}; allowed: an object with {', '.join(allowed)}")
            return {}
        for key in value:
            if key not in allowed:
                near = get_close_matches(str(key), allowed, n=1)
                hint = f" (did you mean {near[0]!r}?)" if near else ""
                self.note(f"{path}.{key}", f"unknown key{hint}; allowed: {', '.join(allowed)}")
        given = {key: item for key, item in value.items() if item is not None and key in allowed}
        for key in required:
            if key not in given:
                self.note(f"{path}.{key}", "is missing; it is required")
        return given

    def each(self, value: Any, path: str, read: Callable[[Any, str], Any]) -> dict[str, Any]:
        """Return an object of named things, each read by `read`; those that are wrong are left out."""
        if not isinstance(value, Mapping):
            self.note(path, f"found {_shown(value)}; allowed: an object by name")
            return {}
        found = {str(name): read(item, f"{path}.{name}") for name, item in value.items()}
        return {name: item for name, item in found.items() if item is not None}

    def number(self, value: Any, path: str) -> float | None:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            self.note(path, f"found {_shown(value)}; allowed: a finite number")
            return None
        return float(value)

    def numbers(self, given: Mapping[str, Any], path: str, names: Sequence[str]) -> dict[str, float]:
        found = {name: self.number(given[name], f"{path}.{name}") for name in names if name in given}
        return {name: value for name, value in found.items() if value is not None}

    def integer(self, value: Any, path: str, low: int, high: int) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.note(path, f"found {_shown(value)}; allowed: a whole number from {low} to {high}")
            return None
        return value

    def text(self, value: Any, path: str) -> str | None:
        if not isinstance(value, str) or not value:
            self.note(path, f"found {_shown(value)}; allowed: a non-empty text")
            return None
        return value

    def made(self, maker: Callable[..., Any], path: str, **values: Any) -> Any:
        """Return ``maker(**values)``, or note why it refuses."""
        try:
            return maker(**values)
        except ValidationError as error:
            self.note(path, error.message)
            return None

    def metric(self, value: Any, path: str) -> Metric | None:
        if isinstance(value, str):
            value = {"type": value}
        given = self.members(value, path, ("type", "variable", "step", "at"), ("type",))
        if "type" not in given:
            return None
        if given["type"] not in METRICS:
            self.note(f"{path}.type", f"found {_shown(given['type'])}; allowed: {', '.join(METRICS)}")
            return None
        if "variable" in given:
            given["variable"] = self.text(given["variable"], f"{path}.variable")
        if "step" in given:
            given["step"] = self.integer(given["step"], f"{path}.step", -1_000_000, 1_000_000)
        if "at" in given:
            given["at"] = self._crossing(given["at"], f"{path}.at")
        found: Metric | None = self.made(Metric, path, **given)
        return found

    def _crossing(self, value: Any, path: str) -> Crossing | None:
        given = self.members(value, path, ("variable", "value", "direction"), ("variable", "value"))
        variable = self.text(given.get("variable"), f"{path}.variable") if "variable" in given else None
        level = self.number(given["value"], f"{path}.value") if "value" in given else None
        if variable is None or level is None:
            return None
        found: Crossing | None = self.made(
            Crossing, path, variable=variable, value=level, direction=given.get("direction", "any")
        )
        return found

    def goal(self, value: Any, path: str) -> Goal | None:
        keys = ("type", "metric", "value", "weight", "scale")
        given = self.members(value, path, keys, ("type", "metric"))
        metric = self.metric(given["metric"], f"{path}.metric") if "metric" in given else None
        numbers = self.numbers(given, path, ("value", "weight", "scale"))
        if metric is None or "type" not in given:
            return None
        found: Goal | None = self.made(Goal, path, type=given["type"], metric=metric, **numbers)
        return found

    def constraint(self, value: Any, path: str) -> Constraint | None:
        keys = ("metric", "lower", "upper", "mode", "weight", "scale")
        given = self.members(value, path, keys, ("metric",))
        metric = self.metric(given["metric"], f"{path}.metric") if "metric" in given else None
        numbers = self.numbers(given, path, ("lower", "upper", "weight", "scale"))
        if metric is None:
            return None
        mode = given.get("mode", "penalty")
        found: Constraint | None = self.made(Constraint, path, metric=metric, mode=mode, **numbers)
        return found

    def objective(self, value: Any, path: str) -> Objective | None:
        if isinstance(value, Mapping) and is_design_objective(value):
            value = from_design_objective(value)
        keys = ("protocol", "protocol_id", "inputs", "design_parameters", "goals", "constraints")
        given = self.members(value, path, keys)
        goals = self.each(given.get("goals", {}), f"{path}.goals", self.goal)
        constraints = self.each(given.get("constraints", {}), f"{path}.constraints", self.constraint)
        if not given.get("goals") and not given.get("constraints"):
            self.note(path, "has neither goals nor constraints; allowed: at least one of them")
        if not isinstance(given.get("protocol", ""), (str, Mapping)):
            self.note(f"{path}.protocol", "allowed: a UCP protocol as text or object")
        inputs = given.get("inputs", {})
        if not isinstance(inputs, Mapping):
            self.note(f"{path}.inputs", f"found {_shown(inputs)}; allowed: an object of input values by name")
            inputs = {}
        found: Objective | None = self.made(
            Objective,
            path,
            protocol=given.get("protocol"),
            protocol_id=given.get("protocol_id"),
            goals=goals,
            constraints=constraints,
            inputs=dict(inputs),
            design_parameters=self.each(given.get("design_parameters", {}), f"{path}.design_parameters", self.number),
        )
        return found

    def parameter(self, name: str, value: Any, path: str) -> Parameter | None:
        given = self.members(value, path, ("bounds", "initial_value", "type", "scale"), ("bounds",))
        bounds = given.get("bounds")
        if bounds is None:
            return None
        if not isinstance(bounds, Sequence) or isinstance(bounds, str) or len(bounds) != 2:
            self.note(f"{path}.bounds", f"found {_shown(bounds)}; allowed: [lower, upper]")
            return None
        lower, upper = (self.number(side, f"{path}.bounds") for side in bounds)
        initial = None
        if "initial_value" in given:
            initial = self.number(given["initial_value"], f"{path}.initial_value")
        if given.get("scale", "linear") not in ("linear", "log"):
            self.note(f"{path}.scale", f"found {_shown(given['scale'])}; allowed: linear, log")
        if lower is None or upper is None:
            return None
        found: Parameter | None = self.made(
            Parameter,
            path,
            name=name,
            lower=lower,
            upper=upper,
            initial=initial,
            kind=given.get("type", "design"),
            is_logarithmic=given.get("scale") == "log",
        )
        return found

    def linked(self, name: str, value: Any, path: str) -> LinkedParameter | None:
        given = self.members(value, path, ("constant", "coefficients"), ("coefficients",))
        coefficients = self.each(given.get("coefficients", {}), f"{path}.coefficients", self.number)
        constant = self.number(given.get("constant", 0.0), f"{path}.constant")
        return None if constant is None else LinkedParameter(name, coefficients, constant)

    def algorithm(self, value: Any, path: str) -> Algorithm | None:
        limits = {
            "population_size": (4, _MAX_POPULATION),
            "max_iterations": (1, _MAX_ITERATIONS),
            "multistarts": (1, _MAX_STARTS),
            "seed": (0, _SEEDS),
            "max_evaluations": (1, _MAX_EVALUATIONS),
        }
        given = self.members(value, path, ("type", *limits, "max_time_s"))
        for key, (low, high) in limits.items():
            if key in given:
                given[key] = self.integer(given[key], f"{path}.{key}", low, high)
        if "max_time_s" in given:
            seconds = self.number(given["max_time_s"], f"{path}.max_time_s")
            if seconds is not None and not 0 < seconds <= _MAX_SECONDS:
                self.note(f"{path}.max_time_s", f"found {seconds:g}; allowed: more than 0 to {_MAX_SECONDS} s")
            given["max_time_s"] = seconds
        found: Algorithm | None = self.made(Algorithm, path, **given)
        return found

    def parts(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Read the members that have structure, as far as they are there."""
        objectives = self.each(document.get("objectives") or {}, "objectives", self.objective)
        named = document.get("parameters") or {}
        parameters = self.each(named, "parameters", lambda value, path: (value, path))
        links = self.each(
            document.get("linked_parameters") or {}, "linked_parameters", lambda value, path: (value, path)
        )
        searched = [self.parameter(name, *place) for name, place in parameters.items()]
        followers = [self.linked(name, *place) for name, place in links.items()]
        for follower in filter(None, followers):
            for name in follower.coefficients.keys() - parameters.keys():
                path = f"linked_parameters.{follower.name}.coefficients.{name}"
                self.note(path, f"is not searched; allowed: {', '.join(parameters)}")
            if follower.name in parameters:
                self.note(f"linked_parameters.{follower.name}", "is searched itself")
        return {
            "objectives": objectives,
            "parameters": [item for item in searched if item is not None],
            "linked": [item for item in followers if item is not None],
            "algorithm": self.algorithm(document.get("algorithm") or {}, "algorithm"),
        }

    def problem(self, document: Mapping[str, Any]) -> OptimizationProblem | None:
        required = ("parameterized_model_id", "objectives", "parameters")
        given = self.members(document, "", DOCUMENT_KEYS, required)
        if given.get("kind", DESIGN_OPTIMIZATION) != DESIGN_OPTIMIZATION:
            self.note("kind", f"found {_shown(given['kind'])}; allowed: {DESIGN_OPTIMIZATION}")
        for key in ("objectives", "parameters"):
            if key in given and not given[key]:
                self.note(key, "is empty; at least one is needed")
        parts = self.parts(given)
        if not self.issues:
            self._check_goals(parts)
        if self.issues:
            return None
        own: dict[str, Any] = {name: given.get(name) for name in ("name", "description", "project_id")}
        return OptimizationProblem(parameterized_model_id=given["parameterized_model_id"], **own, **parts)

    def _check_goals(self, parts: Mapping[str, Any]) -> None:
        count = sum(len(objective.goals) for objective in parts["objectives"].values())
        kind = parts["algorithm"].type
        if not count:
            self.note("objectives", "no goal; at least one is needed")
        if kind == "NSGA2" and count < 2:
            self.note(
                "algorithm.type", "NSGA2 needs two goals or more; allowed: DifferentialEvolution, CMAES, NelderMead"
            )


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
