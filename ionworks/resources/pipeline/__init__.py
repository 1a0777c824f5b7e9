"""``client.pipeline``: parameterization pipelines, their elements and what they found."""

from ionworks.resources.pipeline.pipelines import Pipelines
from ionworks.resources.pipeline.result import PipelineResponse

__all__ = ["PipelineResponse", "Pipelines"]
