"""Geometry, microstructure, mass and heat.

Source: docs/contract/pipeline-config.md section 2.9 (formulas). Names the public material does not give are ours.
"""

import math
from collections.abc import Mapping
from typing import Any

from ionworks.server.fit.calculations.base import Calculation, Request, algebra
from ionworks.server.fit.failures import MissingParametersError
from ionworks.server.fit.values import FARADAY
from ionworks.server.ground.choices import choice

AREA, HEIGHT, WIDTH = "Electrode area [m2]", "Electrode height [m]", "Electrode width [m]"
LAYERS = "Number of electrodes connected in parallel to make a cell"
THICKNESS = "{E} electrode thickness [m]"
FRACTION = "{phase}{E} electrode active material volume fraction"
POROSITY = "{E} electrode porosity"
SOLID_FRACTION = "{E} electrode active volume fraction of solid"
MASS_FRACTION = "{E} electrode active material mass fraction"
COATING_MASS = "{E} electrode coating mass loading [kg.m-2]"
CRYSTAL_DENSITY = "{E} electrode active material crystal density [kg.m-3]"
COMPONENTS = (
    "Negative current collector",
    "Negative electrode",
    "Separator",
    "Positive electrode",
    "Positive current collector",
)
LOADING = "{E} electrode loading [A.h.cm-2]"
MAX_CONCENTRATION = "{phase}Maximum concentration in {e} electrode [mol.m-3]"


def volume_fraction_from_loading(request: Request) -> dict[str, Any]:
    """Active fraction from the areal capacity (``loading``) or from the coating mass (``coating mass``)."""
    name, known = request.name, request.known
    method = request.config.get("method")
    if method == "loading":
        loading, maximum, thickness = known.numbers([name(LOADING), name(MAX_CONCENTRATION), name(THICKNESS)])
        return {name(FRACTION): loading * 1e4 * 3600 / (maximum * thickness * FARADAY)}
    if method == "coating mass":
        names = [name(COATING_MASS), name(MASS_FRACTION), name(CRYSTAL_DENSITY), name(THICKNESS)]
        mass, share, density, thickness = known.numbers(names)
        return {name(FRACTION): mass * share / (density * thickness)}
    raise choice("method", method, ("loading", "coating mass"))


def cell_mass(request: Request) -> dict[str, Any]:
    """Sum over the layers of thickness times density, times area and number of layers.

    ``<Layer> density [kg.m-3]`` is the bulk density of each layer, as in PyBaMM's thermal model.
    """
    known = request.known
    names = [f"{layer} {what}" for layer in COMPONENTS for what in ("thickness [m]", "density [kg.m-3]")]
    values = known.numbers(names)
    per_area = sum(a * b for a, b in zip(values[::2], values[1::2], strict=True))
    return {"Cell mass [kg]": per_area * electrode_area(request) * parallel_layers(request)}


def lumped_thermal(request: Request) -> dict[str, Any]:
    """Copy the cell's density and heat capacity to every component."""
    density, heat = request.known.numbers(["Cell density [kg.m-3]", "Cell specific heat capacity [J.kg-1.K-1]"])
    densities = {f"{layer} density [kg.m-3]": density for layer in COMPONENTS}
    return densities | {f"{layer} specific heat capacity [J.kg-1.K-1]": heat for layer in COMPONENTS}


def electrode_area(request: Request) -> float:
    """Area of one electrode layer [m2], given or height times width.

    Raises
    ------
    MissingParametersError
        Neither is known.
    """
    known = request.known
    if AREA in known:
        return known.number(AREA)
    if HEIGHT in known and WIDTH in known:
        return known.number(HEIGHT) * known.number(WIDTH)
    raise MissingParametersError(str(request.config.get("type")), [f"{AREA} (or {HEIGHT} and {WIDTH})"])


def parallel_layers(request: Request) -> float:
    """Number of layers in parallel: one pair when not given, which is what a number of layers means by default."""
    return request.known.number(LAYERS) if LAYERS in request.known else 1.0


GEOMETRY: Mapping[str, Calculation] = {
    "AreaToSquareWidthHeight": algebra((AREA,), (HEIGHT, WIDTH), lambda area: (math.sqrt(area),) * 2),
    "DiameterToSquareWidthHeight": algebra(
        ("Electrode diameter [m]",), (HEIGHT, WIDTH), lambda d: (math.sqrt(math.pi * d**2 / 4),) * 2
    ),
    "ElectrodeGeometryFromLoading": algebra(
        (COATING_MASS, "{E} electrode press density [kg.m-3]", MASS_FRACTION, CRYSTAL_DENSITY, SOLID_FRACTION),
        (THICKNESS, FRACTION, POROSITY),
        lambda m, press, share, crystal, solid: (
            m / press,
            share * press / crystal,
            1 - share * press / crystal / solid,
        ),
    ),
    "ElectrodeVolumeFractionFromLoading": Calculation(
        (LOADING, MAX_CONCENTRATION, THICKNESS, COATING_MASS, MASS_FRACTION, CRYSTAL_DENSITY),
        (FRACTION,),
        volume_fraction_from_loading,
    ),
    "ElectrodeVolumeFractionFromPorosity": algebra(
        (POROSITY, SOLID_FRACTION), (FRACTION,), lambda porosity, solid: (1 - porosity) * solid
    ),
    "PorosityFromElectrodeVolumeFraction": algebra(
        (FRACTION, SOLID_FRACTION), (POROSITY,), lambda active, solid: 1 - active / solid
    ),
    "SurfaceAreaToVolumeRatio": algebra(
        (FRACTION, "{phase}{E} particle radius [m]"),
        ("{phase}{E} electrode surface area to volume ratio [m-1]",),
        lambda active, radius: 3 * active / radius,
    ),
    "CellMass": Calculation((AREA, LAYERS), ("Cell mass [kg]",), cell_mass),
    "DensityFromVolumeAndMass": algebra(
        ("Cell mass [kg]", "Cell volume [m3]"), ("Cell density [kg.m-3]",), lambda mass, volume: mass / volume
    ),
    "SpecificHeatCapacity": algebra(
        ("Cell heat capacity [J.K-1]", "Cell mass [kg]"),
        ("Cell specific heat capacity [J.kg-1.K-1]",),
        lambda lumped, mass: lumped / mass,
    ),
    "LumpedHeatCapacityAndDensity": Calculation(
        ("Cell density [kg.m-3]", "Cell specific heat capacity [J.kg-1.K-1]"),
        ("{E} electrode density [kg.m-3]", "{E} electrode specific heat capacity [J.kg-1.K-1]"),
        lumped_thermal,
    ),
    "PouchCellThermalDimensions": algebra(
        ("Pouch height [m]", "Pouch width [m]", "Pouch thickness [m]"),
        ("Cell volume [m3]", "Cell cooling surface area [m2]"),
        lambda h, w, t: (h * w * t, 2 * (h * w + h * t + w * t)),
    ),
    "JellyRollThermalDimensions": algebra(
        ("Jelly roll height [m]", "Jelly roll radius [m]"),
        ("Cell volume [m3]", "Cell cooling surface area [m2]"),
        lambda h, r: (math.pi * r**2 * h, 2 * math.pi * r * h + 2 * math.pi * r**2),
    ),
}
"""Calculations of this module by wire type."""
