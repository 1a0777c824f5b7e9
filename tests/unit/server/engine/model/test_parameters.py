import json
import math

import numpy as np
import pybamm
import pytest

from ionworks.errors import SerializationError, ValidationError
from ionworks.server.engine.model.models import build_model
from ionworks.server.engine.model.parameters import (
    PUBLISHED_SETS,
    check_design_parameters,
    check_variable_names,
    parameter_set,
    read_parameters,
    variable_names,
    write_parameters,
)
from ionworks.server.engine.model.quick_cell import CHEMISTRIES, find_chemistry, open_circuit_voltage, quick_model

THICKNESS = "Positive electrode thickness [m]"


@pytest.mark.parametrize("name", ["Chen2020", "Ai2020", "ECM_Example"])
def test_published_sets_survive_json(name):
    wire = json.loads(json.dumps(parameter_set(name)))
    read, original = read_parameters(wire), pybamm.ParameterValues(name)
    capacity = "Nominal cell capacity [A.h]"
    assert read[capacity] == original[capacity]
    assert write_parameters(read).keys() == wire.keys()


def test_functions_keep_their_values():
    read = read_parameters(json.loads(json.dumps(parameter_set("Chen2020"))))
    stoichiometry = pybamm.Scalar(0.4)
    name = "Negative electrode OCP [V]"
    ours = read.process_symbol(pybamm.FunctionParameter(name, {"sto": stoichiometry})).evaluate()
    theirs = pybamm.ParameterValues("Chen2020").process_symbol(pybamm.FunctionParameter(name, {"sto": stoichiometry}))
    assert ours == pytest.approx(theirs.evaluate())


def test_arrays_and_numeric_strings():
    wire = {"a": "1e-3", "b": {"$type": "numpy.ndarray", "data": [1, 2], "dtype": "float64"}, "c": [1, 2.5]}
    read = read_parameters(wire)
    assert read["a"] == 1e-3
    assert np.array_equal(read["b"], [1, 2])
    # PyBaMM spreads a list over one parameter per entry.
    assert (read["c (0)"], read["c (1)"]) == (1, 2.5)


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (None, ValidationError),
        (True, ValidationError),
        ("[input]", ValidationError),
        ("[data]file", ValidationError),
        ({"a": 1}, ValidationError),
        ({"$type": "os.system"}, SerializationError),
        ({"type": "os.path"}, SerializationError),
    ],
)
def test_bad_values_name_the_parameter(value, error):
    with pytest.raises(error, match="Particle colour"):
        read_parameters({"Particle colour": value})


def test_unknown_set():
    with pytest.raises(ValidationError, match="Chen2020"):
        parameter_set("Chen2021")
    assert "DFN" in PUBLISHED_SETS["Chen2020"]


@pytest.mark.parametrize(
    ("design", "text"),
    [
        ({"Positive electrode thicknes [m]": 1e-5}, THICKNESS.replace("[", r"\[").replace("]", r"\]")),
        ({THICKNESS: -1e-6}, "positive value"),
        ({THICKNESS: 0}, "positive value"),
        ({THICKNESS: math.nan}, "finite"),
        ({THICKNESS: math.inf}, "finite"),
        ({THICKNESS: "thick"}, "finite number"),
        ({THICKNESS: True}, "finite number"),
        ({"Contact resistance [Ohm]": -1}, "zero or a positive"),
        ({"Positive electrode porosity": 1.2}, "between 0 and 1"),
        ({"Positive electrode porosity": 0.6}, "more than 1"),
        ({"Current function [A]": 1}, "set by the protocol"),
    ],
)
def test_bad_design_parameters_say_what_is_wrong(design, text):
    with pytest.raises(ValidationError, match=text):
        check_design_parameters(design, pybamm.ParameterValues("Chen2020"))


def test_good_design_parameters():
    design = {
        THICKNESS: 7e-5,
        "Contact resistance [Ohm]": 0,
        "Positive electrode porosity": 0.3,
        "Separator porosity": 1,
    }
    assert check_design_parameters(design, pybamm.ParameterValues("Chen2020")) == design


def test_variable_names_are_scalars():
    model = build_model("SPM")
    names = variable_names(model)
    assert "Voltage [V]" in names
    assert "X-averaged negative particle concentration" not in names
    check_variable_names(["Negative electrode stoichiometry"], model)
    with pytest.raises(ValidationError, match=r"Voltage \[V\]"):
        check_variable_names(["Voltge [V]"], model)


def test_quick_cell_scales_with_capacity():
    config, one = quick_model({})
    assert config["type"] == "Thevenin"
    _, ten = quick_model({"capacity": 10, "chemistry": "NMC/Graphite", "resistance_pct": 150})
    assert ten["Nominal cell capacity [A.h]"] == 10
    assert ten["R0 [Ohm]"] == pytest.approx(one["R0 [Ohm]"] * 1.5 / 10)
    assert ten["R1 [Ohm]"] * ten["C1 [F]"] == pytest.approx(one["R1 [Ohm]"] * one["C1 [F]"])


@pytest.mark.parametrize(("chemistry", "low", "high"), [("NMC/Graphite", 2.8, 4.2), ("LFP/Graphite", 2.0, 3.6)])
def test_open_circuit_voltage_spans_the_cut_offs_of_its_set(chemistry, low, high):
    curve = open_circuit_voltage(chemistry)
    assert curve.voltage[[0, -1]] == pytest.approx([low, high], abs=1e-4)
    assert (np.diff(curve.voltage) > 0).all()


def test_open_circuit_voltage_is_that_of_the_parameter_set():
    # At half charge, from PyBaMM's own initial state rather than from our curve.
    parameters = pybamm.ParameterValues("Chen2020").set_initial_state(0.5, inplace=False)
    param = pybamm.LithiumIonParameters()
    ratios = [
        parameters[f"Initial concentration in {name} electrode [mol.m-3]"]
        / parameters[f"Maximum concentration in {name} electrode [mol.m-3]"]
        for name in ("positive", "negative")
    ]
    positive, negative = (
        float(parameters.process_symbol(side.prim.U(pybamm.Scalar(ratio), param.T_ref)).evaluate())
        for side, ratio in zip((param.p, param.n), ratios, strict=True)
    )
    curve = open_circuit_voltage("NMC/Graphite-SiOx")
    assert np.interp(0.5, curve.soc, curve.voltage) == pytest.approx(positive - negative, abs=1e-5)


def test_every_chemistry_has_a_rising_curve():
    for chemistry in CHEMISTRIES:
        assert (np.diff(open_circuit_voltage(chemistry).voltage) > 0).all(), chemistry


def test_chemistry_names_are_forgiving_and_errors_list_them():
    assert find_chemistry("nmc") == "NMC/Graphite"
    assert find_chemistry("Graphite/Li Metal") == "Graphite/Li metal"
    with pytest.raises(ValidationError, match="LFP/Graphite"):
        quick_model({"chemistry": "unobtainium"})
    with pytest.raises(ValidationError, match="capacity"):
        quick_model({"capacity": 0})
    with pytest.raises(ValidationError, match="colour"):
        quick_model({"colour": 1})
