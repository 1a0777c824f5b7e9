"""Lots of cells."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

from ionworks_openapi.api.cell_batch import (
    create_cell_batch,
    delete_cell_batch,
    get_cell_batch,
    list_cell_batches,
    update_cell_batch,
)
from ionworks_openapi.models import CellBatchCreate, CellBatchUpdate

from ionworks.records import CellBatch
from ionworks.resources._shared.base import Resource, body
from ionworks.resources._shared.existing import create_or_reuse
from ionworks.resources._shared.filters import named
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.transport.paging import PaginatedList


class CellBatches(Resource):
    """``client.cell_batch``: lots of cells of a specification."""

    def get(self, batch_id: Thing) -> CellBatch:
        """One lot.

        Parameters
        ----------
        batch_id : str
            Id of the lot.

        Returns
        -------
        CellBatch
            The lot.

        Raises
        ------
        NotFoundError
            No such lot.

        Notes
        -----
        Source: ``get_cell_batch``.
        """
        batch_id = id_of("batch_id", batch_id)
        return self._record(CellBatch, lambda api: get_cell_batch.sync_detailed(batch_id, client=api))

    def list(
        self,
        cell_spec_id: Thing,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
    ) -> PaginatedList[CellBatch]:
        """One page of a specification's lots.

        Parameters
        ----------
        cell_spec_id : str
            Id of the specification.
        limit, offset : int, optional
            Page size, and rows to skip.
        name, name_exact : str, optional
            Case-insensitive substring, or exact name (wins).

        Returns
        -------
        PaginatedList of CellBatch
            The page.

        Notes
        -----
        Source: ``list_cell_batches``.
        """
        spec = id_of("cell_spec_id", cell_spec_id)
        return self._page(
            CellBatch,
            lambda api: list_cell_batches.sync_detailed(
                spec,
                client=api,
                **named(limit, offset, name, name_exact),
            ),
        )

    def create(self, cell_spec_id: Thing, data: Mapping[str, Any]) -> CellBatch:
        """Create a lot.

        Parameters
        ----------
        cell_spec_id : str
            Id of the specification.
        data : dict
            ``name`` (required), ``notes``, ``date_manufactured``, ``properties``.

        Returns
        -------
        CellBatch
            The new lot.

        Raises
        ------
        ConflictError
            The name is taken.

        Notes
        -----
        Source: ``create_cell_batch``.
        """
        cell_spec_id = id_of("cell_spec_id", cell_spec_id)
        payload = body(CellBatchCreate, data)
        return self._record(
            CellBatch, lambda api: create_cell_batch.sync_detailed(cell_spec_id, client=api, body=payload)
        )

    def create_or_get(self, cell_spec_id: Thing, data: Mapping[str, Any]) -> CellBatch:
        """Create a lot, or get the one of this name as it is.

        Parameters
        ----------
        cell_spec_id : str
            Id of the specification.
        data : dict
            As of `create`.

        Returns
        -------
        CellBatch
            The new lot, or the one there is.

        Raises
        ------
        ValidationError
            There is a conflict, but no lot of this name. A ``ValueError``.

        Notes
        -----
        Source: ``create_cell_batch``, ``get_cell_batch``, ``list_cell_batches``.
        """
        return create_or_reuse(
            lambda: self.create(cell_spec_id, data), self.get, lambda name: self._named(cell_spec_id, name), data
        )

    def _named(self, cell_spec_id: Thing, name: str) -> builtins.list[CellBatch]:
        """Lots of this name, whatever its case."""
        return [one for one in self.list(cell_spec_id, name=name) if one.name.casefold() == name.casefold()]

    def update(self, batch_id: Thing, data: Mapping[str, Any]) -> CellBatch:
        """Change the fields given; others stay.

        Parameters
        ----------
        batch_id : str
            Id of the lot.
        data : dict
            The fields to change.

        Returns
        -------
        CellBatch
            The changed lot.

        Raises
        ------
        NotFoundError
            No such lot.
        ConflictError
            The name is taken.

        Notes
        -----
        Source: ``update_cell_batch``.
        """
        batch_id = id_of("batch_id", batch_id)
        payload = body(CellBatchUpdate, data)
        return self._record(CellBatch, lambda api: update_cell_batch.sync_detailed(batch_id, client=api, body=payload))

    def delete(self, batch_id: Thing) -> None:
        """Delete a lot; its cells stay, without one.

        Parameters
        ----------
        batch_id : str
            Id of the lot.

        Raises
        ------
        NotFoundError
            No such lot.

        Notes
        -----
        Source: ``delete_cell_batch``.
        """
        batch_id = id_of("batch_id", batch_id)
        self._call(lambda api: delete_cell_batch.sync_detailed(batch_id, client=api))
