"""Cell instances: the physical cells of a specification."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from ionworks_openapi.api.cell_instance import (
    create_cell_instance,
    delete_cell_instance,
    get_cell_instance,
    list_cell_instances,
    update_cell_instance,
)
from ionworks_openapi.models import (
    CellInstanceCreate,
    CellInstanceUpdate,
    ListCellInstancesOrder,
    ListCellInstancesOrderBy,
)

from ionworks.errors import ValidationError
from ionworks.records import CellInstance, CellInstanceDetail, CellMeasurementDetail
from ionworks.resources._shared.base import Resource, body, optional
from ionworks.resources._shared.existing import create_or_reuse
from ionworks.resources._shared.filters import named, ordered, owned
from ionworks.resources._shared.ids import Thing, id_of, id_or_none
from ionworks.resources._shared.names import by_name
from ionworks.resources.cells.cell_measurement import CellMeasurements
from ionworks.transport.paging import PaginatedList

_PARALLEL_DETAILS: Final = 6


class CellInstances(Resource):
    """``client.cell_instance``."""

    def get(self, cell_instance_id: Thing) -> CellInstance:
        """One cell.

        Parameters
        ----------
        cell_instance_id : str
            Id of the cell.

        Returns
        -------
        CellInstance
            The cell.

        Raises
        ------
        NotFoundError
            No such cell, or this key may not see it.

        Notes
        -----
        Source: ``get_cell_instance``.
        """
        cell_instance_id = id_of("cell_instance_id", cell_instance_id)
        return self._record(CellInstance, lambda api: get_cell_instance.sync_detailed(cell_instance_id, client=api))

    def get_by_name(self, name: str, cell_spec_id: Thing) -> CellInstance:
        """The cell of a name in a specification.

        Parameters
        ----------
        name : str
            Exact name.
        cell_spec_id : str or CellSpecification
            Its specification.

        Returns
        -------
        CellInstance
            The cell.

        Raises
        ------
        NotFoundError
            There is none; the message offers the closest names.
        ConflictError
            Several have the name; the message lists their ids.

        Notes
        -----
        Source: ``list_cell_instances``.
        """
        return by_name("cell instance", name, lambda exact: self.list(cell_spec_id, 100, name_exact=exact))

    def list(
        self,
        cell_spec_id: Thing,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        created_by_email: str | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        updated_after: str | None = None,
        updated_before: str | None = None,
        order_by: str | None = None,
        order: str | None = None,
        batch_id: Thing | None = None,
    ) -> PaginatedList[CellInstance]:
        """One page of the cells of a specification.

        Parameters
        ----------
        cell_spec_id : str
            Id of the specification.
        limit, offset : int, optional
            Page size, and rows to skip.
        name, name_exact : str, optional
            Case-insensitive substring, or exact name (wins).
        created_by_email : str, optional
            Case-insensitive part of the creator's address.
        created_after, created_before, updated_after, updated_before : str, optional
            ISO 8601 date or datetime bounds, inclusive.
        order_by : {"name", "created_at", "updated_at"}, optional
            Column to sort by.
        order : {"asc", "desc"}, optional
            Direction.
        batch_id : str, optional
            Only the cells of this lot.

        Returns
        -------
        PaginatedList of CellInstance
            A list that also has ``.total``.

        Notes
        -----
        Source: ``list_cell_instances``.
        """
        cell_spec_id = id_of("cell_spec_id", cell_spec_id)
        batch_id = id_or_none("batch_id", batch_id)
        return self._page(
            CellInstance,
            lambda api: list_cell_instances.sync_detailed(
                cell_spec_id,
                client=api,
                **named(limit, offset, name, name_exact),
                **owned(created_by_email, created_after, created_before, updated_after, updated_before),
                batch_id=optional(batch_id),
                **ordered(ListCellInstancesOrderBy, order_by, ListCellInstancesOrder, order),
            ),
        )

    def create(self, cell_spec_id: Thing, data: dict[str, Any]) -> CellInstance:
        """Create a cell.

        Parameters
        ----------
        cell_spec_id : str
            Id of its specification.
        data : dict
            ``name`` (required, unique in the specification), ``batch_id``, ``date_manufactured``
            (``YYYY-MM-DD``), ``measured_properties`` (quantities grouped by component), ``notes``.

        Returns
        -------
        CellInstance
            The new cell.

        Raises
        ------
        ValidationError
            No ``name``, or the former key ``batch``. A ``ValueError``.
        ConflictError
            The name is taken; ``existing_id`` is the holder.

        Notes
        -----
        Source: ``create_cell_instance``.
        """
        cell_spec_id = id_of("cell_spec_id", cell_spec_id)
        payload = body(CellInstanceCreate, _check_batch(data))
        return self._record(
            CellInstance, lambda api: create_cell_instance.sync_detailed(cell_spec_id, client=api, body=payload)
        )

    def create_or_get(self, cell_spec_id: Thing, data: dict[str, Any]) -> CellInstance:
        """Create a cell, or get the one of this name in the specification, unchanged.

        Parameters
        ----------
        cell_spec_id : str
            Id of its specification.
        data : dict
            As in `create`.

        Returns
        -------
        CellInstance
            The new or the existing cell.

        Raises
        ------
        ValidationError
            The existing one cannot be found. A ``ValueError``.

        Notes
        -----
        Source: ``create_cell_instance``, ``get_cell_instance``.
        """
        return create_or_reuse(
            lambda: self.create(cell_spec_id, data),
            self.get,
            lambda name: self.list(cell_spec_id, name_exact=name),
            data,
        )

    def update(self, cell_instance_id: Thing, data: dict[str, Any]) -> CellInstance:
        """Change the fields given; ``batch_id`` ``None`` takes the cell out of its lot.

        Parameters
        ----------
        cell_instance_id : str
            Id of the cell.
        data : dict
            Fields as in `create`.

        Returns
        -------
        CellInstance
            The changed cell.

        Raises
        ------
        ValidationError
            The former key ``batch``. A ``ValueError``.
        BadRequestError
            The lot belongs to another specification.

        Notes
        -----
        Source: ``update_cell_instance``.
        """
        cell_instance_id = id_of("cell_instance_id", cell_instance_id)
        payload = body(CellInstanceUpdate, _check_batch(data))
        return self._record(
            CellInstance, lambda api: update_cell_instance.sync_detailed(cell_instance_id, client=api, body=payload)
        )

    def delete(self, cell_instance_id: Thing) -> None:
        """Delete a cell with its measurements and their data.

        Parameters
        ----------
        cell_instance_id : str
            Id of the cell.

        Raises
        ------
        NotFoundError
            No such cell.

        Notes
        -----
        Source: ``delete_cell_instance``.
        """
        cell_instance_id = id_of("cell_instance_id", cell_instance_id)
        self._call(lambda api: delete_cell_instance.sync_detailed(cell_instance_id, client=api))

    def detail(
        self,
        cell_instance_id: Thing,
        include_steps: bool = True,
        include_cycles: bool = True,
        include_time_series: bool = True,
    ) -> CellInstanceDetail:
        """One cell with its measurements (the first page of them) and their data, fetched in parallel.

        Parameters
        ----------
        cell_instance_id : str
            Id of the cell.
        include_steps, include_cycles, include_time_series : bool
            Which tables to fetch of each measurement.

        Returns
        -------
        CellInstanceDetail
            ``instance``, ``specification_id`` and ``measurements``, each a ``CellMeasurementDetail``.

        Raises
        ------
        NotFoundError
            No such cell.

        Notes
        -----
        Source: ``get_cell_instance``, ``list_cell_measurements`` and those of `CellMeasurements.detail`.
        """
        cell_instance_id = id_of("cell_instance_id", cell_instance_id)
        measurements = CellMeasurements(self._connection)
        with ThreadPoolExecutor(_PARALLEL_DETAILS) as threads:
            page = threads.submit(measurements.list, cell_instance_id)
            instance = self.get(cell_instance_id)

            def detail(measurement_id: str) -> CellMeasurementDetail:
                return measurements.detail(
                    measurement_id,
                    include_steps=include_steps,
                    include_cycles=include_cycles,
                    include_time_series=include_time_series,
                )

            details = list(threads.map(detail, [row.id for row in page.result()]))
        return CellInstanceDetail(
            instance=instance, specification_id=instance.cell_specification_id, measurements=details
        )


def _check_batch(data: Any) -> Any:
    if isinstance(data, Mapping) and "batch" in data:
        raise ValidationError("data.batch: found; allowed: batch_id, the id of a lot")
    return data
