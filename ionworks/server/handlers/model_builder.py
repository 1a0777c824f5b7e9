"""Model builders: recipes that make a parameterized model of a cell specification.

Source: docs/contract/wire.md section 40.
"""

from __future__ import annotations

from typing import Any

from ionworks.server.call import Call
from ionworks.server.ground.errors import ApiError
from ionworks.server.nouns.builders import recipes, task
from ionworks.server.nouns.cells.specs import nested_spec
from ionworks.server.store.records import Record
from ionworks.server.store.schema_knowledge import model_builders as _table

_CHANGES = ("name", "description")


def list_model_builders(
    call: Call, project_id: str | None = None, model_id: str | None = None, limit: int | None = None, offset: int = 0
) -> Record:
    """Builders of a project or of all one may read, newest first."""
    return recipes.page(call, project_id, model_id, limit, offset)


def create_model_builder(call: Call, body: Record) -> Record:
    """Create a builder after checking its recipe."""
    model = recipes.model_of(call, body["model_id"], body["project_id"])
    values = {name: body.get(name) for name in ("name", "description", "project_id")}
    config = recipes.checked(call, body["config"])
    return call.records(_table).insert({**values, "model_id": model["id"], "config": config})


def get_model_builder(call: Call, model_builder_id: str) -> Record:
    """One builder with its recipe."""
    return call.records(_table).get(model_builder_id)


def update_model_builder(call: Call, model_builder_id: str, body: Record) -> Record:
    """Change name, description or recipe."""
    changes: Record = {name: body[name] for name in _CHANGES if name in body}
    if "config" in body:
        changes["config"] = recipes.checked(call, body["config"])
    return call.records(_table).update(model_builder_id, changes)


def delete_model_builder(call: Call, model_builder_id: str) -> None:
    """Delete a builder; the models it made stay."""
    call.records(_table).delete(model_builder_id)


def validate_model_builder(call: Call, model_builder_id: str, body: Record) -> Record:
    """Say whether a builder can make a model of a specification, and what is in the way."""
    builder = call.records(_table).get(model_builder_id)
    return recipes.report(recipes.outcome(call, builder["model_id"], builder["config"], body["cell_spec_id"]))


def create_built_model(call: Call, model_builder_id: str, body: Record) -> Record:
    """Make the parameters of a specification, and a model of them if asked."""
    return recipes.build(call, call.records(_table).get(model_builder_id), body)


def validate_model_recipe(call: Call, body: Record) -> Record:
    """Run a recipe that is not saved; what is wrong with it is part of the answer."""
    try:
        config = recipes.checked(call, body["config"])
    except ApiError as error:
        if error.status != 400:
            raise
        nothing = {"ready": False, "issues": [], "resolved": 0, "total": 0}
        return {"report": nothing, "parameters": {}, "missing": [], "error": error.message}
    found = recipes.outcome(call, body["model_id"], config, body["cell_spec_id"])
    return {
        "report": recipes.report(found),
        "parameters": found["parameters"],
        "missing": found["missing"],
        "error": None,
    }


def find_mapping_values(call: Call, body: Record) -> Record:
    """What a mapping takes from a specification, in the units of the parameters."""
    return recipes.preview(call, body["cell_spec_id"], body["mapping"])


def list_producing_calculations(call: Call, parameter: str) -> list[Record]:
    """Calculations that give a parameter."""
    found: list[Record] = call.engine.recall(task.producing, parameter)
    return found


def get_resolved_cell_spec(call: Call, cell_spec_id: str) -> dict[str, Any]:
    """Everything a mapping can take from a specification, by dotted path."""
    return nested_spec(call, cell_spec_id)


def list_builder_readiness(call: Call, cell_spec_id: str, model_id: str | None = None) -> list[Record]:
    """How far each builder is for a specification."""
    return recipes.readiness(call, cell_spec_id, model_id)
