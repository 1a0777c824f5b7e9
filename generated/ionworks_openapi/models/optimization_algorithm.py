from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OptimizationAlgorithm")


@_attrs_define
class OptimizationAlgorithm:
    """How to search.

    Attributes:
        type_ (str | Unset): `DifferentialEvolution` (default), `CMAES`, `NelderMead`, or `NSGA2` for several goals.
        population_size (int | Unset): Points per generation.
        max_iterations (int | Unset): Generations of each start, default 30.
        multistarts (int | Unset): Searches from different points, default 1.
        seed (int | Unset): Makes the search repeatable, 0 to 4294967295; drawn by the service when absent.
        max_evaluations (int | Unset): Bound on evaluated points of all starts.
        max_time_s (float | Unset): Bound on the time of the search, in s.
    """

    type_: str | Unset = UNSET
    population_size: int | Unset = UNSET
    max_iterations: int | Unset = UNSET
    multistarts: int | Unset = UNSET
    seed: int | Unset = UNSET
    max_evaluations: int | Unset = UNSET
    max_time_s: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        population_size = self.population_size

        max_iterations = self.max_iterations

        multistarts = self.multistarts

        seed = self.seed

        max_evaluations = self.max_evaluations

        max_time_s = self.max_time_s

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if type_ is not UNSET:
            field_dict["type"] = type_
        if population_size is not UNSET:
            field_dict["population_size"] = population_size
        if max_iterations is not UNSET:
            field_dict["max_iterations"] = max_iterations
        if multistarts is not UNSET:
            field_dict["multistarts"] = multistarts
        if seed is not UNSET:
            field_dict["seed"] = seed
        if max_evaluations is not UNSET:
            field_dict["max_evaluations"] = max_evaluations
        if max_time_s is not UNSET:
            field_dict["max_time_s"] = max_time_s

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = d.pop("type", UNSET)

        population_size = d.pop("population_size", UNSET)

        max_iterations = d.pop("max_iterations", UNSET)

        multistarts = d.pop("multistarts", UNSET)

        seed = d.pop("seed", UNSET)

        max_evaluations = d.pop("max_evaluations", UNSET)

        max_time_s = d.pop("max_time_s", UNSET)

        optimization_algorithm = cls(
            type_=type_,
            population_size=population_size,
            max_iterations=max_iterations,
            multistarts=multistarts,
            seed=seed,
            max_evaluations=max_evaluations,
            max_time_s=max_time_s,
        )

        optimization_algorithm.additional_properties = d
        return optimization_algorithm

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
