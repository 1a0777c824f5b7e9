"""Whatever a script imports from the published package can be imported from ours; the list is the contract's."""

import importlib
import json
import re
import subprocess
import sys

import pytest

import ionworks
from tests.contract.specification import ROOT

SURFACE = (ROOT / "docs" / "contract" / "client-surface.md").read_text(encoding="utf-8")
MODULES_OF = {  # the row "Not exported at top level" of section 1
    "CellInstance": "models",
    "CellInstanceDetail": "models",
    "CellMeasurement": "models",
    "CellMeasurementDetail": "models",
    "CellSpecification": "models",
    "ConvertResult": "protocol",
    "DOERow": "simulation",
    "DesignParametersDOE": "simulation",
    "JobCreationPayload": "job",
    "JobResponse": "job",
    "PipelineResponse": "pipeline",
    "PipelineSubmissionResponse": "pipeline",
    "QuickModelConfig": "simulation",
    "SimplePipelineSubmissionResponse": "simple_pipeline",
    "SimulationResponse": "simulation",
    "StepsAndCycles": "models",
}
HELPERS = (  # section 7.2
    "IssueCode, ValidationIssue, MeasurementValidationError, STRICT_CHECK_NAMES, validate_measurement_data"
).split(", ")


def _section(number: int) -> str:
    return SURFACE.split(f"\n## {number}. ", 1)[1].split("\n## ", 1)[0]


def _names() -> list[str]:
    """Names in code spans of the tables of sections 1 and 4."""
    rows = [line for line in _section(1).splitlines() if line.startswith("| ") and "Group" not in line]
    listed = [row for row in rows if not row.startswith("| Not exported")]
    shared = [line.split("|")[1] for line in _section(4).splitlines() if line.startswith("| `")]
    spans = re.findall(r"`([A-Za-z_]+)", " ".join([*(row.split("|")[2] for row in listed), *shared]))
    return sorted({name for name in spans if name not in {"errors", "validators"}})


NAMES = _names()


def test_the_list_was_found() -> None:
    assert len(NAMES) > 80
    assert {"Ionworks", "EcmFitJob", "KNOWN_ANALYSIS_TYPES", "DOERow", "clear_cache"} <= set(NAMES)


def test_names_are_exported() -> None:
    missing = set(NAMES) - (set(ionworks.__all__) & set(dir(ionworks)))
    assert missing == set()
    namespace: dict[str, object] = {}
    exec(f"from ionworks import {', '.join(NAMES)}", namespace)
    assert [name for name in NAMES if namespace[name] is not getattr(ionworks, name)] == []


def test_modules_of_names() -> None:
    assert [name for name in MODULES_OF if f"`{name}`" not in SURFACE] == []
    found = {name: getattr(importlib.import_module(f"ionworks.{at}"), name, None) for name, at in MODULES_OF.items()}
    assert [name for name, item in found.items() if item is not getattr(ionworks, name)] == []


@pytest.mark.parametrize("name", HELPERS)
def test_validators(name: str) -> None:
    assert hasattr(importlib.import_module("ionworks.validators"), name)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("client", "Ionworks"),
        ("errors", "IonworksError"),
        ("models", "CellInstance"),
        ("validators", "ValidationIssue"),
        ("cell_measurement", "CellMeasurement"),
        ("simple_pipeline", "SimplePipelineSubmissionResponse"),
    ],
)
def test_modules_of_the_published_package(module: str, name: str) -> None:
    assert getattr(importlib.import_module(f"ionworks.{module}"), name) is getattr(ionworks, name)


def test_top_level_names_are_lazy() -> None:
    code = "import ionworks, sys, json; print(json.dumps([m for m in sys.modules if m.startswith('ionworks')]))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert sorted(json.loads(loaded.stdout)) == ["ionworks", "ionworks.records"]
