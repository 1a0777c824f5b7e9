"""Chunk files: one pair per chunk, each run a range of rows; recording them in the database."""

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import polars as pl
import pytest

from ionworks.server.nouns.accounts.bootstrap import Home
from ionworks.server.files.keys import TIME_SERIES_SUFFIX, profile_key
from ionworks.server.files.place import open_blobs
from ionworks.server.nouns.kinds.jobs import job_kinds
from ionworks.server.queue import jobs
from ionworks.server.nouns.simulations.task import simulate_chunk
from ionworks.server.store import schema
from ionworks.server.store.database import Store
from ionworks.server.store.records import Records


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """An engine whose run n has n + 1 rows; run 2 fails without rows."""

    def run_chunk(task, keep_profile):
        series, steps, runs = [], [], []
        rows = 0
        for number, one in enumerate(task.runs):
            failed = number == 2
            values = [] if failed else [float(number)] * (number + 1)
            extra = {"Extra": values} if number == 1 else {}
            runs.append(
                {
                    "simulation_id": one.simulation_id,
                    "job_id": one.job_id,
                    "status": "failed" if failed else "completed",
                    "error": "no" if failed else None,
                    "error_code": "SOLVER_ERROR" if failed else None,
                    "metrics": {"number": number},
                    "warnings": [f"warned {number}"],
                    "time_series": None if failed else [rows, len(values)],
                    "steps": None if failed else [len(steps), 1],
                    "partial": False,
                }
            )
            rows += len(values)
            if number == 1:
                keep_profile(one.simulation_id, "c", pl.DataFrame({"Time [s]": [0.0], "x [m]": [0.5], "c": [1.0]}))
                keep_profile(one.simulation_id, "d/../e", pl.DataFrame({"Time [s]": [0.0], "r [m]": [1.0], "d": [2.0]}))
            if one.simulation_id == "stopped":
                raise KeyboardInterrupt
            series.append(pl.DataFrame({"Time [s]": values, **extra}, schema_overrides={"Time [s]": pl.Float64}))
            steps += [] if failed else [pl.DataFrame({"Step count": [0]})]
        tables = {"time_series": pl.concat(series, how="diagonal_relaxed"), "steps": pl.concat(steps)}
        return SimpleNamespace(**tables, runs=runs)

    package = ModuleType("ionworks.server.engine")
    package.simulate = SimpleNamespace(run_chunk=run_chunk)
    monkeypatch.setitem(sys.modules, "ionworks.server.engine", package)
    monkeypatch.setattr("ionworks.server.engine", package, raising=False)
    return package


def test_profiles_are_files_of_their_own(engine: ModuleType, tmp_path: Path) -> None:
    runs = [{"simulation_id": f"s{n}", "job_id": f"j{n}"} for n in range(3)]
    task = {"protocol": {}, "runs": runs, "storage": str(tmp_path), "storage_folder": "simulations/o/a"}
    simulate_chunk(task)
    folder = tmp_path / "simulations" / "o" / "a.profiles" / "s1"
    assert sorted(pl.read_parquet(file).columns[-1] for file in folder.iterdir()) == ["c", "d"]
    assert [path.name for path in folder.parent.iterdir()] == ["s1"]
    assert pl.read_parquet(tmp_path / profile_key("simulations/o/a", "s1", "d/../e")).to_dicts() == [
        {"Time [s]": 0.0, "r [m]": 1.0, "d": 2.0}
    ]


def test_a_chunk_that_is_stopped_leaves_nothing(engine: ModuleType, tmp_path: Path) -> None:
    runs = [{"simulation_id": name, "job_id": name} for name in ("s0", "s1", "stopped")]
    task = {"protocol": {}, "runs": runs, "storage": str(tmp_path), "storage_folder": "simulations/o/a"}
    with pytest.raises(KeyboardInterrupt):
        simulate_chunk(task)
    assert list(tmp_path.rglob("*")) == []


def test_ranges_point_at_the_rows_of_each_run(engine: ModuleType, tmp_path: Path) -> None:
    runs = [{"simulation_id": f"s{n}", "job_id": f"j{n}"} for n in range(4)]
    task = {"protocol": {}, "runs": runs, "storage": str(tmp_path), "storage_folder": "deep/chunk"}
    results = simulate_chunk(task)
    assert [result["time_series"] for result in results] == [[0, 1], [1, 2], None, [3, 4]]
    assert [result["steps"] for result in results] == [[0, 1], [1, 1], None, [2, 1]]
    frame = pl.read_parquet(tmp_path / "deep" / "chunk.time_series.parquet")
    assert frame["Time [s]"].to_list() == [0.0, 1.0, 1.0, 3.0, 3.0, 3.0, 3.0]
    assert frame["Extra"].null_count() == 5
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == [
        "chunk.profiles",
        "chunk.steps.parquet",
        "chunk.time_series.parquet",
    ]


def test_a_claimed_group_becomes_one_task_and_its_results_rows(
    engine: ModuleType, store: Store, home: Home, tmp_path: Path
) -> None:
    blobs = open_blobs(tmp_path)
    kind = job_kinds(blobs, 1 << 30)["simulate"]
    simulations = Records(store, schema.simulations, home.organization_id)
    batches = Records(store, schema.simulation_batches, home.organization_id)
    batch = batches.insert({"group_key": "g", "run_count": 3})["id"]
    sims = [simulations.insert({"batch_id": batch, "experiment_parameters": {"a": 1}}) for _ in range(3)]
    with store.write() as connection:
        key, _ = jobs.save_group(connection, home.organization_id, {"model": {"type": "SPM"}, "protocol": {}})
        rows = [jobs.new_job(home.organization_id, "simulate", subject_id=sim["id"], group_key=key) for sim in sims]
        task = kind.build(connection, rows)
        assert task["model"] == {"type": "SPM"}
        ids = {"simulation_id": sims[0]["id"], "job_id": rows[0]["id"]}
        assert task["runs"][0] == {**ids, "inputs": {"a": 1}, "design_parameters": {}}
        assert task["storage"] == str(tmp_path)
        kind.record(connection, rows, simulate_chunk(task))
    second = simulations.get(sims[1]["id"])
    assert (second["time_series_offset"], second["time_series_rows"], second["metrics"]) == (1, 2, {"number": 1})
    assert second["warnings"] == ["warned 1"]
    assert blobs.exists(second["storage_folder"] + TIME_SERIES_SUFFIX)
    assert simulations.get(sims[2]["id"])["storage_folder"] is None
