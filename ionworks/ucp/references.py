"""Names of the inputs a protocol text reads, also when the text is not a valid protocol.

Source: operation ``find_input_references``; docs/contract/ucp.md section 1.9.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ionworks.ucp.problems import ProtocolError
from ionworks.ucp.reading.load import load

_REFERENCE = re.compile(r"""(?<!\w)input\s*\[\s*(?:"([^"\r\n]*)"|'([^'\r\n]*)')\s*\]""")
_COMMENT_KEYS = ("note",)


def find_input_references(source: str | Mapping[str, Any]) -> list[str]:
    """Return the names read with ``input["name"]``, distinct, in order of first appearance.

    Comments and notes do not count. A text that cannot be loaded is scanned as it stands.

    Parameters
    ----------
    source : str or mapping
        Protocol, valid or not.
    """
    try:
        texts = _texts(load(source))
    except ProtocolError:
        # Inside a double-quoted YAML or JSON value the quotes of the name are escaped.
        texts = iter([source.replace('\\"', '"')] if isinstance(source, str) else [])
    matches = (match for text in texts for match in _REFERENCE.finditer(text))
    return list(dict.fromkeys(match.group(1) if match.group(1) is not None else match.group(2) for match in matches))


def _texts(value: Any) -> Iterator[str]:
    """Yield keys and text values in document order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield str(key)
            if key not in _COMMENT_KEYS:
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
