"""Entries: given values, built-in parameter sources, results of other pipelines and cell specifications.

Source: docs/contract/pipeline-config.md sections 1.7 and 2.8.
"""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.serialize import loadable
from ionworks.server.fit.entries.named_entries import NAMED_ENTRIES, RARE_ENTRIES
from ionworks.server.fit.task import Output, Task, passthrough
from ionworks.server.fit.values import Known, write_values
from ionworks.server.ground.choices import unsupported
from ionworks.server.ground.units import converted

NOT_PARAMETERS = frozenset({"model", "data"})
"""Keys of ``values`` that carry a model or data for later elements, not a parameter."""
HELPERS: Mapping[str, tuple[str, float]] = {
    "InitialTemperature": ("Initial temperature [K]", 1.0),
    "InitialVoltage": ("Initial voltage [V]", 1.0),
    "InitialStateOfCharge": ("Initial SOC [%]", 1.0),
}
_UNIT = re.compile(r"\[([^\]]+)\]\s*$")


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
    return write_values({name: mapped(name, at_path(spec, path), path) for name, path in mapping.items()})


def at_path(spec: Any, path: str) -> Any:
    """Return what a cell specification has at a dotted path.

    Raises
    ------
    ValidationError
        Nothing; naming what there is instead.
    """
    found = spec
    for step in path.split("."):
        if not isinstance(found, Mapping) or step not in found:
            allowed = ", ".join(sorted(found)) if isinstance(found, Mapping) else "nothing below"
            raise ValidationError(f"cell specification has no {path!r}: {step!r} is missing; found: {allowed}")
        found = found[step]
    return found


def mapped(name: str, value: Any, path: str) -> Any:
    """Return a value of a cell specification as a parameter takes it: a number in the unit of its name, or a function.

    Parameters
    ----------
    name : str
        Name of the parameter, with its unit.
    value : any
        A number, a quantity, or a curve: ``x`` and ``y``, lists of numbers of equal length, and the ``unit`` of y.
    path : str
        Where it is, for messages.

    Raises
    ------
    ValidationError
        It is none of these, or its unit does not convert.
    """
    found = _UNIT.search(name)
    wanted = found.group(1) if found else ""
    if is_curve(value):
        return _function(name, value, path, wanted)
    unit = None
    if isinstance(value, Mapping):
        unit, value = value.get("unit"), value.get("value")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValidationError(f"cell specification {path!r} is {value!r:.200}; a number is needed")
    return _in_unit(name, float(value), unit, wanted, path)


def is_curve(value: Any) -> bool:
    """Whether a value of a cell specification is a function given by points."""
    return isinstance(value, Mapping) and {"x", "y"} <= value.keys()


def _function(name: str, curve: Mapping[str, Any], path: str, wanted: str) -> Callable[[Any], Any]:
    x, y = curve["x"], curve["y"]
    if not all(isinstance(one, list) and all(isinstance(item, (int, float)) for item in one) for one in (x, y)):
        raise ValidationError(f"cell specification {path!r}: x and y of a curve are lists of numbers")
    if len(x) != len(y) or len(x) < 2 or any(later <= earlier for earlier, later in pairwise(x)):
        raise ValidationError(
            f"cell specification {path!r}: a curve needs x that rises and as many y, at least two each"
        )
    values = [_in_unit(name, float(item), curve.get("unit"), wanted, path) for item in y]
    points = np.array(x, dtype=float), np.array(values)
    return lambda x: pybamm.Interpolant(*points, x, interpolator="linear")


def _in_unit(name: str, value: float, unit: Any, wanted: str, path: str) -> float:
    if unit in (None, "", wanted):
        return value
    found = converted(value, str(unit), wanted)
    if found is None:
        raise ValidationError(
            f"cell specification {path!r}: unit {unit!r} cannot be converted to {wanted!r} of {name!r}"
        )
    return found
