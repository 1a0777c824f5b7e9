"""Round trips, texts, references, and the schema, on random and on chosen protocols."""

import importlib.util
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ionworks import ucp
from ionworks.ucp.normalize import TargetNames
from ionworks.ucp.program import END, BlockEnd, BlockStart, End, Kind, Marker, Program, Quantity, Step

ROOT = Path(__file__).parents[3]
_spec = importlib.util.spec_from_file_location("fuzz_ucp", ROOT / "tests" / "fuzz_ucp.py")
fuzz_ucp = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(fuzz_ucp)

EXAMPLES = int(os.environ.get("PROTOCOL_EXAMPLES", "25"))
"""Others at every run; `make test` tries 80."""
SCHEMA = jsonschema.Draft202012Validator(ucp.json_schema())
SEEDS = st.integers(0, 2**32).map(random.Random)

# What only the parser can see: values, expressions, condition texts and jump targets.
SEMANTIC = re.compile(
    "target|item -?[0-9]+; allowed 0 to|index$|which no set_variable sets|allowed a (whole )?number|finite|expression|"
    "<quantity>|unknown quantity|the unit|no operator for|measured quantities|as many values as times|times that do not|"
    "division by zero|unquoted name|the exponent|allowed numbers|columns|as in the drive cycle|pairs"
)


@given(SEEDS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_valid_documents_round_trip(rng):
    document = fuzz_ucp.valid_document(rng)
    program = ucp.parse(document)
    again = ucp.program_to_document(program)
    assert ucp.parse(again) == program
    assert ucp.program_to_document(ucp.parse(again)) == again
    assert ucp.parse(yaml.safe_dump(document, sort_keys=False)) == program
    assert SCHEMA.is_valid(document)
    assert SCHEMA.is_valid(again)
    lines = ucp.human_readable(program).splitlines()
    assert len(lines) >= 1 + sum(not isinstance(item, BlockEnd) for item in program.items)
    assert all(line.strip() for line in lines)


@given(SEEDS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_bound_documents_round_trip(rng):
    program = ucp.parse(fuzz_ucp.valid_document(rng))
    try:
        bound = ucp.bind(program, dict.fromkeys(fuzz_ucp.NAMES, 2.0)).program
    except ucp.ProtocolError:
        return
    assert ucp.input_names(bound) == ()
    assert ucp.parse(ucp.program_to_document(bound)) == bound


@given(SEEDS)
@settings(max_examples=2 * EXAMPLES, deadline=None)
def test_schema_and_parser_agree_on_structure(rng):
    document = fuzz_ucp.broken_document(rng)
    answer = ucp.validate(document)
    if answer["valid"]:
        assert SCHEMA.is_valid(document)
    elif SCHEMA.is_valid(document):
        assert [text for text in answer["error"].split("\n") if not SEMANTIC.search(text)] == []


def check_any(source):
    start = time.perf_counter()
    answer = ucp.validate(source)
    assert answer["valid"] or (answer["error"] and len(answer["error"].split("\n")) >= 1)
    assert isinstance(ucp.find_input_references(source), list)
    assert time.perf_counter() - start < 1


@given(SEEDS)
@settings(max_examples=2 * EXAMPLES, deadline=None)
def test_damaged_text_never_crashes(rng):
    check_any(fuzz_ucp.random_text(rng))


@given(st.text(max_size=200) | st.binary(max_size=100))
@settings(deadline=None)
def test_any_text_never_crashes(source):
    check_any(source)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)
_KEYS = (
    "mode",
    "value",
    "duration",
    "ends",
    "goto",
    "if",
    "else",
    "repeat",
    "steps",
    "set_variable",
    "name",
    "samples",
    "shape",
)
_STEPS = st.dictionaries(
    st.sampled_from(("Charge", "Rest", "Drive", "EIS", "Waveform", "Control", "direction", "Block", "direction[1]")),
    st.dictionaries(st.sampled_from(_KEYS), _VALUES, max_size=4) | _VALUES,
    min_size=1,
    max_size=2,
)


@given(
    st.fixed_dictionaries(
        {"steps": st.lists(_STEPS | _VALUES, max_size=3)},
        optional={"global": _VALUES, "safety_limits": _VALUES, "drive_cycles": _VALUES},
    )
)
@settings(max_examples=2 * EXAMPLES, deadline=None)
def test_any_mapping_never_crashes(source):
    check_any(source)


def test_the_fuzz_script_runs():
    script = ROOT / "tests" / "fuzz_ucp.py"
    done = subprocess.run(
        [sys.executable, script, "30", "1"], capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr
    assert re.match(r"\d+ valid, \d+ invalid, 0 crash\nslowest: ", done.stdout)


def test_schema_is_a_schema():
    rules = jsonschema.Draft202012Validator(jsonschema.Draft202012Validator.META_SCHEMA)
    assert [error.message for error in rules.iter_errors(ucp.json_schema())] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            'global: {initial_soc: "input[\'Initial SOC\']"}\nsteps:\n- direction: Discharge\n  value: input["C-rate"]',
            ["Initial SOC", "C-rate"],
        ),
        (
            'steps:\n- Rest: {ends: [\'Voltage > input["b"] + input["a"] + input["b"]\'], note: \'input["no"]\'}  # input["no"]',
            ["b", "a"],
        ),
        ("steps:\n- 'direction[input[\"d\"]]': {'Voltage > input[ \"key\" ]': 1}", ["d", "key"]),
        ('steps: [Voltage > input["broken"]]\nvalue: "input[\\"escaped\\"]"', ["broken", "escaped"]),
        ('{"steps": [{"Rest": {"duration": "input[\\"Temperature [°C]\\"]"}}]}', ["Temperature [°C]"]),
        ("Discharge at 1C until 2.5V", []),
        ("no_input['x'] inputs['y'] input[z]", []),
        ("", []),
    ],
)
def test_input_references(source, expected):
    assert ucp.find_input_references(source) == expected


@pytest.mark.documented
def test_input_references_of_the_users_document():
    text = """
global:
  initial_soc: input["Initial SOC"]
steps:
  - direction: Discharge
    mode: C-rate
    value: input["C-rate"]
"""
    assert ucp.find_input_references(text) == ["Initial SOC", "C-rate"]
    assert ucp.find_input_references(yaml.safe_load(text)) == ["Initial SOC", "C-rate"]


def test_human_readable():
    document = {
        "global": {"initial_temperature": 25, "temperature": 30, "initial_soc": 1},
        "safety_limits": {"voltage_max": 4.3, "discharge_current_max": {"value": 10, "goto": "cool"}},
        "steps": [
            {
                "Cycle": {
                    "repeat": 'input["N"]',
                    "note": "as new",
                    "steps": [
                        {
                            "Charge": {
                                "mode": "C-rate",
                                "value": 0.5,
                                "ends": ["Voltage > 4.2", {"Temperature > 50": {"goto": "cool"}}],
                                "note": "a\nb",
                            }
                        },
                        {
                            "Charge": {
                                "mode": "Voltage",
                                "value": 4.2,
                                "duration": 600,
                                "ends": ["Current < 0.05"],
                                "temperature": 20,
                            }
                        },
                        {
                            "Inner": [
                                {"Rest": {"duration": 3600, "set_variable": [{"name": "VAR_n", "eval": "VAR_n + 1"}]}}
                            ]
                        },
                    ],
                }
            },
            {"Maybe": {"if": "VAR_n > 3", "steps": [{"Drive": {"drive_cycle": "UDDS", "repeat": 2, "scale": 3}}]}},
            {"EIS": {"frequency_min": 0.01, "frequency_max": 1000}},
            {"EIS": {"frequencies": [1, 2]}},
            {
                "Waveform": {
                    "shape": "sine",
                    "mode": "Current",
                    "offset": 1,
                    "amplitude": 2,
                    "period": 5,
                    "duration": 60,
                }
            },
            {"Waveform": {"shape": "custom", "mode": "Current", "samples": [[0, 1], [1, 2]]}},
            {"direction[VAR_n]": {"mode": "Power", "value": 5, "duration": 1}},
            {"Ambient temperature": 45},
            {"Control": {"set_variable": [{"name": "VAR_n", "eval": 0}], "if": "VAR_n > 1", "goto": 0, "else": "End"}},
            {"Control": {"goto": 2}},
            "cool",
        ],
    }
    assert ucp.human_readable(ucp.parse(document)).splitlines() == [
        "Start from state of charge 1 at 25 degC in an ambient of 30 degC",
        "Safety: voltage above 4.3 V: end the test",
        "Safety: discharge current above 10 A: go to cool",
        'Cycle, input["N"] times:  # as new',
        "  Charge at 0.5C until Voltage > 4.2 V or Temperature > 50 degC (go to cool)  # a b",
        "  Charge and hold at 4.2 V for at most 600 s until Current < 0.05 A in an ambient of 20 degC",
        "  Inner:",
        "    Rest for 3600 s; then set VAR_n = VAR_n + 1",
        "Maybe if VAR_n > 3:",
        '  Drive cycle "UDDS" scaled by 3, 2 times,',
        "Impedance spectrum from 0.01 to 1000 Hz, 10 points per decade",
        "Impedance spectrum at 2 frequencies",
        "Sine wave of 2 A around 1 A, period 5 s, for 60 s",
        "Custom waveform of 2 samples",
        "Charge or discharge (VAR_n) at 5 W for 1 s",
        "Set the ambient temperature to 45 degC",
        "Set VAR_n = 0; if VAR_n > 1, go to Cycle; else end the test",
        "Go to steps[2] EIS",
        "[cool]",
    ]


def test_normal_form_as_a_document():
    document = {
        "steps": [
            {
                "direction": "discharge",
                "mode": "c-rate",
                "value": "1",
                "ends": [{"variable": "Voltage [V]", "value": 2.5}],
            },
            {"OCV": {"duration": "60"}},
        ]
    }
    assert ucp.program_to_document(ucp.parse(document)) == {
        "global": {
            "initial_temperature": 25,
            "initial_state_type": "soc_percentage",
            "initial_state_value": 100,
        },
        "steps": [{"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 2.5"]}}, {"Rest": {"duration": 60}}],
    }


def step(address: int, **kwargs) -> Step:
    return Step(address=address, path="", kind=Kind.REST, duration=1.0, **kwargs)


def test_programs_made_elsewhere_get_names_for_their_targets():
    jump = End(Quantity.VOLTAGE, ">", 4.0, goto=1)
    program = Program(
        (
            BlockStart(address=0, path="", name="B", end=3),
            step(1, block_path=("B",)),
            step(2, block_path=("B",), ends=(jump,)),
            BlockEnd(address=3, path="", start=0),
        )
    )
    assert ucp.program_to_document(program)["steps"] == [
        {
            "B": [
                {"Rest": {"duration": 1, "name": "Step 1"}},
                {"Rest": {"duration": 1, "ends": [{"expression": "Voltage > 4", "goto": "Step 1"}]}},
            ]
        }
    ]


@pytest.mark.parametrize("target", [END, 2])
def test_targets_that_cannot_be_written(target):
    items = (
        Marker(address=0, path="", name="End"),
        BlockStart(address=1, path="", name="B", end=4),
        BlockStart(address=2, path="", name="B", end=3),
        BlockEnd(address=3, path="", start=2),
        BlockEnd(address=4, path="", start=1),
    )
    with pytest.raises(ValueError, match="cannot be written as a target"):
        TargetNames.of(Program(items)).write(target)


def test_an_end_on_a_variable_of_the_model_is_written_as_it_is_read():
    end = {
        "variable": "X-averaged negative particle surface stoichiometry",
        "operator": ">",
        "value": 0.9,
        "goto": "End",
    }
    document = {"steps": [{"Charge": {"mode": "C-rate", "value": 1, "ends": [end]}}]}
    program = ucp.parse(document)
    assert program.model_variables == {end["variable"]: "steps[0] Charge"}
    assert ucp.program_to_document(program)["steps"][0]["Charge"]["ends"] == [end]
    assert ucp.parse(ucp.program_to_document(program)) == program
    assert f"{end['variable']} > 0.9 (" in ucp.human_readable(program)


@pytest.mark.parametrize(
    ("end", "text"),
    [
        ({"variable": "Voltag [V]", "operator": "<", "value": 3}, 'unknown quantity "Voltag"; allowed Voltage'),
        ({"variable": "Anode potential [V]", "value": 0}, "no operator for Anode potential [V]; allowed operator"),
        ({"variable": "x" * 201, "operator": "<", "value": 0}, "allowed Voltage, Current"),
        ({"variable": " ", "operator": "<", "value": 0}, "allowed Voltage, Current"),
    ],
)
def test_ends_that_name_no_variable(end, text):
    with pytest.raises(ucp.ProtocolError) as caught:
        ucp.parse({"steps": [{"Charge": {"mode": "C-rate", "value": 1, "ends": [end]}}]})
    assert text in str(caught.value)
