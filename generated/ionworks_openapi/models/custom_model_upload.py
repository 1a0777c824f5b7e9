from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..models.model_chemistry import ModelChemistry
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="CustomModelUpload")


@_attrs_define
class CustomModelUpload:
    """A serialized PyBaMM model as a file (docs and observed).

    Example:
        {'name': 'My model', 'chemistry': 'lithium_ion', 'project_id': '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18', 'file':
            '{}'}

    Attributes:
        name (str): Name, 1 to 255 characters.
        project_id (str): Id of the project.
        file (File): JSON file holding one object: the serialized model.
        chemistry (ModelChemistry | Unset): Chemistry of an uploaded model (docs). Example: lithium_ion.
        description (str | Unset): Free text.
    """

    name: str
    project_id: str
    file: File
    chemistry: ModelChemistry | Unset = UNSET
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        project_id = self.project_id

        file = self.file.to_tuple()

        chemistry: str | Unset = UNSET
        if not isinstance(self.chemistry, Unset):
            chemistry = self.chemistry.value

        description = self.description

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "project_id": project_id,
                "file": file,
            }
        )
        if chemistry is not UNSET:
            field_dict["chemistry"] = chemistry
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("name", (None, str(self.name).encode(), "text/plain")))

        files.append(
            ("project_id", (None, str(self.project_id).encode(), "text/plain"))
        )

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.chemistry, Unset):
            files.append(
                ("chemistry", (None, str(self.chemistry.value).encode(), "text/plain"))
            )

        if not isinstance(self.description, Unset):
            files.append(
                ("description", (None, str(self.description).encode(), "text/plain"))
            )

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        project_id = d.pop("project_id")

        file = File(payload=BytesIO(d.pop("file")))

        _chemistry = d.pop("chemistry", UNSET)
        chemistry: ModelChemistry | Unset
        if isinstance(_chemistry, Unset):
            chemistry = UNSET
        else:
            chemistry = ModelChemistry(_chemistry)

        description = d.pop("description", UNSET)

        custom_model_upload = cls(
            name=name,
            project_id=project_id,
            file=file,
            chemistry=chemistry,
            description=description,
        )

        custom_model_upload.additional_properties = d
        return custom_model_upload

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
