"""Analyses: tables computed from measurements.

Source: docs/contract/wire.md sections 37 and 43.
"""

from __future__ import annotations

from typing import Any

from ionworks.server.call import Call
from ionworks.server.nouns.knowledge import analyses
from ionworks.server.store.records import Record


def list_analyses(
    call: Call,
    measurement_id: str | None = None,
    project_id: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Record:
    """Analyses of a measurement or of a project, newest first."""
    return analyses.page(call, measurement_id, project_id, limit, offset)


def create_analysis(call: Call, body: Record, file: Any) -> Record:
    """Store an analysis with its table."""
    return analyses.create(call, body, file.file)


def get_analysis(call: Call, analysis_id: str) -> Record:
    """One analysis."""
    return analyses.get(call, analysis_id)


def update_analysis(call: Call, analysis_id: str, body: Record) -> Record:
    """Change what describes an analysis."""
    return analyses.update(call, analysis_id, body)


def delete_analysis(call: Call, analysis_id: str) -> None:
    """Delete an analysis with its table."""
    analyses.delete(call, analysis_id)


def get_analysis_download_url(call: Call, analysis_id: str) -> Record:
    """Signed URL of the table."""
    return {"url": analyses.download_url(call, analysis_id)}
