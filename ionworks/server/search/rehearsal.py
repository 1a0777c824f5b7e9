"""An optimizer tried on a stand-in: what it would refuse in a job is refused when the job is submitted.

Options are read where they are used, by each optimizer and by the libraries below; so this asks them and keeps no list.
"""

import warnings
from collections.abc import Mapping
from typing import Any, Final

import attrs
import numpy as np

from ionworks.errors import ValidationError
from ionworks.server.ground.arrays import Array
from ionworks.server.search.optimizers.registry import find_optimizer
from ionworks.server.search.space import SearchSpace
from ionworks.server.search.target import Best, StopSearchError

_EVALUATIONS: Final = 100
"""After so many an optimizer has read its options."""


@attrs.define
class _Bowl:
    """A paraboloid over the space of a fit; a cheap target with everything that a target may have."""

    space: SearchSpace
    best: Best | None = None
    has_residuals: bool = True
    _left: int = _EVALUATIONS

    def costs(self, points: Array) -> Array:
        return np.array([self.cost(point) for point in points])

    def cost(self, z: Array) -> float:
        return float(np.sum(self.residuals(z) ** 2))

    def cost_and_gradient(self, z: Array) -> tuple[float, Array]:
        return self.cost(z), 2 * self.residuals(z)

    def residuals(self, z: Array) -> Array:
        self._left -= 1
        if self._left < 0:
            raise StopSearchError
        offsets: Array = np.asarray(z, float) - self.space.initial + 0.1
        if self.best is None or float(np.sum(offsets**2)) < self.best.cost:
            self.best = Best(np.asarray(z, float), float(np.sum(offsets**2)))
        return offsets

    def jacobian(self, z: Array) -> Array:
        return np.eye(len(z))

    def next_iteration(self) -> None:
        """Note nothing."""


def rehearse(spec: Mapping[str, Any], space: SearchSpace) -> str | None:
    """Return why an optimizer cannot run with its options over a space; ``None`` if it can."""
    try:
        optimizer, options = find_optimizer(spec, has_residuals=True)
        with warnings.catch_warnings():
            # SciPy says no more than that of an option it does not know
            warnings.filterwarnings("error", message="Unknown solver options")
            optimizer(_Bowl(space), space.initial, options, np.random.default_rng(0))
    except StopSearchError:
        return None
    except ValidationError as error:
        return error.message
    except Exception as error:  # noqa: BLE001 - the libraries below raise whatever they meet; all of it is the answer
        return f"optimizer {spec.get('type')}: {error or type(error).__name__}"
    return None
