from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.usage_by_type import UsageByType


T = TypeVar("T", bound="ComputeUsage")


@_attrs_define
class ComputeUsage:
    """Compute time (observed).

    Example:
        {'usage': 2.5, 'usage_by_type': {'simulation': 0.5, 'datafit': 0.5, 'optimization': 0.5, 'validation': 0.5,
            'pipeline': 0.5}, 'limit': None}

    Attributes:
        usage (float | Unset): Hours used in the period, by all members together.
        usage_by_type (UsageByType | Unset): Hours used per kind of job (observed). Example: {'simulation': 0.5,
            'datafit': 0.5, 'optimization': 0.5, 'validation': 0.5, 'pipeline': 0.5}.
        limit (float | None | Unset): Hours allowed in the period; null means no limit.
    """

    usage: float | Unset = UNSET
    usage_by_type: UsageByType | Unset = UNSET
    limit: float | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        usage = self.usage

        usage_by_type: dict[str, Any] | Unset = UNSET
        if not isinstance(self.usage_by_type, Unset):
            usage_by_type = self.usage_by_type.to_dict()

        limit: float | None | Unset
        if isinstance(self.limit, Unset):
            limit = UNSET
        else:
            limit = self.limit

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if usage is not UNSET:
            field_dict["usage"] = usage
        if usage_by_type is not UNSET:
            field_dict["usage_by_type"] = usage_by_type
        if limit is not UNSET:
            field_dict["limit"] = limit

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.usage_by_type import UsageByType  # noqa: PLC0415

        d = dict(src_dict)
        usage = d.pop("usage", UNSET)

        _usage_by_type = d.pop("usage_by_type", UNSET)
        usage_by_type: UsageByType | Unset
        if isinstance(_usage_by_type, Unset):
            usage_by_type = UNSET
        else:
            usage_by_type = UsageByType.from_dict(_usage_by_type)

        def _parse_limit(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        limit = _parse_limit(d.pop("limit", UNSET))

        compute_usage = cls(
            usage=usage,
            usage_by_type=usage_by_type,
            limit=limit,
        )

        compute_usage.additional_properties = d
        return compute_usage

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
