from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.lab_channel_measurement_type_0 import LabChannelMeasurementType0


T = TypeVar("T", bound="LabChannel")


@_attrs_define
class LabChannel:
    """A channel and what it does.

    Attributes:
        id (str): Id.
        name (str): Name.
        state (str): Known values: `free`, `occupied`, `stale`, `out_of_commission`.
        measurement (LabChannelMeasurementType0 | None | Unset): What runs on it, a LabMeasurement.
        notes (None | str | Unset): Free text.
        out_of_commission (bool | Unset): Whether it must not be used.
        max_amps (float | None | Unset): Largest current [A].
        min_volts (float | None | Unset): Lowest voltage [V].
        max_volts (float | None | Unset): Highest voltage [V].
    """

    id: str
    name: str
    state: str
    measurement: LabChannelMeasurementType0 | None | Unset = UNSET
    notes: None | str | Unset = UNSET
    out_of_commission: bool | Unset = UNSET
    max_amps: float | None | Unset = UNSET
    min_volts: float | None | Unset = UNSET
    max_volts: float | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.lab_channel_measurement_type_0 import LabChannelMeasurementType0  # noqa: PLC0415

        id = self.id

        name = self.name

        state = self.state

        measurement: dict[str, Any] | None | Unset
        if isinstance(self.measurement, Unset):
            measurement = UNSET
        elif isinstance(self.measurement, LabChannelMeasurementType0):
            measurement = self.measurement.to_dict()
        else:
            measurement = self.measurement

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        out_of_commission = self.out_of_commission

        max_amps: float | None | Unset
        if isinstance(self.max_amps, Unset):
            max_amps = UNSET
        else:
            max_amps = self.max_amps

        min_volts: float | None | Unset
        if isinstance(self.min_volts, Unset):
            min_volts = UNSET
        else:
            min_volts = self.min_volts

        max_volts: float | None | Unset
        if isinstance(self.max_volts, Unset):
            max_volts = UNSET
        else:
            max_volts = self.max_volts

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "state": state,
            }
        )
        if measurement is not UNSET:
            field_dict["measurement"] = measurement
        if notes is not UNSET:
            field_dict["notes"] = notes
        if out_of_commission is not UNSET:
            field_dict["out_of_commission"] = out_of_commission
        if max_amps is not UNSET:
            field_dict["max_amps"] = max_amps
        if min_volts is not UNSET:
            field_dict["min_volts"] = min_volts
        if max_volts is not UNSET:
            field_dict["max_volts"] = max_volts

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lab_channel_measurement_type_0 import LabChannelMeasurementType0  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        state = d.pop("state")

        def _parse_measurement(
            data: object,
        ) -> LabChannelMeasurementType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                measurement_type_0 = LabChannelMeasurementType0.from_dict(data)

                return measurement_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LabChannelMeasurementType0 | None | Unset, data)

        measurement = _parse_measurement(d.pop("measurement", UNSET))

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        out_of_commission = d.pop("out_of_commission", UNSET)

        def _parse_max_amps(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        max_amps = _parse_max_amps(d.pop("max_amps", UNSET))

        def _parse_min_volts(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        min_volts = _parse_min_volts(d.pop("min_volts", UNSET))

        def _parse_max_volts(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        max_volts = _parse_max_volts(d.pop("max_volts", UNSET))

        lab_channel = cls(
            id=id,
            name=name,
            state=state,
            measurement=measurement,
            notes=notes,
            out_of_commission=out_of_commission,
            max_amps=max_amps,
            min_volts=min_volts,
            max_volts=max_volts,
        )

        lab_channel.additional_properties = d
        return lab_channel

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
