"""Every calculation by wire type.

Source: docs/contract/pipeline-config.md section 2.9.
"""

from collections.abc import Mapping

from ionworks.server.fit.calculations.base import Calculation, Request
from ionworks.server.fit.calculations.capacity import CAPACITIES
from ionworks.server.fit.calculations.curves import CURVES
from ionworks.server.fit.calculations.geometry import GEOMETRY
from ionworks.server.fit.calculations.initial_state import INITIAL_STATE
from ionworks.server.fit.calculations.msmr_curves import MSMR
from ionworks.server.fit.task import Output, Task, passthrough
from ionworks.server.fit.values import Known, write_values
from ionworks.server.ground.choices import unsupported

CALCULATIONS: Mapping[str, Calculation] = {**GEOMETRY, **CAPACITIES, **INITIAL_STATE, **CURVES, **MSMR}
"""Calculations by wire type."""


def run_calculation(task: Task) -> Output:
    """Derive parameters from earlier ones.

    Parameters
    ----------
    task : Task
        ``config`` is a ``calculation`` element; its ``type`` may be spelled ``calculation``.

    Returns
    -------
    Output
        ``PassthroughResult``.

    Raises
    ------
    MissingParametersError
        Listing what no earlier element gives; nothing is ever assumed.
    ValidationError
        A calculation this engine does not do, or wrong data.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.9.
    """
    kind = task.config.get("type", task.config.get("calculation"))
    if kind not in CALCULATIONS:
        raise unsupported("calculation", kind, CALCULATIONS)
    known = Known(task.parameters, f"calculation {kind}")
    request = Request(task.config, known, task)
    values = write_values(CALCULATIONS[str(kind)].compute(request))
    return Output(passthrough(values), values, warnings=tuple(request.warnings))
