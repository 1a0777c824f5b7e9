"""Scripts in sessions of their own, as shells and notebooks start them: signals reach their whole process group."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PREAMBLE = """
import signal
from ionworks import Ionworks
from tests.integration.live_server import wait_for
from tests.integration.sweeps import CYCLING, SHORT, submit_sweep
"""


_LOOK_SECONDS = 0.02
_MOST_BETWEEN_LOOKS = 0.5
_TICK = 1 / os.sysconf("SC_CLK_TCK")


class Ending(NamedTuple):
    """How the processes of a script spent their last seconds; other work on the machine changes `clock` only."""

    clock: float
    """Seconds by the clock."""
    waited: float
    """Of these, seconds in which none of them ran or was ready to run."""
    worked: float
    """Seconds of the processor they used, together."""


class Script:
    """A Python script that runs in a session of its own; `members` are its process and all it started."""

    def __init__(self, folder: Path, code: str, *, preamble: str = PREAMBLE) -> None:
        path = folder / "script.py"
        path.write_text(preamble + code)
        self._errors = (folder / "stderr").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, str(path)],
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'generated'}"},
        )

    def __enter__(self) -> "Script":
        return self

    def __exit__(self, *_: object) -> None:
        for pid in self.members():
            os.kill(pid, signal.SIGKILL)
        self.process.wait(30)
        self.process.stdout.close()
        self._errors.close()

    def line(self) -> str:
        """Next line of output."""
        return self.process.stdout.readline().strip()

    def signal_group(self, number: int) -> None:
        """What the terminal does at Ctrl-C."""
        os.killpg(self.process.pid, number)

    def members(self) -> list[int]:
        """Living processes of the session."""
        return [pid for pid in _processes() if _session(pid) == self.process.pid]

    def until_gone(self, limit: float = 60) -> "Ending":
        """Wait until the last process of the session has ended; how it spent that time."""
        begun = looked = time.monotonic()
        worked = {pid: _cpu_seconds(pid) for pid in self.members()}
        seen = dict(worked)
        waited, was_waiting = 0.0, False
        while (members := self.members()) or self.process.poll() is None:
            now = time.monotonic()
            assert now - begun < limit, members
            is_waiting = not any(_is_at_work(pid) for pid in members)
            # of a long time between two looks, as this process waits for a processor too, little is known
            waited += is_waiting * was_waiting * min(now - looked, _MOST_BETWEEN_LOOKS)
            looked, was_waiting = now, is_waiting
            seen |= {pid: _cpu_seconds(pid) or seen.get(pid, 0.0) for pid in members}
            time.sleep(_LOOK_SECONDS)
        used = sum(seconds - worked.get(pid, 0.0) for pid, seconds in seen.items())
        return Ending(time.monotonic() - begun, waited, used)

    def errors(self) -> str:
        """Standard error so far."""
        self._errors.seek(0)
        return self._errors.read()


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if re.fullmatch(r"\d+", path.name)]


def _session(pid: int) -> int | None:
    fields = _fields(f"/proc/{pid}/stat")
    return None if not fields or fields[0] == "Z" else int(fields[3])


def _cpu_seconds(pid: int) -> float:
    fields = _fields(f"/proc/{pid}/stat")
    return _TICK * (int(fields[11]) + int(fields[12])) if fields else 0.0


def _is_at_work(pid: int) -> bool:
    """Whether a thread of a process runs, is ready to, or waits for a disk."""
    return any((_fields(str(path)) or "S")[0] in "RD" for path in Path("/proc").glob(f"{pid}/task/*/stat"))


def _fields(path: str) -> list[str]:
    """What stands behind the name in a file of the process table; empty when the process is gone."""
    try:
        return Path(path).read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []
