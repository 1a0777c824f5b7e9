"""JSON Schema of the data users bring: specifications, cells, measurements, steps and time series.

Records come from the request schemas of openapi.yaml, translated from its dialect; tables are described by the
columns the validators know, one array per column.

Source: operation ``get_schema``; docs/contract/guides.md section 5.1 (columns); docs/contract/wire.md section 44
(steps).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from ionworks.validators.columns import TIME_SERIES_COLUMNS

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_RECORDS: Final = MappingProxyType(
    {
        "cell_specification": "CellSpecCreate",
        "cell_instance": "CellInstanceCreate",
        "measurement": "CellMeasurement",
        "properties_measurement": "PropertiesMeasurementCreate",
    }
)
_STEP_COLUMNS: Final = MappingProxyType(
    {
        "Step count": "0-based number of the step, as in the time series.",
        "Cycle count": "0-based number of the cycle the step belongs to.",
        "Step type": "Such as 'Constant current discharge', 'CC-CV charge', 'Drive cycle' or 'Rest'.",
        "Duration [s]": "Duration, s.",
        "Mean current [A]": "Mean current, A; positive is discharge.",
        "Min current [A]": "Smallest current, A; positive is discharge.",
        "Max current [A]": "Largest current, A; positive is discharge.",
        "Std current [A]": "Standard deviation of the current, A.",
        "Discharge capacity [A.h]": "Charge drawn in the step, A.h.",
        "Charge capacity [A.h]": "Charge put in during the step, A.h.",
        "Discharge energy [W.h]": "Energy drawn in the step, W.h.",
        "Charge energy [W.h]": "Energy put in during the step, W.h.",
    }
)
_REFERENCE: Final = "#/components/schemas/"


def data_schema(contract: Mapping[str, Any]) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the data users bring, one definition per kind.

    Parameters
    ----------
    contract : mapping
        openapi.yaml, as read.
    """
    schemas = contract["components"]["schemas"]
    names = _with_references(schemas, _RECORDS.values())
    definitions: dict[str, Any] = {name: _translated(schemas[name]) for name in sorted(names)}
    definitions["TimeSeries"] = _table(TIME_SERIES_COLUMNS, ["Time [s]", "Voltage [V]", "Current [A]", "Step count"])
    definitions["Steps"] = _table(_STEP_COLUMNS, ["Step count"])
    members = {kind: {"$ref": f"#/$defs/{name}"} for kind, name in _RECORDS.items()}
    tables = {"time_series": {"$ref": "#/$defs/TimeSeries"}, "steps": {"$ref": "#/$defs/Steps"}}
    return {
        "$schema": _DIALECT,
        "title": "Battery data",
        "description": "Positive current is discharge. Cumulative columns restart at zero in each step.",
        "type": "object",
        "properties": members | tables,
        "$defs": definitions,
    }


def _table(columns: Mapping[str, str], required: list[str]) -> dict[str, Any]:
    array = {"type": "array", "items": {"type": ["number", "string", "boolean", "null"]}}
    return {
        "type": "object",
        "description": "Columns of equal length; columns with other names are kept.",
        "properties": {name: {**array, "description": text} for name, text in columns.items()},
        "required": required,
        "additionalProperties": array,
    }


def _with_references(schemas: Mapping[str, Any], names: Any) -> set[str]:
    found: set[str] = set()
    pending = list(names)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(_references(schemas[name]))
    return found


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        if "$ref" in node:
            yield node["$ref"].removeprefix(_REFERENCE)
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _translated(node: Any) -> Any:
    """Turn a schema of OpenAPI 3.0 into JSON Schema: ``nullable``, ``example`` and references differ."""
    if isinstance(node, list):
        return [_translated(item) for item in node]
    if not isinstance(node, Mapping):
        return node
    if "$ref" in node:
        return {"$ref": "#/$defs/" + node["$ref"].removeprefix(_REFERENCE)}
    known = {key: value for key, value in node.items() if key not in {"nullable", "example", "properties"}}
    schema = {key: _translated(value) for key, value in known.items()}
    if "properties" in node:
        # the keys are names of members, which may be called like keywords
        schema["properties"] = {name: _translated(value) for name, value in node["properties"].items()}
    if "example" in node:
        schema["examples"] = [node["example"]]
    if node.get("nullable") and isinstance(node.get("type"), str):
        schema["type"] = [node["type"], "null"]
    return schema
