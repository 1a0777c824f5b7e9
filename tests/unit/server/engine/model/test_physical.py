"""Values no cell has are refused by sweeps and passed over by fits, by one rule."""

import math

import pytest

from ionworks.server.engine.model.physical import is_overfull, needed_instead
from ionworks.server.fit.problem import is_feasible


@pytest.mark.parametrize(
    ("name", "value", "needed"),
    [
        ("Positive particle diffusivity [m2.s-1]", -1e-15, "a positive value"),
        ("Negative electrode density [kg.m-3]", 0.0, "a positive value"),
        ("Contact resistance [Ohm]", -1.0, "zero or a positive value"),
        ("Negative electrode exchange-current density [A.m-2]", -1.0, "zero or a positive value"),
        ("Separator porosity", 1.1, "a fraction between 0 and 1"),
        ("Separator porosity", 0.0, "a positive value"),
        ("Cation transference number", math.nan, "a finite number"),
        ("Separator porosity", 1.0, None),
        ("Initial SEI thickness [m]", 0.0, None),
        ("Negative electrode excess capacity [A.h]", -0.1, None),
        ("Negative electrode OCP entropic change [V.K-1]", -1e-4, None),
    ],
)
def test_what_a_name_says_about_its_value(name, value, needed):
    assert needed_instead(name, value) == needed
    assert is_feasible({name: value}) is (needed is None)


def test_an_electrode_holds_no_more_than_its_volume():
    full = {"Positive electrode active material volume fraction": 0.7, "Positive electrode porosity": 0.4}
    assert is_overfull("Positive", full)
    assert not is_overfull("Negative", full)
    assert not is_feasible(full)
    assert is_feasible({**full, "Positive electrode porosity": 0.3})
