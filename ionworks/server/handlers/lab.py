"""What the channels of a project do. Source: docs/contract/wire.md section 30."""

from __future__ import annotations

from ionworks.server.call import Call
from ionworks.server.nouns.lab import status
from ionworks.server.store.records import Record


def get_lab_status(call: Call, project_id: str) -> Record:
    """Sites, cyclers and channels of a project with their states."""
    return status.lab_status(call, project_id)


def list_watched_measurements(call: Call, project_id: str) -> Record:
    """Measurements of a project that the caller watches."""
    return {"measurement_ids": status.watched_ids(call, project_id)}
