"""Costs against formulas written out by hand, and gradients against differences."""

import math

import numpy as np
import pytest

from ionworks.errors import ValidationError
from ionworks.server.fit.costs import Pair, filled, normalization_scale, read_cost

DATA = np.array([1.0, 2.0, 4.0])
MODEL = np.array([1.5, 1.0, 4.25])
ERROR = np.array([0.5, -1.0, 0.25])


def pairs(model=MODEL):
    return [Pair("a", "V", np.asarray(model), DATA)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("SSE", 0.25 + 1 + 0.0625),
        ("MSE", 1.3125 / 3),
        ("RMSE", math.sqrt(1.3125 / 3)),
        ("MAE", 1.75 / 3),
        ("Max", 1.0),
    ],
)
def test_error_costs_by_hand(kind, expected):
    cost = read_cost({"type": kind, "normalization": "identity"})
    assert cost.value(pairs(), {}) == pytest.approx(expected)
    scaled = read_cost({"type": kind})
    power = 2 if kind in ("SSE", "MSE") else 1
    assert scaled.value(pairs(), {}) == pytest.approx(expected / (7 / 3) ** power)


@pytest.mark.parametrize("kind", ["SSE", "MSE", "MAE", "Max"])
def test_residuals_square_to_the_cost(kind):
    cost = read_cost({"type": kind, "variable_weights": {"V": 2.5}})
    residuals = cost.residuals(pairs(), {})
    assert sum(float(r.values @ r.values) for r in residuals) == pytest.approx(cost.value(pairs(), {}))


def test_rmse_and_likelihood_have_no_residuals():
    assert read_cost({"type": "RMSE"}).residuals(pairs(), {}) is None
    assert read_cost({"type": "GaussianLogLikelihood", "sigma": {"V": 1.0}}).residuals(pairs(), {}) is None


SPECS = [
    *({"type": kind} for kind in ("SSE", "MSE", "RMSE", "MAE", "Max")),
    {"type": "ChiSquare", "variable_standard_deviations": {"V": 0.3}},
    {"type": "GaussianLogLikelihood", "sigma": {"V": 0.3}},
    {
        "type": "MultiCost",
        "costs": [{"cost": {"type": "SSE"}, "weight": 2.0}, {"cost": {"type": "Max"}, "weight": 0.5}],
    },
]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec["type"])
def test_gradients_agree_with_differences(spec):
    cost = read_cost(spec)
    gradient = cost.gradient(pairs(), {})[0]
    for row in range(3):
        step = np.zeros(3)
        step[row] = 1e-6
        numeric = (cost.value(pairs(MODEL + step), {}) - cost.value(pairs(MODEL - step), {})) / 2e-6
        assert gradient[row] == pytest.approx(numeric, rel=1e-5, abs=1e-8)


@pytest.mark.parametrize("spec", [SPECS[0], SPECS[1], SPECS[3], SPECS[5]], ids=lambda spec: spec["type"])
def test_residual_slopes_agree_with_differences(spec):
    cost = read_cost(spec)
    found = cost.residuals(pairs(), {})[0]
    moved = cost.residuals(pairs(MODEL + 1e-7), {})[0]
    assert (moved.values - found.values) / 1e-7 == pytest.approx(found.slope, rel=1e-4)


def test_chi_square_and_likelihood_by_hand():
    chi = read_cost({"type": "ChiSquare", "variable_standard_deviations": {"V": 0.5}})
    assert chi.value(pairs(), {}) == pytest.approx(1.3125 / 0.25)
    fitted = read_cost({"type": "GaussianLogLikelihood", "sigma": {"V": "noise"}})
    expected = 0.5 * (3 * math.log(2 * math.pi * 0.25) + 1.3125 / 0.25)
    assert fitted.value(pairs(), {"noise": 0.5}) == pytest.approx(expected)


def test_weights_and_structure():
    two = [Pair("a", "V", MODEL, DATA), Pair("b", "T", MODEL, DATA)]
    cost = read_cost({"type": "MAE", "normalization": "identity", "objective_weights": {"b": 3.0}})
    assert cost.value(two, {}) == pytest.approx(4 * 1.75 / 3)
    only = read_cost({"type": "MAE", "normalization": "identity", "calculation_structure": {"b": ["T"]}})
    assert only.value(two, {}) == pytest.approx(1.75 / 3)


def test_normalizations_by_hand():
    expected = {
        "mean": 7 / 3,
        "range": 3.0,
        "sum_squares": 21.0,
        "mean_squares": 7.0,
        "root_mean_squares": math.sqrt(7),
        "identity": 1.0,
        2.5: 2.5,
    }
    for rule, value in expected.items():
        assert normalization_scale(rule, DATA) == pytest.approx(value)


def test_missing_model_values():
    model = np.array([1.0, np.nan, 3.0])
    assert filled(model, "mean")[1] == 2.0
    assert filled(model, "min")[1] == 1.0
    assert filled(model, 9.0)[1] == 9.0


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        ({"type": "Wasserstein"}, "not supported by this engine"),
        ({"type": "DesignFunction"}, "not supported by this engine"),
        ({"type": "SSE", "normalization": "median"}, "normalization"),
        ({"type": "SSE", "nan_values": "max"}, "nan_values"),
        ({"type": "SSE", "variable_weights": {"V": -1}}, "negative"),
    ],
)
def test_refused(spec, text):
    with pytest.raises(ValidationError, match=text):
        read_cost(spec)
