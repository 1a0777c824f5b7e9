"""Construct by format: what a format declares is what it does."""

import pytest

from ionworks import ucp
from ionworks.ucp.vendors import FORMATS, UnsupportedError
from ionworks.ucp.vendors.constructs import Construct, ExportOptions

CAPACITY = ExportOptions(nominal_capacity_ah=2.0)
NOTHING = ExportOptions()
REST = {"Rest": {"duration": 60}}
END = {"ends": ["Voltage > 4.2"]}


def charge(**changes):
    return {"Charge": {"mode": "Current", "value": 1, **END, **changes}}


def ended(*ends):
    return [charge(ends=["Voltage > 4.2", *ends])]


def hold(**changes):
    return [charge(), {"Charge": {"mode": "Voltage", "value": 4.2, "ends": ["Current < 0.05"], **changes}}]


def nested(depth):
    steps = [charge()]
    for level in range(depth):
        steps = [{f"Level {level}": {"repeat": 2, "steps": steps}}]
    return steps


def limited(**limits):
    return {"safety_limits": limits, "steps": [charge()]}


DRIVE = {"drive_cycles": {"c": [[0, 1], [1, 2]]}, "steps": [{"Drive": {"drive_cycle": "c"}}]}
SPECTRUM = {"frequency_min": 0.01, "frequency_max": 1e4, "points_per_decade": 6, "amplitude": 0.01, "mode": "Voltage"}
AGAIN = [{"L": {"repeat": 3, "steps": [charge(ends=[{"Voltage > 4.2": {"goto": "out"}}]), REST]}}, {"Rest": {"duration": 5, "name": "out", "ends": [{"Voltage < 3": {"goto": "L"}}]}}]  # fmt: skip
INTO = [charge(ends=[{"Voltage > 4.2": {"goto": "in"}}]), {"L": {"repeat": 2, "steps": [REST, {"Rest": {"duration": 1, "name": "in"}}]}}]  # fmt: skip

#: A protocol that needs the construct, with as little else as possible.
EXAMPLES = {
    Construct.CURRENT: [charge()],
    Construct.C_RATE: [charge(mode="C-rate")],
    Construct.VOLTAGE: hold(),
    Construct.POWER: [charge(mode="Power")],
    Construct.REST: [REST],
    Construct.END_VOLTAGE: [charge()],
    Construct.END_CURRENT: hold(),
    Construct.END_CURRENT_ABOVE: hold(ends=["Current > 3"]),
    Construct.END_C_RATE: hold(ends=["C-rate < 0.05"]),
    Construct.END_TIME: [charge(duration=60)],
    Construct.END_CAPACITY: ended("Capacity > 1"),
    Construct.END_TEMPERATURE: ended("Temperature > 45"),
    Construct.END_OF_REST: [{"Rest": {"ends": ["Current < 1"]}}],
    Construct.END_BELOW: ended("Capacity < 1"),
    Construct.END_OTHER: ended("SOC > 50"),
    Construct.END_MODEL: ended({"variable": "Negative electrode stoichiometry", "operator": "<", "value": 0.1}),
    Construct.ENDS: [charge(duration=60)],
    Construct.GOTO: [charge(ends=["Voltage > 4.2", {"Voltage < 2": {"goto": "End"}}]), REST],
    Construct.JUMP: [{"Control": {"goto": "x"}}, REST, {"Rest": {"duration": 5, "name": "x"}}],
    Construct.JUMP_AGAIN: AGAIN,
    Construct.JUMP_INTO: INTO,
    Construct.REPEAT: nested(1),
    Construct.SAFETY_VOLTAGE: limited(voltage_min=2, voltage_max=4.5),
    Construct.SAFETY_CURRENT: limited(charge_current_max=3, discharge_current_max=3),
    Construct.SAFETY_TEMPERATURE: limited(temperature_min=0, temperature_max=50),
    Construct.SAFETY_GOTO: {"safety_limits": {"voltage_max": {"value": 4.5, "goto": "x"}, "voltage_min": 1}, "steps": [charge(), {"Rest": {"duration": 5, "name": "x"}}]},  # fmt: skip
    Construct.RECORD: {"global": {"resolution": {"time": 5, "voltage": 0.01}}, "steps": [charge()]},
    Construct.RECORD_CURRENT: {"global": {"resolution": {"time": 5, "current": 0.01}}, "steps": [charge()]},
    Construct.RECORD_OF_STEP: [charge()],
    Construct.DRIVE: DRIVE,
    Construct.EIS: [REST, {"EIS": SPECTRUM}],
    Construct.WAVEFORM: [{"Waveform": {"shape": "sine", "mode": "Current", "amplitude": 1, "period": 10, "duration": 60}}],
    Construct.AMBIENT: [charge(temperature=45)],
    Construct.VARIABLE: [charge(set_variable=[{"name": "VAR_A", "eval": 1}])],
    Construct.CONDITION: [charge(set_variable=[{"name": "VAR_A", "eval": 1}]), {"B": {"if": "VAR_A > 0", "steps": [REST]}}],
    Construct.COMPUTED: [charge(set_variable=[{"name": "VAR_A", "eval": 1}]), charge(value="VAR_A * 2")],
    Construct.ZERO: [charge(value=0, duration=5)],
}  # fmt: skip

#: For each condition: a protocol or options that do not fulfil it.
VIOLATIONS = {
    ("maccor", Construct.REPEAT): (nested(5), CAPACITY),
    ("maccor", Construct.SAFETY_CURRENT): (limited(charge_current_max=3), CAPACITY),
    ("neware", Construct.C_RATE): (EXAMPLES[Construct.C_RATE], NOTHING),
    ("neware", Construct.END_C_RATE): (EXAMPLES[Construct.END_C_RATE], NOTHING),
    ("neware", Construct.REPEAT): (nested(4), CAPACITY),
    ("neware", Construct.RECORD_OF_STEP): ([charge(), charge(resolution={"time": 1})], CAPACITY),
    ("arbin", Construct.END_C_RATE): (EXAMPLES[Construct.END_C_RATE], NOTHING),
    ("arbin", Construct.REPEAT): (nested(5), CAPACITY),
    ("arbin_sdx", Construct.REPEAT): (nested(5), CAPACITY),
    ("biologic", Construct.CURRENT): ([charge(value=11)], CAPACITY),
    ("biologic", Construct.C_RATE): (EXAMPLES[Construct.C_RATE], NOTHING),
    ("biologic", Construct.END_C_RATE): (EXAMPLES[Construct.END_C_RATE], NOTHING),
    ("biologic", Construct.ENDS): (ended("Current > 3", "Current > 4"), CAPACITY),
    ("biologic", Construct.SAFETY_CURRENT): (limited(charge_current_max=3), CAPACITY),
    ("biologic", Construct.EIS): ([{"EIS": {"frequencies": [1, 10]}}], CAPACITY),
    ("novonix", Construct.CURRENT): ([charge(ends=["Voltage < 4.2"])], CAPACITY),
    ("novonix", Construct.C_RATE): (EXAMPLES[Construct.C_RATE], NOTHING),
    ("novonix", Construct.VOLTAGE): ([hold()[1]], CAPACITY),
    ("novonix", Construct.REST): ([{"Rest": {"ends": ["Voltage < 3"]}}], CAPACITY),
    ("novonix", Construct.END_C_RATE): (EXAMPLES[Construct.END_C_RATE], NOTHING),
    ("novonix", Construct.REPEAT): (nested(2), CAPACITY),
    ("novonix", Construct.SAFETY_VOLTAGE): (limited(voltage_max=4.5), CAPACITY),
    ("novonix", Construct.SAFETY_TEMPERATURE): (limited(temperature_max=50), CAPACITY),
}
CELLS = [(name, construct) for name in FORMATS for construct in Construct]


def export(name, example, options):
    document = example if isinstance(example, dict) else {"steps": example}
    return FORMATS[name].export(ucp.bind(ucp.parse(document)).program, options)


def difference(name, construct):
    """How a format treats a construct otherwise than it declares; empty when it does not."""
    support = FORMATS[name].support[construct]
    try:
        content = export(name, EXAMPLES[construct], CAPACITY).primary.content
    except UnsupportedError as error:
        if support.level != "no":
            return f"is refused: {error}"
        is_named = any(construct.value in text and FORMATS[name].label in text for text in error.problems)
        return "" if is_named and support.note else f"is refused without its name or a note: {error}"
    if support.level == "no":
        return "is carried"
    return "" if content else "gives an empty file"


@pytest.mark.parametrize("name", FORMATS)
def test_constructs_are_carried_or_refused_as_declared(name):
    found = {construct.name: difference(name, construct) for construct in Construct}
    assert {construct: text for construct, text in found.items() if text} == {}


@pytest.mark.parametrize(("name", "construct"), list(VIOLATIONS), ids=lambda value: getattr(value, "name", value))
def test_a_condition_that_is_not_met_is_refused(name, construct):
    with pytest.raises(UnsupportedError, match=FORMATS[name].label.split(" ")[0]) as caught:
        export(name, *VIOLATIONS[name, construct])
    assert all(text.startswith(("steps", "safety_limits")) for text in caught.value.problems)


def test_every_condition_has_a_violation():
    declared = {(n, c) for n, c in CELLS if FORMATS[n].support[c].level == "condition"}
    assert declared == set(VIOLATIONS)


def test_every_unsupported_step_is_named():
    steps = [
        charge(),
        {"CV": [{"Charge": {"mode": "Voltage", "value": 4, "ends": ["SOC > 50"]}}]},
        charge(temperature=3),
    ]
    with pytest.raises(UnsupportedError) as caught:
        export("maccor", steps, NOTHING)
    assert caught.value.problems == (
        "steps[2] Charge: an ambient temperature of its own cannot be written for Maccor "
        "(ambient temperature of a step: the cycler does not control the chamber)",
        'steps[1] "CV" > Charge: end SOC > 50 % cannot be written for Maccor '
        "(end: SOC, energy, power, d/dt: cyclers have no such end in common)",
    )


def test_a_plain_jump_is_followed():
    """A Control that only jumps costs nothing: the step before it leads where it leads."""
    steps = [charge(), {"Control": {"goto": "x"}}, REST, {"Rest": {"duration": 5, "name": "x"}}]
    document = FORMATS["maccor"].document(export("maccor", steps, NOTHING).primary.content)
    assert document["steps"][0]["Charge"]["ends"] == [{"expression": "Voltage > 4.2", "goto": 2}]


def test_a_protocol_without_steps_is_refused():
    with pytest.raises(UnsupportedError, match="nothing to write"):
        export("maccor", [{"Never": {"repeat": 0, "steps": [REST]}}], NOTHING)
