from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.model_options import ModelOptions


T = TypeVar("T", bound="IonworksModelRequest")


@_attrs_define
class IonworksModelRequest:
    """A platform model to serialize (observed).

    Example:
        {'name': 'LumpedSPMR', 'options': {}}

    Attributes:
        name (str): Name of the model.
        options (ModelOptions | Unset): PyBaMM model options: option name to value. Example: {'thermal': 'lumped'}.
    """

    name: str
    options: ModelOptions | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if options is not UNSET:
            field_dict["options"] = options

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_options import ModelOptions  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        _options = d.pop("options", UNSET)
        options: ModelOptions | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = ModelOptions.from_dict(_options)

        ionworks_model_request = cls(
            name=name,
            options=options,
        )

        ionworks_model_request.additional_properties = d
        return ionworks_model_request

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
