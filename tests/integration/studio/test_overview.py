"""The overview: what an organization has on the disk, and how often what runs is asked for."""

import pytest

from ionworks.server.store import schema
from tests.integration.handlers.conftest import Api
from tests.integration.studio.conftest import Browser, blobs_of

pytestmark = [pytest.mark.local_only]


def test_the_disk_is_counted_for_the_organization_and_not_every_time(api: Api, browser: Browser) -> None:
    base = f"/projects/{api.project_id}"
    assert f'hx-get="{base}/disk"' in browser("GET", f"{base}/studies").text
    own, blobs = api.home.organization_id, blobs_of(api)
    blobs.write(f"simulations/{own}/x/y.parquet", bytes(1500))
    blobs.write(f"raw_data/{own}/x/0", bytes(500))
    blobs.write(f"simulations/{api.other_organization}/x.parquet", bytes(7000))
    text = browser("GET", f"{base}/disk").text
    assert '<span class="count">2 kB</span>' in text and 'title="1500 bytes">1.5 kB<' in text and "Free on the" in text
    blobs.write(f"raw_data/{own}/x/1", bytes(9000))
    assert '<span class="count">2 kB</span>' in browser("GET", f"{base}/disk").text


def test_only_what_runs_is_asked_for_again_and_the_server_says_when(api: Api, browser: Browser) -> None:
    base = f"/projects/{api.project_id}"
    asking = {"HX-Request": "true", "X-Live": "a page"}
    for place in ("studies", "jobs", "simulations"):
        assert "data-live" not in browser("GET", f"{base}/{place}").text
    assert "x-live" not in browser("GET", f"{base}/jobs").headers
    for status in ("processing", "waiting"):
        job = api.insert(schema.jobs, job_type="simulate", status=status, priority=5, project_id=api.project_id)
        for place in ("studies", "jobs", f"jobs?status={status}"):
            assert "data-live" in browser("GET", f"{base}/{place}").text
        with api.store.write() as connection:
            connection.execute(schema.jobs.update().where(schema.jobs.c.id == job).values(status="completed"))
        assert "data-live" not in browser("GET", f"{base}/studies").text
    assert float(browser("GET", f"{base}/jobs", headers=asking).headers["x-live"]) >= 1
    waits = [
        float(browser("GET", f"{base}/jobs", headers={**asking, "X-Live": str(page)}).headers["x-live"])
        for page in range(40)
    ]
    assert waits[-1] > 2 * waits[0]


def test_the_latest_rows_lead_to_all_of_them(api: Api, browser: Browser) -> None:
    base, own = f"/projects/{api.project_id}", {"project_id": api.project_id}
    spec = api.insert(schema.cell_specs, name="one", **own)
    cell = api.insert(schema.cell_instances, name="one", cell_spec_id=spec, **own)
    named = {"cell_instance_id": cell, "measurement_type": "properties", "step_labels_validated": False}
    for number in range(9):
        api.insert(schema.cell_measurements, name=f"number {number}", **named, **own)
    text = browser("GET", f"{base}/studies").text
    assert f'<a href="{base}/data/measurements">All 9</a>' in text and "Next" not in text
