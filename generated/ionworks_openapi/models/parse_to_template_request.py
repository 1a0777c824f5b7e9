from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.parameter_map import ParameterMap
    from ..models.protocol_experiment import ProtocolExperiment


T = TypeVar("T", bound="ParseToTemplateRequest")


@_attrs_define
class ParseToTemplateRequest:
    """A protocol to find or store before simulations are submitted.

    Attributes:
        protocol_experiment (ProtocolExperiment): Protocol text and a name for it.
        project_id (str): Project to store it in.
        experiment_parameters (ParameterMap | Unset): Parameter name to number or text. The name ends in the unit of the
            number, for example `Positive electrode thickness [m]`.
    """

    protocol_experiment: ProtocolExperiment
    project_id: str
    experiment_parameters: ParameterMap | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        protocol_experiment = self.protocol_experiment.to_dict()

        project_id = self.project_id

        experiment_parameters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.experiment_parameters, Unset):
            experiment_parameters = self.experiment_parameters.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "protocol_experiment": protocol_experiment,
                "project_id": project_id,
            }
        )
        if experiment_parameters is not UNSET:
            field_dict["experiment_parameters"] = experiment_parameters

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.parameter_map import ParameterMap  # noqa: PLC0415
        from ..models.protocol_experiment import ProtocolExperiment  # noqa: PLC0415

        d = dict(src_dict)
        protocol_experiment = ProtocolExperiment.from_dict(d.pop("protocol_experiment"))

        project_id = d.pop("project_id")

        _experiment_parameters = d.pop("experiment_parameters", UNSET)
        experiment_parameters: ParameterMap | Unset
        if isinstance(_experiment_parameters, Unset):
            experiment_parameters = UNSET
        else:
            experiment_parameters = ParameterMap.from_dict(_experiment_parameters)

        parse_to_template_request = cls(
            protocol_experiment=protocol_experiment,
            project_id=project_id,
            experiment_parameters=experiment_parameters,
        )

        return parse_to_template_request
