"""Parameter functions through JSON and back are for PyBaMM what the Python functions were."""

import inspect
import json
import math
from functools import partial

import numpy as np
import pytest

from ionworks.errors import SerializationError
from ionworks.serialize import load_parameter_values, parameter_values_to_json
from ionworks.server.engine.model.parameters import PUBLISHED_SETS

pybamm = pytest.importorskip("pybamm")

DIFFUSIVITY = "Negative particle diffusivity [m2.s-1]"
POTENTIAL = "Positive electrode OCP [V]"


def through_text(values):
    return load_parameter_values(json.loads(json.dumps(parameter_values_to_json(values), allow_nan=False)))


def function_parameters(name, count):
    """The value of a function as a model asks for it, regularized as exchange currents are, and its derivatives."""
    arguments = {f"argument {place}": pybamm.Variable(f"x{place}", domain="separator") for place in range(count)}
    first, last = list(arguments.values())[0], list(arguments.values())[-1]
    scales = {first: pybamm.Scalar(2), last: pybamm.Scalar(1000)}
    regularized = pybamm.RegulariseSqrtAndPower(scales, inputs=arguments)
    plain = pybamm.FunctionParameter(name, arguments)
    yield plain
    yield pybamm.FunctionParameter(name, arguments, post_processor=regularized)
    for variable in arguments.values():
        yield plain.diff(variable)
    constant = pybamm.Scalar(0.3 if count == 1 else 298.15)
    yield pybamm.FunctionParameter(name, {**arguments, f"argument {count - 1}": constant})


def required_arguments(function):
    return sum(one.default is one.empty for one in inspect.signature(function).parameters.values())


def processed(parameters, symbol):
    try:
        return parameters.process_symbol(symbol)
    except (AttributeError, NotImplementedError) as error:  # PyBaMM cannot differentiate every interpolant
        return str(error)


@pytest.mark.parametrize("name", PUBLISHED_SETS)
def test_every_function_of_a_set_gives_the_same_tree(name):
    original = pybamm.ParameterValues(name)
    loaded = through_text(original)
    functions = {key: value for key, value in original.items() if callable(value)}
    assert functions
    for key, function in functions.items():
        for asked in function_parameters(key, required_arguments(function)):
            assert processed(loaded, asked) == processed(original, asked), (key, asked.diff_variable)


def linear(sto, T):
    return 1e-15 * (1 + sto) * T


class Linear:
    def __call__(self, sto, T):
        return linear(sto, T)


def with_defaults(sto, T=298.15, slope=2.0):
    return 1e-15 * (1 + slope * sto) * T


def scaled(factor, sto, T):
    return factor * linear(sto, T)


RADII = np.array([0.0, 0.5, 1.0])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (DIFFUSIVITY, linear),
        (DIFFUSIVITY, Linear()),
        (DIFFUSIVITY, with_defaults),
        (DIFFUSIVITY, partial(scaled, 2.0)),
        (DIFFUSIVITY, partial(with_defaults, slope=3.0)),
        (DIFFUSIVITY, lambda *arguments: linear(*arguments)),
        (DIFFUSIVITY, lambda sto, *rest: linear(sto, rest[0])),
        (DIFFUSIVITY, np.multiply),
        (DIFFUSIVITY, ("measured", ((RADII, RADII), np.outer(RADII, RADII)))),
        (POTENTIAL, ("measured", (RADII, 4 - RADII))),
        (POTENTIAL, ("measured", ([RADII], 4 - RADII))),
        (POTENTIAL, ("measured", np.column_stack([RADII, 4 - RADII]))),
        (POTENTIAL, lambda sto, scale=2.0: scale * pybamm.exp(-sto)),
        ("Colour of the can", lambda sto, scale=2.0: scale * pybamm.exp(-sto)),
    ],
)
def test_what_pybamm_can_call_arrives_as_it_calls_it(name, value):
    original, loaded = (read({name: value}) for read in (pybamm.ParameterValues, through_text))
    for asked in function_parameters(name, 2 if name == DIFFUSIVITY else 1):
        assert processed(loaded, asked) == processed(original, asked)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        (DIFFUSIVITY, lambda T: 1e-14 * T, r"of \(T\), but PyBaMM passes \(Negative particle stoichiometry, Temp"),
        (DIFFUSIVITY, lambda sto, T, c: 1e-14 * T, r"of \(sto, T, c\), but PyBaMM passes"),
        (DIFFUSIVITY, lambda sto, *, T: 1e-14 * T, "needs 'T' by name"),
        (DIFFUSIVITY, partial(scaled, 1.0, 2.0), r"of \(T\), but PyBaMM passes"),
        (DIFFUSIVITY, ("measured", (RADII, RADII)), r"1 coordinate\(s\), but PyBaMM passes \(Neg"),
        (POTENTIAL, ("measured", ([0.0, 1.0], [4.0, 3.0])), "numpy arrays"),
        (POTENTIAL, ("measured", (RADII[::-1], RADII)), "increasing"),
        (POTENTIAL, lambda sto: 1 if sto > 0 else 2, "PyBaMM cannot convert"),
        (POTENTIAL, lambda sto: math.exp(sto), "PyBaMM cannot convert"),
        ("Colour of the can", lambda *arguments: arguments[0], "write out the arguments"),
    ],
)
def test_what_pybamm_cannot_call_is_refused_before_anything_is_sent(name, value, text):
    with pytest.raises(SerializationError, match=text) as found:
        parameter_values_to_json({name: value})
    assert repr(name) in found.value.message
