from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.model_recipe_outcome_parameters import ModelRecipeOutcomeParameters
    from ..models.readiness_report import ReadinessReport


T = TypeVar("T", bound="ModelRecipeOutcome")


@_attrs_define
class ModelRecipeOutcome:
    """What a recipe gives (observed).

    Example:
        {'report': {'ready': False, 'issues': [{'severity': 'error', 'code': 'missing_parameter', 'message': 'Nothing
            gives it.', 'parameter': 'Electrode height [m]'}], 'resolved': 1, 'total': 2}, 'parameters': {'Nominal cell
            capacity [A.h]': 5.0}, 'missing': ['Electrode height [m]'], 'error': None}

    Attributes:
        report (ReadinessReport): Whether a builder can make a model of a specification (observed). Example: {'ready':
            True, 'issues': [], 'resolved': 42, 'total': 42}.
        parameters (ModelRecipeOutcomeParameters): Values by name.
        missing (list[str]): Parameters the model reads and nothing gives.
        error (None | str | Unset): Why the recipe could not be run.
    """

    report: ReadinessReport
    parameters: ModelRecipeOutcomeParameters
    missing: list[str]
    error: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        report = self.report.to_dict()

        parameters = self.parameters.to_dict()

        missing = self.missing

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "report": report,
                "parameters": parameters,
                "missing": missing,
            }
        )
        if error is not UNSET:
            field_dict["error"] = error

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_recipe_outcome_parameters import (
            ModelRecipeOutcomeParameters,  # noqa: PLC0415
        )
        from ..models.readiness_report import ReadinessReport  # noqa: PLC0415

        d = dict(src_dict)
        report = ReadinessReport.from_dict(d.pop("report"))

        parameters = ModelRecipeOutcomeParameters.from_dict(d.pop("parameters"))

        missing = cast(list[str], d.pop("missing"))

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        model_recipe_outcome = cls(
            report=report,
            parameters=parameters,
            missing=missing,
            error=error,
        )

        model_recipe_outcome.additional_properties = d
        return model_recipe_outcome

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
