"""Ids, or the things that have them: wherever a method takes an id it takes the record or response too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from ionworks.errors import ValidationError
from ionworks.records import (
    Analysis,
    CellBatch,
    CellInstance,
    CellMeasurement,
    CellSpecification,
    Channel,
    Cycler,
    EcmFitJob,
    JobResponse,
    Material,
    MaterialPropertyDataset,
    Model,
    ModelBuilder,
    Optimization,
    OptimizationTemplate,
    OrganizationMember,
    ParameterizedModel,
    PipelineSubmissionResponse,
    PlannedMeasurement,
    Project,
    Protocol,
    RawData,
    Record,
    SimplePipelineSubmissionResponse,
    SimulationResponse,
    Site,
    Study,
)

Thing = str | Record | Mapping[str, Any]
"""An id, or a record or dict that has it."""
Run = str | SimulationResponse | Mapping[str, Any]
"""A simulation: its id, its response or its record."""

_KINDS: Final[Mapping[str, tuple[type[Record], ...]]] = {
    "analysis": (Analysis,),
    "batch": (CellBatch,),
    "channel": (Channel,),
    "cycler": (Cycler,),
    "planned_measurement": (PlannedMeasurement,),
    "site": (Site,),
    "cell_instance": (CellInstance,),
    "cell_measurement": (CellMeasurement,),
    "cell_spec": (CellSpecification,),
    "dataset": (MaterialPropertyDataset,),
    "job": (JobResponse, SimulationResponse, Optimization, SimplePipelineSubmissionResponse, EcmFitJob),
    "material": (Material,),
    "measurement": (CellMeasurement,),
    "model": (Model,),
    "model_builder": (ModelBuilder,),
    "optimization": (Optimization,),
    "parameterized_model": (ParameterizedModel,),
    "pipeline": (PipelineSubmissionResponse,),
    "project": (Project,),
    "protocol": (Protocol,),
    "raw_data": (RawData,),
    "simple_pipeline": (SimplePipelineSubmissionResponse,),
    "simulation": (SimulationResponse,),
    "study": (Study,),
    "template": (OptimizationTemplate,),
    "user": (OrganizationMember,),
}
"""Records by the noun in the name of a parameter: ``study_id`` takes a `Study`."""
_UUID: Final = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


def id_of(place: str, thing: Any) -> str:
    """Id of a thing.

    Parameters
    ----------
    place : str
        Name of the parameter, such as ``"study_id"`` or ``"exclude_cell_spec_id"``; it says which records fit.
    thing : any
        What was given for it.

    Raises
    ------
    ValidationError
        Neither an id nor a record or dict of this kind.
    """
    if isinstance(thing, str) and thing.strip():
        return thing
    noun = _noun(place)
    kinds = _KINDS[noun]
    own = f"{noun}_id"
    found: Any = None
    if isinstance(thing, kinds):
        # a job has its id in the records of what it does
        found = getattr(thing, own, None) if noun in ("job", "simulation") else thing.id
    elif isinstance(thing, Mapping):
        found = thing.get(own) or (None if noun == "job" else thing.get("id"))
    if isinstance(found, str) and found.strip():
        return found
    allowed = " or ".join(("an id", *(kind.__name__ for kind in kinds)))
    raise ValidationError(f"{place}: found {_short(thing)}; allowed: {allowed}")


def id_or_none(place: str, thing: Any) -> str | None:
    """Id of a thing, ``None`` for ``None``."""
    return None if thing is None else id_of(place, thing)


def ids_of(place: str, things: Any, *, single: bool = False) -> list[str]:
    """Ids of a list of things.

    Parameters
    ----------
    place : str
        Name of the parameter, such as ``"simulation_ids"``.
    things : any
        What was given for it.
    single : bool
        Take one thing as a list of one.

    Raises
    ------
    ValidationError
        One thing where a list is wanted, or an item that is no id and has none.
    """
    one = place.removesuffix("s")
    if isinstance(things, str | bytes | Record | Mapping):
        if single:
            return [id_of(one, things)]
        raise ValidationError(f"{place}: found one, {_short(things)}; allowed: a list of them, [{_short(things)}]")
    if not isinstance(things, Iterable):
        return [id_of(one, things)]  # which refuses it
    return [_item(place, position, one, thing) for position, thing in enumerate(things)]


def looks_like_id(text: str) -> bool:
    """Whether a text has the form of an id rather than of a name."""
    return _UUID.fullmatch(text) is not None


def _item(place: str, position: int, one: str, thing: Any) -> str:
    try:
        return id_of(one, thing)
    except ValidationError as error:
        raise ValidationError(error.message.replace(one, f"{place}[{position}]", 1)) from None


def _noun(place: str) -> str:
    """Noun of a parameter's name: the longest known one that its name ends with, before ``_id``."""
    stem = place.removesuffix("_id")
    return max((noun for noun in _KINDS if stem == noun or stem.endswith(f"_{noun}")), key=len)


def _short(thing: Any) -> str:
    text = repr(thing)
    return text if len(text) <= 60 else f"{type(thing).__name__} {text[:50]}..."
