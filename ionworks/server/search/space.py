"""Search space of a fit: bounds, transforms, scaling and starting points.

Optimizers see a scaled vector ``z``; ``p = unscale(z)`` are physical values. With a logarithmic transform ``z`` is
the logarithm; otherwise it is the value divided by its starting value.

Source: docs/contract/pipeline-config.md sections 2.3 and 2.7.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from scipy.stats import qmc

from ionworks.errors import ValidationError
from ionworks.server.ground.arrays import Array
from ionworks.server.ground.choices import choice, did_you_mean

LN10 = math.log(10.0)


_KEYS = frozenset(
    {
        "initial_value", "bounds", "transform", "normalize", "prior", "initial_guess_distribution",
        "check_bounds", "check_initial_value", "name", "type",
    }
)  # fmt: skip


@attrs.frozen
class Transform:
    """A monotonic map from a parameter value to the space searched in."""

    forward: Callable[[Any], Any]
    """Value to search space."""
    inverse: Callable[[Any], Any]
    """Search space to value."""
    slope: Callable[[Any], Any]
    """Derivative of `inverse` by the searched quantity, as a function of the value."""
    domain: tuple[float, float] = (-math.inf, math.inf)
    """Open interval of values it accepts."""


TRANSFORMS: Mapping[str, Transform] = {
    "Identity": Transform(lambda p: p, lambda z: z, np.ones_like),
    "Log": Transform(np.log, np.exp, lambda p: p, (0.0, math.inf)),
    "Log10": Transform(np.log10, lambda z: 10.0**z, lambda p: p * LN10, (0.0, math.inf)),
    "Exp": Transform(np.exp, np.log, lambda p: np.exp(-p)),
    "Pow10": Transform(lambda p: 10.0**p, np.log10, lambda p: 10.0**-p / LN10),
    "Inverse": Transform(lambda p: 1 / p, lambda z: 1 / z, lambda p: -(p**2), (0.0, math.inf)),
    "Negate": Transform(lambda p: -p, lambda z: -z, lambda p: -np.ones_like(p)),
}
"""Transforms by wire name."""


@attrs.frozen
class FitParameter:
    """One searched parameter."""

    name: str
    """Name as in the model."""
    initial: float
    """Starting value, physical."""
    lower: float
    """Lower bound, physical; may be minus infinity."""
    upper: float
    """Upper bound, physical; may be infinity."""
    transform: Transform
    """Space searched in."""
    scale: float
    """Searched quantity is the transformed value divided by this."""
    guess: Mapping[str, Any] | None = None
    """Distribution that further starting points are drawn from; by default uniform in search space."""
    prior: Mapping[str, Any] | None = None
    """Prior in wire form."""


@attrs.frozen
class SearchSpace:
    """Box of searched parameters, in the order of the config."""

    parameters: tuple[FitParameter, ...]
    """Searched parameters."""

    @property
    def names(self) -> tuple[str, ...]:
        """Parameter names."""
        return tuple(parameter.name for parameter in self.parameters)

    @property
    def initial(self) -> Array:
        """Starting point in search space, shape (d,)."""
        return self.scaled([parameter.initial for parameter in self.parameters])

    def bounds(self) -> tuple[Array, Array]:
        """Lower and upper bounds in search space, each of shape (d,)."""
        ends = np.array([[_to_search(item, item.lower), _to_search(item, item.upper)] for item in self.parameters])
        return np.min(ends, axis=1), np.max(ends, axis=1)

    def scaled(self, values: Sequence[float]) -> Array:
        """Physical values to search space, shape (d,)."""
        return np.array([_to_search(item, value) for item, value in zip(self.parameters, values, strict=True)])

    def physical(self, z: Array) -> Array:
        """Search space to physical values, shape (d,) or (n, d)."""
        z = np.asarray(z, float)
        columns = [item.transform.inverse(z[..., i] * item.scale) for i, item in enumerate(self.parameters)]
        return np.stack(columns, axis=-1)

    def slopes(self, values: Array) -> Array:
        """Derivative of each physical value by its search variable, shape (d,)."""
        pairs = zip(self.parameters, values, strict=True)
        return np.array([float(item.transform.slope(value)) * item.scale for item, value in pairs])

    def as_inputs(self, z: Array) -> dict[str, float]:
        """Physical values by name."""
        return dict(zip(self.names, map(float, self.physical(z)), strict=True))

    def clipped(self, z: Array) -> Array:
        """Nearest point of the box."""
        return np.clip(z, *self.bounds())

    def has_finite_bounds(self) -> bool:
        """Whether every bound is finite in search space."""
        return all(bool(np.all(np.isfinite(side))) for side in self.bounds())


def read_space(specs: Mapping[str, Any]) -> SearchSpace:
    """Search space from the parameter objects of a fit.

    Parameters
    ----------
    specs : mapping of str to dict
        ``initial_value``, ``bounds`` (``None`` on a side means unbounded), ``transform``, ``normalize``, ``prior``,
        ``initial_guess_distribution``.

    Raises
    ------
    ValidationError
        Unknown key, bounds that do not rise, a start outside the bounds or outside what the transform accepts.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.3.
    """
    return SearchSpace(tuple(_parameter(name, spec) for name, spec in specs.items()))


def starting_points(space: SearchSpace, count: int, sampler: str, rng: np.random.Generator) -> list[Array]:
    """Starting points in search space: the initial guess, then samples of the box.

    Parameters
    ----------
    space : SearchSpace
    count : int
        Number of points.
    sampler : str
        ``"LatinHypercube"`` or ``"Uniform"``.
    rng : numpy.random.Generator

    Raises
    ------
    ValidationError
        More than one start in an unbounded space, or an unknown sampler.
    """
    if sampler not in ("LatinHypercube", "Uniform"):
        raise choice("initial_guess_sampler", sampler, ("LatinHypercube", "Uniform"))
    if count <= 1:
        return [space.initial]
    lower, upper = space.bounds()
    if not space.has_finite_bounds():
        raise ValidationError("multistarts need finite bounds on every fit parameter")
    dimension = len(space.parameters)
    if sampler == "LatinHypercube":
        unit = qmc.LatinHypercube(dimension, rng=rng).random(count - 1)
    else:
        unit = rng.random((count - 1, dimension))
    points = lower + unit * (upper - lower)
    for index, parameter in enumerate(space.parameters):
        if parameter.guess is not None:
            points[:, index] = _drawn(parameter, unit[:, index])
    return [space.initial, *points]


def _drawn(parameter: FitParameter, unit: Array) -> Array:
    guess = parameter.guess or {}
    kind = guess.get("distribution", guess.get("type"))
    if kind == "PointMass":
        values = np.full_like(unit, float(guess["value"]))
    elif kind == "Uniform":
        values = float(guess["lb"]) + unit * (float(guess["ub"]) - float(guess["lb"]))
    else:
        raise choice(f"initial_guess_distribution of {parameter.name!r}", kind, ("Uniform", "PointMass"))
    return np.array([_to_search(parameter, value) for value in np.clip(values, parameter.lower, parameter.upper)])


def _parameter(name: str, spec: Mapping[str, Any]) -> FitParameter:
    unknown = spec.keys() - _KEYS
    if unknown:
        raise ValidationError(
            f"fit parameter {name!r}: unknown key {min(unknown)!r}{did_you_mean(min(unknown), _KEYS)}; "
            f"allowed: {', '.join(sorted(_KEYS))}"
        )
    kind = spec.get("transform") or "Identity"
    if kind not in TRANSFORMS:
        raise choice(f"transform of fit parameter {name!r}", kind, TRANSFORMS)
    transform = TRANSFORMS[kind]
    lower, upper = _bounds(name, spec.get("bounds"))
    initial = _initial(name, spec.get("initial_value"), lower, upper)
    low, high = transform.domain
    if not low < initial < high:
        raise ValidationError(f"fit parameter {name!r}: initial_value {initial:g} cannot be transformed by {kind}")
    normalize = spec.get("normalize", True) is not False and kind not in ("Log", "Log10")
    start = float(transform.forward(initial))
    scale = abs(start) if normalize and start not in (0.0, math.inf, -math.inf) else 1.0
    return FitParameter(
        name, initial, lower, upper, transform, scale, spec.get("initial_guess_distribution"), spec.get("prior")
    )


def _bounds(name: str, bounds: Any) -> tuple[float, float]:
    if bounds is None:
        return -math.inf, math.inf
    if not isinstance(bounds, Sequence) or isinstance(bounds, str) or len(bounds) != 2:
        raise ValidationError(f"bounds of fit parameter {name!r} are {bounds!r}; [lower, upper] is needed")
    lower = -math.inf if bounds[0] is None else float(bounds[0])
    upper = math.inf if bounds[1] is None else float(bounds[1])
    if not lower < upper:
        raise ValidationError(f"bounds of fit parameter {name!r} are [{lower:g}, {upper:g}]; they must rise")
    return lower, upper


def _initial(name: str, given: Any, lower: float, upper: float) -> float:
    if given is None:
        return (lower + upper) / 2 if math.isfinite(lower) and math.isfinite(upper) else 1.0
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        raise ValidationError(f"initial_value of fit parameter {name!r} is {given!r}; a number is needed")
    if not lower <= given <= upper:
        raise ValidationError(f"initial_value {given:g} of fit parameter {name!r} is outside [{lower:g}, {upper:g}]")
    return float(given)


def _to_search(parameter: FitParameter, value: float) -> float:
    low, high = parameter.transform.domain
    with np.errstate(divide="ignore", over="ignore"):
        if value <= low > -math.inf:
            # A bound at or below the edge of a transform's domain is no bound in search space.
            edge = parameter.transform.forward(np.float64(low))
            return float(np.inf if edge == np.inf else -np.inf)
        return float(parameter.transform.forward(np.float64(min(value, high)))) / parameter.scale
