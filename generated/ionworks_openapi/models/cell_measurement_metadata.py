from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.measurement_protocol import MeasurementProtocol
    from ..models.measurement_test_setup import MeasurementTestSetup


T = TypeVar("T", bound="CellMeasurementMetadata")


@_attrs_define
class CellMeasurementMetadata:
    """Metadata of a measurement to create; also carries keys not listed. `data_type` chooses local validation rules and is
    never sent (docs, observed).

        Example:
            {'name': 'C/3 discharge', 'start_time': '2025-04-02T08:00:00Z', 'protocol': {'name': 'C/3 capacity check',
                'ambient_temperature_degc': 25}}

        Attributes:
            name (str): Name, unique within the cell.
            notes (None | str | Unset): Free text.
            start_time (None | str | Unset): Start of the test, ISO 8601 with zone.
            end_time (None | str | Unset): End of the test, ISO 8601; not before the start; null means still on test.
            channel_id (None | str | Unset): Cycler channel of the same project; only for time series with a start time.
            protocol_id (None | str | Unset): Id of a saved protocol.
            protocol (MeasurementProtocol | None | Unset):
            test_setup (MeasurementTestSetup | None | Unset):
            tags (list[str] | Unset): At most 50 of at most 50 characters (else 400).
    """

    name: str
    notes: None | str | Unset = UNSET
    start_time: None | str | Unset = UNSET
    end_time: None | str | Unset = UNSET
    channel_id: None | str | Unset = UNSET
    protocol_id: None | str | Unset = UNSET
    protocol: MeasurementProtocol | None | Unset = UNSET
    test_setup: MeasurementTestSetup | None | Unset = UNSET
    tags: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.measurement_protocol import MeasurementProtocol  # noqa: PLC0415
        from ..models.measurement_test_setup import MeasurementTestSetup  # noqa: PLC0415

        name = self.name

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        start_time: None | str | Unset
        if isinstance(self.start_time, Unset):
            start_time = UNSET
        else:
            start_time = self.start_time

        end_time: None | str | Unset
        if isinstance(self.end_time, Unset):
            end_time = UNSET
        else:
            end_time = self.end_time

        channel_id: None | str | Unset
        if isinstance(self.channel_id, Unset):
            channel_id = UNSET
        else:
            channel_id = self.channel_id

        protocol_id: None | str | Unset
        if isinstance(self.protocol_id, Unset):
            protocol_id = UNSET
        else:
            protocol_id = self.protocol_id

        protocol: dict[str, Any] | None | Unset
        if isinstance(self.protocol, Unset):
            protocol = UNSET
        elif isinstance(self.protocol, MeasurementProtocol):
            protocol = self.protocol.to_dict()
        else:
            protocol = self.protocol

        test_setup: dict[str, Any] | None | Unset
        if isinstance(self.test_setup, Unset):
            test_setup = UNSET
        elif isinstance(self.test_setup, MeasurementTestSetup):
            test_setup = self.test_setup.to_dict()
        else:
            test_setup = self.test_setup

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if notes is not UNSET:
            field_dict["notes"] = notes
        if start_time is not UNSET:
            field_dict["start_time"] = start_time
        if end_time is not UNSET:
            field_dict["end_time"] = end_time
        if channel_id is not UNSET:
            field_dict["channel_id"] = channel_id
        if protocol_id is not UNSET:
            field_dict["protocol_id"] = protocol_id
        if protocol is not UNSET:
            field_dict["protocol"] = protocol
        if test_setup is not UNSET:
            field_dict["test_setup"] = test_setup
        if tags is not UNSET:
            field_dict["tags"] = tags

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.measurement_protocol import MeasurementProtocol  # noqa: PLC0415
        from ..models.measurement_test_setup import MeasurementTestSetup  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        def _parse_start_time(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        start_time = _parse_start_time(d.pop("start_time", UNSET))

        def _parse_end_time(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        end_time = _parse_end_time(d.pop("end_time", UNSET))

        def _parse_channel_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        channel_id = _parse_channel_id(d.pop("channel_id", UNSET))

        def _parse_protocol_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        protocol_id = _parse_protocol_id(d.pop("protocol_id", UNSET))

        def _parse_protocol(data: object) -> MeasurementProtocol | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                protocol_type_0 = MeasurementProtocol.from_dict(data)

                return protocol_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MeasurementProtocol | None | Unset, data)

        protocol = _parse_protocol(d.pop("protocol", UNSET))

        def _parse_test_setup(data: object) -> MeasurementTestSetup | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                test_setup_type_0 = MeasurementTestSetup.from_dict(data)

                return test_setup_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MeasurementTestSetup | None | Unset, data)

        test_setup = _parse_test_setup(d.pop("test_setup", UNSET))

        tags = cast(list[str], d.pop("tags", UNSET))

        cell_measurement_metadata = cls(
            name=name,
            notes=notes,
            start_time=start_time,
            end_time=end_time,
            channel_id=channel_id,
            protocol_id=protocol_id,
            protocol=protocol,
            test_setup=test_setup,
            tags=tags,
        )

        cell_measurement_metadata.additional_properties = d
        return cell_measurement_metadata

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
