"""Fetch the files of others that the Studio serves, as ``static/vendor/VENDOR.md`` lists them, and check their sums.

Usage: ``python codegen/vendor.py``.
"""

from __future__ import annotations

import hashlib
import io
import re
import tarfile
import urllib.request
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "ionworks" / "server" / "studio" / "static" / "vendor"
REGISTRY = "https://registry.npmjs.org"
_ROW = re.compile(
    r"^\| `(?P<file>[^`/]+)` \| (?P<package>[\w.-]+) \| (?P<version>[\w.-]+) \| `(?P<path>[^`]+)` "
    r"\| (?P<licence>[^|]+) \| `(?P<sha256>[0-9a-f]{64})` \|$",
    re.MULTILINE,
)


def listed() -> list[dict[str, str]]:
    """Return the rows of ``VENDOR.md``: file, package, version, path, licence and sha256."""
    return [found.groupdict() for found in _ROW.finditer((FOLDER / "VENDOR.md").read_text(encoding="utf-8"))]


def package(name: str, version: str) -> tarfile.TarFile:
    """Download a package of the npm registry."""
    address = f"{REGISTRY}/{name}/-/{name}-{version}.tgz"
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - the scheme is written above
        return tarfile.open(fileobj=io.BytesIO(answer.read()))


def main() -> None:
    """Run the command line."""
    for row in listed():
        with package(row["package"], row["version"]) as archive:
            member = archive.extractfile(f"package/{row['path']}")
            content = b"" if member is None else member.read()
        digest = hashlib.sha256(content).hexdigest()
        if digest != row["sha256"]:
            raise SystemExit(f"{row['file']} of {row['package']} {row['version']} has the sum {digest}")
        (FOLDER / row["file"]).write_bytes(content)
        print(f"{row['file']}: {row['package']} {row['version']}")


if __name__ == "__main__":
    main()
