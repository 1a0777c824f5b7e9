"""The `ionworks` command as a process, with every package hidden that the base install does not bring."""

import importlib.metadata
import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from ionworks.cli import main; sys.argv[0] = 'ionworks'; sys.exit(main())"
_HIDING = """
import importlib.abc, sys

class Hidden(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in HIDDEN:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

HIDDEN = {names!r}
sys.meta_path.insert(0, Hidden())
"""


def base_environment(folder: Path) -> dict[str, str]:
    """Environment of processes that can import nothing but what a client-only install has."""
    base = _with_dependencies(
        tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    )
    packages = importlib.metadata.packages_distributions()
    names = {name for name, owners in packages.items() if not base & {_normal(owner) for owner in owners}}
    hidden = names - {"ionworks", "ionworks_openapi", *sys.stdlib_module_names}
    assert {"pybamm", "numpy", "sqlalchemy", "matplotlib", "ionworksdata"} <= hidden
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_HIDING.format(names=sorted(hidden)), encoding="utf-8")
    return full_environment(str(folder))


def full_environment(*before: str) -> dict[str, str]:
    """Environment of processes that have everything that is installed."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([*before, str(ROOT), str(ROOT / "generated")])}


def _with_dependencies(requirements: list[str]) -> set[str]:
    """Distributions that an installer brings for some requirements."""
    found: set[str] = set()
    pending = [(Requirement(one), "") for one in requirements]
    while pending:
        one, extra = pending.pop()
        if _normal(one.name) in found or (one.marker and not one.marker.evaluate({"extra": extra})):
            continue
        found.add(_normal(one.name))
        wanted = ["", *one.extras]
        needs = importlib.metadata.requires(one.name) or []
        pending += [(Requirement(need), extra) for need in needs for extra in wanted]
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


_FORKING = """
import json, os, socket, sys
import ionworks.client
from ionworks.cli import app, main

listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen()
print("ready", flush=True)
while True:
    caller, _ = listener.accept()
    if not caller.recv(1, socket.MSG_PEEK):
        break
    if os.fork():
        caller.close()
        continue
    size, streams, _, _ = socket.recv_fds(caller, 8, 3)
    asked = json.loads(caller.recv(int(size), socket.MSG_WAITALL))
    child = os.fork()
    if child:
        caller.sendall(b"%d" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        os._exit(0)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["ionworks", *asked["arguments"]]
    sys.exit(main())
"""
_CALLING = """
import json, os, socket, sys
asked = {"environment": dict(os.environ), "folder": os.getcwd(), "arguments": sys.argv[2:]}
text = json.dumps(asked).encode()
with socket.socket(socket.AF_UNIX) as caller:
    caller.connect(sys.argv[1])
    socket.send_fds(caller, [b"%8d" % len(text)], [0, 1, 2])
    caller.sendall(text)
    sys.exit(int(caller.recv(8)))
"""


class Commands:
    """Runs command lines as `ionworks` does, each in a fork of a process that has imported what all of them need."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self._environment = environment
        self._place = str(folder / "commands")
        command = [sys.executable, "-c", _FORKING, self._place]
        self._process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout.readline() == "ready\n"

    @property
    def program(self) -> str:
        """Text of a program that does what `ionworks` does."""
        return f"#!{sys.executable} -S\nimport sys\nsys.argv.insert(1, {self._place!r})\n{_CALLING}"

    def __call__(self, settings: dict[str, str], folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run one to its end, with settings beside the environment."""
        return subprocess.run(
            [sys.executable, "-S", "-c", _CALLING, self._place, *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            env=self._environment | settings,
            timeout=120,
        )

    def stop(self) -> None:
        """End the process."""
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect(self._place)
        self._process.wait(30)
        self._process.stdout.close()


def ionworks(
    environment: dict[str, str], folder: Path, *arguments: object, seconds: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run one command line to its end."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=environment,
        timeout=seconds,
    )
