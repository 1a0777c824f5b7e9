"""What the elements of a pipeline stored: metadata and series of their jobs."""

from __future__ import annotations

from typing import Any

from ionworks_openapi.api.pipeline import list_pipeline_elements

from ionworks.errors import ValidationError
from ionworks.resources._shared.base import JsonDict, Resource
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.resources.job import Jobs


class PipelineElements(Resource):
    """The part of ``client.pipeline`` that reads elements."""

    def get_element_metadata(
        self,
        pipeline_id: Thing,
        element_name: str,
        elements: list[dict[str, Any]] | None = None,
    ) -> JsonDict:
        """Full metadata of an element's job.

        Parameters
        ----------
        pipeline_id : str
            Id of the pipeline.
        element_name : str
            Name of the element.
        elements : list of dict, optional
            Elements already fetched, to save a request.

        Returns
        -------
        dict
            As `job.get_metadata`.

        Raises
        ------
        ValidationError
            Unknown element, or it has no job yet. A ``ValueError``.

        Notes
        -----
        Source: ``list_pipeline_elements``, ``get_job_metadata``.
        """
        pipeline_id = id_of("pipeline_id", pipeline_id)
        return self._jobs.get_metadata(self._element_job(pipeline_id, element_name, elements))

    def get_element_series_channels(
        self,
        pipeline_id: Thing,
        element_name: str,
        elements: list[dict[str, Any]] | None = None,
    ) -> dict[str, dict[str, list[str]]]:
        """Names of an element's stored series.

        Parameters
        ----------
        pipeline_id, element_name, elements
            As for `get_element_metadata`.

        Returns
        -------
        dict
            As `job.get_series_channels`.

        Raises
        ------
        ValidationError
            Unknown element, or it has no job yet. A ``ValueError``.

        Notes
        -----
        Source: ``list_pipeline_elements``, ``list_job_series_channels``.
        """
        pipeline_id = id_of("pipeline_id", pipeline_id)
        return self._jobs.get_series_channels(self._element_job(pipeline_id, element_name, elements))

    def get_element_series(
        self,
        pipeline_id: Thing,
        element_name: str,
        objective: str,
        elements: list[dict[str, Any]] | None = None,
        **kwargs: Any,
    ) -> dict[str, list[Any]]:
        """Stored series of one objective of an element.

        Parameters
        ----------
        pipeline_id, element_name, elements
            As for `get_element_metadata`.
        objective : str
            Name of the objective.
        **kwargs
            Further arguments of `job.get_series`.

        Returns
        -------
        dict of str to list
            Channels of equal length.

        Raises
        ------
        ValidationError
            Unknown element, or it has no job yet. A ``ValueError``.

        Notes
        -----
        Source: ``list_pipeline_elements``, ``get_job_series``.
        """
        pipeline_id = id_of("pipeline_id", pipeline_id)
        job_id = self._element_job(pipeline_id, element_name, elements)
        return self._jobs.get_series(job_id, objective, **kwargs)

    @property
    def _jobs(self) -> Jobs:
        return Jobs(self._connection)

    def _element_job(self, pipeline_id: str, element_name: str, elements: list[dict[str, Any]] | None) -> str:
        if elements is None:
            rows = self._call(lambda api: list_pipeline_elements.sync_detailed(pipeline_id, client=api))
            elements = [row.to_dict() for row in rows]
        jobs = {row["name"]: row.get("job_id") for row in elements}
        if element_name not in jobs:
            allowed = ", ".join(map(repr, jobs))
            raise ValidationError(f"element_name: found {element_name!r}; allowed: {allowed}")
        job_id = jobs[element_name]
        if job_id is None:
            raise ValidationError(f"element_name: element {element_name!r} has no job yet")
        return str(job_id)
