"""Python values to plain JSON values; pure, and loud about what has no JSON form.

numpy and pandas values are recognised without importing either: an object of theirs can only exist once the
library is in ``sys.modules``.
"""

import datetime as dt
import enum
import math
import sys
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from ionworks.errors import SerializationError

_PLAIN = frozenset({str, int, bool, type(None)})
_MISSING = object()


def to_jsonable(value: Any, name: str = "value") -> Any:
    """Convert a value to what ``json.dumps(..., allow_nan=False)`` accepts.

    Parameters
    ----------
    value : any
        ``None``, ``bool``, ``int``, ``float``, ``str``, ``datetime``, ``date``, enum members, mappings,
        lists, tuples, numpy scalars and arrays, pandas and polars series, nested in any way.
    name : str
        How error messages call the value.

    Returns
    -------
    any
        Dates as ISO 8601 text, tuples and arrays as lists, NaN, infinity, ``NaT`` and ``NA`` as ``None``. The
        input is not changed.

    Raises
    ------
    SerializationError
        For any other type; the message names the place, such as ``config.elements['fit'].data[3]``.

    Notes
    -----
    Source: docs/contract/wire.md section 2; docs/contract/flows.md section 7.3.
    """
    try:
        return _convert(value, name)
    except RecursionError:
        raise SerializationError(f"{name} contains itself or is nested too deeply for JSON") from None


def _convert(value: Any, path: str) -> Any:  # noqa: PLR0911  one return per kind reads best
    if type(value) in _PLAIN:
        return value
    if isinstance(value, enum.Enum):
        return _convert(value.value, path)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {
            _key(key, path): item if type(item) in _PLAIN else _convert(item, f"{path}[{key!r}]")
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [
            item if type(item) in _PLAIN else _convert(item, f"{path}[{index}]") for index, item in enumerate(value)
        ]
    if isinstance(value, dt.date):  # datetime and pandas.Timestamp too
        return None if value != value else value.isoformat()  # noqa: PLR0124  only NaT differs from itself
    if isinstance(value, str | int):
        return str(value) if isinstance(value, str) else int(value)
    converted = _third_party(value, path)
    if converted is not _MISSING:
        return converted
    hint = "; read the file and pass its content" if isinstance(value, PurePath) else ""
    raise SerializationError(f"{path}: a value of type {type(value).__qualname__} has no JSON form{hint}")


def _key(key: Any, path: str) -> str:
    """Text of a mapping key; numbers are accepted because objectives may be keyed by a temperature."""
    if isinstance(key, str):
        return str(key.value) if isinstance(key, enum.Enum) else key
    plain = _convert(key, f"{path} key")
    if isinstance(plain, bool) or not isinstance(plain, int | float | str):
        raise SerializationError(f"{path}: key {key!r} must be text or a finite number")
    return str(plain)


def _third_party(value: Any, path: str) -> Any:
    """Value of a numpy, pandas or polars object, `_MISSING` when it is none of them."""
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.generic | numpy.ndarray):
        return _array(value, path)
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        if value is pandas.NA:
            return None
        if isinstance(value, pandas.Series | pandas.Index):
            return _convert(value.to_list(), path)
    polars = sys.modules.get("polars")
    if polars is not None and isinstance(value, polars.Series):
        return _convert(value.to_list(), path)
    return _MISSING


def _array(value: Any, path: str) -> Any:
    kind = value.dtype.kind
    if kind in "biuU":
        return value.tolist()
    if kind == "M":
        # tolist() of nanosecond times gives integers; Python's datetime has microseconds.
        return _convert(value.astype("datetime64[us]").tolist(), path)
    if kind in "fO":
        return _convert(value.tolist(), path)
    raise SerializationError(f"{path}: numpy values of dtype {value.dtype} have no JSON form")
