"""Signed URLs that were altered, forged, used up or out of date, and paths that lead out of the storage."""

import hashlib
import hmac
import io
import time
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import polars as pl

from tests.attacks.target import Attempts, Target

WAYS_OUT = (
    "..", "../storage.secret", "../../etc/passwd", "%2e%2e/storage.secret", "..%2fstorage.secret", "..%5cstorage.secret",
    "%252e%252e/storage.secret", "/etc/passwd", "//etc/passwd", "measurements/../../storage.secret", "./../ionworks.db",
    "a%00b", "a%0ab", "%ff%fe", "a" * 5000, "~/.ssh/id_rsa", "file:///etc/passwd", "http://127.0.0.1/", "C:%5cWindows",
    "", ".", "%20", "measurements", "simulations/", "\u202e", "%EF%BC%8E%EF%BC%8E/storage.secret",
)  # fmt: skip


def attack(target: Target, attempts: Attempts, *, full: bool) -> None:
    for way in WAYS_OUT:
        for path in (f"/storage/{way}", f"/storage/{way}?method=GET&expires=99999999999&signature={'0' * 64}"):
            for method in ("GET", "HEAD", "PUT"):
                attempts.judge(f"{method} {path[:60]}", target.ask(method, path, key=""), 400, 403, 404, 422)
        attempts.judge(f"/{way[:40]}", target.ask("GET", f"/{way}", key=""), 307, 400, 401, 403, 404, 405, 422)
    _signed(target, attempts)


def upload(target: Target, content: bytes, name: str) -> tuple[str, str, dict[str, object]]:
    """Announce a measurement and return its id, the URL to put its rows to, and the body of the confirm."""
    body = {"measurement": {"name": name}, "measurement_type": "time_series"}
    cell = target.world.ids["cell_instance_id"]
    begun = target.made(f"/cell_instances/{cell}/cell_measurements/initiate-upload", body)
    url = next(one["signed_url"] for one in begun["uploads"] if one["filename"] == "time_series.parquet")
    if content:
        target.ask("PUT", url, key="", content=content)
    return begun["measurement_id"], url, {**body, "cell_instance_id": cell}


def rows(count: int = 3) -> bytes:
    """A small time series as Parquet."""
    times = [float(one) for one in range(count)]
    sink = io.BytesIO()
    frame = pl.DataFrame(
        {"Time [s]": times, "Current [A]": [1.0] * count, "Voltage [V]": [4.0 - 1e-4 * t for t in times]}
    )
    frame.with_columns(pl.lit(0).alias("Step count")).write_parquet(sink)
    return sink.getvalue()


def _signed(target: Target, attempts: Attempts) -> None:
    _, url, _ = upload(target, b"", f"Signed {time.monotonic_ns()}")
    parts = urlsplit(url)
    good = dict(parse_qsl(parts.query))
    forged = hmac.new(b"", parts.path.encode(), hashlib.sha256).hexdigest()
    wrong: list[tuple[str, dict[str, str]]] = [
        (parts.path, {**good, "signature": one})
        for one in ("", "0" * 64, good["signature"].upper() + " ", good["signature"][:-1], forged, "é", "0" * 10_000)
    ]
    late = str(int(good["expires"]) + 1)
    for name, values in {"expires": (late, "1", "-1", "", "1e12", "9" * 400, good["expires"] + "\n", " " + late),
                         "method": ("GET", "put", "", "DELETE"), "rows": ("0:1", "", "0:999999999999999", "a")}.items():  # fmt: skip
        wrong += [(parts.path, {**good, name: value}) for value in values]
    wrong += [(parts.path, {key: value for key, value in good.items() if key != name}) for name in good]
    wrong += [
        (f"{parts.path}{more}", good) for more in ("x", "/", "/..", "%00", "/../../storage.secret", "?method=PUT")
    ]
    wrong += [(f"/storage/{quote(key)}", good) for key in ("a", "measurements/x/time_series.parquet")]
    for path, query in wrong:
        attempts.judge(f"PUT {path[-40:]} {str(query)[:60]}", target.ask("PUT", f"{path}?{urlencode(query)}", key="", content=b"x"), 403, 404)  # fmt: skip
    for method in ("GET", "HEAD", "POST", "DELETE"):
        attempts.judge(f"{method} of a URL to put to", target.ask(method, url, key=""), 403, 405)
    double = f"{url}&expires=99999999999&method=PUT"
    attempts.judge("a parameter twice", target.ask("PUT", double, key="", content=b"x"), 403)
    attempts.judge("the URL itself", target.ask("PUT", url, key="", content=rows()), 200)
    measurement, url, body = upload(target, rows(), f"Confirmed {time.monotonic_ns()}")
    confirmed = target.ask("POST", f"/cell_measurements/{measurement}/confirm-upload", json=body)
    attempts.judge("a confirm", confirmed, 200, 201, 202)
    attempts.judge(
        "a URL whose upload is confirmed", target.ask("PUT", url, key="", content=rows()), 403, 404, 409, 410
    )
