"""Runs side by side: curves coloured by a parameter, metrics against it, and what differs between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ionworks.server.ground.errors import bad_request
from ionworks.server.handlers import simulation
from ionworks.server.studio import plots, scripts, words
from ionworks.server.studio.page import Crumb, Page, Shown
from ionworks.server.studio.pages.run import number_of
from ionworks.server.studio.pages.runs import wanted
from ionworks.server.studio.pages.shelves import run_address, run_name
from ionworks.server.studio.plots import Curve, Figure, Points
from ionworks.server.studio.table import Cell, Table

_MOST: Final = 1000
_LEGEND: Final = 8
_COLUMNS: Final = ("Voltage [V]", "Current [A]", "Temperature [degC]", "Power [W]")
_AXES: Final = ("Time [s]", "Discharge capacity [A.h]", "Charge capacity [A.h]", "Step count")


def compare(page: Page) -> Shown:
    """Compare the runs named in the address, or all that its filters leave, up to a thousand."""
    rows, total = _rows(page)
    values = [_values(row) for row in rows]
    differing = _differing(values)
    colour_by = page.query.get("colour", differing[0] if differing else "")
    numbers = [value.get(colour_by) for value in values]
    colours = plots.colours(numbers if colour_by else [None] * len(rows))
    curves = [
        Curve(id=row["id"], name=_name(row, value, differing), colour=colour, address=run_address(page, row))
        for row, value, colour in zip(rows, values, colours, strict=True)
    ]
    columns = [one for one in page.query.getlist("column") if one in _COLUMNS] or [_COLUMNS[0]]
    x = page.query.get("x", _AXES[0])
    x = x if x in _AXES else _AXES[0]
    metric_names = _varying(rows)
    data = {
        "curves": curves,
        "total": total,
        "figures": [_figure(page, curves, column, x) for column in dict.fromkeys(columns)],
        "points": _points(page, rows, curves, colour_by, metric_names),
        "scale": _scale(numbers, colour_by),
        "has_legend": len(rows) <= _LEGEND,
        "differing": differing,
        "colour_by": colour_by,
        "columns": _COLUMNS,
        "chosen": columns,
        "axes": _AXES,
        "x": x,
        "quantities": [*differing, *metric_names],
        "table": _table(rows, values, curves, differing, metric_names),
    }
    crumbs = [Crumb(name="Runs", address=f"/projects/{page.project_id}/simulations")]
    title = f"Comparison of {len(rows)} runs"
    return Shown(template="compare.html", title=title, crumbs=crumbs, data=data, python=scripts.compare(page, rows))


def _rows(page: Page) -> tuple[list[dict[str, Any]], int]:
    """Return the runs, in the order of the address, and how many there would be."""
    ids = [one for one in page.query.get("ids", "").split(",") if one]
    if len(ids) > _MOST:
        raise bad_request(f"{len(ids)} runs are chosen; at most {_MOST} are compared at once.")
    if not ids:
        found = page.ask(simulation.list_simulations, **wanted(page), limit=_MOST)
        return found["simulations"], found["total"]
    listed = page.ask(simulation.list_simulations, project_id=page.project_id, ids=ids, limit=_MOST)["simulations"]
    by_id = {row["id"]: row for row in listed}
    rows = [by_id[one] for one in dict.fromkeys(ids) if one in by_id]
    return rows, len(ids)


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a run was told: model, protocol, inputs and parameters."""
    about = {"Model": row["parameterized_model"]["name"], "Protocol": row["experiment"]["name"]}
    return {**about, **(row["experiment_parameters"] or {}), **row["design"]["design_parameters"]}


def _metrics(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return row["metrics"] or {}


def _varying(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the metrics, those first that differ."""
    names = dict.fromkeys(name for row in rows for name, value in _metrics(row).items() if words.is_number(value))
    return sorted(names, key=lambda name: len({_metrics(row).get(name) for row in rows}) < 2)


def _differing(values: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what is not equal in all runs, numbers first: what is equal is folded away."""
    names = dict.fromkeys(name for value in values for name in value)
    found = [name for name in names if len({repr(value.get(name)) for value in values}) > 1]
    return sorted(found, key=lambda name: not any(words.is_number(value.get(name)) for value in values))


def _name(row: Mapping[str, Any], value: Mapping[str, Any], differing: Sequence[str]) -> str:
    told = [words.named(name, value[name]) for name in differing[:2] if value.get(name) is not None]
    return f"{run_name(row)} ({', '.join(told)})" if told else run_name(row)


def _figure(page: Page, curves: Sequence[Curve], column: str, x: str) -> Figure:
    return Figure(
        group="compare",
        source="/simulations/series",
        is_many=True,
        curves=curves,
        column=column,
        x=x,
        x_min=number_of(page, "x_min"),
        x_max=number_of(page, "x_max"),
    )


def _points(
    page: Page, rows: Sequence[Mapping[str, Any]], curves: Sequence[Curve], colour_by: str, metrics: Sequence[str]
) -> Points | None:
    """Return a metric against the parameter, or any two quantities that the address names."""
    across = page.query.get("across", colour_by)
    up = page.query.get("up", metrics[0] if metrics else "")
    known = [{**_values(row), **_metrics(row)} for row in rows]
    kept = [
        (curve, value[across], value[up])
        for curve, value in zip(curves, known, strict=True)
        if words.is_number(value.get(across)) and words.is_number(value.get(up))
    ]
    if len(kept) < 2:
        return None
    return Points(x=across, y=up, points=[(x, y) for _, x, y in kept], curves=[curve for curve, _, _ in kept])


def _scale(numbers: Sequence[Any], name: str) -> dict[str, Any] | None:
    """Return the ends of the scale of colours, where they show a number."""
    found = [float(one) for one in numbers if words.is_number(one)]
    if len(found) < len(numbers) or len(set(found)) < 2:
        return None
    kind = "logarithmic" if plots.is_logarithmic(found) else "linear"
    stops = [plots.viridis(place / 8) for place in range(9)]
    return {"low": words.named(name, min(found)), "high": words.named(name, max(found)), "kind": kind, "stops": stops}


def _table(
    rows: Sequence[Mapping[str, Any]],
    values: Sequence[Mapping[str, Any]],
    curves: Sequence[Curve],
    differing: Sequence[str],
    metrics: Sequence[str],
) -> Table:
    cells = [
        [
            Cell(run_name(row), address=curve.address, title=row["id"]),
            *(_told(name, value.get(name)) for name in differing),
            *(Cell(_metrics(row).get(name), "number") for name in metrics),
            Cell(row["status"], "status", title=row["error"] or ""),
        ]
        for row, value, curve in zip(rows, values, curves, strict=True)
    ]
    columns = ("Name", *differing, *metrics, "Status")
    return Table(caption="What differs", columns=columns, rows=cells, total=len(cells), empty="No runs to compare.")


def _told(name: str, value: Any) -> Cell:
    kind = "number" if words.is_number(value) else "text"
    return Cell(words.named(name, value), kind, title="" if value is None else str(value))
