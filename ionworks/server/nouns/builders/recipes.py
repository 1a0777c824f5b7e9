"""Recipes: what they may hold, what they give for a cell specification, and the model that is made of it.

Source: docs/contract/wire.md sections 40 and 43.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, busy, not_found
from ionworks.server.nouns import checks
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.builders import task
from ionworks.server.nouns.builders.task import ERROR, WARNING, RecipeTask
from ionworks.server.nouns.cells.specs import nested_spec, parameter_overrides
from ionworks.server.nouns.models import readable_model
from ionworks.server.nouns.pipelines.references import check_references, context
from ionworks.server.store import schema
from ionworks.server.store.records import Page, Record
from ionworks.server.store.schema_knowledge import model_builders

_KINDS: Final = frozenset({"entry", "calculation"})
_ANY_SPEC: Final = "of-the-builder"
"""Stands for the specification of a mapping while a recipe is checked without one."""
_specs = schema.cell_specs


def checked(call: Call, config: Mapping[str, Any]) -> Record:
    """Return the config of a recipe in canonical form.

    Raises
    ------
    ApiError
        400: there is an element other than entries and calculations, or one that is not well formed; 404 or 403: it
        refers to a record the caller may not read.
    """
    elements = config.get("elements")
    if not isinstance(elements, Mapping) or not elements:
        raise bad_request("config.elements must be an object of element name to element, with at least one")
    whole = {name: _with_spec(element) for name, element in elements.items()}
    answer = call.engine.ask(checks.prepare_pipeline, whole, False)
    if answer["issues"]:
        first = answer["issues"][0]
        raise bad_request(f"element {first['element']!r}: {first['path']}: {first['message']}")
    for name, element in answer["elements"].items():
        if element["element_type"] not in _KINDS:
            kind = element["element_type"]
            raise bad_request(f"element {name!r} is a {kind}; a model builder has entries and calculations only")
    prepared = {name: _without_spec(element) for name, element in answer["elements"].items()}
    check_references(call, prepared)
    return {**config, "elements": prepared}


def outcome(call: Call, model_id: str, config: Mapping[str, Any], cell_spec_id: str) -> Record:
    """Return what a recipe gives for a specification; see `task.run_recipe`.

    Raises
    ------
    ApiError
        404 or 403: no such model or specification for the caller; 400: they are of different projects; 429: no worker
        answered.
    """
    model, spec = readable_model(call, model_id), call.records(_specs).get(cell_spec_id)
    roles.readable(call, spec)
    if model["project_id"] not in (None, spec["project_id"]):
        raise bad_request("The cell specification belongs to another project than the model.")
    with call.store.read() as connection:
        shared = context(connection, call.caller.organization_id, config["elements"])
    recipe = RecipeTask(
        model=model["config"],
        elements=config["elements"],
        spec=nested_spec(call, cell_spec_id),
        dictated=parameter_overrides(spec, is_circuit=model["config"].get("type") == "Thevenin"),
        data=shared.data,
        pipelines=shared.pipelines,
    )
    found = call.engine.attempt(task.run_recipe, recipe.to_json())
    if found is None:
        raise busy("No worker process could run the recipe; try again in a moment.")
    return dict(found)


def report(found: Mapping[str, Any]) -> Record:
    """Return whether an outcome is ready to become a model."""
    is_ready = not any(issue["severity"] == ERROR for issue in found["issues"])
    return {"ready": is_ready, **{name: found[name] for name in ("issues", "resolved", "total")}}


def build(call: Call, builder: Record, body: Mapping[str, Any]) -> Record:
    """Return the parameters of a builder for a specification, and save them as a model if that is asked.

    Raises
    ------
    ApiError
        As `outcome`; 400: values are missing or wrong and were to be saved; 403: saving needs to write; 409: the
        specification has a model of this name.
    """
    spec = call.records(_specs).get(body["cell_spec_id"])
    if body.get("set_as_default") and not body.get("save"):
        raise bad_request("set_as_default needs save: only a saved model can be the default")
    if body.get("save"):
        roles.writable(call, spec, "cell specification")
    found = outcome(call, builder["model_id"], builder["config"], spec["id"])
    answer = {**{name: found[name] for name in ("parameters", "missing", "issues")}, "parameterized_model_id": None}
    if body.get("save"):
        wrong = [issue["message"] for issue in found["issues"] if issue["severity"] == ERROR]
        if wrong:
            more = f" ({len(wrong) - 1} more findings)" if len(wrong) > 1 else ""
            raise bad_request(f"The model cannot be saved: {wrong[0]}{more}")
        kept = {name: value for name, value in found["parameters"].items() if name not in found["intermediate"]}
        answer["parameterized_model_id"] = _saved(call, builder, spec, kept, body)
    return answer


def _saved(call: Call, builder: Record, spec: Record, parameters: Record, body: Mapping[str, Any]) -> str:
    model = readable_model(call, builder["model_id"])
    call.engine.recall(checks.check_parameters, model["config"], parameters)
    values = {
        "name": body.get("name") or builder["name"],
        "description": body.get("description") or f"Made by the model builder {builder['name']!r}.",
        "model_id": model["id"],
        "cell_spec_id": spec["id"],
        "project_id": spec["project_id"],
        "parameters": parameters,
    }
    with call.store.write() as connection:
        made = call.records(schema.parameterized_models, connection).insert(values)
        if body.get("set_as_default"):
            extra = {**(spec["extra"] or {}), "default_parameterized_model_id": made["id"]}
            call.records(_specs, connection).update(spec["id"], {"extra": extra})
    return str(made["id"])


def preview(call: Call, cell_spec_id: str, mapping: Mapping[str, str]) -> Record:
    """Return what a mapping takes from a specification; ApiError 404 or 403."""
    spec = nested_spec(call, cell_spec_id)
    return dict(call.engine.ask(task.preview, spec, dict(mapping)))


def page(call: Call, project_id: str | None, model_id: str | None, limit: int | None, offset: int) -> Record:
    """Return one page of builders, newest first."""
    where = [model_builders.c.project_id == project_id] if project_id else roles.visible(call, model_builders)
    where += [model_builders.c.model_id == model_id] if model_id else []
    return call.records(model_builders).page(Page(limit=limit, offset=offset), *where)


def readiness(call: Call, cell_spec_id: str, model_id: str | None) -> list[Record]:
    """Return how far each builder of a specification's project is for it."""
    spec = call.records(_specs).get(cell_spec_id)
    where: list[sa.ColumnElement[bool]] = [model_builders.c.project_id == spec["project_id"]]
    where += [model_builders.c.model_id == model_id] if model_id else []
    rows = []
    for builder in call.records(model_builders).all(*where):
        found = outcome(call, builder["model_id"], builder["config"], cell_spec_id)
        severities = [issue["severity"] for issue in found["issues"]]
        rows.append(
            {
                "model_builder_id": builder["id"],
                "model_id": builder["model_id"],
                "name": builder["name"],
                "ready": ERROR not in severities,
                "error_count": severities.count(ERROR),
                "warning_count": severities.count(WARNING),
            }
        )
    return rows


def model_of(call: Call, model_id: str, project_id: str) -> Record:
    """Return the model a builder of a project is for; ApiError 404 for one of another project."""
    model = readable_model(call, model_id)
    if model["project_id"] not in (None, project_id):
        raise not_found("model", model_id)
    return model


def _with_spec(element: Any) -> Any:
    is_open = isinstance(element, Mapping) and "mapping" in element and "cell_spec_id" not in element
    return {**element, "cell_spec_id": _ANY_SPEC} if is_open else element


def _without_spec(element: Mapping[str, Any]) -> Record:
    if "mapping" in element and element.get("cell_spec_id") not in (None, _ANY_SPEC):
        raise bad_request("a mapping of a model builder is of the specification it is run for; leave out cell_spec_id")
    return {name: value for name, value in element.items() if name != "cell_spec_id"}
