from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.free_object import FreeObject
    from ..models.model_options import ModelOptions


T = TypeVar("T", bound="ModelConfig")


@_attrs_define
class ModelConfig:
    """A built-in model by class and options, or `type` `custom` with its document under `model` (observed).

    Example:
        {'type': 'SPMe', 'options': {'thermal': 'lumped'}}

    Attributes:
        type_ (str | Unset): Class name of the model, or `custom`.
        module (str | Unset): PyBaMM namespace of the class, `lithium_ion` when absent.
        options (ModelOptions | None | Unset): Options that differ from the class's defaults.
        model (FreeObject | None | Unset): Serialized model, for `custom`.
    """

    type_: str | Unset = UNSET
    module: str | Unset = UNSET
    options: ModelOptions | None | Unset = UNSET
    model: FreeObject | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.free_object import FreeObject  # noqa: PLC0415
        from ..models.model_options import ModelOptions  # noqa: PLC0415

        type_ = self.type_

        module = self.module

        options: dict[str, Any] | None | Unset
        if isinstance(self.options, Unset):
            options = UNSET
        elif isinstance(self.options, ModelOptions):
            options = self.options.to_dict()
        else:
            options = self.options

        model: dict[str, Any] | None | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        elif isinstance(self.model, FreeObject):
            model = self.model.to_dict()
        else:
            model = self.model

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if type_ is not UNSET:
            field_dict["type"] = type_
        if module is not UNSET:
            field_dict["module"] = module
        if options is not UNSET:
            field_dict["options"] = options
        if model is not UNSET:
            field_dict["model"] = model

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.free_object import FreeObject  # noqa: PLC0415
        from ..models.model_options import ModelOptions  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type", UNSET)

        module = d.pop("module", UNSET)

        def _parse_options(data: object) -> ModelOptions | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                options_type_0 = ModelOptions.from_dict(data)

                return options_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ModelOptions | None | Unset, data)

        options = _parse_options(d.pop("options", UNSET))

        def _parse_model(data: object) -> FreeObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                model_type_0 = FreeObject.from_dict(data)

                return model_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FreeObject | None | Unset, data)

        model = _parse_model(d.pop("model", UNSET))

        model_config = cls(
            type_=type_,
            module=module,
            options=options,
            model=model,
        )

        model_config.additional_properties = d
        return model_config

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
