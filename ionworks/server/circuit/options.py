"""What a fit of a circuit may be told, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import attrs
import numpy as np

from ionworks.errors import ValidationError
from ionworks.server.circuit.circuit import MOST_PAIRS, check_knots
from ionworks.server.circuit.knots import Array

MOST_KNOTS: Final = 64
_LARGEST: Final = 1e9
"""Of numbers that would leave nothing of others beside them."""
_NAMES: Final = (
    "num_rcs", "fit_ocv", "capacity", "ocv_soc_curve", "bounds_capacity", "num_knots", "num_knots_r0", "knot_schedule",
    "clamp_boundary_knots", "clamp_max_ratio", "regularization",
)  # fmt: skip


@attrs.frozen(kw_only=True, eq=False)
class Options:
    """How a circuit is fitted."""

    num_rcs: int = 2
    """Number of RC pairs."""
    fit_ocv: bool = True
    """Whether the open-circuit voltage is fitted; else it is given, as `curve` or as a column of the data."""
    capacity: float | None = None
    """Of every measurement that names none [A.h]."""
    curve: tuple[Array, Array] | None = None
    """State of charge and open-circuit voltage [V]."""
    capacity_bounds: tuple[float, float] | None = None
    """Range to find the capacity in [A.h]."""
    knots: int | None = None
    """Of the pairs, and of R0 unless `knots_r0` is given; as many as the data carry by default."""
    knots_r0: int | None = None
    schedule: tuple[int, ...] | None = None
    """Numbers of knots of the pairs, from coarse to fine; the last is `knots`."""
    clamp: float | None = 10.0
    """How far the value at the first and last knot may differ from that beside it, as a ratio."""
    regularization: float = 0.0
    """Cost of second differences of values relative to their mean, in mV² of the mean square error."""


def read_options(given: Mapping[str, Any]) -> Options:
    """Check the options of a request.

    Raises
    ------
    ValidationError
        Naming the option, what was found and what is allowed.
    """
    told = {name: value for name, value in given.items() if value is not None}
    unknown = told.keys() - set(_NAMES)
    if unknown:
        raise ValidationError(f"ecm_options: unknown option {min(unknown)!r}; allowed: {', '.join(_NAMES)}")
    ratio = _number(told, "clamp_max_ratio", 10.0, above=1.0)
    options = Options(
        num_rcs=_whole(told, "num_rcs", 0, MOST_PAIRS, 2),
        fit_ocv=_flag(told, "fit_ocv"),
        capacity=None
        if "capacity" not in told
        else _number(told, "capacity", 0.0, above=0.0, most=np.finfo(float).max),
        curve=_curve(told.get("ocv_soc_curve")),
        capacity_bounds=_bounds(told.get("bounds_capacity")),
        knots=_whole(told, "num_knots", 1, MOST_KNOTS, None),
        knots_r0=_whole(told, "num_knots_r0", 1, MOST_KNOTS, None),
        schedule=_schedule(told.get("knot_schedule")),
        clamp=ratio if _flag(told, "clamp_boundary_knots") else None,
        regularization=_number(told, "regularization", 0.0, least=0.0),
    )
    if options.capacity_bounds and not options.curve:
        raise ValidationError("ecm_options.bounds_capacity: is for fits with ocv_soc_curve; without it give capacity")
    if options.schedule is None:
        return options
    if options.knots is not None and options.schedule[-1] > options.knots:
        raise ValidationError(
            f"ecm_options.knot_schedule: ends with {options.schedule[-1]} knots; num_knots is {options.knots}"
        )
    return attrs.evolve(options, knots=options.knots or options.schedule[-1])


def _flag(given: Mapping[str, Any], name: str) -> bool:
    value = given.get(name, True)
    if not isinstance(value, bool):
        raise ValidationError(f"ecm_options.{name}: found {value!r:.80}; allowed: true or false")
    return value


def _whole(given: Mapping[str, Any], name: str, least: int, most: int, default: Any) -> Any:
    if name not in given:
        return default
    value = given[name]
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValidationError(f"ecm_options.{name}: found {value!r:.80}; allowed: {least} to {most}")
    return value


def _number(
    given: Mapping[str, Any],
    name: str,
    default: float,
    *,
    above: float | None = None,
    least: float | None = None,
    most: float = _LARGEST,
) -> float:
    value = given.get(name, default)
    fits = not isinstance(value, bool) and isinstance(value, (int, float)) and abs(value) <= most
    if not fits or (above is not None and value <= above) or (least is not None and value < least):
        allowed = (
            f"a number above {above:g}, at most {most:g}"
            if above is not None
            else f"a number from {least:g} to {most:g}"
        )
        raise ValidationError(f"ecm_options.{name}: found {value!r:.80}; allowed: {allowed}")
    return float(value)


def _curve(given: Any) -> tuple[Array, Array] | None:
    if given is None:
        return None
    place = "ecm_options.ocv_soc_curve"
    try:
        soc, ocv = (np.asarray(given[name], dtype=float).reshape(-1) for name in ("soc", "ocv"))
    except (KeyError, TypeError, ValueError):
        raise ValidationError(f"{place}: found {given!r:.80}; allowed: lists of numbers 'soc' and 'ocv'") from None
    if not (np.isfinite(soc).all() and np.isfinite(ocv).all()):
        raise ValidationError(f"{place}: holds values that are no finite numbers")
    check_knots(soc, f"{place}.soc")
    if soc.size != ocv.size:
        raise ValidationError(f"{place}: soc has {soc.size} values, ocv has {ocv.size}; they must be as many")
    return soc, ocv


def _bounds(given: Any) -> tuple[float, float] | None:
    if given is None:
        return None
    place = "ecm_options.bounds_capacity"
    try:
        low, high = float(given["lo"]), float(given["hi"])
    except (KeyError, TypeError, ValueError):
        raise ValidationError(f"{place}: found {given!r:.80}; allowed: numbers 'lo' and 'hi'") from None
    if not 0 < low < high < np.inf:
        raise ValidationError(f"{place}: found lo {low:g} and hi {high:g}; allowed: 0 < lo < hi")
    return low, high


def _schedule(given: Sequence[Any] | None) -> tuple[int, ...] | None:
    if given is None:
        return None
    place = "ecm_options.knot_schedule"
    numbers: list[Any] = list(given) if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    fits = numbers and all(isinstance(one, int) and 1 <= one <= MOST_KNOTS for one in numbers)
    if not fits or any(after <= before for before, after in pairwise(numbers)):
        raise ValidationError(f"{place}: found {given!r:.80}; allowed: rising whole numbers from 1 to {MOST_KNOTS}")
    return tuple(numbers)
