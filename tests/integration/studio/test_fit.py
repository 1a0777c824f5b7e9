"""The page of a fit, made by rows in the database and what its job wrote down: no solver runs."""

import gzip
import json
from typing import Any

import pytest

from ionworks.server.store import schema
from ionworks.server.store.schema_pipelines import pipeline_elements, pipelines, simple_pipelines
from tests.integration.handlers.conftest import VIEWER, Api
from tests.integration.studio.conftest import Browser, blobs_of

pytestmark = [pytest.mark.local_only]

NAME = "Negative particle diffusivity [m2.s-1]"
RESULT = {
    "type": "OptimizationResult",
    "parameter_values": {NAME: 2.5e-14, "Negative electrode OCP [V]": {"type": "Interpolant"}},
    "cost": 0.0282,
    "starts": {"evaluations": 55},
    "residuals": {"1C": {"Voltage [V]": {"noise": 1e-3}}},
    "confidence_intervals": {"confidence_level": 0.95, "intervals": {NAME: {"lower": 1.7e-14, "upper": 2.5e-14}}},
    "summary_stats": {"1C": [{"name": "RMSE [mV] (Voltage [V])", "value": 20.9}]},
    "warnings": ["on its bound <b>"],
}


def _plot(y: str, **traces: list[float | None]) -> dict[str, Any]:
    shown = [{"name": name, "x": [0.0, 60.0, 120.0], "y": values} for name, values in traces.items()]
    return {"type": "CurrentDriven", "traces": shown, "layout": {"xaxis": {"title": "Time [s]"}, "yaxis": {"title": y}}}


METADATA = {
    "validation_plot_config": {"objectives": {"1C": {"plot_count": 2, "type": "CurrentDriven"}}},
    "plots": {
        "1C": [
            _plot("Voltage [V]", Data=[4.1, 4.0, 3.9], Fit=[4.1, None, 3.8]),
            _plot("Error of Voltage [V]", Error=[0.0, None, -0.1]),
        ]
    },
    "intermediate_results": [
        {"evaluations": 1, "cost": 0.5, "best_cost": 0.5},
        {"evaluations": 2, "cost": None, "best_cost": None},
        {"evaluations": 3, "cost": 0.9, "best_cost": 0.9},
    ],
}


def _fit(api: Api, status: str, result: dict[str, Any] | None, metadata: dict[str, Any] | None = None) -> str:
    own = {"project_id": api.project_id, "status": status, "priority": 5}
    parent = api.insert(schema.jobs, job_type="pipeline", **own)
    key = None
    if metadata is not None:
        key = f"metadata/{parent}.json.gz"
        with blobs_of(api).writing(key) as stream:
            stream.write(gzip.compress(json.dumps(metadata).encode()))
    job = api.insert(schema.jobs, job_type="data_fit", parent_id=parent, metadata_key=key, **own)
    fit = api.insert(pipelines, name="fit of <i>", project_id=api.project_id, job_id=parent)
    config = {"parameters": {NAME: {"bounds": [1e-14, 2.5e-14], "initial_value": 2e-14}}}
    where = {"pipeline_id": fit, "job_id": job, "element_order": 1, "element_type": "data_fit"}
    values = None if result is None else result["parameter_values"]
    api.insert(pipeline_elements, name="fit", config=config, result=result, parameters=values, **where)
    return f"/projects/{api.project_id}/pipelines/{fit}"


def test_a_fit_shows_curves_residuals_course_bounds_and_warnings(api: Api, browser: Browser) -> None:
    text = browser("GET", _fit(api, "completed", RESULT, METADATA)).text
    for caption in (
        "Voltage [V] against Time [s]",
        "Error of Voltage [V] against Time [s]",
        "Cost against Evaluations",
    ):
        assert f'aria-label="{caption}"' in text
    # a value that is missing breaks the line of the model
    assert 'd="M16.0 10.0M984.0 290.0" stroke="#d55e00"' in text
    assert 'class="band"' in text
    assert "on its bound &lt;b&gt;" in text and "fit of &lt;i&gt;" in text
    assert "95 % interval" in text and "1.7e-14 m2.s-1 to 2.5e-14 m2.s-1" in text
    assert '<circle cx="116.0"' in text and '<strong class="on-bound">' in text
    assert ">function<" in text and "<dd>55</dd>" in text and "<dd>20.9</dd>" in text
    assert "data-live" not in text and ">Stop<" not in text


def test_a_fit_that_failed_says_why_and_has_no_curves(api: Api, browser: Browser) -> None:
    text = browser("GET", _fit(api, "failed", None)).text
    assert "No curves." in text and '<span class="status failed">' in text


def test_a_fit_that_runs_is_followed_and_stopped(api: Api, browser: Browser) -> None:
    path = _fit(api, "pending", None)
    viewer = Browser(api).log_in(VIEWER)
    seen = viewer("GET", path).text
    assert "data-live" in seen and ">Stop<" not in seen
    assert viewer.send(f"{path}/stop").status_code == 403
    assert ">Stop<" in browser("GET", path).text
    assert browser.send(f"{path}/stop").headers["location"] == path
    text = browser("GET", path).text
    assert '<span class="status canceled">' in text and "data-live" not in text


def _simple(api: Api, status: str, result: dict[str, Any] | None, metadata: dict[str, Any] | None = None) -> str:
    job = api.insert(schema.jobs, job_type="simple_pipeline", project_id=api.project_id, status=status, priority=5)
    if metadata is not None:
        key = f"metadata/{job}.json.gz"
        with blobs_of(api).writing(key) as stream:
            stream.write(gzip.compress(json.dumps(metadata).encode()))
        with api.store.write() as connection:
            connection.execute(schema.jobs.update().where(schema.jobs.c.id == job).values(metadata_key=key))
    fit = {"element_type": "data_fit", "parameters": {NAME: {"bounds": [1e-14, 2.5e-14]}}, "data": [0.25] * 99}
    config = {"elements": {"known": {"element_type": "entry"}, "fit": fit}}
    named = {"name": "simple <i>", "project_id": api.project_id, "job_id": job}
    made = api.insert(simple_pipelines, config=config, result=result, **named)
    with api.store.write() as connection:
        connection.execute(schema.jobs.update().where(schema.jobs.c.id == job).values(subject_id=made))
    return f"/projects/{api.project_id}/simple-pipelines/{made}"


def test_a_simple_pipeline_shows_its_config_and_what_its_last_element_found(api: Api, browser: Browser) -> None:
    path = _simple(api, "completed", RESULT, METADATA)
    base = path.rpartition("/")[0]
    assert f'href="{base}"' in browser("GET", f"/projects/{api.project_id}/pipelines").text
    assert f'href="{path}">simple &lt;i&gt;<' in browser("GET", base).text
    text = browser("GET", path).text
    assert 'aria-label="Voltage [V] against Time [s]"' in text and "95 % interval" in text
    assert "on its bound &lt;b&gt;" in text and '<circle cx="116.0"' in text
    assert "Direct Entry" in text and "<dt>config</dt>" in text and "99 values" in text
    assert "client.simple_pipeline.get" in text and "data-live" not in text


def test_a_simple_pipeline_that_runs_is_followed_and_stopped(api: Api, browser: Browser) -> None:
    path = _simple(api, "pending", None)
    viewer = Browser(api).log_in(VIEWER)
    seen = viewer("GET", path).text
    assert "data-live" in seen and ">Stop<" not in seen
    assert viewer.send(f"{path}/stop").status_code == 403
    assert browser.send(f"{path}/stop").headers["location"] == path
    assert '<span class="status canceled">' in browser("GET", path).text
    failed = browser("GET", _simple(api, "failed", None)).text
    assert "No curves." in failed
