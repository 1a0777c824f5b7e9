"""The elements of a pipeline, one module for each kind of work."""
