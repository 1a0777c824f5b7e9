"""``client.protocol``: saved protocols, their text, and conversion for cyclers."""

from ionworks.resources.protocol.protocols import Protocols
from ionworks.resources.protocol.texts import ConvertResult

__all__ = ["ConvertResult", "Protocols"]
