"""What a person should doubt about a fit or a validation, as warnings, and the numbers behind it.

Source: docs/guides/pipelines.md "Can I trust this fit?".
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from ionworks.server.engine.steps.cutoffs import FURTHEST_V
from ionworks.server.fit.elements.descents import ENOUGH, agreeing, on_bounds, starts_record
from ionworks.server.fit.elements.starts import Start
from ionworks.server.fit.intervals import Interval, box_widths, interval_record, intervals
from ionworks.server.fit.noise import NUMERICAL, Misfit, misfits
from ionworks.server.fit.objectives.base import Objective, Outputs, thinning_of
from ionworks.server.fit.problem import Problem
from ionworks.server.fit.results import finite
from ionworks.server.fit.task import Task
from ionworks.server.search.optimizers.registry import has_jacobian

VOLTAGE = "Voltage [V]"
LIMITS = ("Lower voltage cut-off [V]", "Upper voltage cut-off [V]")
_FAR = 5.0
_VISIBLE = 0.005
_FEW = 5
_MANY = 20_000
_TOLERANCE_V = 0.01
_PLACES_APART = 0.05


@attrs.frozen
class Verdict:
    """What can be said about a fit beyond its values."""

    record: Mapping[str, Any]
    """Members of the result: ``starts``, ``residuals`` and ``confidence_intervals``."""
    warnings: tuple[str, ...]
    """What a person should doubt."""


def judge(task: Task, problem: Problem, starts: Sequence[Start]) -> Verdict:
    """Judge a fit by its starts, best first."""
    best = starts[0]
    outputs = list(problem.outputs(best.outcome.z).values())
    fits = misfits(problem.objectives, outputs)
    found = intervals(problem, best.outcome.z, fits) if has_jacobian(task.config.get("optimizer")) else None
    tried = starts_record(problem, starts)
    record = {
        "starts": tried,
        "residuals": residual_record(fits),
        "confidence_intervals": finite(interval_record(found)),
    }
    warnings = [
        *_ending(best),
        *_bounds(problem, best),
        *_undetermined(found),
        *_agreement(task, problem, starts, tried["is_confirmed"]),
        *doubts(task, problem.objectives, outputs, fits, len(problem.space.names)),
    ]
    return Verdict(record, tuple(warnings))


def judge_comparison(task: Task, objectives: Sequence[Objective], outputs: Sequence[Outputs]) -> Verdict:
    """Judge a validation: a comparison without anything fitted."""
    fits = misfits(objectives, outputs)
    return Verdict({"residuals": residual_record(fits)}, tuple(doubts(task, objectives, outputs, fits, 0)))


def residual_record(fits: Sequence[Misfit]) -> dict[str, Any]:
    """Residuals and noise by objective and variable, in the variable's unit."""
    found: dict[str, Any] = {}
    for fit in fits:
        kept = ("rmse", "noise", "autocorrelation", "rows", "missing")
        found.setdefault(fit.objective, {})[fit.variable] = finite({name: getattr(fit, name) for name in kept})
    return found


def doubts(
    task: Task, objectives: Sequence[Objective], outputs: Sequence[Outputs], fits: Sequence[Misfit], dimension: int
) -> list[str]:
    """Warnings about residuals, rows and voltages, which fits and validations share."""
    thinned = thinning_of(objectives)
    found = [text for fit in fits for text in (*_residual(fit), *(() if fit.objective in thinned else _rows(fit)))]
    rows = sum(fit.rows for fit in fits)
    if 0 < rows < _FEW * dimension:
        found.append(f"few rows: {rows} for {dimension} parameters; at least {_FEW} for each are advisable")
    both = zip(objectives, outputs, strict=True)
    meaningless = [text for objective, values in both for text in _meaningless(objective, values)]
    return found + meaningless + [text for objective in objectives for text in _window(task, objective)]


def _residual(fit: Misfit) -> list[str]:
    place = f"objective {fit.objective!r}, {fit.variable!r}"
    found = []
    if fit.missing:
        found.append(f"{place}: the model reaches {fit.rows - fit.missing} of {fit.rows} rows only")
    is_visible = fit.rmse > _VISIBLE * fit.span
    if fit.noise is not None and is_visible and fit.rmse > _FAR * fit.noise:
        noise = max(fit.noise, NUMERICAL * fit.span)
        found.append(
            f"{place}: the residual ({fit.rmse:.3g} rms) is far above the noise of the data ({noise:.3g}); "
            "the model does not follow them, or this is not the best fit"
        )
    return found


def _rows(fit: Misfit) -> list[str]:
    if fit.rows <= _MANY:
        return []
    return [f"many rows: objective {fit.objective!r} has {fit.rows}; a fit resolves no more from over {_MANY}"]


def _window(task: Task, objective: Objective) -> list[str]:
    data = objective.data.get(VOLTAGE)
    if data is None or objective.kind not in ("CurrentDriven", "Pulse"):
        return []
    lower, upper = (_limit(task, objective, name) for name in LIMITS)
    outside = int(np.sum((data < lower - _TOLERANCE_V) | (data > upper + _TOLERANCE_V)))
    if not outside:
        return []
    text = (
        f"objective {objective.name!r}: {outside} of {len(data)} voltages ({data.min():.4g} to {data.max():.4g} V) "
        f"are outside the voltage window of the model, {lower:g} to {upper:g} V"
    )
    return [text]


def _meaningless(objective: Objective, values: Outputs) -> list[str]:
    """Voltages of the model that no cell has: it is solved on where a particle has run empty or full."""
    data, model = objective.data.get(VOLTAGE), values.get(VOLTAGE)
    if data is None or model is None or objective.kind not in ("CurrentDriven", "Pulse"):
        return []
    far = (model < data.min() - FURTHEST_V) | (model > data.max() + FURTHEST_V)
    if not far.any():
        return []
    text = (
        f"objective {objective.name!r}: {int(far.sum())} of {len(data)} voltages of the model "
        f"({np.nanmin(model):.4g} to {np.nanmax(model):.4g} V) are more than {FURTHEST_V:g} V outside those measured: "
        "a particle is empty or full with these values, and the model means nothing there"
    )
    return [text]


def _limit(task: Task, objective: Objective, name: str) -> float:
    spec = task.config["objectives"][objective.name]
    stored = task.models.get(str((spec.get("options") or {}).get("parameterized_model_id"))) or {}
    sources = (spec.get("parameters"), task.config.get("parameters"), task.parameters, stored.get("parameters"))
    for source in sources:
        value = (source or {}).get(name)
        if isinstance(value, (int, float)):
            return float(value)
    return -math.inf if name == LIMITS[0] else math.inf


def _ending(best: Start) -> list[str]:
    if best.outcome.success:
        return []
    return [f"the optimizer stopped without converging: {best.outcome.message}"]


def _bounds(problem: Problem, best: Start) -> list[str]:
    return [
        f"{item.name!r} is on its bound {bound:g}: the best value may lie outside {item.lower:g} to {item.upper:g}"
        for item, bound in on_bounds(problem.space, best.outcome.z)
    ]


def _undetermined(found: Sequence[Interval] | None) -> list[str]:
    return [
        f"{item.name!r} is not identifiable from these data: its 95 % confidence interval, inside the bounds, "
        f"is {item.lower:.3g} to {item.upper:.3g}"
        for item in found or ()
        if not item.is_determined
    ]


def _agreement(task: Task, problem: Problem, starts: Sequence[Start], is_confirmed: bool) -> list[str]:
    same = agreeing(starts)
    found = []
    if task.config.get("optimizer") is None and not is_confirmed:
        found.append(
            f"{len(same)} of {len(starts)} starts reached the best cost ({ENOUGH} are needed): "
            "it may be a local minimum; narrower bounds or more data help"
        )
    places = np.array([start.outcome.z for start in same]) / box_widths(problem, starts[0].outcome.z)
    for index in np.flatnonzero(np.ptp(places, axis=0) > _PLACES_APART):
        values = [problem.space.physical(start.outcome.z)[index] for start in same]
        found.append(
            f"{problem.space.names[index]!r} is not identifiable: starts of equal cost end between "
            f"{min(values):.3g} and {max(values):.3g}"
        )
    return found
