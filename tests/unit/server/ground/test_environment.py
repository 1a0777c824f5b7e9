"""Variables of worker processes stand in one place."""

from pathlib import Path

import ionworks.server
from ionworks.server.ground.environment import COMPILED_VARIABLE, child_environment

SERVER = Path(ionworks.server.__file__).parent


def test_names_of_variables_are_written_once():
    sources = {path: path.read_text() for path in SERVER.rglob("*.py")}
    for name in (*child_environment(), COMPILED_VARIABLE):
        assert [path.name for path, text in sources.items() if f'"{name}"' in text] == ["environment.py"], name


def test_the_caller_adds_and_wins():
    found = child_environment({"OMP_NUM_THREADS": "2", "X": "y"})
    assert (found["OMP_NUM_THREADS"], found["X"], found["PYBAMM_DISABLE_TELEMETRY"]) == ("2", "y", "true")
