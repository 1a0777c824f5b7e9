"""Mass and volume of a cell from its layers.

Layers are current collectors, electrodes and separator, each with thickness and density, times the area of the
electrodes and their number in parallel; case and tabs are left out, as no parameter set has them.

Source: PyBaMM ``ParameterValues`` (names) and ``ThermalParameters`` (layer sums ``rho * L``). Ours: densities of
electrodes are those of the filled porous layer at the set's own porosity, and pores that are added or closed exchange
solid for electrolyte, so that a change of porosity changes the mass.
"""

from collections.abc import Callable
from typing import Final

import attrs

from ionworks.errors import ValidationError

LAYERS: Final = (
    "Negative current collector",
    "Negative electrode",
    "Separator",
    "Positive electrode",
    "Positive current collector",
)
ELECTROLYTE_DENSITY: Final = "Electrolyte density [kg.m-3]"
_USUAL_ELECTROLYTE: Final = 1200.0
"""Density of carbonate electrolytes, kg/m3, for sets that give none (Nyman et al. 2008: 1.2 g/cm3)."""
_PARALLEL: Final = "Number of electrodes connected in parallel to make a cell"

Lookup = Callable[[str], float | None]


@attrs.frozen
class CellSize:
    """Mass and volume of the layers of a cell."""

    mass_kg: float
    """Mass, kg."""
    volume_l: float
    """Volume, L."""


def cell_size(value: Lookup, original: Lookup) -> CellSize:
    """Mass and volume of a cell.

    Parameters
    ----------
    value : callable
        Value of a parameter in this design, ``None`` when there is no number of that name.
    original : callable
        The same of the set that densities were measured for.

    Raises
    ------
    ValidationError
        Naming the parameter that is missing.
    """

    def needed(name: str) -> float:
        found = value(name)
        if found is None:
            raise ValidationError(f"the mass of the cell needs the parameter {name!r}, which is no number in this set")
        return found

    area = needed("Electrode height [m]") * needed("Electrode width [m]") * (value(_PARALLEL) or 1.0)
    thickness = {layer: needed(f"{layer} thickness [m]") for layer in LAYERS}
    mass = sum(thickness[layer] * _density(layer, needed, value, original) for layer in LAYERS)
    return CellSize(mass * area, 1000.0 * sum(thickness.values()) * area)


def _density(layer: str, needed: Callable[[str], float], value: Lookup, original: Lookup) -> float:
    density = needed(f"{layer} density [kg.m-3]")
    pores, before = value(f"{layer} porosity"), original(f"{layer} porosity")
    if pores is None or before is None or pores == before:
        return density
    liquid = value(ELECTROLYTE_DENSITY) or _USUAL_ELECTROLYTE
    solid = (density - before * liquid) / (1.0 - before)
    return solid + pores * (liquid - solid)
