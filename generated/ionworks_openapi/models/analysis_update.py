from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.analysis_column import AnalysisColumn
    from ..models.analysis_plot import AnalysisPlot
    from ..models.analysis_update_metadata import AnalysisUpdateMetadata


T = TypeVar("T", bound="AnalysisUpdate")


@_attrs_define
class AnalysisUpdate:
    """Fields to change; a field that is absent keeps its value (observed).

    Example:
        {'name': '10 s resistances', 'notes': 'Pulse 7 left out.'}

    Attributes:
        name (str | Unset): New name.
        analysis_type (str | Unset): New kind.
        columns (list[AnalysisColumn] | Unset): Replaces the columns; an empty list means those of the table.
        plots (list[AnalysisPlot] | Unset): Replaces the plots.
        metadata (AnalysisUpdateMetadata | Unset): Replaces the metadata.
        notes (None | str | Unset): Free text.
    """

    name: str | Unset = UNSET
    analysis_type: str | Unset = UNSET
    columns: list[AnalysisColumn] | Unset = UNSET
    plots: list[AnalysisPlot] | Unset = UNSET
    metadata: AnalysisUpdateMetadata | Unset = UNSET
    notes: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        analysis_type = self.analysis_type

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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if analysis_type is not UNSET:
            field_dict["analysis_type"] = analysis_type
        if columns is not UNSET:
            field_dict["columns"] = columns
        if plots is not UNSET:
            field_dict["plots"] = plots
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if notes is not UNSET:
            field_dict["notes"] = notes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.analysis_column import AnalysisColumn  # noqa: PLC0415
        from ..models.analysis_plot import AnalysisPlot  # noqa: PLC0415
        from ..models.analysis_update_metadata import AnalysisUpdateMetadata  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        analysis_type = d.pop("analysis_type", UNSET)

        _columns = d.pop("columns", UNSET)
        columns: list[AnalysisColumn] | Unset = UNSET
        if _columns is not UNSET:
            columns = []
            for columns_item_data in _columns:
                columns_item = AnalysisColumn.from_dict(columns_item_data)

                columns.append(columns_item)

        _plots = d.pop("plots", UNSET)
        plots: list[AnalysisPlot] | Unset = UNSET
        if _plots is not UNSET:
            plots = []
            for plots_item_data in _plots:
                plots_item = AnalysisPlot.from_dict(plots_item_data)

                plots.append(plots_item)

        _metadata = d.pop("metadata", UNSET)
        metadata: AnalysisUpdateMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = AnalysisUpdateMetadata.from_dict(_metadata)

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        analysis_update = cls(
            name=name,
            analysis_type=analysis_type,
            columns=columns,
            plots=plots,
            metadata=metadata,
            notes=notes,
        )

        analysis_update.additional_properties = d
        return analysis_update

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
