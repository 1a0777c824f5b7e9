"""Objective by wire type.

Source: docs/contract/pipeline-config.md section 2.4.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ionworks.server.fit.objectives.base import Context, Objective
from ionworks.server.fit.objectives.current_driven import CurrentDriven
from ionworks.server.fit.objectives.cycle_ageing import CycleAgeing
from ionworks.server.fit.objectives.eis import EIS
from ionworks.server.fit.objectives.msmr_cells import MSMRFullCell, MSMRHalfCell
from ionworks.server.fit.objectives.open_circuit import ElectrodeBalancing, OCPHalfCell
from ionworks.server.ground.choices import unsupported

OBJECTIVES: Mapping[str, Callable[[str, Mapping[str, Any], Context], Objective]] = {
    "CurrentDriven": CurrentDriven,
    "Pulse": CurrentDriven,
    "EIS": EIS,
    "MSMRHalfCell": MSMRHalfCell,
    "MSMRFullCell": MSMRFullCell,
    "ElectrodeBalancing": ElectrodeBalancing,
    "OCPHalfCell": OCPHalfCell,
    "CycleAgeing": CycleAgeing,
}
"""Objectives by wire type."""


def build_objective(name: str, spec: Mapping[str, Any], context: Context) -> Objective:
    """Objective from its wire form; one without ``type`` is current driven.

    Raises
    ------
    ValidationError
        A type this engine does not run, or whatever the objective finds wrong.
    """
    kind = spec.get("type") or "CurrentDriven"
    if kind not in OBJECTIVES:
        raise unsupported("objective", kind, OBJECTIVES)
    return OBJECTIVES[kind](name, spec, context)
