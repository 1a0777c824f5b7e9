"""Results of many runs read as one table, from a live server."""

from pathlib import Path

import polars as pl
import pytest

from ionworks import Ionworks
from ionworks.errors import APIError
from ionworks.frames import to_polars

pytestmark = pytest.mark.documented

RATE = "rate"
THICKNESS = "Positive electrode thickness [m]"
PULSES = """
global: {initial_soc: 0.5, temperature: 25}
steps:
  - {direction: Discharge, mode: C-rate, value: 'input["rate"]', ends: [{variable: "Time [s]", value: 60}]}
  - {direction: Charge, mode: C-rate, value: 'input["rate"]', ends: [{variable: "Time [s]", value: 30}]}
"""


@pytest.fixture(scope="module")
def client(lent_workers):
    with lent_workers(), Ionworks.local(workers=1) as local:
        yield local


@pytest.fixture(scope="module")
def ids(client: Ionworks) -> list[str]:
    model = client.parameterized_model.list_by_project(summary=True)[0].id
    shared = {"parameterized_model": model, "protocol_experiment": {"protocol": PULSES, "name": "pulses"}}
    runs = client.simulation.protocol_batch(
        {
            **shared,
            "experiment_parameters": {RATE: 1.0},
            "design_parameters_doe": {
                "rows": [{"type": "range", "name": THICKNESS, "min": 6e-5, "max": 9e-5, "count": 6}]
            },
        }
    )
    one = client.simulation.protocol({**shared, "experiment_parameters": {RATE: 2.0}})
    wanted = [run.simulation_id for run in (*runs, one)]
    client.simulation.wait_for_completion(wanted, verbose=False)
    return wanted


def test_every_run_has_the_samples_it_has_alone(client: Ionworks, ids: list[str]) -> None:
    table = to_polars(client.simulation.results(ids[::-1], time_series=True))
    assert table["simulation_id"].unique(maintain_order=True).to_list() == ids[::-1]
    for key in ids:
        alone = to_polars(client.simulation.get_result(key).time_series)
        samples = table.filter(pl.col("simulation_id") == key).select(alone.columns)
        assert samples.equals(alone)
    assert table.filter(pl.col("simulation_id") == ids[-1])[RATE].unique().to_list() == [2.0]
    assert table[THICKNESS].n_unique() == 7  # six, and null for the run without a design


def test_runs_between_others_are_cut_out_of_their_file(client: Ionworks, ids: list[str]) -> None:
    few = [ids[4], ids[1]]
    table = to_polars(client.simulation.results(few, time_series=True))
    whole = to_polars(client.simulation.results(ids, time_series=True))
    for key in few:
        wanted = whole.filter(pl.col("simulation_id") == key).select(table.columns)
        assert table.filter(pl.col("simulation_id") == key).equals(wanted)


def test_a_lazy_table_reads_what_a_query_needs(client: Ionworks, ids: list[str], tmp_path: Path) -> None:
    (tmp_path / "samples-00009.parquet").write_text("left from an earlier call")
    lazy = client.simulation.scan_results(tmp_path, ids)
    assert [path.name for path in tmp_path.iterdir()] == ["samples-00000.parquet"]
    lowest = lazy.group_by("simulation_id", maintain_order=True).agg(pl.col("Voltage [V]").min()).collect()
    table = to_polars(client.simulation.results(ids, time_series=True))
    assert lowest.equals(table.group_by("simulation_id", maintain_order=True).agg(pl.col("Voltage [V]").min()))
    assert client.simulation.scan_results(tmp_path, []).collect().height == 0
    assert not list(tmp_path.iterdir())


def test_files_are_named_only_to_their_organization(client: Ionworks, ids: list[str]) -> None:
    api = client._connection.http
    body = {"simulation_ids": [*ids, "0" * 8], "table": "steps"}
    files = api.post("/simulations/tables", json=body).json()
    assert sorted(one["simulation_id"] for file in files for one in file["simulations"]) == sorted(ids)
    assert all(one["rows"] == 2 for file in files for one in file["simulations"])
    content = client._connection.transfer.fetch(files[0]["url"])
    assert pl.read_parquet(content).height == 2 * len(files[0]["simulations"])
    with pytest.raises(APIError):
        client._connection.transfer.fetch(files[0]["url"].replace("rows=", "rows=9"))
