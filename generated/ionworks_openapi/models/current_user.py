from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.organization_summary import OrganizationSummary


T = TypeVar("T", bound="CurrentUser")


@_attrs_define
class CurrentUser:
    """The user a key belongs to (docs).

    Example:
        {'id': 'a95d30b7-6e42-4c1f-83d8-e4b1f7290c56', 'email': 'alice@example.com', 'authorized_organization': {'id':
            '10e6b8d2-7f95-4b3a-9c04-d28a5e61f7b3', 'name': 'Acme Battery'}, 'organizations': [{'id':
            '10e6b8d2-7f95-4b3a-9c04-d28a5e61f7b3', 'name': 'Acme Battery'}]}

    Attributes:
        id (str): Id of the user.
        email (str): E-mail address of the user.
        authorized_organization (None | OrganizationSummary | Unset): Organization the key was issued for; permission
            checks use it. Null when there is none.
        organizations (list[OrganizationSummary] | Unset): Every organization the user belongs to, one per entry.
    """

    id: str
    email: str
    authorized_organization: None | OrganizationSummary | Unset = UNSET
    organizations: list[OrganizationSummary] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.organization_summary import OrganizationSummary  # noqa: PLC0415

        id = self.id

        email = self.email

        authorized_organization: dict[str, Any] | None | Unset
        if isinstance(self.authorized_organization, Unset):
            authorized_organization = UNSET
        elif isinstance(self.authorized_organization, OrganizationSummary):
            authorized_organization = self.authorized_organization.to_dict()
        else:
            authorized_organization = self.authorized_organization

        organizations: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.organizations, Unset):
            organizations = []
            for organizations_item_data in self.organizations:
                organizations_item = organizations_item_data.to_dict()
                organizations.append(organizations_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "email": email,
            }
        )
        if authorized_organization is not UNSET:
            field_dict["authorized_organization"] = authorized_organization
        if organizations is not UNSET:
            field_dict["organizations"] = organizations

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.organization_summary import OrganizationSummary  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        email = d.pop("email")

        def _parse_authorized_organization(
            data: object,
        ) -> None | OrganizationSummary | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                authorized_organization_type_0 = OrganizationSummary.from_dict(data)

                return authorized_organization_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrganizationSummary | Unset, data)

        authorized_organization = _parse_authorized_organization(
            d.pop("authorized_organization", UNSET)
        )

        _organizations = d.pop("organizations", UNSET)
        organizations: list[OrganizationSummary] | Unset = UNSET
        if _organizations is not UNSET:
            organizations = []
            for organizations_item_data in _organizations:
                organizations_item = OrganizationSummary.from_dict(
                    organizations_item_data
                )

                organizations.append(organizations_item)

        current_user = cls(
            id=id,
            email=email,
            authorized_organization=authorized_organization,
            organizations=organizations,
        )

        current_user.additional_properties = d
        return current_user

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
