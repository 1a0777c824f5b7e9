"""Citations open: each "Source:" names what is in the tree, an operation, or published work; users see only theirs."""

import functools
import re
from collections.abc import Iterator

from tests.contract.specification import ROOT, document, operations
from tests.meta.rendered import Docstring, docstrings, rendered

CONTRACT = sorted(path.name for folder in ("docs/contract", "tests/documents") for path in (ROOT / folder).iterdir())
CODE = [
    path
    for folder in ("ionworks", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "Source: " in path.read_text(encoding="utf-8")
]
HIDDEN_FROM_USERS = re.compile(r"docs/(contract|decisions|architecture)|tests/|ionworks/\S+\.py|\bissues? \"")

_NUMBER = r"(?:\d+(?:\.\d+)*|[A-F]\b)"
_FILE = re.compile(
    r"(?P<path>(?:docs|tests|ionworks)/[\w./-]+\.(?:md|txt|py))"
    rf"(?: sections? (?P<sections>{_NUMBER}(?:(?:,| and| to|, and) {_NUMBER})*))?,?(?P<quotes>[^`;]*)$"
)
_LITERATURE = re.compile(
    r"[A-Z]\w+(?: et al\.| and [A-Z]\w+)? \d{4}, https://\S+$|https://\S+$"
    r"|(?:PyBaMM|ionworksdata|ionworks-schema)(?: [\d.]+)?(?:,? (?:and )?``[\w.]+``)+$|ours$"
)


def test_sources_name_what_exists() -> None:
    found = [(one, item) for path in CODE for one in docstrings(path) for item in _items(one.text)]
    wrong = [f"{one.place}: {item!r}: {trouble}" for one, item in found if (trouble := _trouble(item))]
    assert len(found) > 500
    assert not wrong, "\n".join(wrong)


def test_readers_of_the_site_are_sent_only_where_they_can_go() -> None:
    wrong = [f"{one.place}: {match[0]}" for one in rendered() if (match := HIDDEN_FROM_USERS.search(one.text))]
    assert not wrong, "\n".join(sorted(wrong))


def test_documents_are_named_with_their_folder() -> None:
    """Also in comments: a bare ``wire.md`` cannot be found."""
    bare = re.compile(rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, CONTRACT))})(?!\w)|\bUCP (?:grammar, )?sections? \d")
    lines = [
        (path, number, match[0])
        for path in (ROOT / "ionworks").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := bare.search(line))
    ]
    assert not lines, "\n".join(f"{path.relative_to(ROOT)}:{number}: {name}" for path, number, name in lines)


def test_specification_cites_no_documents() -> None:
    described = list(_descriptions(document()))
    wrong = [
        text for text in described if re.search(r"Source\b ?[:-]|\w\.(md|txt)\b|[Uu]ser guide|API reference", text)
    ]
    assert len(described) > 500
    assert not wrong, "write (docs), (observed) or nothing:\n" + "\n".join(wrong)


def _descriptions(node: object) -> Iterator[str]:
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, member in members:
        if name in {"description", "summary"} and isinstance(member, str):
            yield member
        yield from _descriptions(member)


def _items(text: str) -> Iterator[str]:
    """What each "Source:" of a docstring names, without the remarks in brackets."""
    for found in re.split(r"\bSource: ", text)[1:]:
        paragraph = " ".join(re.split(r"\n\s*\n", found)[0].split())
        while (shorter := re.sub(r" ?\([^()]*\)", "", paragraph)) != paragraph:
            paragraph = shorter
        yield from re.split(r"(?<!et al)\.(?:\s|$)", paragraph)[0].split("; ")


def _trouble(item: str) -> str | None:
    file = _FILE.match(item)
    if file:
        return _trouble_of_file(file["path"], file["sections"] or "", file["quotes"])
    names = re.findall(r"``(\w+)``", item)
    if re.match(r"(operations? )?``\w+``", item) and names:
        unknown = set(names) - set(operations())
        return f"no operation {sorted(unknown)}" if unknown else None
    return None if _LITERATURE.match(item) else "neither a file, nor an operation, nor published work"


def _trouble_of_file(path: str, sections: str, quotes: str) -> str | None:
    if not (ROOT / path).is_file():
        return "no such file"
    text, numbers = _page(path)
    missing = [name for name in re.findall(_NUMBER, sections) if name not in numbers]
    if missing:
        return f"no section {missing}"
    rest = re.sub(r'"[^"]*"', "", quotes)
    unquoted = re.sub(r"\band\b|[,\s]", "", rest)
    absent = [quote for quote in re.findall(r'"([^"]*)"', quotes) if quote not in text]
    return f"cannot be read: {unquoted!r}" if unquoted else f"does not say {absent}" if absent else None


@functools.cache
def _page(path: str) -> tuple[str, set[str]]:
    """Text of a page on one line, and the numbers of its sections."""
    text = (ROOT / path).read_text(encoding="utf-8")
    return " ".join(text.split()), set(re.findall(r"^#+ (\d+(?:\.\d+)*|[A-Z](?=\.))", text, re.MULTILINE))


def test_the_rules_see_what_is_wrong() -> None:
    wrong = [
        "wire.md section 4",
        "docs/contract/nothing.md section 1",
        "docs/contract/wire.md sections 4 and 99",
        'tests/documents/simulate-api.txt "Not in there"',
        "operation ``create_nothing``",
        'issue "Something"',
        "Somebody 1999",
    ]
    assert [item for item in wrong if _trouble(item) is None] == []
    right = Docstring(
        ROOT, (1, 1), "X. Source: docs/contract/wire.md sections 4 (a; b) and 44.1; ``get_job``. More; text."
    )
    assert [_trouble(item) for item in _items(right.text)] == [None, None]
