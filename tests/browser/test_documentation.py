"""The documentation opened from the disk: the search finds, nothing is asked of the web, code fits its box."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("index.html", "guides/pipelines.html", "guides/simulations.html", "reference/simulations.html")
OVERFLOWING = """
[...document.querySelectorAll("pre > code")]
    .filter((code) => code.scrollWidth > code.clientWidth + 1)
    .map((code) => code.innerText.split("\\n").sort((one, other) => other.length - one.length)[0])
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, timeout=280)
    return folder


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1300, "height": 900})
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: asked.append(f"error: {error}"))
    yield opened
    context.close()
    assert [one for one in asked if not one.startswith(("file:", "data:", "about:"))] == []


def test_the_search_works_from_the_disk(site: Path, page: Any) -> None:
    page.goto((site / "index.html").as_uri())
    page.fill("input[name=query]", "impedance")
    page.wait_for_selector(".md-search-result__item a")
    found = page.eval_on_selector_all(".md-search-result__item a", "links => links.map(link => link.href)")
    assert any("guides/protocols.html" in link for link in found)


@pytest.mark.parametrize("name", PAGES)
def test_code_fits_its_box_at_1300_pixels(site: Path, page: Any, name: str) -> None:
    page.goto((site / name).as_uri())
    assert page.evaluate(OVERFLOWING) == []
