from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Error")


@_attrs_define
class Error:
    """Body of every answer with a status of 400 or more.

    Example:
        {'error_code': 'CONFLICT', 'message': "A project named 'Cells' exists.", 'detail': {'existing_id':
            '3f0c5c8e-6f0d-4a53-9f0e-2b6d1c7e9a10'}}

    Attributes:
        detail (Any): Text, an object (`existing_id` on conflicts) or a list of `loc`, `msg`, `type` (status 422).
        error_code (str | Unset): Short upper-case name of the cause, for example NOT_FOUND, CONFLICT, FORBIDDEN or
            NOT_SERVED.
        message (str | Unset): The cause in one sentence.
    """

    detail: Any
    error_code: str | Unset = UNSET
    message: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        detail = self.detail

        error_code = self.error_code

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "detail": detail,
            }
        )
        if error_code is not UNSET:
            field_dict["error_code"] = error_code
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        detail = d.pop("detail")

        error_code = d.pop("error_code", UNSET)

        message = d.pop("message", UNSET)

        error = cls(
            detail=detail,
            error_code=error_code,
            message=message,
        )

        error.additional_properties = d
        return error

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
