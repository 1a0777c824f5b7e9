"""A full queue through real HTTP: refused with 429 and Retry-After, and waited for by the client."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from ionworks import Ionworks
from ionworks.errors import BadRequestError, RateLimitError
from ionworks.server.local import LocalServer
from tests.integration.lent_workers import Lender, LentWorkers
from tests.integration.live_server import wait_for
from tests.integration.sweeps import CYCLING, submit_sweep

pytestmark = pytest.mark.local_only

LIMIT = 4


class EndlessRuns(LentWorkers):
    """Answer questions, and never end what has a group, as runs have."""

    def submit_near(self, group: str, fn: Any, /, *args: Any) -> Future[Any]:
        return Future()

    def cancel_running(self, future: Future[Any]) -> bool:
        return future.cancel() or super().cancel_running(future)


@pytest.fixture
def server(lent_workers: Lender, tmp_path: Path) -> Iterator[LocalServer]:
    with lent_workers(EndlessRuns), LocalServer(tmp_path, workers=1, queue_limit=LIMIT) as running:
        yield running


def _cancel(client: Ionworks, ids: list[str]) -> None:
    for identifier in ids:
        client.job.cancel(client.simulation.get(identifier)["job_id"])


def test_a_full_queue_is_waited_for(server: LocalServer) -> None:
    account = (server.api_key, server.url, server.project_id)
    with Ionworks(*account) as client, Ionworks(*account, max_retries=0) as hasty, ThreadPoolExecutor(1) as other:
        with pytest.raises(BadRequestError, match=f"at most {LIMIT}"):
            submit_sweep(client, CYCLING, 5e-5, 1.1 * 5e-5, LIMIT + 1)
        first = submit_sweep(client, CYCLING, 5e-5, 1.1 * 5e-5, LIMIT)
        wait_for(lambda: "processing" in [row["status"] for row in client.simulation.get_statuses(first)], 30)
        with pytest.raises(RateLimitError, match="3 jobs wait already, and at most 4 may") as refused:
            submit_sweep(hasty, CYCLING, 6e-5, 1.1 * 6e-5, 2)
        assert refused.value.retry_after is not None
        assert 1 <= refused.value.retry_after <= 10
        # as much as there is room for is taken at once
        second = submit_sweep(hasty, CYCLING, 7e-5, 1.1 * 7e-5, 1)
        begun = time.monotonic()
        waiting = other.submit(submit_sweep, client, CYCLING, 6e-5, 1.1 * 6e-5, 2)
        time.sleep(0.5)
        assert not waiting.done()
        _cancel(hasty, [identifier for identifier in first if _is_pending(hasty, identifier)])
        third = waiting.result(30)
        assert time.monotonic() - begun >= refused.value.retry_after
        assert len(third) == 2
        _cancel(client, [*first, *second, *third])


def _is_pending(client: Ionworks, identifier: str) -> bool:
    return client.simulation.get(identifier)["status"] == "pending"
