"""Jobs, under the module name the published package has for them."""

from ionworks.records import JobResponse
from ionworks.request_types import JobCreationPayload
from ionworks.resources.job import Jobs

__all__ = ["JobCreationPayload", "JobResponse", "Jobs"]
