"""Sub-clients of `ionworks.Ionworks`, one module per tag of ``openapi.yaml``."""
