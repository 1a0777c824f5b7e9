"""From the arguments of ``run`` and ``run_sweep`` to configs of ``protocol`` and ``protocol_batch``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from ionworks.errors import ValidationError
from ionworks.records import ParsedProtocol, Protocol
from ionworks.resources._shared.ids import looks_like_id


def run_config(
    model: Any, protocol: Any, inputs: Mapping[str, Any] | None, name: str | None, project_id: str | None
) -> dict[str, Any]:
    """Members of a config that one run and a sweep share."""
    config = {"parameterized_model": model, "experiment_parameters": inputs, "project_id": project_id}
    is_saved = isinstance(protocol, Protocol) or (isinstance(protocol, str) and looks_like_id(protocol))
    if is_saved and name is None:
        return {**config, "protocol_id": protocol}
    if isinstance(protocol, Protocol):
        protocol = protocol.protocol_config
    elif is_saved:
        raise ValidationError("name: found one for a saved protocol given by its id; allowed: with the record of it")
    source = protocol.ucp if isinstance(protocol, ParsedProtocol) else protocol
    return {**config, "protocol_experiment": {"protocol": source, "name": name or _name(source)}}


def sweep_design(design: Any) -> dict[str, Any]:
    """Member of a config that says which runs there are."""
    if isinstance(design, list | tuple):
        return {"conditions": list(design)}
    if not isinstance(design, Mapping) or not design:
        raise ValidationError(f"design: found {design!r}; allowed: {{parameter: values}}, a design, or a list of runs")
    if "rows" in design:
        return {"design_parameters_doe": design}
    rows = [{"type": "discrete", "name": name, "values": _values(values)} for name, values in design.items()]
    return {"design_parameters_doe": {"sampling": "grid", "rows": rows}}


def _values(values: Any) -> Any:
    """Values of one parameter; a single number stands for itself."""
    if hasattr(values, "tolist"):  # numpy and pandas
        values = values.tolist()
    return [values] if isinstance(values, int | float) else values


def _name(source: Any) -> str:
    is_file = isinstance(source, PurePath) or (isinstance(source, str) and "\n" not in source.strip())
    stem = PurePath(source).stem if is_file and PurePath(source).suffix in (".yaml", ".yml", ".json") else ""
    return stem or "Simulation"
