"""``ionworks validate``, ``describe`` and ``convert``: protocols as files."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ionworks.cli.connection import connect
from ionworks.cli.documents import Document, read_text
from ionworks.cli.output import Json, check_folder, print_json, say
from ionworks.cli.pairs import assignments
from ionworks.errors import ValidationError

if TYPE_CHECKING:
    from ionworks.client import Ionworks
    from ionworks.records import ParsedProtocol

_UCP_ENDINGS: Final = (".yaml", ".yml", ".json", ".txt")
"""Any other file is taken for that of a cycler."""


class Target(StrEnum):
    """What a protocol can be written as."""

    UCP = "ucp"
    MACCOR = "maccor"
    NEWARE = "neware"
    ARBIN = "arbin"
    ARBIN_SDX = "arbin_sdx"
    BIOLOGIC = "biologic"
    NOVONIX = "novonix"


def validate(protocol: Document, as_json: Json = False) -> None:
    """Ask the service whether a protocol is valid; status 1 when it is not."""
    text = read_text(protocol)
    with connect() as client:
        verdict = client.protocol.validate(text)
    if as_json:
        print_json(verdict)
    elif verdict["valid"]:
        typer.echo("valid")
    else:
        raise ValidationError(f"{protocol}: {verdict.get('error')}")
    if not verdict["valid"]:
        raise typer.Exit(1)


def describe(protocol: Document) -> None:
    """Say in words what a protocol does, one line per step; also that of a cycler's file."""
    if protocol.suffix.lower() in _UCP_ENDINGS:
        from ionworks import ucp

        text = ucp.human_readable(ucp.parse(read_text(protocol)))
    else:
        with connect() as client:
            text = _parsed(client, protocol).human_readable
    typer.echo(text)


def convert(
    protocol: Document,
    to: Annotated[Target, typer.Option(help="Format to write.")],
    out: Annotated[Path | None, typer.Option(help="File to write (default: standard output).")] = None,
    inputs: Annotated[
        list[str] | None,
        typer.Option("--input", metavar="NAME=VALUE", help="Value of an input of the protocol; repeatable."),
    ] = None,
    capacity: Annotated[
        float | None, typer.Option(help="Nominal capacity [A.h], for formats that cannot write C-rates.")
    ] = None,
) -> None:
    """Write a protocol as a cycler's file, or a cycler's file as UCP (--to ucp)."""
    if out is not None:
        check_folder(out, "--out")
    given = assignments(inputs, "--input")
    with connect() as client:
        is_ucp = protocol.suffix.lower() in _UCP_ENDINGS
        text = read_text(protocol) if is_ucp else _parsed(client, protocol).ucp
        if to is Target.UCP:
            files = [(protocol.name, _normalized(text, given).encode())]
        else:
            result = client.protocol.convert(
                text, to.value, filename_stem=protocol.stem, nominal_capacity_ah=capacity, inputs=given
            )
            files = [(result.filename, result.primary_bytes), *result.assets]
    _write(files, out)


def _parsed(client: Ionworks, path: Path) -> ParsedProtocol:
    """Protocol of a cycler's file; one that was understood in part only is refused."""
    parsed = client.protocol.parse_file(path)
    if parsed.error:
        raise ValidationError(f"{path}: {parsed.error}")
    return parsed


def _normalized(text: str, inputs: dict[str, float]) -> str:
    """UCP text as it is; there is nothing to bind inputs to."""
    if inputs:
        raise typer.BadParameter("UCP keeps its inputs open; allowed with a cycler's format", param_hint="--input")
    return text


def _write(files: list[tuple[str, bytes]], out: Path | None) -> None:
    """Write the main file to a path or standard output, and those that belong to it beside it under their own names."""
    (_, content), *others = files
    if out is None:
        if others:
            names = ", ".join(name for name, _ in others)
            raise typer.BadParameter(f"needed, because {names} belong to the file", param_hint="--out")
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    out.write_bytes(content)
    for name, asset in others:
        (out.parent / Path(name).name).write_bytes(asset)
    say(f"wrote {', '.join([str(out), *(str(out.parent / Path(name).name) for name, _ in others)])}")
