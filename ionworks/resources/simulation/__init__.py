"""``client.simulation``: submitting simulations and reading what they found."""

from ionworks.resources.simulation.simulations import Simulations

__all__ = ["Simulations"]
