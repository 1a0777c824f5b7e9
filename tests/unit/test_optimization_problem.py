"""Builders, their wire form, and the reader that refuses everything else with its path."""

import copy
import json

import pytest

from ionworks.errors import ValidationError
from ionworks.optimization import (
    Algorithm,
    Constraint,
    DesignParameter,
    ExperimentInput,
    LinkedParameter,
    Metric,
    Objective,
    OptimizationConfigError,
    OptimizationProblem,
    check_form,
    maximize,
    minimize,
    read_problem,
    target,
    value_at,
)

THICKNESS = "Positive electrode thickness [m]"
PROTOCOL = {"steps": [{"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 2.5"]}}]}


def problem() -> OptimizationProblem:
    return OptimizationProblem(
        parameterized_model_id="m1",
        name="N",
        objectives={
            "slow": Objective(
                PROTOCOL,
                goals={
                    "density": maximize("gravimetric_energy_density", weight=2),
                    "swing": target(Metric("mean", "Voltage [V]", step=-1), 3.6, scale=0.1),
                },
                constraints={"hot": Constraint("maximum_temperature", upper=45, mode="filter")},
                inputs={"rate": 0.5},
                design_parameters={"Nominal cell capacity [A.h]": 5.0},
            ),
            "fast": Objective(
                None, {"t": minimize(value_at("Time [s]", "Voltage [V]", 3.0, "falling"))}, protocol_id="p1"
            ),
        },
        parameters=[
            DesignParameter(THICKNESS, 5e-5, 1e-4, initial=7e-5),
            ExperimentInput("rate", 0.1, 3.0, is_logarithmic=True),
        ],
        linked=[LinkedParameter("Negative electrode thickness [m]", {THICKNESS: 1.1}, 1e-6)],
        algorithm=Algorithm(type="CMAES", population_size=8, seed=1, max_time_s=60.0),
    )


def test_wire_form_round_trips_through_json_text() -> None:
    wire = json.loads(json.dumps(problem().to_wire()))
    assert read_problem({**wire, "project_id": "p"}).to_wire() == {**problem().to_wire(), "project_id": "p"}


def test_wire_form_of_a_goal_is_what_the_contract_says() -> None:
    assert problem().to_wire()["objectives"]["slow"]["goals"]["density"] == {
        "type": "maximize",
        "metric": {"type": "gravimetric_energy_density"},
        "weight": 2,
    }


def test_units() -> None:
    assert maximize("energy").metric.unit == "W.h"
    assert Metric("integral", "Current [A]").unit == "A.s"
    assert Metric("mean", "State of health").unit == ""


def spoiled(path, value):
    wire = copy.deepcopy(problem().to_wire())
    *outer, last = path
    place = wire
    for key in outer:
        place = place[key]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return wire


DENSITY = ("objectives", "slow", "goals", "density")


@pytest.mark.parametrize(
    ("path", "value", "issue"),
    [
        (("goal",), {}, "goal: unknown key.*allowed: kind, project_id"),
        (("objectives", "slow", "goal"), {}, r"objectives\.slow\.goal: unknown key \(did you mean 'goals'\?\)"),
        ((*DENSITY, "type"), "maximise", "density: type: found 'maximise'; allowed: maximize, minimize, target"),
        ((*DENSITY, "metric"), "density", r"metric\.type: found 'density'; allowed: capacity"),
        ((*DENSITY, "metric"), {"type": "mean"}, "metric 'mean' needs a variable"),
        ((*DENSITY, "metric"), {"type": "energy", "step": 1}, "is of the whole run"),
        ((*DENSITY, "weight"), -1, "weight is -1.*positive"),
        ((*DENSITY, "weight"), "2", r"density\.weight: found '2'; allowed: a finite number"),
        ((*DENSITY, "value"), 3, "'value' belongs to 'target'"),
        (("objectives", "slow", "constraints", "hot", "upper"), None, "needs lower, upper or both"),
        (("objectives", "slow", "constraints", "hot", "mode"), "hard", "found 'hard'; allowed: penalty, filter"),
        (("objectives", "fast", "protocol_id"), None, "fast: objective: needs either protocol or protocol_id"),
        (("parameters", "rate", "bounds"), [2, 1], r"bounds are \[2, 1\]; they must rise"),
        (("parameters", "rate", "bounds"), [1], r"parameters\.rate\.bounds: found \[1\]; allowed: \[lower, upper\]"),
        (("parameters", "rate", "bounds"), [0, 1], "logarithmic search needs bounds above 0"),
        (("parameters", "rate", "type"), "knob", "kind: found 'knob'; allowed: design, input, both"),
        (("parameters",), None, "parameters: is missing"),
        (("parameters",), {}, "parameters: is empty"),
        (("linked_parameters",), {"a": {"coefficients": {"zzz": 1}}}, r"coefficients\.zzz: is not searched"),
        (("algorithm", "type"), "Genetic", "found 'Genetic'; allowed: DifferentialEvolution, CMAES, NelderMead, NSGA2"),
        (("algorithm", "population_size"), 1, "allowed: a whole number from 4 to 10000"),
        (("algorithm", "seed"), -1, "allowed: a whole number from 0"),
        (("algorithm", "max_time_s"), 0, "more than 0"),
        (("parameterized_model_id",), None, "parameterized_model_id: is missing"),
    ],
    ids=str,
)
def test_refusals_name_path_found_and_allowed(path, value, issue) -> None:
    with pytest.raises(OptimizationConfigError, match=issue):
        read_problem(spoiled(path, value))


def test_all_findings_at_once() -> None:
    wire = spoiled(("algorithm", "type"), "Genetic") | {"extra": 1}
    with pytest.raises(OptimizationConfigError) as caught:
        read_problem(wire)
    assert [issue["path"] for issue in caught.value.issues] == ["extra", "algorithm"]


def test_pareto_needs_two_goals() -> None:
    wire = spoiled(("algorithm", "type"), "NSGA2")
    read_problem(wire)
    del wire["objectives"]["fast"], wire["objectives"]["slow"]["goals"]["swing"]
    with pytest.raises(OptimizationConfigError, match="two goals"):
        read_problem(wire)


def test_objective_in_the_style_of_design_objective() -> None:
    wire = problem().to_wire()
    wire["objectives"] = {
        "slow": {
            "type": "DesignObjective",
            "options": {"experiment": PROTOCOL, "inputs": {"rate": 0.5}},
            "actions": {
                "density": {"type": "Maximize", "metric": "gravimetric_energy_density", "weight": 2},
                "swing": {"type": "Target", "metric": {"type": "last", "variable": "Voltage [V]"}, "value": 3.0},
            },
            "constraints": {"hot": {"type": "LessThan", "metric": "maximum_temperature", "value": 45}},
            "parameters": {"Nominal cell capacity [A.h]": 5.0},
        }
    }
    found = read_problem(wire).objectives["slow"]
    assert found.goals["density"] == maximize("gravimetric_energy_density", weight=2)
    assert found.goals["swing"].value == 3.0
    assert found.constraints["hot"] == Constraint("maximum_temperature", upper=45)
    assert found.protocol == PROTOCOL and found.inputs == {"rate": 0.5}
    assert found.design_parameters == {"Nominal cell capacity [A.h]": 5.0}
    wire["objectives"]["slow"]["cost"] = {"type": "RMSE"}
    with pytest.raises(OptimizationConfigError, match="cost: unknown key"):
        read_problem(wire)


def test_form_of_a_template_may_be_incomplete_but_not_wrong() -> None:
    check_form({})
    check_form({"algorithm": {"type": "CMAES"}, "parameters": {THICKNESS: {"bounds": [1e-5, 1e-4]}}})
    with pytest.raises(OptimizationConfigError, match="Genetic"):
        check_form({"algorithm": {"type": "Genetic"}})


def test_builders_refuse_as_well() -> None:
    with pytest.raises(ValidationError, match="they must rise"):
        DesignParameter(THICKNESS, 2.0, 1.0)
    with pytest.raises(ValidationError, match="allowed: capacity"):
        maximize("nothing")
