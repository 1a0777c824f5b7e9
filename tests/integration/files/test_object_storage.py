"""The embedded server with its files in an object store: batches, measurements, fits, deletion, a store that fails."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import polars as pl
import pybamm
import pytest
import s3fs

from ionworks import Ionworks, cache
from ionworks.errors import BadRequestError, ConflictError, NotFoundError, WaitTimeoutError
from ionworks.frames import to_polars
from ionworks.server.__main__ import main
from ionworks.server.files.blobs import StorageError
from ionworks.server.local import LocalServer
from tests.cell_frames import cycler_frame
from tests.conftest import new_bucket
from tests.integration.cell_data.test_cell_data_uploads import announce, parquet

pytestmark = pytest.mark.local_only

DIFFUSIVITY = "Negative particle diffusivity [m2.s-1]"
RATES = [0.5, 1.0, 1.5, 2.0]
PROTOCOL = """
global: {initial_soc: 0.9}
steps:
  - {direction: Discharge, mode: C-rate, value: 'input["rate"]', ends: [{variable: "Time [s]", value: 600}]}
  - {direction: Rest, ends: [{variable: "Time [s]", value: 60}]}
"""


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_CACHE_CONFIG", {**cache._CACHE_CONFIG, "enabled": False})


@pytest.fixture(scope="module")
def bucket(s3_server: str) -> Iterator[str]:
    with new_bucket(s3_server) as name:
        yield name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def client(bucket: str, folder: Path) -> Iterator[Ionworks]:
    with (
        LocalServer(folder, workers=1, storage=f"s3://{bucket}/ionworks") as server,
        Ionworks(server.api_key, server.url, server.project_id) as opened,
    ):
        yield opened


def objects(bucket: str) -> set[str]:
    """Keys of everything in a bucket."""
    system = s3fs.S3FileSystem(use_listings_cache=False)
    return {path.removeprefix(f"{bucket}/") for path in system.find(bucket)}


def submitted(client: Ionworks, rates: list[float]) -> list[str]:
    runs = client.simulation.protocol_batch(
        {
            "parameterized_model": client.parameterized_model.list_by_project(summary=True)[0].id,
            "protocol_experiment": {"protocol": PROTOCOL, "name": "pulse"},
            "conditions": [{"experiment_parameters": {"rate": rate}} for rate in rates],
        }
    )
    return [run.simulation_id for run in runs]


@pytest.fixture
def cell_id(client: Ionworks) -> str:
    spec = client.cell_spec.create({"name": f"Type {uuid.uuid4()}"})
    return client.cell_instance.create(spec.id, {"name": "Cell"}).id


def measured(client: Ionworks, cell_id: str, series: pl.DataFrame) -> str:
    return client.cell_measurement.create(cell_id, {"measurement": {"name": "test"}, "time_series": series}).id


def test_batch_is_solved_read_and_deleted(client: Ionworks, bucket: str, folder: Path) -> None:
    before = objects(bucket)
    ids = submitted(client, RATES)
    client.simulation.wait_for_completion(ids, verbose=False)
    made = objects(bucket) - before
    assert made
    assert all(key.startswith("ionworks/simulations/") and key.endswith(".parquet") for key in made)
    assert not list(folder.rglob("*.parquet")), "nothing is kept on the disk of the server"
    for key, rate in zip(ids, RATES, strict=True):
        result = client.simulation.get_result(key)
        series = to_polars(result.time_series)
        assert series["Current [A]"][1] == pytest.approx(rate), "the cell of the new server has 1 Ah"
        assert series["Time [s]"][-1] == pytest.approx(660)
        assert to_polars(result.steps).height == 2
    together = to_polars(client.simulation.results(ids[::-1], time_series=True))
    assert together["simulation_id"].unique(maintain_order=True).to_list() == ids[::-1]
    for key in ids:
        client.simulation.delete(key)
    assert objects(bucket) == before


def test_measurement_is_uploaded_read_in_parts_and_deleted(client: Ionworks, cell_id: str, bucket: str) -> None:
    before = objects(bucket)
    measurement = measured(client, cell_id, cycler_frame())
    detail = client.cell_measurement.detail(measurement)
    assert to_polars(detail.time_series).equals(cycler_frame())
    assert to_polars(detail.steps).height == 8
    assert not [key for key in objects(bucket) if "/uploads/" in key]
    path = f"/cell_measurements/{measurement}/time_series/download"
    url = client._connection.http.get(path, follow_redirects=False).headers["location"]
    whole = httpx.get(url).content
    assert httpx.head(url).headers["content-length"] == str(len(whole))
    part = httpx.get(url, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    client.cell_measurement.delete(measurement)
    assert objects(bucket) == before


def test_refused_upload_leaves_nothing(client: Ionworks, cell_id: str, bucket: str) -> None:
    before = objects(bucket)
    upload = announce(client, cell_id)
    assert upload.put(parquet(cycler_frame().drop("Step count"))).status_code == 200
    assert len(objects(bucket)) == len(before) + 1
    with pytest.raises(BadRequestError, match="needs 'Step count'"):
        upload.confirm()
    assert objects(bucket) == before


def test_of_many_confirms_at_once_one_makes_the_measurement(client: Ionworks, cell_id: str, bucket: str) -> None:
    upload = announce(client, cell_id)
    upload.put(parquet(cycler_frame()))

    def confirm(_number: int) -> str:
        try:
            return upload.confirm().id
        except ConflictError as error:
            return error.message

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(confirm, range(6)))
    assert upload.measurement_id in answers
    assert all("being confirmed" in answer for answer in answers - {upload.measurement_id})
    client.cell_measurement.wait_for_processing(upload.measurement_id)
    assert to_polars(client.cell_measurement.detail(upload.measurement_id).time_series).equals(cycler_frame())
    assert len([key for key in objects(bucket) if upload.measurement_id in key]) == 3, "series, steps and cycles"


def test_fit_reads_a_stored_measurement_and_keeps_its_curves(client: Ionworks, cell_id: str, bucket: str) -> None:
    values = pybamm.ParameterValues("Marquis2019")
    values[DIFFUSIVITY] = 5e-14
    simulation = pybamm.Simulation(pybamm.lithium_ion.SPM(), parameter_values=values)
    times = range(0, 3001, 60)
    solution = simulation.solve([0, 3000], t_interp=times)
    columns = ("Time [s]", "Current [A]", "Voltage [V]")
    discharge = pl.DataFrame({name: solution[name](times) for name in columns}).with_columns(
        pl.lit(0).alias("Step count")
    )
    data = f"db:{measured(client, cell_id, discharge)}"
    fit = {
        "element_type": "data_fit",
        "objectives": {"voltage": {"data": data, "options": {"model": {"type": "SPM"}}}},
        "parameters": {DIFFUSIVITY: {"bounds": [1e-14, 1e-12], "initial_value": 3.3e-14}},
    }
    pipeline = client.pipeline.create({"elements": {"fit": fit}})
    client.pipeline.wait_for_completion(pipeline.id, timeout=120, verbose=False)
    assert client.pipeline.result(pipeline.id).parameter_values[DIFFUSIVITY] == pytest.approx(5e-14, rel=0.01)
    series = client.pipeline.get_element_series(pipeline.id, "fit", "voltage", max_points=11)
    assert series["Voltage [V] (data)"] == pytest.approx(series["Voltage [V] (model)"], abs=1e-3)
    assert [key for key in objects(bucket) if key.endswith("/metadata.json.gz")]


def test_runs_wait_for_a_store_that_refuses(client: Ionworks, bucket: str) -> None:
    good = submitted(client, [1.1])
    client.simulation.wait_for_completion(good, verbose=False)
    system = s3fs.S3FileSystem(use_listings_cache=False)
    system.rm(bucket, recursive=True)
    (waiting,) = submitted(client, [1.3])
    with pytest.raises(WaitTimeoutError):
        client.simulation.wait_for_completion([waiting], timeout=2, verbose=False)
    with pytest.raises(NotFoundError):
        client.simulation.get_result(good[0])
    system.mkdir(bucket)
    client.simulation.wait_for_completion([waiting], timeout=60, verbose=False)
    assert to_polars(client.simulation.get_result(waiting).time_series).height > 2


def test_server_does_not_start_without_its_storage(bucket: str, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    for location, why in ((f"s3://{bucket}-missing", "bucket does not exist"), ("nope://x", "Protocol not known")):
        with pytest.raises(StorageError, match=why):
            LocalServer(tmp_path, storage=location).start()
        assert main(["serve", "--data-dir", str(tmp_path), "--storage", location]) == 2
        message = capsys.readouterr().err
        assert f"Files cannot be stored in {location!r} (--storage, IONWORKS_SERVER_STORAGE): " in message
        assert why in message
