from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.schedule_assignment import ScheduleAssignment


T = TypeVar("T", bound="ScheduleProposal")


@_attrs_define
class ScheduleProposal:
    """A schedule that can be applied as long as nothing changes.

    Attributes:
        generated_at (str): When it was made, ISO 8601.
        assignments (list[ScheduleAssignment]): One for each planned measurement.
    """

    generated_at: str
    assignments: list[ScheduleAssignment]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        generated_at = self.generated_at

        assignments = []
        for assignments_item_data in self.assignments:
            assignments_item = assignments_item_data.to_dict()
            assignments.append(assignments_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "generated_at": generated_at,
                "assignments": assignments,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.schedule_assignment import ScheduleAssignment  # noqa: PLC0415

        d = dict(src_dict)
        generated_at = d.pop("generated_at")

        assignments = []
        _assignments = d.pop("assignments")
        for assignments_item_data in _assignments:
            assignments_item = ScheduleAssignment.from_dict(assignments_item_data)

            assignments.append(assignments_item)

        schedule_proposal = cls(
            generated_at=generated_at,
            assignments=assignments,
        )

        schedule_proposal.additional_properties = d
        return schedule_proposal

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
