"""Planned measurements and schedules."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping
from typing import Any

from ionworks_openapi.api.planned_measurement import (
    apply_schedule,
    create_planned_measurement,
    delete_planned_measurement,
    get_planned_measurement,
    list_planned_measurements,
    propose_schedule,
    update_planned_measurement,
)
from ionworks_openapi.models import (
    ListPlannedMeasurementsOrder,
    ListPlannedMeasurementsOrderBy,
    ListPlannedMeasurementsStatus,
    PlannedMeasurementCreate,
    PlannedMeasurementUpdate,
    ScheduleApply,
    ScheduleRequest,
)

from ionworks.records import AutoScheduleAssignment, AutoScheduleProposal, PlannedMeasurement
from ionworks.resources._shared.base import Resource, body, choice, optional
from ionworks.resources._shared.existing import create_or_reuse
from ionworks.resources._shared.filters import named, ordered
from ionworks.resources._shared.ids import Thing, id_of, id_or_none, ids_of
from ionworks.transport.paging import PaginatedList


class PlannedMeasurements(Resource):
    """``client.planned_measurement``, in the client's default project unless `project_id` is given."""

    def get(self, planned_measurement_id: Thing, project_id: Thing | None = None) -> PlannedMeasurement:
        """One planned measurement.

        Parameters
        ----------
        planned_measurement_id : str
            Id of the planned measurement.
        project_id : str, optional
            Project it is in.

        Returns
        -------
        PlannedMeasurement
            The planned measurement.

        Notes
        -----
        Source: ``get_planned_measurement``.
        """
        planned_measurement_id = id_of("planned_measurement_id", planned_measurement_id)
        project = self._project(project_id)
        return self._record(
            PlannedMeasurement,
            lambda api: get_planned_measurement.sync_detailed(project, planned_measurement_id, client=api),
        )

    def list(
        self,
        project_id: Thing | None = None,
        limit: int | None = None,
        offset: int | None = None,
        *,
        status: str | None = None,
        channel_id: Thing | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        order_by: str | None = None,
        order: str | None = None,
    ) -> PaginatedList[PlannedMeasurement]:
        """One page of a project's planned measurements.

        Parameters
        ----------
        project_id : str, optional
            Project to list.
        limit, offset : int, optional
            Page size, and rows to skip.
        status : str, optional
            ``requested``, ``scheduled``, ``in_progress``, ``completed`` or ``cancelled``.
        channel_id : str, optional
            Only those on this channel.
        name, name_exact : str, optional
            Case-insensitive substring, or exact name (wins).
        order_by, order : str, optional
            Column to sort by, and ``"asc"`` or ``"desc"``.

        Returns
        -------
        PaginatedList of PlannedMeasurement
            The page.

        Notes
        -----
        Source: ``list_planned_measurements``.
        """
        project = self._project(project_id)
        channel = id_or_none("channel_id", channel_id)
        return self._page(
            PlannedMeasurement,
            lambda api: list_planned_measurements.sync_detailed(
                project,
                client=api,
                **named(limit, offset, name, name_exact),
                status=choice(ListPlannedMeasurementsStatus, status, "status"),
                channel_id=optional(channel),
                **ordered(ListPlannedMeasurementsOrderBy, order_by, ListPlannedMeasurementsOrder, order),
            ),
        )

    def create(self, data: Mapping[str, Any], project_id: Thing | None = None) -> PlannedMeasurement:
        """Plan a measurement.

        Parameters
        ----------
        data : dict
            ``name``, ``protocol_id``, ``cell_specification_id`` and ``estimated_duration_seconds`` [s]; or, with
            ``status`` ``"scheduled"``, ``channel_id``, ``planned_start_time`` and ``planned_end_time``; further
            ``cell_instance_id``, ``test_setup`` (``max_amps`` [A], ``min_volts``, ``max_volts`` [V]),
            ``setup_duration_seconds``, ``teardown_duration_seconds`` [s], ``notes``.
        project_id : str, optional
            Project it is in.

        Returns
        -------
        PlannedMeasurement
            The planned measurement.

        Notes
        -----
        Source: ``create_planned_measurement``.
        """
        project = self._project(project_id)
        payload = body(PlannedMeasurementCreate, data)
        return self._record(
            PlannedMeasurement,
            lambda api: create_planned_measurement.sync_detailed(project, client=api, body=payload),
        )

    def create_or_get(self, data: Mapping[str, Any], project_id: Thing | None = None) -> PlannedMeasurement:
        """Plan a measurement, or get the one of this name as it is.

        Parameters
        ----------
        data : dict
            As of `create`.
        project_id : str, optional
            Project it is in.

        Returns
        -------
        PlannedMeasurement
            The planned measurement.

        Notes
        -----
        Source: ``create_planned_measurement``.
        """
        return create_or_reuse(
            lambda: self.create(data, project_id),
            lambda identifier: self.get(identifier, project_id),
            lambda name: self.list(project_id, name_exact=name),
            data,
        )

    def update(
        self, planned_measurement_id: Thing, data: Mapping[str, Any], project_id: Thing | None = None
    ) -> PlannedMeasurement:
        """Change the fields given; others stay.

        Parameters
        ----------
        planned_measurement_id : str
            Id of the planned measurement.
        data : dict
            The fields to change.
        project_id : str, optional
            Project it is in.

        Returns
        -------
        PlannedMeasurement
            The planned measurement.

        Notes
        -----
        Source: ``update_planned_measurement``.
        """
        planned_measurement_id = id_of("planned_measurement_id", planned_measurement_id)
        project = self._project(project_id)
        payload = body(PlannedMeasurementUpdate, data)
        return self._record(
            PlannedMeasurement,
            lambda api: update_planned_measurement.sync_detailed(
                project, planned_measurement_id, client=api, body=payload
            ),
        )

    def schedule(
        self,
        planned_measurement_id: Thing,
        channel_id: Thing,
        planned_start_time: str,
        planned_end_time: str,
        project_id: Thing | None = None,
    ) -> PlannedMeasurement:
        """Give a planned measurement its place.

        Parameters
        ----------
        planned_measurement_id : str
            Id of the planned measurement.
        channel_id : str
            Channel to run it on.
        planned_start_time, planned_end_time : str
            From and to, ISO 8601.
        project_id : str, optional
            Project it is in.

        Returns
        -------
        PlannedMeasurement
            The planned measurement.

        Raises
        ------
        ConflictError
            The channel is taken at the time.
        BadRequestError
            The channel is not rated for it, or the end is not after the start.

        Notes
        -----
        Source: ``update_planned_measurement``.
        """
        place = {"channel_id": id_of("channel_id", channel_id), "status": "scheduled"}
        times = {"planned_start_time": planned_start_time, "planned_end_time": planned_end_time}
        return self.update(planned_measurement_id, {**place, **times}, project_id)

    def auto_schedule_proposal(
        self,
        planned_measurement_ids: Iterable[Thing],
        start_after: str | None = None,
        project_id: Thing | None = None,
    ) -> AutoScheduleProposal:
        """Earliest places for planned measurements.

        Parameters
        ----------
        planned_measurement_ids : list of str or PlannedMeasurement
            In the order of their priority.
        start_after : str, optional
            Earliest time, ISO 8601; now by default.
        project_id : str, optional
            Project it is in.

        Returns
        -------
        AutoScheduleProposal
            One assignment for each; nothing is stored.

        Notes
        -----
        Source: ``propose_schedule``.
        """
        project = self._project(project_id)
        ids = ids_of("planned_measurement_ids", planned_measurement_ids)
        given = {"planned_measurement_ids": ids, "start_after": start_after}
        payload = body(ScheduleRequest, {name: value for name, value in given.items() if value is not None})
        return self._record(
            AutoScheduleProposal, lambda api: propose_schedule.sync_detailed(project, client=api, body=payload)
        )

    def apply_auto_schedule_proposal(
        self,
        assignments: builtins.list[AutoScheduleAssignment | dict[str, Any]],
        project_id: Thing | None = None,
    ) -> builtins.list[PlannedMeasurement]:
        """Schedule all assignments of a proposal, or none.

        Parameters
        ----------
        assignments : list of AutoScheduleAssignment or dict
            Those of a proposal, or some of them.
        project_id : str, optional
            Project it is in.

        Returns
        -------
        list of PlannedMeasurement
            Those that were scheduled.

        Raises
        ------
        ConflictError
            ``error_code`` ``SCHEDULE_STALE``: something has changed since the proposal; nothing was changed.

        Notes
        -----
        Source: ``apply_schedule``.
        """
        project = self._project(project_id)
        rows = [one.to_dict() if isinstance(one, AutoScheduleAssignment) else dict(one) for one in assignments]
        payload = body(ScheduleApply, {"assignments": rows})
        found = self._call(lambda api: apply_schedule.sync_detailed(project, client=api, body=payload))
        return [PlannedMeasurement.from_wire(row) for row in found]

    def cancel(self, planned_measurement_id: Thing, project_id: Thing | None = None) -> PlannedMeasurement:
        """Cancel a planned measurement.

        Parameters
        ----------
        planned_measurement_id : str
            Id of the planned measurement.
        project_id : str, optional
            Project it is in.

        Returns
        -------
        PlannedMeasurement
            The planned measurement.

        Notes
        -----
        Source: ``update_planned_measurement``.
        """
        return self.update(planned_measurement_id, {"status": "cancelled"}, project_id)

    def delete(self, planned_measurement_id: Thing, project_id: Thing | None = None) -> None:
        """Delete a planned measurement.

        Parameters
        ----------
        planned_measurement_id : str
            Id of the planned measurement.
        project_id : str, optional
            Project it is in.

        Notes
        -----
        Source: ``delete_planned_measurement``.
        """
        planned_measurement_id = id_of("planned_measurement_id", planned_measurement_id)
        project = self._project(project_id)
        self._call(lambda api: delete_planned_measurement.sync_detailed(project, planned_measurement_id, client=api))
