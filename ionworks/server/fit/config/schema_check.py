"""Validation of one element with the schema package, and of what that package lets through.

Source: docs/contract/pipeline-config.md section 5.
"""

import functools
import importlib
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from ionworks.errors import ConfigurationError
from ionworks.server.fit.config.schema_findings import schema_findings
from ionworks.server.fit.config.schema_limits import check_limits
from ionworks.server.fit.config.served import check_served
from ionworks.server.fit.data.profile import THINNED
from ionworks.server.fit.element_types import ENTRY
from ionworks.server.fit.failures import issue


def check_element(name: str, element: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Findings about one normalized element.

    Parameters
    ----------
    name : str
    element : mapping
        Canonical ``element_type``, after screening and lenient reading.

    Returns
    -------
    list of dict
        ``element``, ``path``, ``message`` and ``allowed``; empty when the element is fine.

    Raises
    ------
    ConfigurationError
        The schema package is not installed.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 5 (elements are validated one by one, so that every finding names
    its element).
    """
    if element["element_type"] == ENTRY and element.get("values") == {}:
        return []  # it only carried a model or data
    found = check_served(name, element)
    places = [item["path"] for item in found]
    # the schema has its own words for a kind that is not served, at the place or around it
    shaped = [item for item in _schema_findings(name, _without_ours(element)) if not _is_said(item["path"], places)]
    return [*found, *shaped] or [issue(name, path, text) for path, text in check_limits(element)]


def _is_said(path: str, places: Sequence[str]) -> bool:
    return (not path and bool(places)) or any(
        f"{place}.".startswith(f"{path}.") or f"{path}.".startswith(f"{place}.") or not place for place in places
    )


def _without_ours(element: Mapping[str, Any]) -> dict[str, Any]:
    """Element without the options this server adds to the schema; `check_limits` reads those."""
    objectives = element.get("objectives")
    if not isinstance(objectives, Mapping):
        return dict(element)
    return {**element, "objectives": {name: _plain(spec) for name, spec in objectives.items()}}


def _plain(spec: Any) -> Any:
    options = spec.get("options") if isinstance(spec, Mapping) else None
    if not isinstance(options, Mapping) or spec.get("type") not in THINNED:
        return spec
    return {**spec, "options": {key: value for key, value in options.items() if key != "thinning"}}


@functools.cache
def _schema() -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module("ionworks_schema")
    except ImportError as error:
        raise ConfigurationError(
            "pipelines need the package ionworks-schema: pip install 'ionworks-api[server,pipelines]'"
        ) from error


def _schema_findings(name: str, element: Mapping[str, Any]) -> list[dict[str, Any]]:
    schema = _schema()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            schema.validate_element(dict(element))
    except Exception as error:  # noqa: BLE001 pydantic's, ValueError, and PyBaMM's own SerialisationError (section 5)
        return schema_findings(name, element, error, _class_of(element))
    return []


def _class_of(element: Mapping[str, Any]) -> type | None:
    """Schema class of an element, if its kind has one of its own."""
    schema = _schema()
    kind = element["element_type"]
    if kind == ENTRY:
        named = element.get("name")
        found: type | None = schema.entry_schema_for_name(named) if isinstance(named, str) else None
        return found
    type_name = element.get("type", element.get("calculation"))
    try:
        found = schema.schema_class_for(kind, type_name)
    except (ValueError, TypeError):
        return None
    return found
