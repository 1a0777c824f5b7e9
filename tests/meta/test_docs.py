"""The documentation says what the code does: generated parts are fresh, nothing public is left out."""

import re
import runpy
from operator import attrgetter
from pathlib import Path

import pytest

from ionworks import Ionworks
from tests.meta.surface import sub_clients

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
RESOURCES = ROOT / "ionworks" / "resources"
SHARED_ROOMS = ("cells", "knowledge", "lab", "models")
"""Rooms of several sub-clients."""


@pytest.fixture(scope="module")
def parity() -> dict:
    return runpy.run_path(str(ROOT / "codegen" / "parity_table.py"))


def test_parity_table_is_fresh(parity: dict) -> None:
    page = parity["PAGE"].read_text(encoding="utf-8")
    assert parity["updated"](page) == page, "run: python codegen/parity_table.py"


def test_parity_table_tells_reasons(parity: dict) -> None:
    operations = list(parity["specification"].operations(parity["specification"].load()))
    written = parity["table"](operations, {"list_jobs": "no time"})
    assert f"{len(operations) - 1} of {len(operations)} operations" in written
    assert "| job | `list_jobs` | `GET /jobs/` | 501: no time |" in written
    assert "| job | `get_job` | `GET /jobs/{job_id}` | served |" in written


def _modules() -> list[str]:
    """Modules of sub-clients; `discovery` is behind methods of the client itself."""
    found = [path.stem for path in RESOURCES.glob("[!_]*") if path.name not in SHARED_ROOMS]
    found += [f"{room}.{path.stem}" for room in SHARED_ROOMS for path in (RESOURCES / room).glob("[!_]*")]
    return sorted(name for name in found if name != "discovery")


@pytest.mark.parametrize("module", _modules())
def test_every_sub_client_is_in_the_reference(module: str) -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in REFERENCE.glob("*.md"))
    assert f"::: ionworks.resources.{module}." in pages


def test_every_export_is_in_the_reference() -> None:
    import ionworks

    pages = "\n".join(path.read_text(encoding="utf-8") for path in REFERENCE.glob("*.md"))
    # some modules are on one page as a whole
    covered = {name for name in ionworks.__all__ if f"::: {ionworks._MODULES[name]}\n" in pages}
    missing = [name for name in ionworks.__all__ if name not in covered and f".{name}" not in pages]
    assert not missing, f"docs/reference has no page for {missing}"


def test_every_decision_is_in_the_table() -> None:
    folder = ROOT / "docs" / "decisions"
    table = (folder / "README.md").read_text(encoding="utf-8")
    missing = [page.name for page in sorted(folder.glob("0*.md")) if f"({page.name})" not in table]
    assert not missing, f"docs/decisions/README.md does not name {missing}"


def test_the_guide_of_the_client_names_every_sub_client() -> None:
    page = (ROOT / "docs" / "guides" / "client.md").read_text(encoding="utf-8")
    missing = [name for name in sub_clients() if f"`client.{name}`" not in page]
    assert not missing, f"docs/guides/client.md does not name {missing}"


def test_what_is_called_absent_is_absent() -> None:
    page = (ROOT / "docs" / "migration.md").read_text(encoding="utf-8")
    section = page.partition("\n## Absent\n")[2].partition("\n## ")[0]
    named = re.findall(r"`(?:client\.)?([\w.]+)`", section)
    assert named
    client = Ionworks("key", "http://127.0.0.1:1")
    assert not [name for name in named if _has(client, name)]


def _has(thing: object, path: str) -> bool:
    try:
        return attrgetter(path)(thing) is not None
    except AttributeError:
        return False


def test_the_tables_of_a_fit_name_every_choice() -> None:
    from ionworks.server.fit.costs import COSTS
    from ionworks.server.fit.objectives.registry import OBJECTIVES
    from ionworks.server.search.optimizers.registry import OPTIMIZERS, SAMPLERS

    page = (ROOT / "docs" / "guides" / "pipelines.md").read_text(encoding="utf-8")
    section = page.split("## Objectives, costs and optimizers")[1].split("\n## ")[0]
    choices = [*OBJECTIVES, *COSTS, *OPTIMIZERS, *SAMPLERS, "AskTellOptimizer"]
    assert not [name for name in choices if f"`{name}`" not in section]
