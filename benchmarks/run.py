"""Print every benchmark table: ``python benchmarks/run.py`` for all, or with names of scripts for some."""

from __future__ import annotations

import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).parent
PACKAGES = ("pybamm", "polars", "httpx", "numpy", "scipy", "sqlalchemy", "connexion")


def scripts() -> list[Path]:
    """Every script of this folder but this one, by name."""
    return sorted(path for path in FOLDER.glob("*.py") if path.name != Path(__file__).name)


def main() -> None:
    wanted = set(sys.argv[1:])
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    print(f"{datetime.now(UTC):%Y-%m-%d} {platform.platform()} Python {platform.python_version()}\n{versions}")
    for script in scripts():
        if wanted and script.stem not in wanted:
            continue
        print(f"\n== {script.stem}", flush=True)
        subprocess.run([sys.executable, str(script)], check=True)


if __name__ == "__main__":
    main()
