"""One run: its curves, steps, metrics and parameters, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from ionworks.server.handlers import job, parameterized_model, simulation
from ionworks.server.nouns.simulations.records import stored_table
from ionworks.server.queue.states import is_terminal
from ionworks.server.studio import scripts, words
from ionworks.server.studio.page import Crumb, Moved, Page, Shown
from ionworks.server.studio.pages.shelves import run_address, run_name
from ionworks.server.studio.plots import Curve, Figure
from ionworks.server.studio.table import Cell, Table

TIME: Final = "Time [s]"
SHOWN: Final = ("Voltage [V]", "Current [A]")
"""Columns that are drawn unless others are asked for."""
_AXES: Final = (TIME, "Discharge capacity [A.h]", "Step count")
_STEP_COLUMNS: Final = (
    *("Step count", "Cycle count", "Step type", "Duration [s]", "Start voltage [V]", "End voltage [V]"),
    *("Mean current [A]", "Discharge capacity [A.h]", "Charge capacity [A.h]", "Termination"),
)
_MOST_STEPS: Final = 500


def show_run(page: Page) -> Shown:
    """Show a run, whatever its state."""
    record = _record(page)
    is_running = record["status"] is not None and not is_terminal(record["status"])
    title = run_name(record)
    base = f"/projects/{page.project_id}"
    model = record["parameterized_model"]
    crumbs = [Crumb(name="Runs", address=f"{base}/simulations")]
    if model["id"]:
        crumbs.append(Crumb(name=model["name"] or "Model", address=f"{base}/parameterized-models/{model['id']}"))
    data = {
        "record": record,
        "is_running": is_running,
        "has_failed": record["status"] in {"failed", "canceled"},
        "work": _job(page, record),
        "design": record["design"]["design_parameters"],
        "inputs": record["experiment_parameters"] or {},
        "may_write": page.may(simulation.delete_simulation, simulation_id=record["id"]),
        "run_base": f"{base}/simulations/{record['id']}",
        **_curves(page, record),
    }
    return Shown(template="run.html", title=title, crumbs=crumbs, data=data, python=scripts.run(page, record))


def show_model_values(page: Page) -> Shown:
    """Show what the model has for the parameters that differ; asked for by the page of the run, which need not wait."""
    record = _record(page)
    design: Mapping[str, Any] = record["design"]["design_parameters"]
    model_id = record["parameterized_model"]["id"]
    values: Mapping[str, Any] = {}
    if model_id and design:
        values = page.ask(parameterized_model.get_parameter_values, parameterized_model_id=model_id)
    rows = [(name, value, values.get(name)) for name, value in design.items()]
    return Shown(template="_parts/differing.html", title=run_name(record), data={"rows": rows})


def cancel_run(page: Page) -> Moved:
    """Cancel the job of a run."""
    record = _record(page)
    if record["job_id"]:
        page.ask(job.cancel_job, job_id=record["job_id"])
    return Moved(run_address(page, record))


def delete_run(page: Page) -> Moved:
    """Delete a run."""
    page.ask(simulation.delete_simulation, simulation_id=page.parts["simulation_id"])
    return Moved(f"/projects/{page.project_id}/simulations")


def run_again(page: Page) -> Moved:
    """Submit a run that failed or was canceled once more."""
    record = _record(page)
    condition = {
        "experiment_parameters": record["experiment_parameters"] or {},
        "design_parameters": record["design"]["design_parameters"],
    }
    body = {
        "parameterized_model": record["parameterized_model"]["id"],
        "experiment_template_id": record["experiment_template_id"],
        "experiment_parameter_sets": [{}],
        "conditions": [condition],
        "project_id": page.project_id,
    }
    submitted: Any = page.ask(simulation.create_simulations, body=body)
    # with a status where nothing was queued
    rows = submitted[0] if isinstance(submitted, tuple) else submitted
    return Moved(run_address(page, {**record, "id": rows[0]["simulation_id"]}))


def export_csv(page: Page) -> Response:
    """Send the time series as CSV."""
    record = _record(page)
    frame = stored_table(page.call, record["id"], "time_series")
    headers = {"Content-Disposition": f'attachment; filename="run-{record["id"][:8]}.csv"'}
    return Response(frame.write_csv(), 200, headers, "text/csv")


def export_parquet(page: Page) -> Moved:
    """Lead to the time series as a Parquet file."""
    found = page.ask(simulation.download_simulation_time_series, simulation_id=page.parts["simulation_id"])
    return Moved(found.url)


def _record(page: Page) -> dict[str, Any]:
    return page.ask(simulation.get_simulation, simulation_id=page.parts["simulation_id"])


def _job(page: Page, record: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return page.ask(job.get_job, job_id=record["job_id"]) if record["job_id"] else None


def _curves(page: Page, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return figures and steps; nothing while there are no rows."""
    if not (record["storage_folder"] or record["is_partial"]):
        return {"figures": [], "columns": [], "axes": [], "x": TIME, "chosen": [], "steps": None}
    window = {"columns": [TIME], "max_points": 2}
    available = page.ask(simulation.get_simulation_series, simulation_id=record["id"], **window)["available"]
    x = page.query.get("x", TIME)
    x = x if x in available else TIME
    chosen = [one for one in page.query.getlist("column") if one in available] or [
        one for one in SHOWN if one in available
    ]
    steps = stored_table(page.call, record["id"], "steps").head(_MOST_STEPS).to_dicts()
    starts = [row["Start time [s]"] for row in steps[1:]] if x == TIME else []
    figures = [
        Figure(
            group="run",
            source=f"/simulations/{record['id']}/series",
            curves=[Curve(id=record["id"], name=run_name(record))],
            column=column,
            x=x,
            x_min=number_of(page, "x_min"),
            x_max=number_of(page, "x_max"),
            marks=starts,
        )
        for column in dict.fromkeys(chosen)
    ]
    columns = [one for one in available if one != x]
    axes = [one for one in _AXES if one in available]
    return {"figures": figures, "columns": columns, "axes": axes, "x": x, "chosen": chosen, "steps": _steps(steps)}


def _steps(steps: list[dict[str, Any]]) -> Table:
    columns = [name for name in _STEP_COLUMNS if steps and name in steps[0]]
    rows = [[Cell(row[name], "number" if words.is_number(row[name]) else "text") for name in columns] for row in steps]
    return Table(caption="Steps", columns=columns, rows=rows, total=len(rows), empty="No steps.")


def number_of(page: Page, name: str) -> float | None:
    """Return a member of the query as a number, ``None`` where it is none."""
    try:
        value = float(page.query.get(name, ""))
    except ValueError:
        return None
    return value if words.is_number(value) else None
