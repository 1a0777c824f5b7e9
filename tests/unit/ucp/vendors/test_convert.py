"""The documented call, its answer and its errors."""

import base64
from pathlib import Path

import pytest

from ionworks import ucp
from ionworks.ucp.vendors import FORMATS, TARGETS, UnsupportedError, convert, support_matrix

#: Word for word from the users' document on converting.
PROTOCOL = """
global:
  initial_temperature: 25
  initial_state_type: soc_percentage
  initial_state_value: 100
steps:
  - CC Charge:
      - Charge:
          mode: C-rate
          value: 1
          ends:
            - "Voltage > 4.2"
  - CV Charge:
      - Charge:
          mode: Voltage
          value: 4.2
          ends:
            - "Current < 0.05"
  - Discharge:
      - Discharge:
          mode: C-rate
          value: 1
          ends:
            - "Voltage < 2.7"
"""
DOCS = Path(__file__).parents[4] / "docs" / "protocol-formats.md"


@pytest.mark.parametrize("target", list(FORMATS))
def test_the_documented_protocol_converts_for_every_cycler(target):
    answer = convert(PROTOCOL, target, nominal_capacity_ah=5, verify=True)
    primary = answer["primary"]
    assert answer["target"] == target
    assert answer["filename"] == primary["filename"] == f"protocol{FORMATS[target].suffix}"
    content = base64.b64decode(primary["content_base64"])
    assert content.decode(FORMATS[target].encoding).replace("\r\n", "\n") == answer["content"]
    assert answer["assets"] == []
    program = ucp.parse(FORMATS[target].document(content))
    assert [step.kind.value for step in program.steps] == ["Charge", "Charge", "Discharge"]
    assert [end.text for step in program.steps for end in step.ends] == ["Voltage > 4.2", "Current < 0.05", "Voltage < 2.7"]  # fmt: skip


def test_the_maccor_file_of_the_documented_protocol():
    content = convert(PROTOCOL, "maccor")["content"]
    assert content.startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n<?maccor-application progid="Maccor Procedure File"?>'
    )
    assert content.count("<StepValue>1C</StepValue>") == 2
    assert "<desc>Start from 100 % state of charge at 25 degC</desc>" in content
    assert "\r" not in content


def test_inputs_are_bound_or_missed_by_step_and_name():
    text = PROTOCOL.replace("value: 1\n", 'value: input["C-rate"]\n', 1)
    assert "<StepValue>0.5C</StepValue>" in convert(text, "maccor", inputs={"C-rate": 0.5})["content"]
    with pytest.raises(
        ucp.ProtocolError, match=r'steps\[0\] "CC Charge" > Charge > value: found input\["C-rate"\] without'
    ):
        convert(text, "maccor")


def test_initial_state_may_stay_open():
    """A cycler cannot set it, but an input without a value is named all the same."""
    text = PROTOCOL.replace("initial_state_value: 100", 'initial_state_value: input["Initial SOC"]')
    with pytest.raises(ucp.ProtocolError, match="Initial SOC"):
        convert(text, "maccor")


def test_targets():
    assert TARGETS == ("maccor", "neware", "arbin", "arbin_sdx", "biologic", "novonix", "biologic_bttest")
    with pytest.raises(UnsupportedError, match="no BT-Test file, description or reader is public"):
        convert(PROTOCOL, "biologic_bttest")
    with pytest.raises(ucp.ProtocolError, match='target: found "basytec"; allowed maccor, neware'):
        convert(PROTOCOL, "basytec")


@pytest.mark.parametrize("stem", ["", "../x", "a/b", "x\0", ".hidden", "a" * 101, "CON:"])
def test_file_names_hold_no_paths(stem):
    with pytest.raises(ucp.ProtocolError, match="filename_stem: found"):
        convert(PROTOCOL, "maccor", filename_stem=stem)


@pytest.mark.parametrize("capacity", [0, -1, float("nan"), True, "3"])
def test_capacity_is_a_positive_number(capacity):
    with pytest.raises(ucp.ProtocolError, match="nominal_capacity_ah: found"):
        convert(PROTOCOL, "maccor", nominal_capacity_ah=capacity)


def test_c_rates_become_currents_where_the_format_has_none():
    content = convert(PROTOCOL, "neware", nominal_capacity_ah=4.15)["content"]
    assert content.count('<Curr Value="4150"/>') == 3  # two set points, and the hold that takes over
    with pytest.raises(
        UnsupportedError, match=r'steps\[0\] "CC Charge" > Charge: C-rate 1 .* needs nominal_capacity_ah'
    ):
        convert(PROTOCOL, "neware")


def test_units_by_hand():
    steps = [{"Discharge": {"mode": "Current", "value": 0.0005, "duration": 5400, "ends": ["Voltage < 2.505"]}}]
    mps = convert({"steps": steps}, "biologic")["content"]
    assert "ctrl1_val           -0.500              \nctrl1_val_unit      mA" in mps
    assert "I Range             1 mA" in mps
    assert "lim1_value          2.505" in mps
    xml = convert({"steps": steps}, "neware")["content"]
    assert '<Curr Value="0.5"/>' in xml
    assert '<Stop_Volt Value="25050"/>' in xml
    assert '<Time Value="5400000"/>' in xml
    sdu = convert({"steps": steps}, "arbin")["content"]
    assert "m_szCtrlValue=-0.0005" in sdu
    assert "Equation0_szLeft=PV_CHAN_Voltage\nEquation0_szCompareSign=<=\nEquation0_szRight=2.505" in sdu


def test_charge_is_counted_from_a_reset_in_arbin():
    steps = [{"Charge": {"mode": "Current", "value": 1, "ends": ["Capacity > 0.5"]}}]
    sdu = convert({"steps": steps}, "arbin")["content"]
    assert sdu.index("m_szCtrlValue=15") < sdu.index("PV_CHAN_Charge_Capacity")
    assert "m_uStepNum=2" in sdu


def test_the_support_matrix_of_the_documentation_is_current():
    assert support_matrix() in DOCS.read_text(encoding="utf-8")
