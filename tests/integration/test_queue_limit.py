"""A full queue through real HTTP: refused with 429 and Retry-After, and waited for by the client."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ionworks import Ionworks
from ionworks.errors import BadRequestError, RateLimitError
from ionworks.server.local import LocalServer

pytestmark = pytest.mark.local_only

LIMIT = 4
# hours of simulated cycling: it is still there when the test looks
CYCLING = """
global: {initial_soc: 1, temperature: 25}
steps:
  - Cycle:
      repeat: 2000
      steps:
        - {direction: Discharge, mode: C-rate, value: 1, ends: [{variable: "Voltage [V]", value: 3.0}]}
        - {direction: Charge, mode: C-rate, value: 1, ends: [{variable: "Voltage [V]", value: 4.1}]}
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LocalServer]:
    with LocalServer(tmp_path, workers=1, warm_workers=False, queue_limit=LIMIT) as running:
        yield running


def _submit(client: Ionworks, count: int, thinnest: float) -> list[str]:
    models = client.parameterized_model.list_by_project(summary=True)
    row = {"type": "range", "name": "Positive electrode thickness [m]", "count": count}
    batch = client.simulation.protocol_batch(
        {
            "parameterized_model": next(model.id for model in models if model.name == "Chen2020 SPM"),
            "protocol_experiment": {"protocol": CYCLING, "name": "endless"},
            "design_parameters_doe": {
                "sampling": "grid",
                "rows": [{**row, "min": thinnest, "max": thinnest * 1.1}],
            },
        }
    )
    return [run.simulation_id for run in batch]


def _cancel(client: Ionworks, ids: list[str]) -> None:
    for identifier in ids:
        client.job.cancel(client.simulation.get(identifier)["job_id"])


def test_a_full_queue_is_waited_for(server: LocalServer) -> None:
    account = (server.api_key, server.url, server.project_id)
    with Ionworks(*account) as client, Ionworks(*account, max_retries=0) as hasty, ThreadPoolExecutor(1) as other:
        with pytest.raises(BadRequestError, match=f"at most {LIMIT}"):
            _submit(client, LIMIT + 1, 5e-5)
        first = _submit(client, LIMIT, 5e-5)
        deadline = time.monotonic() + 30
        while "processing" not in (states := [row["status"] for row in client.simulation.get_statuses(first)]):
            assert time.monotonic() < deadline, states
            time.sleep(0.02)
        with pytest.raises(RateLimitError, match="3 jobs wait already, and at most 4 may") as refused:
            _submit(hasty, 2, 6e-5)
        assert refused.value.retry_after is not None
        assert 1 <= refused.value.retry_after <= 10
        # as much as there is room for is taken at once
        second = _submit(hasty, 1, 7e-5)
        begun = time.monotonic()
        waiting = other.submit(_submit, client, 2, 6e-5)
        time.sleep(0.5)
        assert not waiting.done()
        _cancel(hasty, [identifier for identifier in first if _is_pending(hasty, identifier)])
        third = waiting.result(30)
        assert time.monotonic() - begun >= refused.value.retry_after
        assert len(third) == 2
        _cancel(client, [*first, *second, *third])


def _is_pending(client: Ionworks, identifier: str) -> bool:
    return client.simulation.get(identifier)["status"] == "pending"
