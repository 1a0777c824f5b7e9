"""Entries: given values, built-in parameter sources, results of other pipelines and cell specifications.

Source: docs/contract/pipeline-config.md sections 1.7 and 2.8.
"""

import re
from collections.abc import Mapping
from typing import Any

from ionworks.errors import ValidationError
from ionworks.serialize import loadable
from ionworks.server.fit.entries.named_entries import NAMED_ENTRIES, RARE_ENTRIES
from ionworks.server.fit.task import Output, Task, passthrough
from ionworks.server.fit.values import Known, write_values
from ionworks.server.ground.choices import unsupported

NOT_PARAMETERS = frozenset({"model", "data"})
"""Keys of ``values`` that carry a model or data for later elements, not a parameter."""
HELPERS: Mapping[str, tuple[str, float]] = {
    "InitialTemperature": ("Initial temperature [K]", 1.0),
    "InitialVoltage": ("Initial voltage [V]", 1.0),
    "InitialStateOfCharge": ("Initial SOC [%]", 1.0),
}
_UNIT = re.compile(r"\[([^\]]+)\]\s*$")
_TO_SI: Mapping[tuple[str, str], float] = {
    ("um", "m"): 1e-6, ("µm", "m"): 1e-6, ("μm", "m"): 1e-6, ("mm", "m"): 1e-3, ("cm", "m"): 1e-2, ("nm", "m"): 1e-9,
    ("cm2", "m2"): 1e-4, ("mm2", "m2"): 1e-6, ("mA.h", "A.h"): 1e-3, ("mAh", "A.h"): 1e-3, ("Ah", "A.h"): 1.0,
    ("g", "kg"): 1e-3, ("mV", "V"): 1e-3, ("mOhm", "Ohm"): 1e-3, ("g.cm-3", "kg.m-3"): 1e3, ("g/cm3", "kg.m-3"): 1e3,
    ("%", ""): 1e-2, ("percent", ""): 1e-2, ("cm3", "m3"): 1e-6, ("mL", "m3"): 1e-6, ("mA", "A"): 1e-3,
}  # fmt: skip


def run_entry(task: Task) -> Output:
    """Values of an entry.

    Parameters
    ----------
    task : Task
        ``config`` has one of ``values``, ``name``, ``pipeline_id`` (with ``keep``) or ``cell_spec_id`` and ``mapping``.

    Returns
    -------
    Output
        ``PassthroughResult``.

    Raises
    ------
    ValidationError
        A path, an unknown name, or a reference that was not resolved.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.8.
    """
    config = task.config
    if "path" in config:
        raise ValidationError("an entry's path is not read by the server; give the values")
    if "values" in config:
        values = {name: value for name, value in config["values"].items() if name not in NOT_PARAMETERS}
        values = loadable(values, "entry values")
        return Output(passthrough(values), values)
    if "pipeline_id" in config:
        values = _from_pipeline(task, str(config["pipeline_id"]), config.get("keep"))
    elif "cell_spec_id" in config:
        values = _from_cell_spec(task, str(config["cell_spec_id"]), config.get("mapping") or {})
    elif "name" in config:
        values = _named(task, str(config["name"]), config)
    else:
        raise ValidationError("an entry needs one of: values, name, pipeline_id, cell_spec_id")
    return Output(passthrough(values), values)


def _named(task: Task, name: str, config: Mapping[str, Any]) -> dict[str, Any]:
    if name in HELPERS:
        parameter, factor = HELPERS[name]
        return {parameter: factor * float(config["value"])}
    if name in RARE_ENTRIES or name not in NAMED_ENTRIES:
        raise unsupported("entry", name, (*NAMED_ENTRIES, *HELPERS))
    arguments = {key: value for key, value in config.items() if key not in ("name", "element_type", "source")}
    known = Known(task.parameters, f"entry {name!r}")
    try:
        return write_values(NAMED_ENTRIES[name](known, **arguments))
    except TypeError as error:
        raise ValidationError(f"entry {name!r}: {error}") from error


def _from_pipeline(task: Task, pipeline_id: str, keep: Any) -> dict[str, Any]:
    if pipeline_id not in task.pipelines:
        raise ValidationError(f"pipeline {pipeline_id!r} has no completed result that this entry could read")
    values = dict(task.pipelines[pipeline_id])
    if keep is None:
        return values
    missing = [name for name in keep if name not in values]
    if missing:
        raise ValidationError(f"pipeline {pipeline_id!r} did not give {missing}; it gave: {', '.join(sorted(values))}")
    return {name: values[name] for name in keep}


def _from_cell_spec(task: Task, cell_spec_id: str, mapping: Mapping[str, str]) -> dict[str, Any]:
    if cell_spec_id not in task.cell_specs:
        raise ValidationError(f"cell specification {cell_spec_id!r} was not found")
    spec = task.cell_specs[cell_spec_id]
    return {name: _converted(name, _at_path(spec, path), path) for name, path in mapping.items()}


def _at_path(spec: Any, path: str) -> Any:
    found = spec
    for step in path.split("."):
        if not isinstance(found, Mapping) or step not in found:
            allowed = ", ".join(sorted(found)) if isinstance(found, Mapping) else "nothing below"
            raise ValidationError(f"cell specification has no {path!r}: {step!r} is missing; found: {allowed}")
        found = found[step]
    return found


def _converted(name: str, value: Any, path: str) -> float:
    """Number in the unit of the parameter's name."""
    unit = None
    if isinstance(value, Mapping):
        unit, value = value.get("unit"), value.get("value")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValidationError(f"cell specification {path!r} is {value!r}; a number is needed")
    found = _UNIT.search(name)
    wanted = found.group(1) if found else ""
    if unit in (None, "", wanted):
        return float(value)
    factor = _TO_SI.get((str(unit), wanted))
    if factor is None:
        raise ValidationError(
            f"cell specification {path!r}: unit {unit!r} cannot be converted to {wanted!r} of {name!r}"
        )
    return factor * float(value)
