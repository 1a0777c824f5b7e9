from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.protocol_create_parameters_schema import (
        ProtocolCreateParametersSchema,
    )
    from ..models.ucp_protocol import UcpProtocol


T = TypeVar("T", bound="ProtocolCreate")


@_attrs_define
class ProtocolCreate:
    """A protocol to save.

    Attributes:
        name (str): Name.
        project_id (str): Project to save it in.
        protocol_config (UcpProtocol): A protocol in the Universal Cycler Protocol as JSON: `global`, optional
            `safety_limits`, `steps`. Temperatures in degC, voltages in V, currents in A, powers in W, durations in s;
            magnitudes are positive and the direction gives the sign. `input["Name"]` may stand for any value.
        parameters_schema (ProtocolCreateParametersSchema | Unset): JSON schema of the inputs.
        description (None | str | Unset): Free text.
        source_protocol (None | str | Unset): Text as the user entered it (YAML).
        force_create (bool | Unset): True: refuse (409) instead of answering the stored row of identical content.
            Default: False.
    """

    name: str
    project_id: str
    protocol_config: UcpProtocol
    parameters_schema: ProtocolCreateParametersSchema | Unset = UNSET
    description: None | str | Unset = UNSET
    source_protocol: None | str | Unset = UNSET
    force_create: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        project_id = self.project_id

        protocol_config = self.protocol_config.to_dict()

        parameters_schema: dict[str, Any] | Unset = UNSET
        if not isinstance(self.parameters_schema, Unset):
            parameters_schema = self.parameters_schema.to_dict()

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        source_protocol: None | str | Unset
        if isinstance(self.source_protocol, Unset):
            source_protocol = UNSET
        else:
            source_protocol = self.source_protocol

        force_create = self.force_create

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "project_id": project_id,
                "protocol_config": protocol_config,
            }
        )
        if parameters_schema is not UNSET:
            field_dict["parameters_schema"] = parameters_schema
        if description is not UNSET:
            field_dict["description"] = description
        if source_protocol is not UNSET:
            field_dict["source_protocol"] = source_protocol
        if force_create is not UNSET:
            field_dict["force_create"] = force_create

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.protocol_create_parameters_schema import (
            ProtocolCreateParametersSchema,  # noqa: PLC0415
        )
        from ..models.ucp_protocol import UcpProtocol  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        project_id = d.pop("project_id")

        protocol_config = UcpProtocol.from_dict(d.pop("protocol_config"))

        _parameters_schema = d.pop("parameters_schema", UNSET)
        parameters_schema: ProtocolCreateParametersSchema | Unset
        if isinstance(_parameters_schema, Unset):
            parameters_schema = UNSET
        else:
            parameters_schema = ProtocolCreateParametersSchema.from_dict(
                _parameters_schema
            )

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_source_protocol(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_protocol = _parse_source_protocol(d.pop("source_protocol", UNSET))

        force_create = d.pop("force_create", UNSET)

        protocol_create = cls(
            name=name,
            project_id=project_id,
            protocol_config=protocol_config,
            parameters_schema=parameters_schema,
            description=description,
            source_protocol=source_protocol,
            force_create=force_create,
        )

        return protocol_create
