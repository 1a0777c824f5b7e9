"""Environment variables of processes that solve; the one place that knows their names.

Source: docs/contract/performance.md (facts and traps).
"""

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PARENT_VARIABLE: Final = "WORKER_PARENT_PID"
"""The process that started this one."""
COMPILED_VARIABLE: Final = "PYBAMM_CASADI_AOT_CACHE"
"""Folder of models that were compiled to machine code; its files are loaded as code, so it must be private."""
_NO_TELEMETRY: Final = MappingProxyType({"PYBAMM_DISABLE_TELEMETRY": "true"})
_ONE_THREAD: Final = MappingProxyType(
    # one process per core: threads inside a worker would only compete
    dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"), "1")
)


def disable_telemetry() -> None:
    """Keep PyBaMM quiet in this process; it makes its telemetry client when it is first imported."""
    for name, value in _NO_TELEMETRY.items():
        os.environ.setdefault(name, value)


def child_environment(further: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what a process that solves for this one gets beside the variables of this process."""
    return {**_NO_TELEMETRY, **_ONE_THREAD, PARENT_VARIABLE: str(os.getpid()), **(further or {})}
