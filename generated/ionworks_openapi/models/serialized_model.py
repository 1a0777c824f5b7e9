from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.free_object import FreeObject


T = TypeVar("T", bound="SerializedModel")


@_attrs_define
class SerializedModel:
    """A model as a PyBaMM document (observed).

    Example:
        {'schema_version': '1.1', 'pybamm_version': '26.10', 'model': {'name': 'LumpedSPMR', 'rhs': []}}

    Attributes:
        schema_version (str | Unset): Version of the document format.
        pybamm_version (str | Unset): Version of PyBaMM that wrote it.
        model (FreeObject | Unset): An object with members of any name and kind. Example: {'key': 'value'}.
    """

    schema_version: str | Unset = UNSET
    pybamm_version: str | Unset = UNSET
    model: FreeObject | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        schema_version = self.schema_version

        pybamm_version = self.pybamm_version

        model: dict[str, Any] | Unset = UNSET
        if not isinstance(self.model, Unset):
            model = self.model.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if schema_version is not UNSET:
            field_dict["schema_version"] = schema_version
        if pybamm_version is not UNSET:
            field_dict["pybamm_version"] = pybamm_version
        if model is not UNSET:
            field_dict["model"] = model

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.free_object import FreeObject  # noqa: PLC0415

        d = dict(src_dict)
        schema_version = d.pop("schema_version", UNSET)

        pybamm_version = d.pop("pybamm_version", UNSET)

        _model = d.pop("model", UNSET)
        model: FreeObject | Unset
        if isinstance(_model, Unset):
            model = UNSET
        else:
            model = FreeObject.from_dict(_model)

        serialized_model = cls(
            schema_version=schema_version,
            pybamm_version=pybamm_version,
            model=model,
        )

        serialized_model.additional_properties = d
        return serialized_model

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
