"""Priors, constraints and penalties against SciPy and by hand."""

import json
import math

import pybamm
import pytest
from pybamm.expression_tree.operations.serialise import convert_symbol_to_json
from scipy import stats

from ionworks.errors import SerializationError, ValidationError
from ionworks.server.fit.regularizers import prior_terms, symbol_terms


@pytest.mark.parametrize(
    ("spec", "reference"),
    [
        ({"distribution": "Normal", "mean": 2.0, "std": 0.5}, stats.norm(2.0, 0.5)),
        ({"distribution": "LogNormal", "mean": 0.3, "std": 0.5}, stats.lognorm(s=0.5, scale=math.exp(0.3))),
        ({"distribution": "Uniform", "lb": 1.0, "ub": 4.0}, stats.uniform(1.0, 3.0)),
    ],
)
def test_priors_are_minus_the_log_density(spec, reference):
    term = prior_terms({"p": {"type": "Prior", "distribution": spec, "regularizer_weight": 2.0}})[0]
    flat = prior_terms({"p": spec})[0]
    assert term.value({"p": 1.7}) == pytest.approx(-2 * reference.logpdf(1.7))
    assert flat.value({"p": 1.7}) == pytest.approx(-reference.logpdf(1.7))


@pytest.mark.parametrize("kind", ["Normal", "LogNormal"])
def test_prior_residuals_square_to_the_term_up_to_a_constant(kind):
    term = prior_terms({"p": {"distribution": kind, "mean": 0.4, "std": 0.7}})[0]
    differences = [term.value({"p": x}) - term.residual({"p": x}) ** 2 for x in (0.5, 1.0, 2.5)]
    assert differences == pytest.approx([differences[0]] * 3)


def test_point_mass():
    term = prior_terms({"p": {"distribution": "PointMass", "value": 3.0}})[0]
    assert term.value({"p": 3.0}) == 0.0
    assert term.value({"p": 3.1}) == math.inf


def wire(symbol):
    return json.loads(json.dumps(convert_symbol_to_json(symbol)))


def test_constraints_and_penalties():
    x, y = pybamm.InputParameter("x"), pybamm.InputParameter("y")
    inequality = symbol_terms([{"fun": wire(x <= 2 * y), "regularizer_weight": 4.0}], "constraint")[0]
    assert inequality.value({"x": 5.0, "y": 1.0}) == pytest.approx(4 * 9)
    assert inequality.value({"x": 1.0, "y": 1.0}) == 0.0
    equality = symbol_terms([{"fun": wire(x - y)}], "constraint")[0]
    assert equality.value({"x": 5.0, "y": 1.0}) == pytest.approx(16)
    penalty = symbol_terms([{"fun": 3.0}], "penalty")[0]
    assert penalty.value({}) == 9.0


def test_refused():
    with pytest.raises(ValidationError, match="not supported by this engine"):
        prior_terms({"p": {"distribution": "Dirichlet", "alpha": [2, 3]}})[0].value({"p": 1.0})
    with pytest.raises(ValidationError, match="needs"):
        prior_terms({"p": {"distribution": "Normal", "mean": 1}})[0].value({"p": 1.0})
    with pytest.raises(SerializationError):
        symbol_terms([{"fun": {"$type": "os.system", "children": []}}], "penalty")
