"""Parameterized models: a model with a complete set of parameter values.

More than 400 lines, over half of them the documentation of public methods.
"""

from __future__ import annotations

import builtins
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ionworks_openapi.api.model import create_model, get_model
from ionworks_openapi.api.parameterized_model import (
    create_cell_parameterized_model,
    create_parameterized_model,
    delete_cell_parameterized_model,
    delete_parameterized_model,
    get_parameter_values,
    get_parameterized_model,
    get_variable_names,
    list_cell_parameterized_models,
    list_parameterized_models,
    update_cell_parameterized_model,
    update_parameterized_model,
)
from ionworks_openapi.models import (
    CellParameterizedModelCreate,
    ModelCreate,
    ParameterizedModelCreate,
    ParameterizedModelUpdate,
)

from ionworks.errors import ConflictError, ValidationError
from ionworks.records import Model, ParameterizedModel
from ionworks.resources._shared.base import JsonDict, body, optional
from ionworks.resources._shared.filters import page_of
from ionworks.resources._shared.ids import Thing, id_of, id_or_none
from ionworks.resources._shared.named_models import NamesModels
from ionworks.resources._shared.names import checked_name
from ionworks.serialize import (
    bpx_document,
    bpx_model_options,
    imported_pybamm,
    load_model,
    load_parameter_values,
    parameter_values_to_json,
    read_bpx,
    simulation_settings_to_json,
)
from ionworks.transport.paging import PaginatedList

_BPX_MODELS: Final = ("SPM", "SPMe", "DFN")
_LONGEST_NAME: Final = 200


class ParameterizedModels(NamesModels):
    """``client.parameterized_model``: what simulations run on."""

    def get(self, parameterized_model_id: Thing) -> ParameterizedModel:
        """One parameterized model.

        Parameters
        ----------
        parameterized_model_id : str
            Id of the parameterized model.

        Returns
        -------
        ParameterizedModel
            The parameterized model.

        Raises
        ------
        NotFoundError
            No such parameterized model.

        Notes
        -----
        Source: ``get_parameterized_model``.
        """
        return self._get(self._model_id(parameterized_model_id))

    def _get(self, record_id: str) -> ParameterizedModel:
        return self._record(
            ParameterizedModel, lambda api: get_parameterized_model.sync_detailed(record_id, client=api)
        )

    def get_by_name(self, name: str, project_id: Thing | None = None) -> ParameterizedModel:
        """The parameterized model of a name in a project.

        Parameters
        ----------
        name : str
            Exact name.
        project_id : str or Project, optional
            Project to look in; the client's default otherwise.

        Returns
        -------
        ParameterizedModel
            The parameterized model.

        Raises
        ------
        NotFoundError
            There is none; the message offers the closest names.
        ConflictError
            Several have the name; the message lists their ids.

        Notes
        -----
        Source: ``list_parameterized_models``, then ``get_parameterized_model``.
        """
        return self._get(self._named_model(checked_name(name), self._project(project_id)).id)

    def list_by_cell_specification(
        self, cell_spec_id: Thing, limit: int | None = None, offset: int | None = None
    ) -> PaginatedList[ParameterizedModel]:
        """Parameterized models of a cell specification.

        Parameters
        ----------
        cell_spec_id : str
            Id of the specification.
        limit, offset : int, optional
            Page size, and rows to skip.

        Returns
        -------
        PaginatedList of ParameterizedModel
            A list that also has ``.total``.

        Raises
        ------
        NotFoundError
            No such specification.

        Notes
        -----
        Source: ``list_cell_parameterized_models``.
        """
        cell_spec_id = id_of("cell_spec_id", cell_spec_id)
        return self._page(
            ParameterizedModel,
            lambda api: list_cell_parameterized_models.sync_detailed(
                cell_spec_id, client=api, **page_of(limit, offset)
            ),
        )

    def list_by_project(
        self,
        project_id: Thing | None = None,
        limit: int | None = None,
        offset: int | None = None,
        *,
        cell_spec_id: Thing | None = None,
        summary: bool = False,
    ) -> PaginatedList[ParameterizedModel]:
        """Parameterized models of a project, built-in ones included.

        Parameters
        ----------
        project_id : str, optional
            Project to list; the client's default otherwise.
        limit, offset : int, optional
            Page size, and rows to skip.
        cell_spec_id : str, optional
            Only those of this specification.
        summary : bool
            Leave out the parameter values.

        Returns
        -------
        PaginatedList of ParameterizedModel
            A list that also has ``.total``.

        Notes
        -----
        Source: ``list_parameterized_models``.
        """
        cell_spec_id = id_or_none("cell_spec_id", cell_spec_id)
        project = self._project(project_id)
        return self._page(
            ParameterizedModel,
            lambda api: list_parameterized_models.sync_detailed(
                client=api,
                project_id=project,
                cell_spec_id=optional(cell_spec_id),
                summary=optional(summary or None),
                **page_of(limit, offset),
            ),
        )

    def create(self, cell_spec_id: Thing | None, data: dict[str, Any]) -> ParameterizedModel:
        """Create a parameterized model, under a cell specification or on its own.

        Parameters
        ----------
        cell_spec_id : str or None
            Specification it belongs to, whose capacity, voltage limits and current override the parameters';
            ``None`` keeps the parameters as they are.
        data : dict
            ``name`` and ``model_id``; optionally ``description``, ``parameters`` (dict,
            ``pybamm.ParameterValues`` or the name of a set such as ``"Chen2020"``), ``simulation_settings``,
            ``project_id``.

        Returns
        -------
        ParameterizedModel
            The new parameterized model.

        Raises
        ------
        ConflictError
            The specification has one of this name.
        SerializationError
            A parameter value has no JSON form, or is a function that PyBaMM cannot call. A ``ValueError``.

        Warns
        -----
        UserWarning
            A value was given that the model, with its options, does not read; also in ``warnings`` of the record.

        Notes
        -----
        Source: ``create_cell_parameterized_model``, or ``create_parameterized_model`` without specification.
        """
        cell_spec_id = id_or_none("cell_spec_id", cell_spec_id)
        prepared = _with_live_objects(data)
        if cell_spec_id is None:
            prepared["project_id"] = self._project(prepared.get("project_id"))
            payload = body(ParameterizedModelCreate, prepared)
            return _warned(
                self._record(
                    ParameterizedModel,
                    lambda api: create_parameterized_model.sync_detailed(client=api, body=payload),
                )
            )
        in_cell = body(CellParameterizedModelCreate, prepared)
        return _warned(
            self._record(
                ParameterizedModel,
                lambda api: create_cell_parameterized_model.sync_detailed(cell_spec_id, client=api, body=in_cell),
            )
        )

    def create_from_bpx(
        self,
        source: str | Path | Mapping[str, Any],
        model: Any = "DFN",
        *,
        name: str | None = None,
        cell_spec_id: Thing | None = None,
    ) -> ParameterizedModel:
        """Create a parameterized model from a BPX file.

        Parameters
        ----------
        source : str, Path or dict
            JSON or YAML file in the Battery Parameter eXchange format, or its content; versions 0.x and 1.x.
        model : {"SPM", "SPMe", "DFN"}, str or Model
            Built-in model, which is created, with two kinds of particles where an electrode is blended; or record or id
            of a stored one.
        name : str, optional
            Name; by default the title in the file's header and the model.
        cell_spec_id : str, optional
            Specification it belongs to.

        Returns
        -------
        ParameterizedModel
            The new parameterized model.

        Raises
        ------
        ValidationError
            Naming file or field, what was found and what is read. A ``ValueError``.
        ConfigurationError
            The extra ``bpx`` or PyBaMM is not installed.

        Warns
        -----
        UserWarning
            The file is of version 0.x, which ``bpx`` converts.

        Notes
        -----
        Source: ``create_model`` and as for `create`. PyBaMM reads the values.
        """
        cell_spec_id = id_or_none("cell_spec_id", cell_spec_id)
        model = id_of("model_id", model)
        values, title = read_bpx(source)
        if model in _BPX_MODELS:
            made = {
                "name": f"{title} {model}"[:_LONGEST_NAME],
                "config": {"type": model, "options": bpx_model_options(values)},
                "project_id": self._project(None),
            }
            created = body(ModelCreate, made)
            model_id = self._record(Model, lambda api: create_model.sync_detailed(client=api, body=created)).id
        else:
            model_id = model
        label = name or f"{title} {model if model in _BPX_MODELS else ''}".strip()
        data = {"name": label[:_LONGEST_NAME], "model_id": model_id, "parameters": values}
        with warnings.catch_warnings():
            # a file says more than any one model reads; `warnings` of the record has it
            warnings.filterwarnings("ignore", ".*has no effect", UserWarning)
            return self.create(cell_spec_id, data)

    def to_bpx(self, parameterized_model_id: Thing) -> JsonDict:
        """A parameterized model as a document in the Battery Parameter eXchange format.

        Parameters
        ----------
        parameterized_model_id : str
            Id of the parameterized model.

        Returns
        -------
        dict
            Version 1.0.0, ready for ``json.dump``; functions are tables.

        Raises
        ------
        ValidationError
            All that BPX cannot hold, such as options of the model, a thermodynamic factor, or an exchange-current
            density of another form. A ``ValueError``.
        ConfigurationError
            PyBaMM is not installed.

        Notes
        -----
        Source: ``get_parameterized_model``, ``get_model``, ``get_parameter_values``. `create_from_bpx` reads it back.
        """
        identifier = self._model_id(parameterized_model_id)
        model, values = self.to_pybamm(identifier)
        document, problems = bpx_document(model, values, self._get(identifier).name)
        if problems:
            raise ValidationError(f"BPX cannot hold {identifier}: {'; '.join(problems)}")
        return document

    def create_or_get(self, cell_spec_id: Thing, data: dict[str, Any]) -> ParameterizedModel:
        """Create a parameterized model, or return the one of that name in the specification.

        Parameters
        ----------
        cell_spec_id : str
            Specification it belongs to.
        data : dict
            As for `create`.

        Returns
        -------
        ParameterizedModel
            The new or the existing one.

        Raises
        ------
        ConflictError
            The existing one cannot be found.

        Notes
        -----
        Source: ``create_cell_parameterized_model``, then ``get_parameterized_model``.
        """
        try:
            return self.create(cell_spec_id, data)
        except ConflictError as conflict:
            if conflict.existing_id is not None:
                return self._get(conflict.existing_id)
            for record in self.list_by_cell_specification(cell_spec_id):
                if record.name == data.get("name"):
                    return record
            raise

    def update(
        self, cell_spec_id: Thing | None, parameterized_model_id: Thing, data: dict[str, Any]
    ) -> ParameterizedModel:
        """Change name, description or simulation settings.

        Parameters
        ----------
        cell_spec_id : str or None
            Specification it belongs to, if any.
        parameterized_model_id : str
            Id of the parameterized model.
        data : dict
            The fields to change; ``None`` for ``simulation_settings`` clears them.

        Returns
        -------
        ParameterizedModel
            The changed parameterized model.

        Raises
        ------
        NotFoundError
            No such parameterized model in this specification.

        Notes
        -----
        Source: ``update_cell_parameterized_model`` or ``update_parameterized_model``.
        """
        cell_spec_id = id_or_none("cell_spec_id", cell_spec_id)
        parameterized_model_id = self._model_id(parameterized_model_id)
        payload = body(ParameterizedModelUpdate, _with_live_objects(data))
        if cell_spec_id is None:
            return self._record(
                ParameterizedModel,
                lambda api: update_parameterized_model.sync_detailed(parameterized_model_id, client=api, body=payload),
            )
        return self._record(
            ParameterizedModel,
            lambda api: update_cell_parameterized_model.sync_detailed(
                cell_spec_id, parameterized_model_id, client=api, body=payload
            ),
        )

    def delete(self, cell_spec_id: Thing | None, parameterized_model_id: Thing) -> None:
        """Delete a parameterized model.

        Parameters
        ----------
        cell_spec_id : str or None
            Specification it belongs to, if any.
        parameterized_model_id : str
            Id of the parameterized model.

        Raises
        ------
        NotFoundError
            No such parameterized model in this specification.
        PermissionDeniedError
            The role may not delete, or it is a built-in one.

        Notes
        -----
        Source: ``delete_cell_parameterized_model`` or ``delete_parameterized_model``.
        """
        cell_spec_id = id_or_none("cell_spec_id", cell_spec_id)
        parameterized_model_id = self._model_id(parameterized_model_id)
        if cell_spec_id is None:
            self._call(lambda api: delete_parameterized_model.sync_detailed(parameterized_model_id, client=api))
            return
        self._call(
            lambda api: delete_cell_parameterized_model.sync_detailed(cell_spec_id, parameterized_model_id, client=api)
        )

    def get_parameter_values(self, parameterized_model_id: Thing) -> JsonDict:
        """All parameter values in wire form.

        Parameters
        ----------
        parameterized_model_id : str
            Id of the parameterized model.

        Returns
        -------
        dict
            Number, symbol JSON or array by PyBaMM parameter name (units in the names).

        Raises
        ------
        NotFoundError
            No such parameterized model.

        Notes
        -----
        Source: ``get_parameter_values``.
        """
        parameterized_model_id = self._model_id(parameterized_model_id)
        return self._dict(lambda api: get_parameter_values.sync_detailed(parameterized_model_id, client=api))

    def to_pybamm(self, parameterized_model_id: Thing) -> tuple[Any, Any]:
        """The model and its parameter values as objects of PyBaMM.

        Parameters
        ----------
        parameterized_model_id : str
            Id of the parameterized model.

        Returns
        -------
        tuple
            ``(pybamm.BaseModel, pybamm.ParameterValues)``, ready for `pybamm.Simulation`; functions are callables.

        Raises
        ------
        ConfigurationError
            PyBaMM is not installed.
        NotFoundError
            No such parameterized model.

        Notes
        -----
        Source: ``get_parameterized_model``, ``get_model`` and ``get_parameter_values``.
        `ionworks.serialize.load_parameter_values` turns parameter values of any record into those of PyBaMM.
        """
        imported_pybamm()
        identifier = self._model_id(parameterized_model_id)
        model_id = self._get(identifier).model_id or ""
        model = self._record(Model, lambda api: get_model.sync_detailed(model_id, client=api))
        values = self.get_parameter_values(identifier)
        return load_model(model.config or {}), load_parameter_values(values)

    def get_variable_names(self, parameterized_model_id: Thing) -> builtins.list[str]:
        """Names of the model's variables that have one value per time.

        Parameters
        ----------
        parameterized_model_id : str
            Id of the parameterized model.

        Returns
        -------
        list of str
            PyBaMM names with units, usable as ``extra_variables``.

        Raises
        ------
        NotFoundError
            No such parameterized model.

        Notes
        -----
        Source: ``get_variable_names``.
        """
        parameterized_model_id = self._model_id(parameterized_model_id)
        names = self._call(lambda api: get_variable_names.sync_detailed(parameterized_model_id, client=api))
        return [str(name) for name in names]


def _warned(record: ParameterizedModel) -> ParameterizedModel:
    """Show the warnings of a new record, at the line that called `create`."""
    for text in record.warnings or ():
        warnings.warn(f"parameterized model {record.name!r}: {text}", stacklevel=3)
    return record


def _with_live_objects(data: dict[str, Any]) -> JsonDict:
    """Copy of the fields with PyBaMM objects and set names replaced by their JSON."""
    if not isinstance(data, dict):
        raise ValidationError(f"data: found {type(data).__name__}; allowed: a dict of the fields to send")
    prepared = dict(data)
    if prepared.get("parameters") is not None:
        prepared["parameters"] = parameter_values_to_json(prepared["parameters"])
    if prepared.get("simulation_settings") is not None:
        prepared["simulation_settings"] = simulation_settings_to_json(prepared["simulation_settings"])
    return prepared
