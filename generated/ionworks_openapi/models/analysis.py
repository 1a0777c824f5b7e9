from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.analysis_column import AnalysisColumn
    from ..models.analysis_metadata import AnalysisMetadata
    from ..models.free_object import FreeObject


T = TypeVar("T", bound="Analysis")


@_attrs_define
class Analysis:
    """A table computed from a measurement (observed).

    Example:
        {'id': '0d5c7a12-9d3e-4c1a-8a52-6c1f0b7d9e21', 'measurement_id': '3d2c7c0e-7a3f-4f0c-8f6e-55d7a3c4b9aa', 'name':
            'HPPC resistances', 'analysis_type': 'dcir_from_hppc', 'project_id': '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10',
            'columns': [{'name': 'SOC', 'unit': '', 'dtype': 'float64'}, {'name': 'Resistance [Ohm]', 'unit': 'Ohm',
            'dtype': 'float64'}], 'plots': [{'x': 'SOC', 'y': ['Resistance [Ohm]'], 'title': '10 s resistance'}],
            'metadata': {'pulse_seconds': 10}, 'notes': None, 'source_pipeline_id': None, 'source_simple_pipeline_id': None,
            'source_analysis_id': None, 'source_label': None, 'created_at': '2025-04-02T13:00:00Z'}

    Attributes:
        id (str): Id of the analysis.
        measurement_id (str): Id of the measurement.
        name (str): Name.
        analysis_type (str): Kind, free text; known are `ecm_from_eis`, `lam_lli_from_rpt`, `dcir_from_hppc`.
        project_id (None | str | Unset): Id of the project.
        columns (list[AnalysisColumn] | Unset): Columns, one entry each.
        plots (list[FreeObject] | Unset): Prepared plots, see AnalysisPlot.
        metadata (AnalysisMetadata | Unset): Further facts.
        notes (None | str | Unset): Free text.
        source_pipeline_id (None | str | Unset): Pipeline it comes from.
        source_simple_pipeline_id (None | str | Unset): Simple pipeline it comes from.
        source_analysis_id (None | str | Unset): Analysis it comes from.
        source_label (None | str | Unset): Where it comes from, in words.
        created_at (str | Unset): Time of creation, ISO 8601 UTC.
    """

    id: str
    measurement_id: str
    name: str
    analysis_type: str
    project_id: None | str | Unset = UNSET
    columns: list[AnalysisColumn] | Unset = UNSET
    plots: list[FreeObject] | Unset = UNSET
    metadata: AnalysisMetadata | Unset = UNSET
    notes: None | str | Unset = UNSET
    source_pipeline_id: None | str | Unset = UNSET
    source_simple_pipeline_id: None | str | Unset = UNSET
    source_analysis_id: None | str | Unset = UNSET
    source_label: None | str | Unset = UNSET
    created_at: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        measurement_id = self.measurement_id

        name = self.name

        analysis_type = self.analysis_type

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

        plots: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.plots, Unset):
            plots = []
            for plots_item_data in self.plots:
                plots_item = plots_item_data.to_dict()
                plots.append(plots_item)

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

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
                "measurement_id": measurement_id,
                "name": name,
                "analysis_type": analysis_type,
            }
        )
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if columns is not UNSET:
            field_dict["columns"] = columns
        if plots is not UNSET:
            field_dict["plots"] = plots
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if notes is not UNSET:
            field_dict["notes"] = notes
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
        from ..models.analysis_column import AnalysisColumn  # noqa: PLC0415
        from ..models.analysis_metadata import AnalysisMetadata  # noqa: PLC0415
        from ..models.free_object import FreeObject  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        measurement_id = d.pop("measurement_id")

        name = d.pop("name")

        analysis_type = d.pop("analysis_type")

        def _parse_project_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        _columns = d.pop("columns", UNSET)
        columns: list[AnalysisColumn] | Unset = UNSET
        if _columns is not UNSET:
            columns = []
            for columns_item_data in _columns:
                columns_item = AnalysisColumn.from_dict(columns_item_data)

                columns.append(columns_item)

        _plots = d.pop("plots", UNSET)
        plots: list[FreeObject] | Unset = UNSET
        if _plots is not UNSET:
            plots = []
            for plots_item_data in _plots:
                plots_item = FreeObject.from_dict(plots_item_data)

                plots.append(plots_item)

        _metadata = d.pop("metadata", UNSET)
        metadata: AnalysisMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = AnalysisMetadata.from_dict(_metadata)

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

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

        analysis = cls(
            id=id,
            measurement_id=measurement_id,
            name=name,
            analysis_type=analysis_type,
            project_id=project_id,
            columns=columns,
            plots=plots,
            metadata=metadata,
            notes=notes,
            source_pipeline_id=source_pipeline_id,
            source_simple_pipeline_id=source_simple_pipeline_id,
            source_analysis_id=source_analysis_id,
            source_label=source_label,
            created_at=created_at,
        )

        analysis.additional_properties = d
        return analysis

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
