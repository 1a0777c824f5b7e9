"""Documents that commands read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ionworks.errors import ValidationError

Document = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, show_default=False)]
"""Argument that is a file to read."""


def read_text(path: Path) -> str:
    """Text of a file.

    Raises
    ------
    ValidationError
        It is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(f"{path}: found bytes that are not UTF-8; allowed UTF-8 text") from None
