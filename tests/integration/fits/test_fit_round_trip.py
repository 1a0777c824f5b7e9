"""Every config the schema package can write is run, or refused with the documented message.

Each object is built with ``ionworks_schema``, written with ``to_config``, sent through JSON text and prepared as a
submission; then its element runs. Source: docs/contract/pipeline-config.md section 5 (the round-trip set and its
tiers).
"""

import json
import warnings

import numpy as np
import pybamm
import pytest

from ionworks.errors import ValidationError
from ionworks.server.fit.config.prepare import prepare
from ionworks.server.fit.elements.element import run_element
from ionworks.server.fit.failures import PipelineConfigError
from tests.integration.fits.fit_cases import D_N, TRUTH, chen, discharge

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import ionworks_schema as iws

pytestmark = pytest.mark.local_only

UNSUPPORTED = "is not supported by this engine; supported: "
RARE_CALCULATIONS = {
    "OCPDataInterpolantMSMRExtrapolation", "DiffusivityFromMSMRData", "DiffusivityFromMSMRFunction",
    "ArrheniusDiffusivityFromMSMRData", "ArrheniusDiffusivityFromMSMRFunction", "SlopesToKnots2D",
}  # fmt: skip
FILLING, RISING = np.linspace(0.05, 0.95, 30), np.linspace(0.0, 4.0, 30)
CURVE = {
    "Stoichiometry": FILLING.tolist(), "Voltage [V]": (4.2 - FILLING).tolist(), "Capacity [A.h]": RISING.tolist(),
    "Entropic change [V.K-1]": (1e-4 * FILLING).tolist(), "Diffusivity [m2.s-1]": (1e-14 * (1 + FILLING)).tolist(),
    "Temperature [K]": np.linspace(280, 320, 30).tolist(),
}  # fmt: skip
RATES = {"Temperature [K]": [280.0, 300.0, 320.0], "Positive particle diffusivity [m2.s-1]": [1e-15, 2e-15, 4e-15]}
PULSE = {"Time [s]": list(range(30)), "Current [A]": [0.0] * 5 + [1.0] * 10 + [0.0] * 15,
         "Voltage [V]": [4.0] * 5 + np.linspace(3.9, 3.85, 10).tolist() + np.linspace(3.95, 3.98, 15).tolist(),
         "Step number": [0] * 5 + [1] * 10 + [2] * 15}  # fmt: skip
FIELDS = {
    "electrode": "positive", "data": CURVE, "voltage_limits": (3.0, 4.3), "soc": 0.5, "method": "loading",
    "base_parameter_name": "Positive particle diffusivity [m2.s-1]", "breakpoint_values": [0.0, 0.5, 1.0],
    "breakpoint_parameter_name": "SOC", "breakpoint1_values": [0.0, 1.0], "breakpoint1_parameter_name": "SOC",
    "breakpoint2_values": [0.0, 1.0], "breakpoint2_parameter_name": "T",
}  # fmt: skip


def built(function, *args, **kwargs):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return function(*args, **kwargs)


def written(elements):
    """Configs of a pipeline as they arrive: through ``to_config`` and JSON text."""
    return json.loads(json.dumps(built(lambda: iws.Pipeline(elements).to_config())))


def submitted(element, parameters=None, **task):
    """Prepare a pipeline of one element and run it."""
    prepared = prepare(written({"e": element})).elements[0]
    return run_element(
        json.loads(json.dumps({"name": "e", "config": prepared.config, "parameters": parameters or {}, **task}))
    )


def calculation_classes():
    found = (getattr(iws.calculations, name) for name in dir(iws.calculations))
    base = iws.calculations.Calculation
    return sorted(
        {c for c in found if isinstance(c, type) and issubclass(c, base) and c is not base}, key=lambda c: c.__name__
    )


def test_the_catalog_is_the_documented_one():
    assert len(calculation_classes()) == 47


def needed(kind):
    return [name for name, field in kind.model_fields.items() if field.is_required()]


CASES = [
    (kind, source) for kind in calculation_classes() for source in ("inline", "stored")[: 1 + ("data" in needed(kind))]
]


@pytest.mark.parametrize(("kind", "source"), CASES, ids=[f"{kind.__name__}-{source}" for kind, source in CASES])
def test_calculations(kind, source):
    names = needed(kind)
    fields = {name: FIELDS[name] for name in names}
    inline = {"DiffusivityFromPulse": PULSE, "ArrheniusLogLinear": RATES}.get(kind.__name__, CURVE)
    if "data" in fields:
        fields["data"] = "db:curve" if source == "stored" else inline
    try:
        output = submitted(built(kind, **fields), data={"db:curve": inline})
    except ValidationError as error:
        is_rare = kind.__name__ in RARE_CALCULATIONS
        assert (UNSUPPORTED in str(error)) == is_rare, str(error)
        if not is_rare:
            assert "needs" in str(error) or "has no column" in str(error), str(error)
    else:
        assert kind.__name__ not in RARE_CALCULATIONS
        assert output["result"]["type"] == "PassthroughResult"
        assert output["parameters"]


ENTRIES = {
    "temperatures": {"T": 300.0}, "standard_defaults": {}, "one_cm2_cell": {}, "bruggeman": {}, "zero_entropic_change": {},
    "zero_activation_energy": {}, "constant_electrolyte": {"c_e": 1000.0}, "nyman_electrolyte": {"c_e": 1000.0},
    "landesfeind_electrolyte": {"c_e": 1000.0, "system": "EC:EMC (3:7)"}, "spm_defaults": {}, "average_ocp": {"electrode": "positive"},
    "arrhenius_butler_volmer_exchange_current_density": {"electrode": "positive"}, "arrhenius_particle_diffusivity": {"electrode": "positive"},
    "arrhenius_electrolyte_diffusivity": {}, "arrhenius_electrolyte_conductivity": {}, "lithium_metal_anode": {}, "sei_defaults": {},
    "li_plating_defaults": {}, "mechanical_degradation_defaults": {"electrode": "positive"},
}  # fmt: skip


@pytest.mark.parametrize("name", ENTRIES)
def test_named_entries(name):
    branches = {}
    if name == "average_ocp":
        branches = {f"Positive electrode {branch} OCP [V]": 4.0 for branch in ("lithiation", "delithiation")}
    output = submitted(built(getattr(iws.direct_entries, name), **ENTRIES[name]), branches)
    assert output["result"]["type"] == "PassthroughResult"
    assert output["parameters"]


@pytest.mark.parametrize("system", ["EC:DMC (1:1)", "EMC:FEC (19:1)"])
def test_electrolytes_without_open_coefficients(system):
    entry = built(iws.direct_entries.landesfeind_electrolyte, c_e=1000.0, system=system)
    with pytest.raises(ValidationError, match=UNSUPPORTED):
        submitted(entry)


def test_other_entries():
    knots = {
        "base_parameter_name": "D [m2.s-1]",
        "breakpoint_values": [0.0, 0.5, 1.0],
        "breakpoint_parameter_name": "SOC",
    }
    assert submitted(built(iws.direct_entries.PiecewiseInterpolation1D, **knots))["parameters"]
    helpers = [(iws.direct_entries.InitialTemperature, 300.0, "Initial temperature [K]"), (iws.direct_entries.InitialVoltage, 4.0, "Initial voltage [V]"),
               (iws.direct_entries.InitialStateOfCharge, 50, "Initial SOC [%]")]  # fmt: skip
    for helper, value, name in helpers:
        assert name in submitted(built(helper, value))["parameters"]
    whole = submitted(built(iws.direct_entries.DirectEntry, dict(pybamm.ParameterValues("Chen2020"))))
    assert len(whole["parameters"]) > 80
    surface = {"base_parameter_name": "D [m2.s-1]", "breakpoint1_values": [0.0, 1.0], "breakpoint1_parameter_name": "SOC",
               "breakpoint2_values": [0.0, 1.0], "breakpoint2_parameter_name": "T"}  # fmt: skip
    with pytest.raises(ValidationError, match=UNSUPPORTED):
        submitted(built(iws.direct_entries.PiecewiseInterpolation2D, **surface))


def test_the_library():
    names = iws.Library.list_materials()
    assert len(names) == 8
    for name in names:
        output = submitted(built(iws.direct_entries.DirectEntry, iws.Library.get_material(name).parameter_values))
        assert any("host site" in parameter for parameter in output["parameters"])


def driven():
    return built(
        iws.objectives.CurrentDriven,
        data_input=discharge("SPM", (D_N,), samples=30),
        options={"model": {"type": "SPM"}},
    )


def searched(**fields):
    return {D_N: iws.Parameter(D_N, **{"initial_value": 3e-14, "bounds": (1e-14, 1e-13), **fields})}


def fit(parameters=None, **fields):
    config = {
        "objectives": {"1C": driven()},
        "parameters": parameters or searched(),
        "options": {"seed": 1, "maxtime": 20.0},
    }
    return built(iws.DataFit, **{**config, **fields})


def distance(output):
    """Of the fitted value from the true one, as a share of it."""
    return abs(output["parameters"][D_N] / TRUTH[D_N] - 1)


COSTS = {
    "SSE": {}, "MSE": {}, "RMSE": {}, "MAE": {}, "Max": {}, "ChiSquare": {"variable_standard_deviations": {"Voltage [V]": 1e-3}},
    "GaussianLogLikelihood": {"sigma": {"Voltage [V]": 1e-3}}, "Wasserstein": None, "DesignFunction": None,
}  # fmt: skip


@pytest.mark.parametrize("name", COSTS)
def test_costs(name):
    element = fit(cost=built(getattr(iws.costs, name), **(COSTS[name] or {})))
    if COSTS[name] is None:
        with pytest.raises(ValidationError, match=UNSUPPORTED):
            submitted(element, chen())
    else:
        assert distance(submitted(element, chen())) < (0.3 if name == "Max" else 0.15)


def test_a_sum_of_costs():
    cost = built(iws.costs.MultiCost, costs=[iws.costs.SSE(), iws.costs.WeightedCost(iws.costs.MSE(), 2.0)])
    assert distance(submitted(fit(cost=cost), chen())) < 0.15


OPTIMIZERS = {
    "DifferentialEvolution": {"population_size": 8, "max_iterations": 15}, "CMAES": {"max_iterations": 25}, "PSO": {"max_iterations": 25},
    "XNES": {"max_iterations": 40}, "ScipyMinimize": {}, "ScipyLeastSquares": {}, "ScipyDifferentialEvolution": {"max_iterations": 5},
    "ScipyBasinhopping": {"niter": 2}, "ScipyDualAnnealing": {"maxiter": 5}, "ScipyShgo": {}, "GridSearch": {"npts": 15},
    "PointEstimateOptimizer": {}, "DummyOptimizer": {}, "PointEstimateSampler": {}, "DummySampler": {},
    "ScipyLsqLinear": None, "BayesianOptimization": None, "SOBER": None, "TuRBO": None,
}  # fmt: skip


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_optimizers(name):
    given = OPTIMIZERS[name]
    cost = {"cost": iws.costs.RMSE()} if name != "ScipyLeastSquares" else {}
    element = fit(
        searched(),
        optimizer=built(getattr(iws.optimizers, name), **(given or {})),
        **cost,
    )
    if given is None:
        with pytest.raises(ValidationError, match=UNSUPPORTED):
            submitted(element, chen())
        return
    output = submitted(element, chen())
    if name.startswith(("PointEstimate", "Dummy")):
        assert output["parameters"][D_N] == pytest.approx(3e-14)
    else:
        assert distance(output) < 0.15


@pytest.mark.parametrize(
    "method", ["CMAES", "Nelder-Mead", "PSO", "DifferentialEvolution", "XNES", "BayesianOptimization", "SOBER", "TuRBO"]
)
def test_methods_of_the_ask_tell_family(method):
    element = fit(
        optimizer=built(iws.optimizers.AskTellOptimizer, method=method, max_iterations=30), cost=iws.costs.RMSE()
    )
    if method in ("BayesianOptimization", "SOBER", "TuRBO"):
        with pytest.raises(ValidationError, match=UNSUPPORTED):
            submitted(element, chen())
    else:
        assert distance(submitted(element, chen())) < 0.15


def test_the_nested_optimizer_is_refused():
    inner = iws.optimizers.ScipyLeastSquares()
    nested = built(iws.optimizers.Nested, parameters=[D_N], optimizer=iws.optimizers.ScipyMinimize(), inner=inner)
    with pytest.raises(ValidationError, match=UNSUPPORTED):
        submitted(fit(optimizer=nested), chen())


def likelihood():
    return built(iws.costs.GaussianLogLikelihood, sigma={"Voltage [V]": 1e-3})


def test_samplers():
    sampler = built(iws.optimizers.PintsSampler, max_iterations=15, burnin_iterations=2)
    assert submitted(fit(optimizer=sampler, cost=likelihood()), chen())["result"]["type"] == "PosteriorResult"


@pytest.mark.parametrize("name", ["Identity", "Log", "Log10", "Exp", "Pow10", "Inverse", "Negate"])
def test_transforms(name):
    transform = getattr(iws.transforms, name)
    parameters = {D_N: built(lambda: transform(iws.Parameter(D_N, initial_value=3e-14, bounds=(1e-14, 1e-13))))}
    assert distance(submitted(fit(parameters), chen())) < 0.3


DISTRIBUTIONS = {
    "Normal": {"mean": 5e-14, "std": 3e-14}, "LogNormal": {"mean": float(np.log(5e-14)), "std": 1.0}, "Uniform": {"lb": 1e-14, "ub": 1e-13},
    "PointMass": {"value": 3e-14}, "MultivariateNormal": None, "MultivariateLogNormal": None, "Dirichlet": None,
}  # fmt: skip


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_priors(name):
    given = DISTRIBUTIONS[name] or (
        {"alpha": [2.0, 2.0]} if name == "Dirichlet" else {"mean": [1.0, 1.0], "cov": [[1.0, 0.0], [0.0, 1.0]]}
    )
    prior = built(iws.priors.Prior, D_N, built(getattr(iws.stats, name), **given))
    element = fit(priors={D_N: prior}, cost=likelihood(), optimizer=iws.optimizers.ScipyMinimize())
    if DISTRIBUTIONS[name] is None:
        with pytest.raises(ValidationError, match=UNSUPPORTED):
            submitted(element, chen())
    elif name == "PointMass":
        assert submitted(element, chen())["result"]["type"] == "OptimizationResult"
    else:
        # the noise alone moves it by 5 %
        assert submitted(element, chen())["parameters"][D_N] == pytest.approx(TRUTH[D_N], rel=0.06)


@pytest.mark.parametrize(("name", "peak"), [("Normal", 5e-14), ("LogNormal", 5e-14 / np.e)])
def test_a_prior_that_outweighs_the_data_is_found_at_its_peak(name, peak):
    """Squared volts are nothing beside the logarithm of a density."""
    prior = built(iws.priors.Prior, D_N, built(getattr(iws.stats, name), **DISTRIBUTIONS[name]))
    element = fit(priors={D_N: prior}, cost=iws.costs.MSE(), optimizer=iws.optimizers.ScipyMinimize())
    assert submitted(element, chen())["parameters"][D_N] == pytest.approx(peak, rel=1e-3)


@pytest.mark.parametrize(
    "optimizer", [iws.optimizers.ScipyMinimize(), iws.optimizers.ScipyMinimize(method="Nelder-Mead")]
)
def test_a_constant_in_the_cost_does_not_hide_its_minimum(optimizer):
    """The density of a uniform prior is a constant of 30, the squared volts change by 1e-6."""
    prior = built(iws.priors.Prior, D_N, built(iws.stats.Uniform, **DISTRIBUTIONS["Uniform"]))
    element = fit(priors={D_N: prior}, cost=iws.costs.MSE(), optimizer=optimizer)
    assert submitted(element, chen())["parameters"][D_N] == pytest.approx(TRUTH[D_N], rel=0.06)


def test_priors_that_lose_their_names_are_refused():
    prior = built(iws.priors.Prior, D_N, iws.stats.Normal(mean=5e-14, std=3e-14))
    for form in (prior, [prior]):
        with pytest.raises((PipelineConfigError, ValidationError)):
            submitted(fit(priors=form), chen())


def test_constraints_and_penalties():
    x = pybamm.InputParameter(D_N)
    held = built(lambda: iws.objectives.CurrentDriven(
        data_input=discharge("SPM", (D_N,), samples=30), options={"model": {"type": "SPM"}},
        constraints=[iws.objective_functions.Constraint(x * 1e14 <= 4.0)], penalties=[iws.objective_functions.Penalty(x * 0)],
    ))  # fmt: skip
    output = submitted(fit(objectives={"1C": held}), chen())
    assert output["parameters"][D_N] < 4.5e-14


ANALYSES = {
    "LinearConfidenceInterval": ({}, "ConfidenceIntervalResult"),
    "SobolSensitivity": ({"n_samples": 8}, "SensitivityResult"),
}


@pytest.mark.parametrize("name", ANALYSES)
def test_analyses(name):
    fields, kind = ANALYSES[name]
    cost = {"cost": iws.costs.RMSE()} if name == "SobolSensitivity" else {}
    element = built(getattr(iws, name), objectives={"1C": driven()}, parameters=searched(), **cost, **fields)
    assert submitted(element, chen())["result"]["type"] == kind


def test_array_fits_validations_and_starts():
    array = built(iws.ArrayDataFit, objectives={298.15: driven(), 313.15: driven()}, parameters=searched())
    assert submitted(array, chen())["parameters"][D_N] == pytest.approx([TRUTH[D_N]] * 2, rel=0.15)
    check = built(iws.Validation, objectives={"1C": driven()}, summary_stats=[iws.costs.RMSE(), iws.costs.MAE()])
    assert submitted(check, chen())["result"]["type"] == "ValidationResult"
    for sampler in (iws.distribution_samplers.LatinHypercube(), iws.distribution_samplers.Uniform()):
        output = submitted(fit(multistarts=2, initial_guess_sampler=sampler), chen())
        assert len(output["result"]["children"]) == 2


OBJECTIVES = {
    "CalendarAgeing": {"data_input": CURVE, "options": {"model": {"type": "SPM"}}},
    "Resistance": {
        "data_input": {"SOC": [0.1, 0.9], "Resistance [Ohm]": [0.01, 0.01]},
        "options": {"model": {"type": "SPM"}},
    },
    "ElectrodeBalancingHalfCell": {"electrode": "positive", "data_input": CURVE},
}


@pytest.mark.parametrize("name", OBJECTIVES)
def test_rare_objectives(name):
    objective = built(getattr(iws.objectives, name), **OBJECTIVES[name])
    with pytest.raises(ValidationError, match=UNSUPPORTED):
        submitted(fit(objectives={"o": objective}), chen())


@pytest.mark.parametrize("model", ["LumpedSPMR", "LumpedSPMeR", "SingleElectrodeLumpedSPMR", "ECM", "GITTModel"])
def test_models_of_the_platform(model):
    objective = built(
        iws.objectives.CurrentDriven,
        data_input=discharge("SPM", (D_N,), samples=30),
        options={"model": getattr(iws.models, model)()},
        parameters={"Initial SOC [%]": 90.0},
    )
    element = built(iws.Validation, objectives={"v": objective})
    if "Lumped" in model:
        with pytest.raises(ValidationError, match=UNSUPPORTED):
            submitted(element, chen())
        return
    known = {
        **chen(),
        "Ohmic resistance [Ohm]": 0.01,
        "R0 [Ohm]": 0.01,
        "Open-circuit voltage [V]": 4.0,
    }
    assert submitted(element, known)["result"]["type"] == "ValidationResult"


@pytest.mark.parametrize("place", ["values", "parameters", "fun", "model", "entry", "extra"])
@pytest.mark.parametrize("key", ["$type", "base_class", "py/object"])
def test_hostile_documents_touch_nothing(place, key, tmp_path, monkeypatch):
    """A module that would write a file when imported, or be called, is named in every place a document has."""
    (tmp_path / "sentinel_module.py").write_text(
        f"from pathlib import Path\nPath({str(tmp_path)!r}, 'touched').touch()\nclass Call: pass\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    bomb = {key: "sentinel_module.Call", "children": [], "name": "x"}
    base = written({"e": fit()})["elements"]["e"]
    elements = {"e": base}
    if place == "values":
        elements = {"e": {"element_type": "entry", "values": {"x": bomb}}}
    elif place == "parameters":
        base["parameters"]["linked"] = bomb
    elif place == "fun":
        base["objectives"]["1C"]["constraints"] = [{"type": "Constraint", "fun": bomb}]
    elif place == "model":
        base["objectives"]["1C"]["options"]["model"] = {
            "type": "custom",
            "model": {"base_class": "sentinel_module.Call", **bomb},
        }
    elif place == "entry":
        elements = {"a": {"element_type": "entry", "values": {"model": {"type": "custom", "model": bomb}}}, "e": base}
    else:
        base["objectives"]["1C"]["options"]["simulation_kwargs"] = {
            "solver": bomb,
            "submesh_types": {"negative particle": bomb},
        }
    with pytest.raises(PipelineConfigError):
        prepare(json.loads(json.dumps({"elements": elements})))
    assert not (tmp_path / "touched").exists()


@pytest.mark.parametrize(
    "entry",
    [
        {"element_type": "entry", "path": "{secret}"},
        {"element_type": "data_fit", "objectives": {"o": {"data": "file:{secret}"}}, "parameters": {"x": {"bounds": [0, 1]}}},
        {"element_type": "data_fit", "objectives": {"o": {"data": "folder:{secret}"}}, "parameters": {"x": {"bounds": [0, 1]}}},
        {"element_type": "data_fit", "objectives": {"o": {"data": "{secret}"}}, "parameters": {"x": {"bounds": [0, 1]}}},
        {"element_type": "data_fit", "objectives": {"o": {"data": "db:a", "options": {"model": "{secret}"}}}, "parameters": {"x": {"bounds": [0, 1]}}},
        {"element_type": "data_fit", "objectives": {"o": {"data": "db:a", "options": {"model": {"type": "SPM", "module": "os"}}}}, "parameters": {"x": {"bounds": [0, 1]}}},
        {"element_type": "calculation", "type": "OCPDataInterpolant", "electrode": "positive", "data": "file:{secret}"},
        {"element_type": "data_fit", "objectives": {"o": {"data": "db:a"}}, "parameters": {"x": {"bounds": [0, 1]}}, "multistarts": 100_000_000},
    ],
    ids=["path", "file", "folder", "bare file", "model file", "module", "calculation file", "starts"],
)  # fmt: skip
def test_files_and_modules_named_in_a_document_are_not_opened(entry, tmp_path, monkeypatch):
    secret = tmp_path / "secret.json"
    secret.write_text('{"Time [s]": [0, 1]}')
    opened = []
    real = open

    def watched(file, *args, **kwargs):
        opened.append(str(file))
        return real(file, *args, **kwargs)

    monkeypatch.setattr("builtins.open", watched)
    document = json.loads(json.dumps(entry).replace("{secret}", str(secret)))
    with pytest.raises(PipelineConfigError):
        prepare({"elements": {"e": document}})
    assert str(secret) not in opened
