"""Labels on measurements: tags, watching, and links to raw data."""

from __future__ import annotations

import builtins
from collections.abc import Iterable

from ionworks_openapi.api.cell_measurement import (
    attach_measurement_raw_data,
    detach_measurement_raw_data,
    list_measurement_raw_data,
    list_measurement_tags,
    unwatch_measurement,
    update_measurement_tags,
    watch_measurement,
)
from ionworks_openapi.models import EmptyBody, MeasurementTagsUpdate, RawDataAttachment

from ionworks.records import MeasurementTagUsage, RawData
from ionworks.resources._shared.base import Resource, optional, text_list
from ionworks.resources._shared.ids import Thing, id_of, ids_of
from ionworks.transport.paging import PaginatedList


class MeasurementLabels(Resource):
    """The labelling part of ``client.cell_measurement``."""

    def list_tags(
        self, project_id: Thing, q: str | None = None, limit: int | None = None
    ) -> PaginatedList[MeasurementTagUsage]:
        """Tags used in a project, most used first.

        Parameters
        ----------
        project_id : str
            Id of the project.
        q : str, optional
            Text to find in the tag; case does not count.
        limit : int, optional
            Most tags to return (50 by default, at most 1000).

        Returns
        -------
        PaginatedList of MeasurementTagUsage
            ``tag`` and ``usage_count``.

        Notes
        -----
        Source: ``list_measurement_tags``.
        """
        project_id = id_of("project_id", project_id)
        return self._page(
            MeasurementTagUsage,
            lambda api: list_measurement_tags.sync_detailed(
                client=api, project_id=project_id, q=optional(q), limit=optional(limit)
            ),
        )

    def add_tags(self, measurement_ids: Thing | Iterable[Thing], tags: Iterable[str]) -> int:
        """Add tags to measurements, to all of them or to none.

        Parameters
        ----------
        measurement_ids : str or iterable of str
            At most 1000 ids.
        tags : iterable of str
            At most 50 a measurement, of at most 50 characters; case does not make a new tag.

        Returns
        -------
        int
            How many measurements changed.

        Raises
        ------
        NotFoundError
            One of them does not exist.
        BadRequestError
            Too many, too long or empty tags.

        Notes
        -----
        Source: ``update_measurement_tags``.
        """
        return self._change_tags(measurement_ids, add=text_list(tags, "tags"), remove=[])

    def remove_tags(self, measurement_ids: Thing | Iterable[Thing], tags: Iterable[str]) -> int:
        """Remove tags from measurements; those a measurement does not carry are ignored.

        Parameters
        ----------
        measurement_ids : str or iterable of str
            At most 1000 ids.
        tags : iterable of str
            Tags to remove; case does not count.

        Returns
        -------
        int
            How many measurements changed.

        Raises
        ------
        NotFoundError
            One of the measurements does not exist.

        Notes
        -----
        Source: ``update_measurement_tags``.
        """
        return self._change_tags(measurement_ids, add=[], remove=text_list(tags, "tags"))

    def watch(self, measurement_id: Thing) -> None:
        """Follow a measurement as the user of this key; doing it again changes nothing.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.

        Raises
        ------
        NotFoundError
            No such measurement.

        Notes
        -----
        Source: ``watch_measurement``.
        """
        measurement_id = id_of("measurement_id", measurement_id)
        self._call(lambda api: watch_measurement.sync_detailed(measurement_id, client=api, body=EmptyBody()))

    def unwatch(self, measurement_id: Thing) -> None:
        """Stop following a measurement; doing it again changes nothing.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.

        Raises
        ------
        NotFoundError
            No such measurement.

        Notes
        -----
        Source: ``unwatch_measurement``.
        """
        measurement_id = id_of("measurement_id", measurement_id)
        self._call(lambda api: unwatch_measurement.sync_detailed(measurement_id, client=api))

    def attach_raw_data(self, cell_measurement_id: Thing, raw_data_ids: Iterable[Thing]) -> None:
        """Link raw files to a measurement; doing it again changes nothing.

        Parameters
        ----------
        cell_measurement_id : str
            Id of the measurement.
        raw_data_ids : list of str
            Ids of raw-data records of the same project.

        Raises
        ------
        NotFoundError
            No such measurement or raw data.
        BadRequestError
            Raw data of another project.

        Notes
        -----
        Source: ``attach_measurement_raw_data``.
        """
        cell_measurement_id = id_of("cell_measurement_id", cell_measurement_id)
        payload = RawDataAttachment(raw_data_ids=ids_of("raw_data_ids", raw_data_ids))
        self._call(lambda api: attach_measurement_raw_data.sync_detailed(cell_measurement_id, client=api, body=payload))

    def detach_raw_data(self, cell_measurement_id: Thing, raw_data_id: Thing) -> None:
        """Remove the link to a raw file; the file stays.

        Parameters
        ----------
        cell_measurement_id, raw_data_id : str
            Ids of measurement and raw data.

        Raises
        ------
        NotFoundError
            No such link.

        Notes
        -----
        Source: ``detach_measurement_raw_data``.
        """
        cell_measurement_id = id_of("cell_measurement_id", cell_measurement_id)
        raw_data_id = id_of("raw_data_id", raw_data_id)
        self._call(lambda api: detach_measurement_raw_data.sync_detailed(cell_measurement_id, raw_data_id, client=api))

    def list_raw_data(self, cell_measurement_id: Thing, limit: int = 100, offset: int = 0) -> PaginatedList[RawData]:
        """One page of the raw files linked to a measurement.

        Parameters
        ----------
        cell_measurement_id : str
            Id of the measurement.
        limit, offset : int
            Page size, and rows to skip.

        Returns
        -------
        PaginatedList of RawData
            A list that also has ``.total``.

        Raises
        ------
        NotFoundError
            No such measurement.

        Notes
        -----
        Source: ``list_measurement_raw_data``.
        """
        cell_measurement_id = id_of("cell_measurement_id", cell_measurement_id)
        return self._page(
            RawData,
            lambda api: list_measurement_raw_data.sync_detailed(
                cell_measurement_id, client=api, limit=limit, offset=offset
            ),
        )

    def _change_tags(
        self, measurement_ids: Thing | Iterable[Thing], *, add: builtins.list[str], remove: builtins.list[str]
    ) -> int:
        payload = MeasurementTagsUpdate(
            measurement_ids=ids_of("measurement_ids", measurement_ids, single=True), add=add, remove=remove
        )
        return int(
            self._call(lambda api: update_measurement_tags.sync_detailed(client=api, body=payload)).updated_count
        )
