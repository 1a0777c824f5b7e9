"""Our cycler files say what the protocol says, as far as packages of others can tell.

Run by ``make test-vendors`` in an environment that does not hold our package.
"""

import base64
import json
import math
import os
import re
import xml.etree.ElementTree as ET
from collections import OrderedDict
from pathlib import Path

import pytest
from aurora_unicycler import (
    ConstantCurrent,
    ConstantVoltage,
    CyclingProtocol,
    Loop,
    OpenCircuitVoltage,
    RecordParams,
    SafetyParams,
    SampleParams,
)
from beep.protocol.arbin import Schedule
from beep.protocol.maccor import Procedure
from beep.protocol.maccor_to_arbin import ProcedureToSchedule
from independent import READERS, SUFFIXES, arbin, biologic_settings
from neware_utils import protocols as neware_utils

SAMPLES = json.loads(Path(os.environ["VENDOR_SAMPLES"]).read_text(encoding="utf-8"))
PER_STEP_SAFETY = ("maccor", "arbin", "arbin_sdx")
UNORDERED = ("neware", "novonix")


def read(name, content, folder):
    path = folder / f"protocol{SUFFIXES[name]}"
    path.write_bytes(content)
    return READERS[name](path)


def expected(name, sample):
    """The normal form as a format shows it: safety limits per step or in a block, directions that mean something."""
    nodes, safety = sample["expected"]["nodes"], sample["expected"]["safety"]
    if name not in PER_STEP_SAFETY:
        return nodes, safety
    told = []
    for node in nodes:
        if len(node) != 5:
            told.append(node)
            continue
        limits = [("Voltage", "<", "voltage_min"), ("Voltage", ">", "voltage_max")]
        limits += [("Temperature", "<", "temperature_min"), ("Temperature", ">", "temperature_max")]
        limits += [("Current", ">", f"{node[0].lower()}_current_max")]
        first = [
            [q, o, safety[key], "End" if node is not nodes[-1] else "Next"] for q, o, key in limits if key in safety
        ]
        told.append([*node[:3], first + node[3], node[4]])
    return told, {}


def comparable(name, nodes):
    """Take away what does nothing: repeated stops, the direction of a hold, the order where a format has none."""
    told = []
    for node in nodes:
        if len(node) != 5:
            told.append(node)
            continue
        kind, mode, value, stops, record = node
        unique = [stop for index, stop in enumerate(stops) if stop not in stops[:index]]
        if name in UNORDERED:
            unique.sort(key=lambda stop: (stop[0], stop[1], str(stop[3]), stop[2]))
        directed = any(stop[0] == "Capacity" for stop in unique)
        told.append([kind if mode != "Voltage" or directed else "any", mode, value, unique, record])
    return told


def alike(one, other, tolerance=2e-7):
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=tolerance, abs_tol=1e-12)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(alike(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    return one == other


def says(name, sample, found):
    nodes, safety = expected(name, sample)
    return alike(comparable(name, nodes), comparable(name, found[0])) and alike(safety, found[1])


@pytest.mark.parametrize("name", list(READERS))
def test_random_protocols(name, tmp_path):
    samples = SAMPLES["random"][name]
    assert len(samples) >= 30
    for sample in samples:
        found = read(name, base64.b64decode(sample["content"]), tmp_path)
        assert says(name, sample, found), (expected(name, sample), found)


@pytest.mark.parametrize("name", list(READERS))
def test_the_documented_protocol(name, tmp_path):
    nodes, _ = read(name, base64.b64decode(SAMPLES["documented"][name]["content"]), tmp_path)
    rate = ["C-rate", 1.0] if name in ("maccor", "arbin_sdx") else ["Current", 3.2]
    wanted = [
        ["Charge", *rate, [["Voltage", ">", 4.2, "Next"]], {"time": 60.0}],
        ["Charge", "Voltage", 4.2, [["Current", "<", 0.05, "Next"]], {"time": 60.0}],
        ["Discharge", *rate, [["Voltage", "<", 2.7, "Next"]], {"time": 60.0}],
    ]
    assert alike(nodes, wanted), nodes


@pytest.mark.parametrize(
    ("name", "what"), [(name, what) for name in READERS for what in [None, *SAMPLES["mutations"][name]]]
)
def test_damage_is_seen(name, what, tmp_path):
    sample = SAMPLES["fixed"][name]
    content = base64.b64decode(sample["content"])
    if what is None:
        assert says(name, sample, read(name, content, tmp_path))
        return
    encoding = {"maccor": "utf-8", "neware": "utf-8", "novonix": "utf-8", "biologic": "cp1252"}.get(name, "latin-1")
    pattern, replacement = SAMPLES["mutations"][name][what]
    damaged, count = re.subn(pattern, replacement, content.decode(encoding), count=1)
    assert count == 1
    try:
        found = read(name, damaged.encode(encoding), tmp_path)
    except (AssertionError, KeyError, StopIteration, IndexError):
        return
    assert not says(name, sample, found)


def test_beep_converts_our_maccor_file_to_our_arbin_file(tmp_path):
    """beep refuses step types it does not know; what it makes of our Maccor file is what we write for Arbin."""
    path = tmp_path / "a.000"
    path.write_bytes(base64.b64decode(SAMPLES["for beep"]["maccor"]["content"]))
    steps = Procedure.from_file(path)["MaccorTestProcedure"]["ProcSteps"]["TestStep"]
    steps = [_ordered(step) for step in steps]
    converter = ProcedureToSchedule(steps)
    names, flow = converter.create_metadata()
    made = [converter.compile_to_arbin(step, index, names, flow) for index, step in enumerate(steps)]
    controls = [(s["m_szStepCtrlType"], s["m_szCtrlValue"]) for s in made]
    assert [c for c in controls if c[0].startswith("Current")] == [("Current(A)", "1.5"), ("Current(A)", "-2")]
    loop = next(step for step in made if step.get("Limit0", {}).get("Equation0_szLeft") == "TC_Counter1")
    assert loop["Limit0"]["Equation0_szRight"] == "37"
    ours, _ = read("arbin", base64.b64decode(SAMPLES["for beep"]["arbin"]["content"]), tmp_path)
    assert ours[2] == ["loop", 37]
    assert [node[2] for node in ours if len(node) == 5 and node[1]] == [1.5, 2.0]


def _ordered(value):
    """beep tells one end from several by a class that its reader no longer uses."""
    if isinstance(value, dict):
        return OrderedDict((key, _ordered(part)) for key, part in value.items())
    return [_ordered(part) for part in value] if isinstance(value, list) else value


# -- the overlap with two other writers ----------------------------------------------------------------------------


def aurora():
    """The plain mutation protocol in aurora-unicycler's words: positive current charges."""
    return CyclingProtocol(
        sample=SampleParams(name="x"),
        record=RecordParams(time_s=60),
        safety=SafetyParams(min_voltage_V=1.5, max_voltage_V=4.6),
        method=[
            ConstantCurrent(current_mA=500, until_voltage_V=4.2),
            ConstantVoltage(voltage_V=4.2, until_current_mA=50, until_time_s=7200),
            ConstantCurrent(current_mA=-1000, until_voltage_V=2.5),
            OpenCircuitVoltage(until_time_s=600),
            Loop(loop_to=1, cycle_count=12),
        ],
    )


OVERLAP = [
    ["loop", 12],
    ["Charge", "Current", 0.5, [["Voltage", ">", 4.2, "Next"]], {"time": 60.0}],
    ["Charge", "Voltage", 4.2, [["Current", "<", 0.05, "Next"], ["Time", ">", 7200.0, "Next"]], {"time": 60.0}],
    ["Discharge", "Current", 1.0, [["Voltage", "<", 2.5, "Next"]], {"time": 60.0}],
    ["Rest", None, None, [["Time", ">", 600.0, "Next"]], {"time": 60.0}],
    ["end of loop"],
]


def test_our_mapping_reads_what_aurora_unicycler_writes_for_neware(tmp_path):
    nodes, safety = read("neware", aurora().to_neware_xml().encode(), tmp_path)
    assert alike(nodes, OVERLAP), nodes
    assert safety == {"voltage_min": 1.5, "voltage_max": 4.6}


def test_our_mapping_reads_what_neware_utils_writes(tmp_path):
    protocol = neware_utils.Protocol("me", "x")
    for step in (
        neware_utils.CC_CHG.create(0.5, 4.2),
        neware_utils.CV_CHG.create(0.5, 4.2, 0.05, 7200),
        neware_utils.CC_DCHG.create(1.0, 2.5),
        neware_utils.REST.create(600),
        neware_utils.CYCLE.create(1, 12),
        neware_utils.END.create(),
    ):
        protocol.add_step(step)
    protocol.set_sampling_intervals("time", 60)
    protocol.set_protection_limits("voltage", 1.5, 4.6)
    nodes, safety = read("neware", ET.tostring(protocol.to_xml()), tmp_path)
    assert alike(nodes, OVERLAP), nodes
    assert safety == {"voltage_min": 1.5, "voltage_max": 4.6}


def test_our_mapping_reads_what_aurora_unicycler_writes_for_biologic(tmp_path):
    text = aurora().to_biologic_mps().replace("\n", "\r\n")
    nodes, safety = read("biologic", text.encode("cp1252"), tmp_path)
    assert alike(comparable("neware", nodes), comparable("neware", OVERLAP)), nodes
    assert safety == {"voltage_min": 1.5, "voltage_max": 4.6}


def test_our_settings_file_has_the_rows_of_aurora_unicycler(tmp_path):
    ours = base64.b64decode(SAMPLES["fixed"]["biologic"]["content"]).decode("cp1252").split("Modulo Bat\r\n")[1]
    theirs = aurora().to_biologic_mps().split("Modulo Bat\n")[1]
    names = [[line[:20].strip() for line in table.splitlines()] for table in (ours, theirs)]
    assert names[0] == names[1]


def test_beep_writes_our_settings_file_back_unchanged(tmp_path):
    content = base64.b64decode(SAMPLES["fixed"]["biologic"]["content"])
    again = tmp_path / "b.mps"
    biologic_settings(content.decode("cp1252")).to_file(again, encoding="cp1252")
    assert again.read_bytes().replace(b"Limits : ", b"Limits :").rstrip() == content.rstrip()


def test_beep_writes_our_schedule_back_unchanged(tmp_path):
    content = base64.b64decode(SAMPLES["fixed"]["arbin"]["content"])
    path, again = tmp_path / "a.sdu", tmp_path / "b.sdu"
    path.write_bytes(content)
    Schedule.from_file(path).to_file(again)
    assert arbin(again) == arbin(path)
    assert again.read_bytes() == content
