"""Battery models: PyBaMM model classes with options, and uploaded custom models.

More than 400 lines, over half of them the documentation of public methods.
"""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any, Literal

from ionworks_openapi.api.model import (
    add_custom_variable,
    create_model,
    delete_model,
    get_model,
    list_models,
    update_model,
    upload_custom_model,
)
from ionworks_openapi.models import (
    CustomModelUpload,
    CustomVariable,
    ListModelsOrder,
    ListModelsOrderBy,
    ModelCreate,
    ModelUpdate,
)
from ionworks_openapi.models import ModelChemistry as WireChemistry
from ionworks_openapi.types import File

from ionworks.records import Model
from ionworks.resources._shared.base import JsonDict, Resource, body, choice, fields, optional
from ionworks.resources._shared.filters import named, ordered, owned
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.resources._shared.names import by_name
from ionworks.resources.discovery import Discovery
from ionworks.serialize import (
    is_model,
    load_model,
    model_to_create_config,
    model_to_document,
    simulation_settings_to_json,
)
from ionworks.transport.paging import PaginatedList

ModelChemistry = Literal["lithium_ion", "lithium_sulfur", "ecm", "generic"]


class Models(Resource):
    """``client.model``."""

    def get(self, model_id: Thing) -> Model:
        """One model with its configuration.

        Parameters
        ----------
        model_id : str
            Id of the model.

        Returns
        -------
        Model
            The model.

        Raises
        ------
        NotFoundError
            No such model.

        Notes
        -----
        Source: ``get_model``.
        """
        model_id = id_of("model_id", model_id)
        return self._record(Model, lambda api: get_model.sync_detailed(model_id, client=api))

    def get_simulation_settings(self, model_id: Thing) -> JsonDict:
        """Mesh, solver and geometry settings of a model.

        Parameters
        ----------
        model_id : str
            Id of the model.

        Returns
        -------
        dict
            ``var_pts``, ``submesh_types``, ``spatial_methods``, ``geometry``, ``solver``; ``{}`` when none are set.

        Raises
        ------
        NotFoundError
            No such model.

        Notes
        -----
        Source: ``get_model``.
        """
        return dict(self.get(model_id).simulation_settings or {})

    def get_by_name(self, name: str, project_id: Thing | None = None) -> Model:
        """The model of a name in a project.

        Parameters
        ----------
        name : str
            Exact name.
        project_id : str or Project, optional
            Project to look in; the client's default otherwise.

        Returns
        -------
        Model
            The model.

        Raises
        ------
        NotFoundError
            There is none; the message offers the closest names.
        ConflictError
            Several have the name; the message lists their ids.

        Notes
        -----
        Source: ``list_models``.
        """
        return by_name("model", name, lambda exact: self.list(100, project_id=project_id, name_exact=exact))

    def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        project_id: Thing | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        created_by_email: str | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        updated_after: str | None = None,
        updated_before: str | None = None,
        order_by: str | None = None,
        order: str | None = None,
    ) -> PaginatedList[Model]:
        """Models of a project, system models included.

        Parameters
        ----------
        limit, offset : int, optional
            Page size, and rows to skip.
        project_id : str, optional
            Project to list; the client's default otherwise.
        name, name_exact : str, optional
            Case-insensitive substring, or exact name (wins).
        created_by_email : str, optional
            Case-insensitive substring of the creator's address.
        created_after, created_before, updated_after, updated_before : str, optional
            ISO 8601 date or datetime bounds, inclusive.
        order_by : {"name", "created_at", "updated_at"}, optional
            Column to sort by.
        order : {"asc", "desc"}, optional
            Direction.

        Returns
        -------
        PaginatedList of Model
            A list that also has ``.total``.

        Notes
        -----
        Source: ``list_models``.
        """
        project = self._project(project_id)
        return self._page(
            Model,
            lambda api: list_models.sync_detailed(
                client=api,
                project_id=project,
                **named(limit, offset, name, name_exact),
                **owned(created_by_email, created_after, created_before, updated_after, updated_before),
                **ordered(ListModelsOrderBy, order_by, ListModelsOrder, order),
            ),
        )

    def create(self, data: dict[str, Any] | None = None) -> Model:
        """Create a model from a configuration.

        Parameters
        ----------
        data : dict
            ``name`` and ``config`` (``{"type": "SPMe", "options": {...}}`` or a live built-in PyBaMM model);
            optionally ``description``, ``pybamm_version``, ``simulation_settings``, ``project_id``.

        Returns
        -------
        Model
            The new model.

        Raises
        ------
        SerializationError
            ``config`` is a custom PyBaMM model: use `upload_custom`. A ``ValueError``.
        ConfigurationError
            No project.

        Notes
        -----
        Source: ``create_model``.
        """
        prepared = _with_live_objects(data)
        prepared["project_id"] = self._project(prepared.get("project_id"))
        payload = body(ModelCreate, prepared)
        return self._record(Model, lambda api: create_model.sync_detailed(client=api, body=payload))

    def upload_custom(
        self,
        model: Any,
        *,
        name: str,
        chemistry: ModelChemistry = "lithium_ion",
        description: str | None = None,
        project_id: Thing | None = None,
    ) -> Model:
        """Upload a custom PyBaMM model.

        Parameters
        ----------
        model : pybamm.BaseModel, path or binary file object
            A live model, or its JSON (``model.to_json``).
        name : str
            Name of the model.
        chemistry : {"lithium_ion", "lithium_sulfur", "ecm", "generic"}
            Kind of cell.
        description : str, optional
            Free text.
        project_id : str, optional
            Project to create it in.

        Returns
        -------
        Model
            The new model, with ``is_custom_model``.

        Raises
        ------
        TypeError
            Neither a model, a path nor a file object.

        Notes
        -----
        Source: ``upload_custom_model``.
        """
        project = self._project(project_id)
        filename, content = _model_file(model)
        upload = File(payload=io.BytesIO(content), file_name=filename, mime_type="application/json")
        payload = CustomModelUpload(
            name=name,
            project_id=project,
            file=upload,
            chemistry=choice(WireChemistry, chemistry, "chemistry"),
            description=optional(description),
        )
        return self._record(Model, lambda api: upload_custom_model.sync_detailed(client=api, body=payload))

    def serialize(self, name: str, *, options: dict[str, Any] | None = None) -> JsonDict:
        """Serialized document of one of the platform's own models.

        Parameters
        ----------
        name : str
            Name of the model, see ``client.pybamm_models()["ionworks_models"]``.
        options : dict, optional
            Options of the model.

        Returns
        -------
        dict
            The document.

        Raises
        ------
        APIError
            Not one of those models, or it does not take the options.

        Notes
        -----
        Source: ``serialize_ionworks_model``.
        """
        return Discovery(self._connection).serialize_ionworks_model(name, options or {})

    def download(
        self, name: str, *, options: dict[str, Any] | None = None, path: str | os.PathLike[str] | None = None
    ) -> Any:
        """One of the platform's own models as a live PyBaMM model.

        Parameters
        ----------
        name : str
            Name of the model.
        options : dict, optional
            Options of the model.
        path : path, optional
            File to write the document to, once it has been loaded.

        Returns
        -------
        pybamm.BaseModel
            The model.

        Raises
        ------
        SerializationError
            The document is not safe to load.

        Notes
        -----
        Source: ``serialize_ionworks_model``.
        """
        document = self.serialize(name, options=options)
        model = load_model(document)
        if path is not None:
            Path(path).write_text(json.dumps(document), encoding="utf-8")
        return model

    def update(self, model_id: Thing, data: dict[str, Any] | None = None) -> Model:
        """Change name, description or simulation settings; ``None`` for settings clears them.

        Parameters
        ----------
        model_id : str
            Id of the model.
        data : dict
            The fields to change.

        Returns
        -------
        Model
            The changed model.

        Raises
        ------
        NotFoundError
            No such model.

        Notes
        -----
        Source: ``update_model``.
        """
        model_id = id_of("model_id", model_id)
        payload = body(ModelUpdate, _with_live_objects(data))
        return self._record(Model, lambda api: update_model.sync_detailed(model_id, client=api, body=payload))

    def delete(self, model_id: Thing) -> None:
        """Delete a model with its parameterized models.

        Parameters
        ----------
        model_id : str
            Id of the model.

        Raises
        ------
        NotFoundError
            No such model.

        Notes
        -----
        Source: ``delete_model``.
        """
        model_id = id_of("model_id", model_id)
        self._call(lambda api: delete_model.sync_detailed(model_id, client=api))

    def add_custom_variable(self, model_id: Thing, data: dict[str, Any] | None = None) -> Model:
        """Add an output variable to a model.

        Parameters
        ----------
        model_id : str
            Id of the model.
        data : dict
            ``name`` and ``expression``, such as ``"CoupledVariable('Voltage [V]') * 2"``.

        Returns
        -------
        Model
            The model with the variable in its ``config``.

        Raises
        ------
        UnprocessableError
            The expression cannot be read.

        Notes
        -----
        Source: ``add_custom_variable``.
        """
        model_id = id_of("model_id", model_id)
        payload = body(CustomVariable, data)
        return self._record(Model, lambda api: add_custom_variable.sync_detailed(model_id, client=api, body=payload))


def _with_live_objects(data: dict[str, Any] | None) -> JsonDict:
    """Copy of a model's fields with PyBaMM objects replaced by their JSON."""
    prepared = fields(data)
    if is_model(prepared.get("config")):
        prepared["config"] = model_to_create_config(prepared["config"])
    if prepared.get("simulation_settings") is not None:
        prepared["simulation_settings"] = simulation_settings_to_json(prepared["simulation_settings"])
    return prepared


def _model_file(model: Any) -> tuple[str, bytes]:
    """File name and JSON bytes of a custom model."""
    if is_model(model):
        return f"{model.name}.json", json.dumps(model_to_document(model)).encode()
    if isinstance(model, str | os.PathLike):
        path = Path(model).expanduser()
        return path.name, path.read_bytes()
    if hasattr(model, "read"):
        content = model.read()
        return "model.json", content.encode() if isinstance(content, str) else content
    raise TypeError(f"model: found {type(model).__name__}; allowed: a PyBaMM model, a path or a file object")
