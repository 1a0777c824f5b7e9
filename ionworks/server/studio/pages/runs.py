"""The runs of a project: filtered, sorted and paged by the server; some chosen to compare, export or delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.responses import Response

from ionworks.server.ground.errors import ApiError, bad_request
from ionworks.server.handlers import parameterized_model, simulation, study
from ionworks.server.nouns.simulations.pages import METRIC
from ionworks.server.studio import scripts, words
from ionworks.server.studio.page import Moved, Page, Shown
from ionworks.server.studio.pages.run import number_of
from ionworks.server.studio.pages.shelves import run_address, run_name
from ionworks.server.studio.table import PAGE_ROWS, Cell, Table, address_with, offset_of, table

_METRICS: Final = ("Discharge capacity [A.h]", "Discharge energy [W.h]", "Duration [s]", "Max temperature [degC]")
_STATES: Final = ("queued", "running", "completed", "failed")
_FILTERS: Final = (
    *("parameterized_model_id", "study_id", "experiment_template_id", "state", "q", "created_at_gt", "created_at_lt"),
    *("parameter", "order_by", "order"),
)
_MOST_EXPORTED: Final = 10_000
_PAGE: Final = 1000


def runs(page: Page) -> Shown:
    """Show one page of the runs that the filters leave."""
    problem = ""
    try:
        found = page.ask(simulation.list_simulations, **wanted(page), limit=PAGE_ROWS, offset=offset_of(page))
    except ApiError as error:
        # what was typed stays in the form
        found, problem = {"simulations": [], "total": 0}, error.message
    rows = found["simulations"]
    is_live = any(row["status"] in {"pending", "waiting", "processing", "running"} for row in rows)
    models = page.ask(
        parameterized_model.list_parameterized_models, project_id=page.project_id, summary=True, limit=PAGE_ROWS
    )
    studies = page.ask(study.list_studies, project_id=page.project_id, limit=PAGE_ROWS)
    data = {
        "shown": _table(page, rows, found["total"]),
        "ids": [row["id"] for row in rows],
        "is_live": is_live,
        "problem": problem,
        "states": _STATES,
        "models": models["items"],
        "studies": studies["items"],
        "may_delete": page.may(simulation.delete_simulation, project_id=page.project_id),
        "export": f"?{page.query}" if str(page.query) else "",
        "sorts": _sorts(page),
    }
    return Shown(template="runs.html", title="Runs", data=data, python=scripts.listing(page, _expression(page)))


def wanted(page: Page) -> dict[str, Any]:
    """Return the filters of an address as the operation takes them."""
    given = {name: page.query[name] for name in _FILTERS if page.query.get(name, "").strip()}
    limits = {name: number_of(page, name) for name in ("parameter_min", "parameter_max") if page.query.get("parameter")}
    return {
        "project_id": page.project_id,
        **given,
        **{name: value for name, value in limits.items() if value is not None},
    }


def chosen(page: Page) -> Moved:
    """Do with the chosen runs what the button says."""
    ids = [one for one in page.form.getlist("run") if isinstance(one, str)]
    if not ids:
        raise bad_request("No run is chosen: mark some in the table first.")
    if page.form.get("action") == "delete":
        for identifier in ids:
            page.ask(simulation.delete_simulation, simulation_id=identifier)
        return Moved(f"/projects/{page.project_id}/simulations")
    return Moved(f"/projects/{page.project_id}/simulations/compare?ids={','.join(ids)}")


def export_csv(page: Page) -> Response:
    """Send metrics and parameters of all runs that the filters leave, as CSV."""
    return _file(page, "csv", "text/csv")


def export_parquet(page: Page) -> Response:
    """Send metrics and parameters of all runs that the filters leave, as Parquet."""
    return _file(page, "parquet", "application/octet-stream")


def _file(page: Page, kind: str, media_type: str) -> Response:
    import io

    import polars as pl

    rows = _all(page)
    frame = pl.DataFrame([_flat(row) for row in rows], infer_schema_length=None) if rows else pl.DataFrame()
    target = io.BytesIO()
    if kind == "csv":
        frame.write_csv(target)
    else:
        frame.write_parquet(target)
    return Response(target.getvalue(), 200, {"Content-Disposition": f'attachment; filename="runs.{kind}"'}, media_type)


def _all(page: Page) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = []
    while True:
        some = page.ask(simulation.list_simulations, **wanted(page), limit=_PAGE, offset=len(rows))
        rows += some["simulations"]
        if some["total"] > _MOST_EXPORTED:
            raise bad_request(
                f"{some['total']} runs are more than the {_MOST_EXPORTED} that are exported at once; filter them, or "
                "use client.simulation.scan_results(...)."
            )
        if len(some["simulations"]) < _PAGE:
            return rows


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    about = {"simulation_id": row["id"], "name": run_name(row), "model": row["parameterized_model"]["name"]}
    state = {"status": row["status"], "error": row["error"], "created_at": row["created_at"]}
    values = {**row["design"]["design_parameters"], **(row["experiment_parameters"] or {}), **(row["metrics"] or {})}
    return {**about, **state, **{name: value for name, value in values.items() if words.is_number(value)}}


def _table(page: Page, rows: Sequence[Mapping[str, Any]], total: int) -> Table:
    metrics = [name for name in _METRICS if any(name in (row["metrics"] or {}) for row in rows)]
    sorted_by = page.query.get("order_by", "").removeprefix(METRIC)
    if sorted_by not in {"", "created_at", "name", "status", *metrics}:
        metrics.append(sorted_by)
    cells = [_cells(page, row, metrics) for row in rows]
    columns = ("Name", "Model", "Differs", "Status", *metrics, "Created")
    is_filtered = bool(wanted(page).keys() - {"project_id"})
    empty = "No runs fit these filters." if is_filtered else "No runs yet. Start one with New run."
    return table(page, "Runs", columns, cells, total, empty)


def _cells(page: Page, row: Mapping[str, Any], metrics: Sequence[str]) -> list[Cell]:
    design = row["design"]["design_parameters"]
    differs = ", ".join(f"{words.split_name(name)[0]} {words.named(name, value)}" for name, value in design.items())
    values = row["metrics"] or {}
    return [
        Cell(run_name(row), address=run_address(page, row), title=row["id"]),
        Cell(row["parameterized_model"]["name"]),
        Cell(differs),
        Cell(row["status"], "status", title=row["error"] or ""),
        *(Cell(values.get(name), "number", title=str(values.get(name, ""))) for name in metrics),
        Cell(row["created_at"], "time"),
    ]


def _sorts(page: Page) -> dict[str, dict[str, str]]:
    """Return where a click on a column's head leads, and how it is sorted now."""
    orders = {"Name": "name", "Status": "status", "Created": "created_at", **{one: METRIC + one for one in _METRICS}}
    now, direction = page.query.get("order_by", "created_at"), page.query.get("order", "desc")
    found = {}
    for column, order_by in orders.items():
        is_now = order_by == now
        turned = "asc" if is_now and direction == "desc" else "desc"
        address = address_with(page, order_by=order_by, order=turned, offset=None)
        found[column] = {"address": address, "direction": f"{direction}ending" if is_now else "none"}
    return found


def _expression(page: Page) -> str:
    names = {
        "experiment_template_id": "protocol_id",
        "created_at_gt": "created_after",
        "created_at_lt": "created_before",
    }
    arguments = [f"{names.get(name, name)}={value!r}" for name, value in wanted(page).items()]
    return f"client.simulation.list({', '.join([*arguments, f'limit={PAGE_ROWS}', f'offset={offset_of(page)}'])})"
