from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.ecm_bounds import EcmBounds
    from ..models.ecm_curve import EcmCurve


T = TypeVar("T", bound="EcmOptions")


@_attrs_define
class EcmOptions:
    """How a circuit is fitted.

    Attributes:
        num_rcs (int | None | Unset): Number of RC pairs (2 by default).
        fit_ocv (bool | None | Unset): Whether the open-circuit voltage is fitted (by default).
        capacity (float | None | Unset): Capacity of measurements that name none [A.h].
        ocv_soc_curve (EcmCurve | None | Unset): Open-circuit voltage that is not fitted.
        bounds_capacity (EcmBounds | None | Unset): Range to find the capacity in [A.h]; with `ocv_soc_curve` and
            without `capacity` only.
        num_knots (int | None | Unset): Number of knots of the state of charge.
        num_knots_r0 (int | None | Unset): Number of knots of R0.
        knot_schedule (list[int] | None | Unset): Rising numbers of knots, from coarse to fine.
        clamp_boundary_knots (bool | None | Unset): Whether values at the first and last knot stay near those beside
            them (by default).
        clamp_max_ratio (float | None | Unset): How near, as a ratio (10 by default, dimensionless).
        regularization (float | None | Unset): Weight of second differences of R0, R and time constants [mV2].
    """

    num_rcs: int | None | Unset = UNSET
    fit_ocv: bool | None | Unset = UNSET
    capacity: float | None | Unset = UNSET
    ocv_soc_curve: EcmCurve | None | Unset = UNSET
    bounds_capacity: EcmBounds | None | Unset = UNSET
    num_knots: int | None | Unset = UNSET
    num_knots_r0: int | None | Unset = UNSET
    knot_schedule: list[int] | None | Unset = UNSET
    clamp_boundary_knots: bool | None | Unset = UNSET
    clamp_max_ratio: float | None | Unset = UNSET
    regularization: float | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.ecm_bounds import EcmBounds  # noqa: PLC0415
        from ..models.ecm_curve import EcmCurve  # noqa: PLC0415

        num_rcs: int | None | Unset
        if isinstance(self.num_rcs, Unset):
            num_rcs = UNSET
        else:
            num_rcs = self.num_rcs

        fit_ocv: bool | None | Unset
        if isinstance(self.fit_ocv, Unset):
            fit_ocv = UNSET
        else:
            fit_ocv = self.fit_ocv

        capacity: float | None | Unset
        if isinstance(self.capacity, Unset):
            capacity = UNSET
        else:
            capacity = self.capacity

        ocv_soc_curve: dict[str, Any] | None | Unset
        if isinstance(self.ocv_soc_curve, Unset):
            ocv_soc_curve = UNSET
        elif isinstance(self.ocv_soc_curve, EcmCurve):
            ocv_soc_curve = self.ocv_soc_curve.to_dict()
        else:
            ocv_soc_curve = self.ocv_soc_curve

        bounds_capacity: dict[str, Any] | None | Unset
        if isinstance(self.bounds_capacity, Unset):
            bounds_capacity = UNSET
        elif isinstance(self.bounds_capacity, EcmBounds):
            bounds_capacity = self.bounds_capacity.to_dict()
        else:
            bounds_capacity = self.bounds_capacity

        num_knots: int | None | Unset
        if isinstance(self.num_knots, Unset):
            num_knots = UNSET
        else:
            num_knots = self.num_knots

        num_knots_r0: int | None | Unset
        if isinstance(self.num_knots_r0, Unset):
            num_knots_r0 = UNSET
        else:
            num_knots_r0 = self.num_knots_r0

        knot_schedule: list[int] | None | Unset
        if isinstance(self.knot_schedule, Unset):
            knot_schedule = UNSET
        elif isinstance(self.knot_schedule, list):
            knot_schedule = self.knot_schedule

        else:
            knot_schedule = self.knot_schedule

        clamp_boundary_knots: bool | None | Unset
        if isinstance(self.clamp_boundary_knots, Unset):
            clamp_boundary_knots = UNSET
        else:
            clamp_boundary_knots = self.clamp_boundary_knots

        clamp_max_ratio: float | None | Unset
        if isinstance(self.clamp_max_ratio, Unset):
            clamp_max_ratio = UNSET
        else:
            clamp_max_ratio = self.clamp_max_ratio

        regularization: float | None | Unset
        if isinstance(self.regularization, Unset):
            regularization = UNSET
        else:
            regularization = self.regularization

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if num_rcs is not UNSET:
            field_dict["num_rcs"] = num_rcs
        if fit_ocv is not UNSET:
            field_dict["fit_ocv"] = fit_ocv
        if capacity is not UNSET:
            field_dict["capacity"] = capacity
        if ocv_soc_curve is not UNSET:
            field_dict["ocv_soc_curve"] = ocv_soc_curve
        if bounds_capacity is not UNSET:
            field_dict["bounds_capacity"] = bounds_capacity
        if num_knots is not UNSET:
            field_dict["num_knots"] = num_knots
        if num_knots_r0 is not UNSET:
            field_dict["num_knots_r0"] = num_knots_r0
        if knot_schedule is not UNSET:
            field_dict["knot_schedule"] = knot_schedule
        if clamp_boundary_knots is not UNSET:
            field_dict["clamp_boundary_knots"] = clamp_boundary_knots
        if clamp_max_ratio is not UNSET:
            field_dict["clamp_max_ratio"] = clamp_max_ratio
        if regularization is not UNSET:
            field_dict["regularization"] = regularization

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ecm_bounds import EcmBounds  # noqa: PLC0415
        from ..models.ecm_curve import EcmCurve  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_num_rcs(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        num_rcs = _parse_num_rcs(d.pop("num_rcs", UNSET))

        def _parse_fit_ocv(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        fit_ocv = _parse_fit_ocv(d.pop("fit_ocv", UNSET))

        def _parse_capacity(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        capacity = _parse_capacity(d.pop("capacity", UNSET))

        def _parse_ocv_soc_curve(data: object) -> EcmCurve | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                ocv_soc_curve_type_1 = EcmCurve.from_dict(data)

                return ocv_soc_curve_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EcmCurve | None | Unset, data)

        ocv_soc_curve = _parse_ocv_soc_curve(d.pop("ocv_soc_curve", UNSET))

        def _parse_bounds_capacity(data: object) -> EcmBounds | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                bounds_capacity_type_1 = EcmBounds.from_dict(data)

                return bounds_capacity_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EcmBounds | None | Unset, data)

        bounds_capacity = _parse_bounds_capacity(d.pop("bounds_capacity", UNSET))

        def _parse_num_knots(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        num_knots = _parse_num_knots(d.pop("num_knots", UNSET))

        def _parse_num_knots_r0(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        num_knots_r0 = _parse_num_knots_r0(d.pop("num_knots_r0", UNSET))

        def _parse_knot_schedule(data: object) -> list[int] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                knot_schedule_type_0 = cast(list[int], data)

                return knot_schedule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None | Unset, data)

        knot_schedule = _parse_knot_schedule(d.pop("knot_schedule", UNSET))

        def _parse_clamp_boundary_knots(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        clamp_boundary_knots = _parse_clamp_boundary_knots(
            d.pop("clamp_boundary_knots", UNSET)
        )

        def _parse_clamp_max_ratio(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        clamp_max_ratio = _parse_clamp_max_ratio(d.pop("clamp_max_ratio", UNSET))

        def _parse_regularization(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        regularization = _parse_regularization(d.pop("regularization", UNSET))

        ecm_options = cls(
            num_rcs=num_rcs,
            fit_ocv=fit_ocv,
            capacity=capacity,
            ocv_soc_curve=ocv_soc_curve,
            bounds_capacity=bounds_capacity,
            num_knots=num_knots,
            num_knots_r0=num_knots_r0,
            knot_schedule=knot_schedule,
            clamp_boundary_knots=clamp_boundary_knots,
            clamp_max_ratio=clamp_max_ratio,
            regularization=regularization,
        )

        return ecm_options
