"""A server that is killed during a fit and started again goes on behind what it had finished."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pybamm
import pytest
from tests.integration.live_server import LiveServer, wait_for

pytestmark = pytest.mark.local_only

DIFFUSIVITY = "Negative particle diffusivity [m2.s-1]"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    live = LiveServer(tmp_path / "data", "--workers", "2").start()
    yield live
    live.stop()


def test_a_pipeline_goes_on_behind_its_finished_elements(server: LiveServer) -> None:
    times = np.arange(0.0, 3000.0, 30.0)
    simulation = pybamm.Simulation(pybamm.lithium_ion.SPM(), solver=pybamm.IDAKLUSolver())
    solution = simulation.solve([0, 3000])
    data = pl.DataFrame({name: solution[name](times) for name in ("Time [s]", "Current [A]", "Voltage [V]")})
    objective = {"data": data, "options": {"model": {"type": "SPM"}}}
    parameter = {DIFFUSIVITY: {"bounds": [1e-14, 1e-12], "initial_value": 2e-14}}
    quick = {"element_type": "data_fit", "objectives": {"voltage": objective}, "parameters": parameter}
    optimizer = {"type": "DifferentialEvolution", "max_iterations": 20, "population_size": 40}
    optimizer |= {"absolute_tolerance": 0.0, "relative_tolerance": 0.0}
    slow = {**quick, "optimizer": optimizer}
    with server.client() as client:
        pipeline = client.pipeline.create({"elements": {"quick": quick, "slow": slow}})

        def states() -> list[str]:
            elements = client._connection.http.get(f"/pipelines/{pipeline.id}/elements").json()
            return [element["status"] for element in elements]

        wait_for(lambda: states() == ["completed", "running"], 90)
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
