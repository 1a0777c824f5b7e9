"""Simple pipelines, under the module name the published package has for them."""

from ionworks.records import SimplePipelineSubmissionResponse
from ionworks.resources.simple_pipeline import SimplePipelines

__all__ = ["SimplePipelineSubmissionResponse", "SimplePipelines"]
