"""Scripts in sessions of their own, as shells and notebooks start them: signals reach their whole process group."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PREAMBLE = "from ionworks import Ionworks\nfrom tests.integration.sweeps import CYCLING, SHORT, submit_sweep\n"


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

    def seconds_until_gone(self, limit: float = 30) -> float:
        """Seconds until the last process of the session has ended."""
        begun = time.monotonic()
        while self.process.poll() is None or self.members():
            assert time.monotonic() - begun < limit, self.members()
            time.sleep(0.02)
        return time.monotonic() - begun

    def errors(self) -> str:
        """Standard error so far."""
        self._errors.seek(0)
        return self._errors.read()


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if re.fullmatch(r"\d+", path.name)]


def _session(pid: int) -> int | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[3])
