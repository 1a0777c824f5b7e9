"""Pages of simulations: which, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import unprocessable
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.simulations.records import joined, source
from ionworks.server.queue.states import job_states
from ionworks.server.store import filters, schema
from ionworks.server.store.json_values import number_in
from ionworks.server.store.records import Record

METRIC: Final = "metrics."
"""What `order_by` begins with where a metric is meant."""
_simulations = schema.simulations
_jobs = schema.jobs
_protocols = schema.protocols
_NAME: Final = sa.func.coalesce(_simulations.c.name, _protocols.c.name)
_SORTABLE: Final[dict[str, sa.ColumnElement[Any]]] = {
    "created_at": _simulations.c.created_at,
    "name": _NAME,
    "status": _jobs.c.status,
}


@attrs.frozen(kw_only=True)
class Wanted:
    """Which simulations, in which order; the fields are the wire parameters of the same name."""

    ids: Sequence[str] | None = None
    project_id: str | None = None
    parameterized_model_id: str | None = None
    study_id: str | None = None
    experiment_template_id: str | None = None
    state: str | None = None
    q: str | None = None
    created_at_gt: str | None = None
    created_at_lt: str | None = None
    parameter: str | None = None
    parameter_min: float | None = None
    parameter_max: float | None = None
    order_by: str | None = None
    order: str | None = None


def page(call: Call, wanted: Wanted, *, metrics: bool, limit: int, offset: int) -> tuple[list[Record], int]:
    """Return one page of the simulations the caller may read, newest first by default, and how many there are."""
    where = [*roles.visible(call, _simulations), *_scope(wanted), *_ranges(call, wanted)]
    is_about_others = wanted.state is not None or wanted.q is not None or wanted.order_by in {"name", "status"}
    if wanted.state is not None:
        where.append(_jobs.c.status.in_(job_states(wanted.state)))
    if wanted.q is not None:
        where.append(filters.containing(sa.func.lower(_NAME), wanted.q, "q"))
    counted = source if is_about_others else None
    return joined(call, metrics=metrics).page(where, limit, offset, _order(call, wanted), counted)


def _scope(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    links = {
        "project_id": wanted.project_id,
        "parameterized_model_id": wanted.parameterized_model_id,
        "protocol_id": wanted.experiment_template_id,
    }
    where = [_simulations.c[name] == value for name, value in links.items() if value is not None]
    if wanted.ids is not None:
        where.append(_simulations.c.id.in_(list(wanted.ids)))
    if wanted.study_id is not None:
        members = schema.study_simulations
        chosen = sa.select(members.c.simulation_id).where(members.c.study_id == wanted.study_id)
        where.append(_simulations.c.id.in_(chosen))
    return where


def _ranges(call: Call, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    times = {"created_at_gt": wanted.created_at_gt, "created_at_lt": wanted.created_at_lt}
    where = filters.clauses(times, {"created_at": _simulations.c.created_at})
    if wanted.parameter is None:
        if wanted.parameter_min is not None or wanted.parameter_max is not None:
            raise unprocessable("parameter_min and parameter_max need parameter", ("query", "parameter"))
        return where
    value = number_in(_simulations.c.design_parameters, wanted.parameter, "parameter", is_sqlite=call.store.is_sqlite)
    where.append(value.is_not(None))
    if wanted.parameter_min is not None:
        where.append(value >= wanted.parameter_min)
    if wanted.parameter_max is not None:
        where.append(value <= wanted.parameter_max)
    return where


def _order(call: Call, wanted: Wanted) -> list[sa.UnaryExpression[Any]]:
    """Return the sort terms; runs without the metric come last."""
    name = wanted.order_by
    if name is None or not name.startswith(METRIC):
        columns: Any = _SORTABLE
        return filters.ordering(columns, name, wanted.order)
    if wanted.order not in (None, "asc", "desc"):
        raise unprocessable(f"{wanted.order!r} is no direction; allowed are asc, desc", ("query", "order"))
    metric = number_in(_simulations.c.metrics, name.removeprefix(METRIC), "order_by", is_sqlite=call.store.is_sqlite)
    turn = sa.desc if wanted.order == "desc" else sa.asc
    return [turn(metric).nulls_last(), turn(_simulations.c.id)]
