"""Parameterization pipelines: pure computation for worker processes, no database and no HTTP.

The two doors are `prepare` (at submission) and `run_element` (in a worker); both import their own heavy parts.

Source: docs/contract/pipeline-config.md.
"""

from ionworks.server.ground.environment import disable_telemetry

disable_telemetry()
