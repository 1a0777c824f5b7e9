"""One simple pipeline: a fit or a validation as one job; what it was told, how far it is, what it found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import attrs

from ionworks.server.fit.element_types import LABELS
from ionworks.server.handlers import job, simple_pipeline
from ionworks.server.studio.page import Crumb, Moved, Page, Shown
from ionworks.server.studio.pages.fit import FIT, VALIDATION, part_of
from ionworks.server.studio.pages.things import check_project, record_page
from ionworks.server.studio.table import Cell, Table

Record = Mapping[str, Any]
_LONGEST: Final = 20
"""List that is shown whole."""
_LONGEST_TEXT: Final = 500


def show_simple_fit(page: Page) -> Shown:
    """Show a simple pipeline: its elements as they were submitted, and what the last one found."""
    record = _read(page)
    identifier, base = record["id"], f"/projects/{page.project_id}"
    config: Record = page.ask(job.get_job_metadata, job_id=record["job_id"]).get("config") or {}
    elements: Record = config.get("elements") or {}
    is_running = not record["is_terminal"]
    shown = record_page(
        page,
        {name: value for name, value in record.items() if name not in {"result", "progress"}},
        ("Fits", "pipelines"),
        f"client.simple_pipeline.get({identifier!r})",
        _table(elements),
    )
    crumbs = [*shown.crumbs, Crumb(name="Simple pipelines", address=f"{base}/simple-pipelines")]
    told = ("config", json.dumps(_shortened(config), indent=2, ensure_ascii=False), "block")
    data = {
        "record": record,
        "is_running": is_running,
        "may_stop": is_running and page.may(simple_pipeline.cancel_simple_pipeline, simple_pipeline_id=identifier),
        "stop_address": f"{base}/simple-pipelines/{identifier}/stop",
        "warnings": (record["result"] or {}).get("warnings") or [],
        "how_all": f"client.simple_pipeline.get({identifier!r})",
        "parts": _parts(page, record, elements),
        "fields": [*shown.data["fields"], told],
    }
    return attrs.evolve(shown, template="fit.html", crumbs=crumbs, data={**shown.data, **data})


def stop_simple_fit(page: Page) -> Moved:
    """Cancel a simple pipeline; of a fit that runs the best values so far are kept."""
    record = _read(page)
    page.ask(simple_pipeline.cancel_simple_pipeline, simple_pipeline_id=record["id"])
    return Moved(f"/projects/{page.project_id}/simple-pipelines/{record['id']}")


def _read(page: Page) -> Record:
    identifier = page.parts["simple_pipeline_id"]
    record = page.ask(simple_pipeline.get_simple_pipeline, simple_pipeline_id=identifier)
    check_project(page, record)
    return record


def _parts(page: Page, record: Record, elements: Record) -> list[Any]:
    """Return the last element that fits or validates: the result and the curves are its."""
    shown = [(name, one) for name, one in elements.items() if _label(one) in {FIT, VALIDATION}]
    if not shown:
        return []
    name, config = shown[-1]
    known = {key: record[key] for key in ("status", "result", "progress", "job_id")}
    return [part_of(page, {**known, "name": name, "element_type": _label(config), "job_config": config})]


def _shortened(value: Any) -> Any:
    """Return a config without the numbers and texts of data that it holds."""
    if isinstance(value, Mapping):
        return {name: _shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_shortened(one) for one in value] if len(value) <= _LONGEST else f"{len(value)} values"
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return f"{len(value)} characters"
    return value


def _label(element: Any) -> str:
    kind = str(element.get("element_type", "")) if isinstance(element, Mapping) else ""
    return LABELS.get(kind, kind)


def _table(elements: Record) -> Table:
    rows = [[Cell(name), Cell(_label(one))] for name, one in elements.items()]
    return Table(caption="Elements", columns=("Name", "Type"), rows=rows, total=len(rows), empty="None.")
