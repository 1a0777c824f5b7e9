"""Pipelines and simple pipelines as records and jobs."""
