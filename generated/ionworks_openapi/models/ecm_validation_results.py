from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EcmValidationResults")


@_attrs_define
class EcmValidationResults:
    """How far a circuit and measured voltage differ.

    Attributes:
        rmse_m_v (float): Root mean square of the difference over all rows [mV].
        mae_m_v (float): Mean of its size [mV].
        max_m_v (float): Largest size [mV].
        num_rcs (int): Number of RC pairs.
        time (list[float]): Times of at most 2000 rows [s].
        data_voltage (list[float]): Measured voltage [V].
        model_voltage (list[float]): Voltage of the circuit [V].
        residual_m_v (list[float]): Measured minus modelled voltage [mV].
        capacity_ah (list[float] | None | Unset): Capacity the state of charge was counted with [A.h].
        initial_soc (float | None | Unset): State of charge of the first row (0 to 1).
        model_source (None | str | Unset): `fit_results` or `parameterized_model`.
    """

    rmse_m_v: float
    mae_m_v: float
    max_m_v: float
    num_rcs: int
    time: list[float]
    data_voltage: list[float]
    model_voltage: list[float]
    residual_m_v: list[float]
    capacity_ah: list[float] | None | Unset = UNSET
    initial_soc: float | None | Unset = UNSET
    model_source: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rmse_m_v = self.rmse_m_v

        mae_m_v = self.mae_m_v

        max_m_v = self.max_m_v

        num_rcs = self.num_rcs

        time = self.time

        data_voltage = self.data_voltage

        model_voltage = self.model_voltage

        residual_m_v = self.residual_m_v

        capacity_ah: list[float] | None | Unset
        if isinstance(self.capacity_ah, Unset):
            capacity_ah = UNSET
        elif isinstance(self.capacity_ah, list):
            capacity_ah = self.capacity_ah

        else:
            capacity_ah = self.capacity_ah

        initial_soc: float | None | Unset
        if isinstance(self.initial_soc, Unset):
            initial_soc = UNSET
        else:
            initial_soc = self.initial_soc

        model_source: None | str | Unset
        if isinstance(self.model_source, Unset):
            model_source = UNSET
        else:
            model_source = self.model_source

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rmse_mV": rmse_m_v,
                "mae_mV": mae_m_v,
                "max_mV": max_m_v,
                "num_rcs": num_rcs,
                "time": time,
                "data_voltage": data_voltage,
                "model_voltage": model_voltage,
                "residual_mV": residual_m_v,
            }
        )
        if capacity_ah is not UNSET:
            field_dict["capacity_Ah"] = capacity_ah
        if initial_soc is not UNSET:
            field_dict["initial_soc"] = initial_soc
        if model_source is not UNSET:
            field_dict["model_source"] = model_source

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        rmse_m_v = d.pop("rmse_mV")

        mae_m_v = d.pop("mae_mV")

        max_m_v = d.pop("max_mV")

        num_rcs = d.pop("num_rcs")

        time = cast(list[float], d.pop("time"))

        data_voltage = cast(list[float], d.pop("data_voltage"))

        model_voltage = cast(list[float], d.pop("model_voltage"))

        residual_m_v = cast(list[float], d.pop("residual_mV"))

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

        def _parse_initial_soc(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        initial_soc = _parse_initial_soc(d.pop("initial_soc", UNSET))

        def _parse_model_source(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        model_source = _parse_model_source(d.pop("model_source", UNSET))

        ecm_validation_results = cls(
            rmse_m_v=rmse_m_v,
            mae_m_v=mae_m_v,
            max_m_v=max_m_v,
            num_rcs=num_rcs,
            time=time,
            data_voltage=data_voltage,
            model_voltage=model_voltage,
            residual_m_v=residual_m_v,
            capacity_ah=capacity_ah,
            initial_soc=initial_soc,
            model_source=model_source,
        )

        ecm_validation_results.additional_properties = d
        return ecm_validation_results

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
