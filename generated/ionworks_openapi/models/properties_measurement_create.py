from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.properties_measurement_create_measurement_type import (
    PropertiesMeasurementCreateMeasurementType,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.measurement_protocol import MeasurementProtocol
    from ..models.measurement_test_setup import MeasurementTestSetup
    from ..models.properties_measurement_create_properties import (
        PropertiesMeasurementCreateProperties,
    )


T = TypeVar("T", bound="PropertiesMeasurementCreate")


@_attrs_define
class PropertiesMeasurementCreate:
    """A measurement that is a set of values, no upload (docs, observed).

    Example:
        {'name': 'Formation summary', 'measurement_type': 'properties', 'properties': {'mass': {'value': 68.9, 'unit':
            'g'}}}

    Attributes:
        name (str): Name, unique within the cell.
        measurement_type (PropertiesMeasurementCreateMeasurementType): Must be `properties`.
        properties (PropertiesMeasurementCreateProperties): Values by name; a number is a Quantity {value, unit}.
        notes (None | str | Unset): Free text.
        protocol (MeasurementProtocol | None | Unset):
        start_time (None | str | Unset): Start of the test, ISO 8601 with zone.
        end_time (None | str | Unset): End of the test, ISO 8601; not before the start.
        test_setup (MeasurementTestSetup | None | Unset):
        step_labels_validated (bool | Unset): True when a user confirmed the step labels. Default: False.
        tags (list[str] | Unset): At most 50 of at most 50 characters (else 400).
    """

    name: str
    measurement_type: PropertiesMeasurementCreateMeasurementType
    properties: PropertiesMeasurementCreateProperties
    notes: None | str | Unset = UNSET
    protocol: MeasurementProtocol | None | Unset = UNSET
    start_time: None | str | Unset = UNSET
    end_time: None | str | Unset = UNSET
    test_setup: MeasurementTestSetup | None | Unset = UNSET
    step_labels_validated: bool | Unset = False
    tags: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.measurement_protocol import MeasurementProtocol  # noqa: PLC0415
        from ..models.measurement_test_setup import MeasurementTestSetup  # noqa: PLC0415

        name = self.name

        measurement_type = self.measurement_type.value

        properties = self.properties.to_dict()

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        protocol: dict[str, Any] | None | Unset
        if isinstance(self.protocol, Unset):
            protocol = UNSET
        elif isinstance(self.protocol, MeasurementProtocol):
            protocol = self.protocol.to_dict()
        else:
            protocol = self.protocol

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

        test_setup: dict[str, Any] | None | Unset
        if isinstance(self.test_setup, Unset):
            test_setup = UNSET
        elif isinstance(self.test_setup, MeasurementTestSetup):
            test_setup = self.test_setup.to_dict()
        else:
            test_setup = self.test_setup

        step_labels_validated = self.step_labels_validated

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "measurement_type": measurement_type,
                "properties": properties,
            }
        )
        if notes is not UNSET:
            field_dict["notes"] = notes
        if protocol is not UNSET:
            field_dict["protocol"] = protocol
        if start_time is not UNSET:
            field_dict["start_time"] = start_time
        if end_time is not UNSET:
            field_dict["end_time"] = end_time
        if test_setup is not UNSET:
            field_dict["test_setup"] = test_setup
        if step_labels_validated is not UNSET:
            field_dict["step_labels_validated"] = step_labels_validated
        if tags is not UNSET:
            field_dict["tags"] = tags

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.measurement_protocol import MeasurementProtocol  # noqa: PLC0415
        from ..models.measurement_test_setup import MeasurementTestSetup  # noqa: PLC0415
        from ..models.properties_measurement_create_properties import (
            PropertiesMeasurementCreateProperties,  # noqa: PLC0415
        )

        d = dict(src_dict)
        name = d.pop("name")

        measurement_type = PropertiesMeasurementCreateMeasurementType(
            d.pop("measurement_type")
        )

        properties = PropertiesMeasurementCreateProperties.from_dict(
            d.pop("properties")
        )

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

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

        step_labels_validated = d.pop("step_labels_validated", UNSET)

        tags = cast(list[str], d.pop("tags", UNSET))

        properties_measurement_create = cls(
            name=name,
            measurement_type=measurement_type,
            properties=properties,
            notes=notes,
            protocol=protocol,
            start_time=start_time,
            end_time=end_time,
            test_setup=test_setup,
            step_labels_validated=step_labels_validated,
            tags=tags,
        )

        properties_measurement_create.additional_properties = d
        return properties_measurement_create

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
