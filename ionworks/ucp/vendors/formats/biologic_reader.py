"""Reader of BioLogic settings files with one Modulo Bat technique.

Source: docs/contract/ucp.md section 4.5.
"""

import re
from collections.abc import Iterator

import attrs

from ionworks.ucp.problems import show
from ionworks.ucp.program import END, NEXT, Kind, Limit, Mode, Quantity, Resolution, Safety, Spectrum, Target
from ionworks.ucp.vendors.reading import Draft, Reading, read_float, read_text
from ionworks.ucp.vendors.sequence import Action, Stop

WIDTH = 20
END_SEQUENCE = 9999
MAX_COLUMNS = 10_000
MAX_ROWS = 500

_SI = {"": 1.0, "k": 1e3, "m": 1e-3, "u": 1e-6, "µ": 1e-6, "μ": 1e-6, "n": 1e-9, "p": 1e-12, "M": 1e6}
_TIMES = {"d": 86400.0, "h": 3600.0, "mn": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6}
_UNIT = re.compile(r"([kmuµμnpM]?)(A|V|W|Hz|A\.h)")
_SAFETY = re.compile(r"\t(Ewe min|Ewe max|Ecell min|Ecell max|\|I\|)\s*=\s*(\S+)\s*(\S*)")
_CAPACITY = re.compile(r"Battery capacity : (\S+) (\S+)")
_LIMITS = {"Time": Quantity.TIME, "Ewe": Quantity.VOLTAGE, "Ecell": Quantity.VOLTAGE, "|I|": Quantity.CURRENT}
_RECORDS = {"Time": "time", "Ewe": "voltage", "Ecell": "voltage", "I": "current", "|I|": "current"}
_UNIT_OF = {Quantity.TIME: "", Quantity.VOLTAGE: "V", Quantity.CURRENT: "A"}
_CONTROL = {"CC": (Mode.CURRENT, "A"), "CV": (Mode.VOLTAGE, "V"), "CP": (Mode.POWER, "W")}

Column = dict[str, str]


def read_draft(content: bytes) -> Reading:
    """Read a settings file as far as it has a UCP form. Step numbers are those of the sequences."""
    lines = read_text(content, ("cp1252", "latin-1")).split("\n")
    techniques = [index for index, line in enumerate(lines) if line.startswith("Technique : ")]
    names = [lines[index + 1].strip() for index in techniques if index + 1 < len(lines)]
    if names != ["Modulo Bat"]:
        found = ", ".join(names) or "no technique"
        return Reading(None, (f"file: found {show(found)}; allowed one technique Modulo Bat",))
    draft = Draft()
    is_signed = lines[0].startswith("EC-LAB")
    draft.safety = _read_safety(lines[: techniques[0]], draft)
    draft.nominal_capacity_ah = _read_capacity(lines[: techniques[0]])
    for position, column in enumerate(_columns(lines[techniques[0] + 2 :])):
        _read_column(draft, column, position, is_signed=is_signed)
    return draft.reading()


def _columns(lines: list[str]) -> Iterator[Column]:
    """Yield the columns of the table; one without a row ``Ns`` has a single sequence."""
    rows: dict[str, list[str]] = {}
    for line in lines:
        if not line.strip() or len(rows) == MAX_ROWS:
            break
        cells = [line[start : start + WIDTH].strip() for start in range(0, len(line), WIDTH)]
        rows.setdefault(cells[0], cells[1:])
    if "ctrl_type" not in rows:
        return
    for index in range(min(len(rows["ctrl_type"]), MAX_COLUMNS)):
        yield {name: cells[index] if index < len(cells) else "" for name, cells in rows.items()}


def _number(text: str, unit: str, kind: str) -> float | None:
    """Return a value in SI units (time in s); None when number or unit is unknown or of another kind."""
    value = read_float(text)
    if not kind:
        factor = _TIMES.get(unit)
    else:
        match = _UNIT.fullmatch(unit)
        factor = _SI[match.group(1)] if match and match.group(2) == kind else None
    if value is None or factor is None:
        return None
    # Written in decimal with a decimal unit: 15 digits undo what the binary factor adds.
    return float(f"{value * factor:.15g}")


def _read_safety(lines: list[str], draft: Draft) -> Safety:
    limits: dict[str, Limit] = {}
    for line in lines:
        match = _SAFETY.fullmatch(line.rstrip())
        if match is None:
            continue
        name, is_current = match.group(1), match.group(1) == "|I|"
        value = _number(match.group(2), match.group(3), "A" if is_current else "V")
        if value is None:
            draft.problems.append(f"Safety Limits: found {show(line.strip())}; not read")
        elif is_current:
            limits |= {"charge_current_max": Limit(value), "discharge_current_max": Limit(value)}
        else:
            limits["voltage_min" if name.endswith("min") else "voltage_max"] = Limit(value)
    return Safety(**limits)


def _read_capacity(lines: list[str]) -> float | None:
    for line in lines:
        match = _CAPACITY.fullmatch(line.strip())
        if match:
            return _number(match.group(1), match.group(2), "A.h") or None
    return None


def _read_column(draft: Draft, column: Column, position: int, *, is_signed: bool) -> None:
    number = position
    if column.get("Ns", str(position)) != str(position):
        draft.problem(position, f"the sequence number {show(column['Ns'])}")
    control = column["ctrl_type"]
    if control == "Loop":
        first, again = column.get("ctrl_seq", ""), column.get("ctrl_repeat", "")
        if first.isdecimal() and again.isdecimal():
            # No repetition passes on: a loop of one pass, which leaves no trace.
            draft.loop(int(first), number, int(again) + 1, has_own_step=False)
        else:
            draft.unread(number, f"a loop back to {show(first)}, {show(again)} times")
        return
    action = _read_control(draft, column, number, is_signed=is_signed)
    if action is None:
        return
    stops = tuple(_read_limits(draft, column, number))
    draft.action(number, attrs.evolve(action, stops=stops, record=_read_records(draft, column, number)))


def _read_control(draft: Draft, column: Column, number: int, *, is_signed: bool) -> Action | None:
    control = column["ctrl_type"]
    text, unit = column.get("ctrl1_val", ""), column.get("ctrl1_val_unit", "")
    if control == "Rest":
        return Action("", Kind.REST)
    if control in ("PEIS", "GEIS"):
        return _read_spectrum(draft, column, number)
    mode, kind_of_unit = _CONTROL.get(control, (None, ""))
    value = _number(text, unit, kind_of_unit) if mode is not None else None
    reference = column.get("ctrl1_val_vs", "")
    plain = column.get("Apply I/C", "I") == "I" or mode is Mode.VOLTAGE
    if mode is None or value is None or not plain or reference not in ("<None>", "Ref", ""):
        draft.unread(number, f"{show(control)} {show(f'{text} {unit} {reference}')} {column.get('Apply I/C', '')}")
        return None
    is_discharge = value < 0 if is_signed else column.get("charge/discharge") == "Discharge"
    kind = Kind.DISCHARGE if is_discharge else Kind.CHARGE
    return Action("", kind, mode, value if mode is Mode.VOLTAGE else abs(value))


def _read_spectrum(draft: Draft, column: Column, number: int) -> Action | None:
    is_voltage = column["ctrl_type"] == "PEIS"
    kinds = ("V" if is_voltage else "A", "Hz", "Hz")
    values = [
        _number(column.get(f"ctrl{index}_val", ""), column.get(f"ctrl{index}_val_unit", ""), kind)
        for index, kind in enumerate(kinds, start=1)
    ]
    points = read_float(column.get("ctrl_Nd"))
    if None in values or points is None:
        draft.unread(number, f"the spectrum {show(' '.join(column.get(f'ctrl{i}_val', '') for i in (1, 2, 3)))}")
        return None
    amplitude, highest, lowest = values
    spectrum = Spectrum(lowest, highest, points, (), amplitude)
    return Action("", Kind.EIS, Mode.VOLTAGE if is_voltage else Mode.CURRENT, detail=spectrum)


def _read_limits(draft: Draft, column: Column, number: int) -> Iterator[Stop]:
    for index in range(1, _count(column, "lim_nb") + 1):
        words = {key: column.get(f"lim{index}_{key}", "") for key in ("type", "comp", "value", "value_unit", "action")}
        quantity = _LIMITS.get(words["type"])
        value = _number(words["value"], words["value_unit"], _UNIT_OF[quantity]) if quantity is not None else None
        target = _read_target(words["action"], column.get(f"lim{index}_seq", ""))
        if quantity is None or value is None or words["comp"] not in ("<", ">") or target is None:
            draft.problem(number, f"the limit {show(' '.join(words.values()))}")
        else:
            yield Stop(quantity, words["comp"], value, target)


def _count(column: Column, key: str) -> int:
    text = column.get(key, "0")
    return min(int(text), 9) if text.isdecimal() else 0


def _read_target(action: str, sequence: str) -> Target | None:
    if action == "Next sequence":
        return NEXT
    if action.startswith("End") or sequence == str(END_SEQUENCE):
        return END
    return int(sequence) if action == "Goto sequence" and sequence.isdecimal() else None


def _read_records(draft: Draft, column: Column, number: int) -> Resolution:
    record: dict[str, float] = {}
    for index in range(1, _count(column, "rec_nb") + 1):
        word, text, unit = (column.get(f"rec{index}_{key}", "") for key in ("type", "value", "value_unit"))
        name = _RECORDS.get(word)
        value = _number(text, unit, {"time": "", "voltage": "V", "current": "A"}[name]) if name else None
        if name is None or value is None:
            draft.problem(number, f"the recording condition {show(f'{word} {text} {unit}')}")
        elif value > 0:
            record[name] = value
    return Resolution(**record)
