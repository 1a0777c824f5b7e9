from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.material_property_dataset_nan_counts_type_0 import (
        MaterialPropertyDatasetNanCountsType0,
    )
    from ..models.property_column import PropertyColumn


T = TypeVar("T", bound="MaterialPropertyDataset")


@_attrs_define
class MaterialPropertyDataset:
    """A table of properties of a material (observed).

    Example:
        {'id': '2f6a1c3e-5b7d-4e9f-8a0b-9c8d7e6f5a4b', 'material_id': '7b0e5d1c-3a52-4f0e-8a2b-1c2d3e4f5a6b',
            'project_id': '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'Transport properties', 'data_version': 1,
            'columns': [{'name': 'Electrolyte concentration', 'unit': 'mol.m-3', 'source_column_index': 0}, {'name':
            'Electrolyte conductivity', 'unit': 'S.m-1', 'source_column_index': 1}], 'nan_counts': {}, 'source_pipeline_id':
            None, 'source_simple_pipeline_id': None, 'source_analysis_id': None, 'source_label': None, 'created_at':
            '2025-04-02T13:00:00Z'}

    Attributes:
        id (str): Id of the dataset.
        name (str): Name.
        data_version (int): Counts the tables it had.
        material_id (None | str | Unset): Id of the material.
        project_id (None | str | Unset): Id of the project, null for those of the system.
        columns (list[PropertyColumn] | Unset): Columns, one entry each.
        nan_counts (MaterialPropertyDatasetNanCountsType0 | None | Unset): Values that are no numbers, by column.
        source_pipeline_id (None | str | Unset): Pipeline it comes from.
        source_simple_pipeline_id (None | str | Unset): Simple pipeline it comes from.
        source_analysis_id (None | str | Unset): Analysis it comes from.
        source_label (None | str | Unset): Where it comes from, in words.
        created_at (str | Unset): Time of creation, ISO 8601 UTC.
    """

    id: str
    name: str
    data_version: int
    material_id: None | str | Unset = UNSET
    project_id: None | str | Unset = UNSET
    columns: list[PropertyColumn] | Unset = UNSET
    nan_counts: MaterialPropertyDatasetNanCountsType0 | None | Unset = UNSET
    source_pipeline_id: None | str | Unset = UNSET
    source_simple_pipeline_id: None | str | Unset = UNSET
    source_analysis_id: None | str | Unset = UNSET
    source_label: None | str | Unset = UNSET
    created_at: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.material_property_dataset_nan_counts_type_0 import (
            MaterialPropertyDatasetNanCountsType0,  # noqa: PLC0415
        )

        id = self.id

        name = self.name

        data_version = self.data_version

        material_id: None | str | Unset
        if isinstance(self.material_id, Unset):
            material_id = UNSET
        else:
            material_id = self.material_id

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        else:
            project_id = self.project_id

        columns: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.columns, Unset):
            columns = []
            for columns_item_data in self.columns:
                columns_item = columns_item_data.to_dict()
                columns.append(columns_item)

        nan_counts: dict[str, Any] | None | Unset
        if isinstance(self.nan_counts, Unset):
            nan_counts = UNSET
        elif isinstance(self.nan_counts, MaterialPropertyDatasetNanCountsType0):
            nan_counts = self.nan_counts.to_dict()
        else:
            nan_counts = self.nan_counts

        source_pipeline_id: None | str | Unset
        if isinstance(self.source_pipeline_id, Unset):
            source_pipeline_id = UNSET
        else:
            source_pipeline_id = self.source_pipeline_id

        source_simple_pipeline_id: None | str | Unset
        if isinstance(self.source_simple_pipeline_id, Unset):
            source_simple_pipeline_id = UNSET
        else:
            source_simple_pipeline_id = self.source_simple_pipeline_id

        source_analysis_id: None | str | Unset
        if isinstance(self.source_analysis_id, Unset):
            source_analysis_id = UNSET
        else:
            source_analysis_id = self.source_analysis_id

        source_label: None | str | Unset
        if isinstance(self.source_label, Unset):
            source_label = UNSET
        else:
            source_label = self.source_label

        created_at = self.created_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "data_version": data_version,
            }
        )
        if material_id is not UNSET:
            field_dict["material_id"] = material_id
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if columns is not UNSET:
            field_dict["columns"] = columns
        if nan_counts is not UNSET:
            field_dict["nan_counts"] = nan_counts
        if source_pipeline_id is not UNSET:
            field_dict["source_pipeline_id"] = source_pipeline_id
        if source_simple_pipeline_id is not UNSET:
            field_dict["source_simple_pipeline_id"] = source_simple_pipeline_id
        if source_analysis_id is not UNSET:
            field_dict["source_analysis_id"] = source_analysis_id
        if source_label is not UNSET:
            field_dict["source_label"] = source_label
        if created_at is not UNSET:
            field_dict["created_at"] = created_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.material_property_dataset_nan_counts_type_0 import (
            MaterialPropertyDatasetNanCountsType0,  # noqa: PLC0415
        )
        from ..models.property_column import PropertyColumn  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        data_version = d.pop("data_version")

        def _parse_material_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        material_id = _parse_material_id(d.pop("material_id", UNSET))

        def _parse_project_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        _columns = d.pop("columns", UNSET)
        columns: list[PropertyColumn] | Unset = UNSET
        if _columns is not UNSET:
            columns = []
            for columns_item_data in _columns:
                columns_item = PropertyColumn.from_dict(columns_item_data)

                columns.append(columns_item)

        def _parse_nan_counts(
            data: object,
        ) -> MaterialPropertyDatasetNanCountsType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                nan_counts_type_0 = MaterialPropertyDatasetNanCountsType0.from_dict(
                    data
                )

                return nan_counts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MaterialPropertyDatasetNanCountsType0 | None | Unset, data)

        nan_counts = _parse_nan_counts(d.pop("nan_counts", UNSET))

        def _parse_source_pipeline_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_pipeline_id = _parse_source_pipeline_id(
            d.pop("source_pipeline_id", UNSET)
        )

        def _parse_source_simple_pipeline_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_simple_pipeline_id = _parse_source_simple_pipeline_id(
            d.pop("source_simple_pipeline_id", UNSET)
        )

        def _parse_source_analysis_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_analysis_id = _parse_source_analysis_id(
            d.pop("source_analysis_id", UNSET)
        )

        def _parse_source_label(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_label = _parse_source_label(d.pop("source_label", UNSET))

        created_at = d.pop("created_at", UNSET)

        material_property_dataset = cls(
            id=id,
            name=name,
            data_version=data_version,
            material_id=material_id,
            project_id=project_id,
            columns=columns,
            nan_counts=nan_counts,
            source_pipeline_id=source_pipeline_id,
            source_simple_pipeline_id=source_simple_pipeline_id,
            source_analysis_id=source_analysis_id,
            source_label=source_label,
            created_at=created_at,
        )

        material_property_dataset.additional_properties = d
        return material_property_dataset

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
