"""Simulations as records and jobs."""
