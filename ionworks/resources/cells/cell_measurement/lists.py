"""Finding measurements: one by id, pages of a cell or a project."""

from __future__ import annotations

import builtins
from collections.abc import Iterable

from ionworks_openapi.api.cell_measurement import (
    get_cell_measurement,
    list_cell_measurements,
    list_project_measurements,
)
from ionworks_openapi.models import (
    ListCellMeasurementsOrder,
    ListCellMeasurementsOrderBy,
    ListProjectMeasurementsOrder,
    ListProjectMeasurementsOrderBy,
    MeasurementType,
)
from ionworks_openapi.types import Unset

from ionworks.records import CellMeasurement
from ionworks.resources._shared.base import Resource, choice, optional, text_list
from ionworks.resources._shared.filters import PageKeywords, name_filter, ordered, owned, page_of, timestamp
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.transport.paging import PaginatedList


class MeasurementLists(Resource):
    """The finding part of ``client.cell_measurement``."""

    def get(self, measurement_id: Thing) -> CellMeasurement:
        """One measurement, without its data.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.

        Returns
        -------
        CellMeasurement
            The record; ``processing_status`` says whether its steps are there yet.

        Raises
        ------
        NotFoundError
            No such measurement, or this key may not see it.

        Notes
        -----
        Source: ``get_cell_measurement``.
        """
        measurement_id = id_of("measurement_id", measurement_id)
        return self._record(CellMeasurement, lambda api: get_cell_measurement.sync_detailed(measurement_id, client=api))

    def list(
        self,
        cell_instance_id: Thing,
        limit: int | None = None,
        offset: int | None = None,
        measurement_type: str | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        created_by_email: str | None = None,
        started_after: str | None = None,
        started_before: str | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        updated_after: str | None = None,
        updated_before: str | None = None,
        tags_all: Iterable[str] | None = None,
        tags_any: Iterable[str] | None = None,
        order_by: str | None = None,
        order: str | None = None,
    ) -> PaginatedList[CellMeasurement]:
        """One page of the measurements of a cell.

        Parameters
        ----------
        cell_instance_id : str
            Id of the cell.
        limit, offset : int, optional
            Page size, and rows to skip.
        measurement_type : {"time_series", "file", "properties"}, optional
            Only this kind.
        name, name_exact : str, optional
            Case-insensitive substring, or exact name (wins).
        created_by_email : str, optional
            Case-insensitive part of the creator's address.
        started_after, started_before, created_after, created_before, updated_after, updated_before : str, optional
            ISO 8601 date or datetime bounds, inclusive.
        tags_all, tags_any : iterable of str, optional
            Only those with all, or with at least one, of these tags; case does not count.
        order_by : {"name", "created_at", "updated_at", "start_time"}, optional
            Column to sort by.
        order : {"asc", "desc"}, optional
            Direction.

        Returns
        -------
        PaginatedList of CellMeasurement
            A list that also has ``.total``.

        Notes
        -----
        Source: ``list_cell_measurements``.
        """
        cell_instance_id = id_of("cell_instance_id", cell_instance_id)
        return self._page(
            CellMeasurement,
            lambda api: list_cell_measurements.sync_detailed(
                cell_instance_id,
                client=api,
                **_measured(limit, offset, measurement_type, tags_all, tags_any),
                name=name_filter(name, name_exact),
                start_time_gt=timestamp(started_after),
                start_time_lt=timestamp(started_before),
                **owned(created_by_email, created_after, created_before, updated_after, updated_before),
                **ordered(ListCellMeasurementsOrderBy, order_by, ListCellMeasurementsOrder, order),
            ),
        )

    def list_by_project(
        self,
        project_id: Thing,
        limit: int | None = None,
        offset: int | None = None,
        measurement_type: str | None = None,
        *,
        q: str | None = None,
        tags_all: Iterable[str] | None = None,
        tags_any: Iterable[str] | None = None,
        order_by: str | None = None,
        order: str | None = None,
    ) -> PaginatedList[CellMeasurement]:
        """One page of the measurements of all cells of a project.

        Parameters
        ----------
        project_id : str
            Id of the project.
        limit, offset : int, optional
            Page size (25 by default, at most 1000), and rows to skip.
        measurement_type : {"time_series", "file", "properties"}, optional
            Only this kind.
        q : str, optional
            Text to find in name, notes, protocol name or tags; case does not count.
        tags_all, tags_any : iterable of str, optional
            Only those with all, or with at least one, of these tags; case does not count.
        order_by : {"name", "created_at", "updated_at", "start_time"}, optional
            Column to sort by.
        order : {"asc", "desc"}, optional
            Direction.

        Returns
        -------
        PaginatedList of CellMeasurement
            A list that also has ``.total``.

        Notes
        -----
        Source: ``list_project_measurements``.
        """
        project_id = id_of("project_id", project_id)
        return self._page(
            CellMeasurement,
            lambda api: list_project_measurements.sync_detailed(
                client=api,
                project_id=project_id,
                **_measured(limit, offset, measurement_type, tags_all, tags_any),
                q=optional(q),
                **ordered(ListProjectMeasurementsOrderBy, order_by, ListProjectMeasurementsOrder, order),
            ),
        )


class _MeasuredKeywords(PageKeywords):
    measurement_type: MeasurementType | Unset
    tags_all: builtins.list[str] | Unset
    tags_any: builtins.list[str] | Unset


def _measured(
    limit: int | None,
    offset: int | None,
    measurement_type: str | None,
    tags_all: Iterable[str] | None,
    tags_any: Iterable[str] | None,
) -> _MeasuredKeywords:
    """Page, kind and tags."""
    return {
        **page_of(limit, offset),
        "measurement_type": choice(MeasurementType, measurement_type, "measurement_type"),
        "tags_all": optional(tag_list(tags_all)),
        "tags_any": optional(tag_list(tags_any)),
    }


def tag_list(tags: Iterable[str] | str | None) -> builtins.list[str] | None:
    """Tags as a list; one text is one tag, ``None`` is not given."""
    return None if tags is None else text_list(tags, "tags")
