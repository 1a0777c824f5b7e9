"""Fit a circuit to measured rows: capacity and state of charge, knots from coarse to fine, least squares, result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs
import numpy as np
from scipy.optimize import minimize_scalar

from ionworks.errors import ValidationError
from ionworks.server.circuit.circuit import Circuit
from ionworks.server.circuit.knots import Array, hat
from ionworks.server.circuit.normal import Problem, Run
from ionworks.server.circuit.options import Options
from ionworks.server.circuit.soc import Measured, capacity_of, initial_soc, knots_for, odd_rows, soc_of
from ionworks.server.circuit.solve import rules, solve
from ionworks.server.circuit.start import first_guess, tau_bounds
from ionworks.server.circuit.trace import Trace

_LEAST_RESISTANCE: Final = 1e-5
"""Relative to the range of the voltage over the largest current."""
_OCV_DENSITY: Final = 4
"""Knots of the open-circuit voltage for one of the other parts."""
_FAR: Final = 0.01
"""Error of the voltage, relative to its range, from which on a circuit does not follow the data."""
_COARSE: Final = 4
"""Knots of the pairs before the last refinement, where no schedule is given."""


@attrs.frozen(kw_only=True, eq=False)
class Fit:
    """A fitted circuit."""

    circuit: Circuit
    socs: tuple[Array, ...]
    """State of charge of the rows of each measurement."""
    capacities: tuple[float, ...]
    """A.h"""
    warnings: tuple[str, ...]
    ocv_provided: bool


def fit(measured: Sequence[Measured], options: Options) -> Fit:
    """Fit one circuit to one or several measurements.

    Raises
    ------
    ValidationError
        Naming what the data lack, or options that contradict them.
    """
    _check(measured, options)
    capacities, socs, warnings = _scales(measured, options)
    for one in measured:
        if not one.trace.starts_at_rest:
            warnings.append(
                f"{one.trace.label}: starts under a current of {one.trace.current[0]:g} A; the circuit is taken to be "
                "at rest in the first row"
            )
    problem = _problem(measured, socs, options)
    unknowns, rc_knots = _unknowns(problem, options)
    return Fit(
        circuit=_circuit(attrs.evolve(problem, rc=rc_knots), unknowns, measured, socs, options),
        socs=tuple(socs),
        capacities=tuple(capacities),
        warnings=tuple(warnings),
        ocv_provided=not options.fit_ocv or options.curve is not None,
    )


def _check(measured: Sequence[Measured], options: Options) -> None:
    if not measured:
        raise ValidationError("measurements: found none; at least one is needed")
    for one in measured:
        if len(measured) > 1 and one.initial_soc is None:
            raise ValidationError(
                f"{one.trace.label}: initial_soc is missing; with {len(measured)} measurements each needs its own"
            )
        if not options.fit_ocv and options.curve is None and one.trace.ocv is None:
            raise ValidationError(
                f"{one.trace.label}: fit_ocv is false, but the data have no column of the open-circuit voltage "
                "('Open-circuit voltage [V]') and there is no ocv_soc_curve"
            )


def _scales(measured: Sequence[Measured], options: Options) -> tuple[list[float], list[Array], list[str]]:
    """Return capacities, states of charge, and warnings."""
    capacities, socs, warnings = [], [], []
    for one in measured:
        if options.capacity_bounds and one.capacity is None and options.capacity is None:
            capacity = _fitted_capacity(one, options, options.capacity_bounds)
        else:
            capacity, said = capacity_of(one, options)
            warnings += said
        initial, said = initial_soc(one, capacity, options)
        warnings += said
        warnings += odd_rows(one.trace, capacity)
        capacities.append(capacity)
        socs.append(soc_of(one, capacity, initial))
    return capacities, socs, warnings


def _fitted_capacity(one: Measured, options: Options, bounds: tuple[float, float]) -> float:
    """Return the capacity with which a circuit of one knot explains the voltage best."""
    initial, _ = initial_soc(one, bounds[1], options)
    charge = one.trace.charge[one.trace.used]
    needed = max(float(charge.max()) / max(initial, 1e-9), float(-charge.min()) / max(1.0 - initial, 1e-9))
    low = max(bounds[0], needed)
    if low >= bounds[1]:
        raise ValidationError(
            f"{one.trace.label}: from initial_soc {initial:.4g} the trace needs a capacity of {needed:.6g} A.h; "
            f"bounds_capacity ends at {bounds[1]:g}"
        )

    def cost(capacity: float) -> float:
        problem = _problem([one], [soc_of(one, capacity, initial)], options, coarse=True)
        return first_guess(problem, tau_bounds(problem))[1]

    found = minimize_scalar(cost, bounds=(low, bounds[1]), method="bounded", options={"xatol": 1e-4 * bounds[1]})
    return float(found.x)


def _problem(measured: Sequence[Measured], socs: Sequence[Array], options: Options, *, coarse: bool = False) -> Problem:
    """Return the least-squares problem with the final knots of all parts."""
    traces = [one.trace for one in measured]
    counted = [soc[one.used] for one, soc in zip(traces, socs, strict=True)]
    if coarse:
        rc = r0 = np.array([0.5])
    else:
        rc = knots_for(traces, counted, options.knots, "num_knots")
        r0 = rc if options.knots_r0 is None else knots_for(traces, counted, options.knots_r0, "num_knots_r0")
    known = [_known_ocv(one, soc, options) for one, soc in zip(measured, socs, strict=True)]
    runs = [
        Run(trace=one.trace, soc=soc, target=one.trace.voltage - ocv)
        for one, soc, ocv in zip(measured, socs, known, strict=True)
    ]
    is_known = options.curve is not None or not options.fit_ocv
    ocv_knots = np.empty(0) if is_known else _ocv_knots(traces, counted, rc.size)
    return Problem(runs=runs, ocv=ocv_knots, r0=r0, rc=rc, pairs=options.num_rcs)


def _ocv_knots(traces: Sequence[Trace], socs: Sequence[Array], least: int) -> Array:
    """Return knots of the open-circuit voltage, denser than those of the other parts: it bends more than they do."""
    count = max(knots_for(traces, socs, None, "num_knots").size, least)
    count = _OCV_DENSITY * (count - 1) + 1 if count > 1 else 2
    return np.linspace(min(soc.min() for soc in socs), max(soc.max() for soc in socs), count)


def _known_ocv(one: Measured, soc: Array, options: Options) -> Array:
    """Return what is known of the open-circuit voltage of each row; 0 where it is to be fitted."""
    if options.curve is not None:
        knots, ocv = options.curve
        used = soc[one.trace.used]
        if used.min() < knots[0] - 1e-3 or used.max() > knots[-1] + 1e-3:
            raise ValidationError(
                f"{one.trace.label}: its state of charge runs from {used.min():.4g} to {used.max():.4g}; "
                f"ocv_soc_curve only from {knots[0]:g} to {knots[-1]:g}"
            )
        return np.interp(soc, knots, ocv)
    if options.fit_ocv:
        return np.zeros(soc.size)
    assert one.trace.ocv is not None
    return one.trace.ocv


def _unknowns(problem: Problem, options: Options) -> tuple[Array, Array]:
    """Return the unknowns with the knots of the pairs refined along the schedule, and these knots."""
    final = problem.rc.size
    stages = [one for one in (options.schedule or (1, _COARSE)) if one < final]
    bounds = tau_bounds(problem)
    low, high = float(problem.rc[0]), float(problem.rc[-1])
    stage = attrs.evolve(problem, rc=np.array([0.5 * (low + high)]))
    unknowns, _ = first_guess(stage, bounds)
    largest = max(float(np.abs(run.trace.current).max()) for run in problem.runs)
    span = max(float(np.ptp(run.trace.voltage)) for run in problem.runs)
    least = _LEAST_RESISTANCE * max(span, 1e-6) / largest
    for count in [*stages, final]:
        knots = problem.rc if count == final else np.linspace(low, high, count) if count > 1 else stage.rc
        finer = attrs.evolve(problem, rc=knots)
        unknowns, stage = _refined(stage, finer, unknowns), finer
        held = rules(stage, unknowns, options.regularization, options.clamp, bounds, least)
        unknowns, _ = solve(stage, unknowns, held)
    return unknowns, stage.rc


def _refined(coarse: Problem, fine: Problem, unknowns: Array) -> Array:
    """Return the same functions at the knots of `fine`."""
    found = np.zeros(fine.size)
    found[: coarse.r0_part.stop] = unknowns[: coarse.r0_part.stop]
    between = hat(coarse.rc, fine.rc)
    for pair in range(coarse.pairs):
        found[fine.r_part(pair)] = between.of(unknowns[coarse.r_part(pair)])
        found[fine.tau_part(pair)] = between.of(unknowns[coarse.tau_part(pair)])
    return found


def _circuit(
    problem: Problem, unknowns: Array, measured: Sequence[Measured], socs: Sequence[Array], options: Options
) -> Circuit:
    """Return the circuit on all knots together, pairs in the order of their time constants."""
    if problem.ocv.size:
        ocv_knots, ocv = problem.ocv, unknowns[problem.ocv_part]
    elif options.curve is not None:
        ocv_knots, ocv = options.curve
    else:
        counted = [soc[one.trace.used] for one, soc in zip(measured, socs, strict=True)]
        ocv_knots = _ocv_knots([one.trace for one in measured], counted, problem.rc.size)
        ocv = _averaged(ocv_knots, measured, counted)
    soc = np.unique(np.round(np.concatenate([ocv_knots, problem.r0, problem.rc]), 9))
    r0 = np.maximum(hat(problem.r0, soc).of(unknowns[problem.r0_part]), 0.0)
    between = hat(problem.rc, soc)
    pairs = [
        (between.of(unknowns[problem.r_part(pair)]), between.of(np.exp(unknowns[problem.tau_part(pair)])))
        for pair in range(problem.pairs)
    ]
    pairs.sort(key=lambda pair: float(np.mean(pair[1])))
    return Circuit(
        soc=soc,
        ocv=np.interp(soc, ocv_knots, ocv),
        r0=r0,
        r=tuple(r for r, _ in pairs),
        tau=tuple(tau for _, tau in pairs),
    )


def _averaged(knots: Array, measured: Sequence[Measured], socs: Sequence[Array]) -> Array:
    """Return the straight pieces between knots that are nearest to a measured open-circuit voltage."""
    matrix = np.vstack([hat(knots, soc).columns(0, knots.size - 1) for soc in socs])
    values = np.concatenate([one.trace.ocv[one.trace.used] for one in measured if one.trace.ocv is not None])
    return np.asarray(np.linalg.lstsq(matrix, values, rcond=None)[0])


def wire_result(found: Fit, measured: Sequence[Measured], most_points: int) -> dict[str, Any]:
    """Return a fit as the wire has it; series are thinned to about `most_points` rows in all."""
    modelled = [
        found.circuit.voltage(one.trace, soc)[one.trace.used] for one, soc in zip(measured, found.socs, strict=True)
    ]
    voltage = [one.trace.voltage[one.trace.used] for one in measured]
    residual = np.concatenate(modelled) - np.concatenate(voltage)
    rows = thinned(residual.size, most_points)
    time, offset = [], 0.0
    for one in measured:
        counted = one.trace.time[one.trace.used]
        time.append(counted - counted[0] + offset)
        offset = float(time[-1][-1])
    return {
        "rmse_mV": float(1e3 * np.sqrt(np.mean(residual**2))),
        "num_rcs": len(found.circuit.r),
        "time": np.concatenate(time)[rows].tolist(),
        "data_voltage": np.concatenate(voltage)[rows].tolist(),
        "model_voltage": np.concatenate(modelled)[rows].tolist(),
        **found.circuit.to_wire(),
        "ocv_provided": found.ocv_provided,
        "capacity_Ah": list(found.capacities),
        "initial_soc": [float(soc[one.trace.used][0]) for one, soc in zip(measured, found.socs, strict=True)],
        "warnings": [*found.warnings, *_far(residual, voltage)],
    }


def _far(residual: Array, voltage: Sequence[Array]) -> list[str]:
    rmse, span = float(np.sqrt(np.mean(residual**2))), float(np.ptp(np.concatenate(voltage)))
    if rmse <= _FAR * span:
        return []
    text = (
        f"the circuit is {1e3 * rmse:.3g} mV (rms) from the data, {100 * rmse / span:.2g} % of their range of "
        f"{span:.3g} V: it does not follow them; look at units, sign and missing rows, or take more pairs or knots"
    )
    return [text]


def thinned(rows: int, most: int) -> Array:
    """Return the numbers of evenly chosen rows, first and last among them."""
    return np.unique(np.linspace(0, rows - 1, min(rows, most)).round().astype(int))
