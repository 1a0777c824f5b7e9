"""Styles, scripts and files of others, read once; addresses carry their sums, so that browsers keep them."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

import attrs

MOUNT: Final = "/studio/static/"
_TYPES: Final = {".js", ".css", ".svg"}


@attrs.frozen
class Asset:
    """One file."""

    content: bytes = attrs.field(repr=False)
    compressed: bytes = attrs.field(repr=False)
    media_type: str
    address: str


@cache
def assets() -> Mapping[str, Asset]:
    """Return the files by name."""
    folder = files("ionworks.server.studio").joinpath("static")
    found = [*folder.iterdir(), *folder.joinpath("vendor").iterdir()]
    return {one.name: _read(one) for one in found if one.name[one.name.rfind(".") :] in _TYPES}


def address(name: str) -> str:
    """Return the address of a file; it changes with the content."""
    return assets()[name].address


def _read(path: Traversable) -> Asset:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:16]
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(content, gzip.compress(content, mtime=0), media_type, f"{MOUNT}{path.name}?v={digest}")
