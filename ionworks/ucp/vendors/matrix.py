"""The support matrix of the documentation, from the formats' own declarations.

Source: docs/contract/ucp.md section 4.8.
"""

from ionworks.ucp.vendors.constructs import Construct, Support
from ionworks.ucp.vendors.registry import FORMATS, REFUSED


def support_matrix() -> str:
    """Return two Markdown tables: every construct by format, then the reasons and conditions behind them."""
    header = ["construct", *(each.label for each in FORMATS.values())]
    rows = [
        [construct.value, *(_cell(each.support[construct]) for each in FORMATS.values())] for construct in Construct
    ]
    notes = [
        f"| {construct.value} | {', '.join(labels)} | {support.level} | {support.note} |"
        for construct in Construct
        for support, labels in _grouped(construct)
        if support.note
    ]
    refused = [f"* `{target}` is refused: {reason}." for target, reason in REFUSED.items()]
    table = [_row(header), _row(["---"] * len(header)), *map(_row, rows)]
    reasons = ["| construct | format | carried | note |", "| --- | --- | --- | --- |", *notes]
    return "\n".join([*table, "", *reasons, "", *refused, ""])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(support: Support) -> str:
    return {"yes": "yes", "no": "no", "condition": "if"}[support.level]


def _grouped(construct: Construct) -> list[tuple[Support, list[str]]]:
    groups: dict[tuple[str, str], tuple[Support, list[str]]] = {}
    for each in FORMATS.values():
        support = each.support[construct]
        groups.setdefault((support.level, support.note), (support, []))[1].append(each.label)
    return list(groups.values())
