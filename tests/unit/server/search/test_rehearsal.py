"""Optimizers and their options are tried when a fit is submitted."""

import pytest

from ionworks.errors import ValidationError
from ionworks.server.fit.config.prepare import _optimizer_issues
from ionworks.server.search.optimizers.registry import METHODS, OPTIMIZERS
from ionworks.server.search.rehearsal import rehearse
from ionworks.server.search.space import read_space

SPACE = read_space({"a": {"bounds": [1e-15, 0.1]}, "b": {"bounds": [0, 2], "initial_value": 1}})


@pytest.mark.parametrize(
    "spec", [*({"type": kind} for kind in OPTIMIZERS), *({"type": "Pints", "method": one} for one in METHODS)]
)
def test_every_optimizer_can_be_tried(spec):
    assert rehearse(spec, SPACE) is None


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"type": "ScipyLeastSquares", "foo": 1}, "unknown key 'foo'; allowed"),
        ({"type": "ScipyLeastSquares", "loss": "x"}, "loss"),
        ({"type": "ScipyMinimize", "method": "nope"}, "method is 'nope'; allowed"),
        ({"type": "ScipyMinimize", "options": {"nope": 1}}, "unknown key 'options.nope'; allowed: disp"),
        ({"type": "ScipyShgo", "sampling_method": "x"}, "sampling_method"),
        ({"type": "ScipyDifferentialEvolution", "strategy": "x"}, "strategy"),
        ({"type": "ScipyDifferentialEvolution", "popsize": 10**7}, "popsize is 10000000; allowed: 2 to 10000"),
        ({"type": "GridSearch", "npts": 1000}, "npts 1000 with 2 parameters"),
        ({"type": "PSO", "max_iterations": -5}, "max_iterations is -5; allowed: 1 or more"),
        # the library evaluates texts
        (
            {"type": "CMAES", "algorithm_options": {"tolx": "__import__('os').getpid()"}},
            "'tolx' is .*allowed: a number",
        ),
    ],
)
def test_what_an_optimizer_refuses_is_an_issue_of_its_element(spec, message):
    parameters = {name: {"bounds": [0.0, 1.0]} for name in "ab"}
    element = {"element_type": "data_fit", "optimizer": spec, "parameters": parameters}
    (found,) = _optimizer_issues("fit", element)
    assert (found["element"], found["path"]) == ("fit", "optimizer")
    with pytest.raises(ValidationError, match=message):
        raise ValidationError(found["message"])


def test_bounds_that_are_needed_are_missed_at_once():
    open_ended = read_space({"a": {"initial_value": 1.0}})
    assert "finite bounds" in rehearse({"type": "GridSearch"}, open_ended)
