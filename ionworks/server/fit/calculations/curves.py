"""Functions made from data: open-circuit potential, entropic change, diffusivity, Arrhenius laws and knots.

Source: docs/contract/pipeline-config.md section 2.9.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.fit.calculations.base import Calculation, Request
from ionworks.server.fit.entries.named_entries import knot_names
from ionworks.server.fit.values import GAS_CONSTANT
from ionworks.server.ground.arrays import Array
from ionworks.server.ground.choices import choice

INTERPOLATORS = ("linear", "cubic", "pchip")
OCP = "{phase}{E} electrode {direction}OCP [V]"
ENTROPIC = "{phase}{E} electrode OCP entropic change [V.K-1]"
DIFFUSIVITY = "{phase}{E} particle {direction}diffusivity [m2.s-1]"


def interpolant(
    x: Array, y: Array, kind: str, *, arguments: int = 1, scale: Any = 1.0, is_log: bool = False
) -> Callable[..., Any]:
    """Parameter function that interpolates data over its first argument.

    Parameters
    ----------
    x, y : ndarray, shape (n,)
        Data, `x` rising.
    kind : str
        ``linear``, ``cubic`` or ``pchip``.
    arguments : int
        1 for a function of the filling alone, 2 for one of filling and temperature.
    scale : float or pybamm.Symbol
        Factor.
    is_log : bool
        `y` holds natural logarithms.
    """
    if kind not in INTERPOLATORS:
        raise choice("option 'interpolator'", kind, INTERPOLATORS)

    def value(sto: Any) -> Any:
        found = pybamm.Interpolant(x, y, sto, interpolator=kind)
        return scale * (pybamm.exp(found) if is_log else found)

    if arguments == 1:
        return value
    return lambda sto, T: value(sto)  # noqa: N803 (PyBaMM's argument names)


def ocp_from_data(request: Request) -> dict[str, Any]:
    """U(x) interpolated from measured stoichiometry and voltage."""
    data = request.data()
    x, y = cleaned(data.column("Stoichiometry"), data.column("Voltage [V]"), float(request.option("tolerance", 1e-6)))
    return {request.name(OCP): interpolant(x, y, request.option("interpolator", "linear"))}


def entropic_change_from_data(request: Request) -> dict[str, Any]:
    """dU/dT(x) interpolated from data, times a scale factor."""
    data = request.data()
    x, y = cleaned(
        data.column("Stoichiometry"), data.column("Entropic change [V.K-1]"), float(request.option("tolerance", 1e-6))
    )
    scale = float(request.option("scale factor", 1.0))
    return {request.name(ENTROPIC): interpolant(x, scale * y, request.option("interpolator", "linear"))}


def diffusivity_from_data(request: Request) -> dict[str, Any]:
    """D(x) interpolated from data; with ``scale factor`` a free factor multiplies it."""
    data = request.data()
    x, y = cleaned(data.column("Stoichiometry"), data.column("Diffusivity [m2.s-1]"), 0.0)
    transformation = request.option("transformation", "none")
    if transformation not in ("none", "log"):
        raise choice("option 'transformation'", transformation, ("none", "log"))
    is_log = transformation == "log"
    if is_log and np.any(y <= 0):
        raise ValidationError("diffusivities must be positive to interpolate their logarithm")
    scale: Any = 1.0
    if request.option("scale factor", False):
        scale = pybamm.Parameter(request.name("{phase}{E} particle diffusivity scale factor"))
    kind = request.option("interpolator", "linear")
    values = np.log(y) if is_log else y
    return {request.name(DIFFUSIVITY): interpolant(x, values, kind, arguments=2, scale=scale, is_log=is_log)}


def diffusivity_from_pulse(request: Request) -> dict[str, Any]:
    """Weppner-Huggins diffusivity 4/(pi tau) (R/3)^2 (dU_rest/dU_pulse)^2 of one pulse.

    ``dU_rest`` is the change between the rests before and after, ``dU_pulse`` the change during the pulse without
    its ohmic jump.
    """
    data = request.data()
    step, current = data.column("Step number"), data.column("Current [A]")
    voltage = data.column("Voltage [V]")
    time = data.column("Time [s]")
    wanted = request.option("step number")
    numbers = [float(n) for n in dict.fromkeys(step)]
    threshold = 1e-3 * float(np.max(np.abs(current)))
    if wanted is None:
        pulses = [n for n in numbers if np.max(np.abs(current[step == n])) > threshold]
        if not pulses:
            raise ValidationError("the data has no step with a current")
        wanted = pulses[0]
    rows = np.flatnonzero(step == float(wanted))
    if not len(rows):
        raise ValidationError(f"option 'step number' is {wanted!r}; allowed: {numbers}")
    position = numbers.index(float(wanted))
    after = np.flatnonzero(step == numbers[position + 1]) if position + 1 < len(numbers) else np.array([], int)
    if not len(after) or np.max(np.abs(current[after])) > threshold:
        raise ValidationError(f"no rest follows the pulse, step {wanted:g}")
    pulse_time = time[rows] - time[rows[0]]
    start = np.interp(float(request.option("dt_IR", 0.0)), pulse_time, voltage[rows])
    duration = float(request.option("dt_pulse", pulse_time[-1]))
    end = np.interp(duration, pulse_time, voltage[rows])
    before = voltage[rows[0] - 1] if rows[0] > 0 else voltage[rows[0]]
    radius = request.known.number(request.name("{phase}{E} particle radius [m]"))
    ratio = (voltage[after[-1]] - before) / (end - start)
    return {request.name(DIFFUSIVITY): 4 / (math.pi * duration) * (radius / 3) ** 2 * float(ratio) ** 2}


def arrhenius_log_linear(request: Request) -> dict[str, Any]:
    """Linear regression of ln k on (1/T_ref - 1/T) for every quantity in the data.

    A column ``"<name> [unit]"`` gives ``"<name> at reference temperature [unit]"`` and
    ``"<name> activation energy [J.mol-1]"`` (the names are ours).
    """
    data = request.data()
    temperature = data.column("Temperature [K]")
    given = request.config.get("reference_temperature")
    reference = float(np.mean(temperature)) if given is None else float(given)
    columns = [name for name in data.table.columns if name != "Temperature [K]"]
    if len(np.unique(temperature)) < 2 or not columns:
        raise ValidationError("the data needs two or more values of 'Temperature [K]' and a column of values")
    result: dict[str, Any] = {"Reference temperature [K]": reference}
    for name in columns:
        values = data.column(name)
        if np.any(values <= 0):
            raise ValidationError(f"data column {name!r} must be positive to take its logarithm")
        slope, intercept = np.polyfit(1 / reference - 1 / temperature, np.log(values), 1)
        energy, at_reference = float(slope) * GAS_CONSTANT, math.exp(float(intercept))
        stem, _, unit = name.partition(" [")
        result[f"{stem} at reference temperature{' [' + unit if unit else ''}"] = at_reference
        result[f"{stem} activation energy [J.mol-1]"] = energy
        if request.config.get("include_func"):
            result[name] = _arrhenius_function(at_reference, energy, reference)
    return result


def slopes_to_knots(request: Request) -> dict[str, Any]:
    """Knot values from the first one and the slopes between breakpoints."""
    config = request.config
    points = [float(value) for value in config["breakpoint_values"]]
    base, variable = config["base_parameter_name"], config["breakpoint_parameter_name"]
    first, *slopes = request.known.numbers(knot_names(base, variable, points, "slopes"))
    values = first + np.concatenate([[0.0], np.cumsum(np.array(slopes) * np.diff(points))])
    return dict(zip(knot_names(base, variable, points, "knots"), map(float, values), strict=True))


def cleaned(x: Array, y: Array, tolerance: float) -> tuple[Array, Array]:
    """Data sorted by `x`, without missing values and without points closer than the tolerance.

    Raises
    ------
    ValidationError
        Fewer than two points are left.
    """
    present = np.isfinite(x) & np.isfinite(y)
    order = np.argsort(x[present], kind="stable")
    x, y = x[present][order], y[present][order]
    keep = [0] if len(x) else []
    for row in range(1, len(x)):
        if x[row] - x[keep[-1]] > tolerance:
            keep.append(row)
    if len(keep) < 2:
        raise ValidationError(f"an interpolant needs two or more distinct points, found {len(keep)}")
    return x[keep], y[keep]


def _arrhenius_function(value: float, energy: float, reference: float) -> Callable[[Any], Any]:
    def function(T: Any) -> Any:  # noqa: N803 (PyBaMM's argument name)
        return value * pybamm.exp(energy / GAS_CONSTANT * (1 / reference - 1 / T))

    return function


CURVES: Mapping[str, Calculation] = {
    "OCPDataInterpolant": Calculation((), (OCP,), ocp_from_data),
    "EntropicChangeDataInterpolant": Calculation((), (ENTROPIC,), entropic_change_from_data),
    "DiffusivityDataInterpolant": Calculation((), (DIFFUSIVITY,), diffusivity_from_data),
    "DiffusivityFromPulse": Calculation(("{phase}{E} particle radius [m]",), (DIFFUSIVITY,), diffusivity_from_pulse),
    "ArrheniusLogLinear": Calculation((), ("Reference temperature [K]",), arrhenius_log_linear),
    "SlopesToKnots": Calculation((), (), slopes_to_knots),
}
"""Calculations of this module by wire type."""
