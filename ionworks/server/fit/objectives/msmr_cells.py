"""MSMR objectives: half cells and full cells.

Source: docs/contract/pipeline-config.md sections 2.4 and 2.9.
"""

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np

from ionworks.errors import ValidationError
from ionworks.server.fit.calculations.base import electrode_name
from ionworks.server.fit.model.msmr import Sites, canonical_name, projected_on_simplex, read_sites, site_name
from ionworks.server.fit.objectives.base import Context, Inputs, Outputs, Panel
from ionworks.server.fit.objectives.open_circuit import (
    CAPACITY,
    DIFFERENTIAL_VOLTAGE,
    VOLTAGE,
    CapacityObjective,
    fixed_numbers,
    slope_mask,
)
from ionworks.server.ground.choices import choice, unsupported

SUM = "Sum of occupancy fractions"
_METHODS = ("project", "explicit", "reformulate")
_TEMPERATURE = "Ambient temperature [K]"


@attrs.frozen
class HalfCell:
    """Site parameters of one electrode, fixed and fitted."""

    electrode: str
    """``Positive`` or ``Negative``."""
    by_capacity: bool
    """Sites given by capacity (``Qj``)."""
    direction: str
    """``"lithiation "``, ``"delithiation "`` or nothing."""
    values: Mapping[str, Any]
    """Known values in today's names."""
    temperature: float | None
    """Kelvin."""
    method: str
    """How fractions are made to add up to one."""
    keeps_order: bool
    """Whether potentials stay in falling order."""
    fitted: frozenset[str]
    """Fit parameters in today's names."""

    def sites(self, inputs: Inputs) -> Sites:
        """Host sites of a proposal, with fractions that add up to one."""
        merged = {**self.values, **{canonical_name(name): value for name, value in inputs.items()}}
        found = read_sites(
            merged, self.electrode, by_capacity=self.by_capacity, direction=self.direction, temperature=self.temperature
        )
        if self.keeps_order:
            found = attrs.evolve(found, potential=np.sort(found.potential)[::-1])
        if self.by_capacity or not self._fits_fractions(len(found.fraction)):
            return found
        if self.method == "project":
            return attrs.evolve(found, fraction=projected_on_simplex(found.fraction))
        if self.method == "reformulate":
            first = found.fraction[:-1]
            return attrs.evolve(found, fraction=np.append(first, 1 - first.sum()))
        return found

    def adjusted(self, inputs: Inputs) -> dict[str, float]:
        """Fractions and potentials as they were used."""
        sites = self.sites(inputs)
        result = {}
        for quantity, values in (("occupancy fraction", sites.fraction), ("standard potential", sites.potential)):
            for index, value in enumerate(values):
                name = site_name(self.electrode, quantity, index, self.direction)
                if not (quantity == "occupancy fraction" and self.by_capacity) and name in self.fitted:
                    result[name] = float(value)
        return result

    def reads(self, name: str) -> bool:
        """Whether a parameter is one of the site parameters."""
        return canonical_name(name).startswith(f"{self.electrode} electrode {self.direction}host site ")

    def _fits_fractions(self, count: int) -> bool:
        names = [site_name(self.electrode, "occupancy fraction", index, self.direction) for index in range(count)]
        needed = names[:-1] if self.method == "reformulate" else names
        return bool(needed) and all(name in self.fitted for name in needed)


class MSMRHalfCell(CapacityObjective):
    """Half-cell capacity q(U) = Q x(U) - Q_low and dU/dq at the measured voltages.

    Parameters
    ----------
    name : str
    spec : mapping
    context : Context

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.4 (the origin of the capacity is kept).
    """

    def __init__(self, name: str, spec: Mapping[str, Any], context: Context) -> None:
        options = spec.get("options") or {}
        model = options.get("model") or {}
        self.name, self.kind, self.assumed = name, str(spec["type"]), {}
        self._cell = half_cell(model, context, options)
        q, voltage = self.measured_curve(spec, context)
        low, high = options.get("voltage limits") or (-np.inf, np.inf)
        keep = (voltage >= low) & (voltage <= high)
        q, self._voltage = q[keep], voltage[keep]
        self._mask = slope_mask(q, self._voltage, options.get("dUdQ cutoff"))
        variables = options.get("objective variables") or [CAPACITY, DIFFERENTIAL_VOLTAGE]
        measured = {CAPACITY: q, DIFFERENTIAL_VOLTAGE: np.gradient(self._voltage, q)[self._mask]}
        for item in variables:
            if item not in measured:
                raise unsupported("objective variable", item, measured)
        self.data = {item: measured[item] for item in variables}
        self.panels = [
            Panel(item, VOLTAGE, self._voltage if item == CAPACITY else self._voltage[self._mask]) for item in variables
        ]
        if self._cell.method == "explicit" and not self._cell.by_capacity:
            self.data[SUM] = np.array([1.0])
            self.panels.append(Panel(SUM, VOLTAGE, self._voltage[:1]))
        stem = f"{self._cell.electrode} electrode"
        self._total, self._lower = f"{stem} capacity [A.h]", f"{stem} lower excess capacity [A.h]"
        needed = [self._lower] if self._cell.by_capacity else [self._total, self._lower]
        self._fixed = fixed_numbers(context, needed, f"objective {name!r}")
        self.reads = {name for name in context.names if self._cell.reads(name)} | set(needed)
        self._cell.sites(dict.fromkeys(context.names, 1.0))  # missing sites are reported before the fit

    def evaluate(self, inputs: Inputs) -> Outputs:
        """Capacity and differential voltage at the measured voltages."""
        values = {**self._fixed, **inputs}
        sites = self._cell.sites(inputs)
        total = 1.0 if self._cell.by_capacity else values[self._total]
        capacity = total * sites.filling(self._voltage) - values[self._lower]
        found = {CAPACITY: capacity, SUM: np.array([sites.fraction.sum()])}
        if DIFFERENTIAL_VOLTAGE in self.data:
            # The same difference quotient as for the data, so that its error cancels.
            found[DIFFERENTIAL_VOLTAGE] = np.gradient(self._voltage, capacity)[self._mask]
        return {name: found[name] for name in self.data}

    def adjusted(self, inputs: Inputs) -> dict[str, float]:
        """Site parameters as they were used."""
        return self._cell.adjusted(inputs)


class MSMRFullCell(CapacityObjective):
    """Full-cell capacity q(V) from two MSMR half cells, and dV/dq.

    The discharged capacity at a cell voltage is where both electrodes hold what the balance allows:
    ``theta_p = (Q_p,low + q)/Q_p``, ``theta_n = (Q_n,low + Q_use - q)/Q_n``.

    Notes
    -----
    Source: docs/contract/pipeline-config.md sections 2.4 and 2.9.
    """

    def __init__(self, name: str, spec: Mapping[str, Any], context: Context) -> None:
        options = spec.get("options") or {}
        model = options.get("model") or {}
        self.name, self.kind, self.assumed = name, str(spec["type"]), {}
        defaults = {side: {"electrode": side, "options": {"species format": "Xj"}} for side in ("negative", "positive")}
        self._cells = {
            side.capitalize(): half_cell(model.get(f"{side}_electrode_model") or defaults[side], context, options)
            for side in ("negative", "positive")
        }
        self._limits = {
            side.capitalize(): tuple(options.get(f"{side} voltage limits") or (-0.5, 6.0)) for side in defaults
        }
        self._q, voltage = self.measured_curve(spec, context)
        self._mask = slope_mask(self._q, voltage, options.get("dUdQ cutoff"))
        variables = options.get("objective variables") or [VOLTAGE, DIFFERENTIAL_VOLTAGE]
        measured = {VOLTAGE: voltage, DIFFERENTIAL_VOLTAGE: np.gradient(voltage, self._q)}
        for item in variables:
            if item not in measured:
                raise unsupported("objective variable", item, measured)
        self.data = {item: measured[item][self._mask] for item in variables}
        self.panels = [Panel(item, CAPACITY, self._q[self._mask]) for item in variables]
        names = [
            f"{item} electrode {what} [A.h]" for item in self._cells for what in ("capacity", "lower excess capacity")
        ]
        self._fixed = fixed_numbers(context, names, f"objective {name!r}")
        sites = {name for name in context.names for cell in self._cells.values() if cell.reads(name)}
        self.reads = sites | set(names)
        for cell in self._cells.values():
            cell.sites(dict.fromkeys(context.names, 1.0))

    def evaluate(self, inputs: Inputs) -> Outputs:
        """Voltage and differential voltage at the measured capacities."""
        values = {**self._fixed, **inputs}
        q = self._q - self._q[0]
        held = {"Negative": float(q[-1]) - q, "Positive": q}
        potential = {}
        for item, cell in self._cells.items():
            total, lower = (values[f"{item} electrode {what} [A.h]"] for what in ("capacity", "lower excess capacity"))
            low, high = self._limits[item]
            potential[item] = cell.sites(inputs).voltage((lower + held[item]) / total, (float(low), float(high)))
        voltage = potential["Positive"] - potential["Negative"]
        found = {VOLTAGE: voltage, DIFFERENTIAL_VOLTAGE: np.gradient(voltage, self._q)}
        return {name: found[name][self._mask] for name in self.data}

    def adjusted(self, inputs: Inputs) -> dict[str, float]:
        """Site parameters as they were used."""
        return {name: value for cell in self._cells.values() for name, value in cell.adjusted(inputs).items()}


def half_cell(model: Mapping[str, Any], context: Context, options: Mapping[str, Any]) -> HalfCell:
    """Half cell of an MSMR model config.

    Raises
    ------
    ValidationError
        No electrode, a composite electrode, or an unknown option.
    """
    electrode = electrode_name(model.get("electrode"))
    bag = model.get("options") or {}
    if str(bag.get("particle phases", "1")) != "1":
        raise unsupported("option 'particle phases'", bag["particle phases"], ("1",))
    known = {name: context.known.value(name) for name in context.known}
    values = {canonical_name(name): value for name, value in known.items() if isinstance(value, (float, list))}
    fitted = frozenset(canonical_name(name) for name in context.names)
    direction = f"{bag['direction']} " if bag.get("direction") else ""
    stem = f"{electrode} electrode {direction}host site"
    every = [*values, *fitted]
    has_capacities = any(name.startswith(f"{stem} capacity") for name in every)
    has_fractions = any(name.startswith(f"{stem} occupancy fraction") for name in every)
    kind = bag.get("species format", "Xj" if has_fractions and not has_capacities else "Qj")
    if kind not in ("Qj", "Xj"):
        raise choice("option 'species format'", kind, ("Qj", "Xj"))
    method = options.get("constrain Xj method") or "project"
    if method not in _METHODS:
        raise choice("option 'constrain Xj method'", method, _METHODS)
    temperature = values.get(_TEMPERATURE)
    if temperature is not None and not isinstance(temperature, float):
        raise ValidationError(f"{_TEMPERATURE!r} must be a number")
    return HalfCell(
        electrode, kind == "Qj", direction, values, temperature, method, bool(options.get("preserve U0j order")), fitted
    )
