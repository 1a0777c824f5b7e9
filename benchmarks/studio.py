"""The Studio: a list of 100,000 runs, the curves of 500, a measurement of a million rows; medians over loopback.

Rows and files are written straight into the folder of a server; what is measured are answers to a logged-in browser,
and with Playwright and Chromium the time until curves are drawn.
"""

from __future__ import annotations

import re
import shutil
import statistics
import time
from collections.abc import Callable
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import numpy as np
import polars as pl

from ionworks.server.local import LocalServer
from ionworks.server.store import bulk, schema
from ionworks.server.store.records import new_ids

RUNS, COMPARED, SAMPLES = 100_000, 500, 1_000_000
FOLDER = "simulations/bench/x"
REPEATS = 15


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


def drawn_ms(url: str, cookies: httpx.Cookies, path: str) -> float | None:
    """Time from navigation to drawn curves in Chromium; ``None`` without it."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        return None
    chromium = shutil.which("chromium")
    if chromium is None:
        return None
    ready = "() => [...document.querySelectorAll('figure.plot')].some((one) => one.querySelector('canvas'))"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context()
        context.add_cookies([{"name": one.name, "value": one.value, "url": url} for one in cookies.jar])
        page = context.new_page()

        def once(_number: int) -> None:
            page.goto(url + path, wait_until="commit")
            page.wait_for_function(ready, polling=5)

        found = median_ms(once)
        browser.close()
    return found


def main() -> None:
    with TemporaryDirectory() as folder, LocalServer(folder, workers=1, warm_workers=False) as server:
        measurement, compared = fill(server).split()
        with httpx.Client(base_url=server.url, headers={"Accept": "text/html"}, timeout=60) as browser:
            browser.post("/login", data={"api_key": server.api_key})
            _measure(browser, server, measurement, compared)


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
        f"page of {RUNS:,} runs [ms]": median_ms(lambda _: browser.get(f"{base}/simulations")),
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
    shown = drawn_ms(server.url, browser.cookies, f"{base}/simulations/compare?ids={compared}")
    if shown is not None:
        rows[f"navigation to the curves of {COMPARED} runs in Chromium [ms]"] = shown
    for name, value in rows.items():
        print(f"{name:60s} {value:8.1f}")


if __name__ == "__main__":
    main()
