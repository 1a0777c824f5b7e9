"""The page of an optimization, made by rows in the database and what its job wrote down: no solver runs."""

import gzip
import json
from typing import Any

import pytest

from ionworks.server.store import schema
from ionworks.server.store.schema_optimizations import optimizations
from tests.integration.handlers.conftest import VIEWER, Api
from tests.integration.studio.conftest import Browser, blobs_of

pytestmark = [pytest.mark.local_only]

NAME = "Positive electrode thickness [m]"
METRIC = {"objective": "1C", "name": "e <b>", "unit": "W.h.kg-1", "role": "maximize"}
RESULT = {
    "parameters": {NAME: 6.7e-5},
    "linked_parameters": {},
    "baseline_parameters": {NAME: 7.56e-5},
    "is_feasible": False,
    "success": False,
    "message": "Maximum number of iterations has been exceeded.",
    "metrics": [{**METRIC, "baseline": 319.7, "optimum": 331.0, "change_percent": 3.55}],
}
CURVES = {"Time [s]": [0.0, 60.0], "Voltage [V]": [4.1, 2.5]}
METADATA = {
    "config": {"parameters": {NAME: {"bounds": [4e-5, 1.5e-4], "type": "design"}}},
    "result": RESULT,
    "history": [
        {"iteration": 1, "start": 0, "evaluations": 1, "best_cost": -1.0},
        {"iteration": 2, "start": 0, "evaluations": 7, "best_cost": -1.035},
    ],
    "series": {"1C": {"optimal": CURVES, "baseline": CURVES}},
}


def _optimization(api: Api, status: str, metadata: dict[str, Any] | None = None) -> str:
    key = None
    if metadata is not None:
        key = "metadata/optimization.json.gz"
        with blobs_of(api).writing(key) as stream:
            stream.write(gzip.compress(json.dumps(metadata).encode()))
    own = {"project_id": api.project_id}
    job = api.insert(schema.jobs, job_type="optimize", status=status, priority=5, metadata_key=key, **own)
    made = api.insert(
        optimizations, name="best <i>", kind="optimize", config={}, job_id=job, run_count=1, seed=1, **own
    )
    return f"/projects/{api.project_id}/optimizations/{made}"


def test_the_best_design_is_shown_against_the_baseline(api: Api, browser: Browser) -> None:
    text = browser("GET", _optimization(api, "completed", METADATA)).text
    assert "<h1>best &lt;i&gt;</h1>" in text and ">e &lt;b&gt;<" in text
    assert ">75.6 µm</td>" in text and ">67 µm</td>" in text and "40 µm to 150 µm" in text
    assert "319.7 W.h.kg-1" in text and "331 W.h.kg-1" in text and "+3.55 %" in text
    assert "No design met every constraint" in text and "Maximum number of iterations" in text
    for caption in ("Best cost against Evaluations", "Voltage [V] against Time [s]"):
        assert f'aria-label="{caption}"' in text
    assert "1C: baseline" in text and "1C: best design" in text
    assert "data-live" not in text and ">Stop<" not in text


def test_an_optimization_that_runs_is_followed_and_stopped(api: Api, browser: Browser) -> None:
    path = _optimization(api, "pending")
    viewer = Browser(api).log_in(VIEWER)
    seen = viewer("GET", path).text
    assert "data-live" in seen and ">Stop<" not in seen and "Nothing was evaluated yet." in seen
    assert viewer.send(f"{path}/stop").status_code == 403
    assert ">Stop<" in browser("GET", path).text
    assert browser.send(f"{path}/stop").headers["location"] == path
    text = browser("GET", path).text
    assert '<span class="status canceled">' in text and "There is no result." in text
