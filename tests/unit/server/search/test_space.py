"""Search space: transforms, bounds, scaling and starting points."""

import numpy as np
import pytest

from ionworks.errors import ValidationError
from ionworks.server.search.space import TRANSFORMS, read_space, starting_points


@pytest.mark.parametrize("kind", sorted(TRANSFORMS))
def test_transforms_round_trip_and_have_the_right_slope(kind):
    space = read_space({"p": {"initial_value": 0.7, "bounds": [0.2, 1.5], "transform": kind}})
    z = space.initial
    assert space.physical(z)[0] == pytest.approx(0.7)
    numeric = (space.physical(z + 1e-7)[0] - space.physical(z - 1e-7)[0]) / 2e-7
    assert space.slopes(space.physical(z))[0] == pytest.approx(numeric, rel=1e-5)
    lower, upper = space.bounds()
    assert lower[0] < z[0] < upper[0]
    assert sorted(space.physical(np.array([lower, upper]))[:, 0]) == pytest.approx([0.2, 1.5])


def test_values_are_divided_by_the_initial_value():
    space = read_space({"p": {"initial_value": -4.0, "bounds": [-8, 0]}})
    assert space.initial == pytest.approx([-1.0])
    assert space.bounds()[0] == pytest.approx([-2.0])
    assert read_space({"p": {"initial_value": 4.0, "normalize": False}}).initial == pytest.approx([4.0])


def test_defaults_of_bounds_and_start():
    assert read_space({"p": {"bounds": [2, 6]}}).parameters[0].initial == 4.0
    assert read_space({"p": {}}).parameters[0].initial == 1.0
    half_open = read_space({"p": {"initial_value": 2.0, "bounds": [0, None]}})
    assert half_open.bounds()[1][0] == np.inf
    assert not half_open.has_finite_bounds()


def test_a_zero_bound_is_no_bound_of_a_logarithm():
    space = read_space({"p": {"initial_value": 1e-3, "bounds": [0, 1], "transform": "Log10"}})
    assert space.bounds()[0][0] == -np.inf
    assert space.bounds()[1][0] == 0.0


@pytest.mark.parametrize("sampler", ["LatinHypercube", "Uniform"])
def test_starting_points_fill_the_box_and_are_reproducible(sampler):
    space = read_space(
        {"a": {"initial_value": 3.0, "bounds": [1, 5]}, "b": {"bounds": [1e-3, 1e1], "transform": "Log10"}}
    )
    points = starting_points(space, 9, sampler, np.random.default_rng(3))
    again = starting_points(space, 9, sampler, np.random.default_rng(3))
    assert np.array_equal(points, again)
    assert points[0] == pytest.approx(space.initial)
    values = space.physical(np.array(points))
    assert np.all((values >= [1, 1e-3]) & (values <= [5, 10]))


def test_latin_hypercube_has_one_point_per_stratum():
    space = read_space({"a": {"bounds": [0, 8], "initial_value": 4, "normalize": False}})
    points = np.array(starting_points(space, 9, "LatinHypercube", np.random.default_rng(0)))[1:, 0]
    assert sorted(np.floor(points)) == list(range(8))


def test_guess_distributions():
    uniform = {
        "bounds": [0, 8],
        "initial_value": 4,
        "initial_guess_distribution": {"distribution": "Uniform", "lb": 1, "ub": 2},
    }
    point = {
        "bounds": [0, 8],
        "initial_value": 4,
        "initial_guess_distribution": {"distribution": "PointMass", "value": 5},
    }
    space = read_space({"u": uniform, "p": point})
    values = space.physical(np.array(starting_points(space, 5, "Uniform", np.random.default_rng(0))))[1:]
    assert np.all((values[:, 0] >= 1) & (values[:, 0] <= 2))
    assert values[:, 1] == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        ({"bounds": [1, 0]}, "must rise"),
        ({"bounds": [0]}, r"\[lower, upper\]"),
        ({"initial_value": 3, "bounds": [0, 1]}, "outside"),
        ({"transform": "Sqrt"}, "transform"),
        ({"initial_value": -1.0, "transform": "Log"}, "cannot be transformed"),
        ({"upper": 3}, "unknown key"),
    ],
)
def test_refused(spec, text):
    with pytest.raises(ValidationError, match=text):
        read_space({"p": spec})
