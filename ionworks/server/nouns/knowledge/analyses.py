"""Analyses: tables computed from measurements, with typed columns and prepared plots.

Source: docs/contract/wire.md sections 37 and 43.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any, Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, unprocessable
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.deletion import delete_with_files
from ionworks.server.nouns.knowledge import tables
from ionworks.server.store import schema
from ionworks.server.store.records import Page, Record, new_id
from ionworks.server.store.schema_knowledge import analyses

_FOLDER: Final = "analyses"
_CHANGES: Final = ("name", "analysis_type", "metadata", "notes")
_PLOT_MEMBERS: Final = ("x", "y", "y2", "rows", "group_by", "title")
_ROW_MEMBERS: Final = ("y", "y2")


def create(call: Call, body: Mapping[str, Any], file: IO[bytes]) -> Record:
    """Store an analysis with its table.

    Raises
    ------
    ApiError
        404: no such measurement; 400: the file is no table, or columns or plots do not fit it; 422: columns, plots or
        metadata are no JSON of their kind.
    """
    found = call.records(schema.cell_measurements).get(body["measurement_id"])
    measurement = roles.writable(call, found, "cell measurement")
    given = tables.column_records(tables.parsed(body.get("columns") or "[]", "columns", list))
    plots = tables.parsed(body.get("plots") or "[]", "plots", list)
    metadata = tables.parsed(body.get("metadata") or "{}", "metadata", dict)
    identifier = new_id()
    key = f"{_FOLDER}/{call.caller.organization_id}/{identifier}.parquet"
    tables.store(call, key, file)
    try:
        columns = tables.typed_columns(given, tables.columns_of(call, key))
        check_plots(plots, [column["name"] for column in columns])
        values = {
            "id": identifier,
            "project_id": measurement["project_id"],
            **{name: body.get(name) for name in ("measurement_id", "name", "analysis_type", "notes")},
            "columns": columns,
            "plots": plots,
            "metadata": metadata,
            "storage_folder": key,
        }
        return wire(call.records(analyses).insert(values))
    except BaseException:
        call.blobs.delete(key)
        raise


def page(call: Call, measurement_id: str | None, project_id: str | None, limit: int | None, offset: int) -> Record:
    """Return one page of the analyses of a measurement or of a project, newest first.

    Raises
    ------
    ApiError
        400: neither is given, or both are.
    """
    if (measurement_id is None) == (project_id is None):
        found = "neither" if measurement_id is None else "both"
        raise bad_request(f"one of measurement_id and project_id is needed; found {found}")
    where = (
        analyses.c.project_id == project_id if measurement_id is None else analyses.c.measurement_id == measurement_id
    )
    found_page = call.records(analyses).page(Page(limit=limit, offset=offset), where)
    return {**found_page, "items": [wire(row) for row in found_page["items"]]}


def get(call: Call, analysis_id: str) -> Record:
    """Return an analysis as on the wire; ApiError 404."""
    return wire(call.records(analyses).get(analysis_id))


def update(call: Call, analysis_id: str, body: Mapping[str, Any]) -> Record:
    """Change what describes an analysis; its table stays.

    Raises
    ------
    ApiError
        400: columns or plots name columns that the table lacks, or give others than its types.
    """
    row = call.records(analyses).get(analysis_id)
    changes: Record = {name: body[name] for name in _CHANGES if name in body}
    if "columns" in body:
        given = tables.column_records(body["columns"])
        changes["columns"] = tables.typed_columns(given, tables.columns_of(call, row["storage_folder"]))
    if {"columns", "plots"} & body.keys():
        joint = {**row, **changes, **({"plots": body["plots"]} if "plots" in body else {})}
        check_plots(joint["plots"], [column["name"] for column in joint["columns"]])
        changes["plots"] = joint["plots"]
    return wire(call.records(analyses).update(analysis_id, changes))


def delete(call: Call, analysis_id: str) -> None:
    """Delete an analysis with its table."""
    key = sa.select(analyses.c.storage_folder).where(analyses.c.id == analysis_id)
    delete_with_files(call.records(analyses), analysis_id, call.blobs, key)


def download_url(call: Call, analysis_id: str) -> str:
    """Return a signed URL of the table, a Parquet file."""
    return call.storage_url(call.records(analyses).get(analysis_id)["storage_folder"])


def check_plots(plots: Sequence[Any], columns: Sequence[str]) -> None:
    """Refuse plots that cannot be drawn from these columns.

    Raises
    ------
    ApiError
        422: the form of a plot is wrong; 400: it draws nothing, or names a column the table lacks.
    """
    for position, plot in enumerate(plots):
        where = ("body", "plots", str(position))
        _check_members(plot, _PLOT_MEMBERS, where)
        if not isinstance(plot.get("x"), str):
            raise unprocessable(f"x is {plot.get('x')!r:.80}; it names a column", (*where, "x"), "type")
        rows = plot.get("rows") or []
        if not isinstance(rows, list):
            raise unprocessable("rows is no list of objects with y and y2", (*where, "rows"), "type")
        for number, row in enumerate(rows):
            _check_members(row, _ROW_MEMBERS, (*where, "rows", str(number)))
        for key in ("group_by", "title"):
            if not isinstance(plot.get(key), str | None):
                raise unprocessable(f"{key} is {plot[key]!r:.80}; it must be text", (*where, key), "type")
        curves = [name for part in (plot, *rows) for key in _ROW_MEMBERS for name in _names(part, key, where)]
        if not curves:
            raise bad_request(f"plots[{position}] draws nothing; give y, y2 or rows")
        for name in (plot["x"], *curves, *filter(None, [plot.get("group_by")])):
            if name not in columns:
                raise bad_request(f"plots[{position}] names {name!r:.300}; columns are {', '.join(columns)[:300]}")


def _check_members(part: Any, allowed: Iterable[str], where: tuple[str, ...]) -> None:
    if not isinstance(part, Mapping):
        raise unprocessable(f"found {type(part).__name__}; allowed: an object", where, "type")
    unknown = sorted(set(part) - set(allowed))
    if unknown:
        raise unprocessable(f"unknown member {unknown[0]!r:.80}; allowed: {', '.join(allowed)}", where, "extra")


def _names(part: Mapping[str, Any], key: str, where: tuple[str, ...]) -> list[str]:
    """Return the columns that ``y`` or ``y2`` names; one name counts as a list of one."""
    value = part.get(key)
    names = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise unprocessable(f"{key} is {value!r:.80}; it lists names of columns", (*where, key), "type")
    return names


def wire(row: Record) -> Record:
    """Return a row as a record on the wire."""
    return {name: value for name, value in row.items() if name != "storage_folder"}
