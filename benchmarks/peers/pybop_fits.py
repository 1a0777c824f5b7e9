"""PyBOP's side of `fits.py` and `fit_success.py`; it runs in an environment of its own, as PyBOP asks for numpy < 2.4.

Reads one request a line, answers one line: seconds of set-up and fit, evaluations, fitted values; or ``error``.
"""

import contextlib
import io
import json
import os
import sys
import time
import warnings

os.environ["PYBAMM_DISABLE_TELEMETRY"] = "true"
warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402
import pybamm  # noqa: E402
import pybop  # noqa: E402
from scipy import stats  # noqa: E402

OPTIMIZERS = {
    "CMA-ES": lambda problem, seed: pybop.CMAES(problem, options=pybop.PintsOptions()),
    "Nelder-Mead": lambda problem, seed: pybop.NelderMead(problem, options=pybop.PintsOptions()),
    "L-BFGS-B": lambda problem, seed: pybop.SciPyMinimize(
        problem, options=pybop.SciPyMinimizeOptions(method="L-BFGS-B", jac=True)
    ),
    "differential evolution": lambda problem, seed: pybop.SciPyDifferentialEvolution(
        problem, options=pybop.SciPyDifferentialEvolutionOptions(seed=seed, polish=False)
    ),
}


def parameters_and_model(request):
    family = request.get("family", "lithium_ion")
    kind = getattr(getattr(pybamm, family), request["model"])
    model = kind(options=request["options"]) if "options" in request else kind()
    if family == "lithium_ion":
        return pybamm.ParameterValues("Chen2020"), model
    parameters = model.default_parameter_values  # as `fit_problems.thevenin`
    parameters.update({"Cell capacity [A.h]": 5, "Nominal cell capacity [A.h]": 5, "Current function [A]": 5})
    if "open-circuit voltage" in request:
        _more_pairs(parameters, model, request["open-circuit voltage"])
    return parameters, model


def _more_pairs(parameters, model, curve):
    """Values of all pairs of `model`, to be overwritten, and an open-circuit voltage, as `ecm.known`."""
    soc, ocv = np.array(curve["soc"]), np.array(curve["ocv"])
    parameters.update({"Open-circuit voltage [V]": lambda x: pybamm.Interpolant(soc, ocv, x, interpolator="linear")})
    for number in range(1, int(model.options["number of rc elements"]) + 1):
        values = {f"R{number} [Ohm]": 0.01, f"C{number} [F]": 1e3, f"Element-{number} initial overpotential [V]": 0.0}
        parameters.update({**values, "R0 [Ohm]": 0.01, "Entropic change [V/K]": 0.0}, check_already_exists=False)


def searched(low, high, start, is_logarithmic):
    if is_logarithmic:
        return pybop.Parameter(
            distribution=stats.loguniform(low, high), initial_value=start, transformation=pybop.LogTransformation()
        )
    uniform = stats.uniform(low, high - low)
    transformation = pybop.UnitHyperCube(low, high)
    return pybop.Parameter(distribution=uniform, initial_value=start, transformation=transformation)


def fit(request):
    np.random.seed(request["seed"])  # noqa: NPY002 (what PyBOP draws from)
    begun, worked = time.perf_counter(), time.process_time()
    parameters, model = parameters_and_model(request)
    parameters.update(request.get("fixed", {}))
    for name, low, high, start, *is_logarithmic in request["parameters"]:
        parameters[name] = searched(low, high, start, all(is_logarithmic))
    dataset = pybop.Dataset({name: np.array(values) for name, values in request["data"].items()})
    # without a largest step the integrator steps over pulses after a rest
    largest = request.get("largest step [s]")
    given = {"solver": pybamm.IDAKLUSolver(options={"dt_max": largest})} if largest else {}
    simulator = pybop.pybamm.Simulator(model, parameter_values=parameters, protocol=dataset, **given)
    problem = pybop.Problem(simulator, pybop.RootMeanSquaredError(dataset))
    count = [0]
    original = problem._simulator.solve_batch  # noqa: SLF001 (to count evaluations)

    def spy(inputs, *arguments, **keywords):
        count[0] += len(inputs)
        return original(inputs, *arguments, **keywords)

    problem._simulator.solve_batch = spy  # noqa: SLF001
    set_up = time.perf_counter() - begun
    with contextlib.redirect_stdout(io.StringIO()):
        found = OPTIMIZERS[request["optimizer"]](problem, request["seed"]).run()
    seconds = time.perf_counter() - begun
    cpu = time.process_time() - worked
    by_name = dict(zip(problem.parameters.names, map(float, found.x), strict=True))  # PyBOP has an order of its own
    x = [by_name[name] for name, *_ in request["parameters"]]
    return {"seconds": seconds, "cpu": cpu, "set_up": set_up, "evaluations": count[0], "x": x}


if __name__ == "__main__":
    print(json.dumps({"pybop": pybop.__version__, "pybamm": pybamm.__version__}), flush=True)
    for line in sys.stdin:
        try:
            answer = fit(json.loads(line))
        except Exception as error:  # noqa: BLE001 (a fit of theirs that fails is a fit that is not right)
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
