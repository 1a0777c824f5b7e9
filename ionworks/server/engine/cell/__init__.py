"""A model that is discretized and can be solved."""
