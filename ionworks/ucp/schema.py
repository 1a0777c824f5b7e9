"""JSON Schema of the protocol form that the parser accepts, built from the same tables.

A schema cannot look into expressions, condition texts or jump targets: those are checked by
:func:`ionworks.ucp.validate` only. Source: docs/contract/ucp.md section 1.10.
"""

from typing import Any

from ionworks.ucp.grammar import (
    BLOCK_KEYS,
    DIRECTION_WORDS,
    GLOBAL_KEYS,
    HOLD_WORD,
    INITIAL_STATE_TYPES,
    OPERATORS,
    RESOLUTION_KEYS,
    SAFETY_LIMITS,
    SHAPES,
    STEP_KEYS,
    VARIABLE,
)
from ionworks.ucp.program import Kind, Mode

_Schema = dict[str, Any]

_SIGNAL_MODES = (Mode.CURRENT, Mode.VOLTAGE)
_COMPUTED = r"^\s*[Dd][Ii][Rr][Ee][Cc][Tt][Ii][Oo][Nn]\s*\["
_STATE_WAYS = (("initial_soc",), ("initial_voltage",), ("initial_state_type", "initial_state_value"))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a protocol document.

    Units are in the descriptions; every number may also be numeric text or an expression.
    """
    safety = {"oneOf": [{"type": "null"}, _ref("Safety")]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Universal Cycler Protocol",
        "description": "From public sources; expressions, conditions and targets are checked on validation.",
        **_object(
            {
                "global": {"oneOf": [{"type": "null"}, _ref("Global")]},
                "safety_limits": safety,
                "steps": {"type": "array", "minItems": 1, "items": _ref("Item")},
                "drive_cycles": {
                    "type": ["object", "null"],
                    "additionalProperties": _ref("Samples"),
                },
            },
            required=["steps"],
        ),
        "$defs": _definitions(),
    }


def _definitions() -> _Schema:
    return {
        "Number": {
            "description": 'A number, numeric text or an expression such as input["name"] * 2.',
            "anyOf": [{"type": "number"}, {"type": "string", "minLength": 1}],
        },
        "Target": {
            "description": "Name of a marker, block or step, End, Next, or the index of a top-level item.",
            "anyOf": [{"type": "string"}, {"type": "integer", "minimum": 0}],
        },
        "Name": {"type": "string", "minLength": 1},
        "Mode": _words(mode.value for mode in Mode),
        "SignalMode": _words(mode.value for mode in _SIGNAL_MODES),
        "Resolution": {
            "description": "Samples every time s, and at every change by voltage V or current A.",
            **_object({key: _ref("Number") for key in RESOLUTION_KEYS}),
        },
        "Global": _global(),
        "Safety": _safety(),
        "Samples": _samples(),
        "Assignment": _object(
            {"name": {"type": "string", "pattern": f"^{VARIABLE.pattern}$"}, "eval": _ref("Number")},
            required=["name", "eval"],
        ),
        "End": _end(),
        "Item": _item(),
        "Block": _block(),
        **{_definition_name(kind): _parameters(kind) for kind in STEP_KEYS},
        "Hold": _parameters(Kind.CHARGE, hold=True),
    }


def _global() -> _Schema:
    properties = dict.fromkeys(GLOBAL_KEYS, _ref("Number")) | {
        "initial_state_type": {"enum": list(INITIAL_STATE_TYPES)},
        "resolution": _ref("Resolution"),
        "safety_limits": {"oneOf": [{"type": "null"}, _ref("Safety")]},
    }
    exclusive = [
        {"not": {"required": [one, other]}}
        for index, way in enumerate(_STATE_WAYS)
        for one in way
        for later in _STATE_WAYS[index + 1 :]
        for other in later
    ]
    by_voltage = {
        "properties": {"initial_state_type": {"const": "voltage"}},
        "required": ["initial_state_type"],
    }
    return {
        "description": "Temperatures in degC, initial state in percent (soc_percentage) or V (voltage).",
        **_object(properties),
        "allOf": [*exclusive, {"if": by_voltage, "then": {"required": ["initial_state_value"]}}],
    }


def _safety() -> _Schema:
    plain = {"type": ["number", "string"]}
    limit = {"anyOf": [plain, _object({"value": plain, "goto": _ref("Target")}, required=["value"])]}
    return {
        "description": "Limits in V, degC and A (magnitudes); a breach leads to goto, by default the end.",
        **_object({**dict.fromkeys(SAFETY_LIMITS, limit), "goto": _ref("Target")}),
    }


def _samples() -> _Schema:
    numbers = {"type": "array", "minItems": 2, "items": {"type": ["number", "string"]}}
    pair = {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": ["number", "string"]}}
    return {
        "description": "Time in s from 0, increasing; values in A, W, 1/h or V, positive = discharge.",
        "anyOf": [
            {"type": "array", "minItems": 2, "items": pair},
            {"type": "object", "minProperties": 2, "maxProperties": 2, "additionalProperties": numbers},
        ],
    }


def _end() -> _Schema:
    jump = {"oneOf": [{"type": "null"}, _object({"goto": _ref("Target")})]}
    variable = {
        "variable": {"type": "string", "pattern": r"\S"},
        "value": _ref("Number"),
        "operator": {"enum": list(OPERATORS)},
        "goto": _ref("Target"),
    }
    return {
        "description": "Quantity, < or >, and a number or expression, e.g. Voltage > 4.2.",
        "anyOf": [
            {"type": "string", "minLength": 1},
            _object({"expression": {"type": "string"}, "goto": _ref("Target")}, required=["expression"]),
            _object(variable, required=["variable", "value"]),
            {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "patternProperties": {"[<>]": jump},
                "additionalProperties": False,
            },
        ],
    }


def _item() -> _Schema:
    words = {
        word: _ref("Hold" if word == HOLD_WORD else _definition_name(kind)) for word, kind in DIRECTION_WORDS.items()
    }
    keyed = {f"^{_any_case(word)}$": _keyed(word, schema) for word, schema in words.items()}
    keyed[_COMPUTED] = _keyed("", _ref(_definition_name(Kind.COMPUTED)))
    marker = {"type": "string", "minLength": 1, "not": {"pattern": f"^({'|'.join(map(_any_case, words))})$"}}
    flat = [_flat(f"^{_any_case(word)}$", DIRECTION_WORDS[word], hold=word == HOLD_WORD) for word in words]
    return {
        "anyOf": [
            marker,
            *flat,
            _flat(_COMPUTED, Kind.COMPUTED),
            {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "not": {"required": ["direction"]},
                "patternProperties": keyed,
                "additionalProperties": _ref("Block"),
            },
        ]
    }


def _keyed(word: str, parameters: _Schema) -> _Schema:
    """Return what may stand below a direction word: parameters, or a block of that name."""
    scalar = [_ref("Number")] if DIRECTION_WORDS.get(word) is Kind.AMBIENT_TEMPERATURE else []
    return {"anyOf": [parameters, _ref("Block"), *scalar]}


def _flat(pattern: str, kind: Kind | None, *, hold: bool = False) -> _Schema:
    schema = _parameters(kind, hold=hold)
    schema["properties"] = {"direction": {"type": "string", "pattern": pattern}, **schema["properties"]}
    schema["required"] = ["direction", *schema.get("required", [])]
    return schema


def _block() -> _Schema:
    items = {"type": "array", "minItems": 1, "items": _ref("Item")}
    properties = {"repeat": _ref("Number"), "if": _ref("Number"), "steps": items, "note": {"type": "string"}}
    return {"anyOf": [items, _object({key: properties[key] for key in BLOCK_KEYS}, required=["steps"])]}


_ENDS: list[_Schema] = [
    {"required": ["duration"]},
    {"required": ["ends"], "properties": {"ends": {"minItems": 1}}},
]
_ONE_PERIOD = {"oneOf": [{"required": ["period"]}, {"required": ["frequency"]}]}
#: Rules between the keys of a kind.
_CONDITIONS: dict[Kind | None, _Schema] = {
    Kind.DRIVE: {"anyOf": [{"required": ["drive_cycle"]}, {"required": ["name"]}]},
    Kind.EIS: {
        "oneOf": [
            {
                "required": ["frequencies"],
                "not": {"anyOf": [{"required": ["frequency_min"]}, {"required": ["frequency_max"]}]},
            },
            {"required": ["frequency_min", "frequency_max"], "not": {"required": ["frequencies"]}},
        ]
    },
    Kind.WAVEFORM: {
        "if": {"properties": {"shape": {"const": "custom"}}},
        "then": {"required": ["samples"]},
        "else": {"required": ["amplitude"], "not": {"required": ["samples"]}, "anyOf": _ENDS, **_ONE_PERIOD},
    },
    None: {
        "anyOf": [{"required": ["set_variable"]}, {"required": ["goto"]}],
        "dependentRequired": {"if": ["goto"], "else": ["goto", "if"]},
    },
}


def _parameters(kind: Kind | None, *, hold: bool = False) -> _Schema:
    schema = _object({key: _parameter(key, kind) for key in STEP_KEYS[kind]}, required=_required(kind, hold=hold))
    if hold:
        schema["properties"]["mode"] = _words([Mode.VOLTAGE.value])
    if kind in (Kind.CHARGE, Kind.DISCHARGE, Kind.COMPUTED, Kind.REST):
        schema["anyOf"] = _ENDS
    return schema | _CONDITIONS.get(kind, {})


def _required(kind: Kind | None, *, hold: bool) -> list[str]:
    if hold or kind is Kind.AMBIENT_TEMPERATURE:
        return ["value"]
    if kind in (Kind.CHARGE, Kind.DISCHARGE, Kind.COMPUTED):
        return ["mode", "value"]
    return ["shape", "mode"] if kind is Kind.WAVEFORM else []


def _parameter(key: str, kind: Kind | None) -> _Schema:
    special: dict[str, _Schema] = {
        "mode": _ref("SignalMode" if kind is Kind.EIS else "Mode"),
        "ends": {"type": "array", "items": _ref("End")},
        "resolution": _ref("Resolution"),
        "set_variable": {"type": "array", "items": _ref("Assignment")},
        "note": {"type": "string"},
        "name": _ref("Name"),
        "drive_cycle": _ref("Name"),
        "shape": {"enum": list(SHAPES)},
        "samples": _ref("Samples"),
        "frequencies": {"type": "array", "minItems": 1, "items": _ref("Number")},
        "goto": _ref("Target"),
        "else": _ref("Target"),
    }
    return special.get(key, _ref("Number"))


def _definition_name(kind: Kind | None) -> str:
    return "Control" if kind is None else kind.value.replace(" ", "")


def _object(properties: _Schema, required: list[str] | None = None) -> _Schema:
    schema: _Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def _words(words: Any) -> _Schema:
    return {"type": "string", "pattern": f"^({'|'.join(_any_case(word) for word in words)})$"}


def _any_case(word: str) -> str:
    """Return a pattern for a word in any case; JSON Schema patterns have no flag for that."""
    return "".join(f"[{c.upper()}{c.lower()}]" if c.isalpha() else c for c in word)


def _ref(name: str) -> _Schema:
    return {"$ref": f"#/$defs/{name}"}
