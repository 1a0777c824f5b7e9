"""One live progress line for everything that waits.

On a terminal and in a notebook the line moves (rich); elsewhere, as in a log file, a plain line is written
each time the text changes.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager


@contextmanager
def progress_line(*, verbose: bool) -> Iterator[Callable[[str], None]]:
    """Show progress while the block runs.

    Parameters
    ----------
    verbose : bool
        ``False`` shows nothing.

    Yields
    ------
    callable
        Takes the text to show.
    """
    if not verbose:
        yield lambda _text: None
    elif sys.stdout.isatty() or "ipykernel" in sys.modules:
        with _live_line() as show:
            yield show
    else:
        yield _plain_lines()


def summarize(noun: str, states: Mapping[str, str], finished: int) -> str:
    """Text such as ``2 of 5 simulations finished (2 completed, 3 running)``.

    Parameters
    ----------
    noun : str
        What is waited for, in the singular.
    states : mapping of str to str
        Last known status by id.
    finished : int
        How many need no more waiting.
    """
    if len(states) == 1:
        return f"{noun} {next(iter(states))}: {next(iter(states.values()))}"
    counts = Counter(states.values())
    details = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()))
    return f"{finished} of {len(states)} {noun}s finished ({details})"


def _plain_lines() -> Callable[[str], None]:
    shown = ""

    def show(text: str) -> None:
        nonlocal shown
        if text != shown:
            shown = text
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()

    return show


@contextmanager
def _live_line() -> Iterator[Callable[[str], None]]:
    from rich.console import Console
    from rich.text import Text

    console = Console()
    last = ""
    with console.status("") as status:

        def show(text: str) -> None:
            nonlocal last
            last = text
            # Text, not a string: names of users must not be read as rich markup.
            status.update(Text(text))

        yield show
    if last:
        console.print(Text(last))
