"""Finds the Python in the users' documents, which come as plain text without fences.

A block is a run of complete statements that begins at a line that can only be code; prose between ends it.
"""

import ast
import re
from pathlib import Path

import attrs

FOLDER = Path(__file__).resolve().parents[2] / "documents"
LONGEST = 80
"""Most lines one statement may have."""
_CODE = re.compile(
    r"#|(from [\w.]+ )?import \w|[A-Za-z_][\w.]*(, \w+)* = \S|\w+(\.\w+)*\(|(for|if|with|while) .*:$|try:$|def "
)
_CONTINUES = re.compile(r"\s+\S|(except|else|elif|finally)\b")


@attrs.frozen
class Block:
    """One code block of a document."""

    document: str
    number: int
    """From 1, in the order of the document."""
    line: int
    """Line of the document it starts in, from 1."""
    code: str = attrs.field(repr=False)

    @property
    def id(self) -> str:
        return f"{self.document}-{self.number}"

    @property
    def title(self) -> str:
        """First line, for tables."""
        return self.code.splitlines()[0]


def blocks(document: str) -> list[Block]:
    """Code blocks of one document, in order."""
    return split(document)[0]


def split(document: str) -> tuple[list[Block], list[str]]:
    """Code blocks of one document, and the lines that are in none."""
    lines = (FOLDER / f"{document}.txt").read_text(encoding="utf-8").split("\n")
    found: list[Block] = []
    prose: list[str] = []
    start = 0
    while start < len(lines):
        end = _block_end(lines, start) if lines[start].strip() else start
        if end == start:
            prose.append(lines[start])
            start += 1
            continue
        found.append(Block(document, len(found) + 1, start + 1, "\n".join(lines[start:end])))
        start = end
    return found, prose


def _block_end(lines: list[str], start: int) -> int:
    """Line after the block that starts here; `start` itself when none does."""
    end = position = start
    while position < len(lines):
        if lines[position].strip():
            statement = _statement_end(lines, position)
            if statement == position:
                break
            end = position = statement
        else:
            position += 1
    has_statement = any(line.strip() and not line.startswith("#") for line in lines[start:end])
    return end if has_statement else start


def _statement_end(lines: list[str], start: int) -> int:
    """Line after the statement or comment that starts here; `start` itself when none does."""
    if not _CODE.match(lines[start]):
        return start
    for end in range(start + 1, min(start + LONGEST, len(lines)) + 1):
        is_whole = end == len(lines) or not _CONTINUES.match(lines[end])
        if is_whole and is_python("\n".join(lines[start:end])):
            return end
    return start


def is_python(text: str) -> bool:
    """Whether a text is complete Python."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
