"""Parameterization pipelines: pure computation for worker processes, no database and no HTTP.

The two doors are `prepare` (at submission) and `run_element` (in a worker); both import their own heavy parts.

Source: pipeline-config.md.
"""

import os

os.environ.setdefault("PYBAMM_DISABLE_TELEMETRY", "true")
