"""Helper processes that share the evaluations of one fit or optimization with the worker that runs it."""
