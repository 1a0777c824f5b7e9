from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.ecm_circuit import EcmCircuit


T = TypeVar("T", bound="EcmSave")


@_attrs_define
class EcmSave:
    """A fitted circuit to save.

    Attributes:
        name (str): Name of the model and of the parameterized model.
        cell_spec_id (str): Id of the cell specification.
        fit_results (EcmCircuit): A circuit to run or to save.
        description (None | str | Unset): Free text.
        num_rcs (int | None | Unset): Number of RC pairs; that of the results.
    """

    name: str
    cell_spec_id: str
    fit_results: EcmCircuit
    description: None | str | Unset = UNSET
    num_rcs: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        cell_spec_id = self.cell_spec_id

        fit_results = self.fit_results.to_dict()

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        num_rcs: int | None | Unset
        if isinstance(self.num_rcs, Unset):
            num_rcs = UNSET
        else:
            num_rcs = self.num_rcs

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "cell_spec_id": cell_spec_id,
                "fit_results": fit_results,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if num_rcs is not UNSET:
            field_dict["num_rcs"] = num_rcs

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ecm_circuit import EcmCircuit  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        cell_spec_id = d.pop("cell_spec_id")

        fit_results = EcmCircuit.from_dict(d.pop("fit_results"))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_num_rcs(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        num_rcs = _parse_num_rcs(d.pop("num_rcs", UNSET))

        ecm_save = cls(
            name=name,
            cell_spec_id=cell_spec_id,
            fit_results=fit_results,
            description=description,
            num_rcs=num_rcs,
        )

        return ecm_save
