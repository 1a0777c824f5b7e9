"""Headless Chromium on a server of this process, filled with real runs; every page is watched for errors."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from ionworks import Ionworks
from ionworks.server.local import LocalServer

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the extra 'browser': make test-browser")

PROTOCOL = """
steps:
  - direction: Discharge
    mode: C-rate
    value: 1
    ends:
      - variable: Voltage [V]
        value: 2.5
  - direction: Rest
    duration: 600
"""
THICKNESS = "Positive electrode thickness [m]"


def _chromium() -> str:
    found = os.environ.get("IONWORKS_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium: install the package chromium, or set IONWORKS_TEST_CHROMIUM")
    return found


@pytest.fixture(scope="session")
def server() -> Iterator[LocalServer]:
    with LocalServer(workers=1) as running:
        yield running


@pytest.fixture(scope="session")
def client(server: LocalServer) -> Iterator[Ionworks]:
    """A client of the server, where a discharge and a sweep have run."""
    with Ionworks(server.api_key, server.url, server.project_id, timeout=60) as one:
        one.simulation.run("Chen2020 SPM", PROTOCOL, name="One discharge")
        one.simulation.run_sweep("Chen2020 SPM", PROTOCOL, {THICKNESS: [6e-5, 8e-5, 1e-4]}, name="Sweep")
        yield one


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@attrs.define
class Watched:
    """A page of the browser and what went wrong on it."""

    page: Any
    base: str
    problems: list[str] = attrs.field(factory=list)

    def open(self, path: str) -> Any:
        """Go to a page of the project and wait until it has what it asked for."""
        self.page.goto(f"{self.base}{path}", wait_until="networkidle")
        return self.page


def watch(page: Any, url: str, project_id: str) -> Watched:
    watched = Watched(page, f"{url}/projects/{project_id}")
    is_known = ("Failed to load resource: the server responded with a status of 4",)

    def tell(message: Any) -> None:
        # a refused form is an answer with its status, which Chromium counts as an error of the page
        if message.type in {"error", "warning"} and not message.text.startswith(is_known):
            watched.problems.append(f"console: {message.text}")

    def asked(request: Any) -> None:
        if not request.url.startswith((url, "data:", "blob:")):
            watched.problems.append(f"left the host: {request.url}")

    page.on("console", tell)
    page.on("pageerror", lambda error: watched.problems.append(f"script: {error}"))
    page.on("request", asked)
    return watched


@pytest.fixture
def studio(chromium: Any, server: LocalServer, client: Ionworks) -> Iterator[Watched]:
    """A browser that is logged in by a link; at the end nothing may have gone wrong."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    watched = watch(context.new_page(), server.url, str(server.project_id))
    watched.page.goto(client.open_studio(open_browser=False), wait_until="networkidle")
    yield watched
    context.close()
    assert watched.problems == []
