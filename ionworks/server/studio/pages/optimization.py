"""One optimization: how far it is, the best design against the baseline, and the trade-offs between several goals."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from ionworks.optimization.problem import DESIGN_OPTIMIZATION
from ionworks.server.design.scoring import FILTERED
from ionworks.server.ground.errors import ApiError
from ionworks.server.handlers import job, optimization
from ionworks.server.studio import charts, words
from ionworks.server.studio.charts import Chart, Line
from ionworks.server.studio.page import Moved, Page, Shown
from ionworks.server.studio.pages.run import SHOWN, TIME
from ionworks.server.studio.pages.things import check_project, record_page
from ionworks.server.studio.plots import OKABE_ITO
from ionworks.server.studio.table import Cell, Table

Record = Mapping[str, Any]
_RUNNING: Final = ("queued", "running")
_MOST_POINTS: Final = 800
_MOST_CHARTS: Final = 12
_MOST_ROWS: Final = 100
_MARKED: Final = 2.5


def show_optimization(page: Page) -> Shown:
    """Show an optimization, whatever its state."""
    record = _record(page)
    identifier = record["id"]
    progress: Record = record["progress"] or {}
    written = _metadata(page, record["job_id"])
    result = written.get("result") or {}
    trade_offs = written.get("pareto") or progress.get("pareto") or []
    choices = _choices(trade_offs, result.get("parameters") or progress.get("parameters") or {})
    across, up = _axes(page, choices)
    is_running = record["status"] in _RUNNING
    expression = f"client.optimization.{'result' if record['status'] == 'succeeded' else 'get'}({identifier!r})"
    shown = record_page(page, record, ("Optimizations", "optimizations"), expression)
    data = {
        "record": record,
        "is_running": is_running,
        "may_stop": is_running and page.may(optimization.cancel_optimization, optimization_id=identifier),
        "stop_address": f"/projects/{page.project_id}/optimizations/{identifier}/stop",
        "progress": progress,
        "warnings": _warnings(result),
        "tables": [one for one in (_design(result, written), _metrics(result)) if one.rows],
        "choices": choices,
        "across": across,
        "up": up,
        "front": _front(trade_offs, across, up, result) if trade_offs else None,
        "trade_offs": _trade_offs(trade_offs, choices),
        "charts": charts.shown([_course(record["kind"], written, progress), *_comparison(page, record)]),
    }
    return attrs.evolve(shown, template="optimization.html", data={**shown.data, **data})


def stop_optimization(page: Page) -> Moved:
    """Cancel an optimization."""
    record = _record(page)
    page.ask(optimization.cancel_optimization, optimization_id=record["id"])
    return Moved(f"/projects/{page.project_id}/optimizations/{record['id']}")


def _record(page: Page) -> dict[str, Any]:
    record = page.ask(optimization.get_optimization, optimization_id=page.parts["optimization_id"])
    check_project(page, record)
    return record


def _metadata(page: Page, job_id: str) -> Record:
    """Return what the job was given and wrote down; nothing where there is neither."""
    try:
        return page.ask(job.get_job_metadata, job_id=job_id)
    except ApiError as error:
        if error.status != 404:
            raise
        return {}


def _warnings(result: Record) -> list[str]:
    found = list(result.get("warnings") or ())
    if result.get("is_feasible") is False:
        found.insert(0, "No design met every constraint: this is the one that comes closest.")
    if result.get("success") is False and result.get("message"):
        found.append(str(result["message"]))
    if result.get("baseline_error"):
        found.append(f"The baseline could not be simulated: {result['baseline_error']}")
    return found


def _design(result: Record, written: Record) -> Table:
    """Return the parameters of the best design, the baseline's, and their bounds."""
    baseline = result.get("baseline_parameters") or {}
    asked = (written.get("config") or {}).get("parameters") or {}
    values = result.get("parameters") or result.get("parameter_values") or {}
    rows = [
        [Cell(name), _cell(name, baseline.get(name)), _cell(name, value), Cell(_bounds(name, asked.get(name)))]
        for name, value in {**values, **(result.get("linked_parameters") or {})}.items()
    ]
    names = ("Parameter", "Baseline", "Best design", "Bounds")
    return Table(caption="Best design", columns=names, rows=rows, total=len(rows), empty="None yet.")


def _metrics(result: Record) -> Table:
    """Return what was wanted and what must not happen, for the baseline and the best design."""
    rows = [
        [
            Cell(one["objective"]),
            Cell(one["name"]),
            Cell(one["role"]),
            *(_cell(f"{one['name']} [{one['unit'] or ''}]", one[which]) for which in ("baseline", "optimum")),
            Cell("" if one["change_percent"] is None else f"{one['change_percent']:+.3g} %", "number"),
        ]
        for one in result.get("metrics") or ()
    ]
    names = ("Objective", "Name", "Role", "Baseline", "Best design", "Change")
    return Table(caption="Goals and constraints", columns=names, rows=rows, total=len(rows), empty="None yet.")


def _cell(name: str, value: Any) -> Cell:
    return Cell(words.named(name, value), "number", title="" if value is None else str(value))


def _bounds(name: str, asked: Any) -> str:
    bounds = asked.get("bounds") if isinstance(asked, Mapping) else None
    return " to ".join(words.named(name, one) for one in bounds) if isinstance(bounds, list) else ""


def _course(kind: str, written: Record, progress: Record) -> Chart:
    """Return the best cost against evaluations: of every start, or of the search that runs."""
    history = written.get("history") or written.get("intermediate_results") or []
    starts = list(dict.fromkeys(row.get("start", row.get("multistart", 0)) for row in history))
    # of designs such costs only say that nothing was allowed yet; those of fits may be as large
    most = FILTERED if kind == DESIGN_OPTIMIZATION else math.inf
    lines = []
    for number, start in enumerate(starts[: len(OKABE_ITO)]):
        rows = [row for row in history if row.get("start", row.get("multistart", 0)) == start]
        counts, costs = ([row[name] for row in rows] for name in ("evaluations", "best_cost"))
        name = "Best cost" if len(starts) == 1 else f"Best cost of start {start}"
        lines.append(Line(name=name, x=counts, y=_below(most, costs), colour=OKABE_ITO[number]))
    if not history and (series := progress.get("series")):
        lines = [Line(name="Best cost", x=series["Evaluations"], y=_below(most, series["Best cost"]))]
    return Chart(x="Evaluations", y="Best cost", lines=lines)


def _below(most: float, costs: Sequence[float | None]) -> list[float | None]:
    return [None if cost is None or cost >= most else cost for cost in costs]


def _choices(trade_offs: Sequence[Record], parameters: Record) -> list[str]:
    """Return what trade-offs can be drawn against: goals, then constraints, then parameters."""
    names = trade_offs[0] if trade_offs else {}
    return sorted((name for name in names if name != "cost"), key=lambda name: name in parameters)


def _axes(page: Page, choices: Sequence[str]) -> tuple[str, str]:
    """Return the two quantities that the address names, by default the first two goals."""
    asked = [page.query.get(name, "") for name in ("across", "up")]
    found = [name if name in choices else default for name, default in zip(asked, choices, strict=False)]
    return (found[0], found[1]) if len(found) == 2 else ("", "")


def _front(trade_offs: Sequence[Record], across: str, up: str, result: Record) -> Chart:
    """Return the trade-offs as points, with the baseline and the design of least weighted cost."""
    lines = [_points("Trade-offs", [(row[across], row[up]) for row in trade_offs], OKABE_ITO[0])]
    metrics = {_name(one): (one["baseline"], one["optimum"]) for one in result.get("metrics") or ()}
    best, before = result.get("parameters") or {}, result.get("baseline_parameters") or {}
    ends = {**metrics, **{name: (before.get(name), value) for name, value in best.items()}}
    for place, name, colour in ((0, "Baseline", OKABE_ITO[7]), (1, "Best design", OKABE_ITO[1])):
        if across in ends and up in ends:
            lines.append(_points(name, [(ends[across][place], ends[up][place])], colour, _MARKED))
    return Chart(x=across, y=up, lines=lines)


def _points(name: str, points: Sequence[tuple[Any, Any]], colour: str, weight: float = 1.0) -> Line:
    x, y = zip(*points, strict=True)
    return Line(name=name, x=x, y=y, colour=colour, is_points=True, weight=weight)


def _trade_offs(rows: Sequence[Record], choices: Sequence[str]) -> Table:
    every = max(1, -(-len(rows) // _MOST_ROWS))
    cells = [[_cell(name, row[name]) for name in choices] for row in rows[::every]]
    told = f", {len(cells)} of {len(rows)}" if len(cells) < len(rows) else ""
    caption = f"Designs that no other one beats in every goal{told}"
    return Table(caption=caption, columns=choices, rows=cells, total=len(rows), empty="None yet.")


def _name(metric: Record) -> str:
    """Return how rows of trade-offs call a metric."""
    unit = f" [{metric['unit']}]" if metric["unit"] else ""
    return f"{metric['objective']}: {metric['name']}{unit}"


def _comparison(page: Page, record: Record) -> Iterator[Chart]:
    """Yield the curves of the baseline and the best design, for each experiment."""
    channels = page.ask(job.list_job_series_channels, job_id=record["job_id"])
    wanted = [
        (objective, column)
        for objective, sources in channels.items()
        for column in SHOWN
        if {"optimal", "baseline"} & {source for source, names in sources.items() if {TIME, column} <= set(names)}
    ]
    for objective, column in wanted[:_MOST_CHARTS]:
        yield Chart(x=TIME, y=column, lines=list(_lines(page, record, channels[objective], objective, column)))


def _lines(
    page: Page, record: Record, sources: Mapping[str, Sequence[str]], objective: str, column: str
) -> Iterator[Line]:
    for colour, (source, name) in zip(OKABE_ITO, (("baseline", "baseline"), ("optimal", "best design")), strict=False):
        if not {TIME, column} <= set(sources.get(source, ())):
            continue
        where = {"objective": objective, "source": source, "columns": f"{TIME},{column}", "x_column": TIME}
        found = page.ask(job.get_job_series, job_id=record["job_id"], max_points=_MOST_POINTS, **where)
        yield Line(name=f"{objective}: {name}", x=found[TIME], y=found[column], colour=colour)
