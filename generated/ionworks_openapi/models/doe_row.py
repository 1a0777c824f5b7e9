from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.doe_row_type import DoeRowType
from ..types import UNSET, Unset

T = TypeVar("T", bound="DoeRow")


@_attrs_define
class DoeRow:
    """One varied parameter. `discrete`: `values`; `range`: `min`, `max`, `count`; `normal`: `mean`, `std`, `count`.
    Numbers are in the unit that ends the name.

        Attributes:
            type_ (DoeRowType): Kind of row.
            name (str): Parameter name.
            values (list[float] | Unset): Values to run (discrete).
            min_ (float | Unset): Smallest value (range).
            max_ (float | Unset): Largest value (range).
            count (int | Unset): Number of values (range, normal).
            mean (float | Unset): Mean (normal).
            std (float | Unset): Standard deviation (normal).
    """

    type_: DoeRowType
    name: str
    values: list[float] | Unset = UNSET
    min_: float | Unset = UNSET
    max_: float | Unset = UNSET
    count: int | Unset = UNSET
    mean: float | Unset = UNSET
    std: float | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_.value

        name = self.name

        values: list[float] | Unset = UNSET
        if not isinstance(self.values, Unset):
            values = self.values

        min_ = self.min_

        max_ = self.max_

        count = self.count

        mean = self.mean

        std = self.std

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "name": name,
            }
        )
        if values is not UNSET:
            field_dict["values"] = values
        if min_ is not UNSET:
            field_dict["min"] = min_
        if max_ is not UNSET:
            field_dict["max"] = max_
        if count is not UNSET:
            field_dict["count"] = count
        if mean is not UNSET:
            field_dict["mean"] = mean
        if std is not UNSET:
            field_dict["std"] = std

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = DoeRowType(d.pop("type"))

        name = d.pop("name")

        values = cast(list[float], d.pop("values", UNSET))

        min_ = d.pop("min", UNSET)

        max_ = d.pop("max", UNSET)

        count = d.pop("count", UNSET)

        mean = d.pop("mean", UNSET)

        std = d.pop("std", UNSET)

        doe_row = cls(
            type_=type_,
            name=name,
            values=values,
            min_=min_,
            max_=max_,
            count=count,
            mean=mean,
            std=std,
        )

        return doe_row
