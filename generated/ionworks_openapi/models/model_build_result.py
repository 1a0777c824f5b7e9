from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.model_build_result_parameters import ModelBuildResultParameters
    from ..models.readiness_issue import ReadinessIssue


T = TypeVar("T", bound="ModelBuildResult")


@_attrs_define
class ModelBuildResult:
    """What was built (observed).

    Example:
        {'parameters': {'Nominal cell capacity [A.h]': 5.0}, 'missing': [], 'issues': [], 'parameterized_model_id':
            None}

    Attributes:
        parameters (ModelBuildResultParameters): Values by name.
        missing (list[str] | Unset): Parameters the model reads and nothing gives.
        issues (list[ReadinessIssue] | Unset): Findings, one entry each.
        parameterized_model_id (None | str | Unset): Id of the saved model.
    """

    parameters: ModelBuildResultParameters
    missing: list[str] | Unset = UNSET
    issues: list[ReadinessIssue] | Unset = UNSET
    parameterized_model_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        parameters = self.parameters.to_dict()

        missing: list[str] | Unset = UNSET
        if not isinstance(self.missing, Unset):
            missing = self.missing

        issues: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.issues, Unset):
            issues = []
            for issues_item_data in self.issues:
                issues_item = issues_item_data.to_dict()
                issues.append(issues_item)

        parameterized_model_id: None | str | Unset
        if isinstance(self.parameterized_model_id, Unset):
            parameterized_model_id = UNSET
        else:
            parameterized_model_id = self.parameterized_model_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "parameters": parameters,
            }
        )
        if missing is not UNSET:
            field_dict["missing"] = missing
        if issues is not UNSET:
            field_dict["issues"] = issues
        if parameterized_model_id is not UNSET:
            field_dict["parameterized_model_id"] = parameterized_model_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_build_result_parameters import ModelBuildResultParameters  # noqa: PLC0415
        from ..models.readiness_issue import ReadinessIssue  # noqa: PLC0415

        d = dict(src_dict)
        parameters = ModelBuildResultParameters.from_dict(d.pop("parameters"))

        missing = cast(list[str], d.pop("missing", UNSET))

        _issues = d.pop("issues", UNSET)
        issues: list[ReadinessIssue] | Unset = UNSET
        if _issues is not UNSET:
            issues = []
            for issues_item_data in _issues:
                issues_item = ReadinessIssue.from_dict(issues_item_data)

                issues.append(issues_item)

        def _parse_parameterized_model_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parameterized_model_id = _parse_parameterized_model_id(
            d.pop("parameterized_model_id", UNSET)
        )

        model_build_result = cls(
            parameters=parameters,
            missing=missing,
            issues=issues,
            parameterized_model_id=parameterized_model_id,
        )

        model_build_result.additional_properties = d
        return model_build_result

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
