"""Keys and closed lists of SciPy's optimizers: the schema lets any pass, SciPy ignores some and trips over others.

Source: docs/contract/pipeline-config.md section 2.6; https://docs.scipy.org/doc/scipy/reference/optimize.html.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

GRADIENT_METHODS = ("L-BFGS-B", "TNC", "SLSQP", "trust-constr", "BFGS", "CG", "Newton-CG")
PLAIN_METHODS = ("Nelder-Mead", "Powell", "COBYLA", "COBYQA")
_LIMITS = ("maxiter", "max_iterations")
KEYS: Mapping[str, tuple[str, ...]] = {
    "ScipyLeastSquares": (
        *("method", "ftol", "xtol", "gtol", "x_scale", "loss", "f_scale", "max_nfev", "max_iterations", "tr_solver"),
        "verbose",
    ),
    "ScipyMinimize": ("method", "tol", "options", *_LIMITS),
    "ScipyDifferentialEvolution": (
        *("strategy", "tol", "atol", "mutation", "recombination", "polish", "init", *_LIMITS, "popsize"),
        *("population_size", "workers", "updating", "disp"),
    ),
    "ScipyBasinhopping": ("niter", "max_iterations", "T", "stepsize", "interval", "niter_success"),
    "ScipyDualAnnealing": (
        *("initial_temp", "restart_temp_ratio", "visit", "accept", "maxfun", "no_local_search", *_LIMITS),
    ),
    "ScipyShgo": ("n", "iters", "sampling_method", "max_iterations"),
}
"""Keys beside ``type``, by wire type."""
_WRITTEN = ("disp", "maxiter")
_DIFFERENCES = ("eps", "finite_diff_rel_step")
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "L-BFGS-B": (*_WRITTEN, *_DIFFERENCES, "maxcor", "ftol", "gtol", "maxfun", "maxls", "iprint"),
    "TNC": (
        *("disp", *_DIFFERENCES, "scale", "offset", "maxCGit", "eta", "stepmx", "accuracy", "minfev", "ftol", "xtol"),
        *("gtol", "rescale", "maxfun"),
    ),
    "SLSQP": (*_WRITTEN, *_DIFFERENCES, "ftol"),
    "trust-constr": (
        *(*_WRITTEN, "gtol", "xtol", "barrier_tol", "initial_tr_radius", "initial_constr_penalty"),
        *("initial_barrier_parameter", "initial_barrier_tolerance", "factorization_method", "finite_diff_rel_step"),
        *("sparse_jacobian", "verbose"),
    ),
    "BFGS": (*_WRITTEN, *_DIFFERENCES, "gtol", "norm", "xrtol", "c1", "c2", "hess_inv0", "return_all"),
    "CG": (*_WRITTEN, *_DIFFERENCES, "gtol", "norm", "c1", "c2", "return_all"),
    "Newton-CG": (*_WRITTEN, "xtol", "eps", "c1", "c2", "return_all"),
    "Nelder-Mead": (*_WRITTEN, "maxfev", "initial_simplex", "xatol", "fatol", "adaptive", "return_all"),
    "Powell": (*_WRITTEN, "maxfev", "xtol", "ftol", "direc", "return_all"),
    "COBYLA": (*_WRITTEN, "rhobeg", "tol", "catol"),
    "COBYQA": (*(*_WRITTEN, "maxfev", "f_target", "feasibility_tol", "initial_tr_radius", "final_tr_radius", "scale"),),
}
"""``options`` of ``ScipyMinimize``, by method."""
_STRATEGIES = tuple(
    f"{name}{crossover}"
    for name in ("best1", "best2", "rand1", "rand2", "randtobest1", "currenttobest1")
    for crossover in ("bin", "exp")
)
_CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ScipyLeastSquares": {
        "method": ("trf", "dogbox", "lm"),
        "loss": ("linear", "soft_l1", "huber", "cauchy", "arctan"),
        "tr_solver": ("exact", "lsmr"),
    },
    "ScipyMinimize": {"method": (*GRADIENT_METHODS, *PLAIN_METHODS)},
    "ScipyDifferentialEvolution": {"strategy": _STRATEGIES},
    "ScipyShgo": {"sampling_method": ("simplicial", "halton", "sobol")},
}
Refused = tuple[str, str | None, Iterable[str]]
"""Path in the optimizer, value or nothing where the key itself is unknown, and what is allowed."""


def refused(spec: Mapping[str, Any]) -> Iterator[Refused]:
    """What an optimizer of SciPy's does not take; nothing for other optimizers.

    Parameters
    ----------
    spec : mapping
        ``optimizer`` of a config.
    """
    kind = str(spec.get("type"))
    allowed = KEYS.get(kind)
    if allowed is None:
        return
    yield from ((key, None, allowed) for key in spec if key not in (*allowed, "type"))
    for key, values in _CHOICES.get(kind, {}).items():
        if spec.get(key) is not None and spec[key] not in values:
            yield key, spec[key], values
    options = spec.get("options")
    method = spec.get("method") or "L-BFGS-B"
    if isinstance(options, Mapping) and method in OPTIONS:
        yield from ((f"options.{key}", None, OPTIONS[method]) for key in options if key not in OPTIONS[method])
