"""The lists of a project: one table each, a page of rows at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ionworks.server.handlers import (
    cell_spec,
    model,
    optimization,
    parameterized_model,
    pipeline,
    protocol,
    simple_pipeline,
)
from ionworks.server.studio import scripts
from ionworks.server.studio.page import Crumb, Page, Shown
from ionworks.server.studio.table import PAGE_ROWS, Cell, Table, offset_of, table

Rows = Sequence[Mapping[str, Any]]


def protocols(page: Page) -> Shown:
    """Show the saved protocols."""
    found = page.ask(protocol.list_protocols, project_id=page.project_id, limit=PAGE_ROWS, offset=offset_of(page))
    base = f"/projects/{page.project_id}/protocols"
    rows = [[_link(row, f"{base}/{row['id']}"), Cell(row["description"]), _made(row)] for row in found["items"]]
    empty = "No protocols yet. A protocol is saved when a run uses it, or with client.protocol.create(...)."
    shown = table(page, "Saved protocols", ("Name", "Description", "Created"), rows, found["total"], empty)
    return _shelf("Protocols", shown, scripts.listing(page, "client.protocol.list()"))


def models(page: Page) -> Shown:
    """Show the parameterized models: those of the project and the system's."""
    arguments: Any = {"project_id": page.project_id, "limit": PAGE_ROWS, "offset": offset_of(page)}
    found = page.ask(parameterized_model.list_parameterized_models, summary=True, **arguments)
    base = f"/projects/{page.project_id}/parameterized-models"
    rows = [[_link(row, f"{base}/{row['id']}"), Cell(row["description"]), _made(row)] for row in found["items"]]
    shown = table(page, "Parameterized models", ("Name", "Description", "Created"), rows, found["total"], "No models.")
    return _shelf("Models", shown, scripts.listing(page, "client.parameterized_model.list()"), _equations(page))


def _equations(page: Page) -> Table:
    """Return the models without parameter values; there are few."""
    found = page.ask(model.list_models, project_id=page.project_id, limit=PAGE_ROWS)
    base = f"/projects/{page.project_id}/models"
    return Table(
        caption="Models without parameter values",
        columns=("Name", "Description", "Created"),
        rows=[[_link(row, f"{base}/{row['id']}"), Cell(row["description"]), _made(row)] for row in found["items"]],
        total=found["total"],
        empty="No models.",
    )


def cells(page: Page) -> Shown:
    """Show the cell specifications."""
    found = page.ask(cell_spec.list_cell_specs, project_id=page.project_id, limit=PAGE_ROWS, offset=offset_of(page))
    base = f"/projects/{page.project_id}/data/specs"
    rows = [
        [_link(row, f"{base}/{row['id']}/instances"), Cell(row["manufacturer"]), Cell(row["form_factor"]), _made(row)]
        for row in found["items"]
    ]
    empty = "No cells yet. client.cell_spec.create(...) makes a specification."
    columns = ("Name", "Manufacturer", "Form factor", "Created")
    shown = table(page, "Cell specifications", columns, rows, found["total"], empty)
    further = [Crumb(name="Measurements", address=f"/projects/{page.project_id}/data/measurements")]
    return _shelf("Cells", shown, scripts.listing(page, "client.cell_spec.list()"), links=further)


def fits(page: Page) -> Shown:
    """Show the pipelines."""
    found = page.ask(pipeline.list_pipelines, project_id=page.project_id, limit=PAGE_ROWS, skip=offset_of(page))
    rows = fit_table(page, found["pipelines"], found["total"])
    simple = Crumb(name="Simple pipelines", address=f"/projects/{page.project_id}/simple-pipelines")
    return _shelf("Fits", rows, scripts.listing(page, "client.pipeline.list()"), links=[simple])


def simple_fits(page: Page) -> Shown:
    """Show the simple pipelines: fits and validations that are one job each."""
    where = {"project_id": page.project_id, "limit": PAGE_ROWS, "offset": offset_of(page)}
    found = page.ask(simple_pipeline.list_simple_pipelines, **where)
    base = f"/projects/{page.project_id}/simple-pipelines"
    rows = [[_link(row, f"{base}/{row['id']}"), Cell(row["status"], "status"), _made(row)] for row in found["items"]]
    empty = "No simple pipelines yet. client.simple_pipeline.create(...) starts one."
    shown = table(page, "Simple pipelines", ("Name", "Status", "Created"), rows, found["total"], empty)
    fits = Crumb(name="Fits", address=f"/projects/{page.project_id}/pipelines")
    return _shelf("Simple pipelines", shown, scripts.listing(page, "client.simple_pipeline.list()"), crumbs=[fits])


def optimizations(page: Page) -> Shown:
    """Show the optimizations."""
    found = page.ask(
        optimization.list_optimizations, project_id=page.project_id, limit=PAGE_ROWS, offset=offset_of(page)
    )
    base = f"/projects/{page.project_id}/optimizations"
    rows = [
        [_link(row, f"{base}/{row['id']}"), Cell(row["status"], "status"), _made(row)] for row in found["optimizations"]
    ]
    empty = "No optimizations yet. client.optimization.run(...) starts one."
    shown = table(page, "Optimizations", ("Name", "Status", "Created"), rows, found["total"], empty)
    return _shelf("Optimizations", shown, scripts.record(page, "client.optimization.list()"))


def run_table(page: Page, rows: Rows, total: int) -> Table:
    """Return runs as a table."""
    cells = [
        [
            Cell(run_name(row), address=run_address(page, row)),
            Cell(row["parameterized_model"]["name"]),
            Cell(row["status"], "status"),
            _made(row),
        ]
        for row in rows
    ]
    empty = "No runs yet. Run the quickstart, or start one from this page."
    return table(page, "Runs", ("Name", "Model", "Status", "Created"), cells, total, empty)


def job_table(page: Page, rows: Rows, total: int) -> Table:
    """Return jobs as a table."""
    cells = [
        [
            Cell(row["job_type"].replace("_", " "), title=row["job_id"]),
            Cell(row["status"], "status"),
            _made(row),
            Cell(row["compute_time"], "duration"),
            Cell(row["error"]),
        ]
        for row in rows
    ]
    return table(page, "Jobs", ("Type", "Status", "Created", "Duration", "Error"), cells, total, "Nothing runs.")


def fit_table(page: Page, rows: Rows, total: int) -> Table:
    """Return pipelines as a table."""
    base = f"/projects/{page.project_id}/pipelines"
    cells = [[_link(row, f"{base}/{row['id']}"), Cell(row["status"], "status"), _made(row)] for row in rows]
    empty = "No fits yet. client.pipeline.create(...) starts one."
    return table(page, "Fits", ("Name", "Status", "Created"), cells, total, empty)


def measurement_table(page: Page, rows: Rows, total: int) -> Table:
    """Return measurements as a table."""
    base = f"/projects/{page.project_id}/data/measurements"
    cells = [
        [_link(row, f"{base}/{row['id']}"), Cell(row["measurement_type"].replace("_", " ")), _made(row)] for row in rows
    ]
    empty = "No measurements yet. client.cell_measurement.create(...) stores one."
    return table(page, "Measurements", ("Name", "Type", "Created"), cells, total, empty)


def study_table(page: Page, found: Mapping[str, Any]) -> Table:
    """Return studies as a table."""
    base = f"/projects/{page.project_id}/studies"
    cells = [
        [_link(row, f"{base}/{row['id']}"), Cell(row["simulation_count"], "number"), _made(row)]
        for row in found["items"]
    ]
    empty = "No studies yet. client.study.create(...) makes one."
    return table(page, "Studies", ("Name", "Runs", "Created"), cells, found["total"], empty)


def run_name(row: Mapping[str, Any]) -> str:
    """Return what a run is called: its own name, or that of its protocol."""
    return str(row["name"] or row["experiment"]["name"] or f"Run {row['id'][:8]}")


def run_address(page: Page, row: Mapping[str, Any]) -> str:
    """Return the address of a run; ``-`` stands for a model that is gone."""
    model_id = row["parameterized_model"]["id"] or "-"
    return f"/projects/{page.project_id}/parameterized-models/{model_id}/simulations/{row['id']}"


def _link(row: Mapping[str, Any], address: str) -> Cell:
    return Cell(row["name"] or row["id"][:8], address=address, title=row["id"])


def _made(row: Mapping[str, Any]) -> Cell:
    return Cell(row["created_at"], "time")


def _shelf(
    title: str,
    shown: Table,
    python: str,
    *further: Table,
    links: Sequence[Crumb] = (),
    crumbs: Sequence[Crumb] = (),
) -> Shown:
    data = {"tables": [shown, *further], "problem": "", "links": links}
    return Shown(template="shelf.html", title=title, crumbs=crumbs, data=data, python=python)
