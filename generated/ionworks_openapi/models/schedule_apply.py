from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.schedule_assignment import ScheduleAssignment


T = TypeVar("T", bound="ScheduleApply")


@_attrs_define
class ScheduleApply:
    """A proposal to apply.

    Attributes:
        assignments (list[ScheduleAssignment]): Assignments of a proposal; those without a place change nothing.
    """

    assignments: list[ScheduleAssignment]

    def to_dict(self) -> dict[str, Any]:
        assignments = []
        for assignments_item_data in self.assignments:
            assignments_item = assignments_item_data.to_dict()
            assignments.append(assignments_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "assignments": assignments,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.schedule_assignment import ScheduleAssignment  # noqa: PLC0415

        d = dict(src_dict)
        assignments = []
        _assignments = d.pop("assignments")
        for assignments_item_data in _assignments:
            assignments_item = ScheduleAssignment.from_dict(assignments_item_data)

            assignments.append(assignments_item)

        schedule_apply = cls(
            assignments=assignments,
        )

        return schedule_apply
