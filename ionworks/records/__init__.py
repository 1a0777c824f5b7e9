"""What methods return: frozen records with a docstring under each field.

The first use of a name loads all of them (PEP 562): ``import ionworks`` knows the names and loads none.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ionworks.records._base import Record
    from ionworks.records.cells import (
        CellBatch,
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
    from ionworks.records.circuits import EcmFitJob, FitResults, RcPairFit, SaveToProjectResponse, ValidationResults
    from ionworks.records.knowledge import (
        Analysis,
        AnalysisColumnSpec,
        ColumnSpec,
        Material,
        MaterialPropertyDataset,
        SearchResponse,
        SearchResult,
    )
    from ionworks.records.lab import (
        Channel,
        ChannelIncident,
        Cycler,
        CyclerDetail,
        CyclerServiceEvent,
        FlatChannel,
        LabChannel,
        LabCycler,
        LabMeasurementSummary,
        LabSite,
        LabStatus,
        Site,
        SiteDetail,
        Utilization,
    )
    from ionworks.records.modelling import (
        BuilderReadiness,
        BuildResult,
        Model,
        ModelBuilder,
        ParameterizedModel,
        ParsedProtocol,
        Protocol,
        ReadinessIssue,
        ReadinessReport,
        Study,
    )
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
    from ionworks.records.planning import AutoScheduleAssignment, AutoScheduleProposal, PlannedMeasurement
    from ionworks.records.profiles import Profile
    from ionworks.records.work import (
        JobResponse,
        Optimization,
        OptimizationTemplate,
        PipelineSubmissionResponse,
        ReplayResult,
        SimplePipelineSubmissionResponse,
        SimulationResponse,
        SimulationResult,
    )

__all__ = [
    "Analysis",
    "AnalysisColumnSpec",
    "AutoScheduleAssignment",
    "AutoScheduleProposal",
    "BuildResult",
    "BuilderReadiness",
    "CellBatch",
    "CellInstance",
    "CellInstanceDetail",
    "CellMeasurement",
    "CellMeasurementBundleResponse",
    "CellMeasurementDetail",
    "CellSpecification",
    "Channel",
    "ChannelIncident",
    "ColumnSpec",
    "ComputeUsage",
    "Cycler",
    "CyclerDetail",
    "CyclerServiceEvent",
    "EcmFitJob",
    "FitResults",
    "FlatChannel",
    "InviteResult",
    "JobResponse",
    "LabChannel",
    "LabCycler",
    "LabMeasurementSummary",
    "LabSite",
    "LabStatus",
    "Material",
    "MaterialPropertyDataset",
    "MeasurementTagUsage",
    "Model",
    "ModelBuilder",
    "Optimization",
    "OptimizationTemplate",
    "OrganizationMember",
    "OrganizationUsage",
    "ParameterizedModel",
    "ParsedProtocol",
    "PipelineSubmissionResponse",
    "PlannedMeasurement",
    "Profile",
    "Project",
    "ProjectMembership",
    "ProjectRoleInfo",
    "Protocol",
    "RawData",
    "RcPairFit",
    "ReadinessIssue",
    "ReadinessReport",
    "Record",
    "ReplayResult",
    "SaveToProjectResponse",
    "SearchResponse",
    "SearchResult",
    "SimplePipelineSubmissionResponse",
    "SimulationResponse",
    "SimulationResult",
    "SimulationUsage",
    "Site",
    "SiteDetail",
    "StepsAndCycles",
    "Study",
    "Utilization",
    "ValidationResults",
]

_ROOMS = (
    *("_base", "cells", "circuits", "knowledge", "lab", "modelling"),
    *("organization", "planning", "profiles", "work"),
)


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        for room in _ROOMS:
            found = vars(import_module(f"{__name__}.{room}"))
            globals().update({key: found[key] for key in __all__ if key in found})
        return globals()[name]

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
