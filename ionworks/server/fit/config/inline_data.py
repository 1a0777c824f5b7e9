"""Measured data written into a config: refused at submission for what is certainly wrong with them.

Data behind a reference are checked the same way by the objective that reads them, before it computes anything.

Source: docs/guides/pipelines.md "What is checked before anything runs"; docs/contract/pipeline-config.md section 1.3.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ionworks.errors import ValidationError
from ionworks.server.fit.data.measurement import Measurement, load_measurement, reference_of
from ionworks.server.fit.data.plausible import (
    check_charge,
    check_curve,
    check_cycles,
    check_samples,
    check_spectrum,
)
from ionworks.server.fit.element_types import CALCULATION
from ionworks.server.fit.failures import issue

_DRIVEN = ("CurrentDriven", "Pulse")
_CURVES = ("MSMRHalfCell", "MSMRFullCell", "ElectrodeBalancing", "OCPHalfCell")
_VOLTAGE = "Voltage [V]"
_CAPACITIES = ("Nominal cell capacity [A.h]", "Cell capacity [A.h]")


def check_inline_data(name: str, element: Mapping[str, Any], known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Findings about the data of one element.

    Parameters
    ----------
    name : str
        Element name.
    element : mapping
        Normalized config.
    known : mapping of str to JSON value
        Values that this and earlier elements state; a capacity and a state of charge among them judge the current.
    """
    found = []
    for path, spec in _places(element):
        if spec.get("data") is None or reference_of(spec["data"]) is not None:
            continue
        try:
            _check(spec, load_measurement(spec["data"], {}), {**known, **(spec.get("parameters") or {})})
        except ValidationError as error:
            found.append(issue(name, path, error.message.removeprefix("data: ")))
    return found


def _places(element: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if element["element_type"] == CALCULATION:
        yield "data", element
    objectives = element.get("objectives")
    for key, spec in objectives.items() if isinstance(objectives, Mapping) else ():
        if isinstance(spec, Mapping):
            yield f"objectives.{key}.data", spec
            experiment = (spec.get("options") or {}).get("experiment")
            if isinstance(experiment, Mapping) and "from data" in experiment:
                yield f"objectives.{key}.options.experiment", {**spec, "data": experiment["from data"]}


def _check(spec: Mapping[str, Any], measurement: Measurement, known: Mapping[str, Any]) -> None:
    """Raise for data that cannot be what an objective takes them for; the job repeats it and keeps the warnings."""
    kind, table = spec.get("type"), measurement.table
    capacity = next((known[item] for item in _CAPACITIES if _is_number(known.get(item))), None)
    if kind in _DRIVEN:
        options = spec.get("options") or {}
        compared = tuple(options.get("objective variables") or (_VOLTAGE,))
        for column in ("Time [s]", "Current [A]", *compared):
            measurement.column(column)
        soc = known.get("Initial SOC [%]")
        check_samples(table, compared, "data")
        check_charge(table, capacity, soc if _is_number(soc) else None, "data")
    elif kind == "EIS":
        check_spectrum(table, capacity, "data")
    elif kind == "CycleAgeing":
        check_cycles(table, capacity, "data")
    elif kind in _CURVES:
        check_curve(table, capacity, "data")
    else:
        check_curve(table, None, "data")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
