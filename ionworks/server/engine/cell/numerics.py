"""Mesh and solver of a simulation: the ``simulation_settings`` of a model.

Source: docs/contract/flows.md section 9.3; docs/contract/wire.md section 12; docs/contract/pipeline-config.md section
2.10.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import pybamm

from ionworks.errors import ValidationError
from ionworks.serialize import loadable
from ionworks.server.engine.cell.scalar_functions import ScalarIDAKLUSolver
from ionworks.server.engine.cell.stretching import StretchedFiniteVolume, StretchedMesh

_MACROSCALE = "macroscale"
X_DOMAINS = ("negative electrode", "separator", "positive electrode")
_RADIUS_DOMAINS = {
    "Negative particle radius [m]": "negative particle",
    "Positive particle radius [m]": "positive particle",
}
_THICKNESSES = frozenset(
    {"Negative electrode thickness [m]", "Separator thickness [m]", "Positive electrode thickness [m]"}
)
_MAX_POINTS = 500
MAX_UNKNOWNS = 100_000
"""Most unknowns of a model on its mesh; a DFN on its default mesh has 962."""
_COMPILE_FROM_RUNS = {"SPM": 600, "SPMe": 600, "DFN": 1800}
_REUSES = 4
USUAL_TOLERANCES = {"rtol": 5e-5, "atol": 1e-6}
USUAL_OPTIONS = {"nonlinear_convergence_coefficient": 0.03, "dt_min": 1e-12}
"""SUNDIALS' own coefficient of 0.33 takes more steps for a larger error (docs/decisions/0011-fit-evaluations.md).

Without a least step, in s, the integrator creeps up to a singularity, such as that of a particle's surface that runs
empty, in steps of 1e-13 s that no longer move the clock, and never returns: a limit on their number does not hold where
it goes from output to output. Some starts need steps of 1e-11 s.
"""
TIGHTER = 0.01
_KEYS = frozenset({"var_pts", "submesh_types", "solver", "spatial_methods", "geometry"})
_SOLVER_OPTIONS = frozenset(
    {"max_num_steps", "max_order_bdf", "dt_init", "dt_min", "dt_max", "max_error_test_failures"}
)


@attrs.frozen
class Numerics:
    """Mesh sizes, sub-meshes and solver tolerances; empty means the model's defaults."""

    var_pts: Mapping[str, int] = attrs.Factory(dict)
    """Number of points by spatial variable, such as ``{"r_n": 16}``."""
    submesh_types: Mapping[str, Any] = attrs.Factory(dict)
    """Sub-mesh by domain."""
    tolerances: Mapping[str, float] = attrs.Factory(dict)
    """``rtol`` and ``atol`` of the solver; `USUAL_TOLERANCES` where there are none."""
    options: Mapping[str, Any] = attrs.Factory(dict)
    """Further options of the solver."""
    compiled: bool = False
    """Compile the model to machine code; the caller has set a private ``PYBAMM_CASADI_AOT_CACHE``."""

    def tighter(self) -> "Numerics":
        """Return the same with tolerances a hundred times as tight."""
        tolerances = {name: TIGHTER * self.tolerances.get(name, usual) for name, usual in USUAL_TOLERANCES.items()}
        return attrs.evolve(self, tolerances=tolerances)

    def solver(self, **arguments: Any) -> Any:
        """Make a new IDAKLU solver; a failed solve returns what it has instead of raising."""
        options = {**USUAL_OPTIONS, **self.options, "silence_sundials_errors": True, "compile": self.compiled}
        tolerances = {**USUAL_TOLERANCES, **self.tolerances}
        return ScalarIDAKLUSolver(
            **tolerances, on_extrapolation="ignore", on_failure="ignore", options=options, **arguments
        )


def compile_from_runs(model_type: str) -> int | None:
    """Runs of one structure in one worker after which to compile it; None where compiling was not measured.

    Earlier than a single batch would justify, as the result is kept on disk for batches and workers to come.
    """
    runs = _COMPILE_FROM_RUNS.get(model_type)
    return None if runs is None else runs // _REUSES


def read_numerics(settings: Mapping[str, Any] | None) -> Numerics:
    """Read ``simulation_settings``.

    Parameters
    ----------
    settings : mapping or None
        ``var_pts`` {name: points}, ``submesh_types`` {domain: class}, ``solver`` {``type``: ``IDAKLUSolver``,
        ``rtol``, ``atol``, ``options``}. Threads and compilation are the server's choice and are left out.

    Raises
    ------
    ValidationError
        Naming the key, what was found and what is allowed.

    Notes
    -----
    Source: docs/contract/flows.md section 9.3.
    """
    given = {key: value for key, value in (settings or {}).items() if value}
    unknown = given.keys() - _KEYS
    if unknown:
        raise ValidationError(f"simulation_settings: unknown key {min(unknown)!r}; allowed: {', '.join(sorted(_KEYS))}")
    for key in ("geometry", "spatial_methods"):
        if key in given:
            raise ValidationError(f"simulation_settings: {key!r} is not supported here; leave the model's default")
    solver = given.get("solver", {})
    return Numerics(
        var_pts={name: _points(name, value) for name, value in given.get("var_pts", {}).items()},
        submesh_types={name: _submesh(name, value) for name, value in given.get("submesh_types", {}).items()},
        tolerances={key: _tolerance(key, solver[key]) for key in ("rtol", "atol") if solver.get(key) is not None},
        options=_solver_options(solver),
    )


def mesh_settings(model: Any, numerics: Numerics, varying: Iterable[str] = ()) -> dict[str, Any]:
    """Sub-meshes, numbers of points and spatial methods of a simulation: the one place where they are decided.

    The settings beat the model's defaults. Domains whose length varies keep their points and are stretched, so that a
    run has the same numbers whether its lengths are inputs or not.

    Parameters
    ----------
    model : pybamm.BaseModel
    numerics : Numerics
        What the settings say.
    varying : iterable of str
        Parameters that vary without a new discretisation.

    Raises
    ------
    ValidationError
        The model has too many unknowns on this mesh.

    Returns
    -------
    dict
        ``submesh_types``, ``var_pts`` and ``spatial_methods``, as `pybamm.Simulation` and `pybamm.EISSimulation` take
        them.

    Notes
    -----
    Source: docs/decisions/0016-inputs-and-numbers.md.
    """
    submeshes, methods = {**model.default_submesh_types, **numerics.submesh_types}, dict(model.default_spatial_methods)
    stretched = {name for name in _stretched_domains(tuple(varying)) if name in submeshes}
    submeshes |= {name: StretchedMesh(_generator(submeshes[name])) for name in stretched}
    if stretched & set(X_DOMAINS) and type(methods.get(_MACROSCALE)) is pybamm.FiniteVolume:
        methods[_MACROSCALE] = StretchedFiniteVolume(methods[_MACROSCALE].options)
    points = check_mesh(model, numerics)
    return {"submesh_types": submeshes, "var_pts": points, "spatial_methods": methods}


def check_mesh(model: Any, numerics: Numerics) -> dict[str, int]:
    """Return the numbers of points by spatial variable, unless they multiply to more than `MAX_UNKNOWNS` unknowns.

    Raises
    ------
    ValidationError
        With the number of unknowns, the points given, and what is allowed.
    """
    points = {**model.default_var_pts, **numerics.var_pts}
    sizes = {domain: _points_of(axes, points) for domain, axes in model.default_geometry.items()}
    unknowns = (*model.rhs, *model.algebraic)
    count = sum(math.prod(_length(level, sizes) for level in one.domains.values() if level) for one in unknowns)
    if count > MAX_UNKNOWNS:
        given = ", ".join(f"{name} {value}" for name, value in sorted(points.items()))
        raise ValidationError(
            f"simulation_settings var_pts: {count} unknowns ({given}); at most {MAX_UNKNOWNS} are allowed"
        )
    return points


def _length(level: Iterable[str], sizes: Mapping[str, int]) -> int:
    return sum(sizes.get(domain, 1) for domain in level)


def _points_of(axes: Mapping[Any, Any], points: Mapping[str, int]) -> int:
    """Points of a domain; an axis that is a position has one."""
    names = (str(getattr(axis, "name", axis)) for axis, place in axes.items() if "position" not in place)
    return math.prod(points.get(name, 1) for name in names)


def _stretched_domains(names: tuple[str, ...]) -> list[str]:
    """Domains whose sub-meshes let these parameters vary without a new discretisation.

    A thickness moves all that comes after it, so all three domains across the cell are stretched.
    """
    domains = [_RADIUS_DOMAINS[name] for name in names if name in _RADIUS_DOMAINS]
    return [*domains, *(X_DOMAINS if _THICKNESSES & set(names) else ())]


def _generator(kind: Any) -> Any:
    return kind if isinstance(kind, pybamm.MeshGenerator) else pybamm.MeshGenerator(kind)


def _points(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 1 <= value <= _MAX_POINTS:
        raise ValidationError(f"simulation_settings var_pts {name!r} is {value!r}; allowed: 1 to {_MAX_POINTS}")
    return int(value)


def _submesh(domain: str, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise ValidationError(f"simulation_settings submesh_types {domain!r}: a class reference is needed")
    safe = loadable(value, f"simulation_settings submesh_types {domain!r}")
    try:
        return pybamm.MeshGenerator.from_config(dict(safe))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValidationError(f"simulation_settings submesh_types {domain!r} cannot be read: {error}") from error


def _tolerance(key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 1e-14 <= value <= 0.1:
        raise ValidationError(f"simulation_settings solver {key} is {value!r}; allowed: 1e-14 to 0.1")
    return float(value)


def _solver_options(solver: Mapping[str, Any]) -> dict[str, Any]:
    name = solver.get("type", "IDAKLUSolver")
    if name != "IDAKLUSolver":
        raise ValidationError(f"simulation_settings solver type {name!r} is not offered; allowed: 'IDAKLUSolver'")
    options = solver.get("options") or {}
    return {key: value for key, value in options.items() if key in _SOLVER_OPTIONS}
