from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.simulation_settings import SimulationSettings


T = TypeVar("T", bound="ParameterizedModelUpdate")


@_attrs_define
class ParameterizedModelUpdate:
    """Changes to a parameterized model; only the members given change (observed).

    Example:
        {'simulation_settings': None}

    Attributes:
        name (str | Unset): Name, 1 to 255 characters.
        description (None | str | Unset): Free text; null clears it.
        simulation_settings (None | SimulationSettings | Unset): Mesh and solver; null clears them.
    """

    name: str | Unset = UNSET
    description: None | str | Unset = UNSET
    simulation_settings: None | SimulationSettings | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.simulation_settings import SimulationSettings  # noqa: PLC0415

        name = self.name

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        simulation_settings: dict[str, Any] | None | Unset
        if isinstance(self.simulation_settings, Unset):
            simulation_settings = UNSET
        elif isinstance(self.simulation_settings, SimulationSettings):
            simulation_settings = self.simulation_settings.to_dict()
        else:
            simulation_settings = self.simulation_settings

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if simulation_settings is not UNSET:
            field_dict["simulation_settings"] = simulation_settings

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.simulation_settings import SimulationSettings  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_simulation_settings(
            data: object,
        ) -> None | SimulationSettings | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                simulation_settings_type_0 = SimulationSettings.from_dict(data)

                return simulation_settings_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimulationSettings | Unset, data)

        simulation_settings = _parse_simulation_settings(
            d.pop("simulation_settings", UNSET)
        )

        parameterized_model_update = cls(
            name=name,
            description=description,
            simulation_settings=simulation_settings,
        )

        parameterized_model_update.additional_properties = d
        return parameterized_model_update

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
