import io
import subprocess
import sys
from pathlib import Path

import pytest

from ionworks.transport.progress import progress_line, summarize


def test_plain_lines_are_written_when_the_text_changes(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_line(verbose=True) as show:
        for text in ("one", "one", "two", "one"):
            show(text)
    assert capsys.readouterr().out == "one\ntwo\none\n"


def test_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_line(verbose=False) as show:
        show("one")
    assert capsys.readouterr() == ("", "")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_live_line_on_a_terminal_leaves_the_last_text(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress_line(verbose=True) as show:
        show("one")
        show("[red]done[/red]")
    assert terminal.getvalue().rstrip().endswith("[red]done[/red]")


def test_live_line_is_imported_on_terminals_only() -> None:
    code = (
        "import sys\nfrom ionworks.transport.progress import progress_line\n"
        "with progress_line(verbose=True) as show: show('x')\nprint('rich.status' in sys.modules)"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.split() == ["x", "False"]


def test_summaries() -> None:
    assert summarize("simulation", {"s1": "running"}, 0) == "simulation s1: running"
    states = {"a": "completed", "b": "running", "c": "running"}
    assert summarize("job", states, 1) == "1 of 3 jobs finished (1 completed, 2 running)"
