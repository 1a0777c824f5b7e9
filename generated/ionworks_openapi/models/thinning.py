from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.thinning_difference import ThinningDifference
    from ..models.thinning_tolerance import ThinningTolerance


T = TypeVar("T", bound="Thinning")


@_attrs_define
class Thinning:
    """How a long measurement was thinned for solving a model (our addition).

    Attributes:
        rows (int): Measured rows; all of them are compared with the model.
        used (int): Rows the model was solved for; its curve is drawn straight between them.
        current (int): Rows between which the driving current is drawn straight, with the charge of the measured one.
        tolerance (ThinningTolerance): What thinning may change, by column, in the unit of its name.
        difference (ThinningDifference): Largest difference, by compared variable, between the fitted curve as it was
            compared and the model solved for every row; the result shows the latter.
    """

    rows: int
    used: int
    current: int
    tolerance: ThinningTolerance
    difference: ThinningDifference
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rows = self.rows

        used = self.used

        current = self.current

        tolerance = self.tolerance.to_dict()

        difference = self.difference.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rows": rows,
                "used": used,
                "current": current,
                "tolerance": tolerance,
                "difference": difference,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.thinning_difference import ThinningDifference  # noqa: PLC0415
        from ..models.thinning_tolerance import ThinningTolerance  # noqa: PLC0415

        d = dict(src_dict)
        rows = d.pop("rows")

        used = d.pop("used")

        current = d.pop("current")

        tolerance = ThinningTolerance.from_dict(d.pop("tolerance"))

        difference = ThinningDifference.from_dict(d.pop("difference"))

        thinning = cls(
            rows=rows,
            used=used,
            current=current,
            tolerance=tolerance,
            difference=difference,
        )

        thinning.additional_properties = d
        return thinning

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
