"""Values against what their model asks for."""

import pybamm
import pytest

from ionworks.errors import ValidationError
from ionworks.records import ParameterizedModel
from ionworks.resources.models.parameterized_model.stored import _warned
from ionworks.serialize import parameter_values_to_json
from ionworks.server.nouns.checks import check_parameters

DIFFUSIVITY = "Negative particle diffusivity [m2.s-1]"
CONTACT = "Contact resistance [Ohm]"


def answer(changes, config=None):
    values = pybamm.ParameterValues("Chen2020")
    values.update(changes)
    return check_parameters(config or {"type": "SPM"}, parameter_values_to_json(values))


def function_of(*arguments):
    """Document of a function as another client may send it."""
    expression = pybamm.Parameter(arguments[0]) * 1e-14
    symbol = pybamm.ExpressionFunctionParameter("f", expression, "f", list(arguments))
    return parameter_values_to_json({"f": symbol})["f"]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({DIFFUSIVITY: function_of("T")}, r"f\(T\), but PyBaMM passes \(Negative particle stoichiometry, Temperature"),
        ({"Negative electrode thickness [m]": function_of("x")}, r"f\(x\), but .* takes one number"),
        ({DIFFUSIVITY: "[input]"}, r"the text '\[input\]'"),
        ({DIFFUSIVITY: 2 * pybamm.InputParameter("D")}, "holds an input"),
        ({DIFFUSIVITY: function_of("not a name", "T")}, "func_args"),
    ],
)
def test_values_the_model_cannot_be_built_with_are_refused(changes, text):
    with pytest.raises(ValidationError, match=text):
        wire = parameter_values_to_json({name: value for name, value in changes.items() if not isinstance(value, dict)})
        whole = parameter_values_to_json(pybamm.ParameterValues("Chen2020"))
        check_parameters({"type": "SPM"}, {**whole, **changes, **wire})


def test_what_has_no_effect_is_told():
    assert answer({}) == []
    assert answer({DIFFUSIVITY: lambda sto, T: 1e-14 * (1 + sto)}) == []
    (found,) = answer({CONTACT: 0.01})
    assert CONTACT in found
    assert answer({CONTACT: 0.01}, {"type": "SPM", "options": {"contact resistance": "true"}}) == []
    with pytest.raises(ValidationError, match="close matches: 'Negative electrode thickness "):
        answer({"Negative electrode thicknes [m]": 1e-4})
    # A value that another one refers to has an effect, one that no other refers to has none.
    mine = {"My factor": 2.0, DIFFUSIVITY: lambda sto, T: 1e-14 * pybamm.Parameter("My factor")}
    assert answer(mine) == []
    assert len(answer({"My factor": 2.0})) == 1


def test_the_client_shows_the_warnings_where_it_was_called():
    def create():
        return _warned(ParameterizedModel(id="1", name="Mine", warnings=["'A' has no effect"]))

    with pytest.warns(UserWarning, match="parameterized model 'Mine': 'A' has no effect"):
        create()
