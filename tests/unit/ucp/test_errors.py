"""Every complaint with the exact path it names."""

import pytest

from ionworks.errors import ValidationError
from ionworks.ucp import ProtocolError, parse, validate

OK = "mode: Current, value: 1, duration: 1"
QUANTITIES = (
    "Voltage, Current, C-rate, Capacity, Temperature, Time, SOC, Energy, Power, d/dt(Voltage), d/dt(Current), "
    "d/dt(Temperature)"
)
NUMBER = "allowed a number or an expression"
SAMPLES = "allowed a list of [time, value] pairs, or {time: [...], current|power|c_rate|voltage: [...]}"


def first(source) -> str:
    with pytest.raises(ProtocolError) as caught:
        parse(source)
    return caught.value.problems[0]


def item_problem(item: str) -> str:
    return first(f"steps:\n- {item}")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Charge: {}", "steps[0] Charge: found neither duration nor ends; allowed a duration, an end or both"),
        ("Charge: {duration: 1}", "steps[0] Charge: found no mode; allowed mode is required"),
        ("Charge: {mode: Current, duration: 1}", "steps[0] Charge: found no value; allowed value is required"),
        ("Hold: {duration: 1}", "steps[0] Hold: found no value; allowed value is required"),
        (
            "Hold: {mode: Current, value: 1, duration: 1}",
            'steps[0] Hold > mode: found "Current"; allowed Voltage in a Hold step',
        ),
        ("Rest:", "steps[0] Rest: found neither duration nor ends; allowed a duration, an end or both"),
        ("Rest: {ends: []}", "steps[0] Rest: found neither duration nor ends; allowed a duration, an end or both"),
        ("Rest: 5", "steps[0] Rest: found 5; allowed a mapping of parameters"),
        ("Rest: {duration: 0}", "steps[0] Rest > duration: found 0; allowed a number > 0 or an expression"),
        ("Rest: {duration: }", f"steps[0] Rest > duration: found nothing; {NUMBER}"),
        (
            "Rest: {duration: yes}",
            f"steps[0] Rest > duration: found true (unquoted true/false, yes/no, on/off); {NUMBER}",
        ),
        ("Rest: {duration: [1]}", f"steps[0] Rest > duration: found a list of 1 items; {NUMBER}"),
        (
            "Rest: {duration: 1, value: 2}",
            'steps[0] Rest: found unknown key "value"; allowed duration, ends, temperature, resolution, set_variable, note, name',
        ),
        ("Rest: {duration: 1, note: 5}", "steps[0] Rest > note: found 5; allowed text"),
        ("Rest: {duration: 1, name: ''}", 'steps[0] Rest > name: found ""; allowed text'),
        (
            "Rest: {duration: 1, temperature: -300}",
            "steps[0] Rest > temperature: found -300; allowed a number >= -60 and <= 120 (the unit is degC) or an expression",
        ),
        ("Rest: {duration: 1, resolution: 5}", "steps[0] Rest > resolution: found 5; allowed a mapping"),
        (
            "Rest: {duration: 1, resolution: {time: 0}}",
            "steps[0] Rest > resolution > time: found 0; allowed a number > 0 or an expression",
        ),
        (
            "Rest: {duration: 1, resolution: {t: 0}}",
            'steps[0] Rest > resolution: found unknown key "t"; allowed time, voltage, current',
        ),
        ("Rest: {duration: 1, ends: Voltage > 4}", 'steps[0] Rest > ends: found "Voltage > 4"; allowed a list'),
        (
            f"Charge: {{{OK}, value2: 1}}",
            'steps[0] Charge: found unknown key "value2"; allowed mode, value, duration, ends, temperature, resolution, set_variable, note, name',
        ),
        (
            "Charge: {mode: Curent, value: 1, duration: 1}",
            'steps[0] Charge > mode: found "Curent"; allowed C-rate, Current, Power, Voltage',
        ),
        (
            "Charge: {mode: Current, value: -1, duration: 1}",
            "steps[0] Charge > value: found -1; allowed a number >= 0 or an expression",
        ),
        (
            "Charge: {mode: Current, value: 1e999, duration: 1}",
            f'steps[0] Charge > value: found "1e999"; {NUMBER}, finite',
        ),
        ("{direction: Chrage, mode: Current}", 'steps[0]: found unknown step "Chrage"; allowed Charge, Discharge,'),
        ("{direction: 5}", "steps[0]: found unknown step 5; allowed Charge, Discharge,"),
        ("Chrage: {mode: Current}", 'steps[0]: found unknown step "Chrage"; allowed Charge, Discharge,'),
        ("5", "steps[0]: found 5; allowed Charge, Discharge,"),
        (
            "Rest",
            'steps[0]: found "Rest" without parameters; allowed a step with its parameters, or another marker name',
        ),
        ("''", 'steps[0]: found "" without parameters; allowed a step with its parameters, or another marker name'),
        ("{}", "steps[0]: found a mapping with no keys; allowed Charge, Discharge,"),
        ("Empty: []", 'steps[0] "Empty": found a block without items; allowed at least one item'),
        (
            "B: {repeat: 1.5, steps: [m]}",
            'steps[0] "B" > repeat: found 1.5; allowed a whole number >= 0 or an expression',
        ),
        (
            "B: {repeat: -1, steps: [m]}",
            'steps[0] "B" > repeat: found -1; allowed a whole number >= 0 or an expression',
        ),
        ("B: {times: 2, steps: [m]}", 'steps[0] "B": found unknown key "times"; allowed repeat, if, steps, note'),
        ("B: [Rest: {duration: 0}]", 'steps[0] "B" > Rest > duration: found 0; allowed a number > 0 or an expression'),
        (
            "B: [m, Rest: {duration: 0}]",
            'steps[0] "B" > [1] Rest > duration: found 0; allowed a number > 0 or an expression',
        ),
        ("B: [Chrage: 1]", 'steps[0] "B": found unknown step "Chrage"; allowed Charge, Discharge,'),
        (
            "Control: {}",
            "steps[0] Control: found neither set_variable nor goto; allowed set_variable, goto, or if with goto and else",
        ),
        ("Control: {goto: nowhere}", 'steps[0] Control > goto: found unknown target "nowhere"; allowed End, Next'),
        ("Control: {goto: end}", 'steps[0] Control > goto: found unknown target "end"; allowed End, Next'),
        ("Control: {goto: 1}", "steps[0] Control > goto: found item 1; allowed 0 to 0, counted at top level"),
        ("Control: {goto: -1}", "steps[0] Control > goto: found item -1; allowed 0 to 0, counted at top level"),
        (
            "Control: {goto: 0.5}",
            "steps[0] Control > goto: found 0.5; allowed the name of a marker, block or step, End, Next or an index",
        ),
        (
            "Control: {goto: on}",
            "steps[0] Control > goto: found true (unquoted true/false, yes/no, on/off); allowed the name",
        ),
        (
            "Control: {if: 1, set_variable: []}",
            "steps[0] Control: found if without goto; allowed if, goto and else together",
        ),
        (
            "Control: {goto: End, else: Next}",
            "steps[0] Control: found else without if; allowed if, goto and else together",
        ),
        (
            "Control: {if: Voltage > 1, goto: End}",
            "steps[0] Control > if: found Voltage in 'Voltage > 1'; allowed measured quantities only in set_variable",
        ),
        (
            "Control: {set_variable: {}}",
            "steps[0] Control > set_variable: found a mapping with no keys; allowed a list",
        ),
        ("Control: {set_variable: [5]}", "steps[0] Control > set_variable[0]: found 5; allowed a mapping"),
        (
            "Control: {set_variable: [{name: VAR_x}]}",
            "steps[0] Control > set_variable[0]: found no eval; allowed eval is required",
        ),
        (
            "Control: {set_variable: [{name: x, eval: 1}]}",
            'steps[0] Control > set_variable[0] > name: found "x"; allowed VAR_ followed by letters, digits or _',
        ),
        (
            "Control: {set_variable: [{name: VAR_x, eval: VAR_y}]}",
            "steps[0] Control > set_variable[0] > eval: found VAR_y, which no set_variable sets; allowed VAR_x",
        ),
        ("Ambient temperature:", "steps[0] Ambient temperature: found no value; allowed value is required"),
        (
            "Ambient temperature: -300",
            "steps[0] Ambient temperature > value: found -300; allowed a number >= -60 and <= 120 (the unit is degC) or an expression",
        ),
        ("EIS: {frequency_min: 1}", "steps[0] EIS: found no frequency_max; allowed frequency_max is required"),
        ("EIS: {frequency_min: 10, frequency_max: 1}", "steps[0] EIS > frequency_min: found 10; allowed a number < 1"),
        (
            "EIS: {frequencies: [1], frequency_max: 1}",
            "steps[0] EIS: found frequencies beside a frequency range; allowed one of the two",
        ),
        (
            "EIS: {frequencies: []}",
            "steps[0] EIS > frequencies: found an empty list; allowed at least one frequency in Hz",
        ),
        ("EIS: {frequencies: [1, 0]}", "steps[0] EIS > frequencies[1]: found 0; allowed a number > 0 or an expression"),
        ("EIS: {frequencies: [1], mode: Power}", "steps[0] EIS > mode: found Power; allowed Current, Voltage"),
        ("EIS: {frequencies: [1], duration: 1}", 'steps[0] EIS: found unknown key "duration"; allowed mode,'),
        (
            "Drive: {}",
            "steps[0] Drive: found no drive_cycle; allowed drive_cycle, the name of a drive cycle, is required",
        ),
        (
            "Drive: {name: x, repeat: 0}",
            "steps[0] Drive > repeat: found 0; allowed a whole number >= 1 or an expression",
        ),
        ("Waveform: {mode: Current, duration: 1}", "steps[0] Waveform: found no shape; allowed shape is required"),
        (
            "Waveform: {shape: saw, mode: Current, amplitude: 1, period: 1, duration: 1}",
            'steps[0] Waveform > shape: found "saw"; allowed sine, square, triangle, ramp, custom',
        ),
        (
            "Waveform: {shape: sine, mode: Current, amplitude: 1, duration: 1}",
            "steps[0] Waveform: found not exactly one of period and frequency; allowed period in s or frequency in Hz",
        ),
        (
            "Waveform: {shape: sine, mode: Current, amplitude: 1, frequency: 0, duration: 1}",
            "steps[0] Waveform > frequency: found a division by zero in '1 / (0)'; allowed a frequency in Hz > 0",
        ),
        (
            "Waveform: {shape: sine, mode: Current, amplitude: 1, period: 1}",
            "steps[0] Waveform: found neither duration nor ends; allowed a duration, an end or both",
        ),
        (
            "Waveform: {shape: square, mode: Current, amplitude: 1, period: 1, duration: 1, duty: 2}",
            "steps[0] Waveform > duty: found 2; allowed a number >= 0 and <= 1 or an expression",
        ),
        (
            "Waveform: {shape: custom, mode: Current}",
            "steps[0] Waveform: found no samples; allowed samples is required",
        ),
        (
            "Waveform: {shape: custom, mode: Current, samples: [[0, 1], [1]]}",
            f"steps[0] Waveform > samples: found a list of 2 items; {SAMPLES}",
        ),
        (
            "'direction[x]': {mode: Current, value: 1, duration: 1}",
            "steps[0] direction[x]: found 'x'; allowed numbers,",
        ),
        (
            "'direction[]': {mode: Current, value: 1, duration: 1}",
            "steps[0] direction[]: found the malformed expression ''; allowed numbers,",
        ),
        (
            "Rest: {duration: 'input[x]'}",
            "steps[0] Rest > duration: found 'input[x]' with an unquoted name; allowed input[\"name\"], the name in quotes",
        ),
        (
            "Rest: {duration: 1 / 0}",
            "steps[0] Rest > duration: found a division by zero in '1 / 0'; allowed a finite number",
        ),
        (
            "Rest: {duration: VAR_t}",
            "steps[0] Rest > duration: found VAR_t, which no set_variable sets; allowed no variable",
        ),
        (
            "Rest: {duration: 2 ** 99}",
            "steps[0] Rest > duration: found the exponent 99; allowed at most 64 in magnitude",
        ),
        (
            "Rest: {duration: __import__('os')}",
            "steps[0] Rest > duration: found \"__import__('os')\"; allowed numbers,",
        ),
    ],
)
def test_steps(item, expected):
    found = item_problem(item)
    assert found == expected or (found.startswith(expected) and expected[-1] in ",e[n"), found


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("Voltage", 'found "Voltage"; allowed <quantity> < or > <number or expression>, e.g. Voltage > 4.2'),
        ("Voltage = 4", 'found "Voltage = 4"; allowed <quantity> < or > <number or expression>, e.g. Voltage > 4.2'),
        ("Volt > 4", f'found unknown quantity "Volt"; allowed {QUANTITIES}'),
        ("Voltage [mV] > 4", 'found Voltage in "mV"; allowed the unit V'),
        ("Capacity [mAh] > 4", 'found Capacity in "mAh"; allowed the unit A.h or Ah'),
        ("Current < -1", "found -1; allowed a number >= 0 or an expression"),
        ("SOC < 120", "found 120; allowed a number >= 0 and <= 100 or an expression"),
        ("d/dt(SOC) < 1", f'found unknown quantity "d/dt(SOC)"; allowed {QUANTITIES}'),
        (
            "5",
            'found 5; allowed "Voltage > 4.2", {"Voltage > 4.2": {goto: ...}}, {expression: ...} or {variable: ..., value: ...}',
        ),
        ("{Voltage > 4: , goto: End}", 'found a mapping with Voltage > 4, goto; allowed "Voltage > 4.2",'),
        ("{Voltage > 4: {goto: End, x: 1}}", 'found unknown key "x"; allowed goto'),
        ("{variable: Voltage}", "found no value; allowed value is required"),
        ("{variable: Voltage, value: 4}", 'found no operator for Voltage; allowed operator: "<" or ">" in this step'),
        (
            "{variable: 'd/dt(Voltage)', value: 4}",
            'found no operator for d/dt(Voltage); allowed operator: "<" or ">" in this step',
        ),
    ],
)
def test_ends(end, expected):
    found = item_problem(f"direction: Rest\n  ends:\n  - Time > 1\n  - {end}")
    assert found.startswith(f"steps[0] Rest > ends[1]: {expected}"), found


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("{variable: Voltage, value: 4, operator: '='}", 'ends[0] > operator: found "="; allowed <, >, <=, >='),
        ("{variable: 5, value: 4}", "ends[0] > variable: found 5; allowed text"),
        ("{expression: 5}", 'ends[0] > expression: found 5; allowed text such as "Voltage > 4.2"'),
        ("{expression: Voltage > 4, goto: x}", 'ends[0] > goto: found unknown target "x"; allowed End, Next'),
    ],
)
def test_keys_of_ends(end, expected):
    assert item_problem(f"Rest: {{ends: [{end}]}}") == f"steps[0] Rest > {expected}"


def test_parameters_that_are_not_indented():
    text = "steps:\n- Charge:\n  mode: Current\n  value: 1\n"
    assert first(text) == (
        "steps[0]: found a mapping with Charge, mode, value - parameters must be indented below Charge; "
        "allowed one step or block per list item, its parameters indented below its name"
    )


def test_options_beside_a_block():
    assert "a block with options is written Cycle: {repeat: ..., steps: [...]}" in first(
        "steps:\n- Cycle: [m]\n  repeat: 3"
    )


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({}, "steps: found nothing; allowed a list of at least one step"),
        ({"steps": {}}, "steps: found a mapping with no keys; allowed a list of at least one step"),
        (
            {"steps": ["m"], "stepz": 1},
            'document: found unknown key "stepz"; allowed global, safety_limits, steps, drive_cycles',
        ),
        (
            {"steps": ["m", "m", {"Control": {"goto": "m"}}]},
            'steps[2] Control > goto: found target "m", which 2 items are called; allowed a unique name',
        ),
        ({"steps": ["m"], "global": 5}, "global: found 5; allowed a mapping"),
        (
            {"steps": ["m"], "global": {"soc": 1}},
            'global: found unknown key "soc"; allowed initial_temperature, temperature, initial_state_type, initial_state_value, initial_soc, initial_voltage, resolution, safety_limits',
        ),
        (
            {"steps": ["m"], "global": {"initial_soc": 1, "initial_voltage": 4}},
            "global: found initial_soc beside initial_voltage; allowed one way of giving the initial state",
        ),
        (
            {"steps": ["m"], "global": {"initial_soc": 1, "initial_state_value": 4}},
            "global: found initial_soc beside initial_state_type/initial_state_value; allowed one way of giving the initial state",
        ),
        (
            {"steps": ["m"], "global": {"initial_state_type": "voltage"}},
            "global: found no initial_state_value; allowed initial_state_value is required",
        ),
        (
            {"steps": ["m"], "global": {"initial_state_type": "soc"}},
            'global > initial_state_type: found "soc"; allowed soc_percentage, voltage',
        ),
        (
            {"steps": ["m"], "global": {"initial_state_value": 101}},
            "global > initial_state_value: found 101; allowed a number >= 0 and <= 100 or an expression",
        ),
        (
            {"steps": ["m"], "global": {"initial_soc": 101}},
            "global > initial_soc: found 101; allowed a number >= 0 and <= 100 or an expression",
        ),
        (
            {"steps": ["m"], "global": {"initial_voltage": 0}},
            "global > initial_state_value or initial_voltage: found 0; allowed a number > 0 or an expression",
        ),
        (
            {"steps": ["m"], "global": {"temperature": "VAR_x"}},
            "global > temperature: found VAR_x, which no set_variable sets; allowed no variable",
        ),
        (
            {"steps": ["m"], "global": {"resolution": {"time": 0}}},
            "global > resolution > time: found 0; allowed a number > 0 or an expression",
        ),
        (
            {"steps": ["m"], "global": {"safety_limits": {}}, "safety_limits": {}},
            "safety_limits: found safety_limits at top level and in global; allowed one of the two",
        ),
        (
            {"steps": ["m"], "safety_limits": {"voltage": 1}},
            'safety_limits: found unknown key "voltage"; allowed voltage_min, voltage_max, temperature_min, temperature_max, charge_current_max, discharge_current_max, goto',
        ),
        (
            {"steps": ["m"], "safety_limits": {"voltage_max": "x"}},
            'safety_limits > voltage_max: found "x"; allowed a number, finite',
        ),
        (
            {"steps": ["m"], "safety_limits": {"voltage_max": {"goto": "m"}}},
            "safety_limits > voltage_max: found no value; allowed value is required",
        ),
        (
            {"steps": ["m"], "safety_limits": {"voltage_max": {"value": 1, "goto": "x"}}},
            'safety_limits > voltage_max > goto: found unknown target "x"; allowed m, End, Next',
        ),
        (
            {"steps": ["m"], "global": {"safety_limits": {"goto": "x"}}},
            'global > safety_limits > goto: found unknown target "x"; allowed m, End, Next',
        ),
        (
            {"steps": ["m"], "safety_limits": {"charge_current_max": -1}},
            "safety_limits > charge_current_max: found -1; allowed a number >= 0, a magnitude in A",
        ),
        (
            {"steps": ["m"], "safety_limits": {"voltage_min": 4, "voltage_max": 3}},
            "safety_limits > voltage_min: found 4, not below voltage_max 3; allowed a number < 3",
        ),
        ({"steps": ["m"], "drive_cycles": 5}, "drive_cycles: found 5; allowed a mapping of names to samples"),
        ({"steps": ["m"], "drive_cycles": {"x": 5}}, f"drive_cycles > x: found 5; {SAMPLES}"),
        (
            {"steps": ["m"], "drive_cycles": {"x": {"time": [0, 1], "amps": [0, 1]}}},
            f"drive_cycles > x: found the columns time, amps; {SAMPLES}",
        ),
        (
            {"steps": ["m"], "drive_cycles": {"x": {"time": 5, "current": [0, 1]}}},
            "drive_cycles > x > time: found 5; allowed a list of numbers",
        ),
        (
            {"steps": ["m"], "drive_cycles": {"x": [[0, 1]]}},
            "drive_cycles > x: found 1 times and 1 values; allowed as many values as times, at least 2",
        ),
        (
            {"steps": ["m"], "drive_cycles": {"x": [[1, 1], [2, 2]]}},
            "drive_cycles > x: found times that do not start at 0 or do not increase; allowed times in s from 0, increasing",
        ),
        (
            {"steps": ["m"], "drive_cycles": {"x": [[0, 1], [0, 2]]}},
            "drive_cycles > x: found times that do not start at 0 or do not increase; allowed times in s from 0, increasing",
        ),
        (
            {"steps": ["m"], "drive_cycles": {"x": [[0, 1], [1, None]]}},
            "drive_cycles > x > values[1]: found nothing; allowed a finite number",
        ),
        (
            {
                "steps": [{"Drive": {"name": "x", "mode": "Power"}}],
                "drive_cycles": {"x": {"time": [0, 1], "current": [0, 1]}},
            },
            "steps[0] Drive > mode: found Power; allowed Current, as in the drive cycle",
        ),
    ],
)
def test_documents(document, expected):
    assert first(document) == expected


def test_unknown_drive_cycle_when_all_are_given():
    with pytest.raises(ProtocolError) as caught:
        parse({"steps": [{"Drive": {"name": "x"}}]}, drive_cycles={"y": [[0, 1], [1, 1]]})
    assert caught.value.problems == ('steps[0] Drive > name: found unknown drive cycle "x"; allowed y',)


def test_all_problems_in_document_order_at_most_twenty():
    text = "steps:\n" + "- Rest: {duration: 0, foo: 1}\n" * 15
    with pytest.raises(ProtocolError) as caught:
        parse(text)
    assert len(caught.value.problems) == 20
    assert caught.value.problems[1] == "steps[0] Rest > duration: found 0; allowed a number > 0 or an expression"
    assert caught.value.problems[2].startswith("steps[1] Rest: found unknown key")
    assert validate(text) == {"valid": False, "error": "\n".join(caught.value.problems)}


def test_the_error_is_ours():
    with pytest.raises(ValidationError):
        parse("steps: []")
    with pytest.raises(ValueError):
        parse("steps: []")


def test_long_values_are_clipped():
    assert len(item_problem(f"{'x' * 10_000}: 1")) < 600


def test_deep_blocks():
    text = "steps:\n- Rest: {duration: 1}"
    document = {"steps": [{"B": [{"Rest": {"duration": 1}}]}]}
    for _ in range(21):
        document = {"steps": [{"B": document["steps"]}]}
    assert "blocks nested more than 20 deep" in first(document)
    assert validate(text) == {"valid": True}


def test_too_many_items():
    assert first("steps: [" + "m," * 10_001 + "]") == "steps: found more than 10000 items; allowed at most 10000"
