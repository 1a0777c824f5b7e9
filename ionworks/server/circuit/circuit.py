"""A circuit whose parts depend on the state of charge, and its voltage under a measured current."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np

from ionworks.errors import ValidationError
from ionworks.server.circuit.knots import Array, hat
from ionworks.server.circuit.stepping import accumulate, steps
from ionworks.server.circuit.trace import Trace

MOST_PAIRS = 5


@attrs.frozen(kw_only=True, eq=False)
class Circuit:
    """Values at knots, straight lines between them."""

    soc: Array
    ocv: Array
    """V"""
    r0: Array
    """Ohm"""
    r: tuple[Array, ...]
    """Of each pair [Ohm]."""
    tau: tuple[Array, ...]
    """Of each pair [s]."""

    def voltage(self, trace: Trace, soc: Array) -> Array:
        """Return the voltage under the current of `trace`, from rest; `soc` is the state of charge of its rows."""
        here = hat(self.soc, soc)
        found = here.of(self.ocv) - trace.current * here.of(self.r0)
        for r, tau in zip(self.r, self.tau, strict=True):
            found -= overpotential(trace, here.of(r), here.of(tau))
        return found

    def soc_at(self, voltage: float) -> float:
        """Return the state of charge of an open-circuit voltage, the nearest there is."""
        fine = np.linspace(self.soc[0], self.soc[-1], 2001)
        return float(fine[np.argmin(np.abs(np.interp(fine, self.soc, self.ocv) - voltage))])

    def to_wire(self) -> dict[str, Any]:
        """Return knots and values as lists."""
        return {
            "soc": self.soc.tolist(),
            "ocv": self.ocv.tolist(),
            "r0": self.r0.tolist(),
            "rc_pairs": [
                {"r": r.tolist(), "c": (tau / r).tolist(), "tau": tau.tolist()}
                for r, tau in zip(self.r, self.tau, strict=True)
            ],
        }


def overpotential(trace: Trace, r: Array, tau: Array) -> Array:
    """Return the voltage of one RC pair, 0 in the first row, for its values in each row."""
    inverse = 1.0 / tau
    length = trace.interval * 0.5 * (inverse + np.concatenate([inverse[:1], inverse[:-1]]))
    factor = steps(length)
    r_before = np.concatenate([r[:1], r[:-1]])
    forcing = factor.start * trace.before * r_before + factor.end * trace.current * r
    return accumulate(factor.keep, forcing[:, None], np.zeros(1))[:, 0]


def circuit_from_wire(given: Mapping[str, Any]) -> Circuit:
    """Read a circuit as fits give it.

    Parameters
    ----------
    given : mapping
        ``soc``, ``ocv``, ``r0``, ``rc_pairs`` with ``r`` and ``tau`` or ``c`` each.

    Raises
    ------
    ValidationError
        Naming the member: lengths that differ, knots that do not rise within 0 to 1, values that are not positive.
    """
    soc = _numbers(given, "soc", "fit_results")
    check_knots(soc, "fit_results.soc")
    pairs = given.get("rc_pairs") or []
    if len(pairs) > MOST_PAIRS:
        raise ValidationError(f"fit_results.rc_pairs: found {len(pairs)}; allowed: at most {MOST_PAIRS}")
    values: dict[str, Array] = {name: _numbers(given, name, "fit_results") for name in ("ocv", "r0")}
    for number, pair in enumerate(pairs):
        place = f"fit_results.rc_pairs[{number}]"
        values[f"rc_pairs[{number}].r"] = r = _numbers(pair, "r", place)
        has_tau = pair.get("tau") is not None
        found = _numbers(pair, "tau" if has_tau else "c", place)
        values[f"rc_pairs[{number}].tau"] = found if has_tau or found.size != r.size else found * r
    for name, found in values.items():
        if found.size != soc.size:
            raise ValidationError(f"fit_results.{name}: has {found.size} values; soc has {soc.size}")
        if name != "ocv" and not (found > 0).all() and not (name == "r0" and (found >= 0).all()):
            raise ValidationError(f"fit_results.{name}: found {found.min():g}; allowed: positive numbers")
    count = range(len(pairs))
    return Circuit(
        soc=soc,
        ocv=values["ocv"],
        r0=values["r0"],
        r=tuple(values[f"rc_pairs[{number}].r"] for number in count),
        tau=tuple(values[f"rc_pairs[{number}].tau"] for number in count),
    )


def check_knots(soc: Array, place: str) -> None:
    """Raise `ValidationError` unless knots rise strictly within 0 to 1."""
    if soc.size < 2:
        raise ValidationError(f"{place}: has {soc.size} knots; at least 2 are needed")
    if not (np.diff(soc) > 0).all():
        at = int(np.flatnonzero(np.diff(soc) <= 0)[0])
        raise ValidationError(f"{place}: {soc[at + 1]:g} follows {soc[at]:g}; the values must rise strictly")
    if soc[0] < 0 or soc[-1] > 1:
        raise ValidationError(f"{place}: runs from {soc[0]:g} to {soc[-1]:g}; allowed: within 0 to 1")


def _numbers(given: Mapping[str, Any], name: str, place: str) -> Array:
    try:
        found = np.asarray(given[name], dtype=float).reshape(-1)
    except (KeyError, TypeError, ValueError):
        raise ValidationError(f"{place}.{name}: found {given.get(name)!r:.80}; allowed: a list of numbers") from None
    if not np.isfinite(found).all():
        raise ValidationError(f"{place}.{name}: holds values that are no finite numbers")
    return found
