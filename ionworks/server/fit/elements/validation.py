"""Validation of parameters against data that was not fitted.

Source: docs/contract/pipeline-config.md sections 1.6, 4.2 and 4.3.
"""

from collections.abc import Mapping
from typing import Any

from ionworks.errors import ValidationError
from ionworks.server.fit.costs import ERROR_KINDS
from ionworks.server.fit.elements.fit_setup import build_objectives
from ionworks.server.fit.elements.trust import judge_comparison
from ionworks.server.fit.objectives.base import Objective, Outputs, at_measured_rows, thinning_of
from ionworks.server.fit.results import finite, gathered, shown_outputs, statistics
from ionworks.server.fit.task import Output, Task
from ionworks.server.ground.choices import unsupported

_DEFAULT = ("RMSE", "MAE", "Max")


def run_validation(task: Task) -> Output:
    """Run every objective with the parameters so far and compare.

    An objective that cannot run is listed in ``failed_objectives``; the element fails when none can.

    Returns
    -------
    Output
        ``ValidationResult`` with statistics in physical units.

    Raises
    ------
    ValidationError
        Unknown statistics, or no objective that can run.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 4.2 (labels such as ``RMSE [mV] (Voltage [V])``).
    """
    kinds = read_statistics(task.config.get("summary_stats"))
    objectives: list[Objective] = []
    outputs: dict[str, Outputs] = {}
    failed: dict[str, str] = {}
    for name, spec in task.config["objectives"].items():
        try:
            objective = build_objectives(task, None, {name: spec})[0]
            outputs |= at_measured_rows([objective], {}, {name: objective.outputs([{}])[0]})
            objectives.append(objective)
        except ValidationError as error:
            failed[name] = error.message
    if not objectives:
        raise ValidationError("no objective could run: " + "; ".join(f"{key}: {text}" for key, text in failed.items()))
    shown = shown_outputs(objectives, outputs, None)
    stats = {item.name: statistics(item, outputs[item.name], kinds) for item in objectives}
    result = {
        "type": "ValidationResult",
        "parameter_values": {},
        "validation_results": shown["metadata"]["validation_results"],
        "summary_stats": stats,
        "failed_objectives": failed,
        "thinning": thinning_of(objectives),
    }
    verdict = judge_comparison(task, objectives, [outputs[item.name] for item in objectives])
    result |= verdict.record
    failures = [f"objective {name!r} could not run: {text}" for name, text in failed.items()]
    assumed, warnings = gathered(objectives, [*verdict.warnings, *failures])
    return Output(
        result=finite(result),
        metadata=shown["metadata"],
        series=shown["series"],
        plots=shown["plots"],
        assumed_parameters=assumed,
        warnings=warnings,
    )


def read_statistics(specs: Any) -> tuple[str, ...]:
    """Names of the statistics; RMSE, MAE and Max when absent.

    Raises
    ------
    ValidationError
        A statistic that is not an error measure.
    """
    if not specs:
        return _DEFAULT
    kinds = [spec.get("type") if isinstance(spec, Mapping) else spec for spec in specs]
    for kind in kinds:
        if kind not in ERROR_KINDS:
            raise unsupported("summary statistic", kind, ERROR_KINDS)
    return tuple(str(kind) for kind in kinds)
