"""Protocols, under the module name the published package has for them."""

from ionworks.records import ParsedProtocol, Protocol
from ionworks.resources.protocol import ConvertResult, Protocols

__all__ = ["ConvertResult", "ParsedProtocol", "Protocol", "Protocols"]
