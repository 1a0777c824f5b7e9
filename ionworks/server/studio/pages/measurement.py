"""One measurement: its samples against time, charges and discharges against capacity, its cycles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final, TypeVar

import attrs
import numpy as np

from ionworks.server.files.thinning import kept_rows
from ionworks.server.ground.errors import ApiError
from ionworks.server.handlers import cell_measurement
from ionworks.server.nouns.measurements.records import FAILED, READY
from ionworks.server.studio import charts, scripts, words
from ionworks.server.studio.charts import Chart, Line
from ionworks.server.studio.derivatives import Array, HalfCycle, half_cycle
from ionworks.server.studio.page import Page, Shown
from ionworks.server.studio.pages.run import SHOWN, TIME, number_of
from ionworks.server.studio.pages.things import record_page
from ionworks.server.studio.plots import OKABE_ITO, Curve, Figure
from ionworks.server.studio.ranges import chosen_of
from ionworks.server.studio.table import PAGE_ROWS, Cell, Table, offset_of, table

CYCLE: Final = "Cycle count"
STEP: Final = "Step count"
VOLTAGE, CURRENT = SHOWN
_CYCLE_COLUMNS: Final = (
    *(CYCLE, "Discharge capacity [A.h]", "Charge capacity [A.h]", "Discharge energy [W.h]", "Charge energy [W.h]"),
    *("Coulombic efficiency", "Energy efficiency", "Capacity retention", "Cycle duration [s]"),
)
_MOST_CYCLES: Final = len(OKABE_ITO)
_MOST_HALVES: Final = 16
"""Most charges and discharges in one chart."""
_MOST_SAMPLES: Final = 20_000
DRAWN_POINTS: Final = 600
"""Most points of a line."""
_PANELS: Final = (
    ("Capacity [A.h]", VOLTAGE, "capacity", "voltage"),
    ("Capacity [A.h]", "dV/dQ [V.A-1.h-1]", "capacity_middles", "voltage_slope"),
    (VOLTAGE, "dQ/dV [A.h.V-1]", "voltage_middles", "capacity_slope"),
)
Columns = Mapping[str, Sequence[Any]]
T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Half:
    """Steps of one cycle that follow each other and pass charge in one direction."""

    cycle: int
    is_discharge: bool
    steps: Sequence[int]
    start: float
    end: float

    @property
    def name(self) -> str:
        """What a legend says."""
        return f"Cycle {self.cycle} {'discharge' if self.is_discharge else 'charge'}"


def show_measurement(page: Page) -> Shown:
    """Show a measurement of any type; curves and cycles of one that has samples and is processed."""
    identifier = page.parts["measurement_id"]
    record = page.ask(cell_measurement.get_cell_measurement, measurement_id=identifier)
    shown = record_page(page, record, ("Cells", "data/specs"), f"client.cell_measurement.get({identifier!r})")
    if record["measurement_type"] != "time_series":
        return shown
    if record["processing_status"] != READY:
        return attrs.evolve(shown, template="processing.html", data={**shown.data, "record": record, "failed": FAILED})
    available = _series(page, identifier, [TIME], max_points=2)["available"]
    data = {"figures": _figures(page, record, available), **_cycles(page, identifier, available)}
    python = scripts.measurement(page, identifier)
    return attrs.evolve(shown, template="measurement.html", data={**shown.data, **data}, python=python)


def _figures(page: Page, record: Mapping[str, Any], available: Sequence[str]) -> list[Figure]:
    return [
        Figure(
            group="measurement",
            source=f"/cell_measurements/{record['id']}/series",
            curves=[Curve(id=record["id"], name=record["name"])],
            column=column,
            x_min=number_of(page, "x_min"),
            x_max=number_of(page, "x_max"),
        )
        for column in SHOWN
        if column in available
    ]


def _series(page: Page, identifier: str, columns: Sequence[str], **window: Any) -> dict[str, Any]:
    return page.ask(cell_measurement.get_measurement_series, measurement_id=identifier, columns=columns, **window)


def _cycles(page: Page, identifier: str, available: Sequence[str]) -> dict[str, Any]:
    """Return the table of cycles, and the curves of the chosen ones."""
    try:
        parts = page.ask(cell_measurement.get_measurement_steps_and_cycles, measurement_id=identifier)
    except ApiError as error:
        # no steps, or more than are sent: the samples are shown all the same
        return {"charts": [], "cycles": None, "asked": "", "notes": [error.message], "capacities": []}
    cycles, steps = parts["cycles"], parts["steps"]
    known = [int(one) for one in cycles.get(CYCLE, []) if one is not None]
    asked = page.query.get("cycles", "") or (str(known[0]) if known else "")
    notes = []
    try:
        chosen = chosen_of(asked, known)
    except ValueError as error:
        chosen, notes = [], [str(error)]
    if len(chosen) > _MOST_CYCLES:
        notes.append(f"{_MOST_CYCLES} of the {len(chosen)} chosen cycles are drawn.")
    missing = [name for name in (VOLTAGE, CURRENT, STEP) if name not in available]
    if missing:
        chosen = []
        notes.append(f"No curves against capacity: the samples have no {', '.join(missing)}.")
    halves = [one for one in halves_of(steps) if one.cycle in chosen[:_MOST_CYCLES]]
    drawn = _charts(page, identifier, drawable(halves, notes), chosen, notes)
    return {
        "charts": drawn,
        "cycles": _table(page, cycles),
        "asked": asked,
        "notes": notes,
        "capacities": charts.shown([_capacities(cycles)]) if len(known) > 1 else [],
    }


def drawable(halves: Sequence[T], notes: list[str]) -> Sequence[T]:
    """Return as many charges and discharges as one chart can show; may add a note."""
    if len(halves) > _MOST_HALVES:
        notes.append(f"{_MOST_HALVES} of {len(halves)} charges and discharges are drawn.")
    return halves[:_MOST_HALVES]


def halves_of(steps: Columns) -> list[Half]:
    """Group the steps into charges and discharges; rests and steps without a known current end one."""
    names = (CYCLE, STEP, "Mean current [A]", "Start time [s]", "End time [s]")
    if any(name not in steps for name in names):
        return []
    rows = list(zip(*(steps[name] for name in names), strict=True))
    least = 1e-4 * max((abs(row[2]) for row in rows if row[2] is not None), default=0.0)

    def direction(row: Sequence[Any]) -> tuple[Any, int]:
        passes = None not in row and abs(row[2]) > least
        return row[0], int(np.sign(row[2])) if passes else 0

    return [
        Half(
            cycle=int(cycle),
            is_discharge=sign > 0,
            steps=[int(row[1]) for row in members],
            start=members[0][3],
            end=members[-1][4],
        )
        for (cycle, sign), members in ((key, list(group)) for key, group in groupby(rows, direction))
        if sign
    ]


def _charts(
    page: Page, identifier: str, halves: Sequence[Half], chosen: Sequence[int], notes: list[str]
) -> list[Chart]:
    found = [(half, curves_of(page, identifier, half, notes)) for half in halves]
    # one of a single cycle differs by its direction, several by their cycles
    return charts_of(
        [
            (curves, half.name, OKABE_ITO[chosen.index(half.cycle) if len(chosen) > 1 else int(not half.is_discharge)])
            for half, curves in found
            if curves is not None
        ]
    )


def charts_of(drawn: Sequence[tuple[HalfCycle, str, str]]) -> list[Chart]:
    """Return voltage and slopes of half cycles, each with its name and its colour."""
    return charts.shown(
        Chart(
            x=x_name,
            y=y_name,
            lines=[line_of(name, colour, getattr(curves, x), getattr(curves, y)) for curves, name, colour in drawn],
        )
        for x_name, y_name, x, y in _PANELS
    )


def curves_of(page: Page, identifier: str, half: Half, notes: list[str]) -> HalfCycle | None:
    """Return the curves of a half cycle of a measurement, ``None`` where it has none; may add a note."""
    series = _series(
        page,
        identifier,
        [VOLTAGE, CURRENT, STEP],
        x_min=half.start,
        x_max=half.end,
        max_points=_MOST_SAMPLES,
    )
    columns = {name: np.asarray(values, dtype=float) for name, values in series["columns"].items()}
    # the last sample of the step before may have the same time as the first of this one
    belongs = np.isin(columns[STEP], half.steps)
    note = "Capacities in these curves are integrated over thinned samples; those in the table are of all samples."
    if series["is_thinned"] and note not in notes:
        notes.append(note)
    return half_cycle(*(columns[name][belongs] for name in (TIME, VOLTAGE, CURRENT)))


def line_of(name: str, colour: str, x: Array, y: Array, *, is_points: bool = False) -> Line:
    """Return a line of as many points as a chart can show."""
    rows = kept_rows(x, [y], DRAWN_POINTS)
    return Line(name=name, x=x[rows].tolist(), y=y[rows].tolist(), colour=colour, is_points=is_points)


def _capacities(cycles: Columns) -> Chart:
    lines = [
        Line(name=name.removesuffix(" [A.h]"), x=cycles[CYCLE], y=cycles[name], colour=colour, is_points=True)
        for name, colour in zip(_CYCLE_COLUMNS[1:3], OKABE_ITO, strict=False)
        if name in cycles
    ]
    return Chart(x=CYCLE, y="Capacity [A.h]", lines=lines)


def _table(page: Page, cycles: Columns) -> Table:
    names = [name for name in _CYCLE_COLUMNS if name in cycles]
    first, total = offset_of(page), len(cycles.get(CYCLE, []))
    rows = [
        [Cell(cycles[name][row], "number" if words.is_number(cycles[name][row]) else "text") for name in names]
        for row in range(first, min(first + PAGE_ROWS, total))
    ]
    return table(page, "Cycles", names, rows, total, "No cycles.")
