"""Variables of a discretised model over space: where their points are, and their values at any time of a segment."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.engine.cell.observing import observer
from ionworks.server.engine.model.space import coordinate, levels
from ionworks.server.engine.trajectory import Segment
from ionworks.server.ground.arrays import Array

_AT_ONCE: Final = 1_000_000
"""Numbers, states or values, that are handled together."""


@attrs.frozen(eq=False)
class Axis:
    """One coordinate of a field; `points` rise, in m."""

    name: str
    points: Array


class Fields:
    """Some variables over space.

    Parameters
    ----------
    model : pybamm.BaseModel
        Discretised.
    mesh : pybamm.Mesh
    names : sequence of str
    """

    def __init__(self, model: Any, mesh: Any, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._symbols = [model.get_processed_variable(name) for name in names]
        self._mesh, self._geometry = mesh, model.default_geometry
        self.sizes = tuple(int(symbol.size) for symbol in self._symbols)
        """Points of each."""
        self._inputs, self._rows, self._observe = observer(model, self.names)

    def values(self, segment: Segment, times: Array, inputs: Mapping[str, float]) -> Array:
        """Values at times inside a segment, shape (times, points of one field after another)."""
        given = np.array([inputs.get(name, 0.0) for name in self._inputs])
        count = max(1, _AT_ONCE // max(1, self._rows.size, sum(self.sizes)))
        parts = [np.empty((0, sum(self.sizes)))]
        for begin in range(0, times.size, count):
            some = times[begin : begin + count]
            found = self._observe(some[None, :], segment.at(some, self._rows), given)
            parts.append(np.asarray(found, dtype=float).T)
        return np.concatenate(parts)

    def axes(self, inputs: Mapping[str, float]) -> Iterator[tuple[Axis, ...]]:
        """Coordinates of each, the innermost last; lengths can be inputs."""
        for name, symbol, size in zip(self.names, self._symbols, self.sizes, strict=True):
            domains = levels(symbol)
            outer = [self._nodes(one, inputs) for one in domains[:-1]]
            count = math.prod(points.size for points in outer)
            inner = (self._nodes(domains[-1], inputs), self._edges(domains[-1], inputs))
            found = next((points for points in inner if points.size * count == size), None)
            if found is None:
                raise ValidationError(f"extra_variables: {name!r} has {size} values, which are not those of a mesh")
            names = [coordinate(self._geometry, one) for one in domains]
            yield tuple(map(Axis, names, [*outer, found]))

    def _nodes(self, domains: Sequence[str], inputs: Mapping[str, float]) -> Array:
        return np.concatenate([_placed(self._mesh[one], self._mesh[one].nodes, inputs) for one in domains])

    def _edges(self, domains: Sequence[str], inputs: Mapping[str, float]) -> Array:
        """Edges of the cells; where two domains meet there is one."""
        parts = [_placed(self._mesh[one], self._mesh[one].edges, inputs) for one in domains]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def _placed(mesh: Any, points: Array, inputs: Mapping[str, float]) -> Array:
    """Points in m; those of a domain whose length is an input count from 0 to 1."""
    if not hasattr(mesh, "length"):
        return points
    begin, length = (_number(value, inputs) for value in (mesh.min, mesh.length))
    return begin + length * points


def _number(value: Any, inputs: Mapping[str, float]) -> float:
    return float(value.evaluate(inputs=dict(inputs))) if isinstance(value, pybamm.Symbol) else float(value)
