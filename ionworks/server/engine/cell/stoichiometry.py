"""Initial concentrations of many cells at once, from states of charge or voltages.

Both electrodes of a plain cell share its lithium, so one unknown stoichiometry fixes the open-circuit voltage,
which rises with it. The limits of the voltage window and any voltage in between are roots of that one function:
a Newton iteration kept inside a bracket finds them for a whole sweep in a few evaluations, where PyBaMM's
electrode state-of-health model takes 6 to 12 ms a run.

Source: PyBaMM ``ElectrodeSOHSolver`` (its definition); docs/contract/performance.md (a new initial SOC costs 6 to 12
ms).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import casadi
import numpy as np
import pybamm

from ionworks.server.engine.cell.scalar_functions import expanded
from ionworks.server.engine.cell.starting_state import StartingState
from ionworks.server.ground.arrays import Array

CONCENTRATIONS = (
    "Initial concentration in negative electrode [mol.m-3]",
    "Initial concentration in positive electrode [mol.m-3]",
)
_STOICHIOMETRY, _TEMPERATURE = "Stoichiometry", "Temperature [K]"
_CAPACITIES = ("Negative capacity [A.h]", "Positive capacity [A.h]", "Lithium [A.h]")
_ITERATIONS = 100
_LOOKS = 17
_PRECISION = 1e-9  # of a step that converges quadratically: the next one would be rounding


class Stoichiometries:
    """Limits of a plain two-electrode cell as functions of the parameters that vary.

    Parameters
    ----------
    model : pybamm.lithium_ion.BaseModel
        Without composite electrodes, half cells, MSMR or hysteresis (see `is_plain`).
    parameters : pybamm.ParameterValues
        Parameters that vary are inputs here.
    limits : tuple of float
        Lowest and highest stoichiometry of the negative electrode, then of the positive one.
    """

    def __init__(self, model: Any, parameters: Any, limits: tuple[float, float, float, float]) -> None:
        param = model.param
        negative, positive = param.n.prim, param.p.prim
        facts = [param.n.Q_init, param.p.Q_init, param.Q_Li_particles_init, param.ocp_soc_0, param.ocp_soc_100]
        facts += [negative.c_max, positive.c_max, param.T_ref, pybamm.Parameter("Initial temperature [K]")]
        x, temperature = pybamm.InputParameter(_STOICHIOMETRY), pybamm.InputParameter(_TEMPERATURE)
        of_negative, of_positive, lithium = (pybamm.InputParameter(name) for name in _CAPACITIES)
        y = (lithium - x * of_negative) / of_positive
        voltage = positive.U(y, temperature) - negative.U(x, temperature)
        symbols = [parameters.process_symbol(symbol) for symbol in (*facts, voltage)]
        leaves = (leaf for symbol in symbols for leaf in symbol.pre_order())
        inputs = {leaf.name for leaf in leaves if isinstance(leaf, pybamm.InputParameter)}
        own = (_STOICHIOMETRY, _TEMPERATURE, *_CAPACITIES)
        self._inputs = tuple(sorted(inputs - set(own)))
        given = casadi.MX.sym("given", len(self._inputs))
        unknown = casadi.MX.sym("unknown", len(own))
        values = {name: given[index] for index, name in enumerate(self._inputs)}
        values |= {name: unknown[index] for index, name in enumerate(own)}
        *numbers, curve = [casadi.MX(symbol.to_casadi(inputs=values)) for symbol in symbols]
        slope = casadi.jacobian(curve, unknown)[0]
        self._facts = casadi.Function("facts", [given], [casadi.vertcat(*numbers)])
        self._curve = expanded(casadi.Function("curve", [unknown, given], [casadi.vertcat(curve, slope)]))
        self._limits = limits

    def solve(self, states: Sequence[StartingState], design: Mapping[str, Array]) -> tuple[dict[str, Array], Array]:
        """Return initial concentrations by parameter name, and states of charge, of many runs.

        Parameters
        ----------
        states : sequence of StartingState
            One per run.
        design : mapping of str to array, shape (n,)
            Values of the parameters that vary.

        Returns
        -------
        tuple
            mol.m-3, and 0 to 1; NaN where there is no such state.
        """
        given = np.array([design[name] for name in self._inputs]).reshape(len(self._inputs), len(states))
        columns = np.asarray(self._facts(given) if self._inputs else self._facts([]), dtype=float)
        facts = np.broadcast_to(columns, (columns.shape[0], len(states)))
        capacities, (empty_v, full_v, *most, reference, initial) = facts[:3], facts[3:]
        looks = self._looks(reference, capacities, given)
        twice = (np.tile(one, 2) for one in (reference, capacities, given, looks))
        empty, full = np.split(self._at(np.concatenate([empty_v, full_v]), *twice), 2)
        volts, charge = (
            np.array([getattr(state, kind) for state in states], dtype=float) for kind in ("volts", "fraction")
        )
        is_voltage = np.isfinite(volts)
        if is_voltage.any():
            found = self._at(volts, initial, capacities, given, looks)
            charge = np.where(is_voltage, (found - empty) / (full - empty), charge)
        x = empty + charge * (full - empty)
        y = (capacities[2] - x * capacities[0]) / capacities[1]
        return dict(zip(CONCENTRATIONS, (x * most[0], y * most[1]), strict=True)), np.where(np.isnan(x), x, charge)

    def _voltage(self, x: Array, temperature: Array, capacities: Array, given: Array) -> Array:
        """Open-circuit voltage and its slope, shape (2, n)."""
        return np.asarray(self._curve(np.vstack([x, temperature, capacities]), given), dtype=float)

    def _looks(self, temperature: Array, capacities: Array, given: Array) -> Array:
        """Negative stoichiometries from end to end of what is possible, and their voltages, shape (2, looks, n).

        NaN where the voltage does not rise all through: past the range of its data an open-circuit curve may do
        anything, and another root would be found.
        """
        of_negative, of_positive, lithium = capacities
        x_low, x_high, y_low, y_high = self._limits
        low = np.maximum(x_low, (lithium - y_high * of_positive) / of_negative)
        high = np.minimum(x_high, (lithium - y_low * of_positive) / of_negative)
        closer_at_the_ends = (1 - np.cos(np.linspace(0.0, np.pi, _LOOKS))) / 2
        looks = low + closer_at_the_ends[:, None] * (high - low)
        all_of_them = (np.tile(one, _LOOKS) for one in (temperature, capacities, given))
        curve = self._voltage(looks.ravel(), *all_of_them)[0].reshape(looks.shape)
        rises = (low < high) & (np.diff(curve, axis=0) > 0).all(axis=0)
        return np.where(rises, (looks, curve), np.nan)

    def _at(self, voltage: Array, temperature: Array, capacities: Array, given: Array, looks: Array) -> Array:
        """Negative stoichiometry at an open-circuit voltage, NaN where the electrodes cannot reach it."""

        def curve(x: Array) -> tuple[Array, Array]:
            value, slope = self._voltage(x, temperature, capacities, given)
            return value - voltage, slope

        places, voltages = looks
        after = np.clip((voltages <= voltage).sum(axis=0), 1, len(voltages) - 1)[None]
        low, high = (np.take_along_axis(places, place, axis=0)[0] for place in (after - 1, after))
        reachable = (voltages[0] <= voltage) & (voltage <= voltages[-1])
        return np.where(reachable, _rising_root(curve, low, high), np.nan)


def is_plain(options: Mapping[str, Any]) -> bool:
    """Whether a lithium-ion model has two electrodes of one phase with one open-circuit curve each."""
    return bool(
        options["open-circuit potential"] == "single"
        and options["working electrode"] == "both"
        and options["particle phases"] == "1"
    )


def _rising_root(curve: Any, low: Array, high: Array) -> Array:
    x = (low + high) / 2
    for _ in range(_ITERATIONS):
        value, slope = curve(x)
        low, high = np.where(value < 0, x, low), np.where(value < 0, high, x)
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = x - value / slope
        following = np.where((newton >= low) & (newton <= high), newton, (low + high) / 2)
        moved, x = np.abs(following - x), following
        if np.nanmax(moved, initial=0.0) < _PRECISION:
            break
    return x
