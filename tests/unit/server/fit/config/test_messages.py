"""Refusals of configs speak of the config: place, what was given, what this engine allows, the closest match."""

import re

import pytest

from ionworks.server.fit.config.prepare import prepare
from ionworks.server.fit.failures import PipelineConfigError

D = "Negative particle diffusivity [m2.s-1]"
OBJECTIVE = {"type": "CurrentDriven", "options": {"model": {"type": "SPM"}}, "data": "db:1"}
FIT = {"element_type": "data_fit", "objectives": {"o": OBJECTIVE}, "parameters": {D: {"bounds": [1e-15, 1e-13]}}}
INNER = re.compile(r"function-|dict\[|is-instance|Input should|Extra inputs|discriminator|ionworks_schema|__init__|iws")


def fit(**fields):
    return {**FIT, **fields}


def objective(**fields):
    return fit(objectives={"o": {**OBJECTIVE, **fields}})


def calculation(kind, **fields):
    return {"element_type": "calculation", "type": kind, **fields}


def named(name, **fields):
    return {"element_type": "entry", "name": name, **fields}


CASES = {
    "element type": ({"element_type": "datafit2"}, "element_type", "data_fit"),
    "element key": (fit(paramters={}), "paramters", "parameters"),
    "objective type": (objective(type="CurentDriven"), "objectives.o.type", "CurrentDriven"),
    "objective key": (objective(paramters={}), "objectives.o.paramters", "parameters"),
    "objective option": (
        objective(options={"model": "SPM", "independant variable": "time"}),
        "objectives.o.options.independant variable",
        "independent variable",
    ),
    "data option": (
        objective(data={"data": "db:1", "options": {"first_stp": 1}}),
        "objectives.o.data.options.first_stp",
        "first_step",
    ),
    "model": (objective(options={"model": {"type": "SPMee"}}), "objectives.o.options.model", "SPMe"),
    "cost": (fit(cost={"type": "RMS"}), "cost.type", "RMSE"),
    "cost key": (fit(cost={"type": "SSE", "normalisation": 1}), "cost.normalisation", "normalization"),
    "part of a cost": (
        fit(cost={"type": "MultiCost", "costs": [{"cost": {"type": "SS"}, "weight": 1}]}),
        "cost.costs.0.cost.type",
        "SSE",
    ),
    "optimizer": (fit(optimizer={"type": "DifferentalEvolution"}), "optimizer.type", "DifferentialEvolution"),
    "optimizer key": (fit(optimizer={"type": "CMAES", "sigma": 1}), "optimizer.sigma", "sigma0"),
    "key of SciPy's": (fit(optimizer={"type": "ScipyMinimize", "maxitr": 3}), "optimizer.maxitr", "maxiter"),
    "option of SciPy's": (
        fit(optimizer={"type": "ScipyMinimize", "method": "Nelder-Mead", "options": {"fato": 1e-3}}),
        "optimizer.options.fato",
        "fatol",
    ),
    "option of another method": (
        fit(optimizer={"type": "ScipyMinimize", "options": {"fatol": 1e-3}}),
        "optimizer.options.fatol",
        "ftol",
    ),
    "method of SciPy's": (fit(optimizer={"type": "ScipyMinimize", "method": "BFG"}), "optimizer.method", "BFGS"),
    "least squares": (fit(optimizer={"type": "ScipyLeastSquares", "max_nfe": 3}), "optimizer.max_nfe", "max_nfev"),
    "loss": (fit(optimizer={"type": "ScipyLeastSquares", "loss": "hubr"}), "optimizer.loss", "huber"),
    "annealing": (fit(optimizer={"type": "ScipyDualAnnealing", "visits": 3}), "optimizer.visits", "visit"),
    "sampler": (
        fit(initial_guess_sampler={"type": "LatinHyperCube"}),
        "initial_guess_sampler.type",
        "LatinHypercube",
    ),
    "fit option": (fit(options={"sed": 1}), "options.sed", "seed"),
    "parameter key": (fit(parameters={D: {"bound": [1, 2]}}), f"parameters.{D}", "bounds"),
    "transform": (fit(parameters={D: {"bounds": [1, 2], "transform": "Log1"}}), f"parameters.{D}", "Log10"),
    "prior": (
        fit(priors={D: {"type": "Prior", "distribution": {"distribution": "LogNorml", "mean": 0, "std": 1}}}),
        f"priors.{D}.distribution.distribution",
        "LogNormal",
    ),
    "statistic": (
        {"element_type": "validation", "objectives": {"o": OBJECTIVE}, "summary_stats": ["RMS"]},
        "summary_stats.0",
        "RMSE",
    ),
    "calculation": (calculation("ElectrodeCapacty"), "type", "ElectrodeCapacity"),
    "calculation key": (calculation("ElectrodeCapacity", electrde="negative"), "electrde", "electrode"),
    "calculation value": (calculation("ElectrodeCapacity", electrode="neg"), "electrode", "negative"),
    "entry": (named("temperature"), "name", "temperatures"),
    "entry key": (named("bruggeman", electrod=1), "electrod", "electrode"),
    "entry without a source": ({"element_type": "entry", "value": {"a": 1}}, "", "values"),
    "column": (
        objective(data={"Time [s]": [0, 1], "Current [A]": [1, 1], "Voltage": [4, 3]}),
        "objectives.o.data",
        "Voltage",
    ),
}


def ageing(data, **options):
    model = {"type": "SPM", "options": {"SEI": "ec reaction limited"}}
    options = {"model": model, "experiment": [["Discharge at 1C for 20 minutes"]] * 2, **options}
    return fit(objectives={"o": {"type": "CycleAgeing", "options": options, "data": data}})


CASES["cycles"] = (ageing({"Cycle number": [1, 1], "LLI [%]": [0.1, 0.2]}), "objectives.o.data", "Cycle number")
CASES["trace of cycles"] = (
    ageing(
        {"Cycle number": [1, 2], "LLI [%]": [0.1, 0.2]},
        experiment={"from data": {"Time [s]": [0, 2, 1], "Current [A]": [1, 1, 1], "Voltage [V]": [4, 3.9, 3.8]}},
    ),
    "objectives.o.options.experiment",
    "Time [s]",
)


def issues(element):
    with pytest.raises(PipelineConfigError) as refusal:
        prepare({"elements": {"e": element}})
    return refusal.value.issues


@pytest.mark.parametrize("case", CASES)
def test_one_finding_names_place_and_closest_match_in_the_configs_words(case):
    element, path, closest = CASES[case]
    (found,) = issues(element)
    assert (found["element"], found["path"]) == ("e", path)
    assert f"{closest!r}" in found["message"] or closest in (found["allowed"] or ())
    assert not INNER.search(f"{found['path']} {found['message']}")


UNSERVED = {
    "Resistance": objective(type="Resistance"),
    "Wasserstein": fit(cost={"type": "Wasserstein"}),
    "TuRBO": fit(optimizer={"type": "TuRBO"}),
    "SOBER": fit(optimizer={"type": "AskTellOptimizer", "method": "SOBER"}),
    "LumpedSPMR": objective(options={"model": {"type": "LumpedSPMR"}}),
    "SlopesToKnots2D": calculation("SlopesToKnots2D"),
    "PiecewiseInterpolation2D": named("PiecewiseInterpolation2D"),
}


@pytest.mark.parametrize("name", UNSERVED)
def test_what_this_engine_does_not_have_fails_at_submission_and_is_not_offered(name):
    (found,) = issues(UNSERVED[name])
    assert repr(name) in found["message"]
    assert found["allowed"]
    assert not UNSERVED.keys() & set(found["allowed"])


@pytest.mark.parametrize(
    ("element", "path", "words"),
    [
        (objective(data=None), "objectives.o.data", "is None; needed: text or an object"),
        (fit(objectives={"o": 3}), "objectives.o", "is 3; needed: an object"),
        (fit(objectives=OBJECTIVE), "objectives", "objective name"),
        (fit(multistarts="many"), "multistarts", "is 'many'; needed: a whole number"),
        ({"element_type": "entry", "values": {D: None}}, f"values.{D}", "is None; needed: a number"),
        ({"element_type": "entry", "values": {D: "three"}}, f"values.{D}", "is 'three'; needed: a number"),
        ({"element_type": "entry", "values": 3}, "values", "needed: an object"),
        (calculation("SlopesToKnots"), "", "missing: 'base_parameter_name'"),
        (named("constant_electrolyte"), "c_e", "'c_e' is missing"),
    ],
)
def test_wrong_values_are_shown_with_what_is_needed(element, path, words):
    (found,) = issues(element)
    assert found["path"] == path
    assert words in found["message"]
    assert not INNER.search(found["message"])
