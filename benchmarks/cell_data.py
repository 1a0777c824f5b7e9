"""Cell data at full size: reading a million rows, validating them, and listing 100,000 measurements.

Run with ``python benchmarks/cell_data.py``; every ratio compares numbers of the same run. The client works in a process
of its own, the embedded server and a plain file server in another, so that neither shares the other's interpreter.
"""

import http.client
import http.server
import io
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import sqlalchemy as sa

ROWS = 1_000_000
REPEATS = 5
MEASUREMENTS = 100_000


def million_rows() -> pl.DataFrame:
    """A million samples in 12 columns, half of them rounded as cyclers do."""
    rng = np.random.default_rng(0)
    step = np.repeat(np.arange(ROWS // 1000), 1000)
    current = np.array([5.0, 0.0, -5.0, 0.0])[step % 4]
    time_s = np.arange(ROWS) * 1.0
    charge = np.cumsum(current) / 3600
    voltage = 3.9 - 0.04 * charge - 0.01 * current
    within = np.tile(np.arange(1000.0), ROWS // 1000)
    capacity = np.abs(current) * within / 3600
    is_discharge = current > 0
    columns = {
        "Time [s]": time_s,
        "Voltage [V]": np.round(voltage, 4),
        "Current [A]": current,
        "Step count": step.astype(float),
        "Cycle count": (step // 4).astype(float),
        "Temperature [degC]": np.round(25 + rng.random(ROWS), 1),
        "Discharge capacity [A.h]": np.where(is_discharge, capacity, 0.0),
        "Charge capacity [A.h]": np.where(current < 0, capacity, 0.0),
        **{f"Sensor {number}": rng.random(ROWS) for number in range(4)},
    }
    return pl.DataFrame(columns)


def median(action: Callable[[], Any], repeats: int = REPEATS) -> float:
    """Median time of an action in seconds, after one run that does not count."""
    action()
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        action()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def peak_bytes() -> int:
    """Largest resident memory of this process so far (what ``getrusage`` tells includes its parent's)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def read_plain(url: str) -> pl.DataFrame:
    """Read Parquet from a file server, with the fastest client there is."""
    host, _, path = url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host)
    connection.request("GET", f"/{path}")
    content = connection.getresponse().read()
    connection.close()
    return pl.read_parquet(io.BytesIO(content))


def client_process(api_key: str, api_url: str, measurement_id: str, plain_url: str, json_url: str) -> dict[str, float]:
    """Times and memory of reading, as the process of a user sees them."""
    from ionworks import Ionworks

    with Ionworks(api_key, api_url) as client:
        reads = client.cell_measurement
        reads.time_series(measurement_id, use_cache=False, row_range=(0, 10))
        reads.steps(measurement_id, use_cache=False)
        before = peak_bytes()
        frame = reads.time_series(measurement_id, use_cache=False)
        peak = peak_bytes() - before
        size = frame.estimated_size()
        del frame
        times = {
            "ours": median(lambda: reads.time_series(measurement_id, use_cache=False)),
            "plain": median(lambda: read_plain(plain_url)),
            "window": median(lambda: reads.time_series(measurement_id, use_cache=False, row_range=(500_000, 501_000))),
        }
        connection = client._connection.http  # noqa: SLF001 - the same client, other content
        times["json"] = median(lambda: pl.DataFrame(json.loads(connection.get(json_url, timeout=300).content)), 1)
    return {**times, "peak": peak / size, "size": size / 1e6}


class QuietFiles(http.server.SimpleHTTPRequestHandler):
    """The plain file server of the standard library, without its log."""

    def log_message(self, *_: Any) -> None:
        """Log nothing."""


def reading() -> None:
    """Print what reading a million rows costs."""
    from ionworks import Ionworks

    frame = million_rows()
    with Ionworks.local(workers=1, timeout=60) as client, tempfile.TemporaryDirectory() as folder:
        spec = client.cell_spec.create({"name": "S"})
        cell = client.cell_instance.create(spec.id, {"name": "C"})
        begin = time.perf_counter()
        detail = {"measurement": {"name": "million"}, "time_series": frame}
        made = client.cell_measurement.create(cell.id, detail, wait_for_processing=False)
        upload = time.perf_counter() - begin
        client.cell_measurement.wait_for_processing(made.id)
        processed = time.perf_counter() - begin
        Path(folder, "columns.json").write_text(json.dumps(frame.to_dict(as_series=False)))
        frame.write_parquet(Path(folder, "series.parquet"), compression="zstd", row_group_size=131_072)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietFiles, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        plain = f"http://127.0.0.1:{server.server_port}"
        arguments = [client.api_key, client.api_url, made.id, f"{plain}/series.parquet", f"{plain}/columns.json"]
        answer = subprocess.run(
            [sys.executable, __file__, "client", *arguments], check=True, capture_output=True, text=True
        )
        server.shutdown()
    found = json.loads(answer.stdout)
    print(f"Reading {ROWS:,} x {frame.width} ({found['size']:.0f} MB), medians of {REPEATS}")
    print(f"  {'time_series through the embedded server':52}{found['ours'] * 1e3:8.0f} ms")
    print(f"  {'the same bytes from a plain file server':52}{found['plain'] * 1e3:8.0f} ms")
    print(f"  {'JSON columns from a plain file server':52}{found['json'] * 1e3:8.0f} ms")
    print(f"  {'1000 rows from the middle, with range requests':52}{found['window'] * 1e3:8.0f} ms")
    print(f"  {'ours / plain file server (limit 1.5)':52}{found['ours'] / found['plain']:8.2f}")
    print(f"  {'JSON / ours (at least 20)':52}{found['json'] / found['ours']:8.1f}")
    print(f"  {'peak memory / frame (limit 3)':52}{found['peak']:8.2f}")
    print(f"  {'upload: validate, encode, send, check':52}{upload * 1e3:8.0f} ms")
    print(f"  {'upload until steps and cycles are there':52}{processed * 1e3:8.0f} ms")


def validating() -> None:
    """Print what validating a million rows costs."""
    from ionworks.validators import validate_measurement_data

    frame = million_rows()
    plain = median(lambda: validate_measurement_data(frame))
    strict = median(lambda: validate_measurement_data(frame, strict=True), 2)
    print(f"\nValidating {ROWS:,} x {frame.width}")
    print(f"  {'rules that always hold (limit 300 ms)':52}{plain * 1e3:8.0f} ms")
    print(f"  {'with the strict ones':52}{strict * 1e3:8.0f} ms")


def naming() -> None:
    """Print what naming the steps of a million noisy rows costs, beside reading the same rows from Parquet."""
    from ionworks.validators.step_types import Scale, step_types

    rng = np.random.default_rng(1)
    frame = million_rows().select("Step count", "Current [A]", "Voltage [V]")
    noisy = frame.with_columns(pl.col("Current [A]") + pl.Series(1e-3 * rng.standard_normal(ROWS)))
    fall = 0.99 ** pl.int_range(pl.len()).over("Step count")
    held = noisy.with_columns(pl.col("Current [A]") * fall, pl.lit(4.2).alias("Voltage [V]"))
    scale = Scale(5.0, is_rated=True)
    print(f"\nNaming the steps of {ROWS:,} rows")
    for name, table in (("1000 steps, currents held", noisy), ("1000 steps, every second voltage held", held)):
        print(f"  {name:52}{median(lambda table=table: step_types(table, 'Step count', scale)) * 1e3:8.0f} ms")
    whole = held.with_columns(pl.lit(0).alias("Step count"))
    print(f"  {'one step':52}{median(lambda: step_types(whole, 'Step count', scale)) * 1e3:8.0f} ms")


def listing() -> None:
    """Print what a page of 100,000 measurements costs the server, and the query plan behind it."""
    from ionworks.server.call import Call, Caller, Services
    from ionworks.server.files import signed_urls
    from ionworks.server.files.place import open_blobs
    from ionworks.server.ground.settings import Settings
    from ionworks.server.handlers import cell_measurement
    from ionworks.server.nouns.accounts import bootstrap
    from ionworks.server.store import database
    from ionworks.server.store.database import Store

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=folder)
        store = Store.open(settings.sqlalchemy_url)
        database.initialize(store)
        home = bootstrap.seed(store)
        _fill(store, home)
        services = Services(
            settings=settings,
            store=store,
            blobs=open_blobs(folder),
            urls=signed_urls.SignedUrls(b"secret"),
            dispatcher=None,  # type: ignore[arg-type]  # listing runs no job
            engine=None,  # type: ignore[arg-type]
        )
        caller = Caller(user_id=home.user_id, email="a@b.example", organization_id=home.organization_id, role="Admin")
        call = Call(services=services, caller=caller, base_url="")
        pages: dict[str, dict[str, Any]] = {
            "newest": {},
            "by name, one type": {"measurement_type": "time_series", "order_by": "name"},
            "by start, one tag": {"tags_all": ["tag 3"], "order_by": "start_time", "order": "desc"},
            "two tags, one type": {"tags_all": ["tag 3", "odd"], "measurement_type": "file"},
            "by name, page 2000": {"order_by": "name", "offset": 50_000},
            "free text": {"q": "cycling 99"},
        }
        print(f"\nA page of 25 of {MEASUREMENTS:,} measurements, server time (limit 20 ms filtered and ordered)")
        for name, arguments in pages.items():
            page = partial(cell_measurement.list_project_measurements, call, home.project_id, **arguments)
            print(f"  {name:52}{median(page) * 1e3:8.1f} ms  {page()['total']:7,} in all  {_plan(store, page)}")
        store.close()


def _plan(store: Any, page: Callable[[], Any]) -> str:
    """Indexes SQLite uses for the statements of a page."""
    statements: list[tuple[str, Any]] = []

    def remember(_connection: Any, _cursor: Any, text: str, parameters: Any, *_: Any) -> None:
        statements.append((text, parameters))

    sa.event.listen(store.engine, "before_cursor_execute", remember)
    page()
    sa.event.remove(store.engine, "before_cursor_execute", remember)
    used: dict[str, None] = {}
    with store.read() as connection:
        for text, parameters in statements:
            if "cell_measurements" in text:
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", parameters)
                used |= dict.fromkeys(word for row in rows for word in row[3].split() if word.startswith("ix_"))
    return ", ".join(used)


def _fill(store: Any, home: Any) -> None:
    from ionworks.server.nouns.measurements.records import search_text
    from ionworks.server.store import schema
    from ionworks.server.store.records import Records, new_id
    from ionworks.server.store.schema_measurements import measurement_tags

    def records(table: sa.Table) -> Records:
        return Records(store, table, home.organization_id)

    project = {"project_id": home.project_id}
    spec = records(schema.cell_specs).insert({"name": "S", **project})
    cells = [
        records(schema.cell_instances).insert({"name": f"C{n}", "cell_spec_id": spec["id"], **project})
        for n in range(100)
    ]
    complete = records(schema.cell_measurements).complete
    rows, tags = [], []
    for number in range(MEASUREMENTS):
        own = [f"tag {number % 10}", "odd" if number % 2 else "even"]
        row = {
            "name": f"Cycling {number:06d}",
            "cell_instance_id": cells[number % 100]["id"],
            "measurement_type": ("time_series", "file", "properties")[number % 3],
            "start_time": f"2025-01-{number % 28 + 1:02d}T00:00:00.000000Z",
            "notes": "as received, then three formation cycles at C/10",
            "protocol": {"name": "Formation"},
            "tags": own,
            "id": new_id(),
            **project,
        }
        rows.append(complete({**row, "search_text": search_text(row)}))
        shared = {"measurement_id": row["id"], "measurement_type": row["measurement_type"], **project}
        tags += [{**shared, "tag_key": tag, "tag": tag} for tag in own]
    with store.write() as connection:
        connection.execute(sa.insert(schema.cell_measurements), rows)
        connection.execute(sa.insert(measurement_tags), tags)


if __name__ == "__main__":
    if sys.argv[1:2] == ["client"]:
        print(json.dumps(client_process(*sys.argv[2:])))
    else:
        reading()
        validating()
        naming()
        listing()
