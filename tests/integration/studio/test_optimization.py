"""The page of an optimization, made by rows in the database and what its job wrote down: no solver runs."""

import gzip
import json
from typing import Any

import pytest
import sqlalchemy as sa

from ionworks.server.files.job_output import progress_key
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

    assert "Trade-offs" not in text


def test_several_goals_are_drawn_against_each_other(api: Api, browser: Browser) -> None:
    goals = ("1C: e <b> [W.h.kg-1]", "1C: size [L]", "1C: peak [degC]")
    rows = [
        {NAME: 1e-6 * (60 + n), **dict(zip(goals, (300 + n, 0.02 + 1e-4 * n, 40), strict=True))} for n in range(150)
    ]
    size = {"objective": "1C", "name": "size", "unit": "L", "role": "minimize", "baseline": 0.03, "optimum": 0.025}
    metrics = [*RESULT["metrics"], {**size, "change_percent": None}]
    front = {"pareto": [{**row, "cost": 1.0} for row in rows], "result": {**RESULT, "metrics": metrics}}
    path = _optimization(api, "completed", {**METADATA, **front})
    text = browser("GET", path).text
    assert 'aria-label="1C: size [L] against 1C: e &lt;b&gt; [W.h.kg-1]"' in text
    assert all(f"</svg> {name}</li>" in text for name in ("Trade-offs", "Baseline", "Best design"))
    assert "75 of 150" in text and text.count("<tr>") == 75 + 6
    text = browser("GET", f"{path}?across={NAME}&up=1C: peak [degC]").text
    # the baseline's peak is not known: it is left out
    assert f'aria-label="1C: peak [degC] against {NAME}"' in text and "</svg> Baseline</li>" not in text
    assert browser("GET", f"{path}?across=<i>&up=").text.count("<option selected>") == 2


def test_a_search_that_runs_shows_its_course_and_its_trade_offs(api: Api, browser: Browser) -> None:
    path = _optimization(api, "processing")
    row = {NAME: 6e-5, "1C: e [W.h.kg-1]": 300.0, "1C: size [L]": 0.02, "cost": 1.0}
    progress = {"best_cost": 1e10, "parameters": {NAME: 6e-5}, "iteration": 3, "evaluations": 30, "start": 0}
    progress["series"] = {"Evaluations": [10, 20, 30], "Best cost": [1e10, -1.0, -1.1]}
    progress["pareto"] = [row, {**row, "1C: e [W.h.kg-1]": 310.0, "1C: size [L]": 0.03}]
    identifier = path.rsplit("/", 1)[1]
    with api.store.read() as connection:
        job = connection.execute(sa.select(optimizations.c.job_id).where(optimizations.c.id == identifier)).scalar_one()
    with blobs_of(api).writing(progress_key(job)) as stream:
        stream.write(json.dumps(progress).encode())
    text = browser("GET", path).text
    assert "data-live" in text and "Trade-offs so far" in text
    assert 'aria-label="1C: size [L] against 1C: e [W.h.kg-1]"' in text
    # a cost that only says that nothing was allowed yet is not drawn
    assert 'aria-label="Best cost against Evaluations"' in text and '<span class="high">-1</span>' in text


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
