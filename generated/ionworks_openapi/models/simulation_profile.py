from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SimulationProfile")


@_attrs_define
class SimulationProfile:
    """A variable over space that is kept of a run.

    Attributes:
        name (str): Name of the variable.
        coordinates (list[str]): Columns of its coordinates, from the outermost to the innermost.
        rows (int): Rows of its table, one for each time and point.
    """

    name: str
    coordinates: list[str]
    rows: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        coordinates = self.coordinates

        rows = self.rows

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "coordinates": coordinates,
                "rows": rows,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        coordinates = cast(list[str], d.pop("coordinates"))

        rows = d.pop("rows")

        simulation_profile = cls(
            name=name,
            coordinates=coordinates,
            rows=rows,
        )

        simulation_profile.additional_properties = d
        return simulation_profile

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
