from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cell_measurement_file_metadata_type_0 import (
        CellMeasurementFileMetadataType0,
    )
    from ..models.cell_measurement_properties_type_0 import (
        CellMeasurementPropertiesType0,
    )
    from ..models.cell_measurement_protocol_type_0 import CellMeasurementProtocolType0
    from ..models.cell_measurement_test_setup_type_0 import (
        CellMeasurementTestSetupType0,
    )


T = TypeVar("T", bound="CellMeasurement")


@_attrs_define
class CellMeasurement:
    """One measurement on one cell. Times are ISO 8601 text. In the time series positive current is discharge (docs,
    observed).

        Example:
            {'id': '3d2c7c0e-7a3f-4f0c-8f6e-55d7a3c4b9aa', 'name': 'C/3 discharge', 'cell_instance_id':
                '6f1a54b2-52a0-4b0e-9c53-0f4b2a7f3c11', 'measurement_type': 'time_series', 'channel_id': None, 'protocol_id':
                None, 'start_time': '2025-04-02T08:00:00Z', 'end_time': '2025-04-02T12:10:00Z', 'processing_status': 'ready',
                'processing_error': None, 'tags': ['C/3', 'reference'], 'notes': None, 'protocol': {'name': 'C/3 capacity
                check', 'ambient_temperature_degc': 25}, 'test_setup': {'cycler': 'Maccor', 'channel_number': 4}, 'created_at':
                '2025-04-02T13:00:00Z', 'updated_at': '2025-04-02T13:00:09Z'}

        Attributes:
            id (str): Id of the measurement.
            name (str): Name, unique within the cell.
            cell_instance_id (str): Id of the measured cell.
            measurement_type (str | Unset): Known values: `time_series` (default), `file`, `properties`.
            channel_id (None | str | Unset): Id of the cycler channel the test runs on.
            protocol_id (None | str | Unset): Id of a saved protocol.
            start_time (None | str | Unset): Start of the test, ISO 8601 with zone.
            end_time (None | str | Unset): End of the test, ISO 8601 with zone; null while still on test.
            estimated_end_time (None | str | Unset): Expected end, ISO 8601.
            estimated_end_time_note (None | str | Unset): How the expected end was found.
            estimated_end_time_calculated_at (None | str | Unset): When it was found, ISO 8601.
            processing_status (None | str | Unset): Known values: `pending`, `running`, `ready`, `failed`; null means ready
                (older records).
            processing_error (None | str | Unset): Why processing, or the last extend, failed.
            tags (list[str] | Unset): Tags, sorted, unique without regard to case.
            notes (None | str | Unset): Free text.
            protocol (CellMeasurementProtocolType0 | None | Unset): See MeasurementProtocol; temperature in [degC].
            test_setup (CellMeasurementTestSetupType0 | None | Unset): See MeasurementTestSetup.
            step_labels_validated (bool | None | Unset): True when a user confirmed the step labels.
            properties (CellMeasurementPropertiesType0 | None | Unset): Values of a `properties` measurement; a number is a
                Quantity {value, unit}.
            file_metadata (CellMeasurementFileMetadataType0 | None | Unset): What the server stored of each file.
            organization_id (None | str | Unset): Id of the owning organization.
            created_by (None | str | Unset): Id of the user who created the record.
            created_by_email (None | str | Unset): E-mail address of that user.
            created_at (str | Unset): Time of creation, ISO 8601 UTC.
            updated_at (str | Unset): Time of the last change, ISO 8601 UTC.
    """

    id: str
    name: str
    cell_instance_id: str
    measurement_type: str | Unset = UNSET
    channel_id: None | str | Unset = UNSET
    protocol_id: None | str | Unset = UNSET
    start_time: None | str | Unset = UNSET
    end_time: None | str | Unset = UNSET
    estimated_end_time: None | str | Unset = UNSET
    estimated_end_time_note: None | str | Unset = UNSET
    estimated_end_time_calculated_at: None | str | Unset = UNSET
    processing_status: None | str | Unset = UNSET
    processing_error: None | str | Unset = UNSET
    tags: list[str] | Unset = UNSET
    notes: None | str | Unset = UNSET
    protocol: CellMeasurementProtocolType0 | None | Unset = UNSET
    test_setup: CellMeasurementTestSetupType0 | None | Unset = UNSET
    step_labels_validated: bool | None | Unset = UNSET
    properties: CellMeasurementPropertiesType0 | None | Unset = UNSET
    file_metadata: CellMeasurementFileMetadataType0 | None | Unset = UNSET
    organization_id: None | str | Unset = UNSET
    created_by: None | str | Unset = UNSET
    created_by_email: None | str | Unset = UNSET
    created_at: str | Unset = UNSET
    updated_at: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.cell_measurement_file_metadata_type_0 import (
            CellMeasurementFileMetadataType0,  # noqa: PLC0415
        )
        from ..models.cell_measurement_properties_type_0 import (
            CellMeasurementPropertiesType0,  # noqa: PLC0415
        )
        from ..models.cell_measurement_protocol_type_0 import (
            CellMeasurementProtocolType0,  # noqa: PLC0415
        )
        from ..models.cell_measurement_test_setup_type_0 import (
            CellMeasurementTestSetupType0,  # noqa: PLC0415
        )

        id = self.id

        name = self.name

        cell_instance_id = self.cell_instance_id

        measurement_type = self.measurement_type

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

        estimated_end_time: None | str | Unset
        if isinstance(self.estimated_end_time, Unset):
            estimated_end_time = UNSET
        else:
            estimated_end_time = self.estimated_end_time

        estimated_end_time_note: None | str | Unset
        if isinstance(self.estimated_end_time_note, Unset):
            estimated_end_time_note = UNSET
        else:
            estimated_end_time_note = self.estimated_end_time_note

        estimated_end_time_calculated_at: None | str | Unset
        if isinstance(self.estimated_end_time_calculated_at, Unset):
            estimated_end_time_calculated_at = UNSET
        else:
            estimated_end_time_calculated_at = self.estimated_end_time_calculated_at

        processing_status: None | str | Unset
        if isinstance(self.processing_status, Unset):
            processing_status = UNSET
        else:
            processing_status = self.processing_status

        processing_error: None | str | Unset
        if isinstance(self.processing_error, Unset):
            processing_error = UNSET
        else:
            processing_error = self.processing_error

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        protocol: dict[str, Any] | None | Unset
        if isinstance(self.protocol, Unset):
            protocol = UNSET
        elif isinstance(self.protocol, CellMeasurementProtocolType0):
            protocol = self.protocol.to_dict()
        else:
            protocol = self.protocol

        test_setup: dict[str, Any] | None | Unset
        if isinstance(self.test_setup, Unset):
            test_setup = UNSET
        elif isinstance(self.test_setup, CellMeasurementTestSetupType0):
            test_setup = self.test_setup.to_dict()
        else:
            test_setup = self.test_setup

        step_labels_validated: bool | None | Unset
        if isinstance(self.step_labels_validated, Unset):
            step_labels_validated = UNSET
        else:
            step_labels_validated = self.step_labels_validated

        properties: dict[str, Any] | None | Unset
        if isinstance(self.properties, Unset):
            properties = UNSET
        elif isinstance(self.properties, CellMeasurementPropertiesType0):
            properties = self.properties.to_dict()
        else:
            properties = self.properties

        file_metadata: dict[str, Any] | None | Unset
        if isinstance(self.file_metadata, Unset):
            file_metadata = UNSET
        elif isinstance(self.file_metadata, CellMeasurementFileMetadataType0):
            file_metadata = self.file_metadata.to_dict()
        else:
            file_metadata = self.file_metadata

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        created_by: None | str | Unset
        if isinstance(self.created_by, Unset):
            created_by = UNSET
        else:
            created_by = self.created_by

        created_by_email: None | str | Unset
        if isinstance(self.created_by_email, Unset):
            created_by_email = UNSET
        else:
            created_by_email = self.created_by_email

        created_at = self.created_at

        updated_at = self.updated_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "cell_instance_id": cell_instance_id,
            }
        )
        if measurement_type is not UNSET:
            field_dict["measurement_type"] = measurement_type
        if channel_id is not UNSET:
            field_dict["channel_id"] = channel_id
        if protocol_id is not UNSET:
            field_dict["protocol_id"] = protocol_id
        if start_time is not UNSET:
            field_dict["start_time"] = start_time
        if end_time is not UNSET:
            field_dict["end_time"] = end_time
        if estimated_end_time is not UNSET:
            field_dict["estimated_end_time"] = estimated_end_time
        if estimated_end_time_note is not UNSET:
            field_dict["estimated_end_time_note"] = estimated_end_time_note
        if estimated_end_time_calculated_at is not UNSET:
            field_dict["estimated_end_time_calculated_at"] = (
                estimated_end_time_calculated_at
            )
        if processing_status is not UNSET:
            field_dict["processing_status"] = processing_status
        if processing_error is not UNSET:
            field_dict["processing_error"] = processing_error
        if tags is not UNSET:
            field_dict["tags"] = tags
        if notes is not UNSET:
            field_dict["notes"] = notes
        if protocol is not UNSET:
            field_dict["protocol"] = protocol
        if test_setup is not UNSET:
            field_dict["test_setup"] = test_setup
        if step_labels_validated is not UNSET:
            field_dict["step_labels_validated"] = step_labels_validated
        if properties is not UNSET:
            field_dict["properties"] = properties
        if file_metadata is not UNSET:
            field_dict["file_metadata"] = file_metadata
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if created_by is not UNSET:
            field_dict["created_by"] = created_by
        if created_by_email is not UNSET:
            field_dict["created_by_email"] = created_by_email
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cell_measurement_file_metadata_type_0 import (
            CellMeasurementFileMetadataType0,  # noqa: PLC0415
        )
        from ..models.cell_measurement_properties_type_0 import (
            CellMeasurementPropertiesType0,  # noqa: PLC0415
        )
        from ..models.cell_measurement_protocol_type_0 import (
            CellMeasurementProtocolType0,  # noqa: PLC0415
        )
        from ..models.cell_measurement_test_setup_type_0 import (
            CellMeasurementTestSetupType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        cell_instance_id = d.pop("cell_instance_id")

        measurement_type = d.pop("measurement_type", UNSET)

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

        def _parse_estimated_end_time(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        estimated_end_time = _parse_estimated_end_time(
            d.pop("estimated_end_time", UNSET)
        )

        def _parse_estimated_end_time_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        estimated_end_time_note = _parse_estimated_end_time_note(
            d.pop("estimated_end_time_note", UNSET)
        )

        def _parse_estimated_end_time_calculated_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        estimated_end_time_calculated_at = _parse_estimated_end_time_calculated_at(
            d.pop("estimated_end_time_calculated_at", UNSET)
        )

        def _parse_processing_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        processing_status = _parse_processing_status(d.pop("processing_status", UNSET))

        def _parse_processing_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        processing_error = _parse_processing_error(d.pop("processing_error", UNSET))

        tags = cast(list[str], d.pop("tags", UNSET))

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        def _parse_protocol(
            data: object,
        ) -> CellMeasurementProtocolType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                protocol_type_0 = CellMeasurementProtocolType0.from_dict(data)

                return protocol_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellMeasurementProtocolType0 | None | Unset, data)

        protocol = _parse_protocol(d.pop("protocol", UNSET))

        def _parse_test_setup(
            data: object,
        ) -> CellMeasurementTestSetupType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                test_setup_type_0 = CellMeasurementTestSetupType0.from_dict(data)

                return test_setup_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellMeasurementTestSetupType0 | None | Unset, data)

        test_setup = _parse_test_setup(d.pop("test_setup", UNSET))

        def _parse_step_labels_validated(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        step_labels_validated = _parse_step_labels_validated(
            d.pop("step_labels_validated", UNSET)
        )

        def _parse_properties(
            data: object,
        ) -> CellMeasurementPropertiesType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                properties_type_0 = CellMeasurementPropertiesType0.from_dict(data)

                return properties_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellMeasurementPropertiesType0 | None | Unset, data)

        properties = _parse_properties(d.pop("properties", UNSET))

        def _parse_file_metadata(
            data: object,
        ) -> CellMeasurementFileMetadataType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                file_metadata_type_0 = CellMeasurementFileMetadataType0.from_dict(data)

                return file_metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellMeasurementFileMetadataType0 | None | Unset, data)

        file_metadata = _parse_file_metadata(d.pop("file_metadata", UNSET))

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        def _parse_created_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by = _parse_created_by(d.pop("created_by", UNSET))

        def _parse_created_by_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by_email = _parse_created_by_email(d.pop("created_by_email", UNSET))

        created_at = d.pop("created_at", UNSET)

        updated_at = d.pop("updated_at", UNSET)

        cell_measurement = cls(
            id=id,
            name=name,
            cell_instance_id=cell_instance_id,
            measurement_type=measurement_type,
            channel_id=channel_id,
            protocol_id=protocol_id,
            start_time=start_time,
            end_time=end_time,
            estimated_end_time=estimated_end_time,
            estimated_end_time_note=estimated_end_time_note,
            estimated_end_time_calculated_at=estimated_end_time_calculated_at,
            processing_status=processing_status,
            processing_error=processing_error,
            tags=tags,
            notes=notes,
            protocol=protocol,
            test_setup=test_setup,
            step_labels_validated=step_labels_validated,
            properties=properties,
            file_metadata=file_metadata,
            organization_id=organization_id,
            created_by=created_by,
            created_by_email=created_by_email,
            created_at=created_at,
            updated_at=updated_at,
        )

        cell_measurement.additional_properties = d
        return cell_measurement

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
