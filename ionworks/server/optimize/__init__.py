"""The engine of design and charge optimizations: JSON in, JSON out; no database, no HTTP."""
