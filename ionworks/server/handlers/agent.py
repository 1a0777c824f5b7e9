"""Skills for agents.

Source: docs/contract/wire.md section 10.
"""

from __future__ import annotations

from ionworks.server.call import Call
from ionworks.server.store.records import Record
from ionworks.server.toolkit import archive


def get_agent_skills(call: Call) -> Record:
    """Version and names of the skills."""
    return archive.overview()


def download_agent_skills(call: Call) -> bytes:
    """All skills as a zip file."""
    return archive.archive()
