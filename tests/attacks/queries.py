"""With a key: values of every query and path parameter that no client sends."""

from typing import Any
from urllib.parse import quote

from tests.attacks.target import Attempts, Target
from tests.contract.specification import operations

LONG = "a" * 60_000
VALUES: tuple[Any, ...] = (
    "", " ", "%", "_", "\\", "'", '"', "\x00", "a\nb", "\ud7ff\U0010ffff", "-1", "0", "1e9", "9" * 400, "NaN", "true", "null", "[]",
    "{}", "(", ")", "*", "..", "../../etc/passwd", "$(id)", "' OR 1=1 --", "); DROP TABLE jobs; --",
    "like.", "ilike.%", "like." + "%_" * 400, "ilike.%" + "a%" * 400, f"like.{LONG}", f"ilike.%{LONG}", "eq.", "neq.null",
    "in.", "in.()", "in.(a", "in.(a\nb)", 'in.("a)', 'in.("a\\")', "in.(" + "a," * 8_000, f"in.({LONG})", "is.null", "is.sql",
    "gt.x", "gte.2020-13-45", "lt.0001-01-01T00:00:00Z", "lte.99999-01-01", "not.eq.a", "status", "status.desc", "id;drop", "created_at desc",
    "data_files", "config", "__class__", [f"t{number}" for number in range(1100)], ["a"] * 50, ["", ""],
)  # fmt: skip
IDS = (
    "",
    ".",
    "..",
    "%2e%2e",
    "a" * 5000,
    "0",
    "\x00",
    "%",
    "a/b",
    "a\\b",
    "é",
    "null",
    "-1",
    "%00",
    "a%0ab",
    "a;b",
    "a?b",
    "a#b",
)


def attack(target: Target, attempts: Attempts, *, full: bool) -> None:
    chosen = [one for one in operations().values() if one.method == "get"]
    for operation in chosen[:: 1 if full else 8]:
        path = operation.path.format(**{**target.world.ids, **dict.fromkeys(("name", "filename", "raw_data_id"), "x")})
        known = [one["name"] for one in operation.parameters if one["in"] == "query"]
        required = {one["name"]: target.world.ids.get(one["name"], "x") for one in operation.parameters
                    if one["in"] == "query" and one.get("required")}  # fmt: skip
        for name in [*known, "unknown"]:
            for value in VALUES[:: 1 if full else 5]:
                if attempts.is_over:
                    return
                answer = target.ask("GET", path, params={**required, name: value})
                attempts.judge(f"{operation.id}?{name}={str(value)[:40]!r}", answer)
        for name in ("order_by", "order"):
            if name in known:
                answer = target.ask("GET", path, params={**required, "order_by": "status", "order": "desc"})
                attempts.judge(f"{operation.id}?order_by=status", answer)
    for operation in [one for one in operations().values() if "{" in one.path][:: 1 if full else 10]:
        for value in IDS:
            if attempts.is_over:
                return
            path = operation.path
            while "{" in path:
                before, _, rest = path.partition("{")
                path = f"{before}{quote(value, safe='%')}{rest.partition('}')[2]}"
            method = "GET" if operation.method == "get" else operation.method.upper()
            parts = {"json": {}} if method in {"POST", "PATCH"} else {}
            answer = target.ask(method, path, **parts)
            attempts.judge(f"{operation.id} {value[:20]!r}", answer)
