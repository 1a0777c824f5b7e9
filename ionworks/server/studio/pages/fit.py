"""One fit: measured against modelled values, its course, its parameters with bounds and intervals, its warnings."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from ionworks.server.ground.errors import ApiError
from ionworks.server.handlers import job, pipeline
from ionworks.server.studio import charts, words
from ionworks.server.studio.charts import Chart, Line
from ionworks.server.studio.page import Moved, Page, Shown
from ionworks.server.studio.pages.things import check_project, record_page
from ionworks.server.studio.plots import OKABE_ITO
from ionworks.server.studio.table import Cell, Table

Record = Mapping[str, Any]
FIT: Final = "Data Fit"
VALIDATION: Final = "Validation"
"""Types of elements that have curves."""
_MOST_CHARTS: Final = 16
_MOST_POINTS: Final = 800
_NEAR_BOUND: Final = 1e-3
"""Part of the range between the bounds within which a value is marked as on one."""


@attrs.frozen(kw_only=True)
class Row:
    """A parameter of a fit."""

    name: str
    value: Any
    interval: Sequence[float] | None
    bounds: Sequence[float] | None

    @property
    def place(self) -> float | None:
        """Where the value is between its bounds, from 0 to 1."""
        if self.bounds is None or not words.is_number(self.value):
            return None
        return charts.part_of(float(self.value), *self.bounds)

    @property
    def is_on_bound(self) -> bool:
        """Whether the best value may lie beyond a bound."""
        return self.place is not None and not _NEAR_BOUND < self.place < 1 - _NEAR_BOUND


@attrs.frozen(kw_only=True)
class Part:
    """What the page shows of an element that fits or validates."""

    name: str
    status: str
    charts: Sequence[Chart]
    left_out: int
    course: Chart | None
    rows: Sequence[Row]
    confidence: float | None
    cost: float | None
    evaluations: int | None
    statistics: Sequence[tuple[str, Any]]


def show_fit(page: Page) -> Shown:
    """Show a pipeline: its fits and validations, and its elements."""
    record, elements = _read(page)
    identifier = record["id"]
    rows = [
        [Cell(one["name"]), Cell(one["element_type"]), Cell(one["status"], "status"), Cell(one["error"])]
        for one in elements
    ]
    names = ("Name", "Type", "Status", "Error")
    table = Table(caption="Elements", columns=names, rows=rows, total=len(rows), empty="None.")
    is_running = not record["is_terminal"]
    script = f"client.pipeline.{'get' if is_running else 'result'}({identifier!r})"
    shown = record_page(page, record, ("Fits", "pipelines"), script, table)
    data = {
        "record": record,
        "is_running": is_running,
        "may_stop": is_running and page.may(pipeline.cancel_pipeline, pipeline_id=identifier),
        "stop_address": f"/projects/{page.project_id}/pipelines/{identifier}/stop",
        "warnings": _warnings(page, record, elements),
        "how_all": f"client.pipeline.result({identifier!r}).plot_fit()",
        "parts": [part_of(page, one) for one in elements if one["element_type"] in {FIT, VALIDATION}],
    }
    return attrs.evolve(shown, template="fit.html", data={**shown.data, **data})


def stop_fit(page: Page) -> Moved:
    """Cancel a pipeline; of a fit that runs the best values so far are kept."""
    record, _ = _read(page)
    page.ask(pipeline.cancel_pipeline, pipeline_id=record["id"])
    return Moved(f"/projects/{page.project_id}/pipelines/{record['id']}")


def _read(page: Page) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    identifier = page.parts["pipeline_id"]
    record = page.ask(pipeline.get_pipeline, pipeline_id=identifier)
    check_project(page, record)
    return record, page.ask(pipeline.list_pipeline_elements, pipeline_id=identifier)


def _warnings(page: Page, record: Record, elements: Sequence[Record]) -> list[str]:
    if record["is_terminal"]:
        found = page.ask(pipeline.get_pipeline_result, pipeline_id=record["id"])["result"]["warnings"]
    else:
        found = [text for one in elements for text in (one["result"] or {}).get("warnings") or ()]
    return list(dict.fromkeys(found))


def part_of(page: Page, element: Record) -> Part:
    """Return what is shown of an element that fits or validates."""
    result, progress = element["result"] or {}, element["progress"] or {}
    written = _metadata(page, element["job_id"])
    counts = {
        name: plots["plot_count"]
        for name, plots in written.get("validation_plot_config", {}).get("objectives", {}).items()
    }
    return Part(
        name=element["name"],
        status=element["status"],
        charts=charts.shown(_charts(page, element, counts)),
        left_out=max(0, sum(counts.values()) - _MOST_CHARTS),
        course=_course(written, progress),
        rows=list(_rows(element)) if element["element_type"] == FIT else [],
        confidence=(result.get("confidence_intervals") or {}).get("confidence_level"),
        cost=result.get("cost", progress.get("best_cost")),
        evaluations=(result.get("starts") or progress).get("evaluations") or result.get("evaluations"),
        statistics=[
            (f"{objective}: {one['name']}", one["value"])
            for objective, found in (result.get("summary_stats") or {}).items()
            for one in found
        ],
    )


def _metadata(page: Page, job_id: str) -> Record:
    """Return what the job of an element wrote down; nothing while it runs."""
    try:
        return page.ask(job.get_job_metadata, job_id=job_id)
    except ApiError as error:
        if error.status != 404:
            raise
        return {}


def _charts(page: Page, element: Record, counts: Mapping[str, int]) -> Iterator[Chart]:
    operation = pipeline.get_datafit_plot_data if element["element_type"] == FIT else pipeline.get_validation_plot_data
    residuals = (element["result"] or {}).get("residuals") or {}
    wanted = [(name, index) for name, count in counts.items() for index in range(count)]
    for name, index in wanted[:_MOST_CHARTS]:
        where = {"objective_name": name, "plot_index": index, "max_points": _MOST_POINTS}
        plot = page.ask(operation, job_id=element["job_id"], **where)
        x, y = (plot["layout"][axis]["title"] for axis in ("xaxis", "yaxis"))
        noise = (
            residuals.get(name, {}).get(y.removeprefix("Error of "), {}).get("noise") if y.startswith("Error") else None
        )
        lines = [
            Line(
                name=f"{name}: {trace['name']}",
                x=trace["x"],
                y=trace["y"],
                colour=OKABE_ITO[number],
                is_points=trace["name"] == "Data",
            )
            for number, trace in enumerate(plot["traces"])
        ]
        yield Chart(x=x, y=y, lines=lines, band=noise)


def _course(written: Record, progress: Record) -> Chart | None:
    """Return costs against evaluations: all that were kept when the fit has ended, else the best there is so far."""
    rows = written.get("intermediate_results") or []
    series = progress.get("series") or {}
    counts = [row["evaluations"] for row in rows] or series.get("Evaluations", [])
    # of several starts each has its own best: what counts is the best of all
    best = [row["best_cost"] for row in rows] or series.get("Best cost", [])
    lines = [Line(name="Best cost", x=counts, y=list(itertools.accumulate(best, _lower)), colour=OKABE_ITO[1])]
    if rows:
        lines.insert(0, Line(name="Cost", x=counts, y=[row["cost"] for row in rows], is_points=True))
    is_positive = all(one > 0 for one in best if one is not None)
    chart = Chart(x="Evaluations", y="Cost", lines=lines, is_logarithmic=is_positive)
    return None if chart.is_empty else chart


def _lower(one: float | None, other: float | None) -> float | None:
    return min((value for value in (one, other) if value is not None), default=None)


def _rows(element: Record) -> Iterator[Row]:
    result = element["result"] or {}
    values = result.get("parameter_values") or (element["progress"] or {}).get("parameters") or {}
    intervals = (result.get("confidence_intervals") or {}).get("intervals") or {}
    asked = element["job_config"].get("parameters") or {}
    for name, value in values.items():
        interval, given = intervals.get(name), asked.get(name)
        yield Row(
            name=name,
            value=value,
            interval=_pair([interval.get("lower"), interval.get("upper")]) if interval else None,
            bounds=_pair(given.get("bounds")) if isinstance(given, Mapping) else None,
        )


def _pair(values: Any) -> Sequence[float] | None:
    """Return two finite numbers, ``None`` for anything else."""
    is_pair = isinstance(values, list) and len(values) == 2 and all(map(words.is_number, values))
    return values if is_pair else None
