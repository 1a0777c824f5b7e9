"""Equal requests at one moment: one record each."""

import time
from typing import Any

import httpx

from tests.attacks.storage import rows, upload
from tests.attacks.target import Attempts, Target
from tests.integration.handlers.test_races import PROTOCOL

AT_ONCE = 12


def attack(target: Target, attempts: Attempts, *, full: bool) -> None:
    for again in range(8 if full else 1):
        if attempts.is_over:
            return
        protocol = _protocols(target, attempts, again)
        _sweeps(target, attempts, protocol)
        _confirms(target, attempts)


def _together(target: Target, method: str, path: str, body: Any) -> list[httpx.Response]:
    found = target.at_once(AT_ONCE, lambda _: target.ask(method, path, json=body))
    return [one for one in found if isinstance(one, httpx.Response)]


def _protocols(target: Target, attempts: Attempts, again: int) -> str:
    # another one each time the family runs
    soc = 0.5 + again / 1000 + time.time() % 1 / 1e4
    config = {**PROTOCOL, "global": {**PROTOCOL["global"], "initial_soc": soc}}
    body = {"name": f"Race {again}", "project_id": target.project_id, "protocol_config": config}
    answers = _together(target, "POST", "/experiment_templates", body)
    made = {one.json().get("id") for one in answers}
    statuses = sorted(one.status_code for one in answers)
    attempts.note("equal protocols", len(made) == 1 and statuses == [200] * (AT_ONCE - 1) + [201], statuses)
    return str(next(iter(made)))


def _sweeps(target: Target, attempts: Attempts, protocol: str) -> None:
    models = target.ask("GET", "/parameterized_models", params={"project_id": target.project_id, "summary": "true"})
    assert isinstance(models, httpx.Response)
    model = next(one["id"] for one in models.json()["items"] if one["name"] == "Chen2020 SPM")
    body = {
        "parameterized_model": model,
        "experiment_template_id": protocol,
        "experiment_parameter_sets": [{}],
        "conditions": [{"experiment_parameters": {"rate": 1.0 + one / 100}} for one in range(20)],
        "project_id": target.project_id,
    }
    answers = _together(target, "POST", "/simulations/with-template/batch", body)
    statuses = {one.status_code for one in answers}
    if statuses != {202}:
        attempts.note("equal sweeps", False, [one.text[:100] for one in answers][:2])
        return
    runs = [run for one in answers for run in one.json()]
    made = len({run["simulation_id"] for run in runs})
    attempts.note("equal sweeps", made == 20 and sum(not run["already_existed"] for run in runs) == 20, f"{made} runs")
    for job in {run["job_id"] for run in runs}:
        target.ask("POST", f"/jobs/{job}/cancel", json={})


def _confirms(target: Target, attempts: Attempts) -> None:
    measurement, _, body = upload(target, rows(), f"Race {time.monotonic_ns()}")
    answers = _together(target, "POST", f"/cell_measurements/{measurement}/confirm-upload", body)
    statuses = {one.status_code for one in answers}
    attempts.note("equal confirms", len(answers) == AT_ONCE and statuses <= {200, 201, 202}, statuses)
