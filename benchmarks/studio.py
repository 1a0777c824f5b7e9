"""The Studio: a list of 100,000 runs, the curves of 500, a measurement of a million rows; medians over loopback.

Rows and files are written straight into the folder of a server; what is measured are answers to a logged-in browser,
inside the server and at its client, and with Playwright and Chromium the time until curves are drawn. Of open pages it
is the CPU time of the process of the server: another process asks as often as the script of the pages does. At the end
are answers of the API with the Studio and without it, in turns.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import httpx
import numpy as np
import polars as pl

from ionworks.server.local import LocalServer
from ionworks.server.store import bulk, schema
from ionworks.server.store.records import new_ids
from ionworks.server.studio.app import Studio

RUNS, COMPARED, SAMPLES = 100_000, 500, 1_000_000
FOLDER = "simulations/bench/x"
REPEATS = 15
OPEN_PAGES, SETTLE_S, WATCH_S = 50, 20.0, 40.0


def fill(server: LocalServer) -> str:
    """Write runs with metrics, curves of some of them, and a measurement; return its id."""
    runtime = server._runtime  # noqa: SLF001 - rows are made without solving
    assert runtime is not None
    store, home = runtime.store, runtime.home
    moment = schema.now()
    common = {"organization_id": home.organization_id, "created_at": moment, "updated_at": moment}
    own = {**common, "project_id": server.project_id}
    batch, measured, *_ = ids = list(new_ids(4))
    bulk.insert_rows(store, (schema.simulation_batches, [{"id": batch, **own, "group_key": "b", "run_count": RUNS}]))
    jobs, runs = list(new_ids(RUNS)), list(new_ids(RUNS))

    def job_rows() -> Any:
        for key in jobs:
            yield {
                "id": key,
                **own,
                "job_type": "simulate",
                "status": "completed",
                "priority": 5,
                "attempts": 1,
                "restarts": 0,
            }

    def run_rows() -> Any:
        for place, (key, job) in enumerate(zip(runs, jobs, strict=True)):
            kept = {"storage_folder": FOLDER, "time_series_offset": place * 400, "time_series_rows": 400}
            yield {
                "id": key, **own, "batch_id": batch, "job_id": job, "name": f"Run {place}", "is_partial": False,
                "design_parameters": {"Positive electrode thickness [m]": 5e-5 + place * 1e-10},
                "metrics": {"Discharge capacity [A.h]": 4 + place % 97 / 100, "Duration [s]": 3600.0 + place % 89},
                **(kept if place < COMPARED else dict.fromkeys(kept)),
            }  # fmt: skip

    bulk.insert_rows(store, (schema.jobs, job_rows()), (schema.simulations, run_rows()))
    spec, cell = ids[2:]
    bulk.insert_rows(store, (schema.cell_specs, [{"id": spec, **own, "name": "bench"}]))
    bulk.insert_rows(store, (schema.cell_instances, [{"id": cell, **own, "cell_spec_id": spec, "name": "bench"}]))
    measurement = {"id": measured, **own, "cell_instance_id": cell, "name": "bench", "measurement_type": "time_series"}
    files = {"data_files": {"time_series": "measurements/bench.parquet"}, "step_labels_validated": False}
    bulk.insert_rows(store, (schema.cell_measurements, [{**measurement, **files}]))
    _write(runtime.settings.storage_location)
    return f"{measured} {','.join(runs[:COMPARED])}"


def _write(location: str) -> None:
    from ionworks.server.files.place import open_blobs

    blobs, random = open_blobs(location), np.random.default_rng(1)
    x = np.tile(np.linspace(0, 3600, 400), COMPARED)
    y = 4.2 - x / 3600 + np.repeat(random.normal(0, 0.1, COMPARED), 400)
    time_s = np.arange(SAMPLES, dtype=float)
    tables = {
        f"{FOLDER}.time_series.parquet": {"Time [s]": x, "Voltage [V]": y},
        "measurements/bench.parquet": {"Time [s]": time_s, "Voltage [V]": 3.7 + random.normal(0, 0.2, SAMPLES)},
    }
    for key, columns in tables.items():
        with blobs.writing(key) as stream:
            pl.DataFrame(columns).write_parquet(stream)


def median_ms(call: Callable[[int], Any]) -> float:
    """Median of some calls, each given its number, in ms; the first does not count."""
    call(-1)
    times = []
    for number in range(REPEATS):
        start = time.perf_counter()
        call(number)
        times.append(time.perf_counter() - start)
    return 1e3 * statistics.median(times)


async def _follow(url: str, cookies: dict[str, str], path: str, number: int, until: float) -> int:
    """Ask for a page as `follow` of studio.js does until a moment; return how often."""
    wait, last, count = 1.0, "", 0
    async with httpx.AsyncClient(base_url=url, cookies=cookies, timeout=60) as client:
        page = await client.get(path, headers={"Accept": "text/html"})
        while "data-live" in page.text and time.monotonic() + wait < until:
            await asyncio.sleep(wait)
            page = await client.get(path, headers={"HX-Request": "true", "X-Live": str(number)})
            count += 1
            wait = max(float(page.headers["x-live"]), min(1.5 * wait, 20.0) if page.text == last else 0.0)
            last = page.text
    return count


def follow(url: str, cookies: dict[str, str], path: str, seconds: float) -> int:
    """Keep pages open for a while; return how often they asked."""

    async def all_of_them() -> int:
        until = time.monotonic() + seconds
        counts = await asyncio.gather(*(_follow(url, cookies, path, one, until) for one in range(OPEN_PAGES)))
        return sum(counts)

    return asyncio.run(all_of_them())


def cpu_of_open_pages(server: LocalServer, cookies: dict[str, str], path: str) -> tuple[float, int]:
    """CPU of this process, which is the server's, in percent of a core while pages are open; how often they asked."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as others:
        asked = others.submit(follow, server.url, cookies, path, SETTLE_S + WATCH_S)
        time.sleep(SETTLE_S)
        begun, cpu = time.perf_counter(), time.process_time()
        time.sleep(WATCH_S - 5)
        part = (time.process_time() - cpu) / (time.perf_counter() - begun)
        return 100 * part, asked.result()


def server_ms(call: Callable[[int], Any]) -> float:
    """Median of the times that requests spend in the Studio, in ms."""
    times = []
    answer = Studio.__call__

    async def timed(*arguments: Any) -> None:
        start = time.perf_counter()
        await answer(*arguments)
        times.append(time.perf_counter() - start)

    with patch.object(Studio, "__call__", timed):
        median_ms(call)
    return 1e3 * statistics.median(times)


def api_ms() -> dict[str, float]:
    """Medians of a small answer of the API, with the Studio and without it, in turns."""
    rounds = 400
    times: dict[bool, list[float]] = {True: [], False: []}
    with ExitStack() as opened:
        clients = {}
        for studio in times:
            folder = opened.enter_context(TemporaryDirectory())
            server = opened.enter_context(LocalServer(folder, workers=1, warm_workers=False, studio=studio))
            headers = {"X-API-Key": server.api_key}
            clients[studio] = opened.enter_context(httpx.Client(base_url=server.url, headers=headers))
        for _ in range(rounds):
            for studio, client in clients.items():
                start = time.perf_counter()
                client.get("/users/me").raise_for_status()
                times[studio].append(time.perf_counter() - start)
    names = {True: "with the Studio", False: "without it"}
    return {
        f"GET /users/me with a key, {names[one]} [ms]": 1e3 * statistics.median(found) for one, found in times.items()
    }


def import_rows() -> dict[str, float]:
    """Return what a cold import of the client takes, and how much of the server and its Studio it loads."""
    counted = "import ionworks, sys; print(sum(name.startswith('ionworks.server') for name in sys.modules))"
    times, counts = [], []
    for _ in range(7):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", counted], check=True, capture_output=True, text=True)
        times.append(time.perf_counter() - start)
        counts.append(int(done.stdout))
    return {
        "a fresh Python that imports ionworks [ms]": 1e3 * statistics.median(times),
        "modules of the server that it loads": max(counts),
    }


DRAWN = "() => [...document.querySelectorAll('figure.plot')].some((one) => one.querySelector('canvas'))"
ZOOM = """() => new Promise((done) => {
  const group = [...groups.values()][0];
  const [before, start] = [group.data, performance.now()];
  const key = group.turn % 2 ? "+" : "-";
  group.panels[0].figure.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const look = () => {
    if (group.data === before) setTimeout(look, 1);
    else requestAnimationFrame(() => done(performance.now() - start));
  };
  look();
})"""


def chromium_ms(url: str, cookies: httpx.Cookies, base: str, compared: str, measurement: str) -> dict[str, float]:
    """Times from navigation to drawn curves, and from a key to a drawn zoom; nothing without Chromium."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        return {}
    if chromium is None:
        return {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context()
        context.add_cookies([{"name": one.name, "value": one.value, "url": url} for one in cookies.jar])
        page = context.new_page()

        def opened(path: str) -> float:
            def once(_number: int) -> None:
                page.goto(url + path, wait_until="commit")
                page.wait_for_function(DRAWN, polling=5)

            return median_ms(once)

        found = {
            f"navigation to the curves of {COMPARED} runs in Chromium [ms]": opened(
                f"{base}/simulations/compare?ids={compared}"
            ),
            f"navigation to the curve of {SAMPLES:,} rows in Chromium [ms]": opened(
                f"{base}/data/measurements/{measurement}"
            ),
        }
        page.wait_for_load_state("networkidle")
        zooms = [page.evaluate(ZOOM) for _ in range(REPEATS)]
        browser.close()
    return {**found, f"from a key to a zoom of {SAMPLES:,} rows in Chromium [ms]": statistics.median(zooms)}


def main() -> None:
    with TemporaryDirectory() as folder, LocalServer(folder, workers=1, warm_workers=False) as server:
        measurement, compared = fill(server).split()
        with httpx.Client(base_url=server.url, headers={"Accept": "text/html"}, timeout=60) as browser:
            browser.post("/login", data={"api_key": server.api_key})
            _measure(browser, server, measurement, compared)
    show(api_ms())
    show(import_rows())


def _measure(browser: httpx.Client, server: LocalServer, measurement: str, compared: str) -> None:
    base = f"/projects/{server.project_id}"
    page = browser.get(f"{base}/simulations")
    size = int(page.headers["content-length"]) / 1e3
    token = re.search(r'name="cross_site_token" value="(\w+)"', page.text)
    assert token is not None
    wants = {"Accept": "application/json", "X-Cross-Site-Token": token[1]}
    ids = compared.split(",")

    def curves(number: int) -> httpx.Response:
        body = {"simulation_ids": ids, "columns": ["Voltage [V]"], "encoding": "base64", "max_points": 400 + number % 2}
        return browser.post("/simulations/series", headers=wants, json=body)

    def window(number: int) -> httpx.Response:
        limits = {"x_min": 1000.0 * (number + 2), "x_max": 500_000.0 + number} if number is not None else {}
        query = {"columns": "Voltage [V]", "encoding": "base64", **limits}
        return browser.get(f"/cell_measurements/{measurement}/series", headers=wants, params=query)

    sort = f"{base}/simulations?order_by=metrics.Discharge capacity [A.h]&order=desc"
    rows = {
        f"page of {RUNS:,} runs, inside the server [ms]": server_ms(lambda _: browser.get(f"{base}/simulations")),
        f"page of {RUNS:,} runs, at the client [ms]": median_ms(lambda _: browser.get(f"{base}/simulations")),
        f"last page of {RUNS:,} runs [ms]": median_ms(lambda _: browser.get(f"{base}/simulations?offset={RUNS - 50}")),
        "sorted by a metric [ms]": median_ms(lambda _: browser.get(sort)),
        "page of runs, compressed [kB]": size,
        "GET /users/me of the API [ms]": median_ms(lambda _: browser.get("/users/me", headers=wants)),
        f"curves of {COMPARED} runs, one request [ms]": median_ms(curves),
        f"page comparing {COMPARED} runs [ms]": median_ms(
            lambda _: browser.get(f"{base}/simulations/compare?ids={compared}")
        ),
        f"a window of {SAMPLES:,} rows [ms]": median_ms(window),
    }
    start = time.perf_counter()
    browser.get(f"/cell_measurements/{measurement}/series", headers=wants, params={"columns": "Voltage [V]"})
    rows[f"all of {SAMPLES:,} rows, first time [ms]"] = 1e3 * (time.perf_counter() - start)
    rows |= open_pages(browser, server)
    rows |= chromium_ms(server.url, browser.cookies, base, compared, measurement)
    show(rows)


def show(rows: dict[str, float]) -> None:
    for name, value in rows.items():
        print(f"{name:66s} {value:8.1f}")


def open_pages(browser: httpx.Client, server: LocalServer) -> dict[str, float]:
    """Measure overviews that are open while nothing runs, and while a job does."""
    path = f"/projects/{server.project_id}/studies"
    cookies = {one.name: str(one.value) for one in browser.cookies.jar}
    idle, never = cpu_of_open_pages(server, cookies, path)
    runtime = server._runtime  # noqa: SLF001 - as above
    assert runtime is not None
    moment = schema.now()
    own = {"organization_id": runtime.home.organization_id, "created_at": moment, "updated_at": moment}
    job = {"id": next(iter(new_ids(1))), **own, "project_id": server.project_id, "job_type": "simulate"}
    state = {"status": "processing", "priority": 5, "attempts": 1, "restarts": 0, "started_at": moment}
    state |= {"lease_owner": "bench", "lease_expires_at": "2099-01-01T00:00:00.000000Z"}
    bulk.insert_rows(runtime.store, (schema.jobs, [{**job, **state}]))
    busy, often = cpu_of_open_pages(server, cookies, path)
    return {
        f"{OPEN_PAGES} open pages, nothing runs [% of a core]": idle,
        f"{OPEN_PAGES} open pages, nothing runs [requests for what runs]": never,
        f"{OPEN_PAGES} open pages, a job runs [% of a core]": busy,
        f"{OPEN_PAGES} open pages, a job runs [requests in {SETTLE_S + WATCH_S:.0f} s]": often,
    }


if __name__ == "__main__":
    main()
