"""The kinds of jobs this server runs: the one list that hands each noun's jobs to the queue."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ionworks.server.files.blobs import Blobs
from ionworks.server.nouns.ecm.job import ECM_JOB, EcmFit
from ionworks.server.nouns.measurements.job import EXTEND_JOB, PROCESS_JOB, Process
from ionworks.server.nouns.optimizations.job import OPTIMIZATION_JOB, Optimization
from ionworks.server.nouns.pipelines.job import ELEMENT_JOB, SIMPLE_JOB, PipelineElement, SimplePipeline
from ionworks.server.nouns.simulations.job import SIMULATION_JOB, Simulate
from ionworks.server.queue.kind import JobKind


def job_kinds(blobs: Blobs, max_table_bytes: int) -> Mapping[str, JobKind]:
    """Return the kinds of jobs this server runs, by the name in the ``job_type`` column."""
    return MappingProxyType(
        {
            SIMULATION_JOB: Simulate(blobs),
            PROCESS_JOB: Process(blobs, max_table_bytes),
            EXTEND_JOB: Process(blobs, max_table_bytes),
            ELEMENT_JOB: PipelineElement(blobs),
            SIMPLE_JOB: SimplePipeline(blobs),
            OPTIMIZATION_JOB: Optimization(blobs),
            ECM_JOB: EcmFit(blobs),
        }
    )
