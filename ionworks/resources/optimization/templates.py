"""Templates of optimizations, part of ``client.optimization``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ionworks_openapi.api.optimization import (
    copy_optimization_template,
    create_optimization_template,
    list_optimization_templates,
    update_optimization_template,
)
from ionworks_openapi.models import (
    OptimizationTemplateCopy,
    OptimizationTemplateCreate,
    OptimizationTemplateUpdate,
)

from ionworks.records import OptimizationTemplate
from ionworks.resources._shared.base import body, fields
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.resources._shared.named_models import NamesModels


class OptimizationTemplates(NamesModels):
    """The methods of ``client.optimization`` for templates."""

    def list_templates(self, project_id: Thing | None = None) -> list[OptimizationTemplate]:
        """Templates of a project, after the built-in ones.

        Parameters
        ----------
        project_id : str, optional
            Project; the client's default otherwise.

        Returns
        -------
        list of OptimizationTemplate
            A plain list.

        Notes
        -----
        Source: ``list_optimization_templates``.
        """
        project = self._project(project_id)
        rows = self._call(lambda api: list_optimization_templates.sync_detailed(client=api, project_id=project))
        return [OptimizationTemplate.from_wire(row) for row in rows]

    def create_template(self, data: Mapping[str, Any]) -> OptimizationTemplate:
        """Store a template.

        Parameters
        ----------
        data : dict
            ``name``, ``description``, ``initial_form_data`` (what `run` takes; anything may be missing) and
            ``project_id`` (the client's default otherwise).

        Returns
        -------
        OptimizationTemplate
            The stored template; its id goes into ``optimization_template_id`` of `run`.

        Raises
        ------
        UnprocessableError
            The form data is wrong as far as it goes.

        Notes
        -----
        Source: ``create_optimization_template``.
        """
        given = fields(data)
        payload = body(OptimizationTemplateCreate, {**given, "project_id": self._project(given.get("project_id"))})
        return self._record(
            OptimizationTemplate, lambda api: create_optimization_template.sync_detailed(client=api, body=payload)
        )

    def update_template(self, template_id: Thing, data: Mapping[str, Any]) -> OptimizationTemplate:
        """Change a template of a project.

        Parameters
        ----------
        template_id : str
            Id of the template.
        data : dict
            ``name``, ``description`` and ``initial_form_data``.

        Returns
        -------
        OptimizationTemplate
            The changed record.

        Raises
        ------
        NotFoundError
            No such template.
        PermissionDeniedError
            It is built in.

        Notes
        -----
        Source: ``update_optimization_template``.
        """
        template_id = id_of("template_id", template_id)
        payload = body(OptimizationTemplateUpdate, data)
        return self._record(
            OptimizationTemplate,
            lambda api: update_optimization_template.sync_detailed(template_id, client=api, body=payload),
        )

    def copy_template(self, template_id: Thing, project_id: Thing | None = None) -> OptimizationTemplate:
        """Copy a template, built-in or not, into a project.

        Parameters
        ----------
        template_id : str
            Id of the template.
        project_id : str, optional
            Receiving project; the client's default otherwise.

        Returns
        -------
        OptimizationTemplate
            The copy.

        Raises
        ------
        NotFoundError
            No such template.

        Notes
        -----
        Source: ``copy_optimization_template``.
        """
        template_id = id_of("template_id", template_id)
        payload = body(OptimizationTemplateCopy, {"project_id": self._project(project_id)})
        return self._record(
            OptimizationTemplate,
            lambda api: copy_optimization_template.sync_detailed(template_id, client=api, body=payload),
        )
