"""Entry of ``python -m ionworks.server``: its imports can be interrupted, too."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status, 130 after Ctrl-C."""
    try:
        from ionworks.server.commands import run

        return run(arguments)
    except KeyboardInterrupt:
        print("ionworks: stopped", file=sys.stderr)
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
