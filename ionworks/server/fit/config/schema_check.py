"""Validation of one element with the schema package, and of what that package lets through.

Source: pipeline-config.md section 5.
"""

import functools
import importlib
import warnings
from collections.abc import Mapping
from typing import Any

from ionworks.errors import ConfigurationError
from ionworks.server.fit.config.schema_limits import check_limits
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
    Source: pipeline-config.md section 5 (elements are validated one by one, so that every finding names its element).
    """
    if element["element_type"] == "entry" and element.get("values") == {}:
        return []  # it only carried a model or data
    found = _schema_findings(name, element)
    return found or [issue(name, path, text) for path, text in check_limits(element)]


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
        return _findings(name, error)
    return []


def _findings(name: str, error: Exception) -> list[dict[str, Any]]:
    details = getattr(error, "errors", None)
    if not callable(details):
        allowed = _calculation_names() if "calculation type" in str(error) else None
        return [issue(name, "type" if allowed else "", str(error), allowed)]
    found = []
    for detail in details():
        path = ".".join(str(step) for step in detail.get("loc", ()))
        expected = (detail.get("ctx") or {}).get("expected") or (detail.get("ctx") or {}).get("expected_tags")
        allowed = [text.strip(" '\"") for text in str(expected).replace(" or ", ",").split(",")] if expected else None
        found.append(issue(name, path, str(detail.get("msg", error)), allowed))
    return found


def _calculation_names() -> list[str]:
    calculations = _schema().calculations
    base = calculations.Calculation
    known = (getattr(calculations, name) for name in dir(calculations))
    return sorted(
        item.__name__ for item in known if isinstance(item, type) and issubclass(item, base) and item is not base
    )
