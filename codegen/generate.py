"""Generate ``generated/ionworks_openapi`` from ``openapi.yaml``, or check that it has not drifted.

Usage: ``python codegen/generate.py`` (write) or ``python codegen/generate.py --check`` (compare, exit 1 on drift).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "openapi.yaml"
TARGET = ROOT / "generated" / "ionworks_openapi"


def generate(target: Path) -> None:
    """Write the client for ``openapi.yaml`` into ``target``, replacing what is there."""
    if target.exists():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "openapi_python_client", "generate",
        "--path", str(SPEC), "--output-path", str(target), "--meta", "none", "--fail-on-warning",
        "--config", str(ROOT / "codegen" / "config.yaml"),
        "--custom-template-path", str(ROOT / "codegen"),
    ]  # fmt: skip
    bin_folder = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": bin_folder + os.pathsep + os.environ.get("PATH", "")}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"openapi-python-client failed:\n{run.stdout}\n{run.stderr}")
    digest = hashlib.sha256(SPEC.read_bytes()).hexdigest()
    (target / "spec.sha256").write_text(digest + "\n", encoding="utf-8")


def drift() -> str:
    """Differences between the committed client and a fresh one, as ``diff -r`` prints them; empty when equal."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / TARGET.name
        generate(fresh)
        command = ["diff", "-r", "--exclude=__pycache__", str(TARGET), str(fresh)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def main() -> None:
    """Run the command line."""
    if "--check" not in sys.argv[1:]:
        generate(TARGET)
        return
    difference = drift()
    if difference:
        raise SystemExit(f"generated/ differs from openapi.yaml; run `make generate`:\n{difference}")


if __name__ == "__main__":
    main()
