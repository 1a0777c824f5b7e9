from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.lab_cycler import LabCycler


T = TypeVar("T", bound="LabSite")


@_attrs_define
class LabSite:
    """A site with cyclers of the project.

    Attributes:
        id (str): Id.
        name (str): Name.
        cyclers (list[LabCycler] | Unset): Its cyclers.
    """

    id: str
    name: str
    cyclers: list[LabCycler] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        cyclers: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.cyclers, Unset):
            cyclers = []
            for cyclers_item_data in self.cyclers:
                cyclers_item = cyclers_item_data.to_dict()
                cyclers.append(cyclers_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
            }
        )
        if cyclers is not UNSET:
            field_dict["cyclers"] = cyclers

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lab_cycler import LabCycler  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        _cyclers = d.pop("cyclers", UNSET)
        cyclers: list[LabCycler] | Unset = UNSET
        if _cyclers is not UNSET:
            cyclers = []
            for cyclers_item_data in _cyclers:
                cyclers_item = LabCycler.from_dict(cyclers_item_data)

                cyclers.append(cyclers_item)

        lab_site = cls(
            id=id,
            name=name,
            cyclers=cyclers,
        )

        lab_site.additional_properties = d
        return lab_site

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
