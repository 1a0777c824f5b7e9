"""Every Python block of the guides runs, in order, as a reader would run it, against the embedded server.

A block is left out only where an HTML comment before it gives the reason: ``<!-- not run: reason -->``. A block
fenced as ``text`` right after a Python block is what that block prints (``...`` stands for anything).
"""

import ast
import doctest
import io
import re
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from pathlib import Path

import attrs
import pytest

from ionworks import Ionworks
from ionworks.errors import ServerError
from ionworks.server.local import LocalServer

pytestmark = pytest.mark.documented

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "guides").glob("*.md")])
_BLOCK = re.compile(
    r"(?:<!-- not run: (?P<reason>[^\n]+?) -->\n+)?"
    r"^```python\n(?P<code>.*?)^```\n"
    r"(?:\n*^```text\n(?P<output>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
_FENCE = re.compile(r"^```python", re.MULTILINE)


@attrs.frozen
class Block:
    """One Python block of a page."""

    line: int
    """Line of its first statement, from 1."""
    code: str
    reason: str | None
    """Why it is not run."""
    output: str | None
    """What it prints, if the page says so."""


def blocks(text: str) -> list[Block]:
    return [
        Block(text.count("\n", 0, found.start("code")) + 1, found["code"], found["reason"], found["output"])
        for found in _BLOCK.finditer(text)
    ]


def runnable(page: Path) -> list[Block]:
    return [block for block in blocks(page.read_text(encoding="utf-8")) if block.reason is None]


def assigned(code: str) -> set[str]:
    """Names that a block gives a value to at its top level: what the page goes on with."""
    targets = [node.targets for node in ast.parse(code).body if isinstance(node, ast.Assign)]
    return {name.id for row in targets for name in row if isinstance(name, ast.Name)}


def run(page: Path, block: Block, namespace: dict) -> None:
    """Run a block; tracebacks point into the page."""
    printed = io.StringIO()
    source = "\n" * (block.line - 1) + block.code
    with redirect_stdout(printed):
        exec(compile(source, str(page), "exec"), namespace)
    if block.output is not None:
        flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        matches = doctest.OutputChecker().check_output(block.output, printed.getvalue(), flags)
        assert matches, f"{page.name}:{block.line} printed\n{printed.getvalue()}\ninstead of\n{block.output}"


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    # two, so that a submission is checked while a fit runs
    with LocalServer(workers=2) as started:
        _import_everything(started)
        yield started


def _import_everything(server: LocalServer) -> None:
    """Let a worker import PyBaMM and the schema package: on a busy machine that takes longer than a request may."""
    known = {"element_type": "entry", "values": {"Ambient temperature [K]": 298.15}}
    with Ionworks(server.api_key, server.url, server.project_id) as client:
        for _ in range(5):
            with suppress(ServerError):
                client.pipeline.create({"name": "First", "elements": {"known": known}})
                return


@pytest.fixture
def reader(server: LocalServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A reader's environment: settings in variables, an empty working directory, no window system."""
    clients: list[Ionworks] = []
    construct = Ionworks.__init__

    def remember(self: Ionworks, *args: object, **kwargs: object) -> None:
        construct(self, *args, **kwargs)
        clients.append(self)

    # guides leave their clients open, as scripts do; here they are closed
    monkeypatch.setattr(Ionworks, "__init__", remember)
    monkeypatch.setenv("IONWORKS_API_URL", server.url)
    monkeypatch.setenv("IONWORKS_API_KEY", server.api_key)
    monkeypatch.setenv("IONWORKS_PROJECT_ID", str(server.project_id))
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.chdir(tmp_path)
    yield
    for client in clients:
        client.close()


@pytest.mark.parametrize("page", [*filter(runnable, PAGES)], ids=lambda page: page.relative_to(ROOT).as_posix())
@pytest.mark.usefixtures("reader")
# ionworksdata warns that a plain table names no start time
@pytest.mark.filterwarnings("ignore:CSV reader does not support reading start time:UserWarning")
def test_page_runs(page: Path) -> None:
    namespace: dict = {"__name__": "__main__"}
    for block in runnable(page):
        run(page, block, namespace)
        assert assigned(block.code) <= namespace.keys()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_block_is_overlooked(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(blocks(text)) == len(_FENCE.findall(text))


def test_a_block_is_found_with_reason_and_output() -> None:
    page = (
        "a\n\n<!-- not run: needs the sun -->\n```python\nx = 1\n```\n\n```python\nprint(x)\n```\n\n```text\n1\n```\n"
    )
    first, second = blocks(page)
    assert (first.reason, first.code, first.line) == ("needs the sun", "x = 1\n", 5)
    assert (second.reason, second.output) == (None, "1\n")
