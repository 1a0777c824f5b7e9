"""Cycler files: write a protocol for a cycler, read a cycler's protocol.

Pure: text in, text out. One module per format declares what it can carry, writes and reads it.
"""

from ionworks.ucp.vendors.base import ExportedFile, ExportedFiles, Format, UnsupportedError
from ionworks.ucp.vendors.conversion import convert
from ionworks.ucp.vendors.files import parse_file
from ionworks.ucp.vendors.matrix import support_matrix
from ionworks.ucp.vendors.registry import FORMATS, TARGETS

__all__ = [
    "FORMATS",
    "TARGETS",
    "ExportedFile",
    "ExportedFiles",
    "Format",
    "UnsupportedError",
    "convert",
    "parse_file",
    "support_matrix",
]
