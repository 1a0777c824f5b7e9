"""Stored references: one small file a family, made once by ``make_references.py``."""

import gzip
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "references"


def path_of(family: str) -> Path:
    """File of a family."""
    return FOLDER / f"{family.replace(' ', '_')}.json.gz"


def read(family: str) -> dict[str, Any]:
    """References of a family by name of the case, with the ``pybamm`` that made them."""
    path = path_of(family)
    if not path.exists():
        return {"pybamm": None, "cases": {}}
    found: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return found


def write(family: str, references: dict[str, Any]) -> None:
    """Replace the file of a family; the same references are the same bytes."""
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(references, sort_keys=True, separators=(",", ":"))
    unfinished = path_of(family).with_suffix(".part")
    unfinished.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    unfinished.replace(path_of(family))
