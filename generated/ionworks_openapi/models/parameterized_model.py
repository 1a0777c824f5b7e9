from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.parameter_values import ParameterValues
    from ..models.simulation_settings import SimulationSettings


T = TypeVar("T", bound="ParameterizedModel")


@_attrs_define
class ParameterizedModel:
    """A model with a full set of parameter values (docs and observed).

    Example:
        {'id': '3f0c5c8e-6f0d-4a53-9f0e-2b6d1c7e9a10', 'name': 'Chen2020', 'cell_spec_id':
            '5b7a9e34-1c80-4f2b-8e6d-7d94a0c2f613', 'model_id': 'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'model_name': 'SPMe
            lumped', 'simulation_settings': None, 'parameters': {'Nominal cell capacity [A.h]': 5.0, 'Lower voltage cut-off
            [V]': 2.5}, 'created_at': '2025-01-31T08:15:00+00:00', 'updated_at': '2025-01-31T08:15:00+00:00'}

    Attributes:
        id (str): Id of the parameterized model.
        name (str): Name of the parameterized model.
        description (None | str | Unset): Free text.
        simulation_settings (None | SimulationSettings | Unset): Mesh and solver; they beat the model's, key by key.
        cell_spec_id (None | str | Unset): Id of its cell specification; null for one of a project alone.
        model_id (None | str | Unset): Id of its model.
        model_name (None | str | Unset): Name of its model.
        project_id (None | str | Unset): Id of its project.
        parameters (None | ParameterValues | Unset): The values; absent in summaries.
        created_by_email (None | str | Unset): E-mail address of the creator.
        created_at (None | str | Unset): Time of creation, ISO 8601 in UTC.
        updated_at (None | str | Unset): Time of the last change, ISO 8601 in UTC.
        warnings (list[str] | Unset): Values that were given but that the model does not read; in the answer to a
            creation only, and only when there are any (embedded server).
    """

    id: str
    name: str
    description: None | str | Unset = UNSET
    simulation_settings: None | SimulationSettings | Unset = UNSET
    cell_spec_id: None | str | Unset = UNSET
    model_id: None | str | Unset = UNSET
    model_name: None | str | Unset = UNSET
    project_id: None | str | Unset = UNSET
    parameters: None | ParameterValues | Unset = UNSET
    created_by_email: None | str | Unset = UNSET
    created_at: None | str | Unset = UNSET
    updated_at: None | str | Unset = UNSET
    warnings: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.parameter_values import ParameterValues  # noqa: PLC0415
        from ..models.simulation_settings import SimulationSettings  # noqa: PLC0415

        id = self.id

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

        cell_spec_id: None | str | Unset
        if isinstance(self.cell_spec_id, Unset):
            cell_spec_id = UNSET
        else:
            cell_spec_id = self.cell_spec_id

        model_id: None | str | Unset
        if isinstance(self.model_id, Unset):
            model_id = UNSET
        else:
            model_id = self.model_id

        model_name: None | str | Unset
        if isinstance(self.model_name, Unset):
            model_name = UNSET
        else:
            model_name = self.model_name

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        else:
            project_id = self.project_id

        parameters: dict[str, Any] | None | Unset
        if isinstance(self.parameters, Unset):
            parameters = UNSET
        elif isinstance(self.parameters, ParameterValues):
            parameters = self.parameters.to_dict()
        else:
            parameters = self.parameters

        created_by_email: None | str | Unset
        if isinstance(self.created_by_email, Unset):
            created_by_email = UNSET
        else:
            created_by_email = self.created_by_email

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        updated_at: None | str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        else:
            updated_at = self.updated_at

        warnings: list[str] | Unset = UNSET
        if not isinstance(self.warnings, Unset):
            warnings = self.warnings

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if simulation_settings is not UNSET:
            field_dict["simulation_settings"] = simulation_settings
        if cell_spec_id is not UNSET:
            field_dict["cell_spec_id"] = cell_spec_id
        if model_id is not UNSET:
            field_dict["model_id"] = model_id
        if model_name is not UNSET:
            field_dict["model_name"] = model_name
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if parameters is not UNSET:
            field_dict["parameters"] = parameters
        if created_by_email is not UNSET:
            field_dict["created_by_email"] = created_by_email
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if warnings is not UNSET:
            field_dict["warnings"] = warnings

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.parameter_values import ParameterValues  # noqa: PLC0415
        from ..models.simulation_settings import SimulationSettings  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

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

        def _parse_cell_spec_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cell_spec_id = _parse_cell_spec_id(d.pop("cell_spec_id", UNSET))

        def _parse_model_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        model_id = _parse_model_id(d.pop("model_id", UNSET))

        def _parse_model_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        model_name = _parse_model_name(d.pop("model_name", UNSET))

        def _parse_project_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

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

        def _parse_created_by_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by_email = _parse_created_by_email(d.pop("created_by_email", UNSET))

        def _parse_created_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_updated_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        updated_at = _parse_updated_at(d.pop("updated_at", UNSET))

        warnings = cast(list[str], d.pop("warnings", UNSET))

        parameterized_model = cls(
            id=id,
            name=name,
            description=description,
            simulation_settings=simulation_settings,
            cell_spec_id=cell_spec_id,
            model_id=model_id,
            model_name=model_name,
            project_id=project_id,
            parameters=parameters,
            created_by_email=created_by_email,
            created_at=created_at,
            updated_at=updated_at,
            warnings=warnings,
        )

        parameterized_model.additional_properties = d
        return parameterized_model

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
