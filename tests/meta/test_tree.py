"""The repository itself: nothing of one machine in it, every setting documented, every test marked."""

import re
import subprocess
from pathlib import Path

import attrs
import numpy as np
import pytest

from ionworks.server.ground import settings
from tests import conftest
from tests.contract.specification import ROOT

_FOLDERS = ("/work", "/home", "/Users", "/root", "/var/folders")
ABSOLUTE_PATHS = re.compile("|".join(rf"(?<![\w.}}>]){folder}/\w" for folder in _FOLDERS))
REGISTRY_HOSTS = re.compile(
    "|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.", "artifact" + "ory"))
)
PUBLIC_REGISTRY = ("vendor.py", 'REGISTRY = "https://registry.' + 'npmjs.org"')
"""The one place that may name one: where the files of others come from."""


def _tracked() -> list[Path]:
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip("not a git repository")
    paths = [ROOT / name for name in run.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def _readable(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("pattern", [ABSOLUTE_PATHS, REGISTRY_HOSTS], ids=["absolute paths", "registry hosts"])
def test_tree_names_no_machine(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in _tracked()
        if path.name != Path(__file__).name
        for number, line in enumerate(_readable(path).splitlines(), 1)
        if pattern.search(line) and (path.name, line) != PUBLIC_REGISTRY
    ]
    assert not found, "\n".join(found)


def _settings() -> set[str]:
    """Variables that the code reads: those it spells out, and one per field of the server's settings."""
    sources = "\n".join(_readable(path) for path in (ROOT / "ionworks").rglob("*.py"))
    spelled = set(re.findall(r"\bIONWORKS_[A-Z_]*[A-Z]\b", sources))
    return spelled | {settings.PREFIX + field.name.upper() for field in attrs.fields(settings.Settings)}


def test_every_setting_is_documented() -> None:
    documented = set(re.findall(r"\bIONWORKS_[A-Z_]+\b", _readable(ROOT / "README.md")))
    assert _settings() <= documented, f"README.md does not mention {sorted(_settings() - documented)}"
    assert documented <= _settings() | {"IONWORKS_TEST_POSTGRES"}, "README.md mentions a setting nothing reads"


def test_make_help_lists_every_target() -> None:
    text = _readable(ROOT / "Makefile")
    targets = set(re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)[0].split())
    assert targets == set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))


@attrs.frozen
class _Item:
    """What the hook in tests/conftest.py asks a test."""

    path: Path
    marks: tuple[str, ...]
    nodeid: str = "test_x"

    def iter_markers(self) -> list[pytest.Mark]:
        return [getattr(pytest.mark, name).mark for name in self.marks]


@pytest.mark.parametrize(
    ("folder", "marks", "is_refused"),
    [
        ("integration", (), True),
        ("integration", ("documented",), False),
        ("integration/engine", ("documented", "unknown"), True),
        ("parity", ("hosted_verified",), False),
        ("unit", (), False),
    ],
)
def test_collection_wants_one_provenance_mark(
    folder: str, marks: tuple[str, ...], is_refused: bool, pytestconfig: pytest.Config
) -> None:
    item = _Item(ROOT / "tests" / folder / "test_x.py", marks)
    if not is_refused:
        conftest.pytest_collection_modifyitems(pytestconfig, [item])
        return
    with pytest.raises(pytest.UsageError, match="exactly one mark"):
        conftest.pytest_collection_modifyitems(pytestconfig, [item])


def test_approximate_equality_of_small_numbers_is_relative() -> None:
    for expected in (4e-14, [4e-14, 5e-14], {"D": 4e-14}, np.array([4e-14])):
        found = {"D": 5e-14} if isinstance(expected, dict) else np.multiply(expected, 1.2)
        assert found != pytest.approx(expected, rel=0.1)
    assert 5e-14 == pytest.approx(4e-14, rel=0.3)
    assert 4e-14 * (1 + 1e-7) == pytest.approx(4e-14)
    assert 5e-14 == pytest.approx(4e-14, abs=1e-12)
    assert 1e-15 == pytest.approx(0.0)
