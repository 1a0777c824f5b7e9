"""BioLogic settings files (``.mps``) with the technique Modulo Bat, in the form of EC-Lab.

A file is a table: one row per parameter, one column of 20 characters per sequence, numbers with three decimals
and a unit. EC-Lab counts charge as positive current; BT-Lab, whose files are read too, names the direction.

Source: docs/contract/ucp.md section 4.5. Form and units as written by aurora-unicycler and seen in public files.
"""

from collections.abc import Iterator

import attrs

from ionworks.ucp.program import (
    NEXT,
    Kind,
    Mode,
    Quantity,
    Resolution,
    Spectrum,
    Target,
)
from ionworks.ucp.vendors.base import Format
from ionworks.ucp.vendors.constructs import (
    NEVER,
    WITH_CAPACITY,
    YES,
    Construct,
    ExportOptions,
    SupportTable,
    no,
    up_to,
    when,
)
from ionworks.ucp.vendors.formats.biologic_reader import END_SEQUENCE, WIDTH, read_draft
from ionworks.ucp.vendors.sequence import NO_RESOLUTION, Action, LoopEnd, LoopStart, Sequence, Stop

MAX_LIMITS = 2
MAX_RECORDS = 2
MAX_CURRENT = 10.0
MAX_VOLTAGE = 10.0

SUPPORT: SupportTable = {
    **NEVER,
    Construct.CURRENT: when(f"up to {MAX_CURRENT:g} A", lambda use, _: use.amount <= MAX_CURRENT),
    **dict.fromkeys((Construct.VOLTAGE, Construct.POWER, Construct.REST), YES),
    Construct.C_RATE: WITH_CAPACITY,
    **dict.fromkeys((Construct.END_VOLTAGE, Construct.END_CURRENT, Construct.END_CURRENT_ABOVE), YES),
    Construct.END_C_RATE: WITH_CAPACITY,
    **dict.fromkeys((Construct.END_TIME, Construct.GOTO), YES),
    Construct.END_CAPACITY: no("no public file shows how a limit on charge is spelt"),
    Construct.END_TEMPERATURE: no("the technique has no such limit"),
    Construct.ENDS: up_to(MAX_LIMITS, "ends in a step, the duration counted"),
    Construct.JUMP_AGAIN: no("whether the counter then starts anew is not public"),
    Construct.REPEAT: YES,
    Construct.SAFETY_VOLTAGE: YES,
    Construct.SAFETY_CURRENT: when("charge and discharge alike", lambda use, _: use.amount == 0),
    Construct.SAFETY_TEMPERATURE: no("the header has no such limit"),
    Construct.SAFETY_GOTO: no("a breach stops the channel"),
    **dict.fromkeys((Construct.RECORD, Construct.RECORD_CURRENT, Construct.RECORD_OF_STEP), YES),
    Construct.DRIVE: no("it needs a technique of its own"),
    Construct.EIS: when("with frequency_min, frequency_max and amplitude", lambda use, _: use.amount == 0),
}

_RANGES = ((1e-5, "10 µA"), (1e-4, "100 µA"), (1e-3, "1 mA"), (1e-2, "10 mA"), (0.1, "100 mA"), (1.0, "1 A"))
_WIDEST_RANGE = "10 A"
_UNITS = {
    Quantity.CURRENT: (("A", 1.0), ("mA", 1e3), ("uA", 1e6), ("nA", 1e9)),
    Quantity.VOLTAGE: (("V", 1.0), ("mV", 1e3), ("uV", 1e6)),
    Quantity.POWER: (("W", 1.0), ("mW", 1e3), ("uW", 1e6)),
    Quantity.TIME: (("s", 1.0), ("ms", 1e3)),
}
_FREQUENCIES = (("kHz", 1e-3), ("Hz", 1.0), ("mHz", 1e3), ("uHz", 1e6))
_LIMIT_TYPES = {Quantity.TIME: "Time", Quantity.VOLTAGE: "Ewe", Quantity.CURRENT: "|I|"}
_CONTROL = {Mode.CURRENT: ("CC", Quantity.CURRENT, "<None>"), Mode.VOLTAGE: ("CV", Quantity.VOLTAGE, "Ref")}
_CONTROL |= {Mode.POWER: ("CP", Quantity.POWER, "<None>")}

_BLANK_ROWS = {
    "Ns": "",
    "ctrl_type": "",
    "Apply I/C": "I",
    "current/potential": "current",
    **{f"ctrl{index}_val{part}": "" for index in (1, 2, 3) for part in ("", "_unit", "_vs")},
    "N": "0.00",
    "charge/discharge": "Charge",
    "charge/discharge_1": "Charge",
    "Apply I/C_1": "I",
    "N1": "0.00",
    **{f"ctrl{index}_val{part}": "" for index in (4, 5) for part in ("", "_unit")},
    "ctrl_tM": "0",
    "ctrl_seq": "0",
    "ctrl_repeat": "0",
    "ctrl_trigger": "Falling Edge",
    "ctrl_TO_t": "0.000",
    "ctrl_TO_t_unit": "d",
    "ctrl_Nd": "6",
    "ctrl_Na": "2",
    "ctrl_corr": "0",
    "lim_nb": "0",
}
_LIMIT_ROWS = {"type": "", "comp": "", "Q": "", "value": "", "value_unit": "", "action": "Next sequence", "seq": ""}
_LAST_ROWS = {
    "E range min (V)": "0.000",
    "E range max (V)": f"{MAX_VOLTAGE:.3f}",
    "I Range": "Auto",
    "I Range min": "Unset",
    "I Range max": "Unset",
    "I Range init": "Unset",
    "auto rest": "1",
    "Bandwidth": "5",
}

Column = dict[str, str]


def check(sequence: Sequence, _options: ExportOptions) -> list[str]:
    """Refuse currents beyond the ranges, three recording conditions and spectra without their bounds."""
    problems = []
    for action in sequence.actions:
        if action.mode is Mode.CURRENT and isinstance(action.value, float) and action.value > MAX_CURRENT:
            problems.append(f"{action.path}: found {action.value:g} A for BioLogic; allowed at most {MAX_CURRENT:g} A")
        if sum(value is not None for value in attrs.astuple(action.record)) > MAX_RECORDS:
            problems.append(f"{action.path}: found three resolutions for BioLogic; allowed {MAX_RECORDS} in a step")
        if isinstance(action.detail, Spectrum) and not _is_writable(action.detail):
            problems.append(
                f"{action.path}: found this EIS step for BioLogic; allowed frequency_min, frequency_max, "
                "a whole number of points_per_decade and an amplitude"
            )
    return problems


def _is_writable(spectrum: Spectrum) -> bool:
    whole = isinstance(spectrum.points_per_decade, float) and spectrum.points_per_decade.is_integer()
    needed = (spectrum.frequency_min, spectrum.frequency_max, spectrum.amplitude)
    return whole and all(isinstance(value, float) for value in needed)


def write(sequence: Sequence, options: ExportOptions) -> str:
    """Return the text of the settings file."""
    numbers, count = [], 0
    for node in sequence.nodes:
        numbers.append(count)
        count += not isinstance(node, LoopStart)
    columns = [
        _column(sequence, index, numbers)
        for index, node in enumerate(sequence.nodes)
        if not isinstance(node, LoopStart)
    ]
    rows = (key.ljust(WIDTH) + "".join(column[key].ljust(WIDTH) for column in columns) for key in columns[0])
    return "\r\n".join([*_header(sequence, options), *rows, ""])


def _header(sequence: Sequence, options: ExportOptions) -> list[str]:
    safety = sequence.safety
    limits = [
        *([f"\tEwe min = {safety.voltage_min.value:.5f} V"] if safety.voltage_min else []),
        *([f"\tEwe max = {safety.voltage_max.value:.5f} V"] if safety.voltage_max else []),
        *([f"\t|I| = {safety.charge_current_max.value * 1000:.5f} mA"] if safety.charge_current_max else []),
        *(["\tfor t > 0 ms"] if safety.voltage_min or safety.voltage_max or safety.charge_current_max else []),
    ]
    capacity = options.nominal_capacity_ah
    return [
        *("EC-LAB SETTING FILE", "", "Number of linked techniques : 1"),
        f"Ewe ctrl range : min = 0.00 V, max = {MAX_VOLTAGE:.2f} V",
        *("Safety Limits :", *limits, "\tDo not start on E overload"),
        f"Comments : {' '.join(sequence.description.split())}",
        *([f"Battery capacity : {capacity * 1000:.3f} mA.h"] if capacity is not None else []),
        *("Cycle Definition : Charge/Discharge alternance", "", "Technique : 1", "Modulo Bat"),
    ]


def _column(sequence: Sequence, index: int, numbers: list[int]) -> Column:
    node, own = sequence.nodes[index], numbers[index]
    control: Column = {}
    stops: tuple[Stop, ...] = ()
    record = NO_RESOLUTION
    if isinstance(node, LoopEnd):
        start = sequence.nodes[node.start]
        passes = start.count if isinstance(start, LoopStart) else 1
        control = {"ctrl_type": "Loop", "ctrl_seq": str(numbers[node.start]), "ctrl_repeat": str(passes - 1)}
    elif isinstance(node, Action):
        control, stops, record = _control(node), node.stops, node.record
    return {
        **_BLANK_ROWS,
        **control,
        "Ns": str(own),
        "lim_nb": str(len(stops)),
        **_limit_rows(stops, numbers, own),
        **_record_rows(record),
        **_LAST_ROWS,
        "I Range": _current_range(sequence, index),
    }


def _control(action: Action) -> Column:
    if isinstance(action.detail, Spectrum):
        return _spectrum(action.detail, action.mode)
    if action.mode is None or not isinstance(action.value, float):
        return {"ctrl_type": "Rest"}
    name, quantity, reference = _CONTROL[action.mode]
    is_negative = action.kind is Kind.DISCHARGE and action.mode is not Mode.VOLTAGE
    value, unit = _scaled(-action.value if is_negative else action.value, _UNITS[quantity])
    # The sign alone tells the direction; the rows charge/discharge belong to rates and stay as they are.
    return {"ctrl_type": name, "ctrl1_val": value, "ctrl1_val_unit": unit, "ctrl1_val_vs": reference}


def _spectrum(spectrum: Spectrum, mode: Mode | None) -> Column:
    quantity, name = (Quantity.VOLTAGE, "PEIS") if mode is Mode.VOLTAGE else (Quantity.CURRENT, "GEIS")
    rows = (
        (1, spectrum.amplitude, _UNITS[quantity]),
        (2, spectrum.frequency_max, _FREQUENCIES),
        (3, spectrum.frequency_min, _FREQUENCIES),
    )
    column = {"ctrl_type": name}
    for index, value, units in rows:
        text, unit = _scaled(value if isinstance(value, float) else 0.0, units)
        column |= {f"ctrl{index}_val": text, f"ctrl{index}_val_unit": unit}
    points = spectrum.points_per_decade
    return {**column, "ctrl_Nd": str(int(points)) if isinstance(points, float) else "6"}


def _scaled(value: float, units: tuple[tuple[str, float], ...]) -> tuple[str, str]:
    """Return a number with three decimals in the first unit that keeps it, else in the smallest."""
    for unit, factor in units:
        text = f"{value * factor:.3f}"
        if abs(float(text) / factor - value) <= 1e-12 * abs(value):
            return text, unit
    unit, factor = units[-1]
    return f"{value * factor:.3f}", unit


def _limit_rows(stops: tuple[Stop, ...], numbers: list[int], own: int) -> Column:
    rows: Column = {}
    for index in range(1, MAX_LIMITS + 1):
        values = {**_LIMIT_ROWS, "seq": str(own + 1)}
        if index <= len(stops):
            values |= _limit(stops[index - 1], numbers, own)
        rows |= {f"lim{index}_{key}": value for key, value in values.items()}
    return rows


def _limit(stop: Stop, numbers: list[int], own: int) -> Column:
    value = stop.value if isinstance(stop.value, float) else 0.0
    text, unit = _scaled(value, _UNITS[stop.quantity])
    action, sequence = _action(stop.target, numbers, own)
    return {
        "type": _LIMIT_TYPES[stop.quantity],
        "comp": stop.operator,
        "Q": "Q limit",
        "value": text,
        "value_unit": unit,
        "action": action,
        "seq": str(sequence),
    }


def _action(target: Target, numbers: list[int], own: int) -> tuple[str, int]:
    if isinstance(target, int):
        return "Goto sequence", numbers[target]
    return ("Next sequence", own + 1) if target is NEXT else ("End", END_SEQUENCE)


def _record_rows(record: Resolution) -> Column:
    rows = list(_records(record))
    column = {"rec_nb": str(len(rows))}
    for index in range(1, MAX_RECORDS + 1):
        name, text, unit = rows[index - 1] if index <= len(rows) else ("", "", "")
        column |= {f"rec{index}_type": name, f"rec{index}_value": text, f"rec{index}_value_unit": unit}
    return column


def _records(record: Resolution) -> Iterator[tuple[str, str, str]]:
    for name, value, quantity in (
        ("Time", record.time, Quantity.TIME),
        ("Ewe", record.voltage, Quantity.VOLTAGE),
        ("I", record.current, Quantity.CURRENT),
    ):
        if isinstance(value, float):
            yield name, *_scaled(value, _UNITS[quantity])


def _current_range(sequence: Sequence, index: int) -> str:
    """Return the smallest current range that covers a step; a hold has that of the current step before it."""
    node, before = sequence.nodes[index], sequence.nodes[index - 1] if index else None
    if isinstance(node, Action) and node.mode is Mode.VOLTAGE and isinstance(before, Action):
        reaches = any(stop.quantity is Quantity.VOLTAGE and stop.value == node.value for stop in before.stops)
        node = before if reaches else node
    if not isinstance(node, Action) or node.kind is Kind.EIS or node.mode is not Mode.CURRENT:
        return "Auto"
    current = node.value if isinstance(node.value, float) else 0.0
    return next((name for limit, name in _RANGES if current <= limit), _WIDEST_RANGE)


FORMAT = Format(
    name="biologic",
    label="BioLogic",
    suffix=".mps",
    media_type="text/plain",
    encoding="cp1252",
    support=SUPPORT,
    write=write,
    read=read_draft,
    check=check,
    only_amperes=True,
    tolerance=1e-6,
)
