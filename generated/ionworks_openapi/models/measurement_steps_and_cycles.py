from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.column_table import ColumnTable


T = TypeVar("T", bound="MeasurementStepsAndCycles")


@_attrs_define
class MeasurementStepsAndCycles:
    """Step and cycle summaries of a time series.

    Example:
        {'steps': {'Step count': [0, 1], 'Step type': ['Constant current discharge', 'Rest'], 'Duration [s]': [10800.0,
            3600.0]}, 'cycles': {'Cycle count': [0], 'Discharge capacity [A.h]': [4.98]}}

    Attributes:
        steps (ColumnTable): A table by column: name with unit, such as `Discharge capacity [A.h]`, to the list of its
            values, one entry per row (null where unknown) (observed). Example: {'Cycle count': [0, 1], 'Discharge capacity
            [A.h]': [4.98, 4.97]}.
        cycles (ColumnTable): A table by column: name with unit, such as `Discharge capacity [A.h]`, to the list of its
            values, one entry per row (null where unknown) (observed). Example: {'Cycle count': [0, 1], 'Discharge capacity
            [A.h]': [4.98, 4.97]}.
    """

    steps: ColumnTable
    cycles: ColumnTable
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        steps = self.steps.to_dict()

        cycles = self.cycles.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "steps": steps,
                "cycles": cycles,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.column_table import ColumnTable  # noqa: PLC0415

        d = dict(src_dict)
        steps = ColumnTable.from_dict(d.pop("steps"))

        cycles = ColumnTable.from_dict(d.pop("cycles"))

        measurement_steps_and_cycles = cls(
            steps=steps,
            cycles=cycles,
        )

        measurement_steps_and_cycles.additional_properties = d
        return measurement_steps_and_cycles

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
