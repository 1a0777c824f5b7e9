"""Damage that matters is found: a lost loop count, another jump, a scaled value, a lost end."""

import re

import pytest

from ionworks import ucp
from ionworks.ucp.vendors import FORMATS
from ionworks.ucp.vendors.constructs import ExportOptions

OPTIONS = ExportOptions(nominal_capacity_ah=2.0)
LIMITS = {"voltage_min": 1.5, "voltage_max": 4.6}
CHARGE = {"mode": "Current", "value": 1.5, "ends": ["Voltage > 4.25"]}
JUMPING = {
    "safety_limits": LIMITS,
    "steps": [
        {
            "Cycle": {
                "repeat": 37,
                "steps": [
                    {"Charge": CHARGE},
                    {"Discharge": {"mode": "Current", "value": 2, "ends": [{"Voltage < 2.75": {"goto": "stop"}}]}},
                    {"Rest": {"duration": 900}},
                ],
            }
        },
        {"Rest": {"duration": 120}},
        {"Rest": {"duration": 240, "name": "stop"}},
    ],
}
PLAIN = {
    "safety_limits": LIMITS,
    "steps": [{"Cycle": {"repeat": 37, "steps": [{"Charge": CHARGE}, {"Rest": {"duration": 900}}]}}],
}
DOCUMENTS = {"novonix": PLAIN}

#: Pattern and replacement by format; the first match is damaged.
MUTATIONS = {
    "maccor": {
        "count": ("<Value>37</Value>", "<Value>36</Value>"),
        "jump": ("<Step>008</Step>\n", "<Step>007</Step>\n"),
        "value": ("<StepValue>1.5<", "<StepValue>15<"),
        "limit": (">4.25<", ">4.2<"),
        "safety": ("<Value>4.6</Value>", "<Value>4.7</Value>"),
        "time": ("00:15:00", "00:16:00"),
    },
    "neware": {
        "count": ('Cycle_Count Value="37"', 'Cycle_Count Value="36"'),
        "jump": ('Jump_Line="6"', 'Jump_Line="5"'),
        "value": ('Curr Value="1500"', 'Curr Value="150"'),
        "limit": ('Stop_Volt Value="42500"', 'Stop_Volt Value="42000"'),
        "safety": ('Upper Value="46000"', 'Upper Value="47000"'),
        "time": ('Time Value="900000"', 'Time Value="900"'),
        "lost end": ('<Stop_Volt Value="42500"/>', '<Time Value="1000"/>'),
        "direction": ('Step_Type="1"', 'Step_Type="2"'),
    },
    "arbin": {
        "count": ("Equation0_szRight=37", "Equation0_szRight=36"),
        "jump": (r"m_szGotoStep=7 Rest", "m_szGotoStep=6 Rest"),
        "value": ("m_szCtrlValue=1.5", "m_szCtrlValue=15"),
        "sign": ("m_szCtrlValue=1.5", "m_szCtrlValue=-1.5"),
        "limit": ("Equation0_szRight=4.25", "Equation0_szRight=4.2"),
        "safety": ("Equation0_szRight=4.6", "Equation0_szRight=4.7"),
        "time": ("Equation0_szRight=900", "Equation0_szRight=90"),
    },
    "biologic": {
        "count": (r"ctrl_repeat         (.{60})36 ", r"ctrl_repeat         \g<1>35 "),
        "jump": (r"lim1_seq            1 (.{18})5 ", r"lim1_seq            1 \g<1>4 "),
        "value": ("1.500 ", "15.000"),
        "unit": (r"ctrl1_val_unit      A ", "ctrl1_val_unit      mA"),
        "limit": ("4.250 ", "4.200 "),
        "safety": ("Ewe max = 4.6", "Ewe max = 4.7"),
        "time": ("900.000 ", "90.000  "),
    },
    "novonix": {
        "count": (r"\[Repeat count 37\]", "[Repeat count 36]"),
        "value": ("Charge_current 1.5 A", "Charge_current 15 A"),
        "limit": ("Charge_voltage 4.25 V", "Charge_voltage 4.2 V"),
        "safety": ("voltage > 4.6 V", "voltage > 4.7 V"),
        "time": ("Storage_time 15 minutes", "Storage_time 15 hours"),
        "direction": ("Constant current charge", "Constant current discharge"),
    },
}
MUTATIONS["arbin_sdx"] = MUTATIONS["arbin"]
CASES = [(name, what) for name, changes in MUTATIONS.items() for what in changes]


@pytest.mark.parametrize(("name", "what"), CASES)
def test_damage_is_found(name, what):
    chosen, program = FORMATS[name], ucp.parse(DOCUMENTS.get(name, JUMPING))
    content = chosen.export(program, OPTIONS).primary.content
    assert chosen.verify(program, OPTIONS, content) == []
    pattern, replacement = MUTATIONS[name][what]
    damaged, count = re.subn(pattern, replacement, content.decode(chosen.encoding), count=1)
    assert count == 1, "the mutation must hit"
    assert chosen.verify(program, OPTIONS, damaged.encode(chosen.encoding)) != []
