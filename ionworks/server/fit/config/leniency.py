"""Spellings of the users' documents that the schema package refuses, turned into what it accepts.

* An objective without ``type`` is current driven; one without a model takes the ``model`` value of an earlier entry,
  or SPM when there is none.
* ``"<entry>.data"`` stands for the ``data`` value of an earlier entry.
* ``model`` and ``data`` values of an entry are not parameters.
* Old PyBaMM parameter names are mapped to today's.

Source: tests/documents/simulate-api.txt "Running pipelines", "Running simple pipelines";
docs/contract/pipeline-config.md section 5.
"""

import re
from collections.abc import Mapping
from typing import Any

import attrs

from ionworks.server.fit.element_types import ENTRY
from ionworks.server.fit.failures import issue

SIMULATED = frozenset({"CurrentDriven", "Pulse", "EIS", "CycleAgeing", "CalendarAgeing"})
"""Objectives that need a PyBaMM model."""
DEFAULT_MODEL = "SPM"
_RENAMED = (
    (re.compile(r"^(Negative|Positive) electrode diffusivity \[m2\.s-1\]$"), r"\1 particle diffusivity [m2.s-1]"),
    (re.compile(r"^Typical current \[A\]$"), "Nominal cell capacity [A.h]"),
    (re.compile(r"^Cell capacity \[A\.h\]$"), "Nominal cell capacity [A.h]"),
    (re.compile(r"^(Negative|Positive) electrode surface area density \[m-1\]$"),
     r"\1 electrode surface area to volume ratio [m-1]"),
    (re.compile(r"^1 \+ dlnf/dlnc$"), "Thermodynamic factor"),
)  # fmt: skip
_REFUSED_PREFIXES = ("file:", "folder:")


@attrs.define
class Normalized:
    """Elements after lenient reading."""

    elements: dict[str, dict[str, Any]] = attrs.Factory(dict)
    """Element config by name, in order."""
    warnings: list[str] = attrs.Factory(list)
    """What was changed."""
    issues: list[dict[str, Any]] = attrs.Factory(list)
    """What could not be read."""


def normalize_elements(elements: Mapping[str, Mapping[str, Any]]) -> Normalized:
    """Read elements leniently, in order.

    Parameters
    ----------
    elements : mapping of str to mapping
        Elements with canonical ``element_type``.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 5 ("What it refuses that a server must still handle").
    """
    done = Normalized()
    carried: dict[str, Mapping[str, Any]] = {}
    model: Any = None
    for name, element in elements.items():
        config = dict(element)
        values = config.get("values")
        if config["element_type"] == ENTRY and isinstance(values, Mapping):
            carried[name] = values
            model = values.get("model", model)
            kept = {key: value for key, value in values.items() if key not in ("model", "data")}
            config["values"] = _renamed(name, kept, done)
        if isinstance(config.get("objectives"), Mapping):
            config["objectives"] = {
                key: _objective(name, f"objectives.{key}", spec, model, carried, done)
                for key, spec in config["objectives"].items()
            }
        elif isinstance(config.get("data"), str):
            config["data"] = _data(name, "data", config["data"], carried, done)
        for key in ("parameters", "priors", "initial_guesses"):
            if isinstance(config.get(key), Mapping):
                config[key] = _renamed(name, config[key], done)
        done.elements[name] = config
    return done


def current_name(name: str) -> str:
    """Today's spelling of a PyBaMM parameter name."""
    for pattern, replacement in _RENAMED:
        if pattern.match(name):
            return pattern.sub(replacement, name)
    return name


def _renamed(element: str, values: Mapping[str, Any], done: Normalized) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for name, value in values.items():
        current = current_name(name)
        if current != name:
            done.warnings.append(f"element {element!r}: parameter {name!r} is called {current!r} now and was read so")
        result[current] = value
    return result


def _objective(
    element: str, place: str, spec: Any, model: Any, carried: Mapping[str, Mapping[str, Any]], done: Normalized
) -> Any:
    if not isinstance(spec, Mapping):
        return spec
    objective = dict(spec)
    if "objective" in objective:
        objective.setdefault("type", objective.pop("objective"))
    if "type" not in objective:
        objective["type"] = "CurrentDriven"
        done.warnings.append(f"element {element!r}: {place}: no type given, read as CurrentDriven")
    options = dict(objective.get("options") or {})
    if "model" in objective:
        options.setdefault("model", objective.pop("model"))
    if objective["type"] in SIMULATED and not options.get("model") and not options.get("parameterized_model_id"):
        options["model"] = model if model is not None else {"type": DEFAULT_MODEL}
        source = "taken from an earlier entry" if model is not None else f"assumed to be {DEFAULT_MODEL}"
        done.warnings.append(f"element {element!r}: {place}: no model given, {source}")
    if options:
        objective["options"] = options
    if isinstance(objective.get("parameters"), Mapping):
        objective["parameters"] = _renamed(element, objective["parameters"], done)
    if "data" in objective:
        objective["data"] = _data(element, f"{place}.data", objective["data"], carried, done)
    experiment = options.get("experiment")
    if isinstance(experiment, Mapping) and "from data" in experiment:
        replayed = _data(element, f"{place}.options.experiment", experiment["from data"], carried, done)
        objective["options"] = {**options, "experiment": {"from data": replayed}}
    return objective


def _data(element: str, path: str, data: Any, carried: Mapping[str, Mapping[str, Any]], done: Normalized) -> Any:
    """Data with ``"<entry>.data"`` replaced and client-side references refused."""
    if isinstance(data, Mapping):
        inner = data.get("data")
        return {**data, "data": _data(element, path, inner, carried, done)} if isinstance(inner, str) else data
    if not isinstance(data, str) or data.startswith("db:"):
        return data
    if data.startswith(_REFUSED_PREFIXES):
        text = f"{data.split(':')[0]}: references are read by the client; the server takes db: references and columns"
        done.issues.append(issue(element, path, text, ["db:<measurement id>", "columns"]))
        return data
    entry, dot, key = data.rpartition(".")
    if dot and key == "data" and "data" in carried.get(entry, {}):
        return carried[entry]["data"]
    entries = [f"{name}.data" for name, values in carried.items() if "data" in values]
    text = f"{data!r} is neither a db: reference nor the data of an earlier entry"
    done.issues.append(issue(element, path, text, ["db:<measurement id>", *entries]))
    return data
