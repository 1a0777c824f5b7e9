"""Parameterized models as the service stores them."""

from __future__ import annotations

import builtins
import warnings
from functools import partial
from typing import Any

from ionworks_openapi.api.parameterized_model import (
    create_cell_parameterized_model,
    create_parameterized_model,
    delete_cell_parameterized_model,
    delete_parameterized_model,
    get_parameterized_model,
    list_cell_parameterized_models,
    list_parameterized_models,
    update_cell_parameterized_model,
    update_parameterized_model,
)
from ionworks_openapi.models import CellParameterizedModelCreate, ParameterizedModelCreate, ParameterizedModelUpdate

from ionworks.records import ParameterizedModel
from ionworks.resources._shared.base import JsonDict, body, fields, optional
from ionworks.resources._shared.existing import create_or_reuse
from ionworks.resources._shared.filters import page_of
from ionworks.resources._shared.ids import Thing, id_of, id_or_none
from ionworks.resources._shared.named_models import NamesModels
from ionworks.resources._shared.names import checked_name
from ionworks.serialize import parameter_values_to_json, simulation_settings_to_json
from ionworks.transport.paging import PaginatedList, iterate_pages


class StoredParameterizedModels(NamesModels):
    """What ``client.parameterized_model`` can do with the records."""

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
        ValidationError
            The existing one cannot be found. A ``ValueError``.

        Notes
        -----
        Source: ``create_cell_parameterized_model``, then ``get_parameterized_model``.
        """

        def named(name: str) -> builtins.list[ParameterizedModel]:
            pages = iterate_pages(partial(self.list_by_cell_specification, cell_spec_id))
            return [record for record in pages if record.name == name]

        return create_or_reuse(lambda: self.create(cell_spec_id, data), self._get, named, data)

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


def _warned(record: ParameterizedModel) -> ParameterizedModel:
    """Show the warnings of a new record, at the line that called `create`."""
    for text in record.warnings or ():
        warnings.warn(f"parameterized model {record.name!r}: {text}", stacklevel=3)
    return record


def _with_live_objects(data: dict[str, Any]) -> JsonDict:
    """Copy of the fields with PyBaMM objects and set names replaced by their JSON."""
    prepared = fields(data)
    if prepared.get("parameters") is not None:
        prepared["parameters"] = parameter_values_to_json(prepared["parameters"])
    if prepared.get("simulation_settings") is not None:
        prepared["simulation_settings"] = simulation_settings_to_json(prepared["simulation_settings"])
    return prepared
