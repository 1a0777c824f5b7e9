"""With a key: bodies of every operation that are deep, long, wrong, of another type, or not what they say."""

import gzip
import json
from typing import Any

from tests.attacks.target import MEMBER, Attempts, Target
from tests.contract.specification import operations, resolve
from tests.integration.handlers.test_permissions import _ids_in

JSON = {"Content-Type": "application/json"}
MIB = 1024 * 1024
PROTECTED = {"remove_organization_user", "set_organization_user_active", "set_organization_role"}
"""They would lock the attacker out."""


def attack(target: Target, attempts: Attempts, *, full: bool) -> None:
    for name, path, example in _operations(target)[:: 1 if full else 24]:
        for what, content, headers in _wrong(example):
            if attempts.is_over:
                return
            method = name.split()[0]
            attempts.judge(f"{name}: {what}", target.ask(method, path, content=content, headers=headers))
    for path, files in _forms(target):
        attempts.judge(f"{path}: {list(files)}", target.ask("POST", path, files=files))
    _large(target, attempts, full=full)


def _operations(target: Target) -> list[tuple[str, str, Any]]:
    """Operations with a JSON body: method and id, path, example."""
    found = []
    for operation in operations().values():
        content = resolve(operation.node.get("requestBody", {})).get("content", {}).get("application/json")
        if content is not None and operation.id not in PROTECTED:
            ids = {**target.world.ids, "raw_data_id": "r"}
            example = _ids_in(content["example"], target.world.ids)
            found.append((f"{operation.method.upper()} {operation.id}", operation.path.format(**ids), example))
    return found


def _wrong(example: Any) -> list[tuple[str, bytes, dict[str, str]]]:
    plain = json.dumps(example).encode()
    member = next(iter(example), "name") if isinstance(example, dict) else "name"

    def with_first(value: str) -> bytes:
        rest = json.dumps({key: one for key, one in example.items() if key != member}) if example else "{}"
        return f'{{"{member}": {value}{"," if len(rest) > 2 else ""}{rest[1:]}'.encode()

    values = {
        "deep lists": "[" * 100_000 + "]" * 100_000,
        "a little deep": "[" * 900 + "]" * 900,
        "deep objects": '{"a":' * 500 + "1" + "}" * 500,
        "a huge number": "9" * 4000,
        "more digits than Python reads": "9" * 5000,
        "an exponent": "1e999",
        "not a number": "NaN",
        "a negative number": "-9223372036854775809",
        "a lone surrogate": '"\\ud800"',
        "a NUL": '"a\\u0000b"',
        "control characters": '"\\u001b[2J\\r\\n"',
        "a long text": '"' + "x" * 300_000 + '"',
        "null": "null",
        "true": "true",
        "an object": '{"$ref": "file:///etc/passwd"}',
        "a list of objects": '[{"__class__": "os.system"}, {"type": "SPM", "module": "os"}]',
    }
    wrong = [(what, with_first(value), JSON) for what, value in values.items()]
    return [
        *wrong,
        ("no JSON", b"{", JSON),
        ("another encoding", plain.decode().encode("utf-16"), JSON),
        ("bytes", b"\xff\xfe\x00\x80", JSON),
        ("a list", b"[]", JSON),
        ("nothing", b"", JSON),
        ("another type", plain, {"Content-Type": "text/xml"}),
        ("no type", plain, {"Content-Type": ""}),
        ("a form", b"--x\r\n\r\n", {"Content-Type": "multipart/form-data; boundary=x"}),
        ("a form without boundary", b"x", {"Content-Type": "multipart/form-data"}),
        ("an unknown charset", plain, {"Content-Type": "application/json; charset=klingon"}),
        ("no gzip", plain, {**JSON, "Content-Encoding": "gzip"}),
        ("an unknown encoding", plain, {**JSON, "Content-Encoding": "br"}),
        ("twice gzip", gzip.compress(gzip.compress(plain)), {**JSON, "Content-Encoding": "gzip, gzip"}),
    ]


def _forms(target: Target) -> list[tuple[str, dict[str, Any]]]:
    own = {"project_id": (None, target.project_id), "name": (None, "x")}
    contents = (b"", b"\x00" * 1000, b"[" * 100_000, b"a: &a [*a, *a]", b"!!python/object/apply:os.system ['true']")
    names = ("a.yaml", "../../etc/passwd", "a\x00b", "x" * 5000, "a.json", "a.exe")
    found: list[tuple[str, dict[str, Any]]] = []
    for path in ("/models/upload-custom", "/protocols/parse"):
        found += [(path, {**own, "file": ("a.json", content)}) for content in contents]
        found += [(path, {**own, "file": (name, b"{}")}) for name in names]
        found += [(path, {**own, "file": (None, "a field")}), (path, own), (path, {**own, "file": ("", b"")})]
    return found


def _large(target: Target, attempts: Attempts, *, full: bool) -> None:
    """Bodies beyond the limits, and as large as they may be."""
    zipped = {**JSON, "Content-Encoding": "gzip"}
    bomb = gzip.compress(b"0" * (300 if full else 40) * MIB, 6)
    for path in ("/models", "/pipelines") if full else ("/models",):
        answers = target.at_once(4, lambda _, path=path: target.ask("POST", path, content=bomb, headers=zipped))
        for answer in answers:
            attempts.judge(f"{path}: a gzip bomb", answer, 413)
    limit = 17 * MIB
    refused = target.ask("POST", "/models", content=b'{"name": "' + b"x" * limit + b'"}', headers=JSON)
    attempts.judge("a body of 17 MiB", refused, 413)
    size = 60 * MIB if full else MIB // 3
    project = f'"project_id": "{target.project_id}", "name": "Large"'
    bulk = {
        "numbers": "[" + "0.123456789," * (size // 12) + "0]",
        "lists": "[" + "[]," * (size // 3) + "0]",
        "objects": "[" + '{"a":1},' * (size // 8) + "0]",
        "texts": "[" + '"",' * (size // 3) + "0]",
        "members": "{" + ",".join(f'"{one}":1' for one in range(size // 11)) + "}",
        "text": '"' + "x" * size + '"',
    }
    if full:  # as many as a body may have of each
        bulk |= {
            "allowed lists": "[" + "[]," * 490_000 + "0]",
            "allowed members": "{" + ",".join(f'"{one}":null' for one in range(60_000)) + "}",
            "allowed objects": "[" + '{"a":null,"b":null,"c":null,"d":null},' * 490_000 + "0]",
            "allowed texts": "[" + ",".join(f'"{one}"' for one in range(1_990_000)) + "]",
            "allowed nulls": "[" + "null," * 5_900_000 + "0]",
        }
    for what, value in bulk.items():
        if attempts.is_over:
            return
        content = f'{{{project}, "elements": {{"a": {{"element_type": "entry", "values": {value}}}}}}}'.encode()
        answer = target.ask("POST", "/pipelines", content=content, headers=JSON, key=MEMBER)
        attempts.judge(f"{len(value) >> 10} KiB of {what} of somebody without a role", answer, 403, 404, 413, 422)
        if full:
            attempts.judge(
                f"{len(value) >> 10} KiB of {what}", target.ask("POST", "/pipelines", content=content, headers=JSON)
            )
