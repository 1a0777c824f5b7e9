"""Universal Cycler Protocol: read, check, bind, describe and write battery test protocols.

Pure: no simulator, no network, no server. The normal form is in :mod:`ionworks.ucp.program`.
"""

from ionworks.ucp.bind import BoundProgram, bind, input_names
from ionworks.ucp.normalize import program_to_document
from ionworks.ucp.problems import ProtocolError
from ionworks.ucp.program import Program
from ionworks.ucp.reading.load import load
from ionworks.ucp.reading.parse import parse, validate
from ionworks.ucp.references import find_input_references
from ionworks.ucp.schema import json_schema
from ionworks.ucp.text import human_readable

__all__ = [
    "BoundProgram",
    "Program",
    "ProtocolError",
    "bind",
    "find_input_references",
    "human_readable",
    "input_names",
    "json_schema",
    "load",
    "parse",
    "program_to_document",
    "validate",
]
