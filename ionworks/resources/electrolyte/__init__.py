"""Transport properties of electrolytes, for PyBaMM."""

from ionworks.resources.electrolyte.client import ElectrolyteClient

__all__ = ["ElectrolyteClient"]
