"""Parameter names and values of configs are judged at submission, with the closest names."""

import pybamm
import pytest

from ionworks.server.engine.model.parameters import write_parameters
from ionworks.server.fit.config.prepare import prepare
from ionworks.server.fit.failures import PipelineConfigError

DIFFUSIVITY = "Negative particle diffusivity [m2.s-1]"
BOUNDS = {"bounds": [1e-15, 1e-13]}


def objective(model="SPM", **fields):
    return {"type": "CurrentDriven", "data": "db:1", "options": {"model": {"type": model}}, **fields}


def entry(**values):
    return {"element_type": "entry", "values": values}


def fit(model="SPM", parameters=None, **fields):
    searched = {DIFFUSIVITY: BOUNDS} if parameters is None else parameters
    return {"element_type": "data_fit", "objectives": {"o": objective(model)}, "parameters": searched, **fields}


def judged(**elements):
    """Refusals as (path, message), and warnings."""
    try:
        return [], list(prepare({"elements": elements}).warnings)
    except PipelineConfigError as error:
        return [(item["path"], item["message"]) for item in error.issues], []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Initial SOC", "Initial SOC [%]"),
        ("Negative partical diffusivity [m2.s-1]", DIFFUSIVITY),
        ("Negative particle diffusivity [m2/s]", DIFFUSIVITY),
        ("positive electrode thickness [m]", "Positive electrode thickness [m]"),
        ("Nominal cell capacity [mA.h]", "Nominal cell capacity [A.h]"),
    ],
)
def test_misspelt_names_are_refused_with_the_closest_one(wrong, right):
    ((path, message),), _ = judged(e=entry(**{wrong: 1.0}))
    assert (path, repr(right) in message) == (f"values.{wrong}", True)


def test_misspelt_names_are_refused_wherever_they_stand():
    wrong = "Initial SoC [%]"
    places = {
        f"values.{wrong}": {"e": entry(**{wrong: 1.0})},
        f"parameters.{wrong}": {"f": fit(parameters={wrong: BOUNDS})},
        f"priors.{wrong}": {"f": fit(priors={wrong: {"distribution": "Uniform", "lb": 0, "ub": 1}})},
        f"objectives.o.parameters.{wrong}": {"f": {**fit(), "objectives": {"o": objective(parameters={wrong: 1.0})}}},
        f"mapping.{wrong}": {"e": {"element_type": "entry", "cell_spec_id": "c", "mapping": {wrong: "a.b"}}},
    }
    for path, elements in places.items():
        refused, _ = judged(**elements)
        assert [item[0] for item in refused] == [path]
        assert "'Initial SOC [%]'" in refused[0][1]


def test_a_fit_parameter_nothing_reads_is_refused_an_entrys_value_is_a_warning():
    refused, _ = judged(f=fit(parameters={"D": BOUNDS}))
    assert refused == [("parameters.D", "'D' is no parameter that anything here reads")]
    refused, warnings = judged(e=entry(**{"Colour of the can": 3.0}))
    assert (refused, "Colour of the can" in warnings[0]) == ([], True)
    assert judged(f=fit(parameters={"D": BOUNDS}, options={"validate": False})) == ([], [])


def test_initial_guesses_are_of_fit_parameters():
    refused, _ = judged(f=fit(initial_guesses={"Negative particle diffusivity": 1e-14}))
    assert refused[0][0] == "initial_guesses.Negative particle diffusivity"


KNOWN = {
    "expression": {
        "e": entry(**{DIFFUSIVITY: write_parameters({DIFFUSIVITY: 2 * pybamm.Parameter("D")})[DIFFUSIVITY]}),
        "f": fit(parameters={"D": BOUNDS}),
    },
    "noise": {
        "f": fit(
            parameters={DIFFUSIVITY: BOUNDS, "noise": {"bounds": [1e-4, 1e-2]}},
            cost={"type": "GaussianLogLikelihood", "sigma": {"Voltage [V]": "noise"}},
        )
    },
    "knots": {
        "k": {
            "element_type": "entry", "name": "PiecewiseInterpolation1D", "base_parameter_name": "Tau [s]",
            "breakpoint_values": [0.0, 1.0], "breakpoint_parameter_name": "SOC",
        },
        "f": fit(parameters={"Tau at SOC 0 [s]": {"bounds": [1, 9]}}),
    },
    "free reference value": {
        "a": {"element_type": "entry", "name": "arrhenius_particle_diffusivity", "electrode": "positive"},
        "f": fit(parameters={"Positive particle reference diffusivity [m2.s-1]": BOUNDS}),
    },
    "old site names": {"f": fit(parameters={"U0_n_0": {"bounds": [0.0, 1.0]}})},
    "platform model": {
        "e": entry(**{"Initial SOC [%]": 50}),
        "f": {**fit(parameters={"R2 [Ohm]": {"bounds": [0, 1]}, "Exchange current [A]": {"bounds": [0, 1]}}),
              "objectives": {"o": {**objective(), "options": {"model": {
                  "type": "ECM", "options": {"rc pairs": "2", "butler-volmer": "true"}}}}}},
    },
    "result of another pipeline": {
        "p": {"element_type": "entry", "pipeline_id": "p1"}, "f": fit(parameters={"D": BOUNDS}),
    },
}  # fmt: skip


@pytest.mark.parametrize("case", KNOWN)
def test_names_with_a_meaning_are_accepted(case):
    assert judged(**KNOWN[case]) == ([], [])


@pytest.mark.parametrize("name", ["Chen2020", "OKane2022", "MSMR_Example", "Xu2019", "ECM_Example"])
def test_published_sets_pass(name):
    refused, warnings = judged(e=entry(**write_parameters(pybamm.ParameterValues(name))))
    assert (refused, [text for text in warnings if "no parameter" in text]) == ([], [])


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("Ambient temperature [K]", 25, "in degC? 298.15"),
        ("Positive electrode porosity", 33.5, "in percent? 0.335"),
        ("Initial SOC [%]", 120, "0 to 100"),
        ("Initial SoC", 50, "'Initial SOC [%]'"),
        ("Upper voltage cut-off [V]", 4200, "mV? 4.2"),
        ("Negative electrode thickness [m]", -8e-5, "negative"),
    ],
)
def test_values_no_cell_has_are_refused(name, value, words):
    ((path, message),), _ = judged(e=entry(**{name: value}))
    assert path == f"values.{name}"
    assert words in message


def test_bounds_of_a_state_of_charge_are_in_percent():
    ((path, message),), _ = judged(f=fit(parameters={"Initial SOC [%]": {"bounds": [0, 1]}}))
    assert (path, "in percent" in message) == ("parameters.Initial SOC [%].bounds", True)


@pytest.mark.parametrize("model", ["Thevenin", "ECM"])
def test_a_circuit_says_that_it_needs_a_state_of_charge(model):
    searched = {"R0 [Ohm]": {"bounds": [1e-3, 1e-1]}}
    ((path, message),), _ = judged(f=fit(model, searched))
    assert (path, "'Initial SOC [%]'" in message) == ("objectives.o", True)
    for name in ("Initial SOC [%]", "Initial SoC", "Initial voltage [V]"):
        assert judged(e=entry(**{name: 1}), f=fit(model, searched)) == ([], [])
    assert judged(f=fit(model, {**searched, "Initial SOC [%]": {"bounds": [0, 100]}})) == ([], [])


def test_inline_data_are_checked_with_the_capacity_an_entry_states():
    data = {"Time [s]": [0, 600, 1200, 1800], "Current [A]": [5000.0] * 4, "Voltage [V]": [4.1, 3.9, 3.8, 3.7]}
    known = entry(**{"Nominal cell capacity [A.h]": 5.0})
    ((path, message),), _ = judged(e=known, f={**fit(), "objectives": {"o": objective(data=data)}})
    assert (path, "likely in mA" in message) == ("objectives.o.data", True)
    check = {"element_type": "validation", "objectives": {"o": objective(data={**data, "Current [A]": [5.0] * 4})}}
    assert judged(e=known, c=check) == ([], [])
    ((_, message),), _ = judged(e=entry(**known["values"], **{"Initial SOC [%]": 1}), c=check)
    assert "in percent" in message
