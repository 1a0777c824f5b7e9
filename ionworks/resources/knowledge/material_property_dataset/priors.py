"""A value of a table as the prior of a fit."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

from ionworks.errors import ConfigurationError, ValidationError

_DISTRIBUTIONS: Final = MappingProxyType({"normal": "Normal", "lognormal": "LogNormal"})


def prior(
    parameter_name: str,
    column: str,
    value: float,
    *,
    spread: float,
    is_relative: bool,
    distribution: str,
    weight: float | None,
) -> Any:
    """Return the prior; arguments were checked by `spread_of`, the value by `cell`.

    Raises
    ------
    ValidationError
        The value cannot be the middle of such a distribution.
    ConfigurationError
        ionworks-schema is not installed.
    """
    schema = _schema()
    is_log = distribution == "lognormal"
    if is_log and not value > 0:
        raise ValidationError(f"{column}: found {value!r}; allowed: a positive value for a lognormal distribution")
    width = spread * abs(value) if is_relative and not is_log else spread
    if not width > 0:
        raise ValidationError(f"{column}: found 0; allowed: another value, or std instead of rel_std")
    shape = getattr(schema.stats, _DISTRIBUTIONS[distribution])
    arguments = {} if weight is None else {"regularizer_weight": weight}
    return schema.priors.Prior(parameter_name, shape(mean=math.log(value) if is_log else value, std=width), **arguments)


def spread_of(std: Any, rel_std: Any, distribution: Any, weight: Any) -> float:
    """The one given spread, after checking the arguments."""
    if distribution not in _DISTRIBUTIONS:
        allowed = ", ".join(map(repr, _DISTRIBUTIONS))
        raise ValidationError(f"distribution: found {distribution!r}; allowed: {allowed}")
    if (std is None) == (rel_std is None):
        raise ValidationError(
            f"std, rel_std: found {'neither' if std is None else 'both'}; allowed: exactly one of them"
        )
    for name, value in (("std", std), ("rel_std", rel_std), ("regularizer_weight", weight)):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if value is not None and not (is_number and math.isfinite(value) and value > 0):
            raise ValidationError(f"{name}: found {value!r}; allowed: a positive number")
    return float(rel_std if std is None else std)


def cell(columns: Mapping[str, Sequence[Any]], column: str, row: int | None) -> float:
    """One number of a table, after checking where it is."""
    if column not in columns:
        raise ValidationError(f"column: found {column!r}; allowed: {', '.join(map(repr, columns))}")
    values = columns[column]
    if row is None and len(values) != 1:
        raise ValidationError(
            f"row: found None; allowed: 0 to {len(values) - 1}, because the table has {len(values)} rows"
        )
    if row is not None and (isinstance(row, bool) or not isinstance(row, int) or not 0 <= row < len(values)):
        raise ValidationError(f"row: found {row!r}; allowed: 0 to {len(values) - 1}")
    value = values[row or 0]
    if value is None or not math.isfinite(value):
        raise ValidationError(f"{column}: found no number in row {row or 0}; allowed: a row with one")
    return float(value)


def _schema() -> Any:
    try:
        return import_module("ionworks_schema")
    except ModuleNotFoundError as error:
        message = "priors need the extra 'pipelines': pip install 'ionworks-api[pipelines]'"
        raise ConfigurationError(message) from error
