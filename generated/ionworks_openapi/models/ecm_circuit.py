from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.ecm_pair import EcmPair


T = TypeVar("T", bound="EcmCircuit")


@_attrs_define
class EcmCircuit:
    """A circuit to run or to save.

    Attributes:
        soc (list[float]): Knots of the state of charge, rising within 0 to 1.
        ocv (list[float]): Open-circuit voltage at the knots [V].
        r0 (list[float]): Ohmic resistance at the knots [Ohm].
        rc_pairs (list[EcmPair] | None | Unset): RC pairs.
        capacity_ah (Any | Unset): Capacity that the state of charge counts with [A.h]: a number, or a list of equal
            ones.
    """

    soc: list[float]
    ocv: list[float]
    r0: list[float]
    rc_pairs: list[EcmPair] | None | Unset = UNSET
    capacity_ah: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        soc = self.soc

        ocv = self.ocv

        r0 = self.r0

        rc_pairs: list[dict[str, Any]] | None | Unset
        if isinstance(self.rc_pairs, Unset):
            rc_pairs = UNSET
        elif isinstance(self.rc_pairs, list):
            rc_pairs = []
            for rc_pairs_type_0_item_data in self.rc_pairs:
                rc_pairs_type_0_item = rc_pairs_type_0_item_data.to_dict()
                rc_pairs.append(rc_pairs_type_0_item)

        else:
            rc_pairs = self.rc_pairs

        capacity_ah = self.capacity_ah

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "soc": soc,
                "ocv": ocv,
                "r0": r0,
            }
        )
        if rc_pairs is not UNSET:
            field_dict["rc_pairs"] = rc_pairs
        if capacity_ah is not UNSET:
            field_dict["capacity_Ah"] = capacity_ah

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ecm_pair import EcmPair  # noqa: PLC0415

        d = dict(src_dict)
        soc = cast(list[float], d.pop("soc"))

        ocv = cast(list[float], d.pop("ocv"))

        r0 = cast(list[float], d.pop("r0"))

        def _parse_rc_pairs(data: object) -> list[EcmPair] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                rc_pairs_type_0 = []
                _rc_pairs_type_0 = data
                for rc_pairs_type_0_item_data in _rc_pairs_type_0:
                    rc_pairs_type_0_item = EcmPair.from_dict(rc_pairs_type_0_item_data)

                    rc_pairs_type_0.append(rc_pairs_type_0_item)

                return rc_pairs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[EcmPair] | None | Unset, data)

        rc_pairs = _parse_rc_pairs(d.pop("rc_pairs", UNSET))

        capacity_ah = d.pop("capacity_Ah", UNSET)

        ecm_circuit = cls(
            soc=soc,
            ocv=ocv,
            r0=r0,
            rc_pairs=rc_pairs,
            capacity_ah=capacity_ah,
        )

        ecm_circuit.additional_properties = d
        return ecm_circuit

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
