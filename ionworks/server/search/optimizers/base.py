"""What optimizers share: their result and the reading of their options.

Source: docs/contract/pipeline-config.md section 2.6.
"""

from collections.abc import Collection, Mapping
from typing import Any

import attrs

from ionworks.errors import ValidationError
from ionworks.server.ground.arrays import Array

LOOP_KEYS = frozenset(
    {
        "type", "method", "algorithm_options", "log_to_screen", "sigma0", "max_iterations", "max_unchanged_iterations",
        "max_unchanged_iterations_threshold", "min_iterations", "max_evaluations", "population_size", "threshold",
        "absolute_tolerance", "relative_tolerance", "xtol", "population_convergence_tol", "flat_fitness_tol",
        "convergence_patience", "surrogate_convergence_tol",
    }
)  # fmt: skip
"""Keys of the ask/tell family."""


@attrs.frozen
class Outcome:
    """Where an optimizer ended."""

    z: Array
    """Search space, shape (d,)."""
    cost: float
    """Cost there."""
    success: bool
    """Whether a convergence test was met."""
    message: str
    """Why it ended."""


@attrs.frozen
class Stopping:
    """Stopping rule of population methods."""

    max_iterations: int
    """Generations."""
    min_iterations: int
    """Generations before convergence is looked for."""
    max_unchanged: int | None
    """Generations without an improvement by more than `absolute`."""
    absolute: float
    """Spread of costs, absolute part."""
    relative: float
    """Spread of costs, as a part of the best."""
    spread: float
    """Spread of positions, as a part of the search box."""
    patience: int
    """Generations that have to look converged in a row."""
    threshold: float | None
    """Cost that is good enough."""


def read_stopping(spec: Mapping[str, Any], default_iterations: int = 500) -> Stopping:
    """Stopping rule from the keys of the ask/tell family.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.6. How the keys combine is ours (not public): costs and positions
    of a generation have to agree within their tolerances for ``convergence_patience`` generations.
    """
    rounds = spec.get("max_iterations") or default_iterations
    if isinstance(rounds, bool) or not isinstance(rounds, int) or rounds < 1:
        raise ValidationError(f"optimizer max_iterations is {rounds!r}; allowed: 1 or more")
    absolute = spec.get("absolute_tolerance", spec.get("max_unchanged_iterations_threshold"))
    return Stopping(
        max_iterations=rounds,
        min_iterations=int(spec.get("min_iterations") or 1),
        max_unchanged=spec.get("max_unchanged_iterations"),
        absolute=1e-5 if absolute is None else float(absolute),
        relative=float(spec.get("relative_tolerance", 1e-2)),
        spread=float(spec.get("population_convergence_tol", 5e-3)),
        patience=int(spec.get("convergence_patience") or 3),
        threshold=spec.get("threshold"),
    )


def check_keys(spec: Mapping[str, Any], allowed: Collection[str]) -> None:
    """Refuse unknown optimizer keys.

    Raises
    ------
    ValidationError
        Naming the key and what is allowed.
    """
    unknown = spec.keys() - set(allowed) - {"type"}
    if unknown:
        kind = spec.get("type")
        raise ValidationError(f"optimizer {kind}: unknown key {min(unknown)!r}; allowed: {', '.join(sorted(allowed))}")


def population_size(spec: Mapping[str, Any], default: int, key: str = "population_size") -> int:
    """Population size, absolute or by the number of parameters.

    Raises
    ------
    ValidationError
        Not between 2 and 10,000.
    """
    size = spec.get(key)
    if size is None:
        return default
    if isinstance(size, bool) or not isinstance(size, int) or not 2 <= size <= 10_000:
        raise ValidationError(f"optimizer {key} is {size!r}; allowed: 2 to 10000")
    return size
