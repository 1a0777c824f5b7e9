"""Objectives about open-circuit curves: electrode balancing and half-cell potentials.

Source: docs/contract/pipeline-config.md section 2.4.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.fit.calculations.base import electrode_name
from ionworks.server.fit.data.measurement import Measurement, load_measurement
from ionworks.server.fit.data.plausible import check_curve
from ionworks.server.fit.failures import MissingParametersError
from ionworks.server.fit.objectives.base import Context, Inputs, Outputs, Panel, Usual
from ionworks.server.fit.values import referenced
from ionworks.server.ground.arrays import Array, Mask
from ionworks.server.ground.choices import choice, unsupported

CAPACITY, VOLTAGE = "Capacity [A.h]", "Voltage [V]"
DIFFERENTIAL_VOLTAGE, DIFFERENTIAL_CAPACITY = "Differential voltage [V/Ah]", "Differential capacity [Ah/V]"
_BRANCHES = {
    ("charge", "Negative"): "lithiation ",
    ("charge", "Positive"): "delithiation ",
    ("discharge", "Negative"): "delithiation ",
    ("discharge", "Positive"): "lithiation ",
}


class Potential:
    """Open-circuit potential of one electrode at n fillings; fit parameters inside its function are inputs.

    Parameters
    ----------
    context : Context
    name : str
        Parameter name of the function.
    count : int
        Number of fillings it is evaluated at.
    """

    def __init__(self, context: Context, name: str, count: int) -> None:
        symbol = pybamm.FunctionParameter(name, {"sto": pybamm.StateVector(slice(0, count))})

        def lookup(wanted: str) -> Any:
            if wanted in context.links:
                return context.links[wanted]
            return None if wanted in context.names or wanted not in context.known else context.known.value(wanted)

        self.reads = referenced([symbol], lookup)
        missing = [item for item in self.reads if lookup(item) is None and item not in context.names]
        if missing:
            raise MissingParametersError(f"the potential {name!r}", sorted(missing))
        values = {item: lookup(item) if item not in context.names else "[input]" for item in self.reads}
        self._symbol = pybamm.ParameterValues(values).process_symbol(symbol)

    def __call__(self, filling: Array, inputs: Inputs) -> Array:
        """Potential [V] at the fillings, NaN outside 0 to 1."""
        inside = (filling > 0) & (filling < 1)
        with np.errstate(all="ignore"):
            found = self._symbol.evaluate(y=np.clip(filling, 1e-9, 1 - 1e-9)[:, None], inputs=dict(inputs))
        values = np.broadcast_to(np.asarray(found, float).reshape(-1), filling.shape)
        return np.where(inside, values, np.nan)


class CapacityObjective(Usual, ABC):
    """Shared part of the objectives that evaluate a curve with numpy: one proposal after another.

    A subclass sets ``name``, ``kind``, ``data``, ``panels`` and implements ``evaluate``.
    """

    difference_step = 1e-6
    """Relative step of difference quotients: these curves are exact to rounding."""

    name: str
    kind: str
    data: dict[str, Array]
    panels: list[Panel]
    reads: set[str]
    assumed: Mapping[str, str]
    warnings: list[str]

    def measured_curve(self, spec: Mapping[str, Any], context: Context) -> tuple[Array, Array]:
        """Capacity and voltage of the data, once they were found plausible; sets ``warnings``."""
        measurement = load_measurement(spec["data"], context.data)
        nominal = context.wire.get("Nominal cell capacity [A.h]")
        capacity = float(nominal) if isinstance(nominal, (int, float)) else None
        self.warnings = check_curve(measurement.table, capacity, f"objective {self.name!r}")
        return discharge_curve(measurement, self.name)

    def outputs(self, batch: Sequence[Inputs]) -> list[Outputs]:
        """Model values for each proposal."""
        return [self.evaluate(inputs) for inputs in batch]

    @abstractmethod
    def evaluate(self, inputs: Inputs) -> Outputs:
        """Model values of one proposal."""

    def unread(self, names: Sequence[str]) -> list[str]:
        """Fit parameters the curve does not depend on."""
        return [name for name in names if name not in self.reads]


class ElectrodeBalancing(CapacityObjective):
    """Full-cell potential U_p - U_n from known half-cell potentials; capacities and excess capacities are fitted.

    With q the discharged capacity from 0 to the usable capacity Q_use, the fillings are
    ``theta_p = (Q_p,low + q) / Q_p`` and ``theta_n = (Q_n,low + Q_use - q) / Q_n``.

    Parameters
    ----------
    name : str
    spec : mapping
    context : Context

    Notes
    -----
    Source: docs/contract/pipeline-config.md sections 2.4 and 2.9 (StoichiometryLimitsFromCapacity).
    """

    def __init__(self, name: str, spec: Mapping[str, Any], context: Context) -> None:
        options = spec.get("options") or {}
        self.name, self.kind, self.assumed = name, str(spec["type"]), {}
        if options.get("dQdU model axis"):
            raise unsupported("option", "dQdU model axis", ("the data axis",))
        self._q, self._voltage = self.measured_curve(spec, context)
        direction = options.get("direction")
        if direction not in (None, "charge", "discharge"):
            raise choice("option 'direction'", direction, ("charge", "discharge"))
        variables = options.get("objective variables") or [VOLTAGE, DIFFERENTIAL_VOLTAGE]
        self._mask = slope_mask(self._q, self._voltage, options.get("dUdQ cutoff"))
        self.data, self.panels = differentials(self._q, self._voltage, variables, self._mask)
        self._usable = float(np.ptp(self._q))
        self._ocp = {item: self._potential(context, item, direction) for item in ("Negative", "Positive")}
        names = [
            f"{item} electrode {what} [A.h]" for item in self._ocp for what in ("capacity", "lower excess capacity")
        ]
        self._fixed = fixed_numbers(context, names, f"objective {name!r}")
        self.reads = set(names) | self._ocp["Negative"].reads | self._ocp["Positive"].reads

    def evaluate(self, inputs: Inputs) -> Outputs:
        """Voltage and its derivatives over the capacity."""
        values = {**self._fixed, **inputs}
        q = self._q - self._q[0]
        negative = (values["Negative electrode lower excess capacity [A.h]"] + self._usable - q) / values[
            "Negative electrode capacity [A.h]"
        ]
        positive = (values["Positive electrode lower excess capacity [A.h]"] + q) / values[
            "Positive electrode capacity [A.h]"
        ]
        voltage = self._ocp["Positive"](positive, inputs) - self._ocp["Negative"](negative, inputs)
        return differentials(self._q, voltage, list(self.data), self._mask)[0]

    def adjusted(self, inputs: Inputs) -> dict[str, float]:
        """Usable and upper excess capacities that follow from a proposal."""
        values = {**self._fixed, **inputs}
        found = {"Usable capacity [A.h]": self._usable}
        for item in ("Negative", "Positive"):
            total, lower = (values[f"{item} electrode {what} [A.h]"] for what in ("capacity", "lower excess capacity"))
            found[f"{item} electrode upper excess capacity [A.h]"] = total - lower - self._usable
        return found

    def _potential(self, context: Context, electrode: str, direction: str | None) -> Potential:
        plain = f"{electrode} electrode OCP [V]"
        if direction is not None:
            branch = f"{electrode} electrode {_BRANCHES[direction, electrode]}OCP [V]"
            if branch in context.known:
                return Potential(context, branch, len(self._q))
        return Potential(context, plain, len(self._q))


class OCPHalfCell(CapacityObjective):
    """Half-cell potential U(theta) of one electrode against measured voltage over capacity.

    The filling is ``(Q_low + q) / Q`` when the lower excess capacity is known or fitted; otherwise the most (positive)
    or least (negative) lithiated sample has the filling ``theta_ref``.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.4. Names ``Q_pe`` and ``Q_ne`` for the capacity are the
    documents'.
    """

    def __init__(self, name: str, spec: Mapping[str, Any], context: Context) -> None:
        options = spec.get("options") or {}
        self.name, self.kind, self.assumed = name, str(spec["type"]), {}
        electrode = electrode_name(spec.get("electrode"))
        self._is_positive = electrode == "Positive"
        q, voltage = self.measured_curve(spec, context)
        low, high = options.get("voltage limits") or (-np.inf, np.inf)
        keep = (voltage >= low) & (voltage <= high) & slope_mask(q, voltage, options.get("dUdQ cutoff", "none"))
        self._q, self._span = q[keep], (float(q[0]), float(q[-1]))
        self.data = {VOLTAGE: voltage[keep]}
        self.panels = [Panel(VOLTAGE, CAPACITY, self._q)]
        branch = f"{options['direction']} " if options.get("direction") else ""
        self._ocp = Potential(context, f"{electrode} electrode {branch}OCP [V]", len(self._q))
        self._total = f"{electrode} electrode capacity [A.h]"
        self._lower = f"{electrode} electrode lower excess capacity [A.h]"
        short = "Q_pe" if self._is_positive else "Q_ne"
        self._short = short if short in context.names else self._total
        self._fixed = fixed_numbers(context, [self._short], f"objective {name!r}")
        if self._lower in context.known:
            self._fixed[self._lower] = context.known.number(self._lower)
        given = options.get("theta_ref")
        self._reference = float(given) if given is not None else float(self._is_positive)
        self._limits = options.get("stoichiometry limits") or (0.0, 1.0)
        self.reads = {self._short, self._lower} | self._ocp.reads

    def evaluate(self, inputs: Inputs) -> Outputs:
        """Potential at the measured capacities, NaN outside the stoichiometry limits."""
        values = {**self._fixed, **inputs}
        filling = self._filling(values)
        inside = (filling >= self._limits[0]) & (filling <= self._limits[1])
        return {VOLTAGE: np.where(inside, self._ocp(filling, inputs), np.nan)}

    def adjusted(self, inputs: Inputs) -> dict[str, float]:
        """Capacity under its full name."""
        values = {**self._fixed, **inputs}
        return {self._total: float(values[self._short])}

    def _filling(self, values: Mapping[str, float]) -> Array:
        total = values[self._short]
        if self._lower in values:
            filling: Array = (values[self._lower] + self._q) / total
        elif self._is_positive:
            filling = self._reference - (self._span[1] - self._q) / total
        else:
            filling = self._reference + (self._q - self._span[0]) / total
        return filling


def discharge_curve(measurement: Measurement, name: str) -> tuple[Array, Array]:
    """Capacity rising and voltage falling with it; a curve that rises is read backwards.

    Returns
    -------
    capacity, voltage : ndarray, shape (n,)
        A.h and V.

    Raises
    ------
    ValidationError
        Fewer than five samples or capacities that do not rise.
    """
    q, voltage = measurement.column(CAPACITY), measurement.column(VOLTAGE)
    present = np.isfinite(q) & np.isfinite(voltage)
    order = np.argsort(q[present], kind="stable")
    q, voltage = q[present][order], voltage[present][order]
    if len(q) < 5 or np.any(np.diff(q) <= 0):
        raise ValidationError(
            f"objective {name!r}: the data needs five or more different values of {CAPACITY!r}; "
            "the transform remove_duplicates drops repeated ones"
        )
    if voltage[-1] > voltage[0]:
        q, voltage = (q[0] + q[-1] - q)[::-1], voltage[::-1]
    return q, voltage


def slope_mask(q: Array, voltage: Array, cutoff: Any) -> Mask:
    """Samples whose |dU/dQ| is within the cut-off.

    By default it is 1.1 times the largest one between 10 and 90 % of the capacity; ``"none"`` keeps everything.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.11 (``DataLoader.calculate_dUdQ_cutoff``).
    """
    slope = np.abs(np.gradient(voltage, q))
    if cutoff == "none":
        return np.ones(len(q), bool)
    if cutoff is None:
        part = (q - q.min()) / (q.max() - q.min())
        first, last = int(np.argmin(np.abs(part - 0.1))), int(np.argmin(np.abs(part - 0.9)))
        cutoff = 1.1 * float(slope[first : max(last, first + 1)].max())
    kept: Mask = slope <= float(cutoff)
    return kept


def differentials(
    q: Array, voltage: Array, variables: Sequence[str], mask: Mask
) -> tuple[dict[str, Array], list[Panel]]:
    """Chosen variables of a curve at the kept samples, and how they are drawn.

    Raises
    ------
    ValidationError
        A variable that is none of voltage and its two derivatives.
    """
    makers: dict[str, Callable[[], Array]] = {
        VOLTAGE: lambda: voltage,
        DIFFERENTIAL_VOLTAGE: lambda: np.gradient(voltage, q),
        DIFFERENTIAL_CAPACITY: lambda: _inverse_gradient(q, voltage),
    }
    for name in variables:
        if name not in makers:
            raise unsupported("objective variable", name, makers)
    values = {name: makers[name]()[mask] for name in variables}
    return values, [Panel(name, CAPACITY, q[mask]) for name in variables]


def fixed_numbers(context: Context, names: Sequence[str], what: str) -> dict[str, float]:
    """Values of the needed parameters that are not fitted.

    Raises
    ------
    MissingParametersError
        Neither known nor fitted.
    """
    missing = [name for name in names if name not in context.names and name not in context.known]
    if missing:
        raise MissingParametersError(what, missing)
    return {name: context.known.number(name) for name in names if name not in context.names}


def _inverse_gradient(q: Array, voltage: Array) -> Array:
    slope = np.gradient(voltage, q)
    inverse: Array = 1 / np.where(np.abs(slope) < 1e-9, np.copysign(1e-9, slope), slope)
    return inverse
