from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.agent_skill import AgentSkill


T = TypeVar("T", bound="AgentSkills")


@_attrs_define
class AgentSkills:
    """Version and names of the skills (observed).

    Example:
        {'version': '3f0c5c8e6f0d', 'skills': [{'name': 'run-protocol', 'description': 'Simulate a battery under a
            cycling protocol.'}]}

    Attributes:
        version (str): Changes with the content.
        skills (list[AgentSkill] | Unset): Skills, one entry each.
    """

    version: str
    skills: list[AgentSkill] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        skills: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.skills, Unset):
            skills = []
            for skills_item_data in self.skills:
                skills_item = skills_item_data.to_dict()
                skills.append(skills_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "version": version,
            }
        )
        if skills is not UNSET:
            field_dict["skills"] = skills

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.agent_skill import AgentSkill  # noqa: PLC0415

        d = dict(src_dict)
        version = d.pop("version")

        _skills = d.pop("skills", UNSET)
        skills: list[AgentSkill] | Unset = UNSET
        if _skills is not UNSET:
            skills = []
            for skills_item_data in _skills:
                skills_item = AgentSkill.from_dict(skills_item_data)

                skills.append(skills_item)

        agent_skills = cls(
            version=version,
            skills=skills,
        )

        agent_skills.additional_properties = d
        return agent_skills

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
