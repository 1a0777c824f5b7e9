"""Uploaded Parquet files that are broken in random places, and ones that become far larger than they are."""

import io
import random
import time

import httpx
import polars as pl

from tests.attacks.storage import rows, upload
from tests.attacks.target import Attempts, Target

GIB = 1024**3


def attack(target: Target, attempts: Attempts, *, full: bool) -> None:
    _fuzzed(target, attempts, 150 if full else 6)
    _bombs(target, attempts, full=full)


def _fuzzed(target: Target, attempts: Attempts, count: int) -> None:
    generator = random.Random(15)
    good = rows(20_000)
    begun = []
    for number in range(count):
        if attempts.is_over:
            break
        broken = bytearray(good)
        if number % 5 == 0:
            del broken[generator.randrange(len(broken)) :]
        elif number % 5 == 1:
            broken = broken[: generator.randrange(1, 100)] + generator.randbytes(100) + b"PAR1"
        else:
            # the footer is where sizes and types are
            first = len(broken) - 1200 if number % 2 else 0
            for _ in range(generator.choice((1, 3, 30))):
                broken[generator.randrange(first, len(broken))] = generator.randrange(256)
        measurement, _, body = upload(target, bytes(broken), f"Fuzzed {number} {time.monotonic_ns()}")
        answer = target.ask("POST", f"/cell_measurements/{measurement}/confirm-upload", json=body)
        attempts.judge(f"file {number}", answer)
        if isinstance(answer, httpx.Response) and answer.status_code < 300:
            begun.append(measurement)
    for measurement in begun:
        attempts.note("a broken file is ready or failed", _ended(target, measurement, 60))
        for path in ("", "/steps", "/cycles", "?include_time_series=true", "?include_steps=true"):
            attempts.judge(f"a broken file {path}", target.ask("GET", f"/cell_measurements/{measurement}{path}"))


def _ended(target: Target, measurement: str, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = target.ask("GET", f"/cell_measurements/{measurement}")
        # an answer without a status has no processing left
        if isinstance(answer, httpx.Response) and answer.json().get("status") not in {"pending", "processing"}:
            return True
        time.sleep(0.1)
    return False


def bomb(size: int) -> bytes:
    """A file of some kilobytes whose columns have `size` bytes together."""
    count = size // 32
    constant = {
        name: pl.repeat(1.0, count, eager=True) for name in ("Current [A]", "Voltage [V]", "Temperature [degC]")
    }
    sink = io.BytesIO()
    frame = pl.DataFrame({"Time [s]": pl.repeat(0.0, count, eager=True), **constant})
    frame.lazy().sink_parquet(sink, compression="zstd", row_group_size=count)
    return sink.getvalue()


def _bombs(target: Target, attempts: Attempts, *, full: bool) -> None:
    """The server itself never holds the rows: its memory stays where it was."""
    content = bomb((4 if full else 1) * GIB // 8)
    # equal parts one after another would make a file of any size; the footer tells the rows
    before = target.memory()
    most = 0
    for number in range(3 if full else 1):
        measurement, _, body = upload(target, content, f"Bomb {number} {time.monotonic_ns()}")
        answer = target.ask("POST", f"/cell_measurements/{measurement}/confirm-upload", json=body)
        attempts.judge(f"a bomb of {len(content)} bytes", answer)
        most = max(most, target.memory())
        if isinstance(answer, httpx.Response) and answer.status_code < 300:
            attempts.note("a bomb is ready or failed", _ended(target, measurement, 60))
            for query in ("?include_time_series=true", "?include_steps=true", "/steps_and_cycles"):
                attempts.judge(f"a bomb {query}", target.ask("GET", f"/cell_measurements/{measurement}{query}"))
                most = max(most, target.memory())
    attempts.note("the server's memory stays small", most - before < GIB // 4, f"{(most - before) / GIB:.2f} GiB more")
