"""``client.optimization``: design and charge optimizations, and their templates."""

from ionworks.resources.optimization.optimizations import Optimizations

__all__ = ["Optimizations"]
