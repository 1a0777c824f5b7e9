"""The `ionworks` command as a process, with every package hidden that the base install does not bring."""

import importlib.metadata
import os
import re
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
