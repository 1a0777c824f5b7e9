"""What cycler files say, read with packages of others and mapped without a line of our exporters or readers.

Each function returns ``(nodes, safety)``: ``[kind, mode, value, stops, record]``, ``["loop", count]`` and
``["end of loop"]``; a stop is ``[quantity, operator, value, target]`` with the index of a node, Next or End.
"""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from beep.protocol.arbin import Schedule
from beep.protocol.biologic import Settings
from beep.protocol.maccor import Procedure
import numpy as np
from preparenovonix import novonix_add, novonix_variables

# preparenovonix was written for a numpy that had these names.
np.int, np.float = int, float


def _several(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def _close(target, own, index_of, last):
    """Name a numbered target: the node after `own` is Next, nothing left is End (or Next for the last node)."""
    index = index_of(target)
    if index is None:
        return "Next" if own == last else "End"
    return "Next" if index == own + 1 else index


# -- Maccor, read by beep ------------------------------------------------------------------------------------


def maccor(path: Path):
    steps = Procedure.from_file(path)["MaccorTestProcedure"]["ProcSteps"]["TestStep"]
    kept = [number for number, step in enumerate(steps, 1) if step["StepType"] not in ("AdvCycle", "End")]

    def index_of(number):
        return next((index for index, own in enumerate(kept) if own >= number), None)

    nodes = []
    for own, number in enumerate(kept):
        step = steps[number - 1]
        name = step["StepType"]
        ends = _several((step["Ends"] or {}).get("EndEntry"))
        if name.startswith("Do "):
            do = next(s for s in steps[number:] if s["StepType"] == name.replace("Do", "Loop"))
            nodes.append(["loop", int(do["Ends"]["EndEntry"]["Value"])])
        elif name.startswith("Loop "):
            assert int(ends[0]["Step"]) == number + 1
            nodes.append(["end of loop"])
        else:
            stops = [_maccor_end(e, lambda t, own=own: _close(t, own, index_of, len(kept) - 1)) for e in ends]
            reports = _several((step["Reports"] or {}).get("ReportEntry"))
            record = {r["ReportType"].lower().replace("steptime", "time"): _maccor_number(r["Value"]) for r in reports}
            nodes.append([*_maccor_control(step), stops, record])
    return nodes, {}


def _maccor_control(step):
    kind = {"Charge": "Charge", "Dischrge": "Discharge", "Rest": "Rest"}[step["StepType"]]
    if kind == "Rest":
        return kind, None, None
    value, mode = step["StepValue"], step["StepMode"]
    return (kind, "C-rate", float(value[:-1])) if value.endswith("C") else (kind, mode, float(value))


def _maccor_number(text):
    if ":" in text:
        hours, minutes, seconds = (float(part or 0) for part in text.split(":"))
        return hours * 3600 + minutes * 60 + seconds
    return float(text)


def _maccor_end(entry, target):
    name, value = entry["EndType"], entry["Value"]
    operator = "<" if entry["Oper"].startswith("<") else ">"
    quantity = {"StepTime": "Time", "Amp Hour": "Capacity", "Themocpl": "Temperature"}.get(name, name)
    if value.endswith("C"):
        quantity, value = "C-rate", value[:-1]
    if name == "Themocpl":
        value = value.split("/")[1]
    return [quantity, operator, _maccor_number(value), target(int(entry["Step"]))]


# -- Arbin, read by beep -------------------------------------------------------------------------------------


def arbin(path: Path):
    schedule = Schedule.from_file(path)["Schedule"]
    steps = [schedule[f"Step{index}"] for index in range(int(schedule["m_uStepNum"]))]
    roles = [_arbin_role(step) for step in steps]
    kept = [index for index, role in enumerate(roles) if role != "reset"]
    labels = {step["m_szLabel"]: index for index, step in enumerate(steps)}
    assert len(labels) == len(steps)

    def index_of(goto):
        return next((i for i, own in enumerate(kept) if own >= labels[goto]), None)

    nodes = []
    for own, index in enumerate(kept):
        step, role = steps[index], roles[index]
        limits = [step[f"Limit{number}"] for number in range(int(step["m_uLimitNum"]))]
        if role == "loop start":
            counter = (int(step["m_szCtrlValue"]) >> 15).bit_length() - 1
            end = next(s for i, s in enumerate(steps) if i > index and _arbin_counts(s, counter))
            assert end["Limit0"]["Equation0_szLeft"] == f"TC_Counter{counter}"
            assert labels[end["Limit0"]["m_szGotoStep"]] == index + 1
            nodes.append(["loop", int(end["Limit0"]["Equation0_szRight"])])
        elif role == "loop end":
            nodes.append(["end of loop"])
        else:
            sides = [limit for limit in limits if limit["m_bStepLimit"] == "1"]
            kind, mode, value = _arbin_control(step, sides)
            stops = [_arbin_stop(limit, own, index_of, len(kept) - 1) for limit in sides]
            needs_reset = any(stop[0] == "Capacity" for stop in stops)
            assert not needs_reset or roles[index - 1] == "reset"
            record = {
                limit["Equation0_szLeft"].removeprefix("DV_").lower(): float(limit["Equation0_szRight"])
                for limit in limits
                if limit["m_bStepLimit"] == "0"
            }
            nodes.append([kind, mode, value, stops, record])
    return nodes, {}


def _arbin_role(step):
    if step["m_szStepCtrlType"] != "Set Variable(s)":
        return "step"
    reset, up = int(step["m_szCtrlValue"]), int(step["m_szExtCtrlValue1"])
    return "loop end" if up > 1 else "reset" if reset == 15 else "loop start"


def _arbin_counts(step, counter):
    return step["m_szStepCtrlType"] == "Set Variable(s)" and int(step["m_szExtCtrlValue1"]) & ~1 == 2**counter


def _arbin_number(text):
    return float(text.removesuffix(" * MV_NominalCapacity"))


def _arbin_control(step, limits):
    name = step["m_szStepCtrlType"]
    if name == "Rest":
        return "Rest", None, None
    text = step["m_szCtrlValue"]
    mode = {"Current(A)": "Current", "C-Rate": "C-rate", "Voltage(V)": "Voltage", "Power(W)": "Power"}[name]
    mode = "C-rate" if text.endswith("MV_NominalCapacity") else mode
    negative = _arbin_number(text) < 0
    if mode == "Voltage":
        sides = [limit["Equation0_szRight"] for limit in limits if limit["Equation0_szLeft"] == "PV_CHAN_Current"]
        negative = any(side.startswith("-") for side in sides)
        negative = negative or any(limit["Equation0_szLeft"] == "PV_CHAN_Discharge_Capacity" for limit in limits)
    return "Discharge" if negative else "Charge", mode, abs(_arbin_number(text))


def _arbin_stop(limit, own, index_of, last):
    left, sign, right = (limit[f"Equation0_sz{part}"] for part in ("Left", "CompareSign", "Right"))
    quantity = {
        "PV_CHAN_Step_Time": "Time",
        "PV_CHAN_Voltage": "Voltage",
        "PV_CHAN_Current": "Current",
        "PV_CHAN_Charge_Capacity": "Capacity",
        "PV_CHAN_Discharge_Capacity": "Capacity",
    }[left]
    operator, value = sign[0], _arbin_number(right)
    if quantity == "Current":
        quantity = "C-rate" if "MV_NominalCapacity" in right else quantity
        if right.startswith("-"):
            operator, value = {"<": ">", ">": "<"}[operator], -value
    goto = limit["m_szGotoStep"]
    if goto == "Next Step":
        return [quantity, operator, value, "Next"]
    if goto == "End Test":
        return [quantity, operator, value, "Next" if own == last else "End"]
    return [quantity, operator, value, _close(goto, own, index_of, last)]


# -- formats whose loops have an end only ----------------------------------------------------------------------


def _fold_loops(rows, loops):
    """Insert loop starts. `rows` are (number, node or None for a loop end); returns nodes and a target resolver."""
    nodes, numbers, opens = [], [], []
    for number, node in rows:
        for first, last, count in sorted((loop for loop in loops if loop[0] == number), key=lambda loop: -loop[1]):
            nodes.append(["loop", count])
            numbers.append(number)
            opens.append((len(nodes) - 1, first, last))
        nodes.append(node or ["end of loop"])
        numbers.append(number)

    def resolve(target, own):
        inside = {first_node for first_node, first, last in opens if first <= numbers[own] <= last}
        for index, number in enumerate(numbers):
            if number >= target and index not in inside:
                return "Next" if index == own + 1 else index
        return "Next" if own == len(nodes) - 1 else "End"

    for own, node in enumerate(nodes):
        for stop in node[3] if len(node) == 5 else ():
            if isinstance(stop[3], int):
                stop[3] = resolve(stop[3], own)
            elif stop[3] == "End" and own == len(nodes) - 1:
                stop[3] = "Next"
    return nodes


# -- Neware, read with the standard library; units checked against two writers in the tests --------------------------


def neware(path: Path):
    config = ET.parse(path).getroot().find("config")
    record = {
        {"Time": "time", "Volt": "voltage", "Curr": "current"}[row.tag]: float(row.get("Value"))
        / (1e4 if row.tag == "Volt" else 1e3)
        for row in config.find("Whole_Prt/Record/Main") or ()
    }
    rows, loops = [], []
    for step in config.find("Step_Info"):
        number, kind = int(step.get("Step_ID")), step.get("Step_Type")
        if kind == "5":
            first, count = (int(step.find(f"Limit/Other/{tag}").get("Value")) for tag in ("Start_Step", "Cycle_Count"))
            loops.append((first, number, count))
            rows.append((number, None))
        elif kind != "6":
            rows.append((number, _neware_step(step, kind, record)))
    safety = {}
    for tag, factor in (("Volt", 1e4), ("Curr", 1e3)):
        for side in ("Upper", "Lower"):
            found = config.find(f"Whole_Prt/Protect/Main/{tag}/{side}")
            if found is not None:
                name = {"VoltUpper": "voltage_max", "VoltLower": "voltage_min", "CurrUpper": "charge_current_max", "CurrLower": "discharge_current_max"}[tag + side]  # fmt: skip
                safety[name] = abs(float(found.get("Value"))) / factor
    return _fold_loops(rows, loops), safety


def _neware_step(step, kind, record):
    main = {row.tag: float(row.get("Value")) for row in step.find("Limit/Main") or ()}
    name, mode, tag, factor = {
        "1": ("Charge", "Current", "Curr", 1e3),
        "2": ("Discharge", "Current", "Curr", 1e3),
        "3": ("Charge", "Voltage", "Volt", 1e4),
        "19": ("Discharge", "Voltage", "Volt", 1e4),
        "4": ("Rest", None, None, 1),
        "8": ("Discharge", "Power", "Pow", 1e3),
        "9": ("Charge", "Power", "Pow", 1e3),
    }[kind]
    stops = []
    if "Stop_Volt" in main:
        stops.append(["Voltage", ">" if name == "Charge" else "<", main["Stop_Volt"] / 1e4, "Next"])
    if "Stop_Curr" in main:
        stops.append(["Current", "<", main["Stop_Curr"] / 1e3, "Next"])
    if "Cap" in main:
        stops.append(["Capacity", ">", main["Cap"] / 3.6e6, "Next"])
    if "Time" in main:
        stops.append(["Time", ">", main["Time"] / 1e3, "Next"])
    for row in step.find("Limit/Other") or ():
        quantity, scale = {"1": ("Voltage", 1e4), "2": ("Current", 1e3), "3": ("Time", 1e3)}[row.get("type")]
        line = int(row.get("Jump_Line"))
        target = {65526: "Next", 65535: "End"}.get(line, line)
        operator = {"3": ">", "4": ">", "5": "<", "6": "<"}[row.get("CmpType")]
        stops.append([quantity, operator, float(row.get("Value")) / scale, target])
    return [name, mode, main[tag] / factor if tag else None, stops, record]


# -- BioLogic, read by beep --------------------------------------------------------------------------------------

_UNITS = {"A": 1, "mA": 1e-3, "uA": 1e-6, "nA": 1e-9, "V": 1, "mV": 1e-3, "uV": 1e-6}
_UNITS |= {"W": 1, "mW": 1e-3, "uW": 1e-6, "s": 1, "ms": 1e-3}


def biologic_settings(text):
    """Read the table with beep, which knows neither a header line that ends in a colon nor how long a table is."""
    length = len(text.split("Modulo Bat\r\n")[1].rstrip("\r\n").split("\r\n")) + 1
    return Settings.mps_text_to_schedule_dict(
        text.replace("Safety Limits :", "Safety Limits : "), step_entry_length=length
    )


def biologic(path: Path):
    text = path.read_bytes().decode("cp1252")
    settings = biologic_settings(text)
    columns = settings["Technique"]["1"]["Step"].values()
    rows, loops = [], []
    for number, column in enumerate(columns):
        assert int(column["Ns"]) == number
        if column["ctrl_type"] == "Loop":
            loops.append((int(column["ctrl_seq"]), number, int(column["ctrl_repeat"]) + 1))
            rows.append((number, None))
        else:
            rows.append((number, _biologic_step(column)))
    safety = {}
    for name, value, unit in re.findall(r"\t(Ewe min|Ewe max|\|I\|) = (\S+) (\S+)", text):
        for key in {"Ewe min": ("voltage_min",), "Ewe max": ("voltage_max",)}.get(
            name, ("charge_current_max", "discharge_current_max")
        ):
            safety[key] = float(value) * _UNITS[unit]
    return _fold_loops(rows, loops), safety


def _biologic_step(column):
    value = float(column["ctrl1_val"] or 0) * _UNITS.get(column["ctrl1_val_unit"], 1)
    mode = {"CC": "Current", "CV": "Voltage", "CP": "Power", "Rest": None}[column["ctrl_type"]]
    word = "Discharge" if value < 0 else "Charge"
    stops = []
    for index in range(1, int(column["lim_nb"]) + 1):
        name = {"Time": "Time", "Ewe": "Voltage", "|I|": "Current"}[column[f"lim{index}_type"]]
        amount = float(column[f"lim{index}_value"]) * _UNITS[column[f"lim{index}_value_unit"]]
        action, sequence = column[f"lim{index}_action"], int(column[f"lim{index}_seq"])
        target = {"Next sequence": "Next", "End": "End", "Goto sequence": sequence}[action]
        stops.append([name, column[f"lim{index}_comp"], amount, target])
    record = {
        {"Time": "time", "Ewe": "voltage", "I": "current"}[column[f"rec{index}_type"]]: float(
            column[f"rec{index}_value"]
        )
        * _UNITS[column[f"rec{index}_value_unit"]]
        for index in range(1, int(column["rec_nb"]) + 1)
    }
    return [word if mode else "Rest", mode, abs(value) if mode else None, stops, record]


# -- Novonix, read by preparenovonix, which knows one repeat at a time and no operators ------------------------------


def novonix(path: Path):
    """Wrap the protocol as a data file quotes it, and map the package's reduced protocol."""
    quoted = path.read_text(encoding="utf-8")
    header = ",".join(value for name, value in vars(novonix_variables).items() if name.startswith("col_"))
    header += f",{novonix_variables.state_col}"
    data = path.with_suffix(".csv")
    # The package cannot reduce a protocol of one step: a rest is added here and taken away below.
    longer = quoted.replace(
        "[End Protocol]", "[Open circuit storage]\n   [Storage_time 1 hours]\n[End storage]\n[End Protocol]"
    )
    data.write_text(
        f"[Summary]\n[End Summary]\n[Protocol]\n{longer}[Data]\n{header}\n0,0,0,3.5,0,0\n", encoding="utf-8"
    )
    lines, _ = novonix_add.create_reduced_protocol(str(data))
    nodes = []
    for line in lines[1:-1]:
        command = line.split(":")[1].strip()
        if command.startswith("Repeat"):
            nodes.append(["loop", int(command.split()[1])])
        elif command.startswith("End Repeat"):
            nodes.append(["end of loop"])
        else:
            nodes += _novonix_steps(command.replace("_", " "), line)
    safety = {}
    for name, low, high in re.findall(r"Stop channel if (\w+) < (\S+) \w or if \w+ > (\S+) \w\]", quoted):
        safety |= {f"{name}_min": float(low), f"{name}_max": float(high)}
    return nodes[:-1], safety


def _novonix_steps(command, line):
    def value(name):
        found = re.search(rf"{name} (\S+) ?(\w*)", line)
        factor = {"hours": 3600, "minutes": 60}.get(found.group(2), 1) if found else None
        return float(found.group(1)) * factor if found else None

    record = {"time": value("∆T is greater than"), "voltage": value("∆V is greater than")}
    record = {name: number for name, number in record.items() if number is not None}
    trips = [
        [quantity, operator, number, "Next"]
        for quantity, operator, number in (
            ("Voltage", "<", value("if voltage is less than")),
            ("Voltage", ">", value("if voltage is greater than")),
            ("Current", "<", value("absolute current is less than")),
            ("Capacity", ">", value("step capacity is greater than")),
            ("Time", ">", value("(?:step|hold) time is (?:longer|greater) than")),
        )
        if number is not None
    ]
    if command == "Open circuit storage":
        return [["Rest", None, None, [*trips, ["Time", ">", value("Storage_time"), "Next"]], record]]
    kind = "Discharge" if command.endswith("discharge") else "Charge"
    reached = ["Voltage", ">" if kind == "Charge" else "<", value(f"{kind}_voltage"), "Next"]
    if command.startswith("CC-CV"):
        current = [kind, "Current", value("Maximum_current"), [reached], record]
        return [current, [kind, "Voltage", reached[2], trips, record]]
    return [[kind, "Current", value(f"{kind}_current"), [reached, *trips], record]]


READERS = {
    "maccor": maccor,
    "arbin": arbin,
    "arbin_sdx": arbin,
    "neware": neware,
    "biologic": biologic,
    "novonix": novonix,
}
SUFFIXES = {
    "maccor": ".000",
    "arbin": ".sdu",
    "arbin_sdx": ".sdx",
    "neware": ".xml",
    "biologic": ".mps",
    "novonix": ".pro2",
}
