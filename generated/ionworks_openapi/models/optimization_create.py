from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OptimizationCreate")


@_attrs_define
class OptimizationCreate:
    """A design or protocol optimization (`optimize`), or a fit run as one (`datafit`, whose `config` is a `data_fit`
    element of a pipeline). Objectives in the style of `DesignObjective` of the schema package (`actions`,
    `constraints`, `options.experiment`) are accepted. Members not named here are refused by the embedded server.

        Attributes:
            project_id (str): Project.
            name (None | str | Unset): Name; absent means `Optimization` and 8 hexadecimal digits.
            description (None | str | Unset): Free text.
            parameterized_model_id (None | str | Unset): Parameterized model to improve; required for `optimize`.
            optimization_template_id (None | str | Unset): Template whose form data stands in for members that are absent.
            kind (Any | Unset): `optimize` (default) or `datafit`.
            objectives (Any | Unset): Experiments by name, each an `OptimizationObjective`, or an object with `type`
                `DesignObjective`.
            parameters (Any | Unset): Searched quantities by name, each an `OptimizationParameter`: parameters of the model
                as in PyBaMM, or inputs of the protocols.
            linked_parameters (Any | Unset): Parameters of the model that follow searched ones, by name, each a
                `LinkedParameter`.
            algorithm (Any | Unset): How to search, an `OptimizationAlgorithm`.
            config (Any | Unset): Config of a `data_fit` element; only for `datafit`.
    """

    project_id: str
    name: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    parameterized_model_id: None | str | Unset = UNSET
    optimization_template_id: None | str | Unset = UNSET
    kind: Any | Unset = UNSET
    objectives: Any | Unset = UNSET
    parameters: Any | Unset = UNSET
    linked_parameters: Any | Unset = UNSET
    algorithm: Any | Unset = UNSET
    config: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        project_id = self.project_id

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        parameterized_model_id: None | str | Unset
        if isinstance(self.parameterized_model_id, Unset):
            parameterized_model_id = UNSET
        else:
            parameterized_model_id = self.parameterized_model_id

        optimization_template_id: None | str | Unset
        if isinstance(self.optimization_template_id, Unset):
            optimization_template_id = UNSET
        else:
            optimization_template_id = self.optimization_template_id

        kind = self.kind

        objectives = self.objectives

        parameters = self.parameters

        linked_parameters = self.linked_parameters

        algorithm = self.algorithm

        config = self.config

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "project_id": project_id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if parameterized_model_id is not UNSET:
            field_dict["parameterized_model_id"] = parameterized_model_id
        if optimization_template_id is not UNSET:
            field_dict["optimization_template_id"] = optimization_template_id
        if kind is not UNSET:
            field_dict["kind"] = kind
        if objectives is not UNSET:
            field_dict["objectives"] = objectives
        if parameters is not UNSET:
            field_dict["parameters"] = parameters
        if linked_parameters is not UNSET:
            field_dict["linked_parameters"] = linked_parameters
        if algorithm is not UNSET:
            field_dict["algorithm"] = algorithm
        if config is not UNSET:
            field_dict["config"] = config

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        project_id = d.pop("project_id")

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_parameterized_model_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parameterized_model_id = _parse_parameterized_model_id(
            d.pop("parameterized_model_id", UNSET)
        )

        def _parse_optimization_template_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        optimization_template_id = _parse_optimization_template_id(
            d.pop("optimization_template_id", UNSET)
        )

        kind = d.pop("kind", UNSET)

        objectives = d.pop("objectives", UNSET)

        parameters = d.pop("parameters", UNSET)

        linked_parameters = d.pop("linked_parameters", UNSET)

        algorithm = d.pop("algorithm", UNSET)

        config = d.pop("config", UNSET)

        optimization_create = cls(
            project_id=project_id,
            name=name,
            description=description,
            parameterized_model_id=parameterized_model_id,
            optimization_template_id=optimization_template_id,
            kind=kind,
            objectives=objectives,
            parameters=parameters,
            linked_parameters=linked_parameters,
            algorithm=algorithm,
            config=config,
        )

        optimization_create.additional_properties = d
        return optimization_create

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
