"""Equivalent circuits as numbers: a source, a resistor and RC pairs over the state of charge, fitted and run. Pure."""
