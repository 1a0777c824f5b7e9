"""Terms added to a fit's cost: priors, soft constraints and penalties.

Each term is a sum of squares where it can be (so that least-squares optimizers see it too) and a plain number
otherwise.

Source: docs/contract/pipeline-config.md sections 2.5 and 2.7.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
import pybamm
from scipy import stats

from ionworks.errors import ValidationError
from ionworks.serialize import loadable
from ionworks.serialize.pybamm_parts import read_symbol
from ionworks.server.ground.choices import unsupported

Inputs = Mapping[str, float]

DISTRIBUTIONS = ("Normal", "LogNormal", "Uniform", "PointMass")
"""Distributions this engine knows."""


@attrs.frozen
class Term:
    """One addend of the cost."""

    value: Callable[[Inputs], float]
    """Addend at physical parameter values."""
    residual: Callable[[Inputs], float] | None = None
    """Number whose square is the addend up to a constant; ``None`` when there is none."""


def prior_terms(priors: Mapping[str, Any]) -> list[Term]:
    """Terms of priors: minus the logarithm of the density, times its weight.

    Parameters
    ----------
    priors : mapping of str to dict
        ``{"type": "Prior", "distribution": {...}, "regularizer_weight"?}`` or the distribution itself, by parameter.

    Raises
    ------
    ValidationError
        Unknown or unsupported distribution, or wrong arguments.
    """
    return [_prior_term(name, spec) for name, spec in priors.items()]


def symbol_terms(specs: Sequence[Mapping[str, Any]], kind: str) -> list[Term]:
    """Terms of constraints or penalties, whose ``fun`` is an expression of the fit parameters.

    An inequality ``g <= h`` adds ``w max(0, g - h)^2``; anything else adds ``w f^2``.

    Parameters
    ----------
    specs : sequence of dict
        ``{"fun": <symbol or number>, "regularizer_weight"?}``.
    kind : str
        ``"constraint"`` or ``"penalty"``, for messages.
    """
    return [_symbol_term(spec, kind) for spec in specs]


def _prior_term(name: str, spec: Any) -> Term:
    distribution, weight = _distribution(spec)
    density = _log_density(name, distribution)
    kind = distribution.get("distribution", distribution.get("type"))

    def value(inputs: Inputs) -> float:
        return -weight * density(inputs[name])

    if kind not in ("Normal", "LogNormal"):
        return Term(value)
    mean, std, factor = float(distribution["mean"]), float(distribution["std"]), math.sqrt(weight / 2)

    def residual(inputs: Inputs) -> float:
        x = inputs[name] if kind == "Normal" else math.log(max(inputs[name], 1e-300))
        shifted = mean if kind == "Normal" else mean - std**2  # the log-normal density has its mode there
        return factor * (x - shifted) / std

    return Term(value, residual)


def _distribution(spec: Any) -> tuple[Mapping[str, Any], float]:
    if not isinstance(spec, Mapping):
        raise ValidationError(f"a prior must be an object with 'distribution', found {spec!r:.80}")
    inner = spec.get("distribution")
    weight = spec.get("regularizer_weight")
    return (inner if isinstance(inner, Mapping) else spec), 1.0 if weight is None else float(weight)


def _log_density(name: str, spec: Mapping[str, Any]) -> Callable[[float], float]:
    kind = spec.get("distribution", spec.get("type"))
    try:
        if kind == "Normal":
            frozen = stats.norm(float(spec["mean"]), _positive(name, spec["std"]))
        elif kind == "LogNormal":
            frozen = stats.lognorm(s=_positive(name, spec["std"]), scale=math.exp(float(spec["mean"])))
        elif kind == "Uniform":
            frozen = stats.uniform(float(spec["lb"]), _positive(name, float(spec["ub"]) - float(spec["lb"])))
        elif kind == "PointMass":
            at = float(spec["value"])
            return lambda x: 0.0 if math.isclose(x, at, rel_tol=1e-9) else -math.inf
        else:
            raise unsupported("prior distribution", kind, DISTRIBUTIONS)
    except KeyError as error:
        raise ValidationError(f"prior of {name!r}: {kind} needs {error}") from error
    return lambda x: float(frozen.logpdf(x))


def _positive(name: str, value: Any) -> float:
    if not isinstance(value, (int, float)) or value <= 0:
        raise ValidationError(f"prior of {name!r}: width {value!r} must be positive")
    return float(value)


def _symbol_term(spec: Mapping[str, Any], kind: str) -> Term:
    fun = spec.get("fun")
    weight = spec.get("regularizer_weight")
    factor = math.sqrt(1.0 if weight is None else float(weight))
    symbol = _symbol(fun, kind)
    is_inequality = isinstance(symbol, pybamm.EqualHeaviside | pybamm.NotEqualHeaviside)
    if is_inequality:
        symbol = symbol.left - symbol.right

    def residual(inputs: Inputs) -> float:
        found = float(np.squeeze(symbol.evaluate(inputs=dict(inputs))))
        return factor * (max(0.0, found) if is_inequality else found)

    return Term(lambda inputs: residual(inputs) ** 2, residual)


def _symbol(fun: Any, kind: str) -> Any:
    if isinstance(fun, (int, float)) and not isinstance(fun, bool):
        return pybamm.Scalar(float(fun))
    if not isinstance(fun, Mapping):
        raise ValidationError(f"{kind}: 'fun' must be a number or a serialized PyBaMM expression, found {fun!r:.80}")
    safe = loadable(fun, kind)
    try:
        return read_symbol(dict(safe))
    except Exception as error:  # PyBaMM's readers raise whatever their constructors raise
        raise ValidationError(f"{kind}: 'fun' cannot be read: {error}") from error
