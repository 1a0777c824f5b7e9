"""Every Python block of the guides runs, in order, as a reader would run it, against the embedded server.

A block is left out only where an HTML comment before it gives the reason: ``<!-- not run: reason -->``. A block
fenced as ``text`` right after a Python block is what that block prints (``...`` stands for anything).

A picture that a page shows is one that its blocks save under the same name; `make pictures` copies it to docs/pictures.

The console blocks of the page about the command line run too, in one shell: lines with ``$`` are commands, those below
are what each prints. A YAML block after ``<!-- file: name -->`` is written there first.
"""

import ast
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from pathlib import Path

import attrs
import pytest

from ionworks import Ionworks
from ionworks.errors import ServerError
from ionworks.server.local import LocalServer
from tests.integration.shell import Commands, full_environment
from tests.integration.lent_workers import Lender

pytestmark = pytest.mark.documented

ROOT = Path(__file__).parents[3]
README = ROOT / "README.md"
PAGES = sorted([README, *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "guides").glob("*.md")])
_BLOCK = re.compile(
    r"(?:<!-- not run: (?P<reason>[^\n]+?) -->\n+)?"
    r"^```python\n(?P<code>.*?)^```\n"
    r"(?:\n*^```text\n(?P<output>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
COMMANDS = ROOT / "docs" / "guides" / "command-line.md"
_CONSOLE = re.compile(
    r"(?:<!-- not run: (?P<reason>[^\n]+?) -->\n+)?^```console\n(?P<lines>.*?)^```\n", re.MULTILINE | re.DOTALL
)
_FILE = re.compile(r"^<!-- file: (?P<name>\S+) -->\n+```yaml\n(?P<text>.*?)^```\n", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"^\$ ", re.MULTILINE)
_FENCE = re.compile(r"^```python", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]]+\]\((?:\.\./)?pictures/(?P<name>[\w-]+\.png)\)")
PICTURES = os.environ.get("IONWORKS_TEST_PICTURES", "")
"""Where `make pictures` wants them."""
SCREENSHOTS = {"run.png", "compare.png", "fit.png", "measurement.png"}
"""Pictures of the Studio, which tests/browser/test_pictures.py makes."""


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
def server(lent_workers: Lender) -> Iterator[LocalServer]:
    # two, so that a submission is checked while a fit runs
    with lent_workers(), LocalServer(workers=2) as started:
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
    # as in a checkout
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    monkeypatch.chdir(tmp_path)
    yield
    for client in clients:
        client.close()


# every page but the first that anybody reads is long
@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=[] if page == README else pytest.mark.long) for page in PAGES if runnable(page)],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
@pytest.mark.usefixtures("reader")
# ionworksdata warns that a plain table names no start time
@pytest.mark.filterwarnings("ignore:CSV reader does not support reading start time:UserWarning")
def test_page_runs(page: Path, tmp_path: Path) -> None:
    namespace: dict = {"__name__": "__main__"}
    for block in runnable(page):
        run(page, block, namespace)
        assert assigned(block.code) <= namespace.keys()
    shown = set(_PICTURE.findall(page.read_text(encoding="utf-8"))) - SCREENSHOTS
    assert [name for name in shown if not (tmp_path / name).is_file()] == [], "no block saves the picture"
    for name in shown if PICTURES else ():
        shutil.copyfile(tmp_path / name, Path(PICTURES) / name)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_block_is_overlooked(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(blocks(text)) == len(_FENCE.findall(text))


def commands(text: str) -> list[tuple[str, str]]:
    """Command lines of a page's console blocks, each with what it prints."""
    found = (block["lines"] for block in _CONSOLE.finditer(text) if block["reason"] is None)
    parts = [part for lines in found for part in _PROMPT.split(lines)[1:]]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


@pytest.mark.long
@pytest.mark.usefixtures("reader")
def test_the_commands_of_the_page_run(tmp_path: Path) -> None:
    text = COMMANDS.read_text(encoding="utf-8")
    for file in _FILE.finditer(text):
        (tmp_path / file["name"]).write_text(file["text"], encoding="utf-8")
    program = tmp_path / "bin" / "ionworks"
    program.parent.mkdir()
    warm = Commands(full_environment(), tmp_path)
    program.write_text(warm.program, encoding="utf-8")
    program.chmod(0o755)
    listed = commands(text)
    assert len(listed) > 10
    # each command is followed by its exit status between two separators
    script = "".join(f"{command}\nprintf '\\036%s\\036' $?\n" for command, _ in listed)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        ["bash", "-c", f"exec 2>&1\n{script}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**full_environment(), "PATH": path},
        timeout=280,
    )
    warm.stop()
    printed = run.stdout.split("\036")
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    for (command, output), actual, status in zip(listed, printed[::2], printed[1::2], strict=False):
        assert doctest.OutputChecker().check_output(output, actual, flags), f"{command} printed\n{actual}"
        assert (status != "0") == output.startswith("ionworks: "), f"{command} ended with {status}"
    assert len(printed) == 2 * len(listed) + 1


def test_a_block_is_found_with_reason_and_output() -> None:
    page = (
        "a\n\n<!-- not run: needs the sun -->\n```python\nx = 1\n```\n\n```python\nprint(x)\n```\n\n```text\n1\n```\n"
    )
    first, second = blocks(page)
    assert (first.reason, first.code, first.line) == ("needs the sun", "x = 1\n", 5)
    assert (second.reason, second.output) == (None, "1\n")
