"""The measurements of a project: found, chosen, and laid over each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
import numpy as np

from ionworks.server.ground.errors import ApiError
from ionworks.server.handlers import cell_instance, cell_measurement, cell_spec
from ionworks.server.nouns.measurements.records import READY
from ionworks.server.studio import charts, scripts
from ionworks.server.studio.charts import Chart
from ionworks.server.studio.derivatives import HalfCycle
from ionworks.server.studio.page import Crumb, Page, Shown
from ionworks.server.studio.pages.measurement import (
    CYCLE,
    DRAWN_POINTS,
    Half,
    charts_of,
    curves_of,
    drawable,
    halves_of,
    line_of,
)
from ionworks.server.studio.pages.shelves import measurement_table
from ionworks.server.studio.pages.things import check_project
from ionworks.server.studio.plots import OKABE_ITO
from ionworks.server.studio.ranges import chosen_of
from ionworks.server.studio.table import PAGE_ROWS, Cell, Table, offset_of

_SPECS: Final = 100
_MOST: Final = len(OKABE_ITO)
_BOTH: Final = "both"
_DIRECTIONS: Final = (_BOTH, "discharge", "charge")
_OVER_CYCLES: Final = ("Discharge capacity [A.h]", "Coulombic efficiency")


@attrs.frozen(kw_only=True)
class Compared:
    """One of the measurements that are laid over each other."""

    record: Mapping[str, Any]
    name: str
    colour: str
    cycles: Mapping[str, Sequence[Any]]
    halves: Sequence[Half]

    @property
    def known(self) -> list[int]:
        """Its cycles."""
        return [int(one) for one in self.cycles.get(CYCLE, []) if one is not None]


def measurements(page: Page) -> Shown:
    """Show the measurements of all cells of a project."""
    text = page.query.get("q", "").strip()
    where = {"project_id": page.project_id, "limit": PAGE_ROWS, "offset": offset_of(page)}
    found = page.ask(cell_measurement.list_project_measurements, **where, q=text or None)
    may_add = page.may(cell_measurement.initiate_measurement_upload, project_id=page.project_id)
    data = {
        "measurements": measurement_table(page, found["items"], found["total"]),
        "q": text,
        "may_add": may_add,
        "cells": _cells(page) if may_add else [],
        "most": page.call.settings.max_bulk_bytes,
    }
    python = scripts.listing(page, f"client.cell_measurement.list_by_project({page.project_id!r})")
    return Shown(
        template="measurements.html", title="Measurements", crumbs=[_cells_crumb(page)], data=data, python=python
    )


def compare(page: Page) -> Shown:
    """Lay the chosen measurements over each other: charges and discharges, and what becomes of them cycle by cycle."""
    ids = list(dict.fromkeys(one for one in page.query.getlist("id") if one))
    notes = [f"{_MOST} of the {len(ids)} chosen measurements are compared."] if len(ids) > _MOST else []
    compared = list(_compared(page, ids[:_MOST], notes))
    asked, direction = page.query.get("cycles", "").strip(), page.query.get("direction", _BOTH)
    direction = direction if direction in _DIRECTIONS else _BOTH
    drawn = list(_drawn(page, compared, asked, direction, notes))
    data = {
        "ids": ids,
        "asked": asked,
        "direction": direction,
        "directions": _DIRECTIONS,
        "notes": notes,
        "charts": [*charts_of(drawn), *charts.shown(_over_cycles(compared, notes))],
        "table": _table(page, compared),
    }
    crumbs = [_cells_crumb(page), Crumb(name="Measurements", address=f"/projects/{page.project_id}/data/measurements")]
    title = f"Comparison of {len(compared)} measurements"
    python = scripts.compare_measurements(page, ids)
    return Shown(template="compare_measurements.html", title=title, crumbs=crumbs, data=data, python=python)


def _compared(page: Page, ids: Sequence[str], notes: list[str]) -> Iterator[Compared]:
    records = [page.ask(cell_measurement.get_cell_measurement, measurement_id=one) for one in ids]
    names = [record["name"] for record in records]
    for number, record in enumerate(records):
        check_project(page, record)
        name = record["name"] if names.count(record["name"]) == 1 else f"{record['name']} ({record['id'][:8]})"
        if record["measurement_type"] != "time_series" or record["processing_status"] != READY:
            notes.append(f"{name} has no curves: it is no time series, or is not processed.")
            continue
        try:
            parts = page.ask(cell_measurement.get_measurement_steps_and_cycles, measurement_id=record["id"])
        except ApiError as error:
            notes.append(f"{name} has no curves: {error.message}")
            continue
        halves = halves_of(parts["steps"])
        yield Compared(record=record, name=name, colour=OKABE_ITO[number], cycles=parts["cycles"], halves=halves)


def _drawn(
    page: Page, compared: Sequence[Compared], asked: str, direction: str, notes: list[str]
) -> Iterator[tuple[HalfCycle, str, str]]:
    """Yield the chosen half cycles of all measurements with their names and colours, as many as can be told apart."""
    wanted = []
    for one in compared:
        try:
            cycles = chosen_of(asked or str(min(one.known, default="")), one.known)
        except ValueError as error:
            notes.append(f"{one.name}: {error}")
            continue
        wanted += [
            (one, half)
            for half in one.halves
            if half.cycle in cycles and direction in (_BOTH, "discharge" if half.is_discharge else "charge")
        ]
    for one, half in drawable(wanted, notes):
        curves = curves_of(page, one.record["id"], half, notes)
        if curves is not None:
            yield curves, f"{one.name}: {half.name.lower()}", one.colour


def _over_cycles(compared: Sequence[Compared], notes: list[str]) -> Iterator[Chart]:
    if any(len(one.known) > DRAWN_POINTS for one in compared):
        notes.append(f"Against cycles, {DRAWN_POINTS} points of each measurement are drawn.")
    for column in _OVER_CYCLES:
        lines = [
            line_of(one.name, one.colour, *(_numbers(one.cycles[name]) for name in (CYCLE, column)), is_points=True)
            for one in compared
            if column in one.cycles and len(one.known) > 1
        ]
        yield Chart(x=CYCLE, y=column, lines=lines)


def _table(page: Page, compared: Sequence[Compared]) -> Table:
    base = f"/projects/{page.project_id}/data"
    rows = []
    for one in compared:
        capacity = [value for value in one.cycles.get(_OVER_CYCLES[0], []) if value is not None]
        ends = (capacity[0], capacity[-1]) if capacity else (None, None)
        rows.append(
            [
                Cell(one.name, address=f"{base}/measurements/{one.record['id']}", title=one.record["id"]),
                Cell(len(one.known), "number"),
                *(Cell(value, "number", title=str(value)) for value in ends),
                Cell(ends[1] / ends[0] if ends[0] else None, "number"),
                Cell(one.record["start_time"], "time"),
            ]
        )
    columns = ("Name", "Cycles", "First discharge [A.h]", "Last discharge [A.h]", "Last to first", "Begun")
    return Table(caption="Measurements", columns=columns, rows=rows, total=len(rows), empty="None.")


def _numbers(values: Sequence[Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array([float("nan") if one is None else one for one in values], dtype=float)


def _cells(page: Page) -> list[dict[str, str]]:
    """Return the cells a file can be of, with the names of their specifications."""
    specs = page.ask(cell_spec.list_cell_specs, project_id=page.project_id, limit=_SPECS)["items"]
    return [
        {"id": cell["id"], "name": f"{spec['name']} / {cell['name']}"}
        for spec in specs
        for cell in page.ask(cell_instance.list_cell_instances, cell_spec_id=spec["id"], limit=_SPECS)["items"]
    ]


def _cells_crumb(page: Page) -> Crumb:
    return Crumb(name="Cells", address=f"/projects/{page.project_id}/data/specs")
