from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.quick_model_config import QuickModelConfig


T = TypeVar("T", bound="QuickModelRequest")


@_attrs_define
class QuickModelRequest:
    """A model built from a few numbers of a cell; needs `project_id` beside it.

    Attributes:
        quick_model (QuickModelConfig): Cell from which an equivalent circuit model is built.
    """

    quick_model: QuickModelConfig

    def to_dict(self) -> dict[str, Any]:
        quick_model = self.quick_model.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "quick_model": quick_model,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.quick_model_config import QuickModelConfig  # noqa: PLC0415

        d = dict(src_dict)
        quick_model = QuickModelConfig.from_dict(d.pop("quick_model"))

        quick_model_request = cls(
            quick_model=quick_model,
        )

        return quick_model_request
