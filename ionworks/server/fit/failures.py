"""Ways an element fails; each message says what was found and what would be accepted.

Source: docs/contract/pipeline-config.md sections 2 (tiers), 5 (validation) and 7.1.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from ionworks.errors import ValidationError
from ionworks.server.ground.errors import INVALID_PIPELINE


class PipelineConfigError(ValidationError):
    """A pipeline config was refused.

    Parameters
    ----------
    issues : sequence of dict
        ``element``, ``path``, ``message`` and ``allowed`` of each finding.
    """

    issues: list[dict[str, Any]]
    """Every finding."""

    def __init__(self, issues: Sequence[dict[str, Any]]) -> None:
        lines = (f"element {issue['element']!r}: {issue['path']}: {issue['message']}" for issue in issues)
        super().__init__("; ".join(lines), error_code=INVALID_PIPELINE)
        self.issues = list(issues)


class MissingParametersError(ValidationError):
    """Values that a calculation or a strict fit needs are not known.

    Parameters
    ----------
    what : str
        What needs them.
    missing : iterable of str
        Parameter names, or descriptions of alternatives.
    """

    def __init__(self, what: str, missing: Iterable[str]) -> None:
        super().__init__(f"{what} needs parameters that no earlier element gives: {', '.join(map(repr, missing))}")


def issue(element: str, path: str, message: str, allowed: list[str] | None = None) -> dict[str, Any]:
    """One finding in wire form."""
    return {"element": element, "path": path, "message": message, "allowed": allowed}
