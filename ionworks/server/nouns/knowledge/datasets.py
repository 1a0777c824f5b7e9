"""Property datasets: tables of numbers that belong to materials, those of users and those of the system.

The file that was sent is kept; the table of numbers beside it is made of the columns that are described, by their
position. Tables of the system's materials are computed by PyBaMM when they are read, and are no rows.

Source: docs/contract/wire.md sections 35 and 43; docs/contract/api-reference.md section 12.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping, Sequence
from typing import IO, Any, Final

import polars as pl
import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.files.blobs import needed
from ionworks.server.ground.built_in import SYSTEM_MATERIALS
from ionworks.server.ground.errors import bad_request, forbidden, not_found, unprocessable
from ionworks.server.nouns import checks
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.deletion import delete_with_files
from ionworks.server.nouns.knowledge import materials, tables, task
from ionworks.server.store import schema
from ionworks.server.store.records import MAXIMUM_LIMIT, Page, Record, new_id
from ionworks.server.store.schema_knowledge import material_property_datasets as _table

KIND: Final = "material property dataset"
_FOLDER: Final = "datasets"
_SYSTEM: Final = "system"
_TABLE: Final = "table.parquet"
_ORIGINAL: Final = "original"
_MADE: Final = "2026-01-01T00:00:00.000000Z"
_KEYS: Final = dict.fromkeys(("anode", "cathode"), ("ocp", "kinetics", "scalars")) | {
    "electrolyte": ("transport", "scalars")
}
_INTERNAL: Final = frozenset({"storage_folder", "version_folder"})


def page(call: Call, material_id: str, project_id: str | None, limit: int | None, offset: int) -> Record:
    """Return one page of the datasets of a material: the system's, then those of the project or of all one may read."""
    material = materials.readable(call, material_id)
    own = [_table.c.material_id == material_id]
    own += roles.visible(call, _table) if project_id is None else [_table.c.project_id == project_id]
    size = min(limit or 100, MAXIMUM_LIMIT)
    built_in = [_described(call, material, key) for key in _KEYS.get(material["component"], ())]
    shown = built_in[offset : offset + size]
    rest = Page(limit=max(1, size - len(shown)), offset=max(0, offset - len(built_in)))
    found = call.records(_table).page(rest, *own)
    items = [*shown, *(wire(row) for row in found["items"][: size - len(shown)])]
    return {"items": items, "count": len(items), "total": len(built_in) + found["total"]}


def create(call: Call, body: Mapping[str, Any], file: IO[bytes]) -> Record:
    """Store a table of properties of a material.

    Raises
    ------
    ApiError
        404 or 403: no such material, or none the caller may read; 400: the file is no table, or the columns do not fit
        it; 422: the columns are no JSON of their kind.
    """
    material = materials.readable(call, body["material_id"])
    given = tables.parsed(body.get("columns") or "[]", "columns", list)
    identifier = new_id()
    folder = f"{_FOLDER}/{call.caller.organization_id}/{identifier}"
    try:
        values = {
            "id": identifier,
            "project_id": body["project_id"],
            "material_id": material["id"],
            "name": body["name"],
            "storage_folder": folder,
            **_stored(call, folder, file, given),
        }
        return wire(call.records(_table).insert(values))
    except BaseException:
        call.blobs.delete(folder)
        raise


def get(call: Call, dataset_id: str) -> Record:
    """Return a dataset as on the wire; ApiError 404 or 403."""
    built_in = _system(call, dataset_id)
    return _described(call, *built_in) if built_in else wire(_row(call, dataset_id))


def update(call: Call, dataset_id: str, body: Mapping[str, Any]) -> Record:
    """Change name or columns; new columns make the table anew of the file that was sent.

    Raises
    ------
    ApiError
        404; 403: it is the system's, or the caller only reads; 400: the columns do not fit the file.
    """
    row = _writable(call, dataset_id)
    changes: Record = {name: body[name] for name in ("name",) if name in body}
    if "columns" in body:
        original = f"{row['version_folder']}/{_ORIGINAL}"
        with needed(KIND, dataset_id), call.blobs.local(original) as path, path.open("rb") as stream:
            return _replaced(call, row, stream, body["columns"], changes)
    return wire(call.records(_table).update(dataset_id, changes))


def replace_file(call: Call, dataset_id: str, body: Mapping[str, Any], file: IO[bytes]) -> Record:
    """Replace the file; without columns those there are keep their positions. ApiError as `update`."""
    row = _writable(call, dataset_id)
    given = body.get("columns")
    columns = row["columns"] if given is None else tables.parsed(given, "columns", list)
    return _replaced(call, row, file, columns, {"name": body["name"]} if body.get("name") else {})


def delete(call: Call, dataset_id: str) -> None:
    """Delete a dataset with its files; ApiError 404 or 403."""
    _writable(call, dataset_id)
    folder = sa.select(_table.c.storage_folder).where(_table.c.id == dataset_id)
    delete_with_files(call.records(_table), dataset_id, call.blobs, folder)


def data(call: Call, dataset_id: str) -> dict[str, list[float | None]]:
    """Return the table by column, values that are no numbers as null."""
    built_in = _system(call, dataset_id)
    if built_in:
        return _published(call, *built_in)["data"]  # type: ignore[no-any-return]
    row = _row(call, dataset_id)
    with needed(KIND, dataset_id), call.blobs.local(f"{row['version_folder']}/{_TABLE}") as path:
        return pl.read_parquet(path, glob=False).fill_nan(None).to_dict(as_series=False)


def download_url(call: Call, dataset_id: str, kind: str) -> str:
    """Return a signed URL of the table of numbers (``parquet``) or of the file that was sent (``original``)."""
    built_in = _system(call, dataset_id)
    if not built_in:
        row = _row(call, dataset_id)
        return call.storage_url(f"{row['version_folder']}/{_TABLE if kind == 'parquet' else _ORIGINAL}")
    key = f"{_SYSTEM}/{dataset_id}-{checks.pybamm_version()}.parquet"
    if not call.blobs.exists(key):
        content = io.BytesIO()
        pl.DataFrame(_published(call, *built_in)["data"]).write_parquet(content, compression="zstd")
        call.blobs.write(key, content.getvalue())
    return call.storage_url(key)


def wire(row: Record) -> Record:
    """Return a row as a record on the wire."""
    return {name: value for name, value in row.items() if name not in _INTERNAL}


def _row(call: Call, dataset_id: str) -> Record:
    return roles.readable(call, call.records(_table).get(dataset_id))


def _writable(call: Call, dataset_id: str) -> Record:
    if _system(call, dataset_id):
        raise forbidden("This dataset belongs to the system and cannot be changed; create your own.")
    return roles.writable(call, call.records(_table).get(dataset_id), KIND)


def _columns(given: Sequence[Any], headers: Sequence[str]) -> list[Record]:
    """Return descriptions of columns with their positions; all columns of the file without any.

    Raises
    ------
    ApiError
        422: the form of one is wrong; 400: a name or a position twice, or a position outside the file.
    """
    if not given:
        parts = [tables.named(header) for header in headers]
        given = [
            {"name": header.removesuffix(f" [{part['unit']}]"), "unit": part["unit"], "source_column_index": position}
            for position, (header, part) in enumerate(zip(headers, parts, strict=True))
        ]
    columns = tables.column_records(given)
    for position, column in enumerate(columns):
        place = column.setdefault("source_column_index", position)
        if isinstance(place, bool) or not isinstance(place, int):
            where = ("body", "columns", str(position), "source_column_index")
            raise unprocessable(f"{place!r:.80} is no position", where, "type")
        if not 0 <= place < len(headers):
            name = column["name"]
            raise bad_request(f"column {name!r:.300} is at position {place}; the file has {len(headers)} columns")
    places = [column["source_column_index"] for column in columns]
    if len(set(places)) < len(places):
        raise bad_request("columns names one position of the file twice")
    return columns


def _stored(call: Call, folder: str, file: IO[bytes], given: Sequence[Any]) -> Record:
    """Store a file and its table of numbers in a new folder; return the columns of the row that this gives."""
    version = f"{folder}/{uuid.uuid4().hex}"
    original = f"{version}/{_ORIGINAL}"
    try:
        tables.store(call, original, file)
        columns = _columns(given, list(tables.columns_of(call, original, takes_text=True)))
        places = [(one["name"], one["source_column_index"]) for one in columns]
        nan_counts = tables.looked_at(call, task.write_numbers, original, f"{version}/{_TABLE}", places)
    except BaseException:
        call.blobs.delete(version)
        raise
    return {"columns": columns, "nan_counts": nan_counts, "version_folder": version}


def _replaced(call: Call, row: Record, file: IO[bytes], given: Sequence[Any], changes: Record) -> Record:
    """Store another version of a dataset, and remove the one before."""
    values = {**changes, **_stored(call, row["storage_folder"], file, given)}
    try:
        made = call.records(_table).update(row["id"], {**values, "data_version": _table.c.data_version + 1})
    except BaseException:
        call.blobs.delete(values["version_folder"])
        raise
    call.blobs.delete(row["version_folder"])
    return wire(made)


def _system(call: Call, dataset_id: str) -> tuple[Record, str] | None:
    """Return the material and the key of a dataset of the system; ``None`` for others."""
    parts = dataset_id.split("-")
    if parts[0] != _SYSTEM or len(parts) != 4:
        return None
    _, parameter_set, component, key = parts
    names = {(one.parameter_set, one.component) for one in SYSTEM_MATERIALS}
    if (parameter_set, component) not in names or key not in _KEYS[component]:
        raise not_found(KIND, dataset_id)
    where = (schema.materials.c.parameter_set == parameter_set, schema.materials.c.component == component)
    material = call.records(schema.materials).find(*where)
    if material is None:
        raise not_found(KIND, dataset_id)
    return material, key


def _published(call: Call, material: Record, key: str) -> Record:
    found = call.engine.recall(checks.published_tables, material["parameter_set"], material["component"])
    return next(one for one in found if one["key"] == key)


def _described(call: Call, material: Record, key: str) -> Record:
    table = _published(call, material, key)
    columns = [{**column, "source_column_index": place} for place, column in enumerate(table["columns"])]
    label = f"PyBaMM {checks.pybamm_version()}, parameter set {material['parameter_set']}"
    return {
        "id": "-".join((_SYSTEM, material["parameter_set"], material["component"], key)),
        "name": table["name"],
        "material_id": material["id"],
        "project_id": None,
        "organization_id": None,
        "data_version": 1,
        "columns": columns,
        "nan_counts": {},
        "source_label": label,
        **dict.fromkeys(("source_pipeline_id", "source_simple_pipeline_id", "source_analysis_id")),
        "created_at": _MADE,
        "updated_at": _MADE,
    }
