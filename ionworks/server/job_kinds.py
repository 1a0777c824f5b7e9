"""The kinds of jobs this server runs: the one list that hands each noun's jobs to the queue."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ionworks.server.files.blobs import Blobs
from ionworks.server.measurements.job import EXTEND, PROCESS, Process
from ionworks.server.optimizations.job import OPTIMIZATION, Optimization
from ionworks.server.pipelines.job import ELEMENT, SIMPLE, PipelineElement, SimplePipeline
from ionworks.server.queue.kind import JobKind
from ionworks.server.simulations.job import SIMULATE, Simulate


def job_kinds(blobs: Blobs) -> Mapping[str, JobKind]:
    """Return the kinds of jobs this server runs, by the name in the ``job_type`` column."""
    return MappingProxyType(
        {
            SIMULATE: Simulate(blobs),
            PROCESS: Process(blobs),
            EXTEND: Process(blobs),
            ELEMENT: PipelineElement(blobs),
            SIMPLE: SimplePipeline(blobs),
            OPTIMIZATION: Optimization(blobs),
        }
    )
