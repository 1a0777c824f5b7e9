"""Columns of property datasets: named by headers, described by users, at positions of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ionworks.errors import ValidationError
from ionworks.records import ColumnSpec, MaterialPropertyDataset
from ionworks.resources._shared.base import JsonDict


def named(headers: Sequence[str]) -> list[JsonDict]:
    """Columns named by headers ``name [unit]``, each at its position."""
    specs = []
    for position, header in enumerate(headers):
        name, bracket, rest = header.rpartition(" [")
        is_split = bool(bracket) and rest.endswith("]")
        specs.append(
            {
                "name": name if is_split else header,
                "unit": rest[:-1] if is_split else "",
                "source_column_index": position,
            }
        )
    return specs


def specs_of(columns: Any) -> list[JsonDict]:
    """Descriptions of columns as sent, each with its position."""
    if isinstance(columns, str | Mapping) or not isinstance(columns, Sequence):
        raise ValidationError(f"columns: found {type(columns).__name__}; allowed: a list of ColumnSpec or dicts")
    specs = []
    for position, column in enumerate(columns):
        spec = column.to_dict() if isinstance(column, ColumnSpec) else column
        if not isinstance(spec, Mapping) or not isinstance(spec.get("name"), str) or not spec["name"]:
            raise ValidationError(
                f"columns[{position}]: found {column!r}; allowed: a ColumnSpec, or a dict with a name"
            )
        place = spec.get("source_column_index")
        specs.append(
            {**spec, "unit": spec.get("unit") or "", "source_column_index": position if place is None else place}
        )
    return specs


def check_places(specs: Sequence[JsonDict], width: int) -> None:
    """Refuse columns at positions the table does not have."""
    for spec in specs:
        place = spec["source_column_index"]
        if isinstance(place, bool) or not isinstance(place, int) or not 0 <= place < width:
            raise ValidationError(
                f"columns: found {spec['name']!r} at position {place!r}; allowed: 0 to {width - 1}, the columns of data"
            )


def check_layout(dataset: MaterialPropertyDataset, headers: Sequence[str]) -> None:
    """Refuse a table whose columns are not where those of the dataset were."""
    found = [spec["name"] for spec in named(headers)]
    for position, column in enumerate(dataset.columns):
        place = position if column.source_column_index is None else column.source_column_index
        here = found[place] if place < len(found) else None
        if here != column.name:
            raise ValidationError(
                f"data: found {here!r} at position {place}; allowed: {column.name!r} as in the dataset, or give columns"
            )
