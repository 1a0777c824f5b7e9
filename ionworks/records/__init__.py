"""What methods return: frozen records with a docstring under each field."""

from ionworks.records._base import Record
from ionworks.records.cells import (
    CellInstance,
    CellInstanceDetail,
    CellMeasurement,
    CellMeasurementBundleResponse,
    CellMeasurementDetail,
    CellSpecification,
    MeasurementTagUsage,
    RawData,
    StepsAndCycles,
)
from ionworks.records.modelling import Model, ParameterizedModel, ParsedProtocol, Protocol, Study
from ionworks.records.organization import (
    ComputeUsage,
    InviteResult,
    OrganizationMember,
    OrganizationUsage,
    Project,
    ProjectMembership,
    ProjectRoleInfo,
    SimulationUsage,
)
from ionworks.records.work import (
    JobResponse,
    Optimization,
    OptimizationTemplate,
    PipelineSubmissionResponse,
    SimplePipelineSubmissionResponse,
    SimulationResponse,
    SimulationResult,
)

__all__ = [
    "CellInstance",
    "CellInstanceDetail",
    "CellMeasurement",
    "CellMeasurementBundleResponse",
    "CellMeasurementDetail",
    "CellSpecification",
    "ComputeUsage",
    "InviteResult",
    "JobResponse",
    "MeasurementTagUsage",
    "Model",
    "Optimization",
    "OptimizationTemplate",
    "OrganizationMember",
    "OrganizationUsage",
    "ParameterizedModel",
    "ParsedProtocol",
    "PipelineSubmissionResponse",
    "Project",
    "ProjectMembership",
    "ProjectRoleInfo",
    "Protocol",
    "RawData",
    "Record",
    "SimplePipelineSubmissionResponse",
    "SimulationResponse",
    "SimulationResult",
    "SimulationUsage",
    "StepsAndCycles",
    "Study",
]
