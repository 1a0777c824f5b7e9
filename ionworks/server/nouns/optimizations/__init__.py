"""Optimizations as records and jobs."""
