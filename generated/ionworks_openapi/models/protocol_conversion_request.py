from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.conversion_target import ConversionTarget
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.parameter_map import ParameterMap
    from ..models.protocol_conversion_request_drive_cycles import (
        ProtocolConversionRequestDriveCycles,
    )
    from ..models.ucp_protocol import UcpProtocol


T = TypeVar("T", bound="ProtocolConversionRequest")


@_attrs_define
class ProtocolConversionRequest:
    """A protocol and the cycler format to write it in. Exactly one of `target` (observed) and `target_format` (docs), or
    both alike. `inputs`, the values of the `input["..."]` placeholders by name, is an addition of this contract: the
    hosted service documents no such member.

        Attributes:
            protocol (str | UcpProtocol): UCP document: YAML text or JSON object.
            target (ConversionTarget | Unset): Cycler format: `maccor`, `arbin` (.sdu), `arbin_sdx` (.sdx), `neware`,
                `biologic` (.mps), `biologic_bttest`, `novonix`.
            target_format (ConversionTarget | Unset): Cycler format: `maccor`, `arbin` (.sdu), `arbin_sdx` (.sdx), `neware`,
                `biologic` (.mps), `biologic_bttest`, `novonix`.
            filename_stem (str | Unset): File name without its ending. Default: 'protocol'.
            drive_cycles (ProtocolConversionRequestDriveCycles | Unset): Samples by drive cycle name; needed when the
                protocol has Drive steps. Times in s.
            nominal_capacity_ah (float | None | Unset): Nominal capacity in A.h; needed for `neware` and `biologic` formats
                when C-rates occur.
            verify (bool | Unset): True: read the written file back and compare.
            inputs (ParameterMap | Unset): Parameter name to number or text. The name ends in the unit of the number, for
                example `Positive electrode thickness [m]`.
    """

    protocol: str | UcpProtocol
    target: ConversionTarget | Unset = UNSET
    target_format: ConversionTarget | Unset = UNSET
    filename_stem: str | Unset = "protocol"
    drive_cycles: ProtocolConversionRequestDriveCycles | Unset = UNSET
    nominal_capacity_ah: float | None | Unset = UNSET
    verify: bool | Unset = UNSET
    inputs: ParameterMap | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.ucp_protocol import UcpProtocol  # noqa: PLC0415

        protocol: dict[str, Any] | str
        if isinstance(self.protocol, UcpProtocol):
            protocol = self.protocol.to_dict()
        else:
            protocol = self.protocol

        target: str | Unset = UNSET
        if not isinstance(self.target, Unset):
            target = self.target.value

        target_format: str | Unset = UNSET
        if not isinstance(self.target_format, Unset):
            target_format = self.target_format.value

        filename_stem = self.filename_stem

        drive_cycles: dict[str, Any] | Unset = UNSET
        if not isinstance(self.drive_cycles, Unset):
            drive_cycles = self.drive_cycles.to_dict()

        nominal_capacity_ah: float | None | Unset
        if isinstance(self.nominal_capacity_ah, Unset):
            nominal_capacity_ah = UNSET
        else:
            nominal_capacity_ah = self.nominal_capacity_ah

        verify = self.verify

        inputs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.inputs, Unset):
            inputs = self.inputs.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "protocol": protocol,
            }
        )
        if target is not UNSET:
            field_dict["target"] = target
        if target_format is not UNSET:
            field_dict["target_format"] = target_format
        if filename_stem is not UNSET:
            field_dict["filename_stem"] = filename_stem
        if drive_cycles is not UNSET:
            field_dict["drive_cycles"] = drive_cycles
        if nominal_capacity_ah is not UNSET:
            field_dict["nominal_capacity_ah"] = nominal_capacity_ah
        if verify is not UNSET:
            field_dict["verify"] = verify
        if inputs is not UNSET:
            field_dict["inputs"] = inputs

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.parameter_map import ParameterMap  # noqa: PLC0415
        from ..models.protocol_conversion_request_drive_cycles import (
            ProtocolConversionRequestDriveCycles,  # noqa: PLC0415
        )
        from ..models.ucp_protocol import UcpProtocol  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_protocol(data: object) -> str | UcpProtocol:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                protocol_type_1 = UcpProtocol.from_dict(data)

                return protocol_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(str | UcpProtocol, data)

        protocol = _parse_protocol(d.pop("protocol"))

        _target = d.pop("target", UNSET)
        target: ConversionTarget | Unset
        if isinstance(_target, Unset):
            target = UNSET
        else:
            target = ConversionTarget(_target)

        _target_format = d.pop("target_format", UNSET)
        target_format: ConversionTarget | Unset
        if isinstance(_target_format, Unset):
            target_format = UNSET
        else:
            target_format = ConversionTarget(_target_format)

        filename_stem = d.pop("filename_stem", UNSET)

        _drive_cycles = d.pop("drive_cycles", UNSET)
        drive_cycles: ProtocolConversionRequestDriveCycles | Unset
        if isinstance(_drive_cycles, Unset):
            drive_cycles = UNSET
        else:
            drive_cycles = ProtocolConversionRequestDriveCycles.from_dict(_drive_cycles)

        def _parse_nominal_capacity_ah(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        nominal_capacity_ah = _parse_nominal_capacity_ah(
            d.pop("nominal_capacity_ah", UNSET)
        )

        verify = d.pop("verify", UNSET)

        _inputs = d.pop("inputs", UNSET)
        inputs: ParameterMap | Unset
        if isinstance(_inputs, Unset):
            inputs = UNSET
        else:
            inputs = ParameterMap.from_dict(_inputs)

        protocol_conversion_request = cls(
            protocol=protocol,
            target=target,
            target_format=target_format,
            filename_stem=filename_stem,
            drive_cycles=drive_cycles,
            nominal_capacity_ah=nominal_capacity_ah,
            verify=verify,
            inputs=inputs,
        )

        return protocol_conversion_request
