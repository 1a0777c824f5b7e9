"""Quantities ``{"value": number, "unit": text}``: where they are, whether their unit is one, and conversion.

Units are written as in ``A*h``, ``mg/cm**2``, ``degC``, or the way PyBaMM writes them, ``A.h`` and ``mol.m-3``.

Source: docs/contract/api-reference.md section 0 (Quantity, Ratings); docs/contract/guides.md section 5.1 (examples of
units).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from ionworks.server.ground.errors import unprocessable
from ionworks.server.ground.units import parsed, registry

_DIMENSIONS: Final = MappingProxyType(
    {
        "capacity": "A*h",
        "voltage_min": "V",
        "voltage_max": "V",
        "nominal_voltage": "V",
        "energy": "W*h",
        "energy_density_gravimetric": "W*h/kg",
        "energy_density_volumetric": "W*h/L",
    }
)
"""Ratings whose unit must convert to the one given; rates are C-rates, which have no agreed unit."""

Location = tuple[str | int, ...]


def check_quantities(value: Any, location: Location) -> None:
    """Check every quantity at any depth of `value`.

    Parameters
    ----------
    value : any JSON
        Properties of a cell, a component or a measurement.
    location : tuple
        Where `value` stands in the request, for messages.

    Raises
    ------
    ApiError
        422 naming the place: a value that is not a number, or a unit that is not known.
    """
    for place, quantity in _quantities(value, location):
        number, unit = quantity["value"], quantity["unit"]
        if number is not None and (isinstance(number, bool) or not isinstance(number, int | float)):
            raise unprocessable(f"a quantity's value is a number, found {number!r:.80}", (*place, "value"))
        if unit is not None and not (isinstance(unit, str) and parsed(unit) is not None):
            text = f"{unit!r:.80} is not a known unit; write it as in 'A*h', 'mg/cm**2', 'degC' or '1/h'"
            raise unprocessable(text, (*place, "unit"))


def check_ratings(ratings: Mapping[str, Any] | None, location: Location) -> None:
    """Check rated values: units, dimensions, a positive capacity, and cut-offs in the right order.

    Raises
    ------
    ApiError
        422 naming the rating.
    """
    if ratings is None:
        return
    check_quantities(ratings, location)
    found = {name: amount(ratings.get(name), unit, (*location, name)) for name, unit in _DIMENSIONS.items()}
    capacity, lower, upper = found["capacity"], found["voltage_min"], found["voltage_max"]
    if capacity is not None and not capacity > 0:
        raise unprocessable(f"the capacity is {capacity:g} A*h; it must be positive", (*location, "capacity"))
    if lower is not None and upper is not None and not lower < upper:
        message = f"the lower cut-off, {lower:g} V, is not below voltage_max, {upper:g} V"
        raise unprocessable(message, (*location, "voltage_min"))


def amount(quantity: Mapping[str, Any] | None, unit: str, location: Location) -> float | None:
    """Return the number of a quantity in `unit`; ``None`` when it, its value or its unit is missing.

    Raises
    ------
    ApiError
        422: the quantity's unit does not convert to `unit`.
    """
    if not quantity or quantity.get("value") is None or not quantity.get("unit"):
        return None
    units = registry()
    given = parsed(quantity["unit"])
    if given is None or not given.is_compatible_with(units.Unit(unit)):
        message = f"{quantity['unit']!r:.80} does not convert to {unit!r}"
        raise unprocessable(message, (*location, "unit"))
    return float(units.Quantity(quantity["value"], given).to(unit).magnitude)


def _quantities(value: Any, location: Location) -> Iterator[tuple[Location, Mapping[str, Any]]]:
    pending = [(location, value)]
    while pending:
        place, node = pending.pop()
        if isinstance(node, Mapping):
            if node.keys() == {"value", "unit"}:
                yield place, node
            pending.extend(((*place, key), item) for key, item in node.items())
        elif isinstance(node, list):
            pending.extend(((*place, index), item) for index, item in enumerate(node))
