"""The PyBaMM side of a simulation: no database, no HTTP, nothing read from disk.

The environment variable has to be set before PyBaMM is first imported (its telemetry client is made on
import), so it is set here, in the package every engine module passes through.

Source: docs/contract/performance.md (facts and traps).
"""

from ionworks.server.ground.environment import disable_telemetry

disable_telemetry()
