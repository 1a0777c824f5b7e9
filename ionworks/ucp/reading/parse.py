"""Second pass over a document: from the outline to the normal form.

Source: docs/contract/ucp.md sections 1.1 to 1.7.
"""

from collections.abc import Mapping
from typing import Any

from ionworks.ucp.grammar import (
    BLOCK_KEYS,
    DOCUMENT_KEYS,
    GLOBAL_KEYS,
    INITIAL_STATE_TYPES,
    SAFETY_LIMITS,
    STEP_KEYS,
)
from ionworks.ucp.problems import Problems, ProtocolError, show
from ionworks.ucp.program import (
    END,
    NEXT,
    ROOM_TEMPERATURE,
    BlockEnd,
    BlockStart,
    Control,
    Globals,
    InitialState,
    InitialStateKind,
    Limit,
    Marker,
    Program,
    ProgramItem,
    Safety,
    Target,
)
from ionworks.ucp.reading.checks import (
    GLOBAL_PATH,
    SAFETY_PATH,
    check_globals,
    check_item,
    check_safety,
)
from ionworks.ucp.reading.load import load
from ionworks.ucp.reading.outline import Entry, Role, Targets, outline
from ionworks.ucp.reading.profiles import read_profiles
from ionworks.ucp.reading.steps import StepContext, read_step
from ionworks.ucp.reading.values import Fields, read_float

_STATE_KEYS = {
    "initial_soc": InitialStateKind.SOC,
    "initial_voltage": InitialStateKind.VOLTAGE,
}


def parse(source: str | bytes | Mapping[str, Any], drive_cycles: Mapping[str, Any] | None = None) -> Program:
    """Read a protocol into its normal form.

    Parameters
    ----------
    source : str, bytes or mapping
        See :func:`ionworks.ucp.load`.
    drive_cycles : mapping, optional
        Samples that travel beside the protocol, by name; they add to those of the document. When given (even
        empty), a drive step that names an unknown cycle is an error; otherwise binding the inputs finds it.

    Raises
    ------
    ProtocolError
        With up to 20 problems, ``path: found ...; allowed ...``.
    """
    document, problems = load(source), Problems()
    fields = Fields("document", document, problems)
    fields.check_keys(DOCUMENT_KEYS)
    profiles = {}
    if document.get("drive_cycles") is not None:
        profiles = read_profiles(document["drive_cycles"], "drive_cycles", problems)
    profiles |= read_profiles(drive_cycles or {}, "drive_cycles", problems)
    steps = document.get("steps")
    if not isinstance(steps, list) or not steps:
        problems.add("steps", show(steps), "a list of at least one step")
        steps = []
    plan = outline(steps, problems)
    targets = plan.targets()
    conditions = _read_globals(document, problems)
    safety = _read_safety(document, targets, problems)
    context = StepContext(targets, profiles, closed=drive_cycles is not None)
    check_globals(conditions, problems)
    check_safety(safety, problems)
    variables = plan.variables()
    items = []
    for entry in plan.entries:
        items.append(_read_item(entry, context, problems))
        check_item(items[-1], variables, problems)
    problems.raise_if_any()
    return Program(tuple(items), conditions, safety, profiles)


def validate(source: str | bytes | Mapping[str, Any]) -> dict[str, Any]:
    """Say whether a protocol can be read; inputs count as numbers.

    Parameters
    ----------
    source : str, bytes or mapping
        See :func:`ionworks.ucp.load`.

    Returns
    -------
    dict
        ``{"valid": True}``, or ``{"valid": False, "error": text}`` with one problem per line.
    """
    try:
        parse(source)
    except ProtocolError as error:
        return {"valid": False, "error": str(error)}
    return {"valid": True}


def _read_item(entry: Entry, context: StepContext, problems: Problems) -> ProgramItem:
    common: dict[str, Any] = {"address": entry.address, "path": entry.path, "block_path": entry.block_path}
    match entry.role:
        case Role.STEP:
            return read_step(entry, context, problems)
        case Role.MARKER:
            return Marker(name=entry.word, **common)
        case Role.BLOCK_END:
            return BlockEnd(start=entry.partner, **common)
        case Role.BLOCK_START:
            fields = Fields(entry.path, entry.parameters, problems)
            fields.check_keys(BLOCK_KEYS)
            return BlockStart(
                name=entry.word,
                end=entry.partner,
                repeat=fields.number_or("repeat", 1.0),
                condition=fields.number("if"),
                note=fields.text("note"),
                **common,
            )
    return _read_control(entry, context.targets, common, problems)


def _read_control(entry: Entry, targets: Targets, common: dict[str, Any], problems: Problems) -> Control:
    fields = Fields(entry.path, entry.parameters, problems)
    fields.check_keys(STEP_KEYS[None])
    if not fields.values.keys() & {"set_variable", "goto"}:
        problems.add(fields.path, "neither set_variable nor goto", "set_variable, goto, or if with goto and else")
    for key in ("if", "else"):
        if key in fields and "goto" not in fields:
            problems.add(fields.path, f"{key} without goto", "if, goto and else together")
    if "else" in fields and "if" not in fields:
        problems.add(fields.path, "else without if", "if, goto and else together")

    def target(key: str) -> Target:
        return targets.resolve(fields.values[key], fields.at(key), problems, NEXT) if key in fields else NEXT

    return Control(
        assignments=fields.assignments(),
        condition=fields.number("if"),
        goto=target("goto"),
        otherwise=target("else"),
        note=fields.text("note"),
        name=fields.text("name"),
        **common,
    )


def _read_globals(document: dict[str, Any], problems: Problems) -> Globals:
    fields = Fields.of({} if document.get("global") is None else document["global"], GLOBAL_PATH, problems)
    fields.check_keys(GLOBAL_KEYS)
    cell, ambient = fields.number("initial_temperature"), fields.number("temperature")
    return Globals(
        initial_temperature=next((one for one in (cell, ambient) if one is not None), ROOM_TEMPERATURE),
        temperature=ambient,
        initial_state=_read_initial_state(fields),
        resolution=fields.resolution(),
    )


def _read_initial_state(fields: Fields) -> InitialState:
    typed = "initial_state_type" in fields or "initial_state_value" in fields
    given = [key for key in _STATE_KEYS if key in fields]
    if typed + len(given) > 1:
        found = " beside ".join([*given, *(["initial_state_type/initial_state_value"] if typed else [])])
        fields.problems.add(fields.path, found, "one way of giving the initial state")
    if given and not typed:
        return InitialState(_STATE_KEYS[given[0]], fields.number_or(given[0], 100.0))
    kind = InitialStateKind(fields.word("initial_state_type", INITIAL_STATE_TYPES) or INITIAL_STATE_TYPES[0])
    if kind is InitialStateKind.VOLTAGE:
        fields.require("initial_state_value")
    # The default is a full cell; 4 V only keeps the object whole while the missing value is being reported.
    return InitialState(
        kind, fields.number_or("initial_state_value", 4.0 if kind is InitialStateKind.VOLTAGE else 100.0)
    )


def _read_safety(document: dict[str, Any], targets: Targets, problems: Problems) -> Safety:
    outer = document.get("safety_limits")
    section = document.get("global")
    inner = section.get("safety_limits") if isinstance(section, dict) else None
    if outer is not None and inner is not None:
        problems.add(SAFETY_PATH, "safety_limits at top level and in global", "one of the two")
    raw = outer if outer is not None else inner
    if raw is None:
        return Safety()
    fields = Fields.of(raw, SAFETY_PATH if outer is not None else f"{GLOBAL_PATH} > {SAFETY_PATH}", problems)
    fields.check_keys((*SAFETY_LIMITS, "goto"))
    default = _safety_goto(fields, targets, END)
    return Safety(**{name: _read_limit(fields, name, targets, default) for name in SAFETY_LIMITS})


def _safety_goto(fields: Fields, targets: Targets, default: Target) -> Target:
    if "goto" not in fields:
        return default
    return targets.resolve(fields.values["goto"], fields.at("goto"), fields.problems, default)


def _read_limit(fields: Fields, name: str, targets: Targets, default: Target) -> Limit | None:
    if name not in fields:
        return None
    raw, goto, path = fields.values[name], default, fields.at(name)
    if isinstance(raw, dict):
        inner = Fields(path, raw, fields.problems)
        inner.check_keys(("value", "goto"))
        inner.require("value")
        goto = _safety_goto(inner, targets, default)
        if "value" not in raw:
            return None
        raw, path = raw["value"], inner.at("value")
    value = read_float(raw, path, fields.problems)
    return None if value is None else Limit(value, goto)
