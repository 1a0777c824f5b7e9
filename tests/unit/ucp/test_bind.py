import pickle

import attrs
import pytest

from ionworks.ucp import ProtocolError, bind, input_names, parse
from ionworks.ucp.program import Globals, InitialState, InitialStateKind, Kind, Spectrum


def problems(source, inputs, **kwargs):
    program = parse(source, **kwargs)
    with pytest.raises(ProtocolError) as caught:
        bind(program, inputs)
    return caught.value.problems


REST = {"Rest": {"duration": 'input["t"] * 2'}}
FLAT = """
global:
  initial_soc: input["Initial SOC"]
steps:
  - direction: Discharge
    mode: C-rate
    value: input["C-rate"]
    ends:
      - variable: Voltage [V]
        value: input["V"] - 0.5
"""


@pytest.mark.documented
def test_seed_example():
    bound = bind(parse(FLAT), {"Initial SOC": 1.0, "C-rate": 0.5, "V": "3.0"})
    (step,) = bound.program.steps
    assert bound.warnings == ()
    assert bound.program.globals.initial_state == InitialState(InitialStateKind.SOC_PERCENT, 100.0)
    assert (step.value, step.ends[0].value, step.ends[0].text) == (0.5, 2.5, "Voltage < 2.5")
    assert input_names(parse(FLAT)) == ("Initial SOC", "C-rate", "V")
    assert input_names(bound.program) == ()


def test_everything_is_replaced():
    names = "abcdefghijklmno"
    cell = {name: f'input["{name}"]' for name in names}
    document = {
        "global": {
            "initial_temperature": cell["a"],
            "temperature": cell["b"],
            "initial_voltage": cell["c"],
            "resolution": {"time": cell["d"]},
        },
        "steps": [
            {
                "Block": {
                    "repeat": cell["e"],
                    "if": cell["f"],
                    "steps": [
                        {
                            "Charge": {
                                "mode": "Current",
                                "value": cell["g"],
                                "duration": cell["h"],
                                "temperature": cell["i"],
                                "resolution": {"current": cell["j"]},
                                "set_variable": [{"name": "VAR_x", "eval": f"VAR_x + {cell['k']}"}],
                            }
                        }
                    ],
                }
            },
            {"EIS": {"frequencies": [1, cell["l"]]}},
            {"Drive": {"name": "c", "scale": cell["m"]}},
            {"Waveform": {"shape": "sine", "mode": "Power", "amplitude": 1, "frequency": cell["n"], "duration": 1}},
            {"Control": {"if": cell["o"], "goto": "End"}},
        ],
        "drive_cycles": {"c": [[0, 1], [1, 1]]},
    }
    program = parse(document)
    assert sorted(input_names(program)) == sorted(names)
    bound = bind(program, {name: index + 1 for index, name in enumerate(names)}).program
    assert input_names(bound) == ()
    assert bound.globals.initial_state.value == 3.0
    block, charge, _, eis, drive, wave, control = bound.items
    assert (block.repeat, block.condition) == (5.0, 6.0)
    assert (charge.value, charge.duration, charge.temperature, charge.resolution.current) == (7.0, 8.0, 9.0, 10.0)
    assert charge.assignments[0].value.text == "VAR_x + 11.0"
    assert eis.detail == Spectrum(frequencies=(1.0, 12.0))
    assert drive.detail.scale == 13.0
    assert wave.detail.period == pytest.approx(1 / 14)
    assert control.condition == 15.0


def test_a_program_without_inputs_is_unchanged():
    program = parse("steps: [Rest: {duration: 1}]")
    assert bind(program).program == program
    assert bind(program).program.items[0] is program.items[0]


def test_missing_inputs_are_named_once_each():
    found = problems({"steps": [REST, REST, {"Rest": {"duration": 'input["u"] + input["t"]'}}]}, {})
    assert found == (
        'steps[0] Rest > duration: found input["t"] without a value; allowed a value for "t" in the experiment parameters',
        'steps[2] Rest > duration: found input["u"] without a value; allowed a value for "u" in the experiment parameters',
    )


@pytest.mark.parametrize("value", [None, True, "x", float("nan"), float("inf"), [1]])
def test_inputs_must_be_finite_numbers(value):
    found = problems({"steps": [REST]}, {"t": value})
    assert found[0].startswith('input["t"]: found ')
    assert found[0].endswith("; allowed a finite number")


@pytest.mark.parametrize(
    ("step", "value", "expected"),
    [
        (REST, -1, "steps[0] Rest > duration: found -2; allowed a number > 0 or an expression"),
        (
            {"Rest": {"duration": '1 / input["t"]'}},
            0,
            "steps[0] Rest > duration: found a division by zero in '1 / 0.0'; allowed a finite number",
        ),
        (
            {"B": {"repeat": 'input["t"]', "steps": ["m"]}},
            1.5,
            'steps[0] "B" > repeat: found 1.5; allowed a whole number >= 0 or an expression',
        ),
        (
            {"Rest": {"ends": ['SOC < input["t"]']}},
            101,
            "steps[0] Rest > ends[0]: found 101; allowed a number >= 0 and <= 100 or an expression",
        ),
        (
            {"EIS": {"frequency_min": 'input["t"]', "frequency_max": 10}},
            10,
            "steps[0] EIS > frequency_min: found 10; allowed a number < 10",
        ),
    ],
)
def test_values_are_checked_again(step, value, expected):
    assert problems({"steps": [step]}, {"t": value}) == (expected,)


@pytest.mark.parametrize(
    ("value", "percent"), [(0, 0.0), (0.5, 50.0), (1, 100.0), (1.5, 1.5), (50, 50.0), (100, 100.0)]
)
def test_initial_soc_is_a_fraction_up_to_one(value, percent):
    bound = bind(parse({"global": {"initial_soc": 'input["s"]'}, "steps": ["m"]}), {"s": value})
    assert bound.program.globals.initial_state == InitialState(InitialStateKind.SOC_PERCENT, percent)


@pytest.mark.parametrize("value", [-0.1, 100.5])
def test_initial_soc_out_of_range(value):
    (found,) = problems({"global": {"initial_soc": 'input["s"]'}, "steps": ["m"]}, {"s": value})
    assert found == f"global > initial_soc: found {value}; allowed a number >= 0 and <= 100 or an expression"


def test_soc_percentage_is_always_percent():
    bound = bind(parse({"global": {"initial_state_value": 1}, "steps": ["m"]}))
    assert bound.program.globals.initial_state.value == 1.0


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"initial_soc": 0.5}, Globals(30.0, 10.0, InitialState(InitialStateKind.SOC_PERCENT, 50.0))),
        ({"Initial SOC [%]": 0.5}, Globals(30.0, 10.0, InitialState(InitialStateKind.SOC_PERCENT, 0.5))),
        ({"initial_temperature": 45}, Globals(45.0, 10.0, InitialState(InitialStateKind.VOLTAGE, 3.7))),
        ({"Temperature [°C]": 45}, Globals(45.0, None, InitialState(InitialStateKind.VOLTAGE, 3.7))),
    ],
)
def test_parameters_that_override_globals(inputs, expected):
    conditions = {"initial_temperature": 30, "temperature": 10, "initial_voltage": 3.7}
    bound = bind(parse({"global": conditions, "steps": ["m"]}), inputs)
    assert bound.program.globals == expected
    assert bound.warnings == ()


def test_a_referenced_name_does_not_override():
    document = {
        "global": {"initial_temperature": 30},
        "steps": [{"Rest": {"duration": 'input["initial_temperature"]'}}],
    }
    bound = bind(parse(document), {"initial_temperature": 45})
    assert bound.program.globals.initial_temperature == 30.0


def test_an_override_makes_its_reference_needless():
    document = {"global": {"initial_soc": 'input["SOC"]'}, "steps": ["m"]}
    assert bind(parse(document), {"initial_soc": 1}).program.globals.initial_state.value == 100.0


def test_contradicting_overrides():
    assert problems("steps: [m]", {"initial_soc": 1, "Initial SOC [%]": 50}) == (
        "inputs: found initial_soc beside Initial SOC [%]; allowed one of the two",
    )


def test_warnings():
    bound = bind(parse({"steps": [{"Rest": {"ends": ["SOC < 0.5", "SOC < 50"]}}]}), {"extra": 1})
    assert bound.warnings == (
        'experiment parameter "extra" is ignored: the protocol does not read it',
        "steps[0] Rest > ends[0]: SOC is in percent, so this is 0.5 %",
    )


def test_drive_cycle_without_samples():
    assert problems({"steps": [{"Drive": {"name": "x"}}]}, {}) == (
        "steps[0] Drive: found drive cycle 'x' without samples; allowed samples for it",
    )


@pytest.mark.parametrize(("value", "kind"), [(1, Kind.CHARGE), (0, Kind.DISCHARGE), (-1, Kind.DISCHARGE)])
@pytest.mark.parametrize("expression", ['input["d"]', 'ifelse(input["d"] > 0, "Charge", "discharge")'])
def test_computed_direction(expression, value, kind):
    document = {"steps": [{f"direction[{expression}]": {"mode": "Current", "value": 'input["d"] + 2', "duration": 1}}]}
    (step,) = bind(parse(document), {"d": value}).program.steps
    assert (step.kind, step.direction, step.value) == (kind, None, value + 2)


def test_direction_that_cannot_be_computed():
    document = {"steps": [{'direction[1 / input["d"]]': {"mode": "Current", "value": 1, "duration": 1}}]}
    (found,) = problems(document, {"d": 0})
    assert found.endswith("> direction: found a division by zero in '1 / 0.0'; allowed a finite number")


def test_programs_travel_between_processes():
    program = parse({"steps": [REST, {"Control": {"set_variable": [{"name": "VAR_a", "eval": "VAR_a + Voltage"}]}}]})
    assert pickle.loads(pickle.dumps(program)) == program
    assert attrs.asdict(bind(pickle.loads(pickle.dumps(program)), {"t": 1}).program.items[0])["duration"] == 2.0
