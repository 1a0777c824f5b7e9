from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="BuilderReadiness")


@_attrs_define
class BuilderReadiness:
    """How far a builder is for a specification (observed).

    Attributes:
        model_builder_id (str): Id of the builder.
        model_id (str): Id of the model.
        name (str): Name of the builder.
        ready (bool): True without errors.
        error_count (int): Number of errors.
        warning_count (int): Number of warnings.
    """

    model_builder_id: str
    model_id: str
    name: str
    ready: bool
    error_count: int
    warning_count: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        model_builder_id = self.model_builder_id

        model_id = self.model_id

        name = self.name

        ready = self.ready

        error_count = self.error_count

        warning_count = self.warning_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "model_builder_id": model_builder_id,
                "model_id": model_id,
                "name": name,
                "ready": ready,
                "error_count": error_count,
                "warning_count": warning_count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        model_builder_id = d.pop("model_builder_id")

        model_id = d.pop("model_id")

        name = d.pop("name")

        ready = d.pop("ready")

        error_count = d.pop("error_count")

        warning_count = d.pop("warning_count")

        builder_readiness = cls(
            model_builder_id=model_builder_id,
            model_id=model_id,
            name=name,
            ready=ready,
            error_count=error_count,
            warning_count=warning_count,
        )

        builder_readiness.additional_properties = d
        return builder_readiness

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
