"""``ionworks models``, and how a model is found by its name."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

import typer

from ionworks.cli.connection import Project, connect
from ionworks.cli.output import Json, print_records

if TYPE_CHECKING:
    from ionworks.client import Ionworks
    from ionworks.records import ParameterizedModel

_ID: Final = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


def models(project: Project = None, as_json: Json = False) -> None:
    """List the parameterized models of a project: what `run --model` takes."""
    with connect(project) as client:
        found = parameterized_models(client)
    print_records((model.to_dict() for model in found), ["name", "model_name", "id"], as_json=as_json)


def parameterized_models(client: Ionworks) -> list[ParameterizedModel]:
    """Every parameterized model of the client's project, without parameter values."""
    from ionworks.transport.paging import iterate_pages

    listing = client.parameterized_model
    return [*iterate_pages(lambda limit, offset: listing.list_by_project(limit=limit, offset=offset, summary=True))]


def find_model(client: Ionworks, wanted: str) -> str:
    """Id of the parameterized model of an exact name in the client's project; an id is taken as it is.

    Raises
    ------
    typer.BadParameter
        None or several of this name: with the closest names, or the ids.
    """
    if _ID.fullmatch(wanted):
        return wanted
    known = parameterized_models(client)
    ids = [model.id for model in known if model.name == wanted]
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise typer.BadParameter(
            f"{wanted!r} is the name of several; give an id: {', '.join(ids)}", param_hint="--model"
        )
    by_letters = {model.name.lower(): model.name for model in known}
    names = [by_letters[letters] for letters in get_close_matches(wanted.lower(), by_letters, cutoff=0.4)]
    hint = f"the closest: {', '.join(map(repr, names))}" if names else "`ionworks models` lists them"
    raise typer.BadParameter(f"the project has no model named {wanted!r}; {hint}", param_hint="--model")
