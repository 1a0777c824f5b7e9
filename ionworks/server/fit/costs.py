"""Costs: how far a model's outputs are from the data, as one number and as a vector of residuals.

With ``r = (model - data) / normalization`` of one variable of one objective and N samples: SSE is the sum of r^2,
MSE the mean, RMSE its root, MAE the mean of |r|, Max the largest |r|; terms are added with the weights of their
objective and variable.

Source: docs/contract/pipeline-config.md section 2.5.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import attrs
import numpy as np

from ionworks.errors import ValidationError
from ionworks.server.ground.arrays import Array
from ionworks.server.ground.choices import choice, unsupported

ERROR_KINDS = ("SSE", "MSE", "RMSE", "MAE", "Max")
"""Costs that compare sample by sample."""
COSTS = (*ERROR_KINDS, "MultiCost", "ChiSquare", "GaussianLogLikelihood")
"""Costs this engine knows."""
_NORMALIZATIONS = ("mean", "range", "sum_squares", "mean_squares", "root_mean_squares", "identity")


@attrs.frozen
class Pair:
    """Model output and data of one variable of one objective; both of shape (n,), in the variable's unit."""

    objective: str
    """Objective name."""
    variable: str
    """Variable name with unit."""
    model: Array
    """Model values; NaN where the model gave none."""
    data: Array
    """Measured values, finite."""


@attrs.frozen
class Residual:
    """Residuals of one pair and their derivative by the model values, both of shape (n,)."""

    pair: int
    """Index of the pair."""
    values: Array
    """Residuals; their squares add up to the cost."""
    slope: Array
    """Derivative of each residual by the model value at the same sample."""


class Cost(Protocol):
    """A cost function."""

    def value(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> float:
        """Cost of all pairs; `inputs` are the physical values of the fit parameters."""

    def gradient(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> list[Array]:
        """Derivative of the cost by the model values, one array per pair."""

    def residuals(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> list[Residual] | None:
        """Residuals whose squares add up to the cost, or ``None`` when the cost is no such sum."""


@attrs.frozen
class ErrorCost:
    """SSE, MSE, RMSE, MAE or Max."""

    kind: str
    """One of `ERROR_KINDS`."""
    normalization: str | float = "mean"
    """``mean``, ``range``, ``sum_squares``, ``mean_squares``, ``root_mean_squares``, ``identity`` or a number."""
    nan_values: str | float = "mean"
    """What replaces missing model values: ``mean`` or ``min`` of the others, or a number."""
    objective_weights: Mapping[str, float] = attrs.Factory(dict)
    """Weight by objective; 1 when missing."""
    variable_weights: Mapping[str, float] = attrs.Factory(dict)
    """Weight by variable; 1 when missing."""
    structure: Mapping[str, Sequence[str] | None] | None = None
    """Variables to use, by objective (``None``: all of them); everything when absent."""

    def value(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> float:
        """Cost of all pairs."""
        return float(sum(weight * self._one(r) for _, r, _, weight in self._terms(pairs)))

    def gradient(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> list[Array]:
        """Derivative of the cost by the model values, one array per pair."""
        slopes = [np.zeros_like(pair.model) for pair in pairs]
        for index, r, scale, weight in self._terms(pairs):
            slopes[index] = weight * self._slope(r) / scale
        return slopes

    def residuals(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> list[Residual] | None:
        """Residuals of SSE, MSE, MAE and Max; RMSE has none."""
        if self.kind == "RMSE":
            return None
        return [self._residual(index, r, scale, weight) for index, r, scale, weight in self._terms(pairs)]

    def _terms(self, pairs: Sequence[Pair]) -> list[tuple[int, Array, float, float]]:
        terms = []
        for index, pair in enumerate(pairs):
            if not _is_used(self.structure, pair):
                continue
            scale = normalization_scale(self.normalization, pair.data)
            weight = self.objective_weights.get(pair.objective, 1.0) * self.variable_weights.get(pair.variable, 1.0)
            r = (filled(pair.model, self.nan_values) - pair.data) / scale
            terms.append((index, r, scale, float(weight)))
        return terms

    def _one(self, r: Array) -> float:
        match self.kind:
            case "SSE":
                return float(r @ r)
            case "MSE":
                return float(r @ r) / len(r)
            case "RMSE":
                return math.sqrt(float(r @ r) / len(r))
            case "MAE":
                return float(np.mean(np.abs(r)))
            case _:
                return float(np.max(np.abs(r)))

    def _slope(self, r: Array) -> Array:
        match self.kind:
            case "SSE":
                return 2 * r
            case "MSE":
                return 2 * r / len(r)
            case "RMSE":
                root = self._one(r)
                return r / (len(r) * root) if root > 0 else np.zeros_like(r)
            case "MAE":
                return np.sign(r) / len(r)
            case _:
                at_largest = np.arange(len(r)) == np.argmax(np.abs(r))
                return np.where(at_largest, np.sign(r), 0.0)

    def _residual(self, index: int, r: Array, scale: float, weight: float) -> Residual:
        root = math.sqrt(weight)
        if self.kind in ("SSE", "MSE"):
            factor = root if self.kind == "SSE" else root / math.sqrt(len(r))
            return Residual(index, factor * r, np.full_like(r, factor / scale))
        size = np.sqrt(np.abs(r))
        slope = 1 / (2 * np.maximum(size, 1e-9)) / scale
        if self.kind == "MAE":
            factor = root / math.sqrt(len(r))
            return Residual(index, factor * np.sign(r) * size, factor * slope)
        largest = np.arange(len(r)) == np.argmax(np.abs(r))
        return Residual(index, np.where(largest, root * np.sign(r) * size, 0.0), np.where(largest, root * slope, 0.0))


@attrs.frozen
class ChiSquare:
    """Sum of (model - data)^2 / sigma^2."""

    sigma: Mapping[str, float]
    """Standard deviation by variable, in its unit."""
    nan_values: str | float = "mean"
    """What replaces missing model values."""

    def value(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> float:
        """Cost of all pairs."""
        return float(sum(float(r.values @ r.values) for r in self.residuals(pairs, inputs)))

    def gradient(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> list[Array]:
        """Derivative of the cost by the model values, one array per pair."""
        return [2 * residual.values * residual.slope for residual in self.residuals(pairs, inputs)]

    def residuals(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> list[Residual]:
        """Return (model - data) / sigma."""
        found = []
        for index, pair in enumerate(pairs):
            sigma = _sigma(self.sigma, pair.variable, inputs, "variable_standard_deviations")
            r = (filled(pair.model, self.nan_values) - pair.data) / sigma
            found.append(Residual(index, r, np.full_like(r, 1 / sigma)))
        return found


@attrs.frozen
class GaussianLogLikelihood:
    """Negative log-likelihood of independent Gaussian noise."""

    sigma: Mapping[str, float | str]
    """Noise by variable: a number in its unit, or the name of a fit parameter."""
    nan_values: str | float = 1e6
    """What replaces missing model values."""

    def value(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> float:
        """Half of the sum of N ln(2 pi sigma^2) and of the squared errors over sigma^2."""
        total = 0.0
        for pair in pairs:
            sigma = _sigma(self.sigma, pair.variable, inputs, "sigma")
            r = (filled(pair.model, self.nan_values) - pair.data) / sigma
            total += 0.5 * (len(r) * math.log(2 * math.pi * sigma**2) + float(r @ r))
        return total

    def gradient(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> list[Array]:
        """Derivative of the cost by the model values, one array per pair."""
        slopes = []
        for pair in pairs:
            sigma = _sigma(self.sigma, pair.variable, inputs, "sigma")
            slopes.append((filled(pair.model, self.nan_values) - pair.data) / sigma**2)
        return slopes

    def residuals(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> list[Residual] | None:
        """Return ``None``: a likelihood is not a sum of squares."""
        return None


@attrs.frozen
class MultiCost:
    """Weighted sum of costs."""

    costs: Sequence[tuple[Cost, float]]
    """Costs with their weights."""

    def value(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> float:
        """Weighted sum."""
        return float(sum(weight * cost.value(pairs, inputs) for cost, weight in self.costs))

    def gradient(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> list[Array]:
        """Derivative of the cost by the model values, one array per pair."""
        slopes = [np.zeros_like(pair.model) for pair in pairs]
        for cost, weight in self.costs:
            for index, slope in enumerate(cost.gradient(pairs, inputs)):
                slopes[index] = slopes[index] + weight * slope
        return slopes

    def residuals(self, pairs: Sequence[Pair], inputs: Mapping[str, float]) -> list[Residual] | None:
        """Residuals of all costs times the roots of their weights; ``None`` if one has none."""
        found: list[Residual] = []
        for cost, weight in self.costs:
            part = cost.residuals(pairs, inputs)
            if part is None:
                return None
            root = math.sqrt(weight)
            found.extend(Residual(item.pair, root * item.values, root * item.slope) for item in part)
        return found


def read_cost(spec: Mapping[str, Any] | None) -> Cost:
    """Cost from its wire form; the sum of squares when absent.

    Raises
    ------
    ValidationError
        Unknown or unsupported type, wrong normalization or missing standard deviations.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.5.
    """
    if spec is None:
        return ErrorCost("SSE")
    kind = spec.get("type")
    if kind in ERROR_KINDS:
        return _error_cost(str(kind), spec)
    if kind == "MultiCost":
        parts = [(read_cost(item["cost"]), float(item.get("weight", 1.0))) for item in spec.get("costs") or ()]
        if not parts or any(weight < 0 for _, weight in parts):
            raise ValidationError("cost MultiCost needs a list 'costs' of {cost, weight} with weights >= 0")
        return MultiCost(parts)
    if kind == "ChiSquare":
        return ChiSquare(spec["variable_standard_deviations"], spec.get("nan_values", "mean"))
    if kind == "GaussianLogLikelihood":
        return GaussianLogLikelihood(spec["sigma"], spec.get("nan_values", 1e6))
    raise unsupported("cost", kind, COSTS)


def normalization_scale(rule: str | float, data: Array) -> float:
    """Return the number that errors are divided by; 1 where the rule would give zero."""
    if isinstance(rule, (int, float)):
        return float(rule)
    found = {
        "mean": lambda: abs(float(np.mean(data))),
        "range": lambda: float(np.ptp(data)),
        "sum_squares": lambda: float(data @ data),
        "mean_squares": lambda: float(data @ data) / len(data),
        "root_mean_squares": lambda: math.sqrt(float(data @ data) / len(data)),
        "identity": lambda: 1.0,
    }[rule]()
    return found or 1.0


def filled(model: Array, rule: str | float) -> Array:
    """Model values with the missing ones replaced."""
    missing = ~np.isfinite(model)
    if not missing.any():
        return model
    present = model[~missing]
    if isinstance(rule, (int, float)):
        value = float(rule)
    elif not len(present):
        return np.full_like(model, np.nan)
    else:
        value = float(present.min() if rule == "min" else present.mean())
    return np.where(missing, value, model)


def _error_cost(kind: str, spec: Mapping[str, Any]) -> ErrorCost:
    rule: Any = spec.get("normalization") if spec.get("normalization") is not None else "mean"
    if isinstance(rule, str) and rule not in _NORMALIZATIONS:
        raise choice(f"normalization of cost {kind}", rule, (*_NORMALIZATIONS, "a number"))
    if isinstance(rule, (int, float)) and rule <= 0:
        raise ValidationError(f"normalization of cost {kind} is {rule!r}; a positive number is needed")
    nan: Any = spec.get("nan_values") if spec.get("nan_values") is not None else "mean"
    if isinstance(nan, str) and nan not in ("mean", "min"):
        raise choice(f"nan_values of cost {kind}", nan, ("mean", "min", "a number"))
    structure = spec.get("calculation_structure")
    if structure is None and spec.get("objective_names"):
        structure = dict.fromkeys(spec["objective_names"])
    weights = [spec.get(key) or {} for key in ("objective_weights", "variable_weights")]
    if any(value < 0 for mapping in weights for value in mapping.values()):
        raise ValidationError(f"weights of cost {kind} must not be negative")
    return ErrorCost(kind, rule, nan, weights[0], weights[1], structure)


def _is_used(structure: Mapping[str, Sequence[str] | None] | None, pair: Pair) -> bool:
    if structure is None:
        return True
    if pair.objective not in structure:
        return False
    wanted = structure[pair.objective]
    return wanted is None or pair.variable in wanted


def _sigma(table: Mapping[str, float | str], variable: str, inputs: Mapping[str, float], key: str) -> float:
    value = table.get(variable)
    if isinstance(value, str):
        value = inputs.get(value)
    if not isinstance(value, (int, float)) or value <= 0:
        raise ValidationError(f"{key} of variable {variable!r} must be a positive number or a fit parameter's name")
    return float(value)
