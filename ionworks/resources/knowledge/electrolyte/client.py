"""``client.electrolyte``: parameters of PyBaMM made of property datasets."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from ionworks_openapi.api.material_property_dataset import get_material_property_data, get_material_property_dataset

from ionworks.errors import ValidationError
from ionworks.resources._shared.base import Resource
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.resources.knowledge.electrolyte.forms import (
    CONDUCTIVITY,
    DIFFUSIVITY,
    FORMS,
    INTERPOLANT,
    TRANSFERENCE,
    UNITS,
    function_of_points,
)
from ionworks.resources.knowledge.electrolyte.units import CONCENTRATION, check_concentration, factor
from ionworks.serialize import imported_pybamm

if TYPE_CHECKING:
    import pybamm

DEFAULT_CONCENTRATION_COLUMN: Final = "Electrolyte concentration"
DEFAULT_COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        CONDUCTIVITY: "Electrolyte conductivity",
        DIFFUSIVITY: "Electrolyte diffusivity",
        TRANSFERENCE: "Transference number",
    }
)
"""Columns of a dataset by parameter."""


class ElectrolyteClient(Resource):
    """``client.electrolyte``. Needs PyBaMM."""

    def transport_from_dataset(
        self,
        dataset_id: Thing,
        forms: Mapping[str, str] | None = None,
        columns: Mapping[str, str] | None = None,
        concentration_column: str = DEFAULT_CONCENTRATION_COLUMN,
    ) -> pybamm.ParameterValues:
        """Transport parameters of an electrolyte from a property dataset.

        Parameters
        ----------
        dataset_id : str
            Id of a dataset measured at one temperature.
        forms : mapping of str to {"interpolant", "landesfeind"}, optional
            By parameter: linear interpolation of the points (the default), or a fit of the form of Landesfeind at the
            temperature of the points: ``a c (1 + b sqrt(c) + d c) / (1 + e c^4)`` for the conductivity, ``a exp(b c)``
            for the diffusivity, a cubic for transference number and thermodynamic factor.
        columns : mapping of str to str, optional
            Column of the dataset by parameter; by default those of conductivity, diffusivity and transference number.
            ``"Thermodynamic factor"`` can be named too.
        concentration_column : str
            Column of the salt concentration.

        Returns
        -------
        pybamm.ParameterValues
            Functions of ``(c_e, T)``, to be put over a parameter set with ``update``.

        Raises
        ------
        ValidationError
            An unknown form, parameter, column or unit, a form for a parameter that has no column, or points the form
            cannot go through. A ``ValueError``.
        ConfigurationError
            PyBaMM is not installed.

        Notes
        -----
        Units of the dataset are converted (``mol/L``, ``mS/cm``, ``cm2/s``); a column without one counts as PyBaMM's.
        Rows without a number are left out.

        Source: ``get_material_property_dataset``, ``get_material_property_data``.
        """
        live = imported_pybamm()
        chosen = dict(DEFAULT_COLUMNS if columns is None else columns)
        shapes = _shapes(chosen, forms or {})
        identifier = id_of("dataset_id", dataset_id)
        record = self._dict(lambda api: get_material_property_dataset.sync_detailed(identifier, client=api))
        data = self._dict(lambda api: get_material_property_data.sync_detailed(identifier, client=api))
        units = {column["name"]: column.get("unit") or "" for column in record.get("columns", ())}
        for name in (concentration_column, *chosen.values()):
            if name not in data:
                raise ValidationError(f"columns: found {name!r}; allowed: {', '.join(map(repr, data))}")
        values = {
            parameter: function_of_points(
                parameter,
                shapes[parameter],
                *_points(data, units, concentration_column, column, UNITS[parameter]),
            )
            for parameter, column in chosen.items()
        }
        made: pybamm.ParameterValues = live.ParameterValues(values)
        return made


def _shapes(columns: Mapping[str, str], forms: Mapping[str, str]) -> dict[str, str]:
    """Form of each parameter, after checking both mappings."""
    for parameter in columns:
        if parameter not in UNITS:
            raise ValidationError(f"columns: found {parameter!r}; allowed: {', '.join(map(repr, UNITS))}")
    for parameter, form in forms.items():
        if parameter not in columns:
            raise ValidationError(f"forms: found {parameter!r}; allowed: {', '.join(map(repr, columns))}")
        if form not in FORMS:
            raise ValidationError(f"forms[{parameter!r}]: found {form!r}; allowed: {', '.join(map(repr, FORMS))}")
    return {parameter: forms.get(parameter, INTERPOLANT) for parameter in columns}


def _points(
    data: Mapping[str, list[Any]], units: Mapping[str, str], abscissa: str, ordinate: str, wanted: str
) -> tuple[Any, Any]:
    """Concentrations [mol.m-3], ascending, and values in PyBaMM's unit."""
    import numpy as np

    c, y = (np.array(data[name], dtype=float) for name in (abscissa, ordinate))
    keep = np.isfinite(c) & np.isfinite(y)
    c, y = c[keep], y[keep]
    if not len(c):
        raise ValidationError(f"{ordinate}: found no row with a number and a concentration; allowed: at least one")
    check_concentration(abscissa, units.get(abscissa, ""), float(c.max()))
    c = c * factor(abscissa, units.get(abscissa, ""), CONCENTRATION)
    y = y * factor(ordinate, units.get(ordinate, ""), wanted)
    order = np.argsort(c)
    c, y = c[order], y[order]
    if c[0] < 0:
        raise ValidationError(f"{abscissa}: found {c[0]:g}; allowed: 0 or more")
    if (np.diff(c) == 0).any():
        twice = c[:-1][np.diff(c) == 0][0]
        raise ValidationError(
            f"{abscissa}: found {twice:g} mol.m-3 twice; allowed: points of one temperature, each once"
        )
    return c, y
