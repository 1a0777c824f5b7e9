"""The ``ionworks`` command: the client from a shell, and today's server commands behind the extra ``server``.

Exit statuses: 0 for success; 1 when something failed or was refused; 2 when the command line or a setting is wrong;
130 after Ctrl-C.
"""

import sys

INTERRUPTED = 130
"""Exit status after Ctrl-C."""


def main() -> int:
    """Run the command line of this process; return the exit status."""
    # inside the try, for whoever presses Ctrl-C while modules are imported
    try:
        from ionworks.cli.app import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write("ionworks: stopped\n")
        return INTERRUPTED
