from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReadinessIssue")


@_attrs_define
class ReadinessIssue:
    """Something in the way of a model.

    Attributes:
        severity (str): `error` or `warning`.
        code (str): Known values: path_not_found, value_not_usable, element_failed, element_warning, missing_parameter,
            implausible_value, unreadable_value.
        message (str): What is wrong.
        parameter (None | str | Unset): Name of the parameter.
        path (None | str | Unset): Path in the specification.
        element (None | str | Unset): Name of the element.
    """

    severity: str
    code: str
    message: str
    parameter: None | str | Unset = UNSET
    path: None | str | Unset = UNSET
    element: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        severity = self.severity

        code = self.code

        message = self.message

        parameter: None | str | Unset
        if isinstance(self.parameter, Unset):
            parameter = UNSET
        else:
            parameter = self.parameter

        path: None | str | Unset
        if isinstance(self.path, Unset):
            path = UNSET
        else:
            path = self.path

        element: None | str | Unset
        if isinstance(self.element, Unset):
            element = UNSET
        else:
            element = self.element

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "severity": severity,
                "code": code,
                "message": message,
            }
        )
        if parameter is not UNSET:
            field_dict["parameter"] = parameter
        if path is not UNSET:
            field_dict["path"] = path
        if element is not UNSET:
            field_dict["element"] = element

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        severity = d.pop("severity")

        code = d.pop("code")

        message = d.pop("message")

        def _parse_parameter(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parameter = _parse_parameter(d.pop("parameter", UNSET))

        def _parse_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        path = _parse_path(d.pop("path", UNSET))

        def _parse_element(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        element = _parse_element(d.pop("element", UNSET))

        readiness_issue = cls(
            severity=severity,
            code=code,
            message=message,
            parameter=parameter,
            path=path,
            element=element,
        )

        readiness_issue.additional_properties = d
        return readiness_issue

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
