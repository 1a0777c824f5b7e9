"""Run one element of a pipeline: JSON in, JSON out.

Source: docs/contract/pipeline-config.md sections 2.1 and 4.
"""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from ionworks.server.fit.element_types import (
    ARRAY_DATA_FIT,
    CALCULATION,
    CONFIDENCE_INTERVAL,
    DATA_FIT,
    ENTRY,
    SOBOL,
    VALIDATION,
)
from ionworks.server.fit.results import finite
from ionworks.server.fit.task import Output, Report, Task
from ionworks.server.ground.choices import unsupported


def run_element(task: Mapping[str, Any], report: Report | None = None) -> dict[str, Any]:
    """Run one element.

    Parameters
    ----------
    task : mapping
        A `Task`.
    report : callable, optional
        Receives ``{"best_cost", "parameters", "iteration", "evaluations", "start"}`` about twice a second.

    Returns
    -------
    dict
        ``result`` (with ``type``), ``parameters``, ``metadata``, ``series``, ``plots``, ``assumed_parameters`` and
        ``warnings``, all plain JSON without NaN.

    Raises
    ------
    ValidationError
        What is wrong with the element, its data or its parameters.

    Notes
    -----
    Source: docs/contract/pipeline-config.md sections 2.1, 4.3 and 4.4.
    """
    read = Task.from_json(task)
    kind = read.config.get("element_type")
    runners = _runners()
    if kind not in runners:
        raise unsupported("element_type", kind, runners)
    output = runners[str(kind)](read, report)
    return finite(attrs.asdict(output, recurse=False) | {"warnings": list(output.warnings)})  # type: ignore[no-any-return]


def _runners() -> dict[str, Callable[[Task, Report | None], Output]]:
    from ionworks.server.fit.calculations.registry import run_calculation
    from ionworks.server.fit.elements.analysis import run_confidence_interval, run_sobol
    from ionworks.server.fit.elements.datafit import run_array_fit, run_data_fit
    from ionworks.server.fit.elements.validation import run_validation
    from ionworks.server.fit.entries.entries import run_entry

    return {
        ENTRY: lambda task, report: run_entry(task),
        CALCULATION: lambda task, report: run_calculation(task),
        DATA_FIT: run_data_fit,
        ARRAY_DATA_FIT: run_array_fit,
        VALIDATION: lambda task, report: run_validation(task),
        CONFIDENCE_INTERVAL: lambda task, report: run_confidence_interval(task),
        SOBOL: run_sobol,
    }
