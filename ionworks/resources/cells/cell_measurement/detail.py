"""What a user hands over as a measurement, checked before anything is sent. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from ionworks.errors import ValidationError
from ionworks.frames import to_polars
from ionworks.resources._shared.base import JsonDict
from ionworks.resources.cells.cell_measurement.tables import without_non_finite
from ionworks.validators import validate_image_bytes, validate_measurement_data

if TYPE_CHECKING:
    import polars as pl

_PARTS: Final = ("measurement", "time_series", "steps")


@attrs.frozen(kw_only=True, eq=False)
class TimeSeriesUpload:
    """A measurement that passed the rules."""

    metadata: JsonDict
    """What describes the measurement, as it is sent; has a ``name``."""
    time_series: pl.DataFrame
    """One row per sample."""
    steps: pl.DataFrame | None
    """One row per step, where the user gave them."""


def check_time_series(
    detail: Any,
    *,
    strict: bool,
    rated_capacity: float | None,
    voltage_window: tuple[float, float] | None,
    skip_checks: Iterable[str] | None,
) -> TimeSeriesUpload:
    """Check a measurement with its time series.

    Parameters
    ----------
    detail : dict
        ``measurement`` (its description), ``time_series`` and optionally ``steps`` (frames or dicts of columns).
    strict, rated_capacity, voltage_window, skip_checks
        See `ionworks.validators.validate_measurement_data`.

    Raises
    ------
    ValidationError
        A part is missing, unknown or of the wrong kind. A ``ValueError``.
    MeasurementValidationError
        The data break rules; carries every finding.
    """
    _check_parts(detail)
    metadata = describe(detail["measurement"])
    data_type = metadata.pop("data_type", None)
    time_series = to_polars(detail["time_series"])
    steps = None if detail.get("steps") is None else to_polars(detail["steps"])
    validate_measurement_data(
        time_series,
        strict=strict,
        data_type=data_type,
        steps_df=steps,
        rated_capacity=rated_capacity,
        voltage_window=voltage_window,
        skip_checks=skip_checks,
        start_time=metadata.get("start_time"),
        end_time=metadata.get("end_time"),
    )
    steps = None if steps is None else without_non_finite(steps)
    return TimeSeriesUpload(metadata=metadata, time_series=time_series, steps=steps)


def _check_parts(detail: Any) -> None:
    if not isinstance(detail, Mapping):
        raise ValidationError(f"measurement_detail: found {type(detail).__name__}; allowed: a dict of {_PARTS}")
    unknown = sorted(set(detail) - set(_PARTS))
    if unknown:
        raise ValidationError(f"measurement_detail: found {unknown}; allowed: {', '.join(_PARTS)}")
    for part in _PARTS[:2]:
        if detail.get(part) is None:
            raise ValidationError(f"measurement_detail: {part!r} is missing; found {sorted(detail)}")


def describe(measurement: Any, **more: Any) -> JsonDict:
    """Return the description of a measurement with `more` fields that are not ``None``; one text is one tag.

    Raises
    ------
    ValidationError
        No dict, or no ``name``.
    """
    if not isinstance(measurement, Mapping):
        raise ValidationError(f"measurement: found {type(measurement).__name__}; allowed: a dict with a 'name'")
    described = {**measurement, **{key: value for key, value in more.items() if value is not None}}
    if not isinstance(described.get("name"), str) or not described["name"]:
        raise ValidationError(f"measurement.name: found {described.get('name')!r}; allowed: a non-empty text")
    tags = described.get("tags")
    if tags is None:
        described.pop("tags", None)
    else:
        described["tags"] = [tags] if isinstance(tags, str) else list(tags)
    return described


def check_files(filepaths: Iterable[str | Path], *, validate_images: bool) -> list[Path]:
    """Return the paths of the files to attach, after checking that they can be.

    Raises
    ------
    FileNotFoundError
        A file does not exist.
    ValidationError
        None, two of the same name, or, on request, one that is no image.
    """
    paths = [Path(path) for path in ([filepaths] if isinstance(filepaths, str | Path) else filepaths)]
    if not paths:
        raise ValidationError("filepaths: found none; allowed: at least one path of a file")
    names: set[str] = set()
    for path in paths:
        if not path.is_file():
            raise FileNotFoundError(f"filepaths: there is no file {str(path)!r}")
        if path.name in names:
            raise ValidationError(f"filepaths: found two files named {path.name!r}; allowed: one of each name")
        names.add(path.name)
        if validate_images:
            with path.open("rb") as stream:
                validate_image_bytes(path.name, stream.read(16))
    return paths
