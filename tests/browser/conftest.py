"""Headless Chromium on a server of this process, filled with real runs; every page is watched for errors."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import attrs
import numpy as np
import polars as pl
import pytest

from ionworks import Ionworks
from ionworks.optimization import Algorithm, DesignParameter, Objective, OptimizationProblem, maximize, minimize
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
DIFFUSIVITY = "Negative particle diffusivity [m2.s-1]"
DRAWN = "() => [...document.querySelectorAll('figure.plot canvas')].some((one) => one.width > 100)"
TWO_CYCLES = """
global: {initial_soc: 100}
steps:
  - Cycling:
      repeat: 2
      steps:
        - Discharge: {mode: C-rate, value: 2, ends: ["Voltage < 2.8"]}
        - Rest: {duration: 300}
        - Charge: {mode: C-rate, value: 1, ends: ["Voltage > 4.1"]}
"""


def chromium_path() -> str:
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


@attrs.frozen(kw_only=True)
class Things:
    """Ids of what pages show beside runs."""

    spec: str
    cell: str
    measurement: str
    fit: str
    optimization: str
    model: str
    protocol: str

    @property
    def addresses(self) -> dict[str, str]:
        """Pages below that of the project, by what they show."""
        return {
            "cells": f"data/specs/{self.spec}/instances",
            "cell": f"data/instances/{self.cell}",
            "measurement": f"data/measurements/{self.measurement}",
            "fit": f"pipelines/{self.fit}",
            "optimization": f"optimizations/{self.optimization}",
            "model": f"parameterized-models/{self.model}",
            "protocol": f"protocols/{self.protocol}",
        }


@pytest.fixture(scope="session")
def things(client: Ionworks) -> Things:
    """A measurement of two cycles, a fit and an optimization with two goals, all made by solving."""
    model = next(one for one in client.parameterized_model.list_by_project(summary=True) if one.name == "Chen2020 SPM")
    cycled = client.simulation.run("Chen2020 SPM", TWO_CYCLES, name="Two cycles")
    spec = client.cell_spec.create({"name": "LG M50", "manufacturer": "LG", "form_factor": "21700"})
    cell = client.cell_instance.create(spec.id, {"name": "Cell 7"})
    details = {"measurement": {"name": "Cycled"}, "time_series": cycled.time_series}
    measurement = client.cell_measurement.create(cell.id, details)
    fit = client.pipeline.create(fit_config(client, "Diffusivity"))
    best = client.optimization.run(optimization(model.id, population_size=8, max_iterations=3))
    client.pipeline.wait_for_completion(fit.id, poll_interval=0.2, verbose=False)
    client.optimization.wait_for_completion(best.id, poll_interval=0.2, verbose=False)
    run = client.simulation.list(q="Two cycles", limit=1)[0]
    return Things(
        spec=spec.id,
        cell=cell.id,
        measurement=measurement.id,
        fit=fit.id,
        optimization=best.id,
        model=model.id,
        protocol=run["experiment_template_id"],
    )


def fit_config(client: Ionworks, name: str, **fields: Any) -> dict[str, Any]:
    """Return a fit of the diffusivity to the discharge that was run, and its validation."""
    model = next(one for one in client.parameterized_model.list_by_project(summary=True) if one.name == "Chen2020 SPM")
    run = client.simulation.list(q="One discharge", limit=1)[0]
    data = client.simulation.get_result(run["id"]).time_series.select("Time [s]", "Current [A]", "Voltage [V]")
    noise = np.random.default_rng(1).normal(0, 2e-3, data.height)
    data = data.with_columns(pl.col("Voltage [V]") + pl.Series(noise))
    objectives = {"1C": {"type": "CurrentDriven", "options": {"model": {"type": "SPM"}}, "data": data}}
    parameters = {DIFFUSIVITY: {"bounds": [1e-14, 1e-13], "initial_value": 2e-14}}
    known = {**client.parameterized_model.get_parameter_values(model.id), "Initial SOC [%]": 100}
    elements = {
        "known": {"element_type": "entry", "values": known},
        "fit": {"element_type": "data_fit", "objectives": objectives, "parameters": parameters, **fields},
        "check": {"element_type": "validation", "objectives": objectives},
    }
    return {"name": name, "elements": elements}


def optimization(model_id: str, name: str = "Thick or light", **algorithm: int) -> OptimizationProblem:
    """Return the search for the trade-off between energy and size."""
    goals = {"density": maximize("gravimetric_energy_density"), "size": minimize("cell_volume")}
    return OptimizationProblem(
        name=name,
        parameterized_model_id=model_id,
        objectives={"1C": Objective(PROTOCOL, goals=goals)},
        parameters=[DesignParameter(THICKNESS, 5e-5, 1.4e-4)],
        algorithm=Algorithm(type="NSGA2", seed=1, **algorithm),
    )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
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

    page.add_init_script(
        "addEventListener('securitypolicyviolation', (one) => console.error(`CSP: ${one.violatedDirective}`))"
    )
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


def problems_of(chromium: Any, server: LocalServer, client: Ionworks, path: str) -> list[Any]:
    """Return what is wrong with a page of the project in the light on a wide screen, and in the dark on a narrow one."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found: list[Any] = []
    for scheme, width in (("light", 1280), ("dark", 390)):
        context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 844})
        watched = watch(context.new_page(), server.url, str(server.project_id))
        watched.page.goto(client.open_studio(open_browser=False))
        page = watched.open(f"/{path}")
        if (whole := page.evaluate("() => document.documentElement.scrollWidth")) > width:
            found.append(f"{whole} px wide on a screen of {width} px")
        violations = axe.Axe().run(page).response["violations"]
        serious = [one for one in violations if one["impact"] in {"serious", "critical"}]
        found += [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in serious]
        for between in (1000, 760) if width > 1000 else ():
            page.set_viewport_size({"width": between, "height": 844})
            page.wait_for_timeout(300)  # plots follow the size of the window when it has stood still
            if (whole := page.evaluate("() => document.documentElement.scrollWidth")) > between:
                found.append(f"{whole} px wide on a screen of {between} px")
        found += watched.problems
        context.close()
    return found
