from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="EcmSaved")


@_attrs_define
class EcmSaved:
    """Where a circuit was saved.

    Attributes:
        model_id (str): Id of the model.
        parameterized_model_id (str): Id of the parameterized model.
    """

    model_id: str
    parameterized_model_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        model_id = self.model_id

        parameterized_model_id = self.parameterized_model_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "model_id": model_id,
                "parameterized_model_id": parameterized_model_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        model_id = d.pop("model_id")

        parameterized_model_id = d.pop("parameterized_model_id")

        ecm_saved = cls(
            model_id=model_id,
            parameterized_model_id=parameterized_model_id,
        )

        ecm_saved.additional_properties = d
        return ecm_saved

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
