"""Models: stored, with parameter values, and recipes that make them."""
