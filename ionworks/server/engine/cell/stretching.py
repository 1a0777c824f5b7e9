"""Meshes whose length is an input, with the same points and the same equations as meshes of that length.

PyBaMM meshes a domain of symbolic length from 0 to 1 and scales. Two of its parts do not follow: only uniform points
are offered, and the mean that carries a quantity from nodes to edges is weighted by the widths of the unscaled cells,
which where two domains meet is wrong (weights of -0.06 and 1.06 where the true ones lie between 0 and 1).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pybamm
from scipy.sparse import csr_matrix, eye, kron


class StretchedMesh(pybamm.MeshGenerator):  # type: ignore[misc]
    """Sub-mesh with the points another generator places on 0 to 1, stretched to a length that is a symbol.

    Parameters
    ----------
    origin : pybamm.MeshGenerator
    """

    def __init__(self, origin: Any) -> None:
        super().__init__(origin.submesh_type, origin.submesh_params)

    def __call__(self, lims: Mapping[Any, Any], npts: Any) -> Any:
        """Return the sub-mesh of one domain; its edges count from 0 to 1."""
        ((variable, bounds),) = lims.items()
        mesh = super().__call__({variable: {"min": 0.0, "max": 1.0}}, npts)
        mesh.min, mesh.length = bounds["min"], bounds["max"] - bounds["min"]
        return mesh


class StretchedFiniteVolume(pybamm.FiniteVolume):  # type: ignore[misc]
    """Finite volumes whose means at the edge between two domains know how wide the cells on both sides are."""

    def shift(self, discretised_symbol: Any, shift_key: str, method: str) -> Any:
        """Carry values from nodes to edges, or back; see ``pybamm.FiniteVolume.shift``."""
        symbol, domains = discretised_symbol, discretised_symbol.domain
        is_simple = symbol.size == 1 or len(domains) < 2 or not hasattr(self.mesh[domains], "length")
        if is_simple or shift_key != "node to edge" or method != "arithmetic":
            return super().shift(symbol, shift_key, method)
        parts = [self.mesh[domain] for domain in domains]
        ends = np.cumsum([part.npts for part in parts])
        repeats = symbol.size // int(ends[-1])

        def times(matrix: Any) -> Any:
            return pybamm.Matrix(csr_matrix(kron(eye(repeats), matrix))) @ symbol

        mean = times(_mean_inside(parts))
        for left, right, edge in zip(parts, parts[1:], ends[:-1], strict=False):
            before, after = (part.d_edges[at] * part.length for part, at in ((left, -1), (right, 0)))
            rise = csr_matrix(([-1.0, 1.0], ([edge, edge], [edge - 1, edge])), shape=(ends[-1] + 1, ends[-1]))
            mean += before / (before + after) * times(rise)
        return mean


def _mean_inside(parts: list[Any]) -> Any:
    """Matrix of the mean on edges; where two domains meet it only takes the node before the edge."""
    nodes = sum(part.npts for part in parts)
    matrix = np.zeros((nodes + 1, nodes))
    first = 0
    for part in parts:
        share = part.d_edges[:-1] / (part.d_edges[:-1] + part.d_edges[1:])
        rows = np.arange(first, first + part.npts - 1)
        matrix[rows + 1, rows], matrix[rows + 1, rows + 1] = 1 - share, share
        first += part.npts
        matrix[first, first - 1] = 1.0
    for row, near, next_one, part, end in ((0, 0, 1, parts[0], 0), (nodes, nodes - 1, nodes - 2, parts[-1], -1)):
        beyond = part.d_edges[end] / part.d_nodes[end] / 2
        matrix[row, near], matrix[row, next_one] = 1 + beyond, -beyond
    return csr_matrix(matrix)
