from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import File

T = TypeVar("T", bound="MaterialPropertyDatasetCreate")


@_attrs_define
class MaterialPropertyDatasetCreate:
    """Form with a table (observed).

    Attributes:
        material_id (str): Id of the material.
        project_id (str): Id of the project.
        name (str): Name.
        columns (str): JSON list of PropertyColumn; an empty one means all of the file, named by its headers `name
            [unit]`.
        file (File): The table.
    """

    material_id: str
    project_id: str
    name: str
    columns: str
    file: File
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        material_id = self.material_id

        project_id = self.project_id

        name = self.name

        columns = self.columns

        file = self.file.to_tuple()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "material_id": material_id,
                "project_id": project_id,
                "name": name,
                "columns": columns,
                "file": file,
            }
        )

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(
            ("material_id", (None, str(self.material_id).encode(), "text/plain"))
        )

        files.append(
            ("project_id", (None, str(self.project_id).encode(), "text/plain"))
        )

        files.append(("name", (None, str(self.name).encode(), "text/plain")))

        files.append(("columns", (None, str(self.columns).encode(), "text/plain")))

        files.append(("file", self.file.to_tuple()))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        material_id = d.pop("material_id")

        project_id = d.pop("project_id")

        name = d.pop("name")

        columns = d.pop("columns")

        file = File(payload=BytesIO(d.pop("file")))

        material_property_dataset_create = cls(
            material_id=material_id,
            project_id=project_id,
            name=name,
            columns=columns,
            file=file,
        )

        material_property_dataset_create.additional_properties = d
        return material_property_dataset_create

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
