"""One server for what goes in and out of it."""

from collections.abc import Iterator

import pytest

from ionworks import Ionworks
from ionworks.server.local import LocalServer
from tests.integration.lent_workers import Lender


@pytest.fixture(scope="package")
def client(tmp_path_factory: pytest.TempPathFactory, lent_workers: Lender) -> Iterator[Ionworks]:
    folder = tmp_path_factory.mktemp("server")
    with lent_workers(), LocalServer(folder, workers=1, validate_responses=True) as server:
        with Ionworks(server.api_key, server.url, server.project_id) as opened:
            yield opened
