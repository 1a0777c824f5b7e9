from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.planned_measurement_create_status import PlannedMeasurementCreateStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.planned_measurement_create_test_setup_type_0 import (
        PlannedMeasurementCreateTestSetupType0,
    )


T = TypeVar("T", bound="PlannedMeasurementCreate")


@_attrs_define
class PlannedMeasurementCreate:
    """A measurement to plan.

    Attributes:
        name (str): Name.
        protocol_id (str): Protocol to run.
        cell_specification_id (str): Type of cell.
        status (PlannedMeasurementCreateStatus | Unset): State.
        cell_instance_id (None | str | Unset): Cell.
        channel_id (None | str | Unset): Channel it is scheduled on.
        planned_start_time (None | str | Unset): Planned start, ISO 8601.
        planned_end_time (None | str | Unset): Planned end, ISO 8601.
        estimated_duration_seconds (float | None | Unset): How long it takes [s].
        setup_duration_seconds (float | None | Unset): Time to set it up before its start [s].
        teardown_duration_seconds (float | None | Unset): Time to clear up after its end [s].
        test_setup (None | PlannedMeasurementCreateTestSetupType0 | Unset): What it needs: `max_amps` [A], `min_volts`
            and `max_volts` [V] of the channel.
        notes (None | str | Unset): Free text.
    """

    name: str
    protocol_id: str
    cell_specification_id: str
    status: PlannedMeasurementCreateStatus | Unset = UNSET
    cell_instance_id: None | str | Unset = UNSET
    channel_id: None | str | Unset = UNSET
    planned_start_time: None | str | Unset = UNSET
    planned_end_time: None | str | Unset = UNSET
    estimated_duration_seconds: float | None | Unset = UNSET
    setup_duration_seconds: float | None | Unset = UNSET
    teardown_duration_seconds: float | None | Unset = UNSET
    test_setup: None | PlannedMeasurementCreateTestSetupType0 | Unset = UNSET
    notes: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.planned_measurement_create_test_setup_type_0 import (
            PlannedMeasurementCreateTestSetupType0,  # noqa: PLC0415
        )

        name = self.name

        protocol_id = self.protocol_id

        cell_specification_id = self.cell_specification_id

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status.value

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
        elif isinstance(self.test_setup, PlannedMeasurementCreateTestSetupType0):
            test_setup = self.test_setup.to_dict()
        else:
            test_setup = self.test_setup

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "protocol_id": protocol_id,
                "cell_specification_id": cell_specification_id,
            }
        )
        if status is not UNSET:
            field_dict["status"] = status
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

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.planned_measurement_create_test_setup_type_0 import (
            PlannedMeasurementCreateTestSetupType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        name = d.pop("name")

        protocol_id = d.pop("protocol_id")

        cell_specification_id = d.pop("cell_specification_id")

        _status = d.pop("status", UNSET)
        status: PlannedMeasurementCreateStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = PlannedMeasurementCreateStatus(_status)

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
        ) -> None | PlannedMeasurementCreateTestSetupType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                test_setup_type_0 = PlannedMeasurementCreateTestSetupType0.from_dict(
                    data
                )

                return test_setup_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PlannedMeasurementCreateTestSetupType0 | Unset, data)

        test_setup = _parse_test_setup(d.pop("test_setup", UNSET))

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        planned_measurement_create = cls(
            name=name,
            protocol_id=protocol_id,
            cell_specification_id=cell_specification_id,
            status=status,
            cell_instance_id=cell_instance_id,
            channel_id=channel_id,
            planned_start_time=planned_start_time,
            planned_end_time=planned_end_time,
            estimated_duration_seconds=estimated_duration_seconds,
            setup_duration_seconds=setup_duration_seconds,
            teardown_duration_seconds=teardown_duration_seconds,
            test_setup=test_setup,
            notes=notes,
        )

        return planned_measurement_create
