"""Transport properties of electrolytes, for PyBaMM."""

from ionworks.resources.knowledge.electrolyte.client import ElectrolyteClient

__all__ = ["ElectrolyteClient"]
