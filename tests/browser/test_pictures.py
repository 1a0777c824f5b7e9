"""Pictures of pages: some for the documentation (`make pictures`), every page where one wants to look at all of them."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from examples.look_at_runs import draw_page
from ionworks import Ionworks
from ionworks.server.local import LocalServer
from tests.browser.conftest import DRAWN, Things, Watched, chromium_path, watch
from tests.browser.test_studio import PAGES

SIZE = (1160, 720)
COLOURS = 200
MOST_BYTES = 100_000
FOLDER = os.environ.get("IONWORKS_TEST_PICTURES", "")
"""Where the pictures of the documentation are kept; a temporary folder without it."""
EVERY = os.environ.get("IONWORKS_TEST_EVERY_PAGE", "")
"""Folder for pictures of every page in the light and in the dark, on a wide and on a narrow screen."""


@pytest.mark.parametrize("name", ["run", "compare", "fit", "measurement"])
def test_pictures_of_the_documentation(
    studio: Watched, client: Ionworks, things: Things, tmp_path: Path, name: str
) -> None:
    from PIL import Image

    run = client.simulation.list(q="One discharge", limit=1)[0]
    first = {"run": f"parameterized-models/-/simulations/{run['id']}", "compare": "simulations/compare?q=Sweep"}
    studio.page.set_viewport_size(dict(zip(("width", "height"), SIZE, strict=True)))
    page = studio.open(f"/{({**things.addresses, **first})[name]}")
    if name != "fit":
        page.wait_for_function(DRAWN)
    path = Path(FOLDER or tmp_path) / f"{name}.png"
    page.screenshot(path=path)
    whole = Image.open(path).convert("RGB")
    # a page of text and lines needs few colours
    whole.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    drawn = Image.open(path)
    assert drawn.size == SIZE and path.stat().st_size < MOST_BYTES
    counts = sorted((count for count, _ in drawn.getcolors()), reverse=True)
    # ground, text and curves: neither blank nor one block of colour
    assert len(counts) > 50 and counts[0] < 0.97 * SIZE[0] * SIZE[1]
    assert _has_a_curve(drawn.convert("RGB"))


def test_the_demo_draws_the_page_of_its_runs(client: Ionworks, tmp_path: Path) -> None:
    from PIL import Image

    link, overview = client.open_studio(open_browser=False).split("&next=")
    page = overview.removesuffix("studies") + quote("simulations/compare?q=Sweep", safe="")
    assert draw_page(chromium_path(), f"{link}&next={page}", str(tmp_path / "page.png"))
    drawn = Image.open(tmp_path / "page.png").convert("RGB")
    assert drawn.size == (1160, 1000) and _has_a_curve(drawn)
    assert not draw_page("false", page, str(tmp_path / "nothing.png"))


def _has_a_curve(image: Any) -> bool:
    """Whether there are pixels of strong colour, which on these pages only curves and links have, in most columns."""
    import numpy as np

    pixels = np.asarray(image, dtype=int)
    coloured = (pixels.max(axis=2) - pixels.min(axis=2)) > 80
    return bool(coloured.any(axis=0).mean() > 0.5)


@pytest.mark.skipif(not EVERY, reason="IONWORKS_TEST_EVERY_PAGE names no folder")
def test_every_page(chromium: Any, server: LocalServer, client: Ionworks, things: Things) -> None:
    run = client.simulation.list(q="One discharge", limit=1)[0]
    pages = {one.split("?")[0].replace("/", "-"): one for one in PAGES}
    pages |= things.addresses | {"run": f"parameterized-models/-/simulations/{run['id']}", "nothing": "nothing"}
    for scheme in ("light", "dark"):
        for width in (1440, 390):
            context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
            watched = watch(context.new_page(), server.url, str(server.project_id))
            watched.page.goto(client.open_studio(open_browser=False))
            for name, address in pages.items():
                picture = Path(EVERY) / f"{name}-{scheme}-{width}.png"
                watched.open(f"/{address}").screenshot(path=picture, full_page=True)
                assert picture.stat().st_size > 5_000
            context.close()
            assert watched.problems == []
