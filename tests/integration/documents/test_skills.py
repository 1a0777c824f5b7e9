"""The script of every skill runs as an agent would run it, and prints what its page promises."""

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from ionworks.server.local import LocalServer
from tests.contract.specification import ROOT
from tests.integration.lent_workers import Lender

pytestmark = pytest.mark.documented

SKILLS = ROOT / "ionworks" / "server" / "toolkit" / "skills"
PRINTED = {
    "fit-parameters": ["true 3.3e-14, found 3.", "warnings:"],
    "optimize-design": ["um after", "rows of history"],
    "run-protocol": ["Step count", "Discharge capacity [A.h]"],
    "sweep-parameters": ["completed", "Positive particle radius [m]"],
    "upload-measurement": ["discharge", "2.0"],
    "read-results": ["simulation", "latest.parquet has"],
}
"""Skills in the order they run, for the last one reads what the others did; and parts of what each prints."""


@pytest.fixture(scope="module")
def server(lent_workers: Lender) -> Iterator[LocalServer]:
    with lent_workers(), LocalServer(workers=2) as started:
        yield started


@pytest.fixture
def _reader(server: LocalServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IONWORKS_API_URL", server.url)
    monkeypatch.setenv("IONWORKS_API_KEY", server.api_key)
    monkeypatch.setenv("IONWORKS_PROJECT_ID", str(server.project_id))
    monkeypatch.chdir(tmp_path)


def test_every_skill_is_run() -> None:
    assert set(PRINTED) == {path.parent.name for path in SKILLS.glob("*/SKILL.md")}


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.usefixtures("_reader")
def test_script(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (script,) = (SKILLS / name).glob("*.py")
    runpy.run_path(str(script), run_name="__main__")
    printed = capsys.readouterr().out
    assert [part for part in PRINTED[name] if part not in printed] == [], printed
