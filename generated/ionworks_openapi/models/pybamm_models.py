from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.free_object import FreeObject
    from ..models.model_values_by_option import ModelValuesByOption
    from ..models.names_by_group import NamesByGroup


T = TypeVar("T", bound="PybammModels")


@_attrs_define
class PybammModels:
    """The built-in models and their options (observed).

    Example:
        {'pybamm_models': {'lithium_ion': ['SPM', 'SPMe', 'DFN']}, 'ionworks_models': {}, 'options': {'thermal':
            ['isothermal', 'lumped']}, 'pybamm_version': '26.10'}

    Attributes:
        pybamm_models (NamesByGroup | Unset): Lists of names, one list per group. Example: {'lithium_ion': ['SPM',
            'SPMe', 'DFN']}.
        ionworks_models (FreeObject | Unset): An object with members of any name and kind. Example: {'key': 'value'}.
        options (ModelValuesByOption | Unset): Allowed values of a model option, one list per option; mostly text, some
            null or nested. Example: {'thermal': ['isothermal', 'lumped']}.
        pybamm_version (str | Unset): Version of PyBaMM the service runs.
    """

    pybamm_models: NamesByGroup | Unset = UNSET
    ionworks_models: FreeObject | Unset = UNSET
    options: ModelValuesByOption | Unset = UNSET
    pybamm_version: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pybamm_models: dict[str, Any] | Unset = UNSET
        if not isinstance(self.pybamm_models, Unset):
            pybamm_models = self.pybamm_models.to_dict()

        ionworks_models: dict[str, Any] | Unset = UNSET
        if not isinstance(self.ionworks_models, Unset):
            ionworks_models = self.ionworks_models.to_dict()

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        pybamm_version = self.pybamm_version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if pybamm_models is not UNSET:
            field_dict["pybamm_models"] = pybamm_models
        if ionworks_models is not UNSET:
            field_dict["ionworks_models"] = ionworks_models
        if options is not UNSET:
            field_dict["options"] = options
        if pybamm_version is not UNSET:
            field_dict["pybamm_version"] = pybamm_version

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.free_object import FreeObject  # noqa: PLC0415
        from ..models.model_values_by_option import ModelValuesByOption  # noqa: PLC0415
        from ..models.names_by_group import NamesByGroup  # noqa: PLC0415

        d = dict(src_dict)
        _pybamm_models = d.pop("pybamm_models", UNSET)
        pybamm_models: NamesByGroup | Unset
        if isinstance(_pybamm_models, Unset):
            pybamm_models = UNSET
        else:
            pybamm_models = NamesByGroup.from_dict(_pybamm_models)

        _ionworks_models = d.pop("ionworks_models", UNSET)
        ionworks_models: FreeObject | Unset
        if isinstance(_ionworks_models, Unset):
            ionworks_models = UNSET
        else:
            ionworks_models = FreeObject.from_dict(_ionworks_models)

        _options = d.pop("options", UNSET)
        options: ModelValuesByOption | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = ModelValuesByOption.from_dict(_options)

        pybamm_version = d.pop("pybamm_version", UNSET)

        pybamm_models = cls(
            pybamm_models=pybamm_models,
            ionworks_models=ionworks_models,
            options=options,
            pybamm_version=pybamm_version,
        )

        pybamm_models.additional_properties = d
        return pybamm_models

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
