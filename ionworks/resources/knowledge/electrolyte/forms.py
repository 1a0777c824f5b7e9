"""Functions of concentration made of measured points: interpolants, and the isothermal forms of Landesfeind.

Source: PyBaMM ``pybamm.input.parameters.lithium_ion.ORegan2022`` (forms of Landesfeind and Gasteiger 2019, here at one
temperature, so that their terms in temperature are part of the coefficients); docs/contract/flows.md section 13.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from ionworks.errors import ValidationError

CONDUCTIVITY: Final = "Electrolyte conductivity [S.m-1]"
DIFFUSIVITY: Final = "Electrolyte diffusivity [m2.s-1]"
TRANSFERENCE: Final = "Cation transference number"
THERMODYNAMIC: Final = "Thermodynamic factor"
INTERPOLANT: Final = "interpolant"
LANDESFEIND: Final = "landesfeind"
FORMS: Final = (INTERPOLANT, LANDESFEIND)
Fit = Callable[[str, Any, Any], Callable[[Any], Any]]


def function_of_points(parameter: str, form: str, concentration: Any, values: Any) -> Callable[[Any, Any], Any]:
    """Return a function of concentration [mol.m-3] and temperature, as PyBaMM takes it.

    Parameters
    ----------
    parameter : str
        Name of the parameter, for messages and to choose the form.
    form : {"interpolant", "landesfeind"}
    concentration, values : array, shape (n,)
        Points, ascending and finite.

    Raises
    ------
    ValidationError
        Too few points, or points that the form cannot go through.
    """
    import pybamm

    fit = _interpolated if form == INTERPOLANT else _FITS[parameter]
    of_concentration = fit(parameter, concentration, values)

    def property_of(c_e: Any, T: Any) -> Any:  # noqa: N803 - PyBaMM's names of arguments
        del T
        return of_concentration(c_e)

    property_of.__name__ = f"{parameter.split(' [', maxsplit=1)[0].lower().replace(' ', '_')}_{form}"
    # tried once, so that a defect shows here and not in a solve
    property_of(pybamm.Scalar(float(concentration[0])), pybamm.Scalar(298.15))
    return property_of


def _interpolated(parameter: str, concentration: Any, values: Any) -> Callable[[Any], Any]:
    import pybamm

    _need(parameter, INTERPOLANT, len(values), 2)
    return lambda c_e: pybamm.Interpolant(concentration, values, c_e, interpolator="linear", name=parameter)


def _conductivity(parameter: str, concentration: Any, values: Any) -> Callable[[Any], Any]:
    """``a c (1 + b sqrt(c) + d c) / (1 + e c^4)`` with c in mol/L."""
    import numpy as np
    from scipy.optimize import least_squares

    c = concentration / 1000
    keep = c > 0
    c, y = c[keep], values[keep]
    _need(parameter, LANDESFEIND, len(c), 4)
    _need_positive(parameter, y)

    def model(p: Any, c: Any) -> Any:
        return c * (p[0] + p[1] * c**0.5 + p[2] * c) / (1 + p[3] * c**4)

    # linear in all four once multiplied with the denominator
    start = np.linalg.lstsq(np.stack([c, c**1.5, c**2, -y * c**4], axis=1), y, rcond=None)[0]
    start[3] = max(start[3], 0.0)
    scale = np.abs(y).max()
    bounds = ([-np.inf] * 3 + [0.0], [np.inf] * 4)
    found = least_squares(lambda p: (model(p, c) - y) / scale, start, bounds=bounds, xtol=1e-14, ftol=1e-14, gtol=1e-14)
    p = [float(one) for one in found.x]
    return lambda c_e: model(p, c_e / 1000)


def _diffusivity(parameter: str, concentration: Any, values: Any) -> Callable[[Any], Any]:
    """``a exp(b c)`` with c in mol/L."""
    import numpy as np
    import pybamm
    from scipy.optimize import least_squares

    c = concentration / 1000
    _need(parameter, LANDESFEIND, len(c), 2)
    _need_positive(parameter, values)
    slope, offset = np.polyfit(c, np.log(values), 1)
    scale = values.max()
    start = [offset - np.log(scale), slope]
    found = least_squares(lambda p: np.exp(p[0] + p[1] * c) - values / scale, start, xtol=1e-14, ftol=1e-14, gtol=1e-14)
    a, b = float(scale * np.exp(found.x[0])), float(found.x[1])
    return lambda c_e: a * pybamm.exp(b * c_e / 1000)


def _cubic(parameter: str, concentration: Any, values: Any) -> Callable[[Any], Any]:
    """Cubic polynomial of c in mol/L."""
    import numpy as np

    _need(parameter, LANDESFEIND, len(values), 4)
    third, second, first, constant = (float(one) for one in np.polyfit(concentration / 1000, values, 3))

    def polynomial(c_e: Any) -> Any:
        c = c_e / 1000
        return constant + c * (first + c * (second + c * third))

    return polynomial


_FITS: Final[Mapping[str, Fit]] = MappingProxyType(
    {CONDUCTIVITY: _conductivity, DIFFUSIVITY: _diffusivity, TRANSFERENCE: _cubic, THERMODYNAMIC: _cubic}
)
"""Forms of Landesfeind by parameter."""
UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {CONDUCTIVITY: "S.m-1", DIFFUSIVITY: "m2.s-1", TRANSFERENCE: "", THERMODYNAMIC: ""}
)
"""Parameters that can be made, and PyBaMM's unit of each."""


def _need(parameter: str, form: str, found: int, wanted: int) -> None:
    if found < wanted:
        raise ValidationError(f"{parameter}: found {found} points; allowed: at least {wanted} for the form {form!r}")


def _need_positive(parameter: str, values: Any) -> None:
    if not (values > 0).all():
        raise ValidationError(
            f"{parameter}: found {values.min():g}; allowed: positive values for the form {LANDESFEIND!r}"
        )
