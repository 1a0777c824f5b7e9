"""Analyses: tables computed from measurements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ionworks_openapi.api.analysis import (
    create_analysis,
    delete_analysis,
    get_analysis,
    get_analysis_download_url,
    list_analyses,
    update_analysis,
)
from ionworks_openapi.models import AnalysisCreate, AnalysisUpdate

from ionworks.errors import ConflictError, NotFoundError, ValidationError
from ionworks.frames import from_parquet, to_backend, to_polars
from ionworks.records import Analysis
from ionworks.resources._shared.base import JsonDict, Resource, body, optional
from ionworks.resources._shared.filters import page_of
from ionworks.resources._shared.ids import Thing, id_of, id_or_none
from ionworks.resources._shared.sending import as_text, table_file
from ionworks.transport.paging import PaginatedList, iterate_pages


class Analyses(Resource):
    """``client.analysis``."""

    def create(
        self,
        measurement_id: Thing,
        name: str,
        analysis_type: str,
        data: Any,
        *,
        columns: list[JsonDict] | None = None,
        plots: list[JsonDict] | None = None,
        metadata: JsonDict | None = None,
        notes: str | None = None,
    ) -> Analysis:
        """Store a table that was computed from a measurement.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.
        name : str
            Name.
        analysis_type : str
            Kind, such as ``"dcir_from_hppc"``; any text.
        data : DataFrame or dict of columns
            The table.
        columns : list of dict, optional
            ``{"name", "unit", "dtype"}`` of columns of the table; all of them by default.
        plots : list of dict, optional
            Prepared plots: ``x``, ``y``, ``y2``, ``rows``, ``group_by``, ``title``, which name columns.
        metadata : dict, optional
            Further facts.
        notes : str, optional
            Free text.

        Returns
        -------
        Analysis
            The new analysis.

        Raises
        ------
        ValidationError
            `data` is no table with rows. A ``ValueError``.
        BadRequestError
            Columns or plots do not fit the table.

        Notes
        -----
        Source: ``create_analysis``.
        """
        payload = AnalysisCreate(
            measurement_id=id_of("measurement_id", measurement_id),
            name=name,
            analysis_type=str(analysis_type),
            file=table_file(to_polars(data)),
            columns=as_text(columns or [], "columns", list),
            plots=as_text(plots or [], "plots", list),
            metadata=as_text(metadata or {}, "metadata", Mapping),
            notes=optional(notes),
        )
        return self._record(Analysis, lambda api: create_analysis.sync_detailed(client=api, body=payload))

    def get(self, analysis_id: Thing) -> Analysis:
        """One analysis.

        Parameters
        ----------
        analysis_id : str
            Id of the analysis.

        Returns
        -------
        Analysis
            The analysis, without its table.

        Raises
        ------
        NotFoundError
            No such analysis.

        Notes
        -----
        Source: ``get_analysis``.
        """
        identifier = id_of("analysis_id", analysis_id)
        return self._record(Analysis, lambda api: get_analysis.sync_detailed(identifier, client=api))

    def list(
        self,
        measurement_id: Thing | None = None,
        *,
        project_id: Thing | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> PaginatedList[Analysis]:
        """One page of the analyses of a measurement or of a project, newest first.

        Parameters
        ----------
        measurement_id, project_id : str
            Exactly one of them; the client's default project is not used.
        limit, offset : int, optional
            Page size (at most 100), and rows to skip.

        Returns
        -------
        PaginatedList of Analysis
            A list that also has ``.total``.

        Raises
        ------
        ValidationError
            Both are given, or neither. A ``ValueError``.

        Notes
        -----
        Source: ``list_analyses``.
        """
        measurement, project = id_or_none("measurement_id", measurement_id), id_or_none("project_id", project_id)
        if (measurement is None) == (project is None):
            found = "neither" if measurement is None else "both"
            raise ValidationError(f"measurement_id, project_id: found {found}; allowed: exactly one of them")
        return self._page(
            Analysis,
            lambda api: list_analyses.sync_detailed(
                client=api,
                measurement_id=optional(measurement),
                project_id=optional(project),
                **page_of(limit, offset),
            ),
        )

    def find_one(
        self,
        measurement_id: Thing,
        *,
        analysis_id: Thing | None = None,
        analysis_type: str | None = None,
        name: str | None = None,
    ) -> Analysis:
        """The one analysis of a measurement with this id, kind or name.

        Parameters
        ----------
        measurement_id : str
            Id of the measurement.
        analysis_id : str, optional
            Id of the analysis.
        analysis_type, name : str, optional
            Exact kind and name; what is given must fit.

        Returns
        -------
        Analysis
            The analysis.

        Raises
        ------
        ValidationError
            Nothing to find it by. A ``ValueError``.
        NotFoundError
            There is none, or the one of this id is another measurement's.
        ConflictError
            There are several; the message lists their ids.

        Notes
        -----
        Source: ``get_analysis``, ``list_analyses``.
        """
        measurement = id_of("measurement_id", measurement_id)
        wanted = {"analysis_type": analysis_type, "name": name}
        wanted = {key: str(value) for key, value in wanted.items() if value is not None}
        if analysis_id is None and not wanted:
            raise ValidationError("analysis_id, analysis_type, name: found none; allowed: at least one of them")
        if analysis_id is not None:
            one = self.get(analysis_id)
            found = [one] if one.measurement_id == measurement else []
            wanted["id"] = one.id
        else:
            found = list(iterate_pages(lambda limit, offset: self.list(measurement, limit=limit, offset=offset)))
        found = [one for one in found if all(getattr(one, key) == value for key, value in wanted.items())]
        described = ", ".join(f"{key} {value!r}" for key, value in wanted.items())
        if not found:
            raise NotFoundError(f"measurement {measurement} has no analysis with {described}", 404)
        if len(found) > 1:
            ids = ", ".join(one.id for one in found)
            raise ConflictError(f"measurement {measurement} has {len(found)} analyses with {described}: {ids}", 409)
        return found[0]

    def update(self, analysis_id: Thing, data: JsonDict) -> Analysis:
        """Change what describes an analysis; its table stays.

        Parameters
        ----------
        analysis_id : str
            Id of the analysis.
        data : dict
            Any of ``name``, ``analysis_type``, ``columns``, ``plots``, ``metadata``, ``notes``.

        Returns
        -------
        Analysis
            The changed analysis.

        Raises
        ------
        NotFoundError
            No such analysis.
        BadRequestError
            Columns or plots do not fit the table.

        Notes
        -----
        Source: ``update_analysis``.
        """
        identifier = id_of("analysis_id", analysis_id)
        payload = body(AnalysisUpdate, data)
        return self._record(Analysis, lambda api: update_analysis.sync_detailed(identifier, client=api, body=payload))

    def delete(self, analysis_id: Thing) -> None:
        """Delete an analysis with its table.

        Parameters
        ----------
        analysis_id : str
            Id of the analysis.

        Raises
        ------
        NotFoundError
            No such analysis.

        Notes
        -----
        Source: ``delete_analysis``.
        """
        identifier = id_of("analysis_id", analysis_id)
        self._call(lambda api: delete_analysis.sync_detailed(identifier, client=api))

    def get_download_url(self, analysis_id: Thing) -> str:
        """A URL of the table as a Parquet file, valid for minutes.

        Parameters
        ----------
        analysis_id : str
            Id of the analysis.

        Returns
        -------
        str
            Signed URL; it needs no key, so keep it to yourself.

        Raises
        ------
        NotFoundError
            No such analysis.

        Notes
        -----
        Source: ``get_analysis_download_url``.
        """
        identifier = id_of("analysis_id", analysis_id)
        return str(self._call(lambda api: get_analysis_download_url.sync_detailed(identifier, client=api)).url)

    def get_data(self, analysis_id: Thing) -> Any:
        """The table of an analysis.

        Parameters
        ----------
        analysis_id : str
            Id of the analysis.

        Returns
        -------
        DataFrame
            The table.

        Raises
        ------
        NotFoundError
            No such analysis.

        Notes
        -----
        Source: ``get_analysis_download_url``.
        """
        return to_backend(from_parquet(self._connection.transfer.fetch(self.get_download_url(analysis_id))))
