"""Pictures of pages for the documentation; made when `IONWORKS_TEST_PICTURES` names their folder (`make pictures`)."""

import os
from pathlib import Path

import pytest

from ionworks import Ionworks
from tests.browser.conftest import Watched
from tests.browser.test_studio import DRAWN

FOLDER = os.environ.get("IONWORKS_TEST_PICTURES", "")


@pytest.mark.skipif(not FOLDER, reason="make pictures")
def test_pictures_are_made(studio: Watched, client: Ionworks) -> None:
    run = client.simulation.list(q="One discharge", limit=1)[0]
    wanted = {"run": f"/parameterized-models/-/simulations/{run['id']}", "compare": "/simulations/compare?q=Sweep"}
    studio.page.set_viewport_size({"width": 1100, "height": 720})
    for name, path in wanted.items():
        page = studio.open(path)
        page.wait_for_function(DRAWN)
        page.screenshot(path=Path(FOLDER) / f"{name}.png")
