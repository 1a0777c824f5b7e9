from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.parameter_values import ParameterValues
    from ..models.simulation_settings import SimulationSettings


T = TypeVar("T", bound="CellParameterizedModelCreate")


@_attrs_define
class CellParameterizedModelCreate:
    """A parameterized model of a cell specification (observed).

    Example:
        {'name': 'Chen2020', 'model_id': 'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b'}

    Attributes:
        name (str): Name, 1 to 255 characters.
        model_id (str): Id of the model.
        project_id (None | str | Unset): Id of the project; the specification's when absent.
        description (None | str | Unset): Free text; null clears it.
        parameters (None | ParameterValues | Unset): The values by name.
        simulation_settings (None | SimulationSettings | Unset): Mesh and solver; null clears them.
    """

    name: str
    model_id: str
    project_id: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    parameters: None | ParameterValues | Unset = UNSET
    simulation_settings: None | SimulationSettings | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.parameter_values import ParameterValues  # noqa: PLC0415
        from ..models.simulation_settings import SimulationSettings  # noqa: PLC0415

        name = self.name

        model_id = self.model_id

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        else:
            project_id = self.project_id

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        parameters: dict[str, Any] | None | Unset
        if isinstance(self.parameters, Unset):
            parameters = UNSET
        elif isinstance(self.parameters, ParameterValues):
            parameters = self.parameters.to_dict()
        else:
            parameters = self.parameters

        simulation_settings: dict[str, Any] | None | Unset
        if isinstance(self.simulation_settings, Unset):
            simulation_settings = UNSET
        elif isinstance(self.simulation_settings, SimulationSettings):
            simulation_settings = self.simulation_settings.to_dict()
        else:
            simulation_settings = self.simulation_settings

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "model_id": model_id,
            }
        )
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if description is not UNSET:
            field_dict["description"] = description
        if parameters is not UNSET:
            field_dict["parameters"] = parameters
        if simulation_settings is not UNSET:
            field_dict["simulation_settings"] = simulation_settings

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.parameter_values import ParameterValues  # noqa: PLC0415
        from ..models.simulation_settings import SimulationSettings  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        model_id = d.pop("model_id")

        def _parse_project_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_parameters(data: object) -> None | ParameterValues | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                parameters_type_0 = ParameterValues.from_dict(data)

                return parameters_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ParameterValues | Unset, data)

        parameters = _parse_parameters(d.pop("parameters", UNSET))

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

        cell_parameterized_model_create = cls(
            name=name,
            model_id=model_id,
            project_id=project_id,
            description=description,
            parameters=parameters,
            simulation_settings=simulation_settings,
        )

        cell_parameterized_model_create.additional_properties = d
        return cell_parameterized_model_create

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
