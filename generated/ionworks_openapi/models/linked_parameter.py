from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.linked_parameter_coefficients import LinkedParameterCoefficients


T = TypeVar("T", bound="LinkedParameter")


@_attrs_define
class LinkedParameter:
    """Parameter of the model that follows searched ones: `constant` plus the sum of `coefficients`.

    Attributes:
        coefficients (LinkedParameterCoefficients): Multiplier by name of a searched parameter, in the quotient of the
            units.
        constant (float | Unset): Value when all searched ones are 0, in the unit of the name; default 0.
    """

    coefficients: LinkedParameterCoefficients
    constant: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        coefficients = self.coefficients.to_dict()

        constant = self.constant

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "coefficients": coefficients,
            }
        )
        if constant is not UNSET:
            field_dict["constant"] = constant

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.linked_parameter_coefficients import LinkedParameterCoefficients  # noqa: PLC0415

        d = dict(src_dict)
        coefficients = LinkedParameterCoefficients.from_dict(d.pop("coefficients"))

        constant = d.pop("constant", UNSET)

        linked_parameter = cls(
            coefficients=coefficients,
            constant=constant,
        )

        linked_parameter.additional_properties = d
        return linked_parameter

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
