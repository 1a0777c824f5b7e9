"""From documents to PyBaMM models, parameter sets and variables."""
