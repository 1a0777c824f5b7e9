"""Parquet files with flipped bits: the server answers each with a measurement or a refusal, and goes on."""

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from ionworks import Ionworks
from ionworks.errors import BadRequestError
from ionworks.server.local import LocalServer
from ionworks.server.nouns.measurements import content
from tests.cell_frames import cycler_frame
from tests.integration.cell_data.test_cell_data_uploads import announce, parquet
from tests.integration.lent_workers import Lender

pytestmark = pytest.mark.local_only
VARIANTS = 60
GOOD = parquet(cycler_frame())


@pytest.fixture(scope="module")
def client(lent_workers: Lender) -> Iterator[Ionworks]:
    with (
        lent_workers(),
        LocalServer(workers=1) as server,
        Ionworks(server.api_key, server.url, server.project_id) as opened,
    ):
        yield opened


@pytest.fixture(scope="module")
def cell(client: Ionworks) -> Any:
    return client.cell_instance.create(client.cell_spec.create({"name": "Damaged"}).id, {"name": "Damaged"})


def damaged(seed: int) -> bytes:
    """The file with one to four bits flipped: anywhere, in the footer, in its length and magic number."""
    chance, found = random.Random(seed), bytearray(GOOD)
    footer = int.from_bytes(GOOD[-8:-4], "little")
    for _ in range(chance.choice((1, 1, 2, 4))):
        begin, end = chance.choice(
            ((0, len(found)), (len(found) - 8 - footer, len(found) - 8), (len(found) - 8, len(found)))
        )
        found[chance.randrange(begin, end)] ^= 1 << chance.randrange(8)
    return bytes(found)


def test_flipped_bits_never_trouble_the_server(client: Ionworks, cell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # the process of the server, which is this one, must not read uploads: a damaged one may end the process that does
    for name in ("check_header", "check_series", "check_steps"):
        monkeypatch.setattr(content, name, None)
    answers: Counter[str] = Counter()
    for seed in range(VARIANTS):
        upload = announce(client, cell.id, f"variant {seed}")
        upload.put(damaged(seed))
        try:
            upload.confirm()
            answers["made"] += 1
        except BadRequestError:
            answers["refused"] += 1
    # any other answer was raised
    assert answers["refused"] > VARIANTS / 4
    assert httpx.get(f"{client._connection.http.base_url}/healthz").json()["status"] == "ok"
