"""Totals and extremes over whole runs, from rows of their steps.

Source: docs/contract/ucp.md section 3.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from ionworks.server.engine.steps.integrals import MAX_TEMPERATURE, TOTALS
from ionworks.server.ground.arrays import Array, Indices

STEP_NUMBERS: Final = (
    *TOTALS,
    "Start time [s]",
    "End time [s]",
    "Min voltage [V]",
    "Max voltage [V]",
    MAX_TEMPERATURE,
    "Cycle count",
)
"""Columns of steps that `run_metrics` reads."""


def run_metrics(steps: Mapping[str, Array], first: Indices) -> list[dict[str, Any]]:
    """Metrics of each run.

    Parameters
    ----------
    steps : mapping of str to array, shape (n_steps,)
        `STEP_NUMBERS` of all runs' steps, run after run.
    first : array, shape (n_runs,)
        Place of each run's first step.
    """
    counts = np.diff(first, append=steps["Cycle count"].size)
    last = first + counts - 1
    is_new_cycle = np.diff(steps["Cycle count"], prepend=-1) != 0
    is_new_cycle[first] = True
    columns = {name: np.add.reduceat(steps[name], first) for name in TOTALS} | {
        "Duration [s]": steps["End time [s]"][last] - steps["Start time [s]"][first],
        "Min voltage [V]": np.minimum.reduceat(steps["Min voltage [V]"], first),
        "Max voltage [V]": np.maximum.reduceat(steps["Max voltage [V]"], first),
        MAX_TEMPERATURE: np.maximum.reduceat(steps[MAX_TEMPERATURE], first),
        "Number of steps": counts,
        "Number of cycles": np.add.reduceat(is_new_cycle.astype(np.intp), first),
    }
    values = zip(*(column.tolist() for column in columns.values()), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in values]
