"""``ionworks import`` and ``export``: measured data in, tables out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ionworks.cli.connection import Project, connect, naming
from ionworks.cli.documents import Document
from ionworks.cli.output import TABLES, Json, check_outputs, print_json, progress, say, write_table
from ionworks.cli.pairs import pairs
from ionworks.errors import NotFoundError

if TYPE_CHECKING:
    import polars as pl

    from ionworks.client import Ionworks

_REMEDY: Final = "; --create makes it"


def import_file(
    file: Document,
    spec: Annotated[str, typer.Option(help="Exact name of the cell specification.")],
    cell: Annotated[str, typer.Option(help="Exact name of the cell.")],
    name: Annotated[str | None, typer.Option(help="Name of the measurement (default: that of the file).")] = None,
    reader: Annotated[str | None, typer.Option(help="Reader, such as maccor (default: found from the file).")] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="NAME=OURS", help="Column of the file and what it is here; repeatable."),
    ] = None,
    create: Annotated[
        bool, typer.Option("--create", help="Make specification and cell where they are missing.")
    ] = False,
    project: Project = None,
    as_json: Json = False,
) -> None:
    """Read a table, check it, upload it, and print the id of the measurement.

    CSV and Parquet with our column names, such as `ionworks export` writes, are taken as they are; the files of cyclers
    need the extra `data`.
    """
    table = _standard_table(file) if reader is None and columns is None else None
    mappings = dict(pairs(columns, "--column"))
    with connect(project) as client:
        cell_id = _cell_id(client, spec, cell, create=create)
        with progress():
            if table is None:
                stored = client.cell_measurement.create_from_file(
                    cell_id, file, reader, name=name, extra_column_mappings=mappings
                )
            else:
                described = {"measurement": {"name": name or file.stem}, "time_series": table}
                stored = client.cell_measurement.create(cell_id, described)
    if as_json:
        print_json(stored.to_dict())
    else:
        typer.echo(stored.id)


def _standard_table(file: Path) -> pl.DataFrame | None:
    """Content of a table that has our columns already; ``None`` leaves the file to the readers."""
    from ionworks.cycler_files.readers import found_columns
    from ionworks.frames import read_table
    from ionworks.validators.columns import CURRENT, STEP_COUNT, TIME, VOLTAGE

    is_table = file.suffix.lower() in TABLES
    if not is_table or not {TIME, VOLTAGE, CURRENT, STEP_COUNT} <= {*found_columns(file)}:
        return None
    return read_table(file)


def _cell_id(client: Ionworks, spec: str, cell: str, *, create: bool) -> str:
    """Id of a cell by the names of its specification and itself."""
    if create:
        spec_id = client.cell_spec.create_or_get({"name": spec}).id
        return client.cell_instance.create_or_get(spec_id, {"name": cell}).id
    with naming("--spec", _REMEDY):
        spec_id = client.cell_spec.get_by_name(spec).id
    with naming("--cell", _REMEDY):
        return client.cell_instance.get_by_name(cell, spec_id).id


def export(
    item_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a measurement or a simulation.")],
    out: Annotated[Path | None, typer.Option(help="File to write, .parquet or .csv (default: CSV to stdout).")] = None,
) -> None:
    """Write the time series of a measurement or a simulation. Positive current is discharge."""
    check_outputs(out)
    with connect() as client:
        frame = _time_series(client, item_id)
    if out is not None:
        write_table(frame, out)
    else:
        sys.stdout.write(frame.write_csv())


def _time_series(client: Ionworks, item_id: str) -> pl.DataFrame:
    try:
        client.cell_measurement.get(item_id)
    except NotFoundError:
        try:
            result = client.simulation.get_result(item_id)
        except NotFoundError as error:
            raise NotFoundError(f"there is no measurement and no finished simulation {item_id!r}") from error
        for warning in result.warnings:
            say(f"ionworks: warning: {warning}")
        if result.is_partial:
            say(f"ionworks: warning: the run failed, these are the samples until then: {result.error}")
        frame: pl.DataFrame = result.time_series
        return frame
    # a file that is read once needs no copy in the cache
    measured: pl.DataFrame = client.cell_measurement.time_series(item_id, use_cache=False)
    return measured
