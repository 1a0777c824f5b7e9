"""Studies: named groups of simulations and measurements in a project."""

from __future__ import annotations

from typing import Any

from ionworks_openapi.api.study import (
    assign_study_measurement,
    assign_study_simulation,
    create_study,
    delete_study,
    get_study,
    list_studies,
    list_study_measurements,
    remove_study_measurement,
    remove_study_simulation,
    update_study,
)
from ionworks_openapi.models import EmptyBody, ListStudiesOrder, ListStudiesOrderBy, StudyCreate, StudyUpdate

from ionworks.errors import ValidationError
from ionworks.records import Study
from ionworks.resources._shared.base import Resource, body
from ionworks.resources._shared.filters import named, ordered, page_of
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.resources._shared.names import by_name
from ionworks.transport.paging import PaginatedList


class Studies(Resource):
    """``client.study``. Every method works in the client's default project unless `project_id` is given."""

    def get(self, study_id: Thing, project_id: Thing | None = None) -> Study:
        """One study.

        Parameters
        ----------
        study_id : str
            Id of the study.
        project_id : str, optional
            Project it is in.

        Returns
        -------
        Study
            The study.

        Raises
        ------
        NotFoundError
            No such study in this project.

        Notes
        -----
        Source: ``get_study``.
        """
        study_id = id_of("study_id", study_id)
        project = self._project(project_id)
        return self._record(Study, lambda api: get_study.sync_detailed(project, study_id, client=api))

    def get_by_name(self, name: str, project_id: Thing | None = None) -> Study:
        """The study of a name in a project.

        Parameters
        ----------
        name : str
            Exact name.
        project_id : str or Project, optional
            Project to look in; the client's default otherwise.

        Returns
        -------
        Study
            The study.

        Raises
        ------
        NotFoundError
            There is none; the message offers the closest names.
        ConflictError
            Several have the name; the message lists their ids.

        Notes
        -----
        Source: ``list_studies``.
        """
        return by_name("study", name, lambda exact: self.list(project_id, 100, name_exact=exact))

    def list(
        self,
        project_id: Thing | None = None,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        order_by: str | None = None,
        order: str | None = None,
    ) -> PaginatedList[Study]:
        """One page of a project's studies.

        Parameters
        ----------
        project_id : str, optional
            Project to list.
        limit, offset : int, optional
            Page size, and rows to skip.
        name, name_exact : str, optional
            Case-insensitive substring, or exact name (wins).
        order_by : {"name", "created_at", "updated_at"}, optional
            Column to sort by.
        order : {"asc", "desc"}, optional
            Direction.

        Returns
        -------
        PaginatedList of Study
            Rows also carry ``simulation_count`` and ``validation_count``.

        Notes
        -----
        Source: ``list_studies``.
        """
        project = self._project(project_id)
        return self._page(
            Study,
            lambda api: list_studies.sync_detailed(
                project,
                client=api,
                **named(limit, offset, name, name_exact),
                **ordered(ListStudiesOrderBy, order_by, ListStudiesOrder, order),
            ),
        )

    def create(self, data: dict[str, Any] | None = None, project_id: Thing | None = None) -> Study:
        """Create a study.

        Parameters
        ----------
        data : dict
            ``name`` (required) and ``description``.
        project_id : str, optional
            Project to create it in.

        Returns
        -------
        Study
            The new study.

        Raises
        ------
        ValidationError
            `data` is no dict (a project id passed first, for example) or has no ``name``. A ``ValueError``.

        Notes
        -----
        Source: ``create_study``.
        """
        payload = body(StudyCreate, data)
        if not payload.name:
            raise ValidationError("data.name: found ''; allowed: a non-empty name")
        project = self._project(project_id)
        return self._record(Study, lambda api: create_study.sync_detailed(project, client=api, body=payload))

    def update(self, study_id: Thing, data: dict[str, Any] | None = None, project_id: Thing | None = None) -> Study:
        """Change ``name`` or ``description``; other fields stay.

        Parameters
        ----------
        study_id : str
            Id of the study.
        data : dict
            The fields to change.
        project_id : str, optional
            Project it is in.

        Returns
        -------
        Study
            The changed study.

        Raises
        ------
        NotFoundError
            No such study in this project.

        Notes
        -----
        Source: ``update_study``.
        """
        study_id = id_of("study_id", study_id)
        payload = body(StudyUpdate, data)
        project = self._project(project_id)
        return self._record(Study, lambda api: update_study.sync_detailed(project, study_id, client=api, body=payload))

    def delete(self, study_id: Thing, project_id: Thing | None = None) -> None:
        """Delete a study; its simulations and measurements stay.

        Parameters
        ----------
        study_id : str
            Id of the study.
        project_id : str, optional
            Project it is in.

        Raises
        ------
        NotFoundError
            No such study in this project.

        Notes
        -----
        Source: ``delete_study``.
        """
        study_id = id_of("study_id", study_id)
        project = self._project(project_id)
        self._call(lambda api: delete_study.sync_detailed(project, study_id, client=api))

    def assign_simulation(
        self, study_id: Thing, simulation_id: Thing, project_id: Thing | None = None
    ) -> dict[str, Any]:
        """Put a simulation into a study; doing it again changes nothing.

        Parameters
        ----------
        study_id, simulation_id : str
            Ids of study and simulation.
        project_id : str, optional
            Project of the study.

        Returns
        -------
        dict
            The assignment.

        Raises
        ------
        NotFoundError
            No such study or simulation.

        Notes
        -----
        Source: ``assign_study_simulation``.
        """
        study_id = id_of("study_id", study_id)
        simulation_id = id_of("simulation_id", simulation_id)
        project = self._project(project_id)
        return self._dict(
            lambda api: assign_study_simulation.sync_detailed(
                project, study_id, simulation_id, client=api, body=EmptyBody()
            )
        )

    def remove_simulation(self, study_id: Thing, simulation_id: Thing, project_id: Thing | None = None) -> None:
        """Take a simulation out of a study; the simulation stays.

        Parameters
        ----------
        study_id, simulation_id : str
            Ids of study and simulation.
        project_id : str, optional
            Project of the study.

        Raises
        ------
        NotFoundError
            No such study, or the simulation is not in it.

        Notes
        -----
        Source: ``remove_study_simulation``.
        """
        study_id = id_of("study_id", study_id)
        simulation_id = id_of("simulation_id", simulation_id)
        project = self._project(project_id)
        self._call(lambda api: remove_study_simulation.sync_detailed(project, study_id, simulation_id, client=api))

    def assign_measurement(
        self, study_id: Thing, measurement_id: Thing, project_id: Thing | None = None
    ) -> dict[str, Any]:
        """Put a measurement into a study.

        Parameters
        ----------
        study_id, measurement_id : str
            Ids of study and measurement.
        project_id : str, optional
            Project of the study.

        Returns
        -------
        dict
            The assignment.

        Raises
        ------
        NotFoundError
            No such study or measurement.

        Notes
        -----
        Source: ``assign_study_measurement``.
        """
        study_id = id_of("study_id", study_id)
        measurement_id = id_of("measurement_id", measurement_id)
        project = self._project(project_id)
        return self._dict(
            lambda api: assign_study_measurement.sync_detailed(
                project, study_id, measurement_id, client=api, body=EmptyBody()
            )
        )

    def list_measurements(
        self,
        study_id: Thing,
        project_id: Thing | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> dict[str, Any]:
        """Measurements of a study, as the plain envelope.

        Parameters
        ----------
        study_id : str
            Id of the study.
        project_id : str, optional
            Project it is in.
        limit, offset : int, optional
            Page size, and rows to skip.

        Returns
        -------
        dict
            ``items``, ``count`` (of this page) and ``total``.

        Notes
        -----
        Source: ``list_study_measurements``.
        """
        study_id = id_of("study_id", study_id)
        project = self._project(project_id)
        return self._dict(
            lambda api: list_study_measurements.sync_detailed(project, study_id, client=api, **page_of(limit, offset))
        )

    def remove_measurement(self, study_id: Thing, measurement_id: Thing, project_id: Thing | None = None) -> None:
        """Take a measurement out of a study; the measurement stays.

        Parameters
        ----------
        study_id, measurement_id : str
            Ids of study and measurement.
        project_id : str, optional
            Project of the study.

        Raises
        ------
        NotFoundError
            No such study, or the measurement is not in it.

        Notes
        -----
        Source: ``remove_study_measurement``.
        """
        study_id = id_of("study_id", study_id)
        measurement_id = id_of("measurement_id", measurement_id)
        project = self._project(project_id)
        self._call(lambda api: remove_study_measurement.sync_detailed(project, study_id, measurement_id, client=api))
