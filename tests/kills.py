"""SIGKILLs of server, workers and helpers at random moments of simulations, fits and uploads: `make kills`.

``python -m tests.kills`` kills 200 processes of a server with worker processes and SQLite; with ``--shared`` those of a
server with Postgres (``IONWORKS_TEST_POSTGRES_URL``) and of a Dask cluster. Clients submit all the while, and again what
they have no answer for. In the end nothing may be lost (all completes, with the right rows), doubled (one record for
each thing asked for) or left over (files without a record, leases, processes, semaphores). What a job's reason says it
was killed for twice is submitted again and counted. Prints a table; the exit status is 0 when nothing was found.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import attrs
import polars as pl
import sqlalchemy as sa

from ionworks import Ionworks
from ionworks.errors import ConflictError, IonworksError, MeasurementProcessingError
from ionworks.server.store import schema
from ionworks.server.store.schema_measurements import measurement_uploads
from ionworks.server.store.schema_optimizations import optimizations
from ionworks.server.store.schema_pipelines import pipelines
from tests.cell_frames import cycler_frame
from tests.integration.conftest import postgres_database
from tests.integration.live_server import LiveServer
from tests.integration.sweeps import SHORT, THICKNESS, submit_sweep

MARK = "IONWORKS_KILLS"
BATCH = 12
FIRST_FITS = 8
"""Fits that wait when the first process is killed."""
KEPT = ("dask", "ionworks-compiled")
"""Beginnings of the names of what stays in the temporary folder: caches."""
HOUR = 3600
"""Servers that share a database leave what is so much younger than a signed URL."""
SPARED = {"WORKER_LOST", "SERVER_LOST"}
"""Error codes of jobs that say they were killed too often."""


@attrs.define
class Site:
    """A server, and where its processes and its data are."""

    server: LiveServer
    database_url: str
    mark: str
    is_shared: bool
    lock: Any = attrs.field(factory=threading.Lock)

    def processes(self, part: str) -> list[int]:
        """Living processes of this site whose command line has a part."""
        return [pid for pid in marked(self.mark) if part in command_line(pid)]


def marked(mark: str) -> list[int]:
    """Processes that inherited a mark in their environment."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark.encode() in (place / "environ").read_bytes() and int(place.name) != os.getpid():
                found.append(int(place.name))
    return found


def is_own_tracker(pid: int) -> bool:
    """Whether a process is Python's tracker of resources of this one, which ends with it."""
    try:
        parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
    except OSError:
        return False
    return int(parent) == os.getpid() and "resource_tracker" in command_line(pid)


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


# The load: each thread makes one thing after another, however often the server goes away meanwhile


@attrs.define
class Load:
    """What clients asked for, and has to be there in the end."""

    site: Site
    is_over: threading.Event = attrs.field(factory=threading.Event)
    batches: dict[int, list[str]] = attrs.field(factory=dict)
    fits: dict[str, str] = attrs.field(factory=dict)
    uploads: dict[str, str] = attrs.field(factory=dict)
    again: Counter[str] = attrs.field(factory=Counter)
    problems: list[str] = attrs.field(factory=list)

    def run(self, make: Callable[[Ionworks, int], None], pause: float) -> None:
        number = 0
        while not self.is_over.is_set():
            self.insist(lambda client, number=number: make(client, number))
            number += 1
            self.is_over.wait(pause)

    def insist(self, deed: Callable[[Ionworks], Any]) -> Any:
        """Do something until it is answered."""
        deadline = time.monotonic() + 600
        while True:
            try:
                with self.site.server.client() as client:
                    return deed(client)
            except (IonworksError, OSError) as error:
                if time.monotonic() > deadline:
                    self.problems.append(f"never answered: {error!r:.200}")
                    return None
                self.again["requests"] += 1
                time.sleep(0.2)

    def sweep(self, client: Ionworks, number: int) -> None:
        first = 5e-5 + number * 1e-7
        self.batches[number] = submit_sweep(client, SHORT, first, first + 2e-5, BATCH)

    def fit(self, client: Ionworks, number: int) -> None:
        name = f"fit {number}"
        found = [one for one in client.pipeline.list(limit=100) if one.name == name]
        made = found[0] if found else client.pipeline.create({"name": name, "elements": elements(number)})
        self.fits[name] = made.id

    def upload(self, client: Ionworks, number: int) -> None:
        """Upload a measurement; every third comes in two parts."""
        name, whole = f"measurement {number}", frame(number)
        first = whole.head(30) if number % 3 == 0 and not self.site.is_shared else whole
        try:
            detail = {"measurement": {"name": name}, "time_series": first}
            self.uploads[name] = client.cell_measurement.create(cell_of(client), detail).id
        except ConflictError as error:
            if error.existing_id is None:
                # a server that was killed while it confirmed keeps its claim for a while: a new upload is free
                raise
            self.uploads[name] = error.existing_id
        reads, key = client.cell_measurement, self.uploads[name]
        if reads.get(key).processing_status == "failed":
            # `finish` looks why
            return
        if first.height < whole.height:
            reads.wait_for_processing(key, timeout=60)
            if pl.DataFrame(reads.time_series(key, use_cache=False)).height < whole.height:
                reads.extend(key, whole.slice(30))


def cell_of(client: Ionworks) -> str:
    for cells in client.cell_spec.list():
        for cell in client.cell_instance.list(cells.id):
            return cell.id
    return client.cell_instance.create(client.cell_spec.create({"name": "Killed"}).id, {"name": "Killed"}).id


def frame(number: int) -> pl.DataFrame:
    return cycler_frame(((5.0, 20 + number), (0.0, 10), (-5.0, 20 + number)))


def elements(number: int) -> dict[str, Any]:
    """A fit of a few seconds, whose population is shared with a helper."""
    times = [10.0 * index for index in range(60)]
    voltage = [4.0 - 1e-4 * time - 1e-4 * number for time in times]
    data = {"Time [s]": times, "Current [A]": [2.0] * 60, "Voltage [V]": voltage}
    searched = {"initial_value": 1e-14, "bounds": [1e-15, 1e-13], "transform": "Log10"}
    fitted = {
        "element_type": "data_fit",
        "objectives": {"1": {"type": "CurrentDriven", "data": data, "options": {"model": {"type": "SPM"}}}},
        "parameters": {f"{side} particle diffusivity [m2.s-1]": searched for side in ("Negative", "Positive")},
        "optimizer": {"type": "DifferentialEvolution", "max_iterations": 50},
        "options": {"seed": number},
    }
    return {"known": {"element_type": "entry", "values": {"Ambient temperature [K]": 298.15}}, "fit": fitted}


# The kills


@attrs.define
class Killer:
    """Ends processes, and starts the server again."""

    site: Site
    chance: random.Random
    count: Counter[str] = attrs.field(factory=Counter)

    def one(self) -> None:
        """Kill one process."""
        draw = self.chance.random()
        if draw < 0.15:
            self.kill_server()
        elif draw < 0.6:
            # where there are none this moment passes, so that a fit gets as far as to have them
            if helpers := self.site.processes("ionworks.server.helper"):
                self.kill("helper", helpers)
        elif workers := self.workers():
            self.kill("worker", workers)

    def workers(self) -> list[int]:
        if self.site.is_shared:
            return [pid for pid in self.site.processes("spawn_main") if "from multiprocessing" in command_line(pid)]
        return self.site.server.workers()

    def kill(self, kind: str, pids: list[int]) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.chance.choice(pids), signal.SIGKILL)
            self.count[kind] += 1

    def kill_server(self) -> None:
        server = self.site.server
        server.kill()
        self.count["server"] += 1
        server.launch()
        if self.chance.random() < 0.2:
            # while it starts
            time.sleep(self.chance.uniform(0.0, 2.0))
            server.kill()
            self.count["server that starts"] += 1
            server.launch()
        server.wait_until_ready(120)


# What is there in the end


def job_codes(site: Site) -> dict[str, set[str]]:
    """Error codes of failed jobs by what they worked for; empty sets for jobs that have not ended."""
    jobs, found = schema.jobs, {}
    with sa.create_engine(site.database_url).connect() as connection:
        for row in connection.execute(sa.select(jobs.c.subject_id, jobs.c.status, jobs.c.error_code)):
            if row.status in ("failed", "canceled"):
                found.setdefault(row.subject_id, set()).add(row.error_code)
            elif row.status != "completed":
                found.setdefault(row.subject_id, set())
    return found


def finish(load: Load) -> None:
    """Wait until everything has completed, asking again for what was killed too often."""
    for number, ids in list(load.batches.items()):
        load.insist(lambda client, ids=ids: client.simulation.wait_for_completion(
            ids, timeout=240, verbose=False, raise_on_failure=False))  # fmt: skip
        for _ in range(5):
            codes = job_codes(load.site)
            if not any(codes.get(key) for key in ids):
                break
            load.again["runs"] += sum(bool(codes.get(key)) for key in ids)
            load.problems += [f"run: {codes[key]}" for key in ids if codes.get(key, set()) - SPARED]
            again = load.insist(lambda client, number=number: load.sweep(client, number))
            del again
            if load.batches[number] == ids and codes:
                break
            ids = load.batches[number]
            load.insist(lambda client, ids=ids: client.simulation.wait_for_completion(
                ids, timeout=240, verbose=False, raise_on_failure=False))  # fmt: skip
    for name in list(load.uploads):
        load.insist(lambda client, name=name: processed(load, client, name))
    for name, key in list(load.fits.items()):
        found = load.insist(lambda client, key=key: settled(client, key))
        if found is not None and found.status != "completed":
            text = str(found.error)
            load.again["fits"] += 1
            if "died twice" not in text and "ended 10 times" not in text:
                load.problems.append(f"{name} is {found.status}: {text[:200]}")


def processed(load: Load, client: Ionworks, name: str) -> None:
    """Wait for a measurement; upload it again if its job says that it was killed too often."""
    try:
        client.cell_measurement.wait_for_processing(load.uploads[name], timeout=200)
    except MeasurementProcessingError as error:
        if not any(text in str(error) for text in ("died twice", "ended 10 times")):
            load.problems.append(f"{name}: {error!r:.200}")
            return
        load.again["measurements"] += 1
        client.cell_measurement.delete(load.uploads[name])
        load.upload(client, int(name.split()[1]))


def settled(client: Ionworks, key: str) -> Any:
    deadline = time.monotonic() + 200
    while True:
        found = client.pipeline.get(key)
        if found.status in ("completed", "failed", "canceled") or time.monotonic() > deadline:
            return found
        time.sleep(0.3)


def check(load: Load) -> None:
    """Compare what is there with what was asked for."""
    load.insist(lambda client: check_values(load, client))
    with sa.create_engine(load.site.database_url).connect() as connection:
        simulations, jobs = schema.simulations, schema.jobs
        whole = sa.select(sa.func.count(sa.distinct(simulations.c.id))).join_from(
            simulations, jobs, sa.and_(jobs.c.subject_id == simulations.c.id, jobs.c.status == "completed")
        )
        counts = {
            "runs": (connection.execute(whole).scalar_one(),
                     len({key for ids in load.batches.values() for key in ids})),
            "fits": (connection.execute(sa.select(sa.func.count()).select_from(pipelines)).scalar_one(), len(load.fits)),
            "measurements": (connection.execute(sa.select(sa.func.count()).select_from(schema.cell_measurements)).scalar_one(), len(load.uploads)),
        }  # fmt: skip
        held = connection.execute(sa.select(sa.func.count()).where(schema.jobs.c.lease_owner.is_not(None))).scalar_one()
    load.problems += [f"{there} {kind} instead of {asked}" for kind, (there, asked) in counts.items() if there != asked]
    if held:
        load.problems.append(f"{held} jobs still belong to a server")


def check_values(load: Load, client: Ionworks) -> None:
    for number, ids in load.batches.items():
        table = client.simulation.results(ids)
        if table["status"].to_list() != ["completed"] * BATCH:
            load.problems.append(
                f"batch {number}: {Counter(table['status'].to_list())} {table['error'].drop_nulls().to_list()[:2]}"
            )
        elif not (table[THICKNESS].is_sorted() and table["Discharge capacity [A.h]"].is_sorted()):
            load.problems.append(f"batch {number}: results stand at the wrong runs")
        elif len(set(ids)) != BATCH:
            load.problems.append(f"batch {number}: runs of the same id")
    for name, key in load.uploads.items():
        made = client.cell_measurement.get(key)
        if made.processing_status != "ready":
            load.problems.append(f"{name} is {made.processing_status}: {made.processing_error}")
        elif not pl.DataFrame(client.cell_measurement.time_series(key, use_cache=False)).equals(
            frame(int(name.split()[1]))
        ):
            load.problems.append(f"{name} holds other rows")


def left_over(site: Site, folder: Path) -> Iterator[str]:
    """Files without a record, after a start has swept (on a shared database: as it will when they are old)."""
    from ionworks.server.nouns import deletion
    from ionworks.server.files.place import open_blobs
    from ionworks.server.nouns.measurements.uploads import UPLOADS, sweep_extensions
    from ionworks.server.store.database import Store

    store, blobs = Store.open(site.database_url), open_blobs(folder / "blobs")
    if site.is_shared:
        sweep_extensions(store, blobs, -HOUR)
        UPLOADS.sweep(store, blobs, -HOUR)
        deletion.sweep(store, blobs, 0)
    with store.read() as connection:
        ids = {column.table.name: set(connection.execute(sa.select(column)).scalars())
               for column in (schema.jobs.c.id, optimizations.c.id, schema.cell_measurements.c.id)}  # fmt: skip
        runs = set(connection.execute(sa.select(schema.simulations.c.storage_folder)).scalars())
        tables = connection.execute(sa.select(schema.cell_measurements.c.data_files)).scalars().all()
        pending = connection.execute(sa.select(sa.func.count()).select_from(measurement_uploads)).scalar_one()
    store.close()
    known = {key.rpartition("/")[0] for files in tables for key in files.values()}
    for path in (folder / "blobs").rglob("*"):
        key = path.relative_to(folder / "blobs").as_posix()
        parts = key.split("/")
        if path.is_dir():
            continue
        is_known = {
            "simulations": f"{parts[0]}/{parts[1]}/{parts[-1].partition('.')[0]}" in runs,
            "jobs": parts[1] in ids["jobs"],
            "optimizations": parts[1] in ids["optimizations"],
            "measurements": key.rpartition("/")[0] in known,
        }.get(parts[0], False)
        if not is_known or parts[-1].startswith("."):
            yield f"file {key}"
    if pending:
        yield f"{pending} uploads"


@contextmanager
def local_site(folder: Path, mark: str) -> Iterator[Site]:
    server = LiveServer(folder / "data", "--workers", "2", environment=variables(folder, mark))
    yield Site(server, f"sqlite:///{folder / 'data' / 'ionworks.db'}", mark, is_shared=False)


@contextmanager
def shared_site(folder: Path, mark: str) -> Iterator[Site]:
    import dask
    from distributed import LocalCluster

    os.environ |= variables(folder, mark)
    options = {"distributed.scheduler.allowed-failures": 1, "distributed.deploy.lost-worker-timeout": "1 hour"}
    with (
        dask.config.set(options),
        postgres_database() as url,
        LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1", silence_logs=50
        ) as cluster,
    ):
        arguments = ("--database-url", url, "--executor", "dask", "--scheduler", cluster.scheduler_address)
        server = LiveServer(folder / "data", *arguments, environment=variables(folder, mark))
        yield Site(server, url, mark, is_shared=True)
        server.stop()


def variables(folder: Path, mark: str) -> dict[str, str]:
    (folder / "tmp").mkdir(exist_ok=True)
    return {
        MARK: mark,
        "TMPDIR": str(folder / "tmp"),
        "IONWORKS_SERVER_LEASE_SECONDS": "2",
        "IONWORKS_SERVER_CHUNK_LIMIT": "8",
    }


def semaphores(pids: list[int]) -> list[str]:
    """Named semaphores that servers have made."""
    return [path.name for pid in pids for path in Path("/dev/shm").glob(f"sem.loky-{pid}-*")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--shared", action="store_true", help="Postgres (IONWORKS_TEST_POSTGRES_URL) and a Dask cluster"
    )
    parser.add_argument("--limit", type=float, default=1500, help="longest time for the kills, in seconds")
    options = parser.parse_args()
    began, mark = time.monotonic(), uuid.uuid4().hex
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        folder = Path(name)
        with (shared_site if options.shared else local_site)(folder, mark) as site:
            load, killer = Load(site), Killer(site, random.Random(options.seed))
            kill_all(load, killer, options.kills, began + options.limit)
            finish(load)
            check(load)
            # a start sweeps
            site.server.stop()
            site.server.start()
            site.server.stop()
            load.problems += left_over(site, folder / "data")
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            rest = [pid for pid in marked(mark) if not is_own_tracker(pid)]
            # removed by loky's tracker, a process of its own, once it notices that its server is gone
            named = semaphores(site.server.pids)
            if not rest and not named:
                break
            time.sleep(0.2)
        load.problems += [f"process {pid}: {command_line(pid)[:120]}" for pid in rest]
        load.problems += [f"semaphore {one}" for one in named]
        load.problems += [
            f"temporary file {path.name}" for path in (folder / "tmp").iterdir() if not path.name.startswith(KEPT)
        ]
        if load.problems and "KEEP_LOG" in os.environ:
            Path(os.environ["KEEP_LOG"]).write_bytes(b"".join(one.read_bytes() for one in folder.glob("*.log")))
    report(load, killer, time.monotonic() - began)
    return 1 if load.problems else 0


def kill_all(load: Load, killer: Killer, kills: int, deadline: float) -> None:
    """Kill at random moments while three clients ask for work."""
    load.site.server.start(120)
    deeds = ((load.sweep, 3.0), (load.fit, 5.0), (load.upload, 0.5))
    threads = [threading.Thread(target=load.run, args=deed, daemon=True) for deed in deeds]
    load.insist(cell_of)
    for number in range(FIRST_FITS):
        load.insist(lambda client, number=number: load.fit(client, number))
    for thread in threads:
        thread.start()
    while killer.count.total() < kills and time.monotonic() < deadline:
        time.sleep(killer.chance.uniform(0.0, 4.0))
        killer.one()
    load.is_over.set()
    for thread in threads:
        thread.join(300)


def report(load: Load, killer: Killer, seconds: float) -> None:
    print(
        f"{killer.count.total()} kills in {seconds:.0f} s: "
        + ", ".join(f"{n} {kind}" for kind, n in killer.count.items())
    )
    print(f"asked for: {sum(map(len, load.batches.values()))} runs, {len(load.fits)} fits, {len(load.uploads)} uploads")
    print("asked again: " + (", ".join(f"{count} {kind}" for kind, count in load.again.items()) or "nothing"))
    print(f"lost, doubled or left over: {len(load.problems)}")
    for problem in load.problems:
        print(f"  {problem}")


if __name__ == "__main__":
    sys.exit(main())
