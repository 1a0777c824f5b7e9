"""Write the table of operations in ``ionworks/server/PARITY.md``, or check that it has not drifted.

Usage: ``python codegen/parity_table.py`` writes; with ``--check`` it compares and exits 1 on drift.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from ionworks.server.contract import specification
from ionworks.server.contract.specification import Operation
from ionworks.server.http import binding

PAGE = Path(__file__).parents[1] / "ionworks" / "server" / "PARITY.md"
START, END = "<!-- written by codegen/parity_table.py -->\n", "<!-- end of the table -->"


def table(operations: Iterable[Operation], unserved: Mapping[str, str]) -> str:
    """Markdown: how many operations are served, and one row for each in the order of the contract's tags.

    Start-up makes sure that an operation is either served or has its reason in `unserved`.
    """
    rows = list(operations)
    served = [one for one in rows if one.operation_id not in unserved]
    tags = Counter(one.tag for one in rows)
    counts = Counter(one.tag for one in served)
    summary = ", ".join(f"{tag} {counts[tag]}/{total}" for tag, total in sorted(tags.items()))
    lines = [
        f"{len(served)} of {len(rows)} operations are served: {summary}.",
        "",
        "| tag | operation | request | this server |",
        "| --- | --- | --- | --- |",
    ]
    for one in sorted(rows, key=lambda one: (one.tag, one.path, one.method)):
        reason = unserved.get(one.operation_id)
        answer = "served" if reason is None else f"501: {reason}"
        lines.append(f"| {one.tag} | `{one.operation_id}` | `{one.method.upper()} {one.path}` | {answer} |")
    return "\n".join(lines) + "\n"


def updated(page: str) -> str:
    """The page with a fresh table between its two marks."""
    head, _, rest = page.partition(START)
    _, _, tail = rest.partition(END)
    fresh = table(specification.operations(specification.load()), binding.UNSERVED)
    return f"{head}{START}\n{fresh}\n{END}{tail}"


def main() -> None:
    """Run the command line."""
    before = PAGE.read_text(encoding="utf-8")
    after = updated(before)
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(after, encoding="utf-8")
    elif before != after:
        raise SystemExit(f"the table in {PAGE.name} is out of date; run: python codegen/parity_table.py")


if __name__ == "__main__":
    main()
