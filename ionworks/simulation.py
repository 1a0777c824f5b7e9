"""Simulations, under the module name the published package has for them."""

from ionworks.records import SimulationResponse, SimulationResult
from ionworks.request_types import (
    DesignParametersDOE,
    DOERow,
    ProtocolExperimentConfig,
    ProtocolSimulationBatchRequest,
    QuickModelConfig,
    SimulationCondition,
)
from ionworks.resources.simulation import Simulations

__all__ = [
    "DOERow",
    "DesignParametersDOE",
    "ProtocolExperimentConfig",
    "ProtocolSimulationBatchRequest",
    "QuickModelConfig",
    "SimulationCondition",
    "SimulationResponse",
    "SimulationResult",
    "Simulations",
]
