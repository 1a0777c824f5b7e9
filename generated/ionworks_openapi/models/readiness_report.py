from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.readiness_issue import ReadinessIssue


T = TypeVar("T", bound="ReadinessReport")


@_attrs_define
class ReadinessReport:
    """Whether a builder can make a model of a specification (observed).

    Example:
        {'ready': True, 'issues': [], 'resolved': 42, 'total': 42}

    Attributes:
        ready (bool): True without errors.
        issues (list[ReadinessIssue]): Findings, one entry each.
        resolved (int): Number of parameters the model reads and has.
        total (int): Number of parameters the model reads.
    """

    ready: bool
    issues: list[ReadinessIssue]
    resolved: int
    total: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ready = self.ready

        issues = []
        for issues_item_data in self.issues:
            issues_item = issues_item_data.to_dict()
            issues.append(issues_item)

        resolved = self.resolved

        total = self.total

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ready": ready,
                "issues": issues,
                "resolved": resolved,
                "total": total,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.readiness_issue import ReadinessIssue  # noqa: PLC0415

        d = dict(src_dict)
        ready = d.pop("ready")

        issues = []
        _issues = d.pop("issues")
        for issues_item_data in _issues:
            issues_item = ReadinessIssue.from_dict(issues_item_data)

            issues.append(issues_item)

        resolved = d.pop("resolved")

        total = d.pop("total")

        readiness_report = cls(
            ready=ready,
            issues=issues,
            resolved=resolved,
            total=total,
        )

        readiness_report.additional_properties = d
        return readiness_report

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
