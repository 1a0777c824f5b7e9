"""Every code block of the users' documents, run in order against the embedded server, with polars and with pandas.

The blocks are found in tests/documents; ids and what only the hosted platform has are put in by `World`. A block is
run or listed in `PENDING` with the issue that completes it; anything else fails.
"""

import ast
import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from ionworks import Ionworks
from ionworks.errors import NotServedError
from tests.integration.documents.document_blocks import Block, blocks, is_python, split
from tests.integration.lent_workers import Lender

pytestmark = [
    pytest.mark.documented,
    # the documents make client after client and close none
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

DOCUMENTS = {"python-client": 7, "simulate-api": 27, "pipelines": 2}
"""Documents with the number of blocks counted by hand."""
PENDING: dict[tuple[str, int], str] = {}
"""Blocks that need what is not served yet: (document, number) -> name of the issue that completes them."""
BACKENDS = ("polars", "pandas")

DISCHARGE = """
global: {initial_soc: 1, temperature: 25}
steps:
  - {direction: Discharge, mode: C-rate, value: 1, ends: [{variable: "Voltage [V]", value: 2.5}]}
"""
INITIAL_SOC = 0.8050890400441774
"""State of charge of the initial concentrations in Marquis2019, from PyBaMM's stoichiometry limits."""
DIFFUSIVITY = "Negative particle diffusivity [m2.s-1]"
TRUE_DIFFUSIVITY = 3.9e-14
"""Value of `DIFFUSIVITY` in Marquis2019, which the measurement was simulated with [m2.s-1]."""
PREPARED = {
    ("simulate-api", 6): "simulation_id = response.simulation_id",
}
"""What a reader of the document has done before a block, without the document saying so."""


KNOWN_OF_BOTH_ELECTRODES = {
    "Ambient temperature [K]": 298.15,
    "Electrode area [m2]": 0.1027,
    **{
        f"{prefix} {name}": value
        for prefix, thickness, fraction, concentration in (
            ("Positive electrode", 75.6e-6, 0.665, 63104.0),
            ("Negative electrode", 85.2e-6, 0.75, 33133.0),
        )
        for name, value in {"thickness [m]": thickness, "active material volume fraction": fraction}.items()
    },
    "Maximum concentration in positive electrode [mol.m-3]": 63104.0,
    "Maximum concentration in negative electrode [mol.m-3]": 33133.0,
}
"""Literature values the document leaves out, and that the capacities of its example are computed from."""


@attrs.frozen
class World:
    """A server, and the records that the documents take for granted."""

    client: Ionworks
    substitutions: dict[str, str]
    """Text of the documents -> what stands there when the block runs."""


@pytest.fixture(scope="module")
def world(lent_workers: Lender) -> Iterator[World]:
    with lent_workers(), Ionworks.local(workers=2, timeout=60) as client:
        chen, marquis = (_model(client, name) for name in ("Chen2020 SPMe", "Marquis2019 SPM"))
        run = _discharge(client, chen, DISCHARGE)
        # the fits of the documents give neither parameters nor initial state: PyBaMM's own of Marquis2019 stand in
        measured = _discharge(
            client, marquis, DISCHARGE.replace("initial_soc: 1", f"initial_soc: {INITIAL_SOC}").replace("2.5", "3.2")
        )
        measurement = _upload(client, client.simulation.get_result(measured).time_series)
        elements = {"known": {"element_type": "entry", "values": {"Ambient temperature [K]": 298.15}}}
        simple = client.simple_pipeline.create({"elements": elements}, name="With metadata")
        client.simple_pipeline.wait_for_completion(simple.id, verbose=False)
        yield World(
            client,
            {
                '"your-parameterized-model-id"': repr(chen),
                '"your-simulation-id"': repr(run),
                '"simulation-id"': repr(run),
                "your-measurement-id": measurement,
                '"measurement-id"': repr(measurement),
                '"other-project-id"': repr(client.project.create({"name": "Other"}).id),
                '"job_abc123"': repr(simple.job_id),
                '"protocol": "..."': f'"protocol": {DISCHARGE!r}',
                '"elements": { ... }': '"elements": config["elements"]',
                'parameters={"Ambient temperature [K]": 298.15}': f"parameters={KNOWN_OF_BOTH_ELECTRODES}",
            },
        )
    gc.collect()  # the clients of the documents are closed by nobody


def _model(client: Ionworks, name: str) -> str:
    return next(one.id for one in client.parameterized_model.list_by_project(summary=True) if one.name == name)


def _discharge(client: Ionworks, model: str, protocol: str) -> str:
    run = client.simulation.protocol(
        {"parameterized_model": model, "protocol_experiment": {"protocol": protocol, "name": "1C"}}
    )
    client.simulation.wait_for_completion(run.simulation_id, timeout=120, verbose=False)
    return run.simulation_id


def _upload(client: Ionworks, series: Any) -> str:
    """Measurement of a discharge, thinned to what a fit needs."""
    spec = client.cell_spec.create({"name": "Of the documents", "form_factor": "pouch"})
    cell = client.cell_instance.create(spec.id, {"name": "C-1"})
    columns = ["Time [s]", "Voltage [V]", "Current [A]", "Step count"]
    rows = series.select(columns).gather_every(5)
    return client.cell_measurement.create(cell.id, {"measurement": {"name": "1C"}, "time_series": rows}).id


@attrs.define
class Reading:
    """One reader who types a document from top to bottom; every block runs once."""

    document: str
    backend: str
    names: dict[str, Any] = attrs.field(factory=dict)
    done: int = 0
    study: str = ""

    def run(self, number: int, world: World) -> dict[str, Any]:
        """Run the blocks up to this one that have not run; its names afterwards."""
        if not self.study:
            self.study = world.client.study.create({"name": f"Of the {self.backend} reader"}).id
            self.names["client"] = Ionworks()
        for block in blocks(self.document)[self.done : number]:
            self.done = block.number
            prepared = PREPARED.get((self.document, block.number), "")
            code = compile(f"{prepared}\n{self.fill(block, world)}", f"<{block.id}, line {block.line}>", "exec")
            exec(code, self.names)
        return self.names

    def fill(self, block: Block, world: World) -> str:
        """Code of a block with the ids of this reading."""
        code = block.code.replace('"your-study-id"', repr(self.study))
        for text, replacement in world.substitutions.items():
            code = code.replace(text, replacement)
        return code if self.backend == "polars" else code.replace(".to_pandas()", "")


@pytest.fixture(scope="module")
def readings() -> dict[tuple[str, str], Reading]:
    return {(name, backend): Reading(name, backend) for name in DOCUMENTS for backend in BACKENDS}


@pytest.fixture(autouse=True)
def _settings_of_the_reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Environment variables as the documents recommend, an empty folder to work in, no window for plots."""
    if "world" not in request.fixturenames:
        return
    client = request.getfixturevalue("world").client
    for name, value in {
        "IONWORKS_API_URL": client.api_url,
        "IONWORKS_API_KEY": client.api_key,
        "IONWORKS_PROJECT_ID": client.project_id,
        "MPLBACKEND": "Agg",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


def _frame_kind(frame: Any) -> str:
    return type(frame).__module__.split(".")[0]


def _check_result(names: dict[str, Any], backend: str) -> None:
    result = names["result"]
    assert _frame_kind(result.time_series) == _frame_kind(result.steps) == backend
    assert {"Time [s]", "Voltage [V]", "Current [A]", "Step count"} <= set(result.time_series.columns)
    assert min(result.time_series["Voltage [V]"]) == pytest.approx(2.5, abs=1e-3)
    assert isinstance(result.metrics, dict)


def _is_found(values: dict[str, Any]) -> bool:
    """Whether a fit found the diffusivity its measurement was made with."""
    return values[DIFFUSIVITY] == pytest.approx(TRUE_DIFFUSIVITY, rel=0.05)


CHECKS: dict[tuple[str, int], Callable[[dict[str, Any]], bool]] = {
    ("python-client", 1): lambda n: n["client"].request_timeout == 30,
    ("python-client", 2): lambda n: {"id", "name"} <= set(n["me"]["authorized_organization"]),
    ("python-client", 4): lambda n: n["get_dataframe_backend"]() == "pandas",
    ("python-client", 7): lambda n: isinstance(n["metadata"], dict),
    ("simulate-api", 1): lambda n: bool(n["response"].simulation_id and n["response"].job_id),
    ("simulate-api", 3): lambda n: n["result"]["status"] == "completed",
    ("simulate-api", 4): lambda n: n["result"]["id"] == n["response"].simulation_id,
    ("simulate-api", 5): lambda n: [record["status"] for record in n["results"]] == ["completed"] * 3,
    ("simulate-api", 6): lambda n: n["simulation"]["id"] in {one["id"] for one in n["simulations"]},
    ("simulate-api", 9): lambda n: n["result"].status == "completed",
    ("simulate-api", 10): lambda n: (
        set(n["pipeline_result"].element_results) == {"entry", "data_fit"}
        and _is_found(n["pipeline_result"].element_results["data_fit"]["parameter_values"])
    ),
    ("simulate-api", 12): lambda n: n["sp"].status == "pending",
    ("simulate-api", 15): lambda n: _is_found(n["completed"].result["parameter_values"]),
    ("simulate-api", 16): lambda n: n["page"].total >= 3 and len(n["matches"]) == 0,
    ("simulate-api", 21): lambda n: n["study"].name == "1C Discharge Sweep",
    ("simulate-api", 22): lambda n: n["study"].name == "1C Discharge Sweep v2",
    ("simulate-api", 23): lambda n: n["measurements"]["total"] == 1,
    ("simulate-api", 25): lambda n: n["result"]["valid"] is True,
    ("simulate-api", 26): lambda n: n["refs"] == ["Initial SOC", "C-rate"],
    ("simulate-api", 27): lambda n: Path("protocol.000").read_text() == n["result"]["content"],
}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_code_is_left_in_the_prose(document: str) -> None:
    found, prose = split(document)
    assert len(found) == DOCUMENTS[document]
    code = (ast.Call, ast.Assign, ast.Import, ast.ImportFrom, ast.Subscript)
    left = [
        line
        for line in prose
        if is_python(line.strip()) and any(isinstance(node, code) for node in ast.walk(ast.parse(line.strip())))
    ]
    assert left == ["Pipelines (theory)"] * (document == "pipelines")


def test_substitutions_are_of_the_documents(world: World) -> None:
    code = "\n".join(block.code for name in DOCUMENTS for block in blocks(name))
    assert [text for text in world.substitutions if text not in code] == []


def test_lists_of_this_module_name_real_blocks() -> None:
    known = {(block.document, block.number) for name in DOCUMENTS for block in blocks(name)}
    assert {*PENDING, *PREPARED, *CHECKS} <= known


def _runs() -> Iterator[Any]:
    for backend in BACKENDS:
        for document in DOCUMENTS:
            for block in blocks(document):
                yield pytest.param(block, backend, id=f"{block.id}-{backend}")


@pytest.mark.parametrize(("block", "backend"), list(_runs()))
def test_block_runs(
    block: Block,
    backend: str,
    world: World,
    readings: dict[tuple[str, str], Reading],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IONWORKS_DATAFRAME_BACKEND", backend)
    key = (block.document, block.number)
    reading = readings[block.document, backend]
    if key in PENDING:
        with pytest.raises(NotServedError):
            reading.run(block.number, world)
        return
    names = reading.run(block.number, world)
    assert CHECKS.get(key, lambda _names: True)(names)
    if key == ("simulate-api", 7):
        _check_result(names, backend)
