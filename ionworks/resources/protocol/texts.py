"""Protocols as text and files: check them, read a cycler's file, write one. Nothing is saved."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import attrs
from ionworks_openapi.api.protocol import (
    convert_protocol,
    find_input_references,
    parse_protocol_file,
    validate_protocol,
)
from ionworks_openapi.models import ProtocolConversionRequest, ProtocolFileUpload, ProtocolText
from ionworks_openapi.types import File

from ionworks.errors import ValidationError
from ionworks.records import ParsedProtocol
from ionworks.resources._shared.base import JsonDict, Resource, body
from ionworks.resources.protocol.drive_cycles import drive_cycle_protocol


@attrs.frozen
class ConvertResult(Mapping[str, Any]):
    """A converted protocol: ``result["content"]`` and ``result["filename"]``, or the attributes below."""

    target: str
    """Format it was converted to."""
    primary_filename: str
    """Name of the main file."""
    primary_bytes: bytes = attrs.field(repr=False)
    """Content of the main file, as bytes."""
    media_type: str
    """Media type of the main file."""
    assets: list[tuple[str, bytes]] = attrs.field(repr=False)
    """Further files that belong to it, such as drive-cycle profiles: ``(name, content)``."""
    content: str = attrs.field(repr=False)
    """Content of the main file, as text."""

    @property
    def filename(self) -> str:
        """Name of the main file."""
        return self.primary_filename

    def text(self, encoding: str = "utf-8") -> str:
        """Return the main file decoded with an encoding."""
        return self.primary_bytes.decode(encoding)

    def save(self, folder: str | Path) -> list[Path]:
        """Write all files into a folder and return their paths."""
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        written = []
        for name, content in [(self.primary_filename, self.primary_bytes), *self.assets]:
            path = target / Path(name).name
            path.write_bytes(content)
            written.append(path)
        return written

    def _as_dict(self) -> dict[str, Any]:
        return {
            "content": self.content,
            "filename": self.primary_filename,
            "target": self.target,
            "media_type": self.media_type,
            "assets": self.assets,
        }

    def __getitem__(self, key: str) -> Any:
        return self._as_dict()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._as_dict())

    def __len__(self) -> int:
        return len(self._as_dict())


class ProtocolTexts(Resource):
    """The part of ``client.protocol`` that saves nothing."""

    def parse_file(self, file: str | Path | IO[bytes]) -> ParsedProtocol:
        """Read a cycler's protocol file.

        Parameters
        ----------
        file : str, Path or binary file object
            The file.

        Returns
        -------
        ParsedProtocol
            ``ucp`` (YAML text), ``human_readable``, ``cycler_type``, ``error`` when only a part could be read.

        Raises
        ------
        FileNotFoundError
            No such file.

        Notes
        -----
        Source: ``parse_protocol_file``.
        """
        if isinstance(file, str | Path):
            path = Path(file).expanduser()
            with path.open("rb") as stream:
                return self._parse(stream, path.name)
        return self._parse(file, Path(str(getattr(file, "name", "protocol"))).name)

    def _parse(self, stream: IO[bytes], filename: str) -> ParsedProtocol:
        upload = File(payload=io.BytesIO(stream.read()), file_name=filename, mime_type="application/octet-stream")
        payload = ProtocolFileUpload(file=upload)
        return self._record(ParsedProtocol, lambda api: parse_protocol_file.sync_detailed(client=api, body=payload))

    def from_drive_cycle(
        self,
        source: Any,
        kind: str = "current",
        *,
        name: str = "Drive cycle",
        repeat: int = 1,
        scale: float = 1.0,
    ) -> JsonDict:
        """A protocol that plays a drive cycle.

        Parameters
        ----------
        source : DataFrame, mapping of columns, str or Path
            Table or CSV file with ``Time [s]``, rising, and ``Current [A]``, ``Power [W]`` or ``C-rate``, positive on
            discharge; or two columns of other names, with or without a header, time first. Lines of a file that begin
            with ``#`` are skipped. Between two rows the value changes linearly.
        kind : {"current", "power", "C-rate"}
            What is played.
        name : str
            Name of the drive cycle in the protocol.
        repeat : int
            How often it is played.
        scale : float
            Factor of all values; -1 where a positive current charges.

        Returns
        -------
        dict
            UCP document, ready for `create` and ``client.simulation.run``; add ``global`` conditions or ``ends``.
            Without ends of its own a drive cycle ends the test at the voltage cut-offs of the parameter set.

        Raises
        ------
        ValidationError
            Naming file, row or column. A ``ValueError``.

        Notes
        -----
        Source: ``parse_to_template`` takes it. Nothing is sent here.
        """
        return drive_cycle_protocol(source, kind, name, repeat, scale)

    def validate(self, protocol: str) -> JsonDict:
        """Whether a text is a valid UCP protocol.

        Parameters
        ----------
        protocol : str
            YAML text.

        Returns
        -------
        dict
            ``{"valid": True}``, or ``{"valid": False, "error": ...}`` with path, finding and allowed values.

        Notes
        -----
        Source: ``validate_protocol``.
        """
        payload = ProtocolText(protocol=protocol)
        return self._dict(lambda api: validate_protocol.sync_detailed(client=api, body=payload))

    def find_input_references(self, protocol: str) -> list[str]:
        """Names of the ``input["..."]`` placeholders, in order of appearance.

        Parameters
        ----------
        protocol : str
            YAML text.

        Returns
        -------
        list of str
            Distinct names.

        Notes
        -----
        Source: ``find_input_references``.
        """
        payload = ProtocolText(protocol=protocol)
        names = self._call(lambda api: find_input_references.sync_detailed(client=api, body=payload))
        return [str(name) for name in names]

    def convert(
        self,
        protocol: str | dict[str, Any],
        target_format: str | None = None,
        drive_cycles: dict[str, Any] | None = None,
        filename_stem: str = "protocol",
        nominal_capacity_ah: float | None = None,
        verify: bool = False,
        *,
        target: str | None = None,
        inputs: Mapping[str, float] | None = None,
    ) -> ConvertResult:
        """Write a protocol as a cycler's file.

        Parameters
        ----------
        protocol : str or dict
            UCP as YAML text or mapping.
        target_format : {"maccor", "neware", "arbin", "arbin_sdx", "biologic", "novonix"}
            Format to write.
        drive_cycles : dict, optional
            Samples of the drive cycles that the protocol names.
        filename_stem : str
            Name of the file without its ending.
        nominal_capacity_ah : float, optional
            Nominal capacity [A.h], for formats that cannot write C-rates.
        verify : bool
            Ask the service to read the file back and compare.
        target : str, optional
            Older name of `target_format`.
        inputs : mapping of str to number, optional
            Values of the ``input["..."]`` placeholders. An addition of the embedded server's contract.

        Returns
        -------
        ConvertResult
            ``result["content"]`` and ``result["filename"]``; also ``.save(folder)`` and ``.assets``.

        Raises
        ------
        ValidationError
            Neither or both of `target_format` and `target`. A ``ValueError``.
        UnprocessableError
            The format cannot carry a step, or an input has no value; all of them are named.

        Notes
        -----
        Source: ``convert_protocol``.
        """
        if (target_format is None) == (target is None):
            raise ValidationError("target_format: found none or two targets; allowed: exactly one")
        data: JsonDict = {
            "protocol": protocol,
            "target": target_format or target,
            "filename_stem": filename_stem,
            "drive_cycles": drive_cycles,
            "nominal_capacity_ah": nominal_capacity_ah,
            "verify": verify or None,
            "inputs": inputs or None,
        }
        payload = body(ProtocolConversionRequest, {key: value for key, value in data.items() if value is not None})
        answer = self._dict(lambda api: convert_protocol.sync_detailed(client=api, body=payload))
        return _convert_result(answer)


def _convert_result(answer: JsonDict) -> ConvertResult:
    primary = answer["primary"]
    content = base64.b64decode(primary["content_base64"])
    text = answer.get("content")
    return ConvertResult(
        target=answer["target"],
        primary_filename=primary["filename"],
        primary_bytes=content,
        media_type=primary.get("media_type") or "application/octet-stream",
        assets=[(item["filename"], base64.b64decode(item["content_base64"])) for item in answer.get("assets") or []],
        content=content.decode("utf-8", errors="replace") if text is None else text,
    )
