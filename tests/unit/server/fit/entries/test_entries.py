"""Entries: given values, built-in sources and references."""

import numpy as np
import pybamm
import pytest

from ionworks.errors import SerializationError, ValidationError
from ionworks.server.engine.model.parameters import read_parameters
from ionworks.server.fit.elements.element import run_element
from ionworks.server.fit.entries.named_entries import NAMED_ENTRIES
from ionworks.server.fit.values import Known


def entry(parameters=None, **config):
    task = {"name": "e", "config": {"element_type": "entry", **config}, "parameters": parameters or {}}
    return run_element(task)["parameters"]


def named(name, parameters=None, **arguments):
    return entry(parameters, name=name, **arguments)


def test_values_pass_through_and_carry_no_model():
    values = {"Ambient temperature [K]": 298.15, "list": [1.0, 2.0], "model": {"type": "SPM"}, "data": "db:1"}
    assert entry(values=values) == {"Ambient temperature [K]": 298.15, "list": [1.0, 2.0]}


def test_hostile_values_and_paths_are_refused():
    with pytest.raises(SerializationError):
        entry(values={"x": {"$type": "subprocess.Popen", "children": []}})
    with pytest.raises(ValidationError, match="path"):
        entry(path="/etc/hostname")


def test_plain_named_entries():
    assert named("temperatures", T=310.0) == dict.fromkeys(
        ["Reference temperature [K]", "Ambient temperature [K]", "Initial temperature [K]"], 310.0
    )
    assert named("one_cm2_cell") == {"Electrode height [m]": 0.01, "Electrode width [m]": 0.01}
    coefficients = named("bruggeman", electrode=1.5, electrolyte=2.0)
    assert coefficients["Separator Bruggeman coefficient (electrolyte)"] == 2.0
    assert coefficients["Negative electrode Bruggeman coefficient (electrode)"] == 1.5
    assert len(coefficients) == 5
    assert set(named("standard_defaults").values()) == {1.0}
    assert set(named("zero_entropic_change").values()) == {0.0}
    assert set(named("zero_activation_energy").values()) == {0.0}
    assert named("constant_electrolyte", c_e=1200.0) == {"Initial concentration in electrolyte [mol.m-3]": 1200.0}
    assert entry(name="InitialStateOfCharge", value=50) == {"Initial SOC [%]": 50.0}


def test_nyman_electrolyte_by_hand():
    known = Known(named("nyman_electrolyte", c_e=1000.0), "t")
    c = 1.2
    # Nyman et al. 2008, as published with the Chen2020 set.
    expected = 8.794e-11 * c**2 - 3.972e-10 * c + 4.862e-10
    assert known.curve("Electrolyte diffusivity [m2.s-1]", np.array([1200.0]), T=298.15) == pytest.approx([expected])
    conductivity = 0.1297 * c**3 - 2.51 * c**1.5 + 3.329 * c
    assert known.curve("Electrolyte conductivity [S.m-1]", np.array([1200.0]), T=298.15) == pytest.approx(
        [conductivity]
    )
    assert known.number("Cation transference number") == pytest.approx(0.2594)


def test_landesfeind_electrolyte():
    known = Known(named("landesfeind_electrolyte", c_e=1000.0, system="EC:EMC (3:7)"), "t")
    found = known.curve("Electrolyte conductivity [S.m-1]", np.array([1000.0]), T=298.15)
    assert found == pytest.approx([0.9487], rel=0.05)  # about 9.5 mS/cm at 1 mol/l and 25 degC
    with pytest.raises(ValidationError, match="EC:EMC"):
        named("landesfeind_electrolyte", c_e=1000.0, system="water")
    with pytest.raises(
        ValidationError, match=r"'EMC:FEC \(19:1\)' is not supported by this engine; supported: EC:EMC \(3:7\)"
    ):
        named("landesfeind_electrolyte", c_e=1000.0, system="EMC:FEC (19:1)")


def test_arrhenius_entries():
    free = {"Negative particle reference diffusivity [m2.s-1]": 2e-14, "Reference temperature [K]": 298.15,
            "Negative particle diffusivity activation energy [J.mol-1]": 30000.0}  # fmt: skip
    values = named("arrhenius_particle_diffusivity", electrode="negative")
    found = Known({**values, **free}, "t").curve("Negative particle diffusivity [m2.s-1]", np.array([0.5]), T=318.15)
    assert found == pytest.approx([2e-14 * np.exp(30000 / 8.314462618 * (1 / 298.15 - 1 / 318.15))])
    free = {"Positive electrode reference exchange-current density [A.m-2]": 2.0, "Reference temperature [K]": 298.15,
            "Positive electrode exchange-current density activation energy [J.mol-1]": 0.0,
            "Initial concentration in electrolyte [mol.m-3]": 1000.0}  # fmt: skip
    values = named("arrhenius_butler_volmer_exchange_current_density", electrode="positive")
    known = Known({**values, **free}, "t")
    half = known.curve(
        "Positive electrode exchange-current density [A.m-2]", np.array([1000.0]), c=500.0, m=1000.0, T=298.15
    )
    assert half == pytest.approx([2.0])
    quarter = known.curve(
        "Positive electrode exchange-current density [A.m-2]", np.array([250.0]), c=500.0, m=1000.0, T=298.15
    )
    assert quarter == pytest.approx([1.0])


def test_average_ocp():
    branches = {"Positive electrode lithiation OCP [V]": 3.8, "Positive electrode delithiation OCP [V]": 4.0}
    known = Known({**branches, **named("average_ocp", branches, electrode="positive")}, "t")
    assert known.curve("Positive electrode OCP [V]", np.array([0.5])) == pytest.approx([3.9])


@pytest.mark.parametrize("formulation", ["knots", "slopes"])
def test_piecewise(formulation):
    arguments = {
        "base_parameter_name": "tau [s]",
        "breakpoint_values": [0, 0.5, 1],
        "breakpoint_parameter_name": "SOC",
        "smoothing": 1e-5,
    }
    values = named("PiecewiseInterpolation1D", formulation=formulation, **arguments)
    free = {"tau at SOC 0 [s]": 10.0, "tau at SOC 0.5 [s]": 12.0, "tau at SOC 1 [s]": 11.0}
    if formulation == "slopes":
        free = {
            "tau at SOC 0 [s]": 10.0,
            "tau slope from SOC 0 to 0.5 [s]": 4.0,
            "tau slope from SOC 0.5 to 1 [s]": -2.0,
        }
    found = Known({**values, **free}, "t").curve("tau [s]", np.array([0.0, 0.25, 0.5, 0.75, 1.0]))
    assert found == pytest.approx([10, 11, 12, 11.5, 11], abs=1e-3)


def test_degradation_entries_are_those_of_the_published_set():
    reference = pybamm.ParameterValues("OKane2022")
    for name, arguments, parameter in (
        ("sei_defaults", {}, "SEI resistivity [Ohm.m]"),
        ("li_plating_defaults", {}, "Lithium plating transfer coefficient"),
        ("mechanical_degradation_defaults", {"electrode": "negative"}, "Negative electrode initial crack length [m]"),
    ):
        assert named(name, **arguments)[parameter] == pytest.approx(reference[parameter])


@pytest.mark.parametrize("name", ["spm_defaults", "lithium_metal_anode"])
def test_filler_entries_can_be_read_back(name):
    found = named(name)
    assert found
    read_parameters(found)


def test_electrolyte_arrhenius_entries_leave_the_reference_free():
    for what, unit in (("diffusivity", "m2.s-1"), ("conductivity", "S.m-1")):
        values = named(f"arrhenius_electrolyte_{what}")
        free = {
            f"Electrolyte reference {what} [{unit}]": 2.0,
            f"Electrolyte {what} activation energy [J.mol-1]": 0.0,
            "Reference temperature [K]": 300.0,
        }
        assert Known({**values, **free}, "t").curve(
            f"Electrolyte {what} [{unit}]", np.array([1000.0]), T=320.0
        ) == pytest.approx([2.0])


def test_references():
    task = {
        "name": "e",
        "config": {"element_type": "entry", "pipeline_id": "p", "keep": ["a"]},
        "pipelines": {"p": {"a": 1.0, "b": 2.0}},
    }
    assert run_element(task)["parameters"] == {"a": 1.0}
    task["config"] = {"element_type": "entry", "pipeline_id": "p", "keep": ["z"]}
    with pytest.raises(ValidationError, match="'z'"):
        run_element(task)
    spec = {
        "anode": {"properties": {"thickness": {"value": 85.0, "unit": "µm"}, "porosity": {"value": 25, "unit": "%"}}}
    }
    mapping = {
        "Negative electrode thickness [m]": "anode.properties.thickness",
        "Negative electrode porosity": "anode.properties.porosity",
    }
    task = {
        "name": "e",
        "config": {"element_type": "entry", "cell_spec_id": "c", "mapping": mapping},
        "cell_specs": {"c": spec},
    }
    assert run_element(task)["parameters"] == {
        "Negative electrode thickness [m]": pytest.approx(85e-6),
        "Negative electrode porosity": pytest.approx(0.25),
    }


def test_unknown_and_rare_entries_say_what_there_is():
    for name in ("nope", "PiecewiseInterpolation2D"):
        with pytest.raises(ValidationError, match="not supported by this engine.*bruggeman"):
            named(name)
    with pytest.raises(ValidationError, match="TT"):
        named("temperatures", TT=3)
    assert "nyman_electrolyte" in NAMED_ENTRIES
