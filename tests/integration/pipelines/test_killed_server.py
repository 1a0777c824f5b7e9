"""A server that is killed at work and started again on the same folder loses nothing and repeats nothing."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pybamm
import pytest
from tests.integration.live_server import LiveServer

pytestmark = pytest.mark.local_only

PROTOCOL = """
global: {initial_soc: 1, temperature: 25}
steps:
  - Cycle:
      repeat: 3
      steps:
        - Discharge: {mode: C-rate, value: 1, ends: [Voltage < 3.0]}
        - Charge: {mode: C-rate, value: 1, ends: [Voltage > 4.1]}
"""
DIFFUSIVITY = "Negative particle diffusivity [m2.s-1]"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    live = LiveServer(tmp_path / "data")
    live.folder.mkdir()
    live.start()
    yield live
    live.kill()


def wait_for(condition: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_all_runs_of_a_batch_finish_once(server: LiveServer) -> None:
    with server.client() as client:
        model = next(
            one for one in client.parameterized_model.list_by_project(summary=True) if one.name == "Chen2020 SPMe"
        )
        thicknesses = [float(value) for value in np.linspace(70e-6, 80e-6, 20)]
        row = {"type": "discrete", "name": "Positive electrode thickness [m]", "values": thicknesses}
        runs = client.simulation.protocol_batch(
            {
                "parameterized_model": model.id,
                "protocol_experiment": {"protocol": PROTOCOL, "name": "cycles"},
                "design_parameters_doe": {"sampling": "grid", "rows": [row]},
            }
        )
        ids = [run.simulation_id for run in runs]

        def completed() -> set[str]:
            return {one["simulation_id"] for one in client.simulation.get_statuses(ids) if one["status"] == "completed"}

        wait_for(lambda: 1 <= len(completed()))
        before = completed()
    server.kill()
    assert len(before) < 20, "the batch was over before the server was killed"
    finished_before = job_rows(server.folder)
    server.start()
    with server.client() as client:
        client.simulation.wait_for_completion(ids, timeout=180, verbose=False)
        records = [client.simulation.get(key) for key in ids]
        tables = [client.simulation.get_result(key) for key in ids]
    rows = job_rows(server.folder)
    assert len(rows) == 20
    assert {status for status, _ in rows.values()} == {"completed"}
    for job_id, (status, finished_at) in finished_before.items():
        if status == "completed":
            assert rows[job_id] == (status, finished_at), "a finished run was run again"
    designs = [record["design"]["design_parameters"]["Positive electrode thickness [m]"] for record in records]
    assert designs == pytest.approx(thicknesses)
    # each run has its own rows: the thicker the electrode, the higher the voltage after the first minute
    voltages = [table.time_series["Voltage [V]"][1] for table in tables]
    assert voltages == sorted(voltages)
    assert len(set(voltages)) == 20
    assert {table.steps.height for table in tables} == {6}


def job_rows(folder: Path) -> dict[str, tuple[str, str | None]]:
    """Status and end of each simulation job, read past the server."""
    with sqlite3.connect(folder / "ionworks.db") as connection:
        rows = connection.execute("SELECT id, status, finished_at FROM jobs WHERE job_type = 'simulate'").fetchall()
    return {job_id: (status, finished_at) for job_id, status, finished_at in rows}


def test_a_pipeline_goes_on_behind_its_finished_elements(server: LiveServer) -> None:
    times = np.arange(0.0, 3000.0, 30.0)
    simulation = pybamm.Simulation(pybamm.lithium_ion.SPM(), solver=pybamm.IDAKLUSolver())
    solution = simulation.solve([0, 3000])
    data = pl.DataFrame({name: solution[name](times) for name in ("Time [s]", "Current [A]", "Voltage [V]")})
    objective = {"data": data, "options": {"model": {"type": "SPM"}}}
    parameter = {DIFFUSIVITY: {"bounds": [1e-14, 1e-12], "initial_value": 2e-14}}
    quick = {"element_type": "data_fit", "objectives": {"voltage": objective}, "parameters": parameter}
    optimizer = {"type": "DifferentialEvolution", "max_iterations": 150, "population_size": 40}
    optimizer |= {"absolute_tolerance": 0.0, "relative_tolerance": 0.0}
    slow = {**quick, "optimizer": optimizer}
    with server.client() as client:
        pipeline = client.pipeline.create({"elements": {"quick": quick, "slow": slow}})

        def states() -> list[str]:
            elements = client._connection.http.get(f"/pipelines/{pipeline.id}/elements").json()
            return [element["status"] for element in elements]

        wait_for(lambda: states() == ["completed", "running"])
        first = client.job.get(element_job(client, pipeline.id))
    server.kill()
    server.start()
    with server.client() as client:
        client.pipeline.wait_for_completion(pipeline.id, timeout=180, verbose=False)
        again = client.job.get(element_job(client, pipeline.id))
        assert (again.updated_at, again.started_at) == (first.updated_at, first.started_at)
        assert set(client.pipeline.result(pipeline.id).element_results) == {"quick", "slow"}


def element_job(client: object, pipeline_id: str) -> str:
    elements = client._connection.http.get(f"/pipelines/{pipeline_id}/elements").json()
    return str(elements[0]["job_id"])
