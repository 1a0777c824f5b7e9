"""Multi-species multi-reaction (MSMR) open-circuit model of one electrode, in closed form.

The filling at a potential U is ``x(U) = sum_j X_j / (1 + exp(F (U - U0_j) / (R T w_j)))``.

Source: docs/contract/pipeline-config.md section 2.9; Verbrugge et al. 2017, https://doi.org/10.1149/2.0341708jes.
"""

import re
from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
from scipy.special import expit

from ionworks.errors import ValidationError
from ionworks.server.fit.failures import MissingParametersError
from ionworks.server.fit.values import FARADAY, GAS_CONSTANT
from ionworks.server.ground.arrays import Array

DEFAULT_TEMPERATURE = 298.15
_OLD = {"U0": "standard potential", "X": "occupancy fraction", "w": "ideality factor", "Q": "capacity"}
_OLD_NAME = re.compile(r"(U0|X|w|Q)_([np])_(\d+)")


@attrs.frozen
class Sites:
    """Host sites of one electrode; arrays of shape (sites,)."""

    potential: Array
    """Standard potentials [V]."""
    fraction: Array
    """Occupancy fractions, or capacities [A.h] when the sites are given by capacity."""
    ideality: Array
    """Ideality factors."""
    temperature: float = DEFAULT_TEMPERATURE
    """Temperature [K]."""

    def filling(self, voltage: Array) -> Array:
        """x(U), shape of `voltage`; in A.h when the sites are given by capacity."""
        occupied: Array = expit(-self._argument(voltage)) @ self.fraction
        return occupied

    def slope(self, voltage: Array) -> Array:
        """dx/dU [1/V], negative."""
        occupied = expit(-self._argument(voltage))
        rates = FARADAY / (GAS_CONSTANT * self.temperature * self.ideality)
        slope: Array = -(occupied * (1 - occupied)) @ (self.fraction * rates)
        return slope

    def temperature_slope(self, voltage: Array) -> Array:
        """dx/dT [1/K] at fixed potential."""
        argument = self._argument(voltage)
        occupied = expit(-argument)
        change: Array = (occupied * (1 - occupied) * argument) @ self.fraction / self.temperature
        return change

    def voltage(self, filling: Array, limits: tuple[float, float] = (-1.0, 6.0)) -> Array:
        """Potential at a filling: U(x), by bisection, NaN outside what the limits reach."""
        low, high = np.full(np.shape(filling), limits[0]), np.full(np.shape(filling), limits[1])
        reachable = (filling <= self.filling(low)) & (filling >= self.filling(high))
        for _ in range(60):
            middle = (low + high) / 2
            is_above = self.filling(middle) > filling
            low, high = np.where(is_above, middle, low), np.where(is_above, high, middle)
        return np.where(reachable, (low + high) / 2, np.nan)

    def _argument(self, voltage: Array) -> Array:
        thermal = GAS_CONSTANT * self.temperature * self.ideality / FARADAY
        argument: Array = (np.asarray(voltage)[..., None] - self.potential) / thermal
        return argument


def site_name(electrode: str, quantity: str, index: int | None = None, direction: str = "") -> str:
    """Parameter name of one site, or of the vector of all sites when `index` is absent."""
    place = "" if index is None else f" ({index})"
    unit = {"standard potential": " [V]", "capacity": " [A.h]"}.get(quantity, "")
    return f"{electrode} electrode {direction}host site {quantity}{place}{unit}"


def canonical_name(name: str) -> str:
    """Name of a site parameter in today's spelling; other names are returned as they are."""
    found = _OLD_NAME.fullmatch(name)
    if found is None:
        return name
    quantity, electrode, index = found.groups()
    return site_name({"n": "Negative", "p": "Positive"}[electrode], _OLD[quantity], int(index))


def site_values(values: Mapping[str, Any], electrode: str, direction: str = "") -> dict[str, dict[int, float]]:
    """Values of every site by quantity, whichever of the three spellings they are given in."""
    named = {canonical_name(name): value for name, value in values.items()}
    found: dict[str, dict[int, float]] = {}
    for quantity in ("standard potential", "occupancy fraction", "ideality factor", "capacity"):
        vector = named.get(site_name(electrode, quantity, None, direction))
        sites = {index: float(value) for index, value in enumerate(vector)} if isinstance(vector, list) else {}
        index = 0
        while index < 100 and (len(sites) > index or site_name(electrode, quantity, index, direction) in named):
            single = named.get(site_name(electrode, quantity, index, direction))
            if isinstance(single, (int, float)):
                sites[index] = float(single)
            index += 1
        found[quantity] = sites
    return found


def read_sites(
    values: Mapping[str, Any],
    electrode: str,
    *,
    by_capacity: bool,
    direction: str = "",
    temperature: float | None = None,
) -> Sites:
    """Host sites of an electrode.

    Parameters
    ----------
    values : mapping of str to float or list
        Parameter values; vectors, one value per site, or the old short names.
    electrode : str
        ``"Positive"`` or ``"Negative"``.
    by_capacity : bool
        Sites are given by capacity (``Qj``) rather than by fraction (``Xj``).
    direction : str
        ``"lithiation "``, ``"delithiation "`` or nothing.
    temperature : float, optional
        Kelvin.

    Raises
    ------
    MissingParametersError
        Listing the names.
    """
    found = site_values(values, electrode, direction)
    quantities = ("standard potential", "capacity" if by_capacity else "occupancy fraction", "ideality factor")
    count = max(len(found[quantity]) for quantity in quantities)
    missing = [site_name(electrode, quantity, index, direction) for quantity in quantities
               for index in range(max(count, 1)) if index not in found[quantity]]  # fmt: skip
    if missing:
        raise MissingParametersError(f"the MSMR model of the {electrode.lower()} electrode", missing)
    arrays = [np.array([found[quantity][index] for index in range(count)]) for quantity in quantities]
    if np.any(arrays[2] <= 0):
        raise ValidationError(f"ideality factors of the {electrode.lower()} electrode must be positive")
    return Sites(arrays[0], arrays[1], arrays[2], temperature or DEFAULT_TEMPERATURE)


def projected_on_simplex(fractions: Array, lower: Array | None = None, upper: Array | None = None) -> Array:
    """Nearest fractions that add up to one and stay within their bounds, shape (sites,)."""
    low = np.zeros_like(fractions) if lower is None else lower
    high = np.ones_like(fractions) if upper is None else upper
    if not low.sum() <= 1 <= high.sum():
        scaled: Array = fractions / fractions.sum()
        return scaled
    shift_low, shift_high = float((low - fractions).min()), float((high - fractions).max())
    for _ in range(80):
        middle = (shift_low + shift_high) / 2
        if np.clip(fractions + middle, low, high).sum() > 1:
            shift_high = middle
        else:
            shift_low = middle
    projected: Array = np.clip(fractions + (shift_low + shift_high) / 2, low, high)
    return projected
