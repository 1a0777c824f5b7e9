"""Parameter sets beside a model: PyBaMM's own for a model without values, checks of given ones."""

import json

import pybamm
import pytest

from ionworks.errors import ValidationError
from ionworks.server.engine.model.parameters import parameter_set, read_parameters, write_parameters
from ionworks.server.engine.model.sets import check_set, default_set

SPM = {"type": "SPM"}
DIFFUSIVITY = "Negative particle diffusivity [m2.s-1]"


@pytest.mark.parametrize(
    ("config", "name"),
    [
        ({"type": "DFN", "options": {"working electrode": "positive"}}, "Xu2019"),
        ({"type": "MSMR", "options": {"number of MSMR reactions": ["6", "4"]}}, "MSMR_Example"),
    ],
)
def test_models_without_a_named_set_get_pybamms_own_values(config, name):
    found = default_set(config)
    expected = pybamm.ParameterValues(name)
    assert found["name"] is None
    assert found["values"].keys() == set(expected.keys()) - {"chemistry", "citations"}
    back = read_parameters(json.loads(json.dumps(found["values"])))
    numbers = {key: value for key, value in expected.items() if isinstance(value, float)}
    assert {key: back[key] for key in numbers} == numbers
    check_set(config, found["values"])


def test_named_defaults_and_models_pybamm_has_no_complete_set_for():
    assert default_set(SPM) == {"name": "Marquis2019", "values": None}
    assert default_set({"type": "Thevenin"}) == {"name": "ECM_Example", "values": None}
    with pytest.raises(ValidationError, match=r"'R2 \[Ohm\]'; give its parameters"):
        default_set({"type": "Thevenin", "options": {"number of rc elements": 2}})


def changed(**values):
    kept = {name: value for name, value in parameter_set("Chen2020").items() if values.get(name, 0) is not None}
    return {**kept, **{name: value for name, value in values.items() if value is not None}}


def test_complete_sets_pass_with_names_of_their_own():
    for model in ("SPM", "DFN"):
        check_set({"type": model}, changed(**{"Colour of the can": 3.0}))


def test_misspelt_missing_and_impossible_parameters_are_named():
    wrong = changed(**{DIFFUSIVITY: None, "Negative partical diffusivity [m2.s-1]": 1e-14})
    with pytest.raises(ValidationError, match="'Negative partical .* is not known; close matches: 'Negative particle"):
        check_set(SPM, wrong)
    with pytest.raises(ValidationError, match=r"reads 1 parameters that are not given: 'Negative particle diff"):
        check_set(SPM, changed(**{DIFFUSIVITY: None}))
    with pytest.raises(ValidationError, match="'Positive electrode porosity': 33.5 .* in percent"):
        check_set(SPM, changed(**{"Positive electrode porosity": 33.5}))
    with pytest.raises(ValidationError, match="'Positive electrode porosity' = 0.4 add up to more than 1"):
        check_set(SPM, changed(**{"Positive electrode porosity": 0.4}))
    inner = write_parameters({DIFFUSIVITY: 2 * pybamm.Parameter("D")})
    with pytest.raises(ValidationError, match="not given: 'D'"):
        check_set(SPM, changed(**inner))
    check_set(SPM, changed(**inner, D=1e-14))
