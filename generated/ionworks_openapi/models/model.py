from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.model_config import ModelConfig
    from ..models.simulation_settings import SimulationSettings


T = TypeVar("T", bound="Model")


@_attrs_define
class Model:
    """A battery model without parameter values (docs and observed).

    Example:
        {'id': 'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'name': 'SPMe lumped', 'project_id':
            '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18', 'source_model_id': None, 'config': {'type': 'SPMe', 'options':
            {'thermal': 'lumped'}}, 'simulation_settings': None, 'pybamm_version': '26.10', 'is_custom_model': False,
            'chemistry': 'lithium_ion', 'created_at': '2025-01-31T08:15:00+00:00', 'updated_at':
            '2025-01-31T08:15:00+00:00'}

    Attributes:
        id (str): Id of the model.
        name (str): Name of the model.
        project_id (None | str | Unset): Id of its project; null for the system's templates.
        source_model_id (None | str | Unset): Id of the system model it was copied from.
        config (ModelConfig | None | Unset): What the model is; absent where only the head of a record is given.
        simulation_settings (None | SimulationSettings | Unset): Mesh and solver.
        description (None | str | Unset): Free text.
        pybamm_version (None | str | Unset): Version of PyBaMM the model is built with.
        is_custom_model (bool | None | Unset): True for uploaded models.
        chemistry (None | str | Unset): Known values: lithium_ion, lithium_sulfur, ecm, generic.
        organization_id (None | str | Unset): Id of the organization that owns it.
        user_id (None | str | Unset): Id of the creator.
        created_by_email (None | str | Unset): E-mail address of the creator.
        created_at (None | str | Unset): Time of creation, ISO 8601 in UTC.
        updated_at (None | str | Unset): Time of the last change, ISO 8601 in UTC.
    """

    id: str
    name: str
    project_id: None | str | Unset = UNSET
    source_model_id: None | str | Unset = UNSET
    config: ModelConfig | None | Unset = UNSET
    simulation_settings: None | SimulationSettings | Unset = UNSET
    description: None | str | Unset = UNSET
    pybamm_version: None | str | Unset = UNSET
    is_custom_model: bool | None | Unset = UNSET
    chemistry: None | str | Unset = UNSET
    organization_id: None | str | Unset = UNSET
    user_id: None | str | Unset = UNSET
    created_by_email: None | str | Unset = UNSET
    created_at: None | str | Unset = UNSET
    updated_at: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.model_config import ModelConfig  # noqa: PLC0415
        from ..models.simulation_settings import SimulationSettings  # noqa: PLC0415

        id = self.id

        name = self.name

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        else:
            project_id = self.project_id

        source_model_id: None | str | Unset
        if isinstance(self.source_model_id, Unset):
            source_model_id = UNSET
        else:
            source_model_id = self.source_model_id

        config: dict[str, Any] | None | Unset
        if isinstance(self.config, Unset):
            config = UNSET
        elif isinstance(self.config, ModelConfig):
            config = self.config.to_dict()
        else:
            config = self.config

        simulation_settings: dict[str, Any] | None | Unset
        if isinstance(self.simulation_settings, Unset):
            simulation_settings = UNSET
        elif isinstance(self.simulation_settings, SimulationSettings):
            simulation_settings = self.simulation_settings.to_dict()
        else:
            simulation_settings = self.simulation_settings

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

        is_custom_model: bool | None | Unset
        if isinstance(self.is_custom_model, Unset):
            is_custom_model = UNSET
        else:
            is_custom_model = self.is_custom_model

        chemistry: None | str | Unset
        if isinstance(self.chemistry, Unset):
            chemistry = UNSET
        else:
            chemistry = self.chemistry

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        user_id: None | str | Unset
        if isinstance(self.user_id, Unset):
            user_id = UNSET
        else:
            user_id = self.user_id

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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
            }
        )
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if source_model_id is not UNSET:
            field_dict["source_model_id"] = source_model_id
        if config is not UNSET:
            field_dict["config"] = config
        if simulation_settings is not UNSET:
            field_dict["simulation_settings"] = simulation_settings
        if description is not UNSET:
            field_dict["description"] = description
        if pybamm_version is not UNSET:
            field_dict["pybamm_version"] = pybamm_version
        if is_custom_model is not UNSET:
            field_dict["is_custom_model"] = is_custom_model
        if chemistry is not UNSET:
            field_dict["chemistry"] = chemistry
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if created_by_email is not UNSET:
            field_dict["created_by_email"] = created_by_email
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_config import ModelConfig  # noqa: PLC0415
        from ..models.simulation_settings import SimulationSettings  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        def _parse_project_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        def _parse_source_model_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_model_id = _parse_source_model_id(d.pop("source_model_id", UNSET))

        def _parse_config(data: object) -> ModelConfig | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                config_type_0 = ModelConfig.from_dict(data)

                return config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ModelConfig | None | Unset, data)

        config = _parse_config(d.pop("config", UNSET))

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

        def _parse_is_custom_model(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_custom_model = _parse_is_custom_model(d.pop("is_custom_model", UNSET))

        def _parse_chemistry(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        chemistry = _parse_chemistry(d.pop("chemistry", UNSET))

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        def _parse_user_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_id = _parse_user_id(d.pop("user_id", UNSET))

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

        model = cls(
            id=id,
            name=name,
            project_id=project_id,
            source_model_id=source_model_id,
            config=config,
            simulation_settings=simulation_settings,
            description=description,
            pybamm_version=pybamm_version,
            is_custom_model=is_custom_model,
            chemistry=chemistry,
            organization_id=organization_id,
            user_id=user_id,
            created_by_email=created_by_email,
            created_at=created_at,
            updated_at=updated_at,
        )

        model.additional_properties = d
        return model

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
