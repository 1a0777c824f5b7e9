"""Tables of properties of materials.

More than 400 lines, over half of them the documentation of public methods.
"""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Any

from ionworks_openapi.api.material_property_dataset import (
    create_material_property_dataset,
    delete_material_property_dataset,
    get_material_property_data,
    get_material_property_dataset,
    get_material_property_download_url,
    list_material_property_datasets,
    update_material_property_dataset,
    update_material_property_file,
)
from ionworks_openapi.models import (
    GetMaterialPropertyDownloadUrlKind,
    MaterialPropertyDatasetCreate,
    MaterialPropertyDatasetFile,
    MaterialPropertyDatasetUpdate,
)

from ionworks.frames import from_columns, to_backend, to_polars
from ionworks.records import ColumnSpec, MaterialPropertyDataset
from ionworks.resources._shared.base import JsonDict, Resource, body, choice, optional
from ionworks.resources._shared.filters import page_of
from ionworks.resources._shared.ids import Thing, id_of, id_or_none
from ionworks.resources._shared.sending import as_text, table_file
from ionworks.resources.knowledge.material_property_dataset.columns import check_layout, check_places, named, specs_of
from ionworks.resources.knowledge.material_property_dataset.priors import cell, prior, spread_of
from ionworks.transport.paging import PaginatedList

Columns = Sequence[ColumnSpec] | Sequence[JsonDict]


class MaterialPropertyDatasets(Resource):
    """``client.material_property_dataset``."""

    def list(
        self,
        material_id: Thing,
        project_id: Thing | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> PaginatedList[MaterialPropertyDataset]:
        """One page of the datasets of a material: those of the system, then newest first.

        Parameters
        ----------
        material_id : str
            Id of the material.
        project_id : str, optional
            Only those of this project, and the system's; the client's default project is not used.
        limit, offset : int, optional
            Page size (at most 100), and rows to skip.

        Returns
        -------
        PaginatedList of MaterialPropertyDataset
            A list that also has ``.total``.

        Notes
        -----
        Source: ``list_material_property_datasets``.
        """
        material, project = id_of("material_id", material_id), id_or_none("project_id", project_id)
        return self._page(
            MaterialPropertyDataset,
            lambda api: list_material_property_datasets.sync_detailed(
                client=api, material_id=material, project_id=optional(project), **page_of(limit, offset)
            ),
        )

    def get(self, dataset_id: Thing) -> MaterialPropertyDataset:
        """One dataset.

        Parameters
        ----------
        dataset_id : str
            Id of the dataset.

        Returns
        -------
        MaterialPropertyDataset
            The dataset, without its table.

        Raises
        ------
        NotFoundError
            No such dataset.

        Notes
        -----
        Source: ``get_material_property_dataset``.
        """
        identifier = id_of("dataset_id", dataset_id)
        return self._record(
            MaterialPropertyDataset, lambda api: get_material_property_dataset.sync_detailed(identifier, client=api)
        )

    def get_units(self, dataset_id: Thing) -> dict[str, str]:
        """Units of the columns of a dataset.

        Parameters
        ----------
        dataset_id : str
            Id of the dataset.

        Returns
        -------
        dict of str to str
            Unit by column, empty without one.

        Raises
        ------
        NotFoundError
            No such dataset.

        Notes
        -----
        Source: ``get_material_property_dataset``.
        """
        return {column.name: column.unit for column in self.get(dataset_id).columns}

    def get_data(self, dataset_id: Thing) -> Any:
        """The table of a dataset.

        Parameters
        ----------
        dataset_id : str
            Id of the dataset.

        Returns
        -------
        DataFrame
            Numbers by column, null where there is none.

        Raises
        ------
        NotFoundError
            No such dataset.

        Notes
        -----
        Source: ``get_material_property_data``.
        """
        return to_backend(from_columns(self._columns(dataset_id)))

    def create(
        self,
        material_id: Thing,
        name: str,
        data: Any,
        *,
        columns: Columns | None = None,
        project_id: Thing | None = None,
    ) -> MaterialPropertyDataset:
        """Store a table of properties of a material.

        Parameters
        ----------
        material_id : str
            Id of the material.
        name : str
            Name.
        data : DataFrame or dict of columns
            The table; what is no number becomes NaN and is counted in ``nan_counts``.
        columns : list of ColumnSpec or dict, optional
            ``name`` and ``unit`` of columns, in their order or with ``source_column_index``; by default those of the
            table, whose headers are ``name [unit]``.
        project_id : str, optional
            Project it belongs to.

        Returns
        -------
        MaterialPropertyDataset
            The new dataset.

        Raises
        ------
        ValidationError
            No project, no rows, or more columns than the table has. A ``ValueError``.

        Notes
        -----
        Source: ``create_material_property_dataset``.
        """
        frame = to_polars(data)
        specs = named(frame.columns) if columns is None else specs_of(columns)
        check_places(specs, frame.width)
        payload = MaterialPropertyDatasetCreate(
            material_id=id_of("material_id", material_id),
            project_id=self._project(project_id),
            name=name,
            columns=as_text(specs, "columns", list),
            file=table_file(frame),
        )
        return self._record(
            MaterialPropertyDataset,
            lambda api: create_material_property_dataset.sync_detailed(client=api, body=payload),
        )

    def update(
        self, dataset_id: Thing, *, name: str | None = None, columns: Columns | None = None
    ) -> MaterialPropertyDataset:
        """Change name or columns; new columns make the table anew of the file that was sent.

        Parameters
        ----------
        dataset_id : str
            Id of the dataset.
        name : str, optional
            New name.
        columns : list of ColumnSpec or dict, optional
            Replaces the columns.

        Returns
        -------
        MaterialPropertyDataset
            The changed dataset.

        Raises
        ------
        NotFoundError
            No such dataset.
        PermissionDeniedError
            It is one of the system's.

        Notes
        -----
        Source: ``update_material_property_dataset``.
        """
        identifier = id_of("dataset_id", dataset_id)
        changes: JsonDict = {} if name is None else {"name": name}
        changes |= {} if columns is None else {"columns": specs_of(columns)}
        payload = body(MaterialPropertyDatasetUpdate, changes)
        return self._record(
            MaterialPropertyDataset,
            lambda api: update_material_property_dataset.sync_detailed(identifier, client=api, body=payload),
        )

    def replace_file(
        self, dataset_id: Thing, data: Any, *, name: str | None = None, columns: Columns | None = None
    ) -> MaterialPropertyDataset:
        """Replace the table of a dataset.

        Parameters
        ----------
        dataset_id : str
            Id of the dataset.
        data : DataFrame or dict of columns
            The new table.
        name : str, optional
            New name.
        columns : list of ColumnSpec or dict, optional
            Its columns; by default those of the table before, which must then be at the same positions.

        Returns
        -------
        MaterialPropertyDataset
            The changed dataset, whose ``data_version`` counts up.

        Raises
        ------
        ValidationError
            Without `columns`, a column of the dataset is not where it was. A ``ValueError``; nothing was sent.

        Notes
        -----
        Source: ``get_material_property_dataset``, ``update_material_property_file``.
        """
        identifier, frame = id_of("dataset_id", dataset_id), to_polars(data)
        if columns is None:
            check_layout(self.get(identifier), frame.columns)
        specs = None if columns is None else specs_of(columns)
        check_places(specs or [], frame.width)
        payload = MaterialPropertyDatasetFile(
            file=table_file(frame),
            name=optional(name),
            columns=optional(None if specs is None else as_text(specs, "columns", list)),
        )
        return self._record(
            MaterialPropertyDataset,
            lambda api: update_material_property_file.sync_detailed(identifier, client=api, body=payload),
        )

    def get_download_url(self, dataset_id: Thing, kind: str = "parquet") -> str:
        """A URL of a file of a dataset, valid for minutes.

        Parameters
        ----------
        dataset_id : str
            Id of the dataset.
        kind : {"parquet", "original"}
            The table of numbers, or the file that was sent.

        Returns
        -------
        str
            Signed URL; it needs no key, so keep it to yourself.

        Raises
        ------
        NotFoundError
            No such dataset.

        Notes
        -----
        Source: ``get_material_property_download_url``.
        """
        identifier = id_of("dataset_id", dataset_id)
        word = choice(GetMaterialPropertyDownloadUrlKind, kind, "kind")
        return str(
            self._call(
                lambda api: get_material_property_download_url.sync_detailed(identifier, client=api, kind=word)
            ).url
        )

    def delete(self, dataset_id: Thing) -> None:
        """Delete a dataset with its files.

        Parameters
        ----------
        dataset_id : str
            Id of the dataset.

        Raises
        ------
        NotFoundError
            No such dataset.
        PermissionDeniedError
            It is one of the system's.

        Notes
        -----
        Source: ``delete_material_property_dataset``.
        """
        identifier = id_of("dataset_id", dataset_id)
        self._call(lambda api: delete_material_property_dataset.sync_detailed(identifier, client=api))

    def to_prior(
        self,
        dataset_id: Thing,
        column: str,
        parameter_name: str,
        *,
        std: float | None = None,
        rel_std: float | None = None,
        distribution: str = "normal",
        regularizer_weight: float | None = None,
        row: int | None = None,
    ) -> Any:
        """A value of a dataset as the prior of a fit.

        Parameters
        ----------
        dataset_id : str
            Id of the dataset.
        column : str
            Column of the value.
        parameter_name : str
            Parameter of the model, in the unit of the column.
        std : float, optional
            Standard deviation: of the parameter, or with ``"lognormal"`` of its logarithm.
        rel_std : float, optional
            Standard deviation as a part of the value; with ``"lognormal"`` the same as `std`. Exactly one of the two.
        distribution : {"normal", "lognormal"}
            Shape.
        regularizer_weight : float, optional
            Weight of the prior in the cost.
        row : int, optional
            Row of the value, from 0; needed for tables of several rows.

        Returns
        -------
        ionworks_schema.priors.Prior
            For ``priors`` of a ``data_fit``.

        Raises
        ------
        ValidationError
            An argument is out of range, or there is no such value. A ``ValueError``.
        ConfigurationError
            The extra ``pipelines`` is not installed.

        Notes
        -----
        Source: ``get_material_property_data``.
        """
        dataset_id = id_of("dataset_id", dataset_id)
        spread = spread_of(std, rel_std, distribution, regularizer_weight)
        value = cell(self._columns(dataset_id), column, row)
        return prior(
            parameter_name,
            column,
            value,
            spread=spread,
            is_relative=std is None,
            distribution=distribution,
            weight=regularizer_weight,
        )

    def _columns(self, dataset_id: Thing) -> dict[str, builtins.list[Any]]:
        identifier = id_of("dataset_id", dataset_id)
        return self._dict(lambda api: get_material_property_data.sync_detailed(identifier, client=api))
