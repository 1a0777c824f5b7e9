from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.ecm_pair import EcmPair


T = TypeVar("T", bound="EcmFitResults")


@_attrs_define
class EcmFitResults:
    """A fitted circuit and its voltage.

    Example:
        {'rmse_mV': 0.21, 'num_rcs': 1, 'time': [0.0, 1.0, 2.0], 'data_voltage': [4.1, 4.05, 4.04], 'model_voltage':
            [4.1, 4.0501, 4.0399], 'soc': [0.0, 1.0], 'ocv': [3.0, 4.1], 'r0': [0.02, 0.02], 'rc_pairs': [{'r': [0.01,
            0.01], 'c': [3000.0, 3000.0], 'tau': [30.0, 30.0]}], 'ocv_provided': False, 'capacity_Ah': [5.0]}

    Attributes:
        rmse_m_v (float): Root mean square error over all rows [mV].
        num_rcs (int): Number of RC pairs.
        time (list[float]): Times of at most 2000 rows [s].
        data_voltage (list[float]): Measured voltage [V].
        model_voltage (list[float]): Voltage of the circuit [V].
        soc (list[float]): Knots of the state of charge.
        ocv (list[float]): Open-circuit voltage at the knots [V].
        r0 (list[float]): Ohmic resistance at the knots [Ohm].
        rc_pairs (list[EcmPair] | None | Unset): RC pairs.
        ocv_provided (bool | Unset): Whether the open-circuit voltage was given rather than fitted.
        capacity_ah (list[float] | None | Unset): Capacity of each measurement [A.h].
        warnings (list[str] | Unset): What was assumed.
    """

    rmse_m_v: float
    num_rcs: int
    time: list[float]
    data_voltage: list[float]
    model_voltage: list[float]
    soc: list[float]
    ocv: list[float]
    r0: list[float]
    rc_pairs: list[EcmPair] | None | Unset = UNSET
    ocv_provided: bool | Unset = UNSET
    capacity_ah: list[float] | None | Unset = UNSET
    warnings: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rmse_m_v = self.rmse_m_v

        num_rcs = self.num_rcs

        time = self.time

        data_voltage = self.data_voltage

        model_voltage = self.model_voltage

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

        ocv_provided = self.ocv_provided

        capacity_ah: list[float] | None | Unset
        if isinstance(self.capacity_ah, Unset):
            capacity_ah = UNSET
        elif isinstance(self.capacity_ah, list):
            capacity_ah = self.capacity_ah

        else:
            capacity_ah = self.capacity_ah

        warnings: list[str] | Unset = UNSET
        if not isinstance(self.warnings, Unset):
            warnings = self.warnings

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rmse_mV": rmse_m_v,
                "num_rcs": num_rcs,
                "time": time,
                "data_voltage": data_voltage,
                "model_voltage": model_voltage,
                "soc": soc,
                "ocv": ocv,
                "r0": r0,
            }
        )
        if rc_pairs is not UNSET:
            field_dict["rc_pairs"] = rc_pairs
        if ocv_provided is not UNSET:
            field_dict["ocv_provided"] = ocv_provided
        if capacity_ah is not UNSET:
            field_dict["capacity_Ah"] = capacity_ah
        if warnings is not UNSET:
            field_dict["warnings"] = warnings

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ecm_pair import EcmPair  # noqa: PLC0415

        d = dict(src_dict)
        rmse_m_v = d.pop("rmse_mV")

        num_rcs = d.pop("num_rcs")

        time = cast(list[float], d.pop("time"))

        data_voltage = cast(list[float], d.pop("data_voltage"))

        model_voltage = cast(list[float], d.pop("model_voltage"))

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

        ocv_provided = d.pop("ocv_provided", UNSET)

        def _parse_capacity_ah(data: object) -> list[float] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                capacity_ah_type_0 = cast(list[float], data)

                return capacity_ah_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float] | None | Unset, data)

        capacity_ah = _parse_capacity_ah(d.pop("capacity_Ah", UNSET))

        warnings = cast(list[str], d.pop("warnings", UNSET))

        ecm_fit_results = cls(
            rmse_m_v=rmse_m_v,
            num_rcs=num_rcs,
            time=time,
            data_voltage=data_voltage,
            model_voltage=model_voltage,
            soc=soc,
            ocv=ocv,
            r0=r0,
            rc_pairs=rc_pairs,
            ocv_provided=ocv_provided,
            capacity_ah=capacity_ah,
            warnings=warnings,
        )

        ecm_fit_results.additional_properties = d
        return ecm_fit_results

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
