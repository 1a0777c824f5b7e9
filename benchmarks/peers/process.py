"""PyBOP beside us: a process in an environment of its own, made by the first run under the user's cache folder."""

import os
import subprocess
import venv
from importlib.metadata import version
from pathlib import Path

PYBOP = "26.3"


def start_pybop():
    """PyBOP's process, in an environment that is made once."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "ionworks-benchmarks" / f"pybop-{PYBOP}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (folder / "complete").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", f"pybop=={PYBOP}", f"pybamm=={version('pybamm')}"], check=True
        )
        (folder / "complete").touch()
    script = Path(__file__).with_name("pybop_fits.py")
    environment = {
        key: value for key, value in os.environ.items() if not key.endswith("_NUM_THREADS")
    }  # its own defaults
    process = subprocess.Popen(
        [python, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )
    print(process.stdout.readline().strip())
    return process
