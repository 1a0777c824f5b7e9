"""The formats by the name of their target.

Source: docs/contract/ucp.md section 1.11 (targets).
"""

from ionworks.ucp.problems import ProtocolError, list_text, show
from ionworks.ucp.vendors.base import Format, UnsupportedError
from ionworks.ucp.vendors.formats import arbin, biologic, maccor, neware, novonix

_ALL = (maccor.FORMAT, neware.FORMAT, arbin.FORMAT, arbin.SDX_FORMAT, biologic.FORMAT, novonix.FORMAT)
FORMATS: dict[str, Format] = {each.name: each for each in _ALL}

#: Targets that are known but cannot be written, with the reason.
REFUSED = {
    "biologic_bttest": (
        "no BT-Test file, description or reader is public, so nothing that would open in BT-Test can be written; "
        "allowed target biologic, an .mps file for EC-Lab"
    )
}
TARGETS = (*FORMATS, *REFUSED)


def format_of(target: str) -> Format:
    """Return the format of a target.

    Raises
    ------
    ProtocolError
        When the target is unknown; :class:`UnsupportedError` when it is known but cannot be written.
    """
    if target in REFUSED:
        raise UnsupportedError(f"target: found {target}: {REFUSED[target]}")
    if target not in FORMATS:
        raise ProtocolError(f"target: found {show(target)}; allowed {list_text(FORMATS)}")
    return FORMATS[target]
