from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CyclerUpdate")


@_attrs_define
class CyclerUpdate:
    """Changes of a cycler.

    Attributes:
        name (str | Unset): Name.
        manufacturer (None | str | Unset): Who makes it.
        model (None | str | Unset): Model of the maker.
        version (None | str | Unset): Version of the model.
        serial_number (None | str | Unset): Serial number.
        firmware_version (None | str | Unset): Version of its firmware.
        hostname (None | str | Unset): Name in the network.
        ip_address (None | str | Unset): Address in the network.
        port (int | None | Unset): Port in the network.
        last_calibrated_at (None | str | Unset): Last calibration, ISO 8601.
        calibration_interval_days (int | None | Unset): Days between calibrations.
    """

    name: str | Unset = UNSET
    manufacturer: None | str | Unset = UNSET
    model: None | str | Unset = UNSET
    version: None | str | Unset = UNSET
    serial_number: None | str | Unset = UNSET
    firmware_version: None | str | Unset = UNSET
    hostname: None | str | Unset = UNSET
    ip_address: None | str | Unset = UNSET
    port: int | None | Unset = UNSET
    last_calibrated_at: None | str | Unset = UNSET
    calibration_interval_days: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        manufacturer: None | str | Unset
        if isinstance(self.manufacturer, Unset):
            manufacturer = UNSET
        else:
            manufacturer = self.manufacturer

        model: None | str | Unset
        if isinstance(self.model, Unset):
            model = UNSET
        else:
            model = self.model

        version: None | str | Unset
        if isinstance(self.version, Unset):
            version = UNSET
        else:
            version = self.version

        serial_number: None | str | Unset
        if isinstance(self.serial_number, Unset):
            serial_number = UNSET
        else:
            serial_number = self.serial_number

        firmware_version: None | str | Unset
        if isinstance(self.firmware_version, Unset):
            firmware_version = UNSET
        else:
            firmware_version = self.firmware_version

        hostname: None | str | Unset
        if isinstance(self.hostname, Unset):
            hostname = UNSET
        else:
            hostname = self.hostname

        ip_address: None | str | Unset
        if isinstance(self.ip_address, Unset):
            ip_address = UNSET
        else:
            ip_address = self.ip_address

        port: int | None | Unset
        if isinstance(self.port, Unset):
            port = UNSET
        else:
            port = self.port

        last_calibrated_at: None | str | Unset
        if isinstance(self.last_calibrated_at, Unset):
            last_calibrated_at = UNSET
        else:
            last_calibrated_at = self.last_calibrated_at

        calibration_interval_days: int | None | Unset
        if isinstance(self.calibration_interval_days, Unset):
            calibration_interval_days = UNSET
        else:
            calibration_interval_days = self.calibration_interval_days

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if manufacturer is not UNSET:
            field_dict["manufacturer"] = manufacturer
        if model is not UNSET:
            field_dict["model"] = model
        if version is not UNSET:
            field_dict["version"] = version
        if serial_number is not UNSET:
            field_dict["serial_number"] = serial_number
        if firmware_version is not UNSET:
            field_dict["firmware_version"] = firmware_version
        if hostname is not UNSET:
            field_dict["hostname"] = hostname
        if ip_address is not UNSET:
            field_dict["ip_address"] = ip_address
        if port is not UNSET:
            field_dict["port"] = port
        if last_calibrated_at is not UNSET:
            field_dict["last_calibrated_at"] = last_calibrated_at
        if calibration_interval_days is not UNSET:
            field_dict["calibration_interval_days"] = calibration_interval_days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        def _parse_manufacturer(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        manufacturer = _parse_manufacturer(d.pop("manufacturer", UNSET))

        def _parse_model(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        model = _parse_model(d.pop("model", UNSET))

        def _parse_version(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        version = _parse_version(d.pop("version", UNSET))

        def _parse_serial_number(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        serial_number = _parse_serial_number(d.pop("serial_number", UNSET))

        def _parse_firmware_version(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        firmware_version = _parse_firmware_version(d.pop("firmware_version", UNSET))

        def _parse_hostname(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        hostname = _parse_hostname(d.pop("hostname", UNSET))

        def _parse_ip_address(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        ip_address = _parse_ip_address(d.pop("ip_address", UNSET))

        def _parse_port(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        port = _parse_port(d.pop("port", UNSET))

        def _parse_last_calibrated_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        last_calibrated_at = _parse_last_calibrated_at(
            d.pop("last_calibrated_at", UNSET)
        )

        def _parse_calibration_interval_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        calibration_interval_days = _parse_calibration_interval_days(
            d.pop("calibration_interval_days", UNSET)
        )

        cycler_update = cls(
            name=name,
            manufacturer=manufacturer,
            model=model,
            version=version,
            serial_number=serial_number,
            firmware_version=firmware_version,
            hostname=hostname,
            ip_address=ip_address,
            port=port,
            last_calibrated_at=last_calibrated_at,
            calibration_interval_days=calibration_interval_days,
        )

        cycler_update.additional_properties = d
        return cycler_update

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
