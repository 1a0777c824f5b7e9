"""Equal requests at the same moment: one record each, on SQLite and on Postgres."""

import asyncio
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest
import sqlalchemy as sa

from ionworks.server.nouns.accounts import bootstrap
from ionworks.server.http.app import build_app
from ionworks.server.ground.settings import Settings
from ionworks.server.store import database, schema
from ionworks.server.store.database import Store
from tests.integration.lent_workers import LentWorkers
from tests.integration.conftest import postgres_database
from tests.integration.handlers.conftest import ADMIN, Api

pytestmark = [pytest.mark.local_only]
AT_ONCE = 12
RUNS = 40
PROTOCOL = {
    "global": {"initial_soc": 1, "temperature": 25},
    "steps": [{"direction": "Discharge", "mode": "C-rate", "value": 'input["rate"]', "ends": ["Voltage < 3"]}],
}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def place(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    worker_pool: LentWorkers,
    event_loop_thread: asyncio.AbstractEventLoop,
) -> Iterator[Api]:
    folder = tmp_path_factory.mktemp("races")
    if request.param == "sqlite":
        yield from _opened(folder, None, worker_pool, event_loop_thread)
        return
    with postgres_database() as url:
        yield from _opened(folder, url, worker_pool, event_loop_thread)


def _opened(folder: Path, url: str | None, pool: LentWorkers, loop: asyncio.AbstractEventLoop) -> Iterator[Api]:
    settings = Settings(data_dir=folder, workers=1, allowed_hosts="server.test", database_url=url)
    store = Store.open(settings.sqlalchemy_url)
    database.initialize(store)
    home = bootstrap.seed(store)
    bootstrap.add_key(store, home, ADMIN, "races")
    yield Api(build_app(settings, store, pool), store, home, loop)
    store.close()


def _at_once(api: Api, method: str, path: str, body: Callable[[int], Any]) -> list[httpx.Response]:
    """Answers to a dozen requests sent together."""

    async def all_of_them() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=api.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://server.test", verify=False) as client:
            headers = {"X-API-Key": ADMIN}
            sent = [client.request(method, path, json=body(one), headers=headers, timeout=60) for one in range(AT_ONCE)]
            return await asyncio.gather(*sent)

    return asyncio.run_coroutine_threadsafe(all_of_them(), api.loop).result(120)


def _protocol(api: Api, soc: float) -> dict[str, Any]:
    config = {**PROTOCOL, "global": {**PROTOCOL["global"], "initial_soc": soc}}
    return {"name": "Race", "project_id": api.project_id, "protocol_config": config}


@pytest.mark.parametrize("soc", [0.1, 0.2, 0.3])
def test_equal_protocols_are_one_record(place: Api, soc: float) -> None:
    answers = _at_once(place, "POST", "/experiment_templates", lambda _: _protocol(place, soc))
    assert sorted(answer.status_code for answer in answers) == [200] * (AT_ONCE - 1) + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1


@pytest.fixture(scope="module")
def batch(place: Api) -> dict[str, Any]:
    protocol = place.made("/experiment_templates", _protocol(place, 0.9))
    models = schema.parameterized_models
    with place.store.read() as connection:
        model = connection.execute(sa.select(models.c.id).where(models.c.name == "Chen2020 SPM")).scalar_one()
    rates = [{"experiment_parameters": {"rate": 0.1 + 0.01 * run}} for run in range(RUNS)]
    shared = {"parameterized_model": model, "experiment_template_id": protocol["id"], "project_id": place.project_id}
    return {**shared, "experiment_parameter_sets": [{}], "conditions": rates}


@pytest.mark.parametrize("again", range(3))
def test_equal_batches_are_one_set_of_runs(place: Api, batch: dict[str, Any], again: int) -> None:
    given = {**batch, "max_backward_jumps": 10 + again}
    # half of them shares only half of the runs
    answers = _at_once(
        place,
        "POST",
        "/simulations/with-template/batch",
        lambda one: {**given, "conditions": given["conditions"][: RUNS if one % 2 else RUNS // 2]},
    )
    assert {answer.status_code for answer in answers} == {202}, [answer.text[:300] for answer in answers]
    runs = [run for answer in answers for run in answer.json()]
    assert len({run["simulation_id"] for run in runs}) == RUNS
    assert sum(not run["already_existed"] for run in runs) == RUNS


def test_a_run_that_failed_is_made_again_once(place: Api, batch: dict[str, Any]) -> None:
    given = {**batch, "max_backward_jumps": 99, "conditions": batch["conditions"][:3]}
    path = "/simulations/with-template/batch"
    first = place("POST", path, given).json()
    failed = [run["job_id"] for run in first]
    with place.store.write() as connection:
        connection.execute(sa.update(schema.jobs).where(schema.jobs.c.id.in_(failed)).values(status="failed"))
    runs = [run for answer in _at_once(place, "POST", path, lambda _: given) for run in answer.json()]
    assert len({run["simulation_id"] for run in runs}) == 3
    assert {run["simulation_id"] for run in runs}.isdisjoint(run["simulation_id"] for run in first)
    assert sum(not run["already_existed"] for run in runs) == 3


def test_equal_confirms_are_one_measurement(place: Api) -> None:
    spec = place.made("/cell_specifications", {"name": "Spec", "project_id": place.project_id})
    cell = place.made(f"/cell_specifications/{spec['id']}/cell_instances", {"name": "Cell"})
    frame = pl.DataFrame({"Time [s]": [0.0, 1.0, 2.0], "Current [A]": [1.0] * 3, "Voltage [V]": [4.0, 3.9, 3.8]})
    for number in range(3):
        described = {"measurement": {"name": f"M{number}"}, "measurement_type": "time_series"}
        begun = place("POST", f"/cell_instances/{cell['id']}/cell_measurements/initiate-upload", described).json()
        buffer = io.BytesIO()
        frame.with_columns(pl.lit(0).alias("Step count")).write_parquet(buffer)
        url = next(one["signed_url"] for one in begun["uploads"] if one["filename"] == "time_series.parquet")
        assert place("PUT", url.removeprefix("http://server.test"), content=buffer.getvalue()).status_code == 200
        path = f"/cell_measurements/{begun['measurement_id']}/confirm-upload"
        answers = _at_once(place, "POST", path, lambda _: {**described, "cell_instance_id": cell["id"]})
        assert len({answer.status_code for answer in answers}) == 1, [answer.text[:300] for answer in answers]
        assert answers[0].status_code < 300, answers[0].text
        assert {answer.json()["id"] for answer in answers} == {begun["measurement_id"]}


def test_equal_assignments_and_invitations_are_one(place: Api) -> None:
    study = place.made(f"/projects/{place.project_id}/studies", {"name": "Study"})
    simulation = place.insert(
        schema.simulations,
        project_id=place.project_id,
        is_partial=False,
        batch_id=place.insert(schema.simulation_batches, group_key="x", run_count=1),
    )
    path = f"/projects/{place.project_id}/studies/{study['id']}/simulations/{simulation}"
    answers = _at_once(place, "POST", path, lambda _: {})
    assert {answer.status_code for answer in answers} <= {200, 201}, [answer.text for answer in answers]
    path = f"/organizations/{place.home.organization_id}/users/by-email"
    given = {"email": "race@example.com", "role_name": "Member"}
    answers = _at_once(place, "POST", path, lambda _: given)
    assert {answer.status_code for answer in answers} <= {200, 409}, [answer.text for answer in answers]
    assert place.count(schema.users, schema.users.c.email == given["email"]) == 1
