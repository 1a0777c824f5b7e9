from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.pybamm_model_check_module import PybammModelCheckModule
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.model_options import ModelOptions


T = TypeVar("T", bound="PybammModelCheck")


@_attrs_define
class PybammModelCheck:
    """A PyBaMM model configuration to check (observed).

    Example:
        {'pybamm_model': 'SPMe', 'module': 'lithium_ion', 'options': {'thermal': 'lumped'}}

    Attributes:
        pybamm_model (str): Class name of the model.
        module (PybammModelCheckModule | Unset): PyBaMM namespace of the class. Default:
            PybammModelCheckModule.LITHIUM_ION.
        options (ModelOptions | Unset): PyBaMM model options: option name to value. Example: {'thermal': 'lumped'}.
    """

    pybamm_model: str
    module: PybammModelCheckModule | Unset = PybammModelCheckModule.LITHIUM_ION
    options: ModelOptions | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pybamm_model = self.pybamm_model

        module: str | Unset = UNSET
        if not isinstance(self.module, Unset):
            module = self.module.value

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pybamm_model": pybamm_model,
            }
        )
        if module is not UNSET:
            field_dict["module"] = module
        if options is not UNSET:
            field_dict["options"] = options

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_options import ModelOptions  # noqa: PLC0415

        d = dict(src_dict)
        pybamm_model = d.pop("pybamm_model")

        _module = d.pop("module", UNSET)
        module: PybammModelCheckModule | Unset
        if isinstance(_module, Unset):
            module = UNSET
        else:
            module = PybammModelCheckModule(_module)

        _options = d.pop("options", UNSET)
        options: ModelOptions | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = ModelOptions.from_dict(_options)

        pybamm_model_check = cls(
            pybamm_model=pybamm_model,
            module=module,
            options=options,
        )

        pybamm_model_check.additional_properties = d
        return pybamm_model_check

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
