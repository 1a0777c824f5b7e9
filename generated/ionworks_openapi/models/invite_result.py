from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="InviteResult")


@_attrs_define
class InviteResult:
    """Outcome of an invitation (observed).

    Example:
        {'user_id': 'a95d30b7-6e42-4c1f-83d8-e4b1f7290c56', 'invite_sent': True, 'already_member': False, 'role_name':
            'Project Contributor'}

    Attributes:
        user_id (str): Id of the invited user.
        invite_sent (bool): True when an e-mail was sent.
        already_member (bool | Unset): True when the person was a member before; absent means false.
        role_name (None | str | Unset): Name of the role held now.
    """

    user_id: str
    invite_sent: bool
    already_member: bool | Unset = UNSET
    role_name: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        user_id = self.user_id

        invite_sent = self.invite_sent

        already_member = self.already_member

        role_name: None | str | Unset
        if isinstance(self.role_name, Unset):
            role_name = UNSET
        else:
            role_name = self.role_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "user_id": user_id,
                "invite_sent": invite_sent,
            }
        )
        if already_member is not UNSET:
            field_dict["already_member"] = already_member
        if role_name is not UNSET:
            field_dict["role_name"] = role_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        user_id = d.pop("user_id")

        invite_sent = d.pop("invite_sent")

        already_member = d.pop("already_member", UNSET)

        def _parse_role_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        role_name = _parse_role_name(d.pop("role_name", UNSET))

        invite_result = cls(
            user_id=user_id,
            invite_sent=invite_sent,
            already_member=already_member,
            role_name=role_name,
        )

        invite_result.additional_properties = d
        return invite_result

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
