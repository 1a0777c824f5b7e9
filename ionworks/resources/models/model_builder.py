"""Model builders: recipes that make a parameterized model of a cell specification.

More than 400 lines, over half of them the documentation of public methods.
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

from ionworks_openapi.api.model_builder import (
    create_built_model,
    create_model_builder,
    delete_model_builder,
    find_mapping_values,
    get_model_builder,
    get_resolved_cell_spec,
    list_builder_readiness,
    list_model_builders,
    list_producing_calculations,
    update_model_builder,
    validate_model_builder,
    validate_model_recipe,
)
from ionworks_openapi.models import (
    MappingPreviewRequest,
    ModelBuild,
    ModelBuilderCheck,
    ModelBuilderCreate,
    ModelBuilderUpdate,
    ModelRecipeRun,
)

from ionworks.errors import ValidationError
from ionworks.pipeline_config import lift
from ionworks.records import BuilderReadiness, BuildResult, ModelBuilder, ReadinessReport
from ionworks.references import prepare_config
from ionworks.resources._shared.base import JsonDict, Resource, body, optional
from ionworks.resources._shared.filters import page_of
from ionworks.resources._shared.ids import Thing, id_of, id_or_none
from ionworks.transport.paging import PaginatedList


class ModelBuilders(Resource):
    """``client.model_builder``."""

    def list(
        self,
        model_id: Thing | None = None,
        project_id: Thing | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> PaginatedList[ModelBuilder]:
        """One page of the model builders of a project, newest first.

        Parameters
        ----------
        model_id : str, optional
            Only those for this model.
        project_id : str, optional
            Project to list; the client's default otherwise, and without one every project.
        limit, offset : int, optional
            Page size (at most 100), and rows to skip.

        Returns
        -------
        PaginatedList of ModelBuilder
            A list that also has ``.total``.

        Notes
        -----
        Source: ``list_model_builders``.
        """
        model = id_or_none("model_id", model_id)
        project = id_or_none("project_id", project_id) or self._default_project
        return self._page(
            ModelBuilder,
            lambda api: list_model_builders.sync_detailed(
                client=api, model_id=optional(model), project_id=optional(project), **page_of(limit, offset)
            ),
        )

    def get(self, model_builder_id: Thing) -> ModelBuilder:
        """One model builder.

        Parameters
        ----------
        model_builder_id : str
            Id of the builder.

        Returns
        -------
        ModelBuilder
            The builder with its recipe.

        Raises
        ------
        NotFoundError
            No such builder.

        Notes
        -----
        Source: ``get_model_builder``.
        """
        identifier = id_of("model_builder_id", model_builder_id)
        return self._record(ModelBuilder, lambda api: get_model_builder.sync_detailed(identifier, client=api))

    def create(
        self,
        model_id: Thing,
        name: str,
        config: Any,
        description: str | None = None,
        project_id: Thing | None = None,
    ) -> ModelBuilder:
        """Create a model builder.

        Parameters
        ----------
        model_id : str
            Model it is for.
        name : str
            Name, unique for the model in the project.
        config : ionworks_schema.Pipeline or dict
            ``elements``: entries and calculations in order. An entry ``{"element_type": "entry", "mapping": {parameter:
            path}}`` takes values of the cell specification the recipe is run for.
        description : str, optional
            What it is for.
        project_id : str, optional
            Project to create it in.

        Returns
        -------
        ModelBuilder
            The new builder.

        Raises
        ------
        TypeError
            `config` is neither.
        ValidationError
            No project, or no elements. A ``ValueError``.
        BadRequestError
            Other elements than entries and calculations, or one that is not well formed.
        ConflictError
            The name is taken; ``existing_id`` is the builder that has it.

        Notes
        -----
        Source: ``create_model_builder``.
        """
        wanted = {"model_id": id_of("model_id", model_id), "name": name, "project_id": self._project(project_id)}
        payload = body(ModelBuilderCreate, {**wanted, "config": _recipe(config)}, description=description)
        return self._record(ModelBuilder, lambda api: create_model_builder.sync_detailed(client=api, body=payload))

    def update(
        self, model_builder_id: Thing, *, name: str | None = None, description: str | None = None, config: Any = None
    ) -> ModelBuilder:
        """Change name, description or recipe.

        Parameters
        ----------
        model_builder_id : str
            Id of the builder.
        name, description : str, optional
            New texts.
        config : ionworks_schema.Pipeline or dict, optional
            New recipe.

        Returns
        -------
        ModelBuilder
            The changed builder.

        Raises
        ------
        NotFoundError
            No such builder.

        Notes
        -----
        Source: ``update_model_builder``.
        """
        identifier = id_of("model_builder_id", model_builder_id)
        changes: JsonDict = {"name": name, "description": description}
        changes = {key: value for key, value in changes.items() if value is not None}
        changes |= {} if config is None else {"config": _recipe(config)}
        payload = body(ModelBuilderUpdate, changes)
        return self._record(
            ModelBuilder, lambda api: update_model_builder.sync_detailed(identifier, client=api, body=payload)
        )

    def delete(self, model_builder_id: Thing) -> None:
        """Delete a model builder; the models it made stay.

        Parameters
        ----------
        model_builder_id : str
            Id of the builder.

        Raises
        ------
        NotFoundError
            No such builder.

        Notes
        -----
        Source: ``delete_model_builder``.
        """
        identifier = id_of("model_builder_id", model_builder_id)
        self._call(lambda api: delete_model_builder.sync_detailed(identifier, client=api))

    def check(self, model_builder_id: Thing, cell_spec_id: Thing) -> ReadinessReport:
        """Whether a builder can make a model of a cell specification, and what is in the way.

        Parameters
        ----------
        model_builder_id, cell_spec_id : str
            Ids of builder and specification.

        Returns
        -------
        ReadinessReport
            ``ready`` and the findings, each with parameter, path or element.

        Raises
        ------
        NotFoundError
            No such builder or specification.

        Notes
        -----
        Source: ``validate_model_builder``.
        """
        identifier = id_of("model_builder_id", model_builder_id)
        payload = ModelBuilderCheck(cell_spec_id=id_of("cell_spec_id", cell_spec_id))
        return self._record(
            ReadinessReport, lambda api: validate_model_builder.sync_detailed(identifier, client=api, body=payload)
        )

    def build(
        self,
        model_builder_id: Thing,
        cell_spec_id: Thing,
        *,
        save: bool = False,
        name: str | None = None,
        description: str | None = None,
        set_as_default: bool = False,
    ) -> BuildResult:
        """Make the parameters of a cell specification, and a model of them if asked.

        Parameters
        ----------
        model_builder_id, cell_spec_id : str
            Ids of builder and specification.
        save : bool
            Make a parameterized model of the specification.
        name, description : str, optional
            Of that model; by default the builder's name.
        set_as_default : bool
            Make it the default of the specification; needs `save`.

        Returns
        -------
        BuildResult
            Parameters, what is missing, and the id of the model.

        Raises
        ------
        BadRequestError
            Parameters are missing or wrong, and were to be saved.
        ConflictError
            The specification has a model of this name.

        Notes
        -----
        Source: ``create_built_model``.
        """
        identifier = id_of("model_builder_id", model_builder_id)
        wanted = {"cell_spec_id": id_of("cell_spec_id", cell_spec_id), "save": save, "set_as_default": set_as_default}
        payload = body(ModelBuild, wanted, name=name, description=description)
        return self._record(
            BuildResult, lambda api: create_built_model.sync_detailed(identifier, client=api, body=payload)
        )

    def dry_run(self, model_id: Thing, config: Any, cell_spec_id: Thing) -> JsonDict:
        """Run a recipe that is not saved.

        Parameters
        ----------
        model_id, cell_spec_id : str
            Ids of model and specification.
        config : ionworks_schema.Pipeline or dict
            The recipe.

        Returns
        -------
        dict
            ``report`` (as of `check`), ``parameters``, ``missing`` and ``error``: why the recipe could not be run.

        Notes
        -----
        Source: ``validate_model_recipe``.
        """
        wanted = {"model_id": id_of("model_id", model_id), "cell_spec_id": id_of("cell_spec_id", cell_spec_id)}
        payload = body(ModelRecipeRun, {**wanted, "config": _recipe(config)})
        return self._dict(lambda api: validate_model_recipe.sync_detailed(client=api, body=payload))

    def preview_mapping(self, cell_spec_id: Thing, mapping: dict[str, str]) -> dict[str, JsonDict]:
        """What a mapping takes from a cell specification.

        Parameters
        ----------
        cell_spec_id : str
            Id of the specification.
        mapping : dict of str to str
            Dotted path by parameter, such as ``{"Nominal cell capacity [A.h]": "ratings.capacity"}``.

        Returns
        -------
        dict of str to dict
            By parameter ``found``, ``converted`` (in the unit of the parameter), ``curve`` and ``issue``.

        Raises
        ------
        NotFoundError
            No such specification.

        Notes
        -----
        Source: ``find_mapping_values``.
        """
        identifier = id_of("cell_spec_id", cell_spec_id)
        if not isinstance(mapping, Mapping):
            raise ValidationError(f"mapping: found {type(mapping).__name__}; allowed: a dict of parameter to path")
        payload = body(MappingPreviewRequest, {"cell_spec_id": identifier, "mapping": dict(mapping)})
        return self._dict(lambda api: find_mapping_values.sync_detailed(client=api, body=payload))

    def calculations_producing(self, parameter: str) -> builtins.list[JsonDict]:
        """Calculations that give a parameter.

        Parameters
        ----------
        parameter : str
            Name, with its unit.

        Returns
        -------
        list of dict
            ``type`` and options of each, with its ``inputs`` and ``outputs``.

        Notes
        -----
        Source: ``list_producing_calculations``.
        """
        found = self._call(lambda api: list_producing_calculations.sync_detailed(client=api, parameter=parameter))
        return [one.to_dict() for one in found]

    def resolved_cell_spec(self, cell_spec_id: Thing) -> JsonDict:
        """Everything a mapping can take from a cell specification.

        Parameters
        ----------
        cell_spec_id : str
            Id of the specification.

        Returns
        -------
        dict
            The specification with components and materials; keys joined by dots are paths.

        Raises
        ------
        NotFoundError
            No such specification.

        Notes
        -----
        Source: ``get_resolved_cell_spec``.
        """
        identifier = id_of("cell_spec_id", cell_spec_id)
        return self._dict(lambda api: get_resolved_cell_spec.sync_detailed(identifier, client=api))

    def readiness(self, cell_spec_id: Thing, model_id: Thing | None = None) -> builtins.list[BuilderReadiness]:
        """How far every builder is for a cell specification.

        Parameters
        ----------
        cell_spec_id : str
            Id of the specification.
        model_id : str, optional
            Only those for this model.

        Returns
        -------
        list of BuilderReadiness
            One a builder of the specification's project.

        Raises
        ------
        NotFoundError
            No such specification.

        Notes
        -----
        Source: ``list_builder_readiness``.
        """
        identifier, model = id_of("cell_spec_id", cell_spec_id), id_or_none("model_id", model_id)
        found = self._call(
            lambda api: list_builder_readiness.sync_detailed(identifier, client=api, model_id=optional(model))
        )
        return [BuilderReadiness.from_wire(one) for one in found]


def _recipe(config: Any) -> JsonDict:
    """The recipe as sent; objects of ionworks-schema and PyBaMM become JSON."""
    payload, _ = lift(config)
    return {"elements": prepare_config(payload)["elements"]}
