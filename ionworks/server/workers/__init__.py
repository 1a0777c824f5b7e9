"""Processes that work for the server, and how they are asked."""
