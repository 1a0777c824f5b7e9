from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.lab_site import LabSite


T = TypeVar("T", bound="LabStatus")


@_attrs_define
class LabStatus:
    """What the channels of a project do.

    Attributes:
        sites (list[LabSite]): Sites with cyclers of the project.
        occupied (int | Unset): Channels with a running measurement.
        stale (int | Unset): Channels whose measurement has gone quiet.
        free (int | Unset): Free channels.
        out_of_commission (int | Unset): Channels that must not be used.
    """

    sites: list[LabSite]
    occupied: int | Unset = UNSET
    stale: int | Unset = UNSET
    free: int | Unset = UNSET
    out_of_commission: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sites = []
        for sites_item_data in self.sites:
            sites_item = sites_item_data.to_dict()
            sites.append(sites_item)

        occupied = self.occupied

        stale = self.stale

        free = self.free

        out_of_commission = self.out_of_commission

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sites": sites,
            }
        )
        if occupied is not UNSET:
            field_dict["occupied"] = occupied
        if stale is not UNSET:
            field_dict["stale"] = stale
        if free is not UNSET:
            field_dict["free"] = free
        if out_of_commission is not UNSET:
            field_dict["out_of_commission"] = out_of_commission

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lab_site import LabSite  # noqa: PLC0415

        d = dict(src_dict)
        sites = []
        _sites = d.pop("sites")
        for sites_item_data in _sites:
            sites_item = LabSite.from_dict(sites_item_data)

            sites.append(sites_item)

        occupied = d.pop("occupied", UNSET)

        stale = d.pop("stale", UNSET)

        free = d.pop("free", UNSET)

        out_of_commission = d.pop("out_of_commission", UNSET)

        lab_status = cls(
            sites=sites,
            occupied=occupied,
            stale=stale,
            free=free,
            out_of_commission=out_of_commission,
        )

        lab_status.additional_properties = d
        return lab_status

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
