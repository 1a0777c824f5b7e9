"""Models of the platform rebuilt on PyBaMM, against closed forms and PyBaMM's own models."""

import json

import numpy as np
import pybamm
import pytest

from ionworks.errors import ValidationError
from ionworks.server.fit.elements.element import run_element
from ionworks.server.fit.values import write_values
from tests.integration.fits.fit_cases import chen

pytestmark = pytest.mark.local_only

TIMES = np.linspace(0, 600, 61)
CIRCUIT = {"R0 [Ohm]": 0.01, "R1 [Ohm]": 0.02, "C1 [F]": 2000.0, "R2 [Ohm]": 0.03, "C2 [F]": 20000.0,
           "Element-1 initial overpotential [V]": 0.0, "Element-2 initial overpotential [V]": 0.0,
           "Nominal cell capacity [A.h]": 5.0, "Entropic change [V/K]": 0.0, "Ambient temperature [K]": 298.15,
           "Initial temperature [K]": 298.15, "Initial SOC [%]": 80.0}  # fmt: skip


def run(config, parameters):
    return run_element(json.loads(json.dumps({"name": "e", "config": config, "parameters": parameters})))


def driven(model, voltage, current=2.0, variables=None):
    data = {"Time [s]": TIMES.tolist(), "Current [A]": [current] * len(TIMES), "Voltage [V]": list(voltage)}
    options = {"model": model} | ({"objective variables": variables} if variables else {})
    return {"type": "CurrentDriven", "data": data, "options": options}


def modelled(model, parameters, current=2.0):
    output = run(
        {"element_type": "validation", "objectives": {"v": driven(model, np.zeros(len(TIMES)), current)}}, parameters
    )
    return np.array(output["series"]["v"]["optimal"]["Voltage [V] (model)"])


def circuit_voltage(current=2.0):
    """Sum of the elements' closed forms at constant current, U = 3 + SoC."""
    soc = 0.8 - current * TIMES / 3600 / 5.0
    pairs = sum(r * (1 - np.exp(-TIMES / (r * c))) for r, c in ((0.02, 2000.0), (0.03, 20000.0)))
    return 3 + soc - current * (0.01 + pairs)


def circuit_parameters():
    return CIRCUIT | write_values({"Open-circuit voltage [V]": lambda soc: 3 + soc})


def test_an_equivalent_circuit_against_its_closed_form():
    model = {"type": "ECM", "options": {"rc pairs": "2"}}
    assert modelled(model, circuit_parameters()) == pytest.approx(circuit_voltage(), abs=2e-5)
    exchange = {"Exchange current [A]": 1.5}
    charged = modelled(
        {"type": "ECM", "options": {"rc pairs": "2", "butler-volmer": "true"}}, circuit_parameters() | exchange
    )
    overpotential = 2 * 8.314462618 * 298.15 / 96485.33212 * np.arcsinh(2 / 3)
    assert charged == pytest.approx(circuit_voltage() - overpotential, abs=2e-5)


def test_an_equivalent_circuit_recovers_its_resistances():
    names = {"R0 [Ohm]": 0.01, "R1 [Ohm]": 0.02}
    known = {name: value for name, value in circuit_parameters().items() if name not in names}
    model = {"type": "ECM", "options": {"rc pairs": "2"}}
    config = {"element_type": "data_fit", "objectives": {"v": driven(model, circuit_voltage())},
              "parameters": {name: {"initial_value": 3 * value, "bounds": [value / 10, 10 * value]} for name, value in names.items()}}  # fmt: skip
    assert run(config, known)["parameters"] == pytest.approx(names, rel=2e-3)


@pytest.mark.parametrize("thermal", ["isothermal", "lumped", "two-state"])
def test_heat_of_an_equivalent_circuit(thermal):
    parameters = {**circuit_parameters(), "R0 [Ohm]": 0.1, "Cell thermal mass [J/K]": 50.0, "Jig thermal mass [J/K]": 50.0,
                  "Cell-jig heat transfer coefficient [W/K]": 0.5, "Jig-air heat transfer coefficient [W/K]": 0.1}  # fmt: skip
    name = "Cell temperature [degC]"
    objective = driven({"type": "ECM", "options": {"thermal": thermal}}, np.zeros(len(TIMES)), variables=[name])
    objective["data"][name] = [25.0] * len(TIMES)
    output = run({"element_type": "validation", "objectives": {"v": objective}}, parameters)
    rise = np.array(output["series"]["v"]["optimal"][f"{name} (model)"]) - 25
    heat = 2.0**2 * 0.1
    expected = {"isothermal": 0 * TIMES, "lumped": heat / 0.5 * (1 - np.exp(-0.5 * TIMES / 50))}
    if thermal == "two-state":
        assert rise[-1] > expected["lumped"][-1] + 0.1
    else:
        assert rise == pytest.approx(expected[thermal], abs=2e-3)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rc pairs": "eleven"}, "'rc pairs' is 'eleven'"),
        ({"capacity": "function"}, "'capacity' 'function' is not supported by this engine; supported: constant"),
        ({"resistance scale": "function"}, "not supported by this engine; supported: constant"),
        ({"parameter_dependencies": {"R0": ["soc"]}}, "not supported by this engine"),
        ({"thermal": "hot"}, "allowed: 'isothermal'"),
        ({"butler-volmer": "maybe"}, "allowed: 'true'"),
        ({"pairs": "1"}, "allowed: 'thermal'"),
    ],
)
def test_refused_circuit_options(options, message):
    with pytest.raises(ValidationError, match=message):
        modelled({"type": "ECM", "options": options}, circuit_parameters())


def diffusion_overpotential_free(parameters, current, working_electrode):
    """Steady flux in a sphere: surface minus mean filling is flux * R / (5 D), and the mean follows the charge."""
    voltage = np.zeros(len(TIMES))
    area = parameters["Electrode height [m]"] * parameters["Electrode width [m]"]
    for side, sign in (("Positive", 1), ("Negative", -1)):
        if side == "Negative" and working_electrode == "positive":
            continue
        c_max = parameters[f"Maximum concentration in {side.lower()} electrode [mol.m-3]"]
        radius, diffusivity = (
            parameters[f"{side} particle radius [m]"],
            parameters[f"{side} particle diffusivity [m2.s-1]"],
        )
        volume = (
            parameters[f"{side} electrode thickness [m]"]
            * area
            * parameters[f"{side} electrode active material volume fraction"]
        )
        rate = sign * current / (96485.33212 * volume)
        start = parameters[f"Initial concentration in {side.lower()} electrode [mol.m-3]"]
        surface = start + rate * TIMES + rate * radius / 3 * radius / (5 * diffusivity)
        ocp = parameters[f"{side} electrode OCP [V]"]
        voltage += sign * np.array([float(ocp(pybamm.Scalar(x)).evaluate()) for x in surface / c_max])
    return voltage - current * parameters["Ohmic resistance [Ohm]"]


@pytest.mark.parametrize("working_electrode", ["both", "positive"])
def test_gitt_model_in_steady_diffusion(working_electrode):
    values = pybamm.ParameterValues("Chen2020")
    fast = {
        "Negative particle diffusivity [m2.s-1]": 1e-12,
        "Positive particle diffusivity [m2.s-1]": 1e-12,
        "Ohmic resistance [Ohm]": 0.02,
    }
    model = {"type": "GITTModel", "options": {"working electrode": working_electrode}}
    found = modelled(model, chen() | fast)
    expected = diffusion_overpotential_free(dict(values) | fast, 2.0, working_electrode)
    assert found[10:] == pytest.approx(expected[10:], abs=3e-4)


def test_gitt_model_recovers_diffusivity_and_resistance():
    names = {"Positive particle diffusivity [m2.s-1]": 2e-15, "Ohmic resistance [Ohm]": 0.02}
    model = {"type": "GITTModel"}
    voltage = modelled(model, chen() | names)
    specs = {
        name: {"initial_value": 2 * value, "bounds": [value / 10, 10 * value], "transform": "Log10"}
        for name, value in names.items()
    }
    config = {
        "element_type": "data_fit",
        "objectives": {"v": {**driven(model, voltage), "type": "Pulse"}},
        "parameters": specs,
    }
    assert run(config, chen())["parameters"] == pytest.approx(names, rel=5e-3)


@pytest.mark.parametrize("kind", ["LumpedSPMR", "MSMRHalfCellModel", "NOPE"])
def test_other_models_are_refused(kind):
    message = {"LumpedSPMR": "not supported by this engine; supported: SPM, .*ECM", "NOPE": "'NOPE' is not known",
               "MSMRHalfCellModel": "use it in the objective MSMRHalfCell"}[kind]  # fmt: skip
    with pytest.raises(ValidationError, match=message):
        modelled({"type": kind}, chen())
