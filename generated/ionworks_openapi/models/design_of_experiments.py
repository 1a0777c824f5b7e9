from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.design_of_experiments_sampling import DesignOfExperimentsSampling
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.doe_row import DoeRow


T = TypeVar("T", bound="DesignOfExperiments")


@_attrs_define
class DesignOfExperiments:
    """Design of experiments; the service expands it into runs.

    Attributes:
        sampling (DesignOfExperimentsSampling): `grid` takes all combinations; the others draw `count` runs.
        rows (list[DoeRow]): Varied parameters.
        count (int | Unset): Number of runs of `random` and `latin_hypercube`; absent means 1.
        seed (int | Unset): Seed of drawn values; absent means 0, so that a design is reproducible (our addition).
    """

    sampling: DesignOfExperimentsSampling
    rows: list[DoeRow]
    count: int | Unset = UNSET
    seed: int | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        sampling = self.sampling.value

        rows = []
        for rows_item_data in self.rows:
            rows_item = rows_item_data.to_dict()
            rows.append(rows_item)

        count = self.count

        seed = self.seed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sampling": sampling,
                "rows": rows,
            }
        )
        if count is not UNSET:
            field_dict["count"] = count
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.doe_row import DoeRow  # noqa: PLC0415

        d = dict(src_dict)
        sampling = DesignOfExperimentsSampling(d.pop("sampling"))

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = DoeRow.from_dict(rows_item_data)

            rows.append(rows_item)

        count = d.pop("count", UNSET)

        seed = d.pop("seed", UNSET)

        design_of_experiments = cls(
            sampling=sampling,
            rows=rows,
            count=count,
            seed=seed,
        )

        return design_of_experiments
