"""What optimizers ask of the thing they optimize: a fit and a design search both answer.

Points are in search space (`SearchSpace`), arrays of shape (d,) or (n, d).
"""

from __future__ import annotations

from typing import Protocol, TypeGuard

import attrs

from ionworks.server.ground.arrays import Array
from ionworks.server.search.space import SearchSpace


class StopSearchError(Exception):
    """The budget is used up; the best proposal so far stands."""


@attrs.frozen
class Best:
    """Best proposal so far."""

    z: Array
    """Search space, shape (d,)."""
    cost: float
    """Its cost."""


class Target(Protocol):
    """A cost over a search space; every method raises `StopSearchError` when its budget is used up."""

    @property
    def space(self) -> SearchSpace:
        """Where to search."""
        ...

    @property
    def best(self) -> Best | None:
        """Best proposal of this start."""
        ...

    @property
    def has_residuals(self) -> bool:
        """Whether the cost is a sum of squares; ask `gives_residuals`."""
        ...

    def costs(self, points: Array) -> Array:
        """Return the cost of each proposal, shape (n,), for points of shape (n, d)."""
        ...

    def cost(self, z: Array) -> float:
        """Return the cost of one proposal."""
        ...

    def cost_and_gradient(self, z: Array) -> tuple[float, Array]:
        """Return the cost of one proposal and its gradient, shape (d,)."""
        ...

    def next_iteration(self) -> None:
        """Note that an iteration ends."""
        ...


class ResidualTarget(Target, Protocol):
    """A target whose cost is a sum of squares."""

    def residuals(self, z: Array) -> Array:
        """Return the residuals of one proposal, shape (m,)."""
        ...

    def jacobian(self, z: Array) -> Array:
        """Return their derivatives by the proposal, shape (m, d)."""
        ...


def gives_residuals(target: Target) -> TypeGuard[ResidualTarget]:
    """Whether the cost of a target is a sum of squares, whose residuals it gives."""
    return target.has_residuals
