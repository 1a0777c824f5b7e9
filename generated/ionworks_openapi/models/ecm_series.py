from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EcmSeries")


@_attrs_define
class EcmSeries:
    """Measured rows; positive current is discharge.

    Example:
        {'time': [0.0, 1.0, 2.0], 'current': [0.0, 2.5, 2.5], 'voltage': [4.1, 4.05, 4.04], 'row_count': 3}

    Attributes:
        time (list[float] | Unset): Time [s].
        current (list[float] | Unset): Current [A].
        voltage (list[float] | Unset): Voltage [V].
        row_count (int | Unset): Number of rows there are.
        filename (None | str | Unset): Name of the file.
        reader (None | str | Unset): Reader that understood the file.
        columns (list[str] | Unset): Columns read.
        step_count (int | None | Unset): Number of steps.
    """

    time: list[float] | Unset = UNSET
    current: list[float] | Unset = UNSET
    voltage: list[float] | Unset = UNSET
    row_count: int | Unset = UNSET
    filename: None | str | Unset = UNSET
    reader: None | str | Unset = UNSET
    columns: list[str] | Unset = UNSET
    step_count: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        time: list[float] | Unset = UNSET
        if not isinstance(self.time, Unset):
            time = self.time

        current: list[float] | Unset = UNSET
        if not isinstance(self.current, Unset):
            current = self.current

        voltage: list[float] | Unset = UNSET
        if not isinstance(self.voltage, Unset):
            voltage = self.voltage

        row_count = self.row_count

        filename: None | str | Unset
        if isinstance(self.filename, Unset):
            filename = UNSET
        else:
            filename = self.filename

        reader: None | str | Unset
        if isinstance(self.reader, Unset):
            reader = UNSET
        else:
            reader = self.reader

        columns: list[str] | Unset = UNSET
        if not isinstance(self.columns, Unset):
            columns = self.columns

        step_count: int | None | Unset
        if isinstance(self.step_count, Unset):
            step_count = UNSET
        else:
            step_count = self.step_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if time is not UNSET:
            field_dict["time"] = time
        if current is not UNSET:
            field_dict["current"] = current
        if voltage is not UNSET:
            field_dict["voltage"] = voltage
        if row_count is not UNSET:
            field_dict["row_count"] = row_count
        if filename is not UNSET:
            field_dict["filename"] = filename
        if reader is not UNSET:
            field_dict["reader"] = reader
        if columns is not UNSET:
            field_dict["columns"] = columns
        if step_count is not UNSET:
            field_dict["step_count"] = step_count

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        time = cast(list[float], d.pop("time", UNSET))

        current = cast(list[float], d.pop("current", UNSET))

        voltage = cast(list[float], d.pop("voltage", UNSET))

        row_count = d.pop("row_count", UNSET)

        def _parse_filename(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        filename = _parse_filename(d.pop("filename", UNSET))

        def _parse_reader(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reader = _parse_reader(d.pop("reader", UNSET))

        columns = cast(list[str], d.pop("columns", UNSET))

        def _parse_step_count(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        step_count = _parse_step_count(d.pop("step_count", UNSET))

        ecm_series = cls(
            time=time,
            current=current,
            voltage=voltage,
            row_count=row_count,
            filename=filename,
            reader=reader,
            columns=columns,
            step_count=step_count,
        )

        ecm_series.additional_properties = d
        return ecm_series

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
