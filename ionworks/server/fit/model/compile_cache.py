"""A private folder for models compiled to machine code.

PyBaMM loads what it finds there as code, so nobody else may be able to write to it; its own default is a folder with
a known name under the system's temporary one.

Source: docs/contract/performance.md section C (private ``PYBAMM_CASADI_AOT_CACHE``).
"""

import os
import stat
import tempfile
from pathlib import Path

from ionworks.server.ground.environment import COMPILED_VARIABLE


def has_private_cache() -> bool:
    """Whether models may be compiled; chooses a folder of this user's when the server chose none.

    Returns
    -------
    bool
        False when the folder belongs to somebody else or others may write to it.
    """
    if os.environ.get(COMPILED_VARIABLE):
        return True
    owner = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"ionworks-compiled-{owner}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    is_ours = stat.S_ISDIR(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == owner)
    if not is_ours or (os.name == "posix" and found.st_mode & 0o022):
        return False
    os.environ[COMPILED_VARIABLE] = str(folder)
    return True
