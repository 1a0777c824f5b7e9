"""A sample of `tests/attack.py`: nothing that was open once is open again. `make attack` tries all of it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

pytestmark = [pytest.mark.local_only, pytest.mark.long]


def test_a_sample_of_every_attack_is_held(tmp_path: Path) -> None:
    # other tests run beside this one: how soon health is answered says little here
    command = [sys.executable, "-W", "ignore", str(ROOT / "tests" / "attack.py"), "--small", "--bound", "8"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    lines = re.findall(r"^(\w+) +(\d+) +(\d+) +(\d+) +\d+ ms", done.stdout, re.MULTILINE)
    assert [name for name, *_ in lines] == ["strangers", "bodies", "queries", "people", "storage", "files", "races"]
    assert all(tried == held and int(tried) > 3 for _, tried, held, _ in lines)
