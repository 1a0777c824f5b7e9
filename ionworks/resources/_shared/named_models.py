"""Parameterized models by record, id or name: wherever one is named, ``"Chen2020 SPMe"`` does."""

from __future__ import annotations

from typing import Any, Final

from ionworks_openapi.api.parameterized_model import list_parameterized_models

from ionworks.records import ParameterizedModel
from ionworks.resources._shared.base import Resource
from ionworks.resources._shared.filters import page_of
from ionworks.resources._shared.ids import Thing, id_of, id_or_none, looks_like_id
from ionworks.resources._shared.names import only
from ionworks.transport.paging import PaginatedList, iterate_pages

_KEY: Final = "parameterized_model_id"
_DEPTH: Final = 12
"""Levels of a document in which models are looked for; a pipeline names them on the fifth."""


class NamesModels(Resource):
    """A sub-client whose methods or documents name parameterized models."""

    def _model_id(self, model: Thing, project_id: Thing | None = None) -> str:
        """Id of a parameterized model.

        Parameters
        ----------
        model : str, ParameterizedModel or dict
            An id is taken as it is; any other text is an exact name in the project, or, where there is no project to
            look in, an id of unusual form.
        project_id : str or Project, optional
            Project to look in; the client's default otherwise.

        Raises
        ------
        NotFoundError
            The project has no model of this name.
        ConflictError
            It has several; the message lists their ids.
        """
        found = id_of(_KEY, model)
        if looks_like_id(found) or not isinstance(model, str):
            return found
        project = id_or_none("project_id", project_id) or self._project_of_client()
        if project is None:
            return found
        return self._named_model(found, project).id

    def _named_model(self, name: str, project: str) -> ParameterizedModel:
        """Summary of the parameterized model of a name."""

        def page(limit: int, offset: int) -> PaginatedList[ParameterizedModel]:
            return self._page(
                ParameterizedModel,
                lambda api: list_parameterized_models.sync_detailed(
                    client=api, project_id=project, summary=True, **page_of(limit, offset)
                ),
            )

        models = list(iterate_pages(page))
        named = [model for model in models if model.name == name]
        return only("parameterized model", name, named, lambda: [model.name for model in models])

    def _with_model_ids(self, document: Any, project_id: Thing | None = None, depth: int = _DEPTH) -> Any:
        """Copy of a document in which every ``parameterized_model_id`` is an id."""
        if depth == 0:
            return document
        if isinstance(document, list):
            return [self._with_model_ids(item, project_id, depth - 1) for item in document]
        if type(document) is not dict:  # what only behaves like one is an object of PyBaMM
            return document
        return {
            key: self._model_id(value, project_id)
            if key == _KEY and value is not None
            else self._with_model_ids(value, project_id, depth - 1)
            for key, value in document.items()
        }
