"""Measured data on the server: what an upload must be, summaries of steps and cycles. No database, no HTTP."""
