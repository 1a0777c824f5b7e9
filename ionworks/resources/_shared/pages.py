"""Which page of the browser shows a record. Pure.

Source: docs/contract/client-surface.md section 6.8.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from ionworks.records import (
    CellInstance,
    CellMeasurement,
    CellSpecification,
    Material,
    Model,
    Optimization,
    ParameterizedModel,
    PipelineSubmissionResponse,
    Project,
    Protocol,
    Record,
    SimulationResponse,
    Study,
)

_BELOW_PROJECT: Final = {
    Model: "models",
    ParameterizedModel: "parameterized-models",
    Optimization: "optimizations",
    PipelineSubmissionResponse: "pipelines",
    Study: "studies",
    Protocol: "protocols",
    Material: "materials",
    CellMeasurement: "data/measurements",
}
ANY_MODEL: Final = "-"
"""In the address of a simulation, where the Studio of an embedded server does not need the id of its model."""


def below(project_id: str, place: str, *ids: str) -> str:
    """Path of a page below that of a project."""
    return "/".join(("/projects", quote(project_id, safe=""), place, *(quote(one, safe="") for one in ids)))


def page_of(app_url: str, project_id: str | None, is_studio: bool, thing: Record) -> str | None:
    """Address of the page of a record, ``None`` where there is none or more is needed to say.

    Parameters
    ----------
    app_url : str
        Address of the application.
    project_id : str or None
        Project of records that do not name theirs.
    is_studio : bool
        Whether the application is an embedded server.
    thing : Record
    """
    if isinstance(thing, Project):
        return app_url + below(thing.id, "studies")
    project = getattr(thing, "project_id", None) or project_id
    steps = _steps(thing, is_studio=is_studio)
    return None if project is None or steps is None else app_url + below(project, *steps)


def _steps(thing: Record, *, is_studio: bool) -> tuple[str, ...] | None:
    if isinstance(thing, SimulationResponse):
        return ("parameterized-models", ANY_MODEL, "simulations", thing.simulation_id) if is_studio else None
    if isinstance(thing, CellSpecification):
        return "data/specs", thing.id, "instances"
    if isinstance(thing, CellInstance):
        spec: Any = getattr(thing, "cell_spec_id", None)
        return ("data/specs", spec, "instances") if spec else None
    place = next((place for kind, place in _BELOW_PROJECT.items() if isinstance(thing, kind)), None)
    return None if place is None else (place, str(thing.id))
