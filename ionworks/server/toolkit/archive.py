"""The skills as a list and as a zip file.

Source: docs/contract/wire.md section 10; docs/contract/client-surface.md section 8. The skills are ours.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).parent / "skills"
_ROOT: Final = "ionworks-toolkit"
_DESCRIPTION: Final = re.compile(r"^description: (.+)$", re.MULTILINE)
_MOMENT: Final = (2026, 1, 1, 0, 0, 0)
"""Time of every entry, so that equal skills are equal bytes."""


def overview() -> dict[str, Any]:
    """Return the version, a digest of the content, and name and description of each skill."""
    pages = {path.parent.name: path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*/SKILL.md"))}
    skills = [{"name": name, "description": _described(text)} for name, text in pages.items()]
    return {"version": hashlib.sha256(archive()).hexdigest()[:12], "skills": skills}


@lru_cache(maxsize=1)
def archive() -> bytes:
    """Return all files of all skills, under ``ionworks-toolkit/skills/<name>/``."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for path in sorted(_FOLDER.glob("*/*")):
            if path.suffix in {".md", ".py"}:
                name = f"{_ROOT}/skills/{path.relative_to(_FOLDER).as_posix()}"
                target.writestr(zipfile.ZipInfo(name, _MOMENT), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _described(text: str) -> str:
    found = _DESCRIPTION.search(text)
    return found[1] if found else ""
