"""Last step before a pipeline config is sent: everything in it becomes plain JSON.

Source: tests/documents/simulate-api.txt "Data references in pipelines", "PyBaMM model support"; docs/contract/flows.md
section 7.3.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from typing import Any

from ionworks.errors import ValidationError
from ionworks.jsonable import to_jsonable
from ionworks.references.data import Loader, frame_to_columns, is_frame, load_reference, parse_reference
from ionworks.references.tables import NUMBERS, TEXT_KEYS, check_schema_tables
from ionworks.serialize import (
    function_to_json,
    is_geometry,
    is_pybamm_object,
    live_to_json,
    parameter_value_to_json,
)


def prepare_config(config: Mapping[str, Any], loader: Loader = load_reference) -> dict[str, Any]:
    """Turn a pipeline config as users write it into plain JSON.

    Parameters
    ----------
    config : mapping
        May hold, at any depth, live PyBaMM objects, DataFrames, schema objects, numpy values, tuples, data
        references. It is not changed.
    loader : callable
        Reads ``file:`` and ``folder:`` references.

    Returns
    -------
    dict
        Dictionaries, lists, text, finite numbers and ``None``: PyBaMM objects serialised, tables as columns,
        NaN and infinity ``None``, tuples lists. A serialised document (``pybamm_version`` with
        ``schema_version``) is kept but for infinities, which get PyBaMM's own text form.

    Raises
    ------
    SerializationError
        A value with no JSON form; the message names its place.
    MeasurementValidationError
        A DataFrame, file or folder of more than 1000 rows.
    FileNotFoundError
        A reference to a file that is not there.

    Notes
    -----
    Source: docs/contract/flows.md section 7.3. In the ``values`` of an entry, arrays keep their type (``{"$type":
    "numpy.ndarray"}``) and Python functions become expression trees (docs/contract/flows.md section 9.2).
    """
    prepared: dict[str, Any] = _mapping(config, "config", loader)
    return prepared


def _prepare(value: Any, where: str, load: Loader) -> Any:
    """Any value; the order of the tests is the order of docs/contract/flows.md section 7.3."""
    if isinstance(value, Mapping) and not is_geometry(value):
        is_document = "pybamm_version" in value and "schema_version" in value
        return _document(value, where) if is_document else _mapping(value, where, load)
    if isinstance(value, list | tuple):
        if all(type(item) in NUMBERS for item in value):
            return to_jsonable(value, where)
        return [_prepare(item, f"{where}[{index}]", load) for index, item in enumerate(value)]
    return _leaf(value, where, load)


def _leaf(value: Any, where: str, load: Loader) -> Any:
    if isinstance(value, str):
        return _text(value, load)
    if is_pybamm_object(value):
        return live_to_json(value, where)
    if is_frame(value):
        return frame_to_columns(value, where)
    if callable(getattr(value, "to_config", None)) and not isinstance(value, type):
        return _prepare(schema_config(value, where), where, load)
    return to_jsonable(value, where)


def schema_config(schema: Any, where: str = "config") -> Any:
    """Config of an ``ionworks-schema`` object (anything with ``to_config``), its row limits checked.

    Parameters
    ----------
    schema : object
        Pipeline, element, objective, ...
    where : str
        Name of the place, for messages.

    Returns
    -------
    any
        What ``to_config()`` gives.

    Raises
    ------
    ValidationError
        ``to_config()`` failed.
    MeasurementValidationError
        A table of more than 1000 rows.
    """
    try:
        config = schema.to_config()
    except Exception as error:
        raise ValidationError(f"Invalid pipeline configuration: {where}: {error}") from error
    check_schema_tables(config, where)
    return config


def _mapping(value: Mapping[Any, Any], where: str, load: Loader) -> dict[str, Any]:
    prepared: dict[str, Any] = {}
    for key, item in value.items():
        # Objectives may be keyed by a number; to_jsonable knows which keys have a text form.
        name = key if isinstance(key, str) else next(iter(to_jsonable({key: None}, where)))
        place = f"{where}.{name}"
        if name in prepared:
            raise ValidationError(f"{place}: two keys have this text form")
        if name in TEXT_KEYS and isinstance(item, str):
            prepared[name] = item
        elif name == "values" and isinstance(item, Mapping):
            prepared[name] = {key: _parameter(key, entry, f"{place}[{key!r}]", load) for key, entry in item.items()}
        else:
            prepared[name] = _prepare(item, place, load)
    return prepared


def _parameter(name: str, value: Any, where: str, load: Loader) -> Any:
    """Value of an entry: as anywhere, except that arrays keep their type and functions are traced."""
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.ndarray) and value.ndim:
        return parameter_value_to_json(value, where)
    is_live = is_pybamm_object(value) or hasattr(value, "to_config")
    if callable(value) and not is_live and not isinstance(value, type):
        return function_to_json(value, where, name)
    return _prepare(value, where, load)


def _text(value: str, load: Loader) -> Any:
    reference = parse_reference(value)
    return value if reference is None or reference.kind == "db" else load(reference)


def _document(node: Any, where: str, in_bounds: bool = False) -> Any:
    """Copy a serialised PyBaMM document; bare infinities (older files) become PyBaMM's text form."""
    if isinstance(node, Mapping):
        return {key: _document(item, f"{where}.{key}", key == "bounds") for key, item in node.items()}
    if isinstance(node, list | tuple):
        return [_document(item, f"{where}[{index}]", in_bounds) for index, item in enumerate(node)]
    if isinstance(node, float) and not math.isfinite(node):
        text = "NaN" if math.isnan(node) else "Infinity" if node > 0 else "-Infinity"
        return {"$type": "builtins.float", "value": text} if in_bounds else text
    return to_jsonable(node, where)
