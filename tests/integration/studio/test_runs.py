"""Runs: which are listed, what one shows, what forms do to them; made by rows in the database, no solver runs."""

import io
import re

import numpy as np
import polars as pl
import pytest

from ionworks.server.store import schema
from tests.integration.handlers.conftest import VIEWER, Api
from tests.integration.studio.conftest import Browser, blobs_of

pytestmark = [pytest.mark.local_only]

THICKNESS = "Positive electrode thickness [m]"
CAPACITY = "Discharge capacity [A.h]"


def _run(api: Api, name: str, *, status: str = "completed", **values: object) -> str:
    job = api.insert(schema.jobs, project_id=api.project_id, job_type="simulate", status=status, priority=5)
    batch = api.insert(schema.simulation_batches, project_id=api.project_id, group_key=name, run_count=1)
    where = {"project_id": api.project_id, "batch_id": batch, "job_id": job, "is_partial": False}
    return api.insert(schema.simulations, name=name, **where, **values)


@pytest.fixture(scope="module")
def runs(api: Api, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Runs by name; `long` has curves."""
    made = {
        name: _run(
            api, name, status=status, design_parameters={THICKNESS: thickness} if thickness else None, metrics=metrics
        )
        for name, status, thickness, metrics in (
            ("thin", "completed", 5e-5, {CAPACITY: 3.0}),
            ("thick", "completed", 1e-4, {CAPACITY: 6.0}),
            ("odd", "completed", 2e-4, {CAPACITY: float("nan")}),
            ("broken <b>", "failed", None, None),
        )
    }
    folder = "simulations/x/y"
    made["long"] = _run(
        api,
        "long",
        storage_folder=folder,
        metrics={CAPACITY: 5.0},
        time_series_offset=10,
        time_series_rows=5000,
        steps_offset=0,
        steps_rows=1,
    )
    blobs = blobs_of(api)
    time = np.arange(6000.0)
    series = {
        "Time [s]": time,
        "Voltage [V]": 4 - time / 6000,
        "Current [A]": np.full(6000, 5.0),
        "Step count": time // 9,
    }
    steps = {"Step count": [0], "Start time [s]": [0.0], "Step type": ["Discharge"], "Termination": ["<i>"]}
    for suffix, frame in ((".time_series.parquet", series), (".steps.parquet", steps)):
        with blobs.writing(folder + suffix) as stream:
            pl.DataFrame(frame).write_parquet(stream)
    return made


def _names(text: str) -> list[str]:
    return re.findall(r'title="[^"]+"><a href="[^"]+/simulations/[^"]+">([^<]+)</a>', text)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=THI", {"thin", "thick"}),
        ("state=failed", {"broken &lt;b&gt;"}),
        (f"parameter={THICKNESS}", {"thin", "thick", "odd"}),
        (f"parameter={THICKNESS}&parameter_min=8e-5&parameter_max=1.5e-4", {"thick"}),
        ("created_at_gt=2100-01-01", set()),
        ("study_id=nothing", set()),
        ("parameterized_model_id=nothing", set()),
    ],
)
def test_filters_leave_some_runs(api: Api, browser: Browser, runs: dict[str, str], query: str, names: set[str]) -> None:
    answer = browser("GET", f"/projects/{api.project_id}/simulations?{query}")
    assert answer.status_code == 200
    assert set(_names(answer.text)) == names


def test_metrics_sort_and_runs_without_them_come_last(api: Api, browser: Browser, runs: dict[str, str]) -> None:
    base = f"/projects/{api.project_id}/simulations?order_by=metrics.{CAPACITY}"
    assert _names(browser("GET", f"{base}&order=desc").text)[:3] == ["thick", "long", "thin"]
    text = browser("GET", f"{base}&order=asc").text
    assert _names(text)[:3] == ["thin", "long", "thick"]
    assert 'aria-sort="ascending"' in text


@pytest.mark.parametrize("query", ["order_by=secret", 'order_by=metrics."', "created_at_gt=soon", "parameter=\\"])
def test_a_refused_filter_keeps_what_was_typed(api: Api, browser: Browser, query: str) -> None:
    answer = browser("GET", f"/projects/{api.project_id}/simulations?q=typed&{query}")
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text and 'value="typed"' in answer.text


def test_exports_hold_what_the_filters_leave(api: Api, browser: Browser, runs: dict[str, str]) -> None:
    base = f"/projects/{api.project_id}/simulations"
    rows = pl.read_csv(io.BytesIO(browser("GET", f"{base}.csv?q=thi").content))
    assert dict(zip(rows["name"], rows[CAPACITY], strict=True)) == {"thin": 3.0, "thick": 6.0}
    assert pl.read_parquet(io.BytesIO(browser("GET", f"{base}.parquet").content)).height == 5
    # Chromium asks so for what a link of ours offers as a file: without a word on what it takes
    link = {"Accept": "", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "empty"}
    assert browser("GET", f"{base}.csv?q=thi", headers=link).headers["content-type"].startswith("text/csv")


def test_a_run_is_shown_with_its_curves_and_steps(api: Api, browser: Browser, runs: dict[str, str]) -> None:
    base = f"/projects/{api.project_id}"
    page = browser("GET", f"{base}/parameterized-models/-/simulations/{runs['long']}?x_min=1")
    assert page.status_code == 200
    assert "<title>long - " in page.text and "<h1>long</h1>" in page.text
    assert 'aria-label="Voltage [V] against Time [s]"' in page.text and "&lt;i&gt;" in page.text
    wants = {"Accept": "application/json"}
    address = f"/simulations/{runs['long']}/series?columns=Voltage [V]&max_points=100"
    series = browser("GET", address, headers=wants).json()
    assert (series["rows"], series["columns"]["Time [s]"][0]) == (5000, 10.0)
    rows = pl.read_csv(io.BytesIO(browser("GET", f"{base}/simulations/{runs['long']}/rows.csv").content))
    assert rows.height == 5000
    many = {"simulation_ids": [runs["long"], runs["thin"], "unknown"], "columns": ["Voltage [V]"], "encoding": "base64"}
    headers = {**wants, "X-Cross-Site-Token": browser.token}
    found = browser("POST", "/simulations/series", headers=headers, json=many).json()
    assert [one["simulation_id"] for one in found] == [runs["long"]]


def test_a_measurement_is_drawn_when_it_is_ready(api: Api, browser: Browser) -> None:
    own = {"project_id": api.project_id}
    spec = api.insert(schema.cell_specs, name="measured", **own)
    cell = api.insert(schema.cell_instances, name="cell", cell_spec_id=spec, **own)
    named = {"cell_instance_id": cell, "measurement_type": "time_series", "step_labels_validated": False}
    key = "measurements/one.parquet"
    with blobs_of(api).writing(key) as stream:
        pl.DataFrame({"Time [s]": [0.0, 1.0], "Voltage [V]": [4.0, 3.9]}).write_parquet(stream)
    ready = api.insert(schema.cell_measurements, name="ready", data_files={"time_series": key}, **named, **own)
    job = api.insert(schema.jobs, job_type="process_measurement", status="pending", priority=5, **own)
    waits = api.insert(schema.cell_measurements, name="waits", job_id=job, **named, **own)
    base = f"/projects/{api.project_id}/data"
    assert 'aria-label="Voltage [V] against Time [s]"' in browser("GET", f"{base}/measurements/{ready}").text
    assert "<figure" not in browser("GET", f"{base}/measurements/{waits}").text
    assert browser("GET", f"{base}/specs/{spec}/instances").status_code == 200
    assert "ready" in browser("GET", f"{base}/instances/{cell}").text


def test_a_failed_run_says_why_and_names_are_text(api: Api, browser: Browser, runs: dict[str, str]) -> None:
    failed = runs["broken <b>"]
    page = browser("GET", f"/projects/{api.project_id}/parameterized-models/-/simulations/{failed}")
    assert "<h1>broken &lt;b&gt;</h1>" in page.text and "Run again" in page.text


def test_chosen_runs_are_compared_or_deleted(api: Api, browser: Browser, runs: dict[str, str]) -> None:
    path = f"/projects/{api.project_id}/simulations/chosen"
    answer = browser.send(path, run=[runs["thin"], runs["thick"]], action="compare")
    assert answer.headers["location"].endswith(f"/compare?ids={runs['thin']},{runs['thick']}")
    assert browser.send(path).status_code == 400
    extra = _run(api, "extra")
    viewer = Browser(api).log_in(VIEWER)
    assert viewer.send(path, run=extra, action="delete").status_code == 403
    assert api.count(schema.simulations, schema.simulations.c.id == extra) == 1
    assert browser.send(path, run=extra, action="delete").status_code == 303
    assert api.count(schema.simulations, schema.simulations.c.id == extra) == 0


def test_a_viewer_sees_no_button_that_would_be_refused(api: Api, runs: dict[str, str]) -> None:
    viewer = Browser(api).log_in(VIEWER)
    base = f"/projects/{api.project_id}"
    page = viewer("GET", f"{base}/parameterized-models/-/simulations/{runs['long']}").text
    assert "Export CSV" in page and ">Delete<" not in page and "Change and run" not in page
    assert ">Delete<" not in viewer("GET", f"{base}/simulations").text
    for action in ("cancel", "again", "delete"):
        assert viewer.send(f"{base}/simulations/{runs['long']}/{action}").status_code == 403


def test_running_runs_are_canceled(api: Api, browser: Browser) -> None:
    run = _run(api, "waits", status="pending")
    base = f"/projects/{api.project_id}"
    page = browser("GET", f"{base}/parameterized-models/-/simulations/{run}").text
    assert "data-live" in page and ">Cancel<" in page
    assert browser.send(f"{base}/simulations/{run}/cancel").status_code == 303
    assert "canceled" in browser("GET", f"{base}/parameterized-models/-/simulations/{run}").text


def test_runs_are_compared_by_what_differs(api: Api, browser: Browser, runs: dict[str, str]) -> None:
    base = f"/projects/{api.project_id}/simulations/compare"
    ids = ",".join(runs[name] for name in ("thin", "thick", "odd"))
    text = browser("GET", f"{base}?ids={ids},unknown").text
    assert "<title>Comparison of 3 runs - " in text and "3 of 4 runs are shown" in text
    assert f'aria-label="{CAPACITY} against {THICKNESS}"' in text
    assert text.count("data-curve=") == 6
    every = browser("GET", f"{base}?q=thi&x=Step count&column=Current [A]&colour=nothing").text
    assert "Comparison of 2 runs" in every and 'aria-label="Current [A] against Step count"' in every
    assert "No runs to compare" in browser("GET", f"{base}?q=nothing").text


def test_a_protocol_is_checked_while_it_is_typed(api: Api, browser: Browser) -> None:
    base = f"/projects/{api.project_id}/simulations/new"
    page = browser("GET", f"{base}?example=Discharge at a chosen rate, then rest").text
    assert "<title>New run - " in page and 'name="input:C-rate"' in page and "Run 1 simulation" in page
    wrong = "steps:\n  - direction: Discharge\n    mode: C-rat\n"
    part = browser.send(f"{base}/check", protocol=wrong).text
    assert 'data-line="3"' in part and "disabled" in part and "<html" not in part
    right = 'steps:\n  - direction: Rest\n    duration: input["t"]\n'
    part = browser.send(f"{base}/check", protocol=right, parameter=["T [K]", ""], value=["298:308:5", ""]).text
    assert "Run 5 simulations" in part and "Rest" in part and 'name="input:t"' in part
    assert (
        'aria-label="What each step holds' in part
        and "What each step holds" not in browser.send(f"{base}/check", protocol=wrong).text
    )
    held = "steps:\n  - Discharge: {mode: Current, value: 'input[\"I\"]', duration: 60}\n"
    ticks = re.findall(
        r'text-anchor="end">([^<]+)<', browser.send(f"{base}/check", protocol=held, **{"input:I": "2:4:3"}).text
    )
    # of a sweep the first run is drawn
    assert ticks == ["0", "2"]
    assert "is no number" in browser.send(f"{base}/check", protocol=right, parameter="T [K]", value="x").text


def test_a_refused_run_keeps_what_was_typed(api: Api, browser: Browser) -> None:
    base = f"/projects/{api.project_id}/simulations/new"
    fields = {"name": "<mine>", "model": "unknown", "protocol": "steps: []", "parameter": "T [K]", "value": "1, x"}
    answer = browser.send(base, **fields)
    assert answer.status_code == 422 and "is no number" in answer.text
    assert 'value="&lt;mine&gt;"' in answer.text and 'value="1, x"' in answer.text
    answer = browser.send(base, **{**fields, "value": "1"})
    assert answer.status_code == 422 and 'role="alert"' in answer.text


def test_jobs_are_canceled(api: Api, browser: Browser) -> None:
    job = api.insert(schema.jobs, project_id=api.project_id, job_type="simulate", status="pending", priority=5)
    base = f"/projects/{api.project_id}/jobs"
    text = browser("GET", f"{base}?status=pending").text
    assert "data-live" in text and f"{base}/{job}/cancel" in text
    assert browser.send(f"{base}/{job}/cancel").headers["location"] == base
    assert job not in re.findall(r"jobs/([\w-]+)/cancel", browser("GET", base).text)
