from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="OptimizationTemplateCopy")


@_attrs_define
class OptimizationTemplateCopy:
    """Where to copy a template.

    Attributes:
        project_id (str): Receiving project.
    """

    project_id: str

    def to_dict(self) -> dict[str, Any]:
        project_id = self.project_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "project_id": project_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        project_id = d.pop("project_id")

        optimization_template_copy = cls(
            project_id=project_id,
        )

        return optimization_template_copy
