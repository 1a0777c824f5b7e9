"""What stops a build or a solve, in words."""

from ionworks.server.engine.trajectory import Segment


class SolveError(Exception):
    """The solver could not go on; the text says why, `segment` holds what it had."""

    def __init__(self, reason: str, segment: Segment | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.segment = segment


class BuildError(Exception):
    """A model could not be built with these parameters as inputs; the text says why."""


def first_sentence(error: Exception) -> str:
    """Message of an error on one line, without the long list of inputs PyBaMM may add."""
    return " ".join(str(error).split()).split(" with inputs {")[0]
