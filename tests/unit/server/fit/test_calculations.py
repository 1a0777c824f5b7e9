"""Calculations against hand formulas, PyBaMM's own functions and SciPy."""

import math

import numpy as np
import pybamm
import pytest

from ionworks.errors import ValidationError
from ionworks.server.engine.model.parameters import write_parameters
from ionworks.server.fit.calculations.registry import CALCULATIONS
from ionworks.server.fit.elements.element import run_element
from ionworks.server.fit.failures import MissingParametersError
from ionworks.server.fit.values import Known

F, R = 96485.33212, 8.314462618


def calculate(kind, parameters, data=None, **fields):
    config = {"element_type": "calculation", "type": kind, **fields}
    if data is not None:
        config["data"] = data
    output = run_element({"name": "c", "config": config, "parameters": parameters})
    assert output["result"] == {"type": "PassthroughResult", "parameter_values": output["parameters"]}
    return output["parameters"]


NEGATIVE = {
    "Maximum concentration in negative electrode [mol.m-3]": 33133.0,
    "Negative electrode active material volume fraction": 0.75,
    "Negative electrode thickness [m]": 85.2e-6,
    "Electrode area [m2]": 0.1027,
}
POSITIVE_WINDOW = {
    "Positive electrode stoichiometry at 0% SOC": 0.9,
    "Positive electrode stoichiometry at 100% SOC": 0.3,
    "Maximum concentration in positive electrode [mol.m-3]": 60000.0,
}
NEGATIVE_WINDOW = {
    "Negative electrode stoichiometry at 0% SOC": 0.1,
    "Negative electrode stoichiometry at 100% SOC": 0.9,
    "Maximum concentration in negative electrode [mol.m-3]": 30000.0,
}
BY_HAND = [
    ("AreaToSquareWidthHeight", {"Electrode area [m2]": 0.04}, {}, {"Electrode height [m]": 0.2, "Electrode width [m]": 0.2}),
    ("DiameterToSquareWidthHeight", {"Electrode diameter [m]": 0.02}, {}, {"Electrode width [m]": math.sqrt(math.pi) * 0.01}),
    ("ElectrodeVolumeFractionFromPorosity",
     {"Positive electrode porosity": 0.3, "Positive electrode active volume fraction of solid": 0.9},
     {"electrode": "positive"}, {"Positive electrode active material volume fraction": 0.63}),
    ("PorosityFromElectrodeVolumeFraction",
     {"Positive electrode active material volume fraction": 0.63, "Positive electrode active volume fraction of solid": 0.9},
     {"electrode": "positive"}, {"Positive electrode porosity": 0.3}),
    ("SurfaceAreaToVolumeRatio",
     {"Negative electrode active material volume fraction": 0.6, "Negative particle radius [m]": 6e-6},
     {"electrode": "negative"}, {"Negative electrode surface area to volume ratio [m-1]": 3e5}),
    ("ElectrodeGeometryFromLoading",
     {"Positive electrode coating mass loading [kg.m-2]": 0.2, "Positive electrode press density [kg.m-3]": 2500.0,
      "Positive electrode active material mass fraction": 0.95,
      "Positive electrode active material crystal density [kg.m-3]": 4750.0,
      "Positive electrode active volume fraction of solid": 0.8},
     {"electrode": "positive"},
     {"Positive electrode thickness [m]": 8e-5, "Positive electrode active material volume fraction": 0.5,
      "Positive electrode porosity": 0.375}),
    ("ElectrodeVolumeFractionFromLoading",
     {"Negative electrode loading [A.h.cm-2]": 4e-3, "Negative electrode thickness [m]": 1e-4,
      "Maximum concentration in negative electrode [mol.m-3]": 30000.0},
     {"electrode": "negative", "method": "loading"},
     {"Negative electrode active material volume fraction": 40 * 3600 / (30000 * 1e-4 * F)}),
    ("ElectrodeVolumeFractionFromLoading",
     {"Negative electrode coating mass loading [kg.m-2]": 0.1, "Negative electrode active material mass fraction": 0.9,
      "Negative electrode active material crystal density [kg.m-3]": 2250.0, "Negative electrode thickness [m]": 8e-5},
     {"electrode": "negative", "method": "coating mass"}, {"Negative electrode active material volume fraction": 0.5}),
    ("DensityFromVolumeAndMass", {"Cell mass [kg]": 0.07, "Cell volume [m3]": 2.8e-5}, {}, {"Cell density [kg.m-3]": 2500.0}),
    ("SpecificHeatCapacity", {"Cell heat capacity [J.K-1]": 70.0, "Cell mass [kg]": 0.07}, {},
     {"Cell specific heat capacity [J.kg-1.K-1]": 1000.0}),
    ("LumpedHeatCapacityAndDensity",
     {"Cell density [kg.m-3]": 2500.0, "Cell specific heat capacity [J.kg-1.K-1]": 900.0}, {},
     {"Separator density [kg.m-3]": 2500.0, "Positive electrode specific heat capacity [J.kg-1.K-1]": 900.0}),
    ("PouchCellThermalDimensions",
     {"Pouch height [m]": 0.2, "Pouch width [m]": 0.1, "Pouch thickness [m]": 0.01}, {},
     {"Cell volume [m3]": 2e-4, "Cell cooling surface area [m2]": 0.046}),
    ("JellyRollThermalDimensions", {"Jelly roll height [m]": 0.065, "Jelly roll radius [m]": 0.01}, {},
     {"Cell volume [m3]": math.pi * 6.5e-6, "Cell cooling surface area [m2]": 2 * math.pi * (6.5e-4 + 1e-4)}),
    ("HalfCellNominalCapacity", {"Positive electrode capacity [A.h]": 0.005}, {"electrode": "positive"},
     {"Nominal cell capacity [A.h]": 0.005, "Current function [A]": 0.005}),
    ("OpenCircuitLimits", {"Lower voltage cut-off [V]": 2.5, "Upper voltage cut-off [V]": 4.2}, {},
     {"Open-circuit voltage at 0% SOC [V]": 2.5, "Open-circuit voltage at 100% SOC [V]": 4.2}),
    ("CyclableLithium", {"Formation lithium loss": 0.92, "Positive electrode capacity [A.h]": 5.0},
     {"method": "formation loss"}, {"Cyclable lithium capacity [A.h]": 4.6}),
    ("CyclableLithium",
     {"Initial stoichiometry in negative electrode": 0.9, "Negative electrode capacity [A.h]": 6.0,
      "Initial stoichiometry in positive electrode": 0.3, "Positive electrode capacity [A.h]": 7.0},
     {}, {"Cyclable lithium capacity [A.h]": 7.5}),
    ("StoichiometryLimitsFromCapacity",
     {"Negative electrode capacity [A.h]": 6.0, "Negative electrode lower excess capacity [A.h]": 0.3,
      "Negative electrode upper excess capacity [A.h]": 0.6, "Positive electrode capacity [A.h]": 7.0,
      "Positive electrode lower excess capacity [A.h]": 1.4, "Positive electrode upper excess capacity [A.h]": 0.7},
     {},
     {"Negative electrode stoichiometry at 0% SOC": 0.05, "Negative electrode stoichiometry at 100% SOC": 0.9,
      "Positive electrode stoichiometry at 100% SOC": 0.2, "Positive electrode stoichiometry at 0% SOC": 0.9}),
    ("StoichiometryAtMinimumSOC",
     {"Negative electrode stoichiometry at 100% SOC": 0.9, "Usable capacity [A.h]": 5.0, "Negative electrode capacity [A.h]": 6.25},
     {"electrode": "negative"}, {"Negative electrode stoichiometry at 0% SOC": 0.1}),
    ("StoichiometryAtMinimumSOC",
     {"Positive electrode stoichiometry at 100% SOC": 0.2, "Usable capacity [A.h]": 5.0, "Positive electrode capacity [A.h]": 10.0},
     {"electrode": "positive"}, {"Positive electrode stoichiometry at 0% SOC": 0.7}),
    ("InitialSOC", {**POSITIVE_WINDOW, **NEGATIVE_WINDOW}, {"soc": 0.25},
     {"Initial stoichiometry in negative electrode": 0.3, "Initial concentration in negative electrode [mol.m-3]": 9000.0,
      "Initial stoichiometry in positive electrode": 0.75, "Initial concentration in positive electrode [mol.m-3]": 45000.0}),
    ("InitialSOCHalfCell", POSITIVE_WINDOW, {"electrode": "positive", "soc": "maximum"},
     {"Initial concentration in positive electrode [mol.m-3]": 18000.0}),
    ("InitialSOCfromMaximumStoichiometry", {**POSITIVE_WINDOW, **NEGATIVE_WINDOW}, {},
     {"Initial stoichiometry in negative electrode": 0.9, "Initial concentration in positive electrode [mol.m-3]": 18000.0}),
    ("InitialConcentrationFromInitialStoichiometryHalfCell",
     {"Initial stoichiometry in positive electrode": 0.4, "Maximum concentration in positive electrode [mol.m-3]": 50000.0},
     {"electrode": "positive"}, {"Initial concentration in positive electrode [mol.m-3]": 20000.0}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "parameters", "fields", "expected"), BY_HAND, ids=lambda value: value if isinstance(value, str) else ""
)
def test_by_hand(kind, parameters, fields, expected):
    found = calculate(kind, parameters, **fields)
    for name, value in expected.items():
        assert found[name] == pytest.approx(value), name


def test_capacity_and_each_of_its_unknowns():
    capacity = 33133.0 * 0.75 * 85.2e-6 * 0.1027 * F / 3600
    found = calculate("ElectrodeCapacity", NEGATIVE, electrode="negative")
    assert found == {"Negative electrode capacity [A.h]": pytest.approx(capacity)}
    for name in NEGATIVE:
        known = {key: value for key, value in NEGATIVE.items() if key != name} | {
            "Negative electrode capacity [A.h]": capacity
        }
        assert calculate("ElectrodeCapacity", known, electrode="negative")[name] == pytest.approx(NEGATIVE[name])


def test_capacity_from_height_width_layers_window_loading_and_crystal():
    base = {**NEGATIVE, "Electrode height [m]": 0.1, "Electrode width [m]": 1.027}
    del base["Electrode area [m2]"]
    plain = calculate("ElectrodeCapacity", base, electrode="negative")["Negative electrode capacity [A.h]"]
    layered = {**base, "Number of electrodes connected in parallel to make a cell": 2.0}
    assert calculate("ElectrodeCapacity", layered, electrode="negative")[
        "Negative electrode capacity [A.h]"
    ] == pytest.approx(2 * plain)
    window = {**base, **{k: v for k, v in NEGATIVE_WINDOW.items() if "stoich" in k}}
    found = calculate("ElectrodeCapacity", window, electrode="negative", use_stoich_window=True)
    assert found["Negative electrode capacity [A.h]"] == pytest.approx(0.8 * plain)
    crystal = {k: v for k, v in base.items() if "Maximum" not in k} | {
        "Negative electrode active material crystal density [kg.m-3]": 2260.0,
        "Negative electrode lithium sites per formula unit": 1.0,
        "Negative electrode active material molar mass [kg.mol-1]": 0.072,
    }
    found = calculate("ElectrodeCapacity", crystal, electrode="negative")
    assert found["Maximum concentration in negative electrode [mol.m-3]"] == pytest.approx(2260 / 0.072)


def test_the_documents_minimal_pipeline_lists_what_is_missing():
    with pytest.raises(MissingParametersError) as caught:
        calculate("ElectrodeCapacity", {"Ambient temperature [K]": 298.15}, electrode="positive")
    text = str(caught.value)
    for name in (
        "Positive electrode thickness [m]",
        "Electrode area [m2]",
        "Maximum concentration in positive electrode",
    ):
        assert name in text


@pytest.fixture(scope="module")
def chen():
    return write_parameters(pybamm.ParameterValues("Chen2020"))


def test_electrode_soh_agrees_with_pybamm(chen):
    parameters = pybamm.ParameterValues("Chen2020")
    param = pybamm.LithiumIonParameters()
    q_n, q_p = (float(parameters.evaluate(side.Q_init)) for side in (param.n, param.p))
    q_li = float(parameters.evaluate(param.Q_Li_particles_init))
    reference = pybamm.lithium_ion.ElectrodeSOHSolver(parameters).solve({"Q_n": q_n, "Q_p": q_p, "Q_Li": q_li})
    known = {**chen, "Negative electrode capacity [A.h]": q_n, "Positive electrode capacity [A.h]": q_p,
             "Cyclable lithium capacity [A.h]": q_li}  # fmt: skip
    found = calculate("ElectrodeSOH", known)
    for key, name in (
        ("x_0", "Negative electrode stoichiometry at 0% SOC"),
        ("y_100", "Positive electrode stoichiometry at 100% SOC"),
    ):
        assert found[name] == pytest.approx(float(reference[key]), abs=1e-5)
    by_cell = calculate("ElectrodeSOH", {**known, "Nominal cell capacity [A.h]": found["Nominal cell capacity [A.h]"]},
                        options={"known value": "cell capacity"})  # fmt: skip
    assert by_cell["Cyclable lithium capacity [A.h]"] == pytest.approx(q_li, rel=1e-4)


def test_balances_need_what_their_formulas_need_and_nothing_else(chen):
    half_cells = ("Negative electrode OCP [V]", "Positive electrode OCP [V]")
    few = {name: chen[name] for name in (*half_cells, "Lower voltage cut-off [V]", "Upper voltage cut-off [V]")}
    capacities = {
        "Negative electrode capacity [A.h]": 5.8,
        "Positive electrode capacity [A.h]": 8.7,
        "Cyclable lithium capacity [A.h]": 7.5,
    }
    expected = calculate("ElectrodeSOH", {**chen, **capacities})
    # What the balance does not read may be anything, even what PyBaMM's own solver would stumble over.
    useless = {"Electrode width [m]": 0.0, "Negative electrode OCP entropic change [V.K-1]": [1.0, 2.0]}
    for more in ({}, useless):
        found = calculate("ElectrodeSOH", {**few, **capacities, **more})
        assert found == pytest.approx(expected, rel=1e-9)
    host = {
        f"{kind} {name}": chen[f"{kind} {name}"]
        for kind in ("Negative electrode", "Positive electrode")
        for name in ("active material volume fraction", "thickness [m]")
    }
    names = [f"Maximum concentration in {one} electrode [mol.m-3]" for one in ("negative", "positive")]
    cycle = {"Nominal cell capacity [A.h]": 5.0, "First-cycle efficiency": 0.9}
    area = {"Electrode area [m2]": chen["Electrode height [m]"] * chen["Electrode width [m]"]}
    kind = "ElectrodeBalanceFromFirstCycleEfficiency"
    found = calculate(kind, {**few, **host, **cycle, **area, **{name: chen[name] for name in names}})
    assert found == pytest.approx(calculate(kind, {**chen, **cycle}), rel=1e-9)


def test_first_cycle_efficiency(chen):
    known = {**chen, "Nominal cell capacity [A.h]": 5.0, "First-cycle efficiency": 0.9}
    found = calculate("ElectrodeBalanceFromFirstCycleEfficiency", known)
    q_p = found["Positive electrode capacity [A.h]"]
    area = chen["Electrode height [m]"] * chen["Electrode width [m]"]
    expected = (
        63104.0
        * chen["Positive electrode active material volume fraction"]
        * chen["Positive electrode thickness [m]"]
        * area
        * F
        / 3600
    )
    assert q_p == pytest.approx(expected)
    assert found["Cyclable lithium capacity [A.h]"] == pytest.approx(q_p - 0.1 * 5.0 / 0.9)
    held = found["Negative electrode capacity [A.h]"] * found["Negative electrode stoichiometry at 100% SOC"]
    held += q_p * found["Positive electrode stoichiometry at 100% SOC"]
    assert held == pytest.approx(found["Cyclable lithium capacity [A.h]"], rel=1e-4)


def test_half_cell_windows_and_initial_states(chen):
    ocp = Known(chen, "t")
    known = {**chen, "Lower voltage cut-off [V]": 3.6, "Upper voltage cut-off [V]": 4.2,
             "Open-circuit voltage at 0% SOC [V]": 3.6, "Open-circuit voltage at 100% SOC [V]": 4.2}  # fmt: skip
    found = calculate("ElectrodeSOHHalfCell", known, electrode="positive")
    ends = [found["Positive electrode stoichiometry at 0% SOC"], found["Positive electrode stoichiometry at 100% SOC"]]
    assert ocp.curve("Positive electrode OCP [V]", np.array(ends)) == pytest.approx([3.6, 4.2], abs=1e-8)
    assert ends[0] > ends[1]
    start = calculate(
        "InitialStoichiometryFromVoltageHalfCell",
        {**chen, "Initial voltage in positive electrode [V]": 3.9},
        electrode="positive",
    )
    x = start["Initial stoichiometry in positive electrode"]
    assert ocp.curve("Positive electrode OCP [V]", np.array([x])) == pytest.approx([3.9], abs=1e-8)
    back = calculate("InitialVoltageFromConcentration",
                     {**chen, "Initial concentration in positive electrode [mol.m-3]": 63104.0 * x}, electrode="positive")  # fmt: skip
    assert back["Initial voltage in positive electrode [V]"] == pytest.approx(3.9, abs=1e-6)
    with pytest.raises(ValidationError, match="does not reach"):
        calculate(
            "InitialStoichiometryFromVoltageHalfCell",
            {**chen, "Initial voltage in positive electrode [V]": 9.0},
            electrode="positive",
        )


def test_cell_mass(chen):
    known = {**chen}
    layers = (
        "Negative current collector",
        "Negative electrode",
        "Separator",
        "Positive electrode",
        "Positive current collector",
    )
    expected = sum(known[f"{layer} thickness [m]"] * known[f"{layer} density [kg.m-3]"] for layer in layers)
    expected *= known["Electrode height [m]"] * known["Electrode width [m]"]
    assert calculate("CellMass", known)["Cell mass [kg]"] == pytest.approx(expected)


X = np.linspace(0.05, 0.95, 19)


@pytest.mark.parametrize("kind", ["linear", "cubic", "pchip"])
def test_ocp_interpolant(kind):
    data = {"Stoichiometry": X[::-1].tolist(), "Voltage [V]": (4.2 - 1.1 * X[::-1]).tolist()}
    found = calculate("OCPDataInterpolant", {}, data, electrode="positive", options={"interpolator": kind})
    at = np.array([0.1, 0.333, 0.8])
    assert Known(found, "t").curve("Positive electrode OCP [V]", at) == pytest.approx(4.2 - 1.1 * at, abs=1e-9)


def test_other_interpolants():
    entropy = calculate("EntropicChangeDataInterpolant", {}, {"Stoichiometry": X.tolist(), "Entropic change [V.K-1]": (1e-4 * X).tolist(),
                        "Voltage [V]": X.tolist()}, electrode="negative", options={"scale factor": 2.0})  # fmt: skip
    assert Known(entropy, "t").curve(
        "Negative electrode OCP entropic change [V.K-1]", np.array([0.5])
    ) == pytest.approx([1e-4])
    d = {"Stoichiometry": X.tolist(), "Diffusivity [m2.s-1]": (10 ** (-14 - X)).tolist(), "Voltage [V]": X.tolist()}
    diffusivity = calculate(
        "DiffusivityDataInterpolant",
        {},
        d,
        electrode="negative",
        options={"transformation": "log", "scale factor": True},
    )
    known = Known({**diffusivity, "Negative particle diffusivity scale factor": 3.0}, "t")
    found = known.curve("Negative particle diffusivity [m2.s-1]", np.array([0.333]), T=300.0)
    assert found == pytest.approx(3 * 10 ** (-14 - 0.333), rel=1e-6)


def test_diffusivity_from_pulse_by_hand():
    data = {
        "Time [s]": [0, 1, 2, 102, 103, 200], "Step number": [0, 0, 1, 1, 2, 2], "Current [A]": [0, 0, 1, 1, 0, 0],
        "Voltage [V]": [4.0, 4.0, 3.95, 3.85, 3.9, 3.96],
    }  # fmt: skip
    data = {key: [float(v) for v in values] for key, values in data.items()}
    found = calculate("DiffusivityFromPulse", {"Positive particle radius [m]": 6e-6}, data, electrode="positive")
    expected = 4 / (math.pi * 100) * (2e-6) ** 2 * (0.04 / 0.1) ** 2
    assert found["Positive particle diffusivity [m2.s-1]"] == pytest.approx(expected)


def test_arrhenius_regression_recovers_its_energy():
    temperature = np.array([278.15, 298.15, 318.15])
    values = 2e-14 * np.exp(30000 / R * (1 / 298.15 - 1 / temperature))
    data = {"Temperature [K]": temperature.tolist(), "D [m2.s-1]": values.tolist(), "Voltage [V]": [1.0, 1.0, 1.0]}
    found = calculate("ArrheniusLogLinear", {}, data, reference_temperature=298.15, include_func=True)
    assert found["D activation energy [J.mol-1]"] == pytest.approx(30000)
    assert found["D at reference temperature [m2.s-1]"] == pytest.approx(2e-14)
    assert Known(found, "t").curve("D [m2.s-1]", np.array([318.15])) == pytest.approx(values[2:])


def test_slopes_to_knots():
    parameters = {
        "tau at SOC 0 [s]": 10.0,
        "tau slope from SOC 0 to 0.5 [s]": 4.0,
        "tau slope from SOC 0.5 to 1 [s]": -2.0,
    }
    found = calculate(
        "SlopesToKnots",
        parameters,
        base_parameter_name="tau [s]",
        breakpoint_values=[0, 0.5, 1],
        breakpoint_parameter_name="SOC",
    )
    assert found == {"tau at SOC 0 [s]": 10.0, "tau at SOC 0.5 [s]": 12.0, "tau at SOC 1 [s]": 11.0}


SITES = {
    "Positive electrode host site standard potential [V]": [4.2, 3.9, 3.7],
    "Positive electrode host site occupancy fraction": [0.3, 0.4, 0.3],
    "Positive electrode host site ideality factor": [2.0, 1.5, 3.0],
    "Ambient temperature [K]": 298.15,
}


def filling(voltage, temperature=298.15):
    sites = zip([4.2, 3.9, 3.7], [0.3, 0.4, 0.3], [2.0, 1.5, 3.0], strict=True)
    return sum(x / (1 + math.exp(F * (voltage - u) / (R * temperature * w))) for u, x, w in sites)


def test_msmr_interpolant_and_function():
    found = calculate("OCPMSMRInterpolant", SITES, electrode="positive", voltage_limits=[3.2, 4.6])
    known = Known(found, "t")
    assert known.curve("Positive electrode OCP [V]", np.array([filling(3.95)])) == pytest.approx([3.95], abs=1e-5)
    assert known.curve("Positive electrode lithiation", np.array([3.95])) == pytest.approx([filling(3.95)], abs=1e-5)
    function = calculate("MSMRFunction", SITES, electrode="positive")
    value = Known({**SITES, **function}, "t").curve("Positive electrode lithiation", np.array([3.8]), T=298.15)
    assert value == pytest.approx([filling(3.8)])
    assert function["Number of reactions in positive electrode"] == 3.0


def test_msmr_windows_voltage_and_entropy():
    limits = {"Lower voltage cut-off [V]": 3.5, "Upper voltage cut-off [V]": 4.3}
    found = calculate("MSMRElectrodeSOHHalfCell", {**SITES, **limits}, electrode="positive")
    assert found["Positive electrode stoichiometry at 100% SOC"] == pytest.approx(filling(4.3))
    start = calculate(
        "InitialStoichiometryFromVoltageMSMRHalfCell", {**SITES, "Initial voltage [V]": 4.0}, electrode="positive"
    )
    assert start["Initial stoichiometry in positive electrode"] == pytest.approx(filling(4.0))
    entropy = calculate("EntropicChangeFromMSMRFunction", SITES, electrode="positive", voltage_limits=[3.2, 4.6])
    in_t = (filling(3.9, 298.2) - filling(3.9, 298.1)) / 0.1
    in_u = (filling(3.901) - filling(3.899)) / 0.002
    value = Known(entropy, "t").curve("Positive electrode OCP entropic change [V.K-1]", np.array([filling(3.9)]))
    assert value == pytest.approx([-in_t / in_u], rel=1e-3)


def test_average_of_two_directions():
    both = {}
    for direction, shift in (("lithiation", 0.0), ("delithiation", 0.1)):
        stem = f"Positive electrode {direction} host site"
        both |= {
            f"{stem} standard potential [V]": [4.0 + shift],
            f"{stem} occupancy fraction": [1.0],
            f"{stem} ideality factor": [1.0 + shift],
        }
    found = calculate("AverageMSMRParameters", both, electrode="positive")
    assert found["Positive electrode host site standard potential (0) [V]"] == pytest.approx(4.05)
    assert found["Positive electrode host site ideality factor (0)"] == pytest.approx(1.05)


def test_msmr_full_cell_capacities():
    parameters = {f"{side} electrode {what} [A.h]": value for side in ("Negative", "Positive")
                  for what, value in (("lower excess capacity", 0.5), ("upper excess capacity", 0.7))}  # fmt: skip
    data = {"Capacity [A.h]": [0.0, 2.0, 5.0], "Voltage [V]": [4.2, 3.7, 3.0]}
    found = calculate("MSMRFullCellCapacities", parameters, data)
    assert found["Usable capacity [A.h]"] == 5.0
    assert found["Negative electrode capacity [A.h]"] == pytest.approx(6.2)


@pytest.mark.parametrize(
    "kind", ["ArrheniusDiffusivityFromMSMRData", "OCPDataInterpolantMSMRExtrapolation", "SlopesToKnots2D"]
)
def test_rare_calculations_say_so(kind):
    assert kind not in CALCULATIONS
    with pytest.raises(ValidationError, match="not supported by this engine"):
        calculate(kind, {})
