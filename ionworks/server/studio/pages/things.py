"""The page of one record: what is known of it, and what belongs to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import attrs

from ionworks.server.ground.errors import not_found
from ionworks.server.handlers import (
    cell_instance,
    cell_measurement,
    cell_spec,
    model,
    parameterized_model,
    simulation,
    study,
)
from ionworks.server.studio import scripts
from ionworks.server.studio.page import Crumb, Page, Shown
from ionworks.server.studio.pages import shelves
from ionworks.server.studio.table import PAGE_ROWS, Cell, Table, offset_of, table

_HIDDEN: Final = {
    *("id", "name", "organization_id", "project_id", "created_by", "user_id", "extra"),
    # what the page shows in other ways
    *("progress", "is_terminal", "is_failed", "instance_ids", "measurement_ids"),
}
_LONG: Final = 200


def show_model(page: Page) -> Shown:
    """Show equations without parameter values."""
    record = page.ask(model.get_model, model_id=page.parts["model_id"])
    return record_page(page, record, ("Models", "parameterized-models"), f"client.model.get({record['id']!r})")


def show_parameterized_model(page: Page) -> Shown:
    """Show a model with its parameter values, and its runs."""
    identifier = page.parts["parameterized_model_id"]
    record = page.ask(parameterized_model.get_parameterized_model, parameterized_model_id=identifier)
    found = page.ask(
        simulation.list_simulations, project_id=page.project_id, parameterized_model_id=identifier, limit=PAGE_ROWS
    )
    runs = shelves.run_table(page, found["simulations"], found["total"])
    script = f"client.parameterized_model.get({identifier!r})"
    return record_page(page, record, ("Models", "parameterized-models"), script, runs)


def show_study(page: Page) -> Shown:
    """Show the runs and the measurements of a study."""
    identifier = page.parts["study_id"]
    where = {"project_id": page.project_id, "study_id": identifier}
    record = page.ask(study.get_study, **where)
    found = page.ask(simulation.list_simulations, **where, limit=PAGE_ROWS, offset=offset_of(page))
    measured = page.ask(study.list_study_measurements, **where, limit=PAGE_ROWS)
    tables = (
        shelves.run_table(page, found["simulations"], found["total"]),
        shelves.measurement_table(page, measured["items"], measured["total"]),
    )
    return record_page(page, record, ("Overview", "studies"), f"client.study.get({identifier!r})", *tables)


def show_cells(page: Page) -> Shown:
    """Show a cell specification and its cells."""
    identifier = page.parts["cell_spec_id"]
    record = page.ask(cell_spec.get_cell_spec, cell_spec_id=identifier)
    found = page.ask(
        cell_instance.list_cell_instances, cell_spec_id=identifier, limit=PAGE_ROWS, offset=offset_of(page)
    )
    rows = [
        [_named(page, row, f"data/instances/{row['id']}"), Cell(row["created_at"], "time")] for row in found["items"]
    ]
    empty = "No cells yet. client.cell_instance.create(...) adds one."
    cells = table(page, "Cells", ("Name", "Created"), rows, found["total"], empty)
    return record_page(page, record, ("Cells", "data/specs"), f"client.cell_spec.get({identifier!r})", cells)


def show_cell(page: Page) -> Shown:
    """Show a cell and its measurements."""
    identifier = page.parts["cell_instance_id"]
    record = page.ask(cell_instance.get_cell_instance, cell_instance_id=identifier)
    found = page.ask(
        cell_measurement.list_cell_measurements,
        cell_instance_id=identifier,
        limit=PAGE_ROWS,
        offset=offset_of(page),
    )
    shown = record_page(page, record, ("Cells", "data/specs"), f"client.cell_instance.get({identifier!r})")
    data = {
        "cell": record,
        "measurements": shelves.measurement_table(page, found["items"], found["total"]),
        "may_add": page.may(cell_measurement.initiate_measurement_upload, cell_instance_id=identifier),
        "most": page.call.settings.max_bulk_bytes,
    }
    return attrs.evolve(shown, template="cell.html", data={**shown.data, **data})


def record_page(
    page: Page, record: Mapping[str, Any], shelf: tuple[str, str], expression: str, *tables: Table
) -> Shown:
    """Return the page of a record: tables, and below them its members."""
    check_project(page, record)
    name, place = shelf
    return Shown(
        template="thing.html",
        title=str(record["name"] or record["id"][:8]),
        crumbs=[Crumb(name=name, address=f"/projects/{page.project_id}/{place}")],
        data={"fields": _fields(record), "tables": tables},
        python=scripts.record(page, expression),
    )


def check_project(page: Page, record: Mapping[str, Any]) -> None:
    """Refuse a record under the address of another project."""
    if record.get("project_id") not in (None, page.project_id):
        raise not_found("record of this project", record["id"])


def _fields(record: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return the members worth showing as label, text and kind; nested ones as indented JSON."""
    shown = ((name, value) for name, value in record.items() if name not in _HIDDEN and value not in (None, "", [], {}))
    return [(name.replace("_", " "), *_text(name, value)) for name, value in shown]


def _text(name: str, value: Any) -> tuple[str, str]:
    if name.endswith("_at") and isinstance(value, str):
        return value, "time"
    if isinstance(value, dict | list):
        text = json.dumps(value, indent=2, ensure_ascii=False)
        return text, "block" if len(text) > _LONG else "code"
    text = str(value)
    return text, "block" if "\n" in text.strip() else "text"


def _named(page: Page, row: Mapping[str, Any], place: str) -> Cell:
    return Cell(row["name"], address=f"/projects/{page.project_id}/{place}", title=row["id"])
