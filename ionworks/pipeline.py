"""Pipelines, under the module name the published package has for them."""

from ionworks.records import PipelineSubmissionResponse
from ionworks.resources.pipeline import PipelineResponse, Pipelines

__all__ = ["PipelineResponse", "PipelineSubmissionResponse", "Pipelines"]
