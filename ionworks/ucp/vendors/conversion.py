"""From UCP to a cycler's file in one call.

Source: operation ``convert_protocol``; tests/documents/simulate-api.txt "Converting UCP to a vendor protocol file";
docs/contract/ucp.md section 4.1.
"""

import base64
import math
import re
from collections.abc import Mapping
from typing import Any

from ionworks.ucp.bind import bind
from ionworks.ucp.problems import ProtocolError, show
from ionworks.ucp.reading.parse import parse
from ionworks.ucp.vendors.base import ExportedFile
from ionworks.ucp.vendors.constructs import ExportOptions
from ionworks.ucp.vendors.registry import format_of

_STEM = re.compile(r"[\w+()\[\] -][\w.+()\[\] -]{0,99}")


def convert(
    source: str | bytes | Mapping[str, Any],
    target: str,
    *,
    nominal_capacity_ah: float | None = None,
    drive_cycles: Mapping[str, Any] | None = None,
    filename_stem: str = "protocol",
    verify: bool = False,
    inputs: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Write a protocol as a cycler's file.

    Parameters
    ----------
    source : str, bytes or mapping
        UCP or PyBaMM experiment text, see :func:`ionworks.ucp.load`.
    target : str
        One of :data:`ionworks.ucp.vendors.TARGETS`.
    nominal_capacity_ah : float, optional
        Nominal capacity in A.h, for formats that cannot write C-rates.
    drive_cycles : mapping, optional
        Samples of the drive cycles that the protocol names.
    filename_stem : str
        Name of the file without its ending.
    verify : bool
        Whether to read the file back and compare it with the protocol.
    inputs : mapping of str to number, optional
        Values of the ``input["..."]`` placeholders.

    Returns
    -------
    dict
        ``target``, ``primary`` (``filename``, ``media_type``, ``content_base64``) and ``assets``, a list of the
        same; also ``filename`` and ``content``, the text of the primary file with plain line ends.

    Raises
    ------
    ProtocolError
        For a protocol that cannot be read, an input without a value, an unknown target; as
        :class:`UnsupportedError` naming every step that the format cannot carry.
    """
    chosen = format_of(target)
    options = ExportOptions(_capacity(nominal_capacity_ah), _stem(filename_stem))
    program = bind(parse(source, drive_cycles), inputs or {}).program
    files = chosen.export(program, options)
    if verify:
        found = chosen.verify(program, options, files.primary.content)
        if found:
            raise ProtocolError([f"verify: the {chosen.label} file reads back differently: {text}" for text in found])
    return {
        "target": chosen.name,
        "primary": _wire(files.primary),
        "assets": [_wire(file) for file in files.assets],
        "filename": files.primary.filename,
        "content": files.primary.content.decode(chosen.encoding).replace("\r\n", "\n"),
    }


def _wire(file: ExportedFile) -> dict[str, str]:
    content = base64.b64encode(file.content).decode("ascii")
    return {"filename": file.filename, "media_type": file.media_type, "content_base64": content}


def _capacity(value: float | None) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value <= 0:
        raise ProtocolError(f"nominal_capacity_ah: found {show(value)}; allowed a number > 0 in A.h")
    return float(value)


def _stem(value: str) -> str:
    if not isinstance(value, str) or not _STEM.fullmatch(value):
        raise ProtocolError(
            f"filename_stem: found {show(value)}; allowed up to 100 letters, digits, spaces and _ - + . ( ), no path"
        )
    return value
