"""Hours of computing of an organization, by kind of use. Source: docs/contract/wire.md section 24."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa

from ionworks.server.fit.element_types import ARRAY_DATA_FIT, DATA_FIT
from ionworks.server.fit.element_types import VALIDATION as VALIDATION_ELEMENT
from ionworks.server.nouns.ecm.job import ECM_JOB
from ionworks.server.nouns.measurements.job import EXTEND_JOB, PROCESS_JOB
from ionworks.server.nouns.optimizations.job import OPTIMIZATION_JOB
from ionworks.server.nouns.optimizations.kinds import DATAFIT as DATAFIT_OPTIMIZATION
from ionworks.server.nouns.pipelines.job import ELEMENT_JOB, SIMPLE_JOB
from ionworks.server.nouns.simulations.job import SIMULATION_JOB
from ionworks.server.store import schema
from ionworks.server.store.schema_optimizations import optimizations
from ionworks.server.store.schema_pipelines import pipeline_elements

SIMULATION: Final = "simulation"
DATAFIT: Final = "datafit"
OPTIMIZATION: Final = "optimization"
VALIDATION: Final = "validation"
PIPELINE: Final = "pipeline"
KINDS: Final = (SIMULATION, DATAFIT, OPTIMIZATION, VALIDATION, PIPELINE)

_BY_JOB: Final[Mapping[str, str]] = MappingProxyType(
    {
        SIMULATION_JOB: SIMULATION,
        OPTIMIZATION_JOB: OPTIMIZATION,
        ELEMENT_JOB: PIPELINE,
        SIMPLE_JOB: PIPELINE,
        PROCESS_JOB: PIPELINE,
        EXTEND_JOB: PIPELINE,
        ECM_JOB: DATAFIT,
    }
)
"""Kind of use of every kind of job; the job of a pipeline only waits for those of its elements."""
_BY_DETAIL: Final[Mapping[tuple[str, str | None], str]] = MappingProxyType(
    {
        (ELEMENT_JOB, DATA_FIT): DATAFIT,
        (ELEMENT_JOB, ARRAY_DATA_FIT): DATAFIT,
        (ELEMENT_JOB, VALIDATION_ELEMENT): VALIDATION,
        (OPTIMIZATION_JOB, DATAFIT_OPTIMIZATION): DATAFIT,
    }
)
"""Where the type of the element or the kind of the optimization says more."""


def hours(connection: sa.Connection, organization_id: str, start: datetime, end: datetime) -> dict[str, float]:
    """Return the hours of jobs that ended from `start` up to, not including, `end`, by kind of use."""
    jobs = schema.jobs
    detail = sa.func.coalesce(pipeline_elements.c.element_type, optimizations.c.kind)
    with_details = jobs.outerjoin(
        pipeline_elements, sa.and_(jobs.c.job_type == ELEMENT_JOB, pipeline_elements.c.id == jobs.c.subject_id)
    ).outerjoin(optimizations, sa.and_(jobs.c.job_type == OPTIMIZATION_JOB, optimizations.c.id == jobs.c.subject_id))
    # jobs that one worker solved together started at the same instant: their time counts once
    together = (jobs.c.job_type, detail, sa.func.coalesce(jobs.c.group_key, jobs.c.id), jobs.c.started_at)
    statement = (
        sa.select(jobs.c.job_type, detail, jobs.c.started_at, sa.func.max(jobs.c.finished_at))
        .select_from(with_details)
        .where(
            jobs.c.organization_id == organization_id,
            jobs.c.job_type.in_(list(_BY_JOB)),
            jobs.c.started_at.is_not(None),
            jobs.c.finished_at >= schema.format_time(start),
            jobs.c.finished_at < schema.format_time(end),
        )
        .group_by(*together)
    )
    found = dict.fromkeys(KINDS, 0.0)
    for job_type, what, started, finished in connection.execute(statement):
        span = datetime.fromisoformat(finished) - datetime.fromisoformat(started)
        kind = _BY_DETAIL.get((job_type, what), _BY_JOB[job_type])
        found[kind] += max(0.0, span.total_seconds() / 3600.0)
    return found


def month(moment: datetime) -> tuple[datetime, datetime]:
    """Return the first instant of this and of the next month."""
    start = moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    is_december = start.month == 12
    end = start.replace(year=start.year + is_december, month=1 if is_december else start.month + 1)
    return start, end
