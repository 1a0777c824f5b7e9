from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.lab_channel import LabChannel


T = TypeVar("T", bound="LabCycler")


@_attrs_define
class LabCycler:
    """A cycler and what its channels do.

    Attributes:
        id (str): Id.
        name (str): Name.
        channel_count (int): Number of channels.
        occupied (int): Channels with a running measurement.
        stale (int): Channels whose measurement has gone quiet.
        free (int): Free channels.
        manufacturer (None | str | Unset): Who makes it.
        model (None | str | Unset): Model of the maker.
        out_of_commission (int | Unset): Channels that must not be used.
        channels (list[LabChannel] | Unset): Its channels.
    """

    id: str
    name: str
    channel_count: int
    occupied: int
    stale: int
    free: int
    manufacturer: None | str | Unset = UNSET
    model: None | str | Unset = UNSET
    out_of_commission: int | Unset = UNSET
    channels: list[LabChannel] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        channel_count = self.channel_count

        occupied = self.occupied

        stale = self.stale

        free = self.free

        manufacturer: None | str | Unset
        if isinstance(self.manufacturer, Unset):
            manufacturer = UNSET
        else:
            manufacturer = self.manufacturer

        model: None | str | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        else:
            model = self.model

        out_of_commission = self.out_of_commission

        channels: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.channels, Unset):
            channels = []
            for channels_item_data in self.channels:
                channels_item = channels_item_data.to_dict()
                channels.append(channels_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "channel_count": channel_count,
                "occupied": occupied,
                "stale": stale,
                "free": free,
            }
        )
        if manufacturer is not UNSET:
            field_dict["manufacturer"] = manufacturer
        if model is not UNSET:
            field_dict["model"] = model
        if out_of_commission is not UNSET:
            field_dict["out_of_commission"] = out_of_commission
        if channels is not UNSET:
            field_dict["channels"] = channels

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lab_channel import LabChannel  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        channel_count = d.pop("channel_count")

        occupied = d.pop("occupied")

        stale = d.pop("stale")

        free = d.pop("free")

        def _parse_manufacturer(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        manufacturer = _parse_manufacturer(d.pop("manufacturer", UNSET))

        def _parse_model(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        model = _parse_model(d.pop("model", UNSET))

        out_of_commission = d.pop("out_of_commission", UNSET)

        _channels = d.pop("channels", UNSET)
        channels: list[LabChannel] | Unset = UNSET
        if _channels is not UNSET:
            channels = []
            for channels_item_data in _channels:
                channels_item = LabChannel.from_dict(channels_item_data)

                channels.append(channels_item)

        lab_cycler = cls(
            id=id,
            name=name,
            channel_count=channel_count,
            occupied=occupied,
            stale=stale,
            free=free,
            manufacturer=manufacturer,
            model=model,
            out_of_commission=out_of_commission,
            channels=channels,
        )

        lab_cycler.additional_properties = d
        return lab_cycler

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
