from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.model_config import ModelConfig
    from ..models.simulation_settings import SimulationSettings


T = TypeVar("T", bound="ModelUpdate")


@_attrs_define
class ModelUpdate:
    """Changes to a model; only the members given change (observed).

    Example:
        {'name': 'SPMe with lumped heat'}

    Attributes:
        name (str | Unset): Name, 1 to 255 characters.
        description (None | str | Unset): Free text; null clears it.
        pybamm_version (None | str | Unset): Version of PyBaMM; the server's own when absent.
        simulation_settings (None | SimulationSettings | Unset): Mesh and solver; null clears them.
        config (ModelConfig | Unset): A built-in model by class and options, or `type` `custom` with its document under
            `model` (observed). Example: {'type': 'SPMe', 'options': {'thermal': 'lumped'}}.
    """

    name: str | Unset = UNSET
    description: None | str | Unset = UNSET
    pybamm_version: None | str | Unset = UNSET
    simulation_settings: None | SimulationSettings | Unset = UNSET
    config: ModelConfig | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.simulation_settings import SimulationSettings  # noqa: PLC0415

        name = self.name

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        pybamm_version: None | str | Unset
        if isinstance(self.pybamm_version, Unset):
            pybamm_version = UNSET
        else:
            pybamm_version = self.pybamm_version

        simulation_settings: dict[str, Any] | None | Unset
        if isinstance(self.simulation_settings, Unset):
            simulation_settings = UNSET
        elif isinstance(self.simulation_settings, SimulationSettings):
            simulation_settings = self.simulation_settings.to_dict()
        else:
            simulation_settings = self.simulation_settings

        config: dict[str, Any] | Unset = UNSET
        if not isinstance(self.config, Unset):
            config = self.config.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if pybamm_version is not UNSET:
            field_dict["pybamm_version"] = pybamm_version
        if simulation_settings is not UNSET:
            field_dict["simulation_settings"] = simulation_settings
        if config is not UNSET:
            field_dict["config"] = config

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_config import ModelConfig  # noqa: PLC0415
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

        def _parse_pybamm_version(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        pybamm_version = _parse_pybamm_version(d.pop("pybamm_version", UNSET))

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

        _config = d.pop("config", UNSET)
        config: ModelConfig | Unset
        if isinstance(_config, Unset):
            config = UNSET
        else:
            config = ModelConfig.from_dict(_config)

        model_update = cls(
            name=name,
            description=description,
            pybamm_version=pybamm_version,
            simulation_settings=simulation_settings,
            config=config,
        )

        model_update.additional_properties = d
        return model_update

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
