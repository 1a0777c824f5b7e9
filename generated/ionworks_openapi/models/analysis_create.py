from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="AnalysisCreate")


@_attrs_define
class AnalysisCreate:
    """Form with a table (observed).

    Attributes:
        measurement_id (str): Id of the measurement.
        name (str): Name.
        analysis_type (str): Kind, free text.
        file (File): The table as a Parquet file.
        columns (str | Unset): JSON list of AnalysisColumn; an empty one means those of the table.
        plots (str | Unset): JSON list of AnalysisPlot.
        metadata (str | Unset): JSON object.
        notes (str | Unset): Free text.
    """

    measurement_id: str
    name: str
    analysis_type: str
    file: File
    columns: str | Unset = UNSET
    plots: str | Unset = UNSET
    metadata: str | Unset = UNSET
    notes: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        measurement_id = self.measurement_id

        name = self.name

        analysis_type = self.analysis_type

        file = self.file.to_tuple()

        columns = self.columns

        plots = self.plots

        metadata = self.metadata

        notes = self.notes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "measurement_id": measurement_id,
                "name": name,
                "analysis_type": analysis_type,
                "file": file,
            }
        )
        if columns is not UNSET:
            field_dict["columns"] = columns
        if plots is not UNSET:
            field_dict["plots"] = plots
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if notes is not UNSET:
            field_dict["notes"] = notes

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(
            ("measurement_id", (None, str(self.measurement_id).encode(), "text/plain"))
        )

        files.append(("name", (None, str(self.name).encode(), "text/plain")))

        files.append(
            ("analysis_type", (None, str(self.analysis_type).encode(), "text/plain"))
        )

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.columns, Unset):
            files.append(("columns", (None, str(self.columns).encode(), "text/plain")))

        if not isinstance(self.plots, Unset):
            files.append(("plots", (None, str(self.plots).encode(), "text/plain")))

        if not isinstance(self.metadata, Unset):
            files.append(
                ("metadata", (None, str(self.metadata).encode(), "text/plain"))
            )

        if not isinstance(self.notes, Unset):
            files.append(("notes", (None, str(self.notes).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        measurement_id = d.pop("measurement_id")

        name = d.pop("name")

        analysis_type = d.pop("analysis_type")

        file = File(payload=BytesIO(d.pop("file")))

        columns = d.pop("columns", UNSET)

        plots = d.pop("plots", UNSET)

        metadata = d.pop("metadata", UNSET)

        notes = d.pop("notes", UNSET)

        analysis_create = cls(
            measurement_id=measurement_id,
            name=name,
            analysis_type=analysis_type,
            file=file,
            columns=columns,
            plots=plots,
            metadata=metadata,
            notes=notes,
        )

        analysis_create.additional_properties = d
        return analysis_create

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
