"""A cycler's file on its way to a measurement: dropped, read by a worker, looked at, stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote, urlencode

from starlette.datastructures import UploadFile

from ionworks.server.ground.errors import ApiError, bad_request
from ionworks.server.handlers import cell_instance, cell_measurement, raw_data
from ionworks.server.nouns.knowledge import incoming
from ionworks.server.nouns.measurements.reading import MEANINGS
from ionworks.server.nouns.measurements.task import SERIES
from ionworks.server.store.records import Record
from ionworks.server.studio import charts, scripts, words
from ionworks.server.studio.charts import Chart, Line
from ionworks.server.studio.page import Answer, Crumb, Moved, Page, Shown
from ionworks.server.studio.pages.things import check_project
from ionworks.server.studio.plots import OKABE_ITO
from ionworks.server.studio.table import Cell, Table

ADDRESS: Final = "/data/uploads"
"""Below that of a project: where files are sent."""
_MEANING: Final = "map:"
_MOST_COLUMNS: Final = 120
_LONGEST_NAME: Final = 255
_ROW: Final = "Row"


def receive(page: Page) -> Moved:
    """Keep a file that is sent, and go to what is in it; nothing is stored as a measurement yet."""
    file = page.form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise bad_request("file: found none; choose a file of a cycler first")
    cell = _cell(page, str(page.form.get("cell", "")))
    body = {"project_id": page.project_id, "name": file.filename, "filename": file.filename}
    announced = page.ask(raw_data.initiate_raw_data_upload, body=body)
    incoming.keep(page.call, announced["uploads"][0]["path"], file.file)
    return Moved(f"/projects/{page.project_id}{ADDRESS}/{announced['raw_data_id']}?cell={quote(cell['id'], safe='')}")


def show_upload(page: Page) -> Shown:
    """Show what is in a file, and what would be refused."""
    return _shown(page)


def store(page: Page) -> Answer:
    """Make a measurement of a file, or show it again with the reason why not."""
    try:
        identifier = _stored(page)
    except ApiError as error:
        return _shown(page, problem=error.message, status=error.status)
    return Moved(f"/projects/{page.project_id}/data/measurements/{identifier}")


def _shown(page: Page, problem: str = "", status: int = 200) -> Shown:
    upload, told = _upload(page), _told(page)
    cell = _cell(page, _given(page).get("cell", ""))
    (filename,) = upload["filenames"]
    try:
        found = incoming.look(page.call, upload, cell["id"], told)
    except ApiError as error:
        # too much for a worker, or none is free: the page says so and can be asked again
        found, problem = None, problem or error.message
    base = f"/projects/{page.project_id}"
    stem = filename.rpartition(".")[0] or filename
    data = {
        "problem": problem,
        "found": found,
        "again": "?" + urlencode([(key, value) for key, value in _given(page).items() if _is_told(key)]),
        "cell": cell,
        "told": told,
        "size": incoming.size(page.call, upload),
        "meanings": MEANINGS,
        "columns": found["columns"][:_MOST_COLUMNS] if found else [],
        "head": _table("First rows", found["head"]) if found and found["head"] else None,
        "rules": [_rule(rule) for rule in found["rules"]] if found else [],
        "name": _given(page).get("name", stem),
        "notes": _given(page).get("notes", ""),
    }
    crumbs = [
        Crumb(name="Cells", address=f"{base}/data/specs"),
        Crumb(name=cell["name"], address=f"{base}/data/instances/{cell['id']}"),
    ]
    python = scripts.from_file(page, cell["id"], filename, told)
    return Shown(template="upload.html", title=filename, crumbs=crumbs, data=data, python=python, status=status)


def _stored(page: Page) -> str:
    upload, told, given = _upload(page), _told(page), _given(page)
    cell = _cell(page, given.get("cell", ""))
    name, notes = given.get("name", "").strip(), given.get("notes", "").strip()
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise bad_request(f"name: found {len(name)} characters; allowed are 1 to {_LONGEST_NAME}")
    if incoming.look(page.call, upload, cell["id"], told)["is_refused"]:
        raise bad_request("Nothing was stored: what is marked as refused has to be mended first.")
    label = {"name": name, **({"notes": notes} if notes else {})}
    where = {"cell_instance_id": cell["id"]}
    place = page.ask(cell_measurement.initiate_measurement_upload, **where, body={"measurement": label})
    target = next(one["path"] for one in place["uploads"] if one["filename"] == SERIES)
    header = incoming.write(page.call, upload, cell["id"], told, target)
    body = {**where, "measurement": {**header, **label}, "measurement_type": "time_series"}
    identifier: str = place["measurement_id"]
    page.ask(cell_measurement.confirm_measurement_upload, measurement_id=identifier, body=body)
    size = incoming.size(page.call, upload)
    page.ask(raw_data.confirm_raw_data_upload, raw_data_id=upload["id"], body={"size_bytes": size})
    attached = {"raw_data_ids": [upload["id"]]}
    page.ask(cell_measurement.attach_measurement_raw_data, measurement_id=identifier, body=attached)
    return identifier


def _upload(page: Page) -> Record:
    """Return the upload of the address; only who may store it sees what is in it."""
    identifier = page.parts["raw_data_id"]
    page.check(raw_data.confirm_raw_data_upload, raw_data_id=identifier)
    upload = incoming.find(page.call, identifier)
    check_project(page, upload)
    return upload


def _cell(page: Page, identifier: str) -> dict[str, Any]:
    if not identifier:
        raise bad_request("cell: found none; choose the cell that was measured")
    record = page.ask(cell_instance.get_cell_instance, cell_instance_id=identifier)
    check_project(page, record)
    return record


def _given(page: Page) -> dict[str, str]:
    """Return what was typed, in the form that is sent or else in the address."""
    return {name: value for name, value in (page.form or page.query).multi_items() if isinstance(value, str)}


def _told(page: Page) -> dict[str, Any]:
    """Return how the file is to be read."""
    given = _given(page)
    mappings = {
        name.removeprefix(_MEANING): value for name, value in given.items() if name.startswith(_MEANING) and value
    }
    for column, meaning in mappings.items():
        if meaning not in MEANINGS:
            raise bad_request(f"{column}: found {meaning[:60]!r}; allowed: {', '.join(MEANINGS)}")
    taken = [one for one in mappings.values() if list(mappings.values()).count(one) > 1]
    if taken:
        raise bad_request(f"{taken[0]}: found two columns for it; allowed: one")
    return {"reader": given.get("reader") or None, "mappings": mappings, "is_strict": "strict" in given}


def _is_told(name: str) -> bool:
    """Whether a field says how the file is to be read; others belong to what is stored."""
    return name in {"cell", "reader", "strict"} or name.startswith(_MEANING)


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    """Return a broken rule with its rows as a table and small charts around the first."""
    shown = {**rule, "title": str(rule["code"]).replace("_", " ").capitalize(), "table": None, "charts": []}
    if rule["row"] is None:
        return shown
    around, row = rule["around"], rule["row"]
    numbers = range(around["first"], around["first"] + len(around["rows"]))
    columns = {name: [one[place] for one in around["rows"]] for place, name in enumerate(around["columns"])}
    panels = [_panel(name, list(numbers), values, row) for name, values in columns.items()]
    table = _table(f"Rows around row {row}", rule["excerpt"])
    return {**shown, "table": table, "charts": charts.shown(panels), "marked": row - rule["excerpt"]["first"]}


def _panel(name: str, numbers: Sequence[int], values: Sequence[Any], row: int) -> Chart:
    known = [float(one) if words.is_number(one) else None for one in values]
    place = numbers.index(row)
    samples = Line(name="Samples", x=numbers, y=known)
    marked = Line(name=f"Row {row}", x=[row], y=[known[place]], colour=OKABE_ITO[1], is_points=True, weight=1.8)
    return Chart(x=_ROW, y=name, lines=[samples, marked])


def _table(caption: str, rows: Mapping[str, Any]) -> Table:
    cells = [
        [Cell(rows["first"] + place, "number"), *(_cell_of(value) for value in row)]
        for place, row in enumerate(rows["rows"])
    ]
    columns = (_ROW, *rows["columns"])
    return Table(caption=caption, columns=columns, rows=cells, total=len(cells), empty="No rows.")


def _cell_of(value: Any) -> Cell:
    return Cell(value, "number" if words.is_number(value) else "text", title="" if value is None else str(value))
