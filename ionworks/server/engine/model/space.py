"""Variables of a model over space: which coordinates each has, before anything is discretised."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from ionworks.errors import ValidationError
from ionworks.server.engine.model.parameters import near, variable_names

COORDINATES: Final = ("x", "R", "r")
"""Across the cell, over sizes of particles, inside particles: the order of the columns of a table."""
MOST_PROFILES: Final = 16
"""Variables over space of one run."""
_LEVELS: Final = ("tertiary", "secondary", "primary")
_COLLECTOR: Final = ["current collector"]


def profile_names(model: Any) -> list[str]:
    """Names of a model's variables over x, r or both, sorted.

    Parameters
    ----------
    model : pybamm.BaseModel
    """
    options = getattr(model, "options", None) or {}
    if options.get("dimensionality", 0) > 0:  # everything is then over the current collector, too
        return []
    axes = {domain: letter for domain, keys in model.default_geometry.items() if (letter := _letter(keys))}
    return sorted(name for name, symbol in model.variables.items() if _is_kept(symbol, axes))


def split_names(names: Iterable[str], model: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tell columns of the time series from profiles among output variables.

    Parameters
    ----------
    names : iterable of str
    model : pybamm.BaseModel

    Returns
    -------
    tuple of str, tuple of str
        Variables that are one number at every time, and those over space.

    Raises
    ------
    ValidationError
        The model does not have a variable, with the closest names; or there are too many over space.

    Notes
    -----
    Source: operation ``create_simulations`` (``extra_variables``).
    """
    asked = tuple(names)
    if not asked:
        return (), ()
    scalars = set(variable_names(model))
    columns = tuple(name for name in asked if name in scalars)
    others = tuple(name for name in asked if name not in scalars)
    known = profile_names(model) if others else []
    for name in others:
        if name not in known:
            raise ValidationError(_refusal(name, model, [*scalars, *known]))
    if len(others) > MOST_PROFILES:
        raise ValidationError(
            f"extra_variables: {len(others)} of them are over space; at most {MOST_PROFILES} are kept of a run"
        )
    return columns, others


def levels(symbol: Any) -> list[list[str]]:
    """Domains of a variable from the outermost coordinate to the innermost, without the current collector."""
    found = (list(symbol.domains.get(level) or ()) for level in _LEVELS)
    return [domains for domains in found if domains and domains != _COLLECTOR]


def _refusal(name: str, model: Any, known: Sequence[str]) -> str:
    if name not in model.variables:
        return f"extra_variables: {name!r} is not a variable of {model.name}{near(name, known)}"
    where = ", ".join(domain for level in _LEVELS for domain in model.variables[name].domains.get(level) or ())
    return f"extra_variables: {name!r} of {model.name} is over {where}; allowed: over x, r, or both, or one number"


def _is_kept(symbol: Any, axes: dict[str, str]) -> bool:
    if not getattr(symbol, "domain", None):
        return False
    letters = [{axes.get(domain) for domain in domains} for domains in levels(symbol)]
    alone = [one.pop() for one in letters if len(one) == 1]
    return None not in alone and 0 < len(alone) == len(letters) == len(set(alone))


def _letter(keys: Any) -> str | None:
    """Coordinate of a domain, by the names of its spatial variables, such as ``r_n``."""
    letters = {str(getattr(key, "name", key))[:1] for key in keys}
    letter = next(iter(letters)) if len(letters) == 1 else None
    return letter if letter in COORDINATES else None


def coordinate(geometry: Any, domains: Sequence[str]) -> str:
    """Name of the column of a coordinate, such as ``"x [m]"``."""
    return f"{_letter(geometry[domains[0]])} [m]"
