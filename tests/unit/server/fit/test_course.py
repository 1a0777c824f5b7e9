"""When a descent ends that its optimizer would go on with: the noise of the solver is all that is left to climb."""

from contextlib import nullcontext

import numpy as np
import pytest

from ionworks.server.fit.course import Budget, Course, FlatError, StalledError
from ionworks.server.search.space import read_space


def descend(costs, patience=10, places=None):
    """Record costs of one start; how many were recorded, and what ended it."""
    course = Course(read_space({"a": {"bounds": [0, 1]}}), Budget(), None)
    course.begin(0, patience)
    for number, cost in enumerate(costs, 1):
        place = number if places is None else places[number - 1]
        try:
            course._record(np.array([[float(place)]]), np.array([cost]))
        except (FlatError, StalledError) as error:
            return number, type(error)
    return len(costs), None


def test_two_steps_that_change_nothing_end_a_descent():
    assert descend([10, 5, 4, 4.0004, 4.0002, 3.9]) == (5, FlatError)


@pytest.mark.parametrize(
    "costs",
    [
        [10, 5, 4, 4.1, 4.0002, 3.9],  # too far, then shorter, then better
        [10, 5, 4, 4.0004, 3.9999, 4.0001, 3.99],  # better in between
        [10, 5, 4, 3.9999, 3.9998, 3.9997],  # slow, but always better
    ],
)
def test_a_descent_that_goes_on_is_left_alone(costs):
    assert descend(costs) == (len(costs), None)


@pytest.mark.parametrize(("errors", "is_coarse", "ends"), [(0.05, False, True), (0.2, False, False), (0.9, True, True)])
def test_a_step_of_less_than_a_tenth_of_a_standard_error_is_not_taken(errors, is_coarse, ends):
    """Residuals of one parameter whose best value is so many standard errors away."""
    random = np.random.default_rng(0)
    jacobian = random.standard_normal((500, 1))
    along = jacobian[:, 0] / np.linalg.norm(jacobian)
    noise = random.standard_normal(500)
    noise -= along * (along @ noise)
    residuals = noise + errors * along * np.linalg.norm(noise) / np.sqrt(500)
    course = Course(read_space({"a": {"bounds": [0, 1]}}), Budget(), None)
    course._check_gain(residuals, jacobian)  # a named optimizer is obeyed
    course.begin(0, 10)
    course.is_coarse = is_coarse
    with pytest.raises(FlatError) if ends else nullcontext():
        course._check_gain(residuals, jacobian)
    with_a_gap = np.append(residuals, np.nan)
    course._check_gain(with_a_gap, np.vstack([jacobian, [[0.0]]]))  # the model does not reach all rows


def test_a_step_of_less_than_a_standard_error_is_the_last_whatever_the_noise_of_the_cost():
    course = Course(read_space({"a": {"bounds": [0, 1]}}), Budget(), None)
    course.begin(0, 10)
    course._record(np.array([[0.1]]), np.array([4.0]))
    jacobian = np.ones((100, 1))
    residuals = np.where(np.arange(100) % 2, 1.0, -1.0) + 0.05  # half a standard error
    course._check_gain(residuals, jacobian)
    course._record(np.array([[0.1]]), np.array([4.0]))
    with pytest.raises(FlatError):
        course._record(np.array([[0.2]]), np.array([4.001]))
    assert course.best.z == [0.2]


def test_the_same_place_twice_is_no_step_and_named_optimizers_are_obeyed():
    assert descend([10, 4, 4, 4, 3], places=[1, 2, 2, 2, 3]) == (5, None)
    assert descend([10, 4, 4.0001, 4.0001, 4.0001], patience=None) == (5, None)


def test_a_tenth_better_in_so_many_evaluations_or_given_up():
    assert descend([10, *np.linspace(9.99, 9.2, 12)], patience=5) == (6, StalledError)
