"""Job operations on a database without a running dispatcher."""

import gzip
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from ionworks.server.nouns.accounts.bootstrap import Home
from ionworks.server.call import Call, Caller, Services
from ionworks.server.ground.errors import ApiError
from ionworks.server.files.place import open_blobs
from ionworks.server.files.signed_urls import SignedUrls
from ionworks.server.handlers import job
from ionworks.server.queue import jobs
from ionworks.server.queue.dispatcher import Dispatcher
from ionworks.server.ground.settings import Settings
from ionworks.server.store import bulk, schema
from ionworks.server.store.database import Store


@pytest.fixture
def call(store: Store, home: Home, tmp_path: Path) -> Call:
    services = Services(
        settings=Settings(data_dir=tmp_path),
        store=store,
        blobs=open_blobs(tmp_path / "blobs"),
        urls=SignedUrls(b"secret"),
        dispatcher=Dispatcher(store, SimpleNamespace(workers=1), {}),
        engine=None,
    )
    caller = Caller(user_id=home.user_id, email="a@b.example", organization_id=home.organization_id, role="Admin")
    return Call(services=services, caller=caller, base_url="http://server.test")


def _add(call: Call, **columns) -> str:
    row = jobs.new_job(call.caller.organization_id, columns.pop("job_type", "simulate"), **columns)
    bulk.insert_rows(call.store, (schema.jobs, [row]))
    return row["id"]


def test_records_carry_the_flags_and_no_parameters(call: Call) -> None:
    record = job.get_job(call, _add(call, params={"secret": 1}))
    assert (record["status"], record["is_terminal"], record["is_failed"], record["priority"]) == (
        "pending",
        False,
        False,
        5,
    )
    assert "secret" not in json.dumps(record)


def test_list_is_newest_first_and_filtered(call: Call) -> None:
    ids = [_add(call), _add(call, job_type="datafit"), _add(call, job_type="optimize")]
    assert [one["job_id"] for one in job.list_jobs(call)] == ids[::-1]
    assert [one["job_id"] for one in job.list_jobs(call, job_type="datafit")] == [ids[1]]
    assert [one["job_id"] for one in job.list_jobs(call, job_types=["datafit", "simulate"])] == ids[1::-1]
    assert job.list_jobs(call, status="failed") == []


def test_cancel_is_idempotent_and_reaches_children(call: Call) -> None:
    parent = _add(call, status="waiting")
    child = _add(call, parent_id=parent)
    assert job.cancel_job(call, parent)["status"] == "canceled"
    again = job.cancel_job(call, parent)
    assert (again["status"], again["is_terminal"], again["is_failed"]) == ("canceled", True, True)
    assert job.get_job(call, child)["status"] == "canceled"
    assert [one["job_id"] for one in job.list_jobs(call, parent_job_id=parent)] == [child]


def test_creating_jobs_is_gone(call: Call) -> None:
    with pytest.raises(ApiError) as caught:
        job.create_job(call, {"job_type": "x"})
    assert caught.value.status == 410


def test_metadata_and_series(call: Call) -> None:
    time = [float(second) for second in range(100)]
    metadata = {"best": 1, "series": {"v": {"optimal": {"Time [s]": time, "V": [2 * t for t in time]}}}}
    call.blobs.write("jobs/1/metadata.json.gz", gzip.compress(json.dumps(metadata).encode()))
    job_id, bare = _add(call, metadata_key="jobs/1/metadata.json.gz"), _add(call)
    assert job.get_job_metadata(call, job_id) == {"best": 1}
    assert job.list_job_series_channels(call, job_id) == {"v": {"optimal": ["Time [s]", "V"]}}
    assert job.list_job_series_channels(call, bare) == {}
    window = job.get_job_series(call, job_id, "v", x_min=10, x_max=20, max_points=3)
    assert window == {"Time [s]": [10.0, 15.0, 20.0], "V": [20.0, 30.0, 40.0]}
    assert job.get_job_series(call, job_id, "v", columns="V", max_points=1) == {"V": [0.0]}
    for wrong, status in (({"objective": "w"}, 404), ({"objective": "v", "columns": "W"}, 400)):
        with pytest.raises(ApiError) as caught:
            job.get_job_series(call, job_id, **wrong)
        assert caught.value.status == status
    with pytest.raises(ApiError) as caught:
        job.get_job_metadata(call, bare)
    assert caught.value.status == 404
