from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Capabilities")


@_attrs_define
class Capabilities:
    """What the service offers; the members are free form (observed).

    Example:
        {'domain_context': {'current_sign': 'positive is discharge'}, 'schemas': ['data', 'protocol'], 'openapi_spec':
            '/openapi.json', 'authentication': {'header': 'X-API-Key'}}

    Attributes:
        domain_context (Any | Unset): The terms of the platform and how they relate.
        schemas (Any | Unset): Names of the schemas `get_schema` returns.
        openapi_spec (Any | Unset): Where the OpenAPI document is.
        authentication (Any | Unset): How to authenticate.
    """

    domain_context: Any | Unset = UNSET
    schemas: Any | Unset = UNSET
    openapi_spec: Any | Unset = UNSET
    authentication: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        domain_context = self.domain_context

        schemas = self.schemas

        openapi_spec = self.openapi_spec

        authentication = self.authentication

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if domain_context is not UNSET:
            field_dict["domain_context"] = domain_context
        if schemas is not UNSET:
            field_dict["schemas"] = schemas
        if openapi_spec is not UNSET:
            field_dict["openapi_spec"] = openapi_spec
        if authentication is not UNSET:
            field_dict["authentication"] = authentication

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        domain_context = d.pop("domain_context", UNSET)

        schemas = d.pop("schemas", UNSET)

        openapi_spec = d.pop("openapi_spec", UNSET)

        authentication = d.pop("authentication", UNSET)

        capabilities = cls(
            domain_context=domain_context,
            schemas=schemas,
            openapi_spec=openapi_spec,
            authentication=authentication,
        )

        capabilities.additional_properties = d
        return capabilities

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
