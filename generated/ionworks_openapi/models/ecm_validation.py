from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.ecm_circuit import EcmCircuit


T = TypeVar("T", bound="EcmValidation")


@_attrs_define
class EcmValidation:
    """A circuit, and data to run it on.

    Attributes:
        measurement_id (None | str | Unset): Id of a measurement.
        example_id (None | str | Unset): Id of an example.
        start_step (int | None | Unset): First step of the measurement.
        end_step (int | None | Unset): Last step of the measurement, which is included.
        initial_soc (float | None | Unset): State of charge of the first row; that of its voltage by default.
        capacity (float | None | Unset): Capacity [A.h]; that of the circuit by default.
        parameterized_model_id (None | str | Unset): Id of a parameterized model of a Thevenin model.
        fit_results (EcmCircuit | None | Unset): A circuit as fits give it.
    """

    measurement_id: None | str | Unset = UNSET
    example_id: None | str | Unset = UNSET
    start_step: int | None | Unset = UNSET
    end_step: int | None | Unset = UNSET
    initial_soc: float | None | Unset = UNSET
    capacity: float | None | Unset = UNSET
    parameterized_model_id: None | str | Unset = UNSET
    fit_results: EcmCircuit | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.ecm_circuit import EcmCircuit  # noqa: PLC0415

        measurement_id: None | str | Unset
        if isinstance(self.measurement_id, Unset):
            measurement_id = UNSET
        else:
            measurement_id = self.measurement_id

        example_id: None | str | Unset
        if isinstance(self.example_id, Unset):
            example_id = UNSET
        else:
            example_id = self.example_id

        start_step: int | None | Unset
        if isinstance(self.start_step, Unset):
            start_step = UNSET
        else:
            start_step = self.start_step

        end_step: int | None | Unset
        if isinstance(self.end_step, Unset):
            end_step = UNSET
        else:
            end_step = self.end_step

        initial_soc: float | None | Unset
        if isinstance(self.initial_soc, Unset):
            initial_soc = UNSET
        else:
            initial_soc = self.initial_soc

        capacity: float | None | Unset
        if isinstance(self.capacity, Unset):
            capacity = UNSET
        else:
            capacity = self.capacity

        parameterized_model_id: None | str | Unset
        if isinstance(self.parameterized_model_id, Unset):
            parameterized_model_id = UNSET
        else:
            parameterized_model_id = self.parameterized_model_id

        fit_results: dict[str, Any] | None | Unset
        if isinstance(self.fit_results, Unset):
            fit_results = UNSET
        elif isinstance(self.fit_results, EcmCircuit):
            fit_results = self.fit_results.to_dict()
        else:
            fit_results = self.fit_results

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if measurement_id is not UNSET:
            field_dict["measurement_id"] = measurement_id
        if example_id is not UNSET:
            field_dict["example_id"] = example_id
        if start_step is not UNSET:
            field_dict["start_step"] = start_step
        if end_step is not UNSET:
            field_dict["end_step"] = end_step
        if initial_soc is not UNSET:
            field_dict["initial_soc"] = initial_soc
        if capacity is not UNSET:
            field_dict["capacity"] = capacity
        if parameterized_model_id is not UNSET:
            field_dict["parameterized_model_id"] = parameterized_model_id
        if fit_results is not UNSET:
            field_dict["fit_results"] = fit_results

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ecm_circuit import EcmCircuit  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_measurement_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        measurement_id = _parse_measurement_id(d.pop("measurement_id", UNSET))

        def _parse_example_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        example_id = _parse_example_id(d.pop("example_id", UNSET))

        def _parse_start_step(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        start_step = _parse_start_step(d.pop("start_step", UNSET))

        def _parse_end_step(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        end_step = _parse_end_step(d.pop("end_step", UNSET))

        def _parse_initial_soc(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        initial_soc = _parse_initial_soc(d.pop("initial_soc", UNSET))

        def _parse_capacity(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        capacity = _parse_capacity(d.pop("capacity", UNSET))

        def _parse_parameterized_model_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parameterized_model_id = _parse_parameterized_model_id(
            d.pop("parameterized_model_id", UNSET)
        )

        def _parse_fit_results(data: object) -> EcmCircuit | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fit_results_type_1 = EcmCircuit.from_dict(data)

                return fit_results_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EcmCircuit | None | Unset, data)

        fit_results = _parse_fit_results(d.pop("fit_results", UNSET))

        ecm_validation = cls(
            measurement_id=measurement_id,
            example_id=example_id,
            start_step=start_step,
            end_step=end_step,
            initial_soc=initial_soc,
            capacity=capacity,
            parameterized_model_id=parameterized_model_id,
            fit_results=fit_results,
        )

        return ecm_validation
