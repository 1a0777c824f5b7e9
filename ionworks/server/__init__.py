"""The embedded server: the operations of openapi.yaml, served locally on PyBaMM."""
