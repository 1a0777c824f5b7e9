"""Recognising PyBaMM objects without importing PyBaMM: one can only exist once PyBaMM is loaded."""

from __future__ import annotations

import sys
from typing import Any


def is_model(value: Any) -> bool:
    """Whether `value` is a live PyBaMM model."""
    return _is_a(value, "BaseModel")


def is_parameter_values(value: Any) -> bool:
    """Whether `value` is a live set of parameter values."""
    return _is_a(value, "ParameterValues")


def is_symbol(value: Any) -> bool:
    """Whether `value` is a live PyBaMM expression, interpolants included."""
    return _is_a(value, "Symbol")


def is_experiment(value: Any) -> bool:
    """Whether `value` is a live PyBaMM experiment."""
    return _is_a(value, "Experiment")


def is_solver(value: Any) -> bool:
    """Whether `value` is a live PyBaMM solver."""
    return _is_a(value, "BaseSolver")


def is_spatial_method(value: Any) -> bool:
    """Whether `value` is a live spatial method."""
    return _is_a(value, "SpatialMethod")


def is_geometry(value: Any) -> bool:
    """Whether `value` is a live geometry (a dictionary with symbols as keys)."""
    return _is_a(value, "Geometry")


def is_submesh(value: Any) -> bool:
    """Whether `value` is a mesh generator or a class of submeshes."""
    pybamm = sys.modules.get("pybamm")
    if pybamm is None:
        return False
    return isinstance(value, pybamm.MeshGenerator) or (isinstance(value, type) and issubclass(value, pybamm.SubMesh))


def is_pybamm_object(value: Any) -> bool:
    """Whether `value` is an instance, or a submesh class, of PyBaMM or a subclass of one of its classes."""
    if "pybamm" not in sys.modules:
        return False
    return is_submesh(value) or any(
        ancestor.__module__.partition(".")[0] == "pybamm" for ancestor in type(value).__mro__
    )


def _is_a(value: Any, name: str) -> bool:
    pybamm = sys.modules.get("pybamm")
    # While PyBaMM itself is being imported its names come one by one.
    cls = getattr(pybamm, name, None)
    return cls is not None and isinstance(value, cls)
