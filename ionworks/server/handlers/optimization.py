"""Optimizations and their templates.

Source: docs/contract/wire.md section 19; docs/contract/api-reference.md section 6; docs/contract/guides.md section 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ionworks.optimization.reading import OptimizationConfigError, check_form
from ionworks.server.call import Call
from ionworks.server.ground import errors
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.jobs.metadata import read_progress
from ionworks.server.nouns.optimizations import submit as optimizations
from ionworks.server.nouns.optimizations.document import refused
from ionworks.server.nouns.optimizations.fits import check_fit_form
from ionworks.server.nouns.optimizations.kinds import DATAFIT, DESIGN, KINDS
from ionworks.server.nouns.optimizations.records import STATUS, find, optimization_record, page
from ionworks.server.nouns.optimizations.templates import SYSTEM_TEMPLATES, template_record
from ionworks.server.queue import states
from ionworks.server.store.records import Record
from ionworks.server.store.schema_optimizations import optimization_templates as templates
from ionworks.server.store.schema_optimizations import optimizations as table

_TEMPLATE_KIND: Final = "optimization template"


def create_optimization(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Submit an optimization; it starts as soon as a worker is free."""
    given = {key: value for key, value in body.items() if value is not None}
    if "optimization_template_id" in given:
        template = _template(call, given["optimization_template_id"])
        given = {**(template["initial_form_data"] or {}), **given}
    return get_optimization(call, optimizations.submit(call, given))


def list_optimizations(call: Call, project_id: str | None = None, limit: int = 100, offset: int = 0) -> dict[str, Any]:
    """Return optimizations, newest first; without a project those of all projects the caller may read."""
    rows, total = page(call, project_id, limit, offset)
    shown = [optimization_record(row) | {"objectives": row["config"].get("objectives")} for row in rows]
    return {"optimizations": shown, "total": total}


def get_optimization(call: Call, optimization_id: str) -> dict[str, Any]:
    """Return one optimization; while it runs with its progress."""
    row = find(call, optimization_id)
    return optimization_record(row) | {"progress": read_progress(call, row["job_id"])}


def update_optimization(call: Call, optimization_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Change name or description."""
    call.records(table).update(optimization_id, body)
    return get_optimization(call, optimization_id)


def cancel_optimization(call: Call, optimization_id: str, body: Any = None) -> dict[str, Any]:
    """Cancel an optimization; an ended one is returned unchanged."""
    row = find(call, optimization_id)
    call.dispatcher.cancel([row["job_id"]])
    return get_optimization(call, optimization_id)


def resubmit_optimization(call: Call, optimization_id: str, body: Any = None) -> dict[str, Any]:
    """Run a failed or canceled optimization again; what it evaluated before is not evaluated again."""
    row = find(call, optimization_id)
    if not states.is_failed(row["status"]):
        shown = STATUS[row["status"]]
        message = f"The optimization is {shown}; only one that failed or was canceled can be submitted again."
        raise errors.conflict(message, optimization_id)
    optimizations.resubmit(call, row)
    return get_optimization(call, optimization_id)


def list_optimization_templates(call: Call, project_id: str) -> list[dict[str, Any]]:
    """Return the built-in templates, then those of the project, oldest first."""
    own = call.records(templates).all(templates.c.project_id == project_id)
    system = [template_record(row, call.caller.organization_id) for row in SYSTEM_TEMPLATES.values()]
    return system + [template_record(row) for row in own]


def create_optimization_template(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Store a template; its form data is checked as far as it goes."""
    _check(call, body)
    return template_record(call.records(templates).insert(body))


def update_optimization_template(call: Call, optimization_template_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Change a template; built-in ones cannot be changed."""
    roles.writable(call, _template(call, optimization_template_id), _TEMPLATE_KIND)
    _check(call, body)
    return template_record(call.records(templates).update(optimization_template_id, body))


def copy_optimization_template(call: Call, optimization_template_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Copy a template, built-in or not, into a project."""
    template = _template(call, optimization_template_id)
    kept = {name: template[name] for name in ("name", "description", "initial_form_data")}
    return template_record(call.records(templates).insert({**kept, "project_id": body["project_id"]}))


def _template(call: Call, identifier: str) -> Record:
    if identifier in SYSTEM_TEMPLATES:
        return dict(SYSTEM_TEMPLATES[identifier])
    return roles.readable(call, call.records(templates).get(identifier))


def _check(call: Call, body: Mapping[str, Any]) -> None:
    """Check form data of either kind as far as it goes."""
    form = body.get("initial_form_data") or {}
    place = ("body", "initial_form_data")
    kind = form.get("kind") or DESIGN
    if kind not in KINDS:
        message = f"found {kind!r}; allowed: {', '.join(KINDS)}"
        raise errors.unprocessable(message, (*place, "kind"))
    if kind == DATAFIT:
        check_fit_form(call, form, place)
        return
    try:
        check_form(form)
    except OptimizationConfigError as error:
        issues = [{**issue, "path": f"initial_form_data.{issue['path']}"} for issue in error.issues]
        raise refused(OptimizationConfigError(issues)) from error
