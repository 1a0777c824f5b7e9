"""Data references and tables: what ``db:``, ``file:`` and ``folder:`` mean, and DataFrames as columns.

``db:<measurement id>`` is resolved by the server and stays text. ``file:<path>`` and ``folder:<path>`` are
read here, on the client, and their columns take the place of the text. Every table read or given as a
DataFrame may have 1000 rows at most (so may the time series of ``file:`` and ``folder:``); larger data are
uploaded as a measurement and referenced by ``db:``. Columns written by hand as lists have no limit here.

Source: tests/documents/simulate-api.txt "Data references in pipelines"; docs/contract/flows.md section 7.3;
docs/contract/pipeline-config.md section 1.3.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from ionworks.errors import MeasurementValidationError, ValidationError
from ionworks.frames import read_table
from ionworks.jsonable import to_jsonable
from ionworks.validators.issues import IssueCode, ValidationIssue
from ionworks.validators.special import MAX_INLINE_ROWS

Kind = Literal["db", "file", "folder"]
"""Where referenced data are."""

_KINDS: tuple[Kind, ...] = ("db", "file", "folder")


@frozen
class DataReference:
    """A parsed reference such as ``db:8c1d`` or ``file:~/cycle.csv``."""

    kind: Kind
    """``"db"``, ``"file"`` or ``"folder"``."""
    target: str
    """Measurement id or path, as written."""


Loader = Callable[[DataReference], dict[str, Any]]
"""Reads a ``file:`` or ``folder:`` reference into columns; `load_reference` reads the disk."""


def parse_reference(text: str) -> DataReference | None:
    """Parse the reference a text stands for; any other text gives ``None``.

    Parameters
    ----------
    text : str
        Such as ``"folder:data/"``.

    Returns
    -------
    DataReference or None

    Raises
    ------
    ValidationError
        A prefix with nothing after it.
    """
    for kind in _KINDS:
        if text.startswith(f"{kind}:"):
            target = text.removeprefix(f"{kind}:").strip()
            if not target:
                raise ValidationError(f"data reference {text!r} names no {'measurement' if kind == 'db' else kind}")
            return DataReference(kind, target)
    return None


def load_reference(reference: DataReference) -> dict[str, Any]:
    """Read a file or folder of the user.

    Parameters
    ----------
    reference : DataReference
        ``file``: a CSV file, or Parquet by its suffix. ``folder``: a directory with ``time_series`` and
        ``steps``, each ``.parquet`` (preferred) or ``.csv``; mixing is fine. ``~`` is the home directory.

    Returns
    -------
    dict
        Columns (name with unit to list of values, missing and non-finite values ``None``); for a folder
        ``{"time_series": columns, "steps": columns}``.

    Raises
    ------
    FileNotFoundError
        The file, or one of the two tables of the folder, is not there.
    MeasurementValidationError
        More than 1000 rows of time series.
    ValidationError
        A file that cannot be read as a table, or a ``db:`` reference.

    Notes
    -----
    Source: tests/documents/simulate-api.txt "Data references in pipelines"; docs/contract/flows.md section 7.3.
    """
    if reference.kind == "db":
        raise ValidationError(f"db:{reference.target} is read by the server, not here")
    path = Path(reference.target).expanduser()
    if reference.kind == "file":
        return frame_to_columns(_read_table(path), f"file:{reference.target}")
    time_series = _read_table(_table_in(path, "time_series"))
    steps = _read_table(_table_in(path, "steps"))
    return {
        "time_series": frame_to_columns(time_series, f"folder:{reference.target} time_series"),
        "steps": to_jsonable(steps.to_dict(as_series=False), f"folder:{reference.target} steps"),
    }


def is_frame(value: Any) -> bool:
    """Whether `value` is a polars or pandas DataFrame; imports neither."""
    libraries = (sys.modules.get(name) for name in ("polars", "pandas"))
    frames = (getattr(library, "DataFrame", None) for library in libraries)
    return any(frame is not None and isinstance(value, frame) for frame in frames)


def frame_to_columns(frame: Any, where: str) -> dict[str, list[Any]]:
    """Columns of an inline DataFrame.

    Parameters
    ----------
    frame : polars.DataFrame or pandas.DataFrame, shape (n_rows, n_columns)
        The index of a pandas frame is left out.
    where : str
        Name of the place, for messages.

    Returns
    -------
    dict of str to list
        Missing and non-finite values are ``None``.

    Raises
    ------
    MeasurementValidationError
        More than 1000 rows; code ``time_series_row_count_exceeded``.
    """
    check_rows(len(frame), where)
    columns = {str(name): frame[name].to_list() for name in frame.columns}
    plain: dict[str, list[Any]] = to_jsonable(columns, where)
    return plain


def check_rows(rows: int, where: str) -> None:
    """Refuse a table of more than 1000 rows with a `MeasurementValidationError`."""
    if rows <= MAX_INLINE_ROWS:
        return
    message = (
        f"{where}: {rows} rows, at most {MAX_INLINE_ROWS} are allowed inline; upload them as a measurement "
        "(client.cell_measurement.create) and refer to it by 'db:<measurement id>'"
    )
    issue = ValidationIssue(
        IssueCode.TIME_SERIES_ROW_COUNT_EXCEEDED,
        message,
        payload={"num_rows": rows, "limit": MAX_INLINE_ROWS},
    )
    raise MeasurementValidationError(message, [issue])


def _table_in(folder: Path, stem: str) -> Path:
    """Path of a table in a folder, Parquet before CSV."""
    candidates = [folder / f"{stem}.parquet", folder / f"{stem}.csv"]
    found = next((path for path in candidates if path.is_file()), None)
    if found is None:
        raise FileNotFoundError(f"folder {folder} has neither {stem}.parquet nor {stem}.csv")
    return found


def _read_table(path: Path) -> Any:
    if not path.is_file():
        raise FileNotFoundError(f"no file at {path}")
    return read_table(path)
