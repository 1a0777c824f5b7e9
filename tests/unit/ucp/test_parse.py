import attrs
import pytest

from ionworks.ucp import parse, validate
from ionworks.ucp.expressions import parse_expression
from ionworks.ucp.problems import ProtocolError
from ionworks.ucp.program import (
    END,
    NEXT,
    Assignment,
    BlockEnd,
    BlockStart,
    Control,
    Drive,
    End,
    Globals,
    InitialState,
    InitialStateKind,
    Kind,
    Limit,
    Marker,
    Mode,
    Profile,
    Quantity,
    Resolution,
    Spectrum,
    Step,
    Waveform,
)

# The two dialects, word for word as the users' documents show them.
FLAT = """
global:
  initial_soc: input["Initial SOC"]
steps:
  - direction: Discharge
    mode: C-rate
    value: input["C-rate"]
    ends:
      - variable: Voltage [V]
        value: 2.5
"""
KEYED = """
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


def items(text: str, **kwargs):
    return parse(f"steps:\n{text}", **kwargs).items


def step(text: str, **kwargs) -> Step:
    (only,) = items(f"- {text}", **kwargs)
    return only


def with_marker(item: str):
    """An item after a marker `m`, so that it has something to jump to."""
    return items(f"- m\n- {item}")[1]


@pytest.mark.documented
def test_flat_dialect():
    program = parse(FLAT)
    assert program.globals == Globals(
        initial_state=InitialState(InitialStateKind.SOC, parse_expression('input["Initial SOC"]'))
    )
    assert program.items == (
        Step(
            address=0,
            path="",
            kind=Kind.DISCHARGE,
            mode=Mode.C_RATE,
            value=parse_expression('input["C-rate"]'),
            ends=(End(Quantity.VOLTAGE, "<", 2.5),),
        ),
    )
    assert program.items[0].path == "steps[0] Discharge"
    assert program.items[0].ends[0].text == "Voltage < 2.5"


@pytest.mark.documented
def test_keyed_dialect_with_a_block_called_discharge():
    program = parse(KEYED)
    assert program.globals == Globals(25.0, None, InitialState(InitialStateKind.SOC_PERCENT, 100.0))
    assert [type(item) for item in program.items] == [BlockStart, Step, BlockEnd] * 3
    assert [item.name for item in program.items[::3]] == ["CC Charge", "CV Charge", "Discharge"]
    assert [each.path for each in program.steps] == [
        'steps[0] "CC Charge" > Charge',
        'steps[1] "CV Charge" > Charge',
        'steps[2] "Discharge" > Discharge',
    ]
    assert [(each.kind, each.mode, each.value) for each in program.steps] == [
        (Kind.CHARGE, Mode.C_RATE, 1.0),
        (Kind.CHARGE, Mode.VOLTAGE, 4.2),
        (Kind.DISCHARGE, Mode.C_RATE, 1.0),
    ]
    assert [each.ends[0] for each in program.steps] == [
        End(Quantity.VOLTAGE, ">", 4.2),
        End(Quantity.CURRENT, "<", 0.05),
        End(Quantity.VOLTAGE, "<", 2.7),
    ]
    assert [each.sign for each in program.steps] == [-1, -1, 1]
    assert [each.block_path for each in program.steps] == [("CC Charge",), ("CV Charge",), ("Discharge",)]


@pytest.mark.documented
def test_validate_answers():
    assert validate(FLAT) == {"valid": True}
    assert validate("steps: []") == {
        "valid": False,
        "error": "steps: found a list of 0 items; allowed a list of at least one step",
    }


@pytest.mark.parametrize("word", ["charge", "CHARGE", "Charge"])
@pytest.mark.parametrize("mode", ["c-rate", "C-Rate"])
def test_words_in_any_case_and_numeric_text(word, mode):
    parsed = step(f'{{{word}: {{mode: {mode}, value: "0.6", duration: "1e3"}}}}')
    assert (parsed.kind, parsed.mode, parsed.value, parsed.duration) == (Kind.CHARGE, Mode.C_RATE, 0.6, 1000.0)


def test_all_parameters():
    parsed = step(
        "Charge: {mode: Power, value: 2*3, duration: 60, ends: [Voltage > 4], temperature: 30, "
        "resolution: {time: 1, voltage: 0.01}, set_variable: [{name: VAR_x, eval: Voltage + VAR_x}], note: n, name: s}"
    )
    assert parsed.value == 6.0
    assert parsed.temperature == 30.0
    assert parsed.resolution == Resolution(1.0, 0.01, None)
    assert parsed.assignments == (Assignment("VAR_x", parse_expression("Voltage + VAR_x")),)
    assert (parsed.note, parsed.name) == ("n", "s")


def test_rest_hold_and_aliases():
    assert step("Rest: {duration: 10}") == Step(address=0, path="", kind=Kind.REST, duration=10.0)
    assert step("OCV: {duration: 10}").kind is Kind.REST
    hold = step("Hold: {value: 4.2, ends: [Current < 0.1]}")
    assert (hold.kind, hold.mode, hold.value) == (Kind.CHARGE, Mode.VOLTAGE, 4.2)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ('"Voltage > 4.2"', End(Quantity.VOLTAGE, ">", 4.2)),
        ("voltage [V] <= 4.2", End(Quantity.VOLTAGE, "<", 4.2)),
        ("Voltage>=-1", End(Quantity.VOLTAGE, ">", -1.0)),
        ("C-rate < 1/20", End(Quantity.C_RATE, "<", 0.05)),
        ("Capacity [A.h] > 2", End(Quantity.CAPACITY, ">", 2.0)),
        ("Temperature [°C] > 45", End(Quantity.TEMPERATURE, ">", 45.0)),
        ("Time [s] > 60", End(Quantity.TIME, ">", 60.0)),
        ("SOC [%] < 20", End(Quantity.SOC, "<", 20.0)),
        ("Energy [W.h] > 1", End(Quantity.ENERGY, ">", 1.0)),
        ("Power [W] < 1", End(Quantity.POWER, "<", 1.0)),
        ("d/dt(Voltage) < 1e-4", End(Quantity.VOLTAGE_RATE, "<", 1e-4)),
        ("D/DT( Temperature ) [degC/s] > 1", End(Quantity.TEMPERATURE_RATE, ">", 1.0)),
        ("d/dt(Current) > -1", End(Quantity.CURRENT_RATE, ">", -1.0)),
        ("'Voltage > ifelse(1 > 2, 3, 4)'", End(Quantity.VOLTAGE, ">", 4.0)),
        ("""'Voltage > input["V max"]'""", End(Quantity.VOLTAGE, ">", parse_expression('input["V max"]'))),
        ("{Voltage < 2.5: {goto: End}}", End(Quantity.VOLTAGE, "<", 2.5, END)),
        ("{Voltage < 2.5: }", End(Quantity.VOLTAGE, "<", 2.5, NEXT)),
        ("{expression: Voltage < 2.5, goto: m}", End(Quantity.VOLTAGE, "<", 2.5, 0)),
        ("{expression: Voltage < 2.5, goto: Next}", End(Quantity.VOLTAGE, "<", 2.5, NEXT)),
        ("{expression: Voltage < 2.5, goto: 1}", End(Quantity.VOLTAGE, "<", 2.5, 1)),
        ("{expression: Voltage < 2.5, goto: '1'}", End(Quantity.VOLTAGE, "<", 2.5, 1)),
        ("{variable: 'Voltage [V]', value: 2.5}", End(Quantity.VOLTAGE, "<", 2.5)),
        ("{variable: Voltage, value: '2.5', operator: '>', goto: End}", End(Quantity.VOLTAGE, ">", 2.5, END)),
    ],
)
def test_end_forms(end, expected):
    parsed = with_marker(f"direction: Discharge\n  mode: Current\n  value: 1\n  ends:\n  - {end}")
    assert parsed.ends == (expected,)


@pytest.mark.parametrize(
    ("quantity", "on_discharge", "on_charge"),
    [
        ("Voltage", "<", ">"),
        ("SOC", "<", ">"),
        ("Current", "<", "<"),
        ("C-rate", "<", "<"),
        ("Power", "<", "<"),
        ("Capacity", ">", ">"),
        ("Time", ">", ">"),
        ("Energy", ">", ">"),
        ("Temperature", ">", ">"),
    ],
)
def test_default_operators(quantity, on_discharge, on_charge):
    for word, operator in (("Discharge", on_discharge), ("Charge", on_charge)):
        parsed = step(f"{word}: {{mode: Current, value: 1, ends: [{{variable: {quantity}, value: 3}}]}}")
        assert parsed.ends[0].operator == operator


def test_blocks_addresses_and_paths():
    parsed = items(
        "- start\n"
        "- Cycle: {repeat: 'input[\"N\"]', note: n, steps: [Rest: {duration: 1}, Inner: [Rest: {duration: 2}]]}\n"
        "- Maybe: {if: VAR_x > 1, steps: [{Control: {set_variable: [{name: VAR_x, eval: 1}]}}]}"
    )
    assert [item.path for item in parsed] == [
        'steps[0] "start"',
        'steps[1] "Cycle"',
        'steps[1] "Cycle" > [0] Rest',
        'steps[1] "Cycle" > [1] "Inner"',
        'steps[1] "Cycle" > [1] "Inner" > Rest',
        'steps[1] "Cycle" > [1] "Inner"',
        'steps[1] "Cycle"',
        'steps[2] "Maybe"',
        'steps[2] "Maybe" > Control',
        'steps[2] "Maybe"',
    ]
    assert [item.address for item in parsed] == list(range(10))
    start, inner, maybe = parsed[1], parsed[3], parsed[7]
    assert (start.repeat, start.end, start.note) == (parse_expression('input["N"]'), 6, "n")
    assert (inner.end, parsed[5].start, parsed[6].start) == (5, 3, 1)
    assert inner.block_path == ("Cycle",)
    assert parsed[4].block_path == ("Cycle", "Inner")
    assert maybe.condition == parse_expression("VAR_x > 1")


def test_repeat_zero_and_a_direction_word_as_block_with_repeat():
    start = items("- Charge: {repeat: 0, steps: [Rest: {duration: 1}]}")[0]
    assert (start.name, start.repeat) == ("Charge", 0.0)


def test_targets():
    parsed = items(
        "- Block: [Rest: {duration: 1, name: inside}]\n"
        "- Control: {goto: inside}\n"
        "- Control: {goto: Block}\n"
        "- Control: {goto: 2}\n"
        "- Control: {if: 1 > 0, goto: End, else: Next}\n"
        "- Control: {set_variable: [{name: VAR_n, eval: VAR_n + 1}], goto: last}\n"
        "- last"
    )
    jumps = [(item.goto, item.otherwise) for item in parsed if isinstance(item, Control)]
    assert jumps == [(1, NEXT), (0, NEXT), (4, NEXT), (END, NEXT), (8, NEXT)]
    assert parsed[6].condition == 1.0
    assert parsed[7].assignments == (Assignment("VAR_n", parse_expression("VAR_n + 1")),)


def test_a_marker_called_end_is_the_target():
    parsed = items("- Control: {goto: End}\n- Rest: {duration: 1}\n- End")
    assert parsed[0].goto == 2
    assert parsed[2] == Marker(address=2, path="", name="End")


def test_forward_targets_and_names_that_look_like_numbers():
    assert items('- Control: {goto: "7"}\n- "7"')[0].goto == 1


@pytest.mark.parametrize(
    ("expression", "kind", "direction"),
    [
        ('direction["Charge"]', Kind.CHARGE, None),
        ("direction[-1]", Kind.DISCHARGE, None),
        ("direction[1]", Kind.CHARGE, None),
        ('Direction[input["d"]]', Kind.COMPUTED, 'input["d"]'),
        (
            'direction[ifelse(input["d"] > 1, "Charge", "Discharge")]',
            Kind.COMPUTED,
            'ifelse(input["d"] > 1, "Charge", "Discharge")',
        ),
    ],
)
def test_computed_direction(expression, kind, direction):
    parsed = step(f"{{'{expression}': {{mode: Current, value: 1, duration: 1}}}}")
    assert parsed.kind is kind
    assert (parsed.direction.text if parsed.direction else None) == direction


def test_drive():
    cycles = {"drive_cycles": {"UDDS": [[0, 1], ["1.5", -2]]}}
    text = "Drive: {name: UDDS, scale: 2, repeat: 3, ends: [Voltage < 2.5]}"
    parsed = step(text, **cycles)
    assert parsed.detail == Drive("UDDS", 2.0, 3.0)
    assert (parsed.mode, parsed.name) == (Mode.CURRENT, None)
    assert parse({"steps": [{"Drive": {"name": "UDDS"}}]}, **cycles).drive_cycles == {
        "UDDS": Profile((0.0, 1.5), (1.0, -2.0))
    }
    named = step("DriveCycle: {drive_cycle: UDDS, name: here, mode: Power}", **cycles)
    assert (named.name, named.mode) == ("here", Mode.POWER)


@pytest.mark.parametrize(
    ("column", "mode"),
    [
        ("current", Mode.CURRENT),
        ("Power [W]", Mode.POWER),
        ("c_rate", Mode.C_RATE),
        ("C-rate", Mode.C_RATE),
        ("voltage", Mode.VOLTAGE),
    ],
)
def test_drive_cycle_columns(column, mode):
    document = {"steps": [{"Drive": {"name": "x"}}], "drive_cycles": {"x": {"Time [s]": [0, 1], column: [1, 2]}}}
    program = parse(document)
    assert program.drive_cycles == {"x": Profile((0.0, 1.0), (1.0, 2.0), mode)}
    assert program.items[0].mode is mode


def test_a_drive_cycle_may_come_later():
    assert step("Drive: {name: x}").mode is None
    assert validate({"steps": [{"Drive": {"name": "x"}}]}) == {"valid": True}


def test_eis():
    assert step("EIS: {frequency_min: 0.01, frequency_max: 1e4, amplitude: 0.1}").detail == Spectrum(
        0.01, 1e4, 10.0, (), 0.1
    )
    listed = step("EIS: {frequencies: [1, '10'], mode: Voltage, points_per_decade: 3}")
    assert listed.detail == Spectrum(None, None, 3.0, (1.0, 10.0))
    assert listed.mode is Mode.VOLTAGE


def test_waveform():
    sine = step("Waveform: {shape: sine, mode: Current, amplitude: 2, offset: -1, frequency: 0.25, duration: 60}")
    assert sine.detail == Waveform("sine", -1.0, 2.0, 4.0, 0.5)
    assert (sine.kind, sine.mode) == (Kind.WAVEFORM, Mode.CURRENT)
    custom = step("Waveform: {shape: custom, mode: Power, samples: [[0, 1], [5, -1]]}")
    assert custom.detail == Waveform("custom", amplitude=1.0, profile=Profile((0.0, 5.0), (1.0, -1.0)))


@pytest.mark.parametrize(
    "text", ["Ambient temperature: 45", "Ambient temperature: {value: 45}", "set temperature: '45'"]
)
def test_ambient_temperature(text):
    parsed = step(text)
    assert (parsed.kind, parsed.value, parsed.duration) == (Kind.AMBIENT_TEMPERATURE, 45.0, None)


@pytest.mark.parametrize("nested", [False, True])
def test_safety_limits(nested):
    limits = {
        "voltage_max": 4.3,
        "voltage_min": {"value": "2.4", "goto": "End"},
        "charge_current_max": {"value": 10},
        "goto": "cool down",
    }
    document = {"global": {"safety_limits": limits}} if nested else {"safety_limits": limits}
    safety = parse({**document, "steps": ["a", "cool down"]}).safety
    assert safety.voltage_max == Limit(4.3, 1)
    assert safety.voltage_min == Limit(2.4, END)
    assert safety.charge_current_max == Limit(10.0, 1)
    assert safety.temperature_max is None


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, InitialState(InitialStateKind.SOC_PERCENT, 100.0)),
        ({"initial_state_value": 50}, InitialState(InitialStateKind.SOC_PERCENT, 50.0)),
        ({"initial_state_type": "voltage", "initial_state_value": 3.7}, InitialState(InitialStateKind.VOLTAGE, 3.7)),
        ({"initial_soc": 1}, InitialState(InitialStateKind.SOC, 1.0)),
        ({"initial_voltage": "3.6"}, InitialState(InitialStateKind.VOLTAGE, 3.6)),
    ],
)
def test_initial_state(keys, expected):
    assert parse({"global": keys, "steps": ["m"]}).globals.initial_state == expected


@pytest.mark.parametrize(
    ("keys", "cell", "ambient"),
    [
        ({}, 25, 25),
        ({"initial_temperature": 40}, 40, 40),
        ({"temperature": -10}, -10, -10),
        ({"initial_temperature": 40, "temperature": -10}, 40, -10),
        ({"initial_temperature": 0, "temperature": 0}, 0, 0),
    ],
)
def test_one_temperature_alone_is_that_of_cell_and_surroundings(keys, cell, ambient):
    conditions = parse({"global": keys, "steps": ["m"]}).globals
    assert (conditions.initial_temperature, conditions.ambient) == (cell, ambient)


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"global": {"temperature": 298.15}, "steps": ["m"]}, "global > temperature"),
        ({"global": {"initial_temperature": 298.15}, "steps": ["m"]}, "global > initial_temperature"),
        ({"steps": [{"Rest": {"duration": 1, "temperature": 298.15}}]}, "steps[0] Rest > temperature"),
        ({"steps": [{"Ambient temperature": 298.15}, "m"]}, "steps[0] Ambient temperature > value"),
        ({"steps": [{"Rest": {"duration": 1, "ends": ["Temperature > 298.15"]}}]}, "steps[0] Rest > ends[0]"),
        ({"steps": ["m"], "safety_limits": {"temperature_max": 333.15}}, "safety_limits > temperature_max"),
    ],
)
def test_kelvin_is_refused_once_with_the_unit(document, path):
    with pytest.raises(ProtocolError) as caught:
        parse(document)
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"{path}: found 298.15") or line.startswith(f"{path}: found 333.15")
    assert "(the unit is degC)" in line


def test_null_sections_are_empty():
    assert parse("global:\nsafety_limits:\ndrive_cycles:\nsteps: [m]").items == (Marker(address=0, path="", name="m"),)


def test_programs_are_frozen():
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        parse(FLAT).items[0].value = 1.0
