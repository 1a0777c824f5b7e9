from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PipelineOptions")


@_attrs_define
class PipelineOptions:
    """How to run a pipeline; not part of its configuration.

    Attributes:
        live_progress_updates (bool | None | Unset): True: write checkpoints while running; false: none; null: the
            service decides.
        strict_parameters (bool | Unset): True: a parameter that the model needs and nobody gave is an error; otherwise
            it comes from the model's own default set and is listed in `assumed_parameters` of the result (our addition).
    """

    live_progress_updates: bool | None | Unset = UNSET
    strict_parameters: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        live_progress_updates: bool | None | Unset
        if isinstance(self.live_progress_updates, Unset):
            live_progress_updates = UNSET
        else:
            live_progress_updates = self.live_progress_updates

        strict_parameters = self.strict_parameters

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if live_progress_updates is not UNSET:
            field_dict["live_progress_updates"] = live_progress_updates
        if strict_parameters is not UNSET:
            field_dict["strict_parameters"] = strict_parameters

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_live_progress_updates(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        live_progress_updates = _parse_live_progress_updates(
            d.pop("live_progress_updates", UNSET)
        )

        strict_parameters = d.pop("strict_parameters", UNSET)

        pipeline_options = cls(
            live_progress_updates=live_progress_updates,
            strict_parameters=strict_parameters,
        )

        return pipeline_options
