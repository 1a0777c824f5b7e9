from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.planned_measurement_test_setup_type_0 import (
        PlannedMeasurementTestSetupType0,
    )


T = TypeVar("T", bound="PlannedMeasurement")


@_attrs_define
class PlannedMeasurement:
    """A measurement that somebody wants.

    Attributes:
        id (str): Id.
        name (str): Name, unique in the project.
        project_id (str): Project.
        status (str): Known values: `requested`, `scheduled`, `in_progress`, `completed`, `cancelled`.
        protocol_id (None | str | Unset): Protocol to run.
        cell_specification_id (None | str | Unset): Type of cell.
        cell_instance_id (None | str | Unset): Cell.
        channel_id (None | str | Unset): Channel it is scheduled on.
        planned_start_time (None | str | Unset): Planned start, ISO 8601.
        planned_end_time (None | str | Unset): Planned end, ISO 8601.
        estimated_duration_seconds (float | None | Unset): How long it takes [s].
        setup_duration_seconds (float | None | Unset): Time to set it up before its start [s].
        teardown_duration_seconds (float | None | Unset): Time to clear up after its end [s].
        test_setup (None | PlannedMeasurementTestSetupType0 | Unset): What it needs: `max_amps` [A], `min_volts` and
            `max_volts` [V] of the channel.
        notes (None | str | Unset): Free text.
        requested_by_email (None | str | Unset): Who asked for it.
        scheduled_by_email (None | str | Unset): Who scheduled it.
        created_at (None | str | Unset): Creation, ISO 8601.
        updated_at (None | str | Unset): Last change, ISO 8601.
        created_by_email (None | str | Unset): Who made it.
    """

    id: str
    name: str
    project_id: str
    status: str
    protocol_id: None | str | Unset = UNSET
    cell_specification_id: None | str | Unset = UNSET
    cell_instance_id: None | str | Unset = UNSET
    channel_id: None | str | Unset = UNSET
    planned_start_time: None | str | Unset = UNSET
    planned_end_time: None | str | Unset = UNSET
    estimated_duration_seconds: float | None | Unset = UNSET
    setup_duration_seconds: float | None | Unset = UNSET
    teardown_duration_seconds: float | None | Unset = UNSET
    test_setup: None | PlannedMeasurementTestSetupType0 | Unset = UNSET
    notes: None | str | Unset = UNSET
    requested_by_email: None | str | Unset = UNSET
    scheduled_by_email: None | str | Unset = UNSET
    created_at: None | str | Unset = UNSET
    updated_at: None | str | Unset = UNSET
    created_by_email: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.planned_measurement_test_setup_type_0 import (
            PlannedMeasurementTestSetupType0,  # noqa: PLC0415
        )

        id = self.id

        name = self.name

        project_id = self.project_id

        status = self.status

        protocol_id: None | str | Unset
        if isinstance(self.protocol_id, Unset):
            protocol_id = UNSET
        else:
            protocol_id = self.protocol_id

        cell_specification_id: None | str | Unset
        if isinstance(self.cell_specification_id, Unset):
            cell_specification_id = UNSET
        else:
            cell_specification_id = self.cell_specification_id

        cell_instance_id: None | str | Unset
        if isinstance(self.cell_instance_id, Unset):
            cell_instance_id = UNSET
        else:
            cell_instance_id = self.cell_instance_id

        channel_id: None | str | Unset
        if isinstance(self.channel_id, Unset):
            channel_id = UNSET
        else:
            channel_id = self.channel_id

        planned_start_time: None | str | Unset
        if isinstance(self.planned_start_time, Unset):
            planned_start_time = UNSET
        else:
            planned_start_time = self.planned_start_time

        planned_end_time: None | str | Unset
        if isinstance(self.planned_end_time, Unset):
            planned_end_time = UNSET
        else:
            planned_end_time = self.planned_end_time

        estimated_duration_seconds: float | None | Unset
        if isinstance(self.estimated_duration_seconds, Unset):
            estimated_duration_seconds = UNSET
        else:
            estimated_duration_seconds = self.estimated_duration_seconds

        setup_duration_seconds: float | None | Unset
        if isinstance(self.setup_duration_seconds, Unset):
            setup_duration_seconds = UNSET
        else:
            setup_duration_seconds = self.setup_duration_seconds

        teardown_duration_seconds: float | None | Unset
        if isinstance(self.teardown_duration_seconds, Unset):
            teardown_duration_seconds = UNSET
        else:
            teardown_duration_seconds = self.teardown_duration_seconds

        test_setup: dict[str, Any] | None | Unset
        if isinstance(self.test_setup, Unset):
            test_setup = UNSET
        elif isinstance(self.test_setup, PlannedMeasurementTestSetupType0):
            test_setup = self.test_setup.to_dict()
        else:
            test_setup = self.test_setup

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        requested_by_email: None | str | Unset
        if isinstance(self.requested_by_email, Unset):
            requested_by_email = UNSET
        else:
            requested_by_email = self.requested_by_email

        scheduled_by_email: None | str | Unset
        if isinstance(self.scheduled_by_email, Unset):
            scheduled_by_email = UNSET
        else:
            scheduled_by_email = self.scheduled_by_email

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        updated_at: None | str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        else:
            updated_at = self.updated_at

        created_by_email: None | str | Unset
        if isinstance(self.created_by_email, Unset):
            created_by_email = UNSET
        else:
            created_by_email = self.created_by_email

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "project_id": project_id,
                "status": status,
            }
        )
        if protocol_id is not UNSET:
            field_dict["protocol_id"] = protocol_id
        if cell_specification_id is not UNSET:
            field_dict["cell_specification_id"] = cell_specification_id
        if cell_instance_id is not UNSET:
            field_dict["cell_instance_id"] = cell_instance_id
        if channel_id is not UNSET:
            field_dict["channel_id"] = channel_id
        if planned_start_time is not UNSET:
            field_dict["planned_start_time"] = planned_start_time
        if planned_end_time is not UNSET:
            field_dict["planned_end_time"] = planned_end_time
        if estimated_duration_seconds is not UNSET:
            field_dict["estimated_duration_seconds"] = estimated_duration_seconds
        if setup_duration_seconds is not UNSET:
            field_dict["setup_duration_seconds"] = setup_duration_seconds
        if teardown_duration_seconds is not UNSET:
            field_dict["teardown_duration_seconds"] = teardown_duration_seconds
        if test_setup is not UNSET:
            field_dict["test_setup"] = test_setup
        if notes is not UNSET:
            field_dict["notes"] = notes
        if requested_by_email is not UNSET:
            field_dict["requested_by_email"] = requested_by_email
        if scheduled_by_email is not UNSET:
            field_dict["scheduled_by_email"] = scheduled_by_email
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if created_by_email is not UNSET:
            field_dict["created_by_email"] = created_by_email

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.planned_measurement_test_setup_type_0 import (
            PlannedMeasurementTestSetupType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        project_id = d.pop("project_id")

        status = d.pop("status")

        def _parse_protocol_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        protocol_id = _parse_protocol_id(d.pop("protocol_id", UNSET))

        def _parse_cell_specification_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cell_specification_id = _parse_cell_specification_id(
            d.pop("cell_specification_id", UNSET)
        )

        def _parse_cell_instance_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cell_instance_id = _parse_cell_instance_id(d.pop("cell_instance_id", UNSET))

        def _parse_channel_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        channel_id = _parse_channel_id(d.pop("channel_id", UNSET))

        def _parse_planned_start_time(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        planned_start_time = _parse_planned_start_time(
            d.pop("planned_start_time", UNSET)
        )

        def _parse_planned_end_time(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        planned_end_time = _parse_planned_end_time(d.pop("planned_end_time", UNSET))

        def _parse_estimated_duration_seconds(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        estimated_duration_seconds = _parse_estimated_duration_seconds(
            d.pop("estimated_duration_seconds", UNSET)
        )

        def _parse_setup_duration_seconds(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        setup_duration_seconds = _parse_setup_duration_seconds(
            d.pop("setup_duration_seconds", UNSET)
        )

        def _parse_teardown_duration_seconds(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        teardown_duration_seconds = _parse_teardown_duration_seconds(
            d.pop("teardown_duration_seconds", UNSET)
        )

        def _parse_test_setup(
            data: object,
        ) -> None | PlannedMeasurementTestSetupType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                test_setup_type_0 = PlannedMeasurementTestSetupType0.from_dict(data)

                return test_setup_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PlannedMeasurementTestSetupType0 | Unset, data)

        test_setup = _parse_test_setup(d.pop("test_setup", UNSET))

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        def _parse_requested_by_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        requested_by_email = _parse_requested_by_email(
            d.pop("requested_by_email", UNSET)
        )

        def _parse_scheduled_by_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        scheduled_by_email = _parse_scheduled_by_email(
            d.pop("scheduled_by_email", UNSET)
        )

        def _parse_created_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_updated_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        updated_at = _parse_updated_at(d.pop("updated_at", UNSET))

        def _parse_created_by_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by_email = _parse_created_by_email(d.pop("created_by_email", UNSET))

        planned_measurement = cls(
            id=id,
            name=name,
            project_id=project_id,
            status=status,
            protocol_id=protocol_id,
            cell_specification_id=cell_specification_id,
            cell_instance_id=cell_instance_id,
            channel_id=channel_id,
            planned_start_time=planned_start_time,
            planned_end_time=planned_end_time,
            estimated_duration_seconds=estimated_duration_seconds,
            setup_duration_seconds=setup_duration_seconds,
            teardown_duration_seconds=teardown_duration_seconds,
            test_setup=test_setup,
            notes=notes,
            requested_by_email=requested_by_email,
            scheduled_by_email=scheduled_by_email,
            created_at=created_at,
            updated_at=updated_at,
            created_by_email=created_by_email,
        )

        planned_measurement.additional_properties = d
        return planned_measurement

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
