from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.ecm_measurement import EcmMeasurement
    from ..models.ecm_options import EcmOptions


T = TypeVar("T", bound="EcmMeasurementsFit")


@_attrs_define
class EcmMeasurementsFit:
    """Measurements to fit one circuit to.

    Example:
        {'measurements': [{'id': 'a4c1e0d2-8f57-4f4b-8c35-6d2f0b9e1c30', 'start_step': 0, 'end_step': 40, 'initial_soc':
            1.0}], 'ecm_options': {'num_rcs': 2, 'fit_ocv': True, 'capacity': 5.0}}

    Attributes:
        measurements (list[EcmMeasurement]): The measurements, at least one.
        ecm_options (EcmOptions | Unset): How a circuit is fitted.
    """

    measurements: list[EcmMeasurement]
    ecm_options: EcmOptions | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        measurements = []
        for measurements_item_data in self.measurements:
            measurements_item = measurements_item_data.to_dict()
            measurements.append(measurements_item)

        ecm_options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.ecm_options, Unset):
            ecm_options = self.ecm_options.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "measurements": measurements,
            }
        )
        if ecm_options is not UNSET:
            field_dict["ecm_options"] = ecm_options

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ecm_measurement import EcmMeasurement  # noqa: PLC0415
        from ..models.ecm_options import EcmOptions  # noqa: PLC0415

        d = dict(src_dict)
        measurements = []
        _measurements = d.pop("measurements")
        for measurements_item_data in _measurements:
            measurements_item = EcmMeasurement.from_dict(measurements_item_data)

            measurements.append(measurements_item)

        _ecm_options = d.pop("ecm_options", UNSET)
        ecm_options: EcmOptions | Unset
        if isinstance(_ecm_options, Unset):
            ecm_options = UNSET
        else:
            ecm_options = EcmOptions.from_dict(_ecm_options)

        ecm_measurements_fit = cls(
            measurements=measurements,
            ecm_options=ecm_options,
        )

        return ecm_measurements_fit
