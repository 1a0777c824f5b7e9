"""``client.ecm``: equivalent circuits."""

from ionworks.resources.ecm.circuits import EquivalentCircuits

__all__ = ["EquivalentCircuits"]
