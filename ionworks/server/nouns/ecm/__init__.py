"""Fits of equivalent circuits: what is submitted, its job, and what becomes of the result."""
