"""How many files and connections this process may have open; systems without such limits are taken as they are."""

from __future__ import annotations

from typing import Final

_OURS: Final = 128
"""Left for databases, files, pipes to workers and logs."""
_MOST: Final = 65_536


def raise_limit() -> None:
    """Let this process open as many files as the system allows it to; 1,024 are soon used up by connections."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST if hard == resource.RLIM_INFINITY else min(hard, _MOST)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def for_connections(wanted: int) -> int:
    """Return how many of `wanted` connections fit beside the files of the server."""
    try:
        import resource
    except ImportError:
        return wanted
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return wanted if soft == resource.RLIM_INFINITY else max(1, min(wanted, soft - _OURS, soft // 2))
