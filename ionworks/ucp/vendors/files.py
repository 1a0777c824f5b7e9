"""Reading a protocol file of any kind; its content says which.

Source: operation ``parse_protocol_file``; docs/contract/ucp.md section 1.11.
"""

from collections.abc import Callable
from typing import Any

import attrs
import yaml

from ionworks.ucp.problems import ProtocolError, show
from ionworks.ucp.program import Drive
from ionworks.ucp.reading.experiment_text import looks_like_experiment_text
from ionworks.ucp.reading.load import load
from ionworks.ucp.reading.parse import parse
from ionworks.ucp.text import human_readable
from ionworks.ucp.vendors.formats import arbin, biologic, maccor, neware, novonix
from ionworks.ucp.vendors.markup import MAX_BYTES
from ionworks.ucp.vendors.reading import Reading, read_text

_HEAD = 1 << 16


def parse_file(content: bytes, filename: str) -> dict[str, Any]:
    """Read a cycler's protocol file, PyBaMM experiment text or UCP.

    Parameters
    ----------
    content : bytes
        The file: Maccor XML, Neware XML, Arbin ``.sdu`` or ``.sdx``, BioLogic ``.mps``, Novonix, or text.
    filename : str
        Its name, which only appears in messages.

    Returns
    -------
    dict
        ``parsed_protocol_ucp`` (YAML, empty when nothing could be read), ``parsed_protocol_human``,
        ``raw_protocol``, ``cycler_type``, ``nominal_capacity_ah`` in A.h, ``required_drive_cycles``,
        ``available_drive_cycles``, ``required_subroutines``, ``available_subroutines`` and ``error``: one line for
        each part that was not read, None when all was.
    """
    cycler, reading = None, Reading(None)
    available: tuple[str, ...] = ()
    try:
        cycler, read = _reader_of(content)
        reading = read(content)
        human = human_readable(parse(reading.document)) if reading.document is not None else ""
        available = tuple(reading.document.get("drive_cycles", ())) if reading.document is not None else ()
    except ProtocolError as error:
        reading, human = attrs.evolve(reading, document=None, problems=(*reading.problems, *error.problems)), ""
    problems = list(reading.problems)
    if reading.document is None and not problems:
        problems.append(f"{filename}: found no step that could be read")
    document = reading.document
    return {
        "parsed_protocol_ucp": ""
        if document is None
        else yaml.safe_dump(document, sort_keys=False, allow_unicode=True),
        "parsed_protocol_human": human,
        "raw_protocol": read_text(content[:MAX_BYTES], ("utf-8-sig", "cp1252", "latin-1")),
        "cycler_type": cycler,
        "nominal_capacity_ah": reading.nominal_capacity_ah,
        "required_drive_cycles": list(reading.required_drive_cycles),
        "available_drive_cycles": list(available),
        "required_subroutines": list(reading.required_subroutines),
        "available_subroutines": [],
        "error": "\n".join(problems) or None,
    }


def _reader_of(content: bytes) -> tuple[str | None, Callable[[bytes], Reading]]:
    """Return the name of the cycler and the reader of its files."""
    if len(content) > MAX_BYTES:
        raise ProtocolError(f"file: found {len(content)} bytes; allowed at most {MAX_BYTES}")
    head = content[:_HEAD].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    if b"<MaccorTestProcedure" in head:
        return maccor.FORMAT.name, maccor.FORMAT.read
    if head.startswith(b"<") and b"Step_Info" in content.replace(b"\0", b""):
        return neware.FORMAT.name, neware.FORMAT.read
    if head.startswith(b"<"):
        raise ProtocolError("file: found XML; allowed a Maccor procedure or a Neware step file")
    if head.startswith((b"[Version Section]", b"[Schedule]")) or b"\n[Schedule]" in head:
        is_sdx = b"Schedule Version 8" in head
        return (arbin.SDX_FORMAT if is_sdx else arbin.FORMAT).name, arbin.FORMAT.read
    if head.startswith((b"EC-LAB SETTING FILE", b"BT-LAB SETTING FILE")):
        return biologic.FORMAT.name, biologic.FORMAT.read
    if b"Novonix HPC" in head:
        return novonix.FORMAT.name, novonix.FORMAT.read
    if b"\0" in content[:_HEAD]:
        raise ProtocolError(f"file: found binary content {show(content[:8].hex(' '))}; allowed a protocol file as text")
    is_pybamm = looks_like_experiment_text(read_text(content, ("utf-8-sig", "latin-1")))
    return ("pybamm" if is_pybamm else None), _read_text_protocol


def _read_text_protocol(content: bytes) -> Reading:
    document = load(content)
    program = parse(document)
    names = (step.detail.profile_name for step in program.steps if isinstance(step.detail, Drive))
    return Reading(document, required_drive_cycles=tuple(dict.fromkeys(names)))
