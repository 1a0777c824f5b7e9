"""Docstrings that the reference pages of the site show, found by looking where mkdocstrings looks."""

import ast
import functools
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs

from tests.contract.specification import ROOT

_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@attrs.frozen
class Docstring:
    """One docstring and where it stands."""

    path: Path
    lines: tuple[int, int]
    text: str

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.lines[0]}"


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def docstrings(path: Path) -> Iterator[Docstring]:
    """Every string in a module that stands as a statement, those of attributes included."""
    for node in ast.walk(_tree(path)):
        yield from _strings(path, getattr(node, "body", []))


def rendered() -> set[Docstring]:
    """Docstrings of the names behind ``:::`` in docs/reference and of their public members."""
    pages = "\n".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "reference").glob("*.md"))
    names = re.findall(r"^::: ([\w.]+)", pages, re.MULTILINE)
    return {found for name in names for found in _of(pkgutil.resolve_name(name))}


def _of(item: Any) -> Iterator[Docstring]:
    if isinstance(item, ModuleType):
        path = Path(inspect.getsourcefile(item) or "")
        yield from _strings(path, _tree(path).body)
        public = getattr(item, "__all__", [name for name in vars(item) if name[0] != "_"])
        members = [getattr(item, name) for name in public]
        for member in members:
            if hasattr(item, "__all__") or getattr(member, "__module__", None) == item.__name__:
                yield from _of(member)
    elif inspect.isclass(item):
        for kind in item.__mro__:
            yield from _definition(kind)
    elif callable(item):
        yield from _definition(inspect.unwrap(item))


def _definition(item: Any) -> Iterator[Docstring]:
    if not str(getattr(item, "__module__", "")).startswith("ionworks."):
        return
    path = Path(inspect.getsourcefile(item) or "")
    node: Any = _tree(path)
    for name in item.__qualname__.split("."):
        node = next(one for one in node.body if isinstance(one, _DEFINITIONS) and one.name == name)
    yield from _public(path, node)


def _public(path: Path, node: Any) -> Iterator[Docstring]:
    """Docstrings of a definition and of all that is public in a class."""
    yield from _strings(path, node.body)
    if isinstance(node, ast.ClassDef):
        for member in node.body:
            if isinstance(member, _DEFINITIONS) and member.name[0] != "_":
                yield from _public(path, member)


def _strings(path: Path, body: Any) -> Iterator[Docstring]:
    statements = body if isinstance(body, list) else []
    for one in statements:
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) and isinstance(one.value.value, str):
            yield Docstring(path, (one.lineno, one.end_lineno or one.lineno), one.value.value)
