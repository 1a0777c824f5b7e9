from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.parameterized_model_inline_parameters import (
        ParameterizedModelInlineParameters,
    )
    from ..models.parameterized_model_inline_simulation_settings_type_0 import (
        ParameterizedModelInlineSimulationSettingsType0,
    )


T = TypeVar("T", bound="ParameterizedModelInline")


@_attrs_define
class ParameterizedModelInline:
    """A model and its parameters in place of a stored parameterized model.

    Attributes:
        model_id (str): Id of a model.
        parameters (ParameterizedModelInlineParameters): Parameter name (with its unit) to number, text or serialized
            expression.
        simulation_settings (None | ParameterizedModelInlineSimulationSettingsType0 | Unset): Settings of mesh and
            solver (`var_pts`, `submesh_types`, `solver`).
    """

    model_id: str
    parameters: ParameterizedModelInlineParameters
    simulation_settings: (
        None | ParameterizedModelInlineSimulationSettingsType0 | Unset
    ) = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.parameterized_model_inline_simulation_settings_type_0 import (
            ParameterizedModelInlineSimulationSettingsType0,  # noqa: PLC0415
        )

        model_id = self.model_id

        parameters = self.parameters.to_dict()

        simulation_settings: dict[str, Any] | None | Unset
        if isinstance(self.simulation_settings, Unset):
            simulation_settings = UNSET
        elif isinstance(
            self.simulation_settings, ParameterizedModelInlineSimulationSettingsType0
        ):
            simulation_settings = self.simulation_settings.to_dict()
        else:
            simulation_settings = self.simulation_settings

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "model_id": model_id,
                "parameters": parameters,
            }
        )
        if simulation_settings is not UNSET:
            field_dict["simulation_settings"] = simulation_settings

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.parameterized_model_inline_parameters import (
            ParameterizedModelInlineParameters,  # noqa: PLC0415
        )
        from ..models.parameterized_model_inline_simulation_settings_type_0 import (
            ParameterizedModelInlineSimulationSettingsType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        model_id = d.pop("model_id")

        parameters = ParameterizedModelInlineParameters.from_dict(d.pop("parameters"))

        def _parse_simulation_settings(
            data: object,
        ) -> None | ParameterizedModelInlineSimulationSettingsType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                simulation_settings_type_0 = (
                    ParameterizedModelInlineSimulationSettingsType0.from_dict(data)
                )

                return simulation_settings_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                None | ParameterizedModelInlineSimulationSettingsType0 | Unset, data
            )

        simulation_settings = _parse_simulation_settings(
            d.pop("simulation_settings", UNSET)
        )

        parameterized_model_inline = cls(
            model_id=model_id,
            parameters=parameters,
            simulation_settings=simulation_settings,
        )

        parameterized_model_inline.additional_properties = d
        return parameterized_model_inline

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
