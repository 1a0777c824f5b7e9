"""Files of other origin: loops, jumps and limits kept, what is not understood reported."""

import time

import pytest
import yaml

from ionworks import ucp
from ionworks.ucp.vendors import FORMATS, parse_file

MACCOR_STEP = """<TestStep><StepType>{type}</StepType><StepMode>{mode}</StepMode><StepValue>{value}</StepValue>
<Limits>{limits}</Limits><Ends>{ends}</Ends><Reports/></TestStep>"""
MACCOR_END = "<EndEntry><EndType>{}</EndType><SpecialType> </SpecialType><Oper>{}</Oper><Step>{}</Step><Value>{}</Value></EndEntry>"


def maccor(*steps):
    return f"<MaccorTestProcedure><ProcSteps>{''.join(steps)}</ProcSteps></MaccorTestProcedure>".encode()


def maccor_step(kind, mode="", value="", ends=(), limits=""):
    text = "".join(MACCOR_END.format(*end) for end in ends)
    return MACCOR_STEP.format(type=kind, mode=mode, value=value, limits=limits, ends=text)


def steps_of(answer):
    return yaml.safe_load(answer["parsed_protocol_ucp"])["steps"]


def test_maccor_cc_cv_becomes_two_steps():
    charge = maccor_step(
        " Charge ", "Current ", "0.5", [("Current ", "&lt;= ", "002", "0.05C")], "<Voltage>4.2</Voltage>"
    )
    answer = parse_file(maccor(charge, maccor_step("  End   ")), "a.000")
    assert answer["error"] is None
    assert answer["cycler_type"] == "maccor"
    assert steps_of(answer) == [
        {"Charge": {"mode": "Current", "value": 0.5, "ends": ["Voltage > 4.2"]}},
        {"Charge": {"mode": "Voltage", "value": 4.2, "ends": ["C-rate < 0.05"]}},
    ]


def test_maccor_loops_and_jumps_are_kept():
    time, voltage = ("StepTime", " = ", "003", "01:00:00"), ("Voltage ", "&gt;= ", "005", "4.4")
    answer = parse_file(
        maccor(
            maccor_step("  Do 1  "),
            maccor_step("  Rest  ", ends=[time, voltage]),
            maccor_step("AdvCycle"),
            maccor_step(" Loop 1 ", ends=[("Loop Cnt", " = ", "005", "12")]),
            maccor_step("Dischrge", "Current ", "2C", [("Voltage ", "&lt;= ", "006", "2.5")]),
            maccor_step("  End   "),
        ),
        "a.000",
    )
    assert answer["error"] is None
    loop = {"repeat": 12, "steps": [{"Rest": {"ends": ["Time > 3600", {"expression": "Voltage > 4.4", "goto": 1}]}}]}
    assert steps_of(answer) == [
        {"Loop 1 to 4": loop},
        {"Discharge": {"mode": "C-rate", "value": 2, "ends": ["Voltage < 2.5"]}},
    ]


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (maccor_step("FastWave", value="US06"), 'step 2: found a step of type "FastWave" ("US06"); not read'),
        (maccor_step("Chg Func", value="0|4"), 'step 2: found a step of type "Chg Func" ("0|4"); not read'),
        (maccor_step(" Charge ", "Resistance", "3"), 'step 2: found the set point "Resistance" "3"; not read'),
        (
            maccor_step("  Rest  ", ends=[("ACR", ">= ", "003", "1"), ("StepTime", " = ", "003", "1:2:3")]),
            'step 2: found the end "ACR >= 1 003"; not read',
        ),
        (
            maccor_step("  Rest  ", ends=[("Themocpl", "&gt;= ", "003", "7/55"), ("StepTime", " = ", "003", "1:2:3")]),
            'step 2: found the end "Themocpl >= 7/55 003"; not read',
        ),
        (maccor_step(" Loop 3 ", ends=[("Loop Cnt", " = ", "3", "2")]), "step 2: found Loop 3 without one Do and one loop count; not read"),
        (maccor_step("  Do 2  "), "step 2: found Do 2 without its Loop; not read"),
    ],
)  # fmt: skip
def test_what_maccor_has_beyond_ucp_is_reported(step, error):
    rest = maccor_step("  Rest  ", ends=[("StepTime", " = ", "002", "00:00:05")])
    answer = parse_file(maccor(rest, step, maccor_step("  End   ")), "a.000")
    assert answer["error"] == error
    assert steps_of(answer)[0] == {"Rest": {"duration": 5}}
    assert answer["required_drive_cycles"] == (["US06"] if "US06" in error else [])
    with pytest.raises(ucp.ProtocolError):
        FORMATS["maccor"].document(maccor(rest, step))


NEWARE = """<?xml version="1.0" encoding="GB2312"?><root><config type="Step File" version="17"><Head_Info>
<Scale Value="100"/><Remark Value="电池"/></Head_Info><Whole_Prt/><Step_Info Num="4">
<Step1 Step_ID="1" Step_Type="7"><Limit><Main><Curr Value="150000.000000"/><Volt Value="42000"/>
<Stop_Curr Value="5000"/></Main></Limit></Step1>
<Step2 Step_ID="2" Step_Type="10"><Limit><Main><Res Value="1"/></Main></Limit></Step2>
<Step3 Step_ID="3" Step_Type="5"><Limit><Other><Start_Step Value="1"/><Cycle_Count Value="8"/></Other></Limit></Step3>
<Step4 Step_ID="4" Step_Type="6"/></Step_Info></config></root>"""


def test_neware_scale_encoding_and_cc_cv():
    answer = parse_file(NEWARE.encode("gb2312"), "step.xml")
    assert answer["cycler_type"] == "neware"
    assert answer["error"] == 'step 2: found a step of type "10"; not read'
    ((_, loop),) = steps_of(answer)[0].items()
    assert loop["repeat"] == 8
    assert loop["steps"] == [
        {"Charge": {"mode": "Current", "value": 1.5, "ends": ["Voltage > 4.2"]}},
        {"Charge": {"mode": "Voltage", "value": 4.2, "ends": ["Current < 0.05"]}},
        'Step 2 was not read: a step of type "10"',
    ]


def test_arbin_sdx_with_formulas_and_nominal_capacity():
    text = (
        "[Version Section]\nCurrent_Version=Schedule Version 8.00.11\n[Schedule]\nm_uStepNum=1\n"
        "[Schedule_Step0]\nm_szLabel=CC\nm_szStepCtrlType=CCCV\nm_szCtrlValue=0.1 * MV_NominalCapacity\n"
        "m_szExtCtrlValue1=F_Vmax\n"
        "[Schedule_Step0_Limit0]\nEquation0_szLeft=PV_CHAN_Current\nEquation0_szCompareSign=<=\n"
        "Equation0_szRight=0.05 * MV_NominalCapacity\nm_bStepLimit=1\nm_szGotoStep=Next Step\n"
        "[Schedule_Formula0]\nm_szExpression=4.2*1 + 0\nm_szLabel=F_Vmax\n"
    )
    answer = parse_file(text.encode(), "x.sdx")
    assert answer["error"] is None
    assert answer["cycler_type"] == "arbin_sdx"
    assert steps_of(answer) == [
        {"Charge": {"mode": "C-rate", "value": 0.1, "ends": ["Voltage > 4.2"]}},
        {"Charge": {"mode": "Voltage", "value": 4.2, "ends": ["C-rate < 0.05"]}},
    ]


def test_bt_lab_names_the_direction():
    rows = {
        "Ns": ("0", "1"),
        "ctrl_type": ("CC", "Loop"),
        "Apply I/C": ("I", "I"),
        "ctrl1_val": ("200.000", ""),
        "ctrl1_val_unit": ("mA", ""),
        "charge/discharge": ("Discharge", "Charge"),
        "ctrl_seq": ("0", "0"),
        "ctrl_repeat": ("0", "4"),
        "lim_nb": ("1", "0"),
        "lim1_type": ("Ecell", ""),
        "lim1_comp": ("<", ""),
        "lim1_value": ("3.000", ""),
        "lim1_value_unit": ("V", ""),
        "lim1_action": ("Next sequence", ""),
    }
    table = "\r\n".join(key.ljust(20) + "".join(cell.ljust(20) for cell in cells) for key, cells in rows.items())
    text = (
        f"BT-LAB SETTING FILE\r\n\r\nBattery capacity : 200.000 mA.h\r\n\r\nTechnique : 1\r\nModulo Bat\r\n{table}\r\n"
    )
    answer = parse_file(text.encode("cp1252"), "x.mps")
    assert answer["error"] is None
    assert answer["nominal_capacity_ah"] == 0.2
    discharge = {"Discharge": {"mode": "Current", "value": 0.2, "ends": ["Voltage < 3"]}}
    assert steps_of(answer) == [{"Loop 0 to 1": {"repeat": 5, "steps": [discharge]}}]


def test_pybamm_text_and_ucp():
    answer = parse_file(b"Discharge at 0.5C until 2.5V\nRest for 1 hour\n", "x.txt")
    assert answer["cycler_type"] == "pybamm"
    assert [next(iter(step)) for step in steps_of(answer)] == ["Discharge", "Rest"]
    drive = "drive_cycles: {a: [[0, 1], [1, 2]]}\nsteps: [{Drive: {drive_cycle: a}}, {Drive: {drive_cycle: b}}]"
    answer = parse_file(drive.encode(), "x.yaml")
    assert answer["cycler_type"] is None
    assert (answer["required_drive_cycles"], answer["available_drive_cycles"]) == (["a", "b"], ["a"])


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "document: found nothing, not a UCP document"),
        (b"\x89PNG\r\n\0\0", "file: found binary content"),
        (b"<html/>", "file: found XML; allowed a Maccor procedure or a Neware step file"),
        (b"<MaccorTestProcedure><x>", "file: line 1: found malformed XML"),
        (b"<MaccorTestProcedure/>", "file: found no ProcSteps"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><MaccorTestProcedure>&a;</MaccorTestProcedure>', "found a document type or entity"),
        (b'<?xml version="1.0" encoding="EBCDIC-CP"?><MaccorTestProcedure/>', 'found the encoding "ebcdic-cp"'),
        (b"<MaccorTestProcedure>" + b"<a>" * 100, "found too much"),
        (b"EC-LAB SETTING FILE\r\nTechnique : 1\r\nCyclic Voltammetry\r\n", "allowed one technique Modulo Bat"),
        (b"Novonix HPC Protocol File\n", "file: found no step; allowed a Novonix protocol"),
        (b"[Version Section]\n[Schedule]\n", "x: found no step that could be read"),
        (b"<MaccorTestProcedure><ProcSteps/></MaccorTestProcedure>", "x: found no step that could be read"),
    ],
)  # fmt: skip
def test_unreadable_files(content, error):
    answer = parse_file(content, "x")
    assert error in answer["error"]
    assert answer["parsed_protocol_ucp"] == answer["parsed_protocol_human"] == ""


def _nested_loops(depth):
    rest = maccor_step("  Rest  ", ends=[("StepTime", " = ", str(depth + 2), "00:00:05")])
    do = [maccor_step(f"  Do {index}  ") for index in range(depth)]
    loop = [maccor_step(f" Loop {index} ", ends=[("Loop Cnt", " = ", "1", "2")]) for index in reversed(range(depth))]
    return maccor(*do, rest, *loop)


def _biologic_table(rows, columns):
    lines = [f"ctrl_type{' ' * 11}" + f"Rest{' ' * 16}" * columns, *(f"{row:<20}x" for row in range(rows))]
    return ("EC-LAB SETTING FILE\nTechnique : 1\nModulo Bat\n" + "\n".join(lines)).encode()


@pytest.mark.parametrize(
    "content",
    [
        _nested_loops(3000),
        b"<MaccorTestProcedure>" + b"x<!---->" * 300_000 + b"</MaccorTestProcedure>",
        _biologic_table(100_000, 3000),
        b"[Version Section]\n[Schedule]\n" + b"".join(b"[Schedule_Step%d]\nm_szStepCtrlType=Rest\n" % i for i in range(20_000)),
    ],
    ids=["nested loops", "split text", "wide and long table", "many steps"],
)  # fmt: skip
def test_large_files_are_bounded(content):
    start = time.perf_counter()
    assert parse_file(content, "x")["error"]
    assert time.perf_counter() - start < 10
