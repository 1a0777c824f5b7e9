"""Messages between a fit and its helper processes: a line of JSON, then float64 values.

Source: issue "Pipelines that really fit" (populations in parallel worker processes).
"""

import json
from collections.abc import Mapping
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def write_message(stream: IO[bytes], header: Mapping[str, Any], values: Array) -> None:
    """Write one message.

    Parameters
    ----------
    stream : binary file
    header : mapping
        JSON; the key ``bytes`` is set here.
    values : ndarray
        Sent as float64 in C order.
    """
    payload = np.ascontiguousarray(values, dtype=np.float64).tobytes()
    line = json.dumps({**header, "bytes": len(payload)}).encode() + b"\n"
    stream.write(line + payload)
    stream.flush()


def read_message(stream: IO[bytes]) -> tuple[dict[str, Any], Array] | None:
    """Next message, flat values; ``None`` at the end of the stream, also in the middle of a message."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    header = json.loads(line)
    wanted = header.pop("bytes")
    payload = b""
    while len(payload) < wanted:
        part = stream.read(wanted - len(payload))
        if not part:
            return None
        payload += part
    return header, np.frombuffer(payload, dtype=np.float64)
