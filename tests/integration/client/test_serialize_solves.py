"""PyBaMM objects through JSON text and back solve to the same voltage."""

import json

import numpy as np
import pytest

from ionworks import serialize
from ionworks.errors import SerializationError
from ionworks.references import prepare_config

pybamm = pytest.importorskip("pybamm")
pytestmark = pytest.mark.local_only

TIMES = np.linspace(0, 600, 13)
TOLERANCE_V = 1e-9


def through_text(value):
    return json.loads(json.dumps(value, allow_nan=False))


def voltage(model, parameters, **settings):
    simulation = pybamm.Simulation(model, parameter_values=parameters, **settings)
    return simulation.solve([0, 600], t_interp=TIMES)["Voltage [V]"].entries


@pytest.fixture(scope="module")
def chen():
    return pybamm.ParameterValues("Chen2020")


@pytest.fixture(scope="module")
def reference(chen):
    return voltage(pybamm.lithium_ion.SPM(), chen)


def test_builtin_model_and_parameters(chen, reference):
    config = through_text(serialize.model_to_config(pybamm.lithium_ion.SPM()))
    assert (config["type"], config["module"], set(config)) == (
        "SPM",
        "lithium_ion",
        {"type", "module", "options"},
    )
    parameters = through_text(serialize.parameter_values_to_json(chen))
    assert "citations" not in parameters
    assert parameters == through_text(serialize.parameter_values_to_json("Chen2020"))
    loaded = voltage(serialize.load_model(config), serialize.load_parameter_values(parameters))
    np.testing.assert_allclose(loaded, reference, rtol=0, atol=TOLERANCE_V)
    again = serialize.parameter_values_to_json(serialize.load_parameter_values(parameters))
    assert through_text(again) == parameters


@pytest.mark.parametrize(
    ("model", "options", "name", "changes"),
    [
        ("SPM", {}, "Marquis2019", {}),
        ("SPMe", {}, "Chen2020", {"Positive electrode Bruggeman coefficient (electrolyte)": 2.5}),
        ("SPMe", {"thermal": "lumped", "heat of mixing": "true"}, "Chen2020", {}),
    ],
)
def test_loaded_functions_are_regularized_and_differentiated(model, options, name, changes):
    original = pybamm.ParameterValues(name)
    original.update(changes)
    loaded = serialize.load_parameter_values(through_text(serialize.parameter_values_to_json(original)))
    experiment = pybamm.Experiment(["Charge at 1C for 2 minutes", "Rest for 2 minutes"])
    first, second = (
        pybamm.Simulation(getattr(pybamm.lithium_ion, model)(options), parameter_values=values, experiment=experiment)
        .solve()["Voltage [V]"]
        .entries
        for values in (original, loaded)
    )
    np.testing.assert_allclose(second, first, rtol=0, atol=TOLERANCE_V)


def test_create_route_has_no_module_and_refuses_custom_models():
    config = serialize.model_to_create_config(pybamm.lithium_ion.SPMe({"thermal": "lumped"}))
    assert set(config) == {"type", "options"}
    assert (config["type"], config["options"]["thermal"]) == ("SPMe", "lumped")
    model = pybamm.lithium_ion.SPM()
    model.variables["Twice [V]"] = 2 * model.variables["Voltage [V]"]
    with pytest.raises(TypeError, match="upload_custom"):
        serialize.model_to_create_config(model)


def test_user_subclass_loads_as_its_pybamm_ancestor(chen, reference):
    cell_model = type("CellModel", (pybamm.lithium_ion.SPM,), {"__module__": "elsewhere"})
    # PyBaMM sets this option by itself for SPM proper only.
    config = through_text(serialize.model_to_config(cell_model({"x-average side reactions": "true"})))
    assert (config["type"], config["model"]["model"]["base_class"]) == ("custom", "elsewhere.CellModel")
    loaded = serialize.load_model(config)
    assert type(loaded) is pybamm.lithium_ion.SPM
    np.testing.assert_allclose(voltage(loaded, chen), reference, rtol=0, atol=TOLERANCE_V)


def test_model_from_scratch(chen):
    model = pybamm.BaseModel("decay")
    charge = pybamm.Variable("Charge [A.h]")
    model.rhs = {charge: -pybamm.Parameter("Current function [A]") / 3600}
    model.initial_conditions = {charge: pybamm.Scalar(5)}
    model.variables = {"Voltage [V]": 3 + charge / 5}
    model.events = [pybamm.Event("Empty", charge - 1)]
    document = through_text(serialize.model_to_document(model))
    assert document["model"]["events"][0]["event_type"] == "TERMINATION"
    parameters = pybamm.ParameterValues({"Current function [A]": 2.0})
    expected = 3 + (5 - 2 * TIMES / 3600) / 5
    np.testing.assert_allclose(voltage(serialize.load_model(document), parameters), expected, atol=1e-6)


def test_changed_equations_are_not_dropped():
    model = pybamm.lithium_ion.SPM()
    model.variables["Voltage [V]"] = model.variables["Voltage [V]"] * 2
    assert serialize.model_to_config(model)["type"] == "custom"
    model = pybamm.lithium_ion.SPM()
    model.rhs = {variable: 2 * rhs for variable, rhs in model.rhs.items()}
    assert serialize.model_to_config(model)["type"] == "custom"
    model = pybamm.lithium_ion.BasicSPM()
    assert serialize.model_to_config(model) == {"type": "BasicSPM", "module": "lithium_ion"}
    del model.variables["Current [A]"]
    assert serialize.model_to_config(model)["type"] == "custom"


def test_added_variables_and_events_travel_with_a_builtin_model():
    model = pybamm.lithium_ion.SPM()
    model.variables["Power per hour [W]"] = model.variables["Voltage [V]"] * pybamm.t
    model.events.append(pybamm.Event("Time is up", 100 - pybamm.t))
    loaded = serialize.load_model(through_text(serialize.model_to_config(model)))
    assert loaded.variables["Power per hour [W]"] == model.variables["Power per hour [W]"]
    assert [event.name for event in loaded.events][-1] == "Time is up"


def test_nested_option_lists_become_tuples():
    options = {
        "open-circuit potential": (("single", "current sigmoid"), "single"),
        "particle phases": ("2", "1"),
    }
    model = pybamm.lithium_ion.SPM(options, build=False)
    loaded = serialize.load_model({"type": "SPM", "options": through_text(options)})
    assert loaded.options["open-circuit potential"] == model.options["open-circuit potential"]
    assert loaded.options["particle phases"] == ("2", "1")


@pytest.mark.parametrize("name", ["SPM", "SPMe", "DFN"])
def test_bare_names(name):
    assert type(serialize.load_model(name)) is getattr(pybamm.lithium_ion, name)


def test_equivalent_circuit_keeps_its_initial_state_rule():
    config = through_text(serialize.model_to_config(pybamm.equivalent_circuit.Thevenin()))
    assert config["module"] == "equivalent_circuit"
    parameters = pybamm.ParameterValues("ECM_Example")
    wire = through_text(serialize.parameter_values_to_json(parameters))
    for values in (parameters, loaded := serialize.load_parameter_values(wire)):
        values.set_initial_state(0.7)
    assert loaded["Initial SoC"] == parameters["Initial SoC"] == 0.7
    fresh = voltage(pybamm.equivalent_circuit.Thevenin(), parameters)
    np.testing.assert_allclose(voltage(serialize.load_model(config), loaded), fresh, atol=TOLERANCE_V)


def test_functions_interpolants_arrays_and_inputs(chen):
    times = np.linspace(0, 600, 50)

    def profile(t):
        return pybamm.Interpolant(times, 3 + np.sin(times / 60), t, interpolator="cubic")

    def diffusivity(sto, T):
        return 4e-15 * (1 + sto) * pybamm.exp(-1000 * (1 / T - 1 / 298.15))

    changes = {
        "Current function [A]": profile,
        "Positive particle diffusivity [m2.s-1]": diffusivity,
        "Negative electrode thickness [m]": pybamm.Scalar(9e-5),
        "Ambient temperature [K]": "[input]",
    }
    wire = through_text(serialize.parameter_values_to_json({**chen, **changes, "Table": np.array([1.0, 2.0])}))
    assert wire["Negative electrode thickness [m]"] == 9e-5
    assert wire["Table"] == {"$type": "numpy.ndarray", "data": [1.0, 2.0], "dtype": "float64"}
    assert wire["Positive particle diffusivity [m2.s-1]"]["func_args"] == ["sto", "T"]
    loaded = serialize.load_parameter_values(wire)
    live = chen.copy()
    live.update(changes)
    solutions = [
        pybamm.Simulation(pybamm.lithium_ion.SPM(), parameter_values=values)
        .solve([0, 600], t_interp=TIMES, inputs={"Ambient temperature [K]": 298.15})["Voltage [V]"]
        .entries
        for values in (live, loaded)
    ]
    np.testing.assert_allclose(solutions[1], solutions[0], rtol=0, atol=TOLERANCE_V)


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.float64(2.5), 3, True])
def test_single_values_survive(value):
    wire = through_text(serialize.parameter_values_to_json({"a": value}))
    loaded = serialize.load_parameter_values(wire)["a"]
    assert loaded == value


def test_lists_load_as_one_value_per_site():
    loaded = serialize.load_parameter_values({"Host site occupancy fraction": [0.25, 0.75]})
    assert [loaded[f"Host site occupancy fraction ({site})"] for site in (0, 1)] == [0.25, 0.75]


def test_symbols():
    x = pybamm.Parameter("x")
    symbol = 2 * x + pybamm.Interpolant(np.array([0.0, 1.0]), np.array([1.0, 3.0]), x)
    loaded = serialize.load_symbol(through_text(serialize.symbol_to_json(symbol)))
    assert loaded == symbol
    assert pybamm.ParameterValues({"x": 0.5}).evaluate(loaded) == pytest.approx(2 * 0.5 + 2)
    assert serialize.symbol_to_json(pybamm.Scalar(4)) == 4.0


def test_experiment(chen):
    experiment = pybamm.Experiment([("Discharge at 1C for 6 minutes or until 3.0 V", "Rest for 4 minutes")], period=30)
    wire = through_text(serialize.experiment_to_json(experiment))
    voltages = [
        pybamm.Simulation(pybamm.lithium_ion.SPM(), parameter_values=chen, experiment=each)
        .solve()["Voltage [V]"]
        .entries
        for each in (experiment, serialize.load_experiment(wire))
    ]
    np.testing.assert_allclose(voltages[1], voltages[0], rtol=0, atol=1e-12)


def test_solver_and_mesh_settings(chen):
    model = pybamm.lithium_ion.SPM()
    settings = {
        "var_pts": {"r_n": 8, "r_p": 9, pybamm.SpatialVariable("x_n", ["negative electrode"]): 12},
        "submesh_types": {
            **model.default_submesh_types,
            "negative particle": pybamm.MeshGenerator(pybamm.Exponential1DSubMesh, {"side": "right"}),
        },
        "spatial_methods": model.default_spatial_methods,
        "geometry": model.default_geometry,
        "solver": pybamm.IDAKLUSolver(rtol=1e-7, atol=1e-9),
    }
    wire = through_text(serialize.simulation_settings_to_json(settings))
    assert wire["var_pts"] == {"r_n": 8, "r_p": 9, "x_n": 12}
    assert (wire["solver"]["type"], wire["solver"]["rtol"]) == ("IDAKLUSolver", 1e-7)
    loaded = serialize.load_simulation_settings(wire)
    full = {**model.default_var_pts, **wire["var_pts"]}
    expected = voltage(model, chen, **{**settings, "var_pts": full})
    np.testing.assert_allclose(voltage(model, chen, **{**loaded, "var_pts": full}), expected, rtol=0, atol=1e-9)
    assert type(serialize.load_solver("NonlinearSolver")) is pybamm.NonlinearSolver


def test_every_kind_inside_a_pipeline_config(chen):
    config = {
        "elements": {
            "entry": {
                "element_type": "entry",
                "values": {
                    "model": pybamm.lithium_ion.SPM(),
                    "D [m2.s-1]": lambda sto: 2e-14 * sto,
                    "x": pybamm.Scalar(2),
                },
            },
            "known": {"element_type": "entry", "values": chen},
            "fit": {
                "element_type": "data_fit",
                "parameters": {"y": 2 * pybamm.Parameter("x")},
                "objectives": {
                    "a": {
                        "options": {
                            "model": pybamm.lithium_ion.SPM,
                            "simulation_kwargs": {
                                "solver": pybamm.IDAKLUSolver(),
                                "experiment": pybamm.Experiment(["Rest for 1 s"]),
                            },
                        }
                    }
                },
            },
        }
    }
    with pytest.raises(SerializationError, match=r"config\.elements\.fit\.objectives\.a\.options\.model"):
        prepare_config(config)
    options = config["elements"]["fit"]["objectives"]["a"]["options"]
    options["model"] = pybamm.lithium_ion.SPM({"thermal": "lumped"})
    elements = through_text(prepare_config(config))["elements"]
    assert elements["entry"]["values"]["model"]["type"] == "SPM"
    assert elements["entry"]["values"]["D [m2.s-1]"]["func_args"] == ["sto"]
    assert elements["entry"]["values"]["x"] == 2.0
    assert len(elements["known"]["values"]) == len(serialize.parameter_values_to_json(chen))
    written = elements["fit"]["objectives"]["a"]["options"]
    assert written["model"]["options"]["thermal"] == "lumped"
    assert written["simulation_kwargs"]["solver"]["type"] == "IDAKLUSolver"
    assert written["simulation_kwargs"]["experiment"]["cycles"][0][0]["type"] == "rest"
    assert serialize.load_symbol(elements["fit"]["parameters"]["y"]) == 2 * pybamm.Parameter("x")
    assert serialize.screen(elements) is elements


def test_what_cannot_be_written_is_named(chen):
    model = pybamm.lithium_ion.SPM()
    pybamm.Simulation(model, parameter_values=chen).build()
    with pytest.raises(SerializationError, match=r"parameters\['f'\]"):
        serialize.parameter_values_to_json({"f": lambda x: 1 if x > 0 else 2})
    with pytest.raises(SerializationError, match=r"parameters\['n'\]: null"):
        serialize.parameter_values_to_json({"n": None})
    with pytest.raises(SerializationError, match="Simulation has no JSON form"):
        prepare_config({"x": pybamm.Simulation(model)})
    with pytest.raises(SerializationError, match="'nope' is not a parameter set"):
        serialize.parameter_values_to_json("nope")
