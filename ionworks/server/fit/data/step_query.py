"""Choosing one step of a measurement with SQL, closed to everything but its steps table.

Polars' SQL can read files through table functions, so a query passes a word-by-word check first: one ``SELECT``,
only table ``steps``, only functions from a list.

Source: docs/contract/pipeline-config.md section 2.11 (``first_step``, ``last_step``).
"""

import re
from collections.abc import Iterator

import polars as pl

from ionworks.errors import ValidationError

MAX_QUERY = 2000
"""Most characters of a query."""
FUNCTIONS = frozenset(
    {"abs", "avg", "coalesce", "count", "first", "greatest", "last", "least", "length", "lower", "max", "min",
     "nullif", "round", "starts_with", "sum", "trim", "upper"}
)  # fmt: skip
"""Functions a query may call."""
_BEFORE_PARENTHESIS = frozenset({"and", "as", "by", "from", "having", "in", "not", "on", "or", "over", "select", "then",
                                 "when", "where", "else", "between", "exists"})  # fmt: skip
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^']|'')*')|"(?P<quoted>[^"]*)"|(?P<word>[A-Za-z_]\w*)|(?P<number>\d+\.?\d*)
    |(?P<sign><=|>=|<>|!=|[-+*/%(),.<>=]))""",
    re.VERBOSE,
)


def query_step(query: str, steps: pl.DataFrame) -> int:
    """Step that a query selects.

    Parameters
    ----------
    query : str
        ``SELECT ... FROM steps ...`` with exactly one row as its result, which has ``Step count``.
    steps : polars.DataFrame
        One row per step.

    Returns
    -------
    int
        ``Step count`` of that row.

    Raises
    ------
    ValidationError
        Anything but such a query.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.11.
    """
    _check_query(query)
    try:
        found = pl.SQLContext(steps=steps, eager=True).execute(query)
    except pl.exceptions.PolarsError as error:
        raise ValidationError(f"data step query {query!r}: {error}") from error
    if found.height != 1:
        raise ValidationError(f"data step query {query!r} selects {found.height} rows; exactly one is needed")
    if "Step count" not in found.columns:
        raise ValidationError(f"data step query {query!r} must select the column 'Step count'")
    return int(found["Step count"][0])


def _check_query(query: str) -> None:
    if len(query) > MAX_QUERY:
        raise ValidationError(f"data step query has {len(query)} characters; allowed: {MAX_QUERY}")
    before = ""
    for kind, word in _tokens(query):
        if not before and word != "select":
            raise ValidationError(f"data step query {query!r} must be one SELECT over the table steps")
        if before in ("from", "join") and word not in ("steps", "("):
            raise ValidationError(f"data step query {query!r} reads {word!r}; the only table is steps")
        if kind != "text" and word == "(" and not _may_open(before):
            raise ValidationError(f"data step query calls {before!r}; allowed: {', '.join(sorted(FUNCTIONS))}")
        before = word if kind != "text" else "'"
    if not before:
        raise ValidationError("data step query is empty")


def _may_open(before: str) -> bool:
    is_name = before[:1].isalpha() or before[:1] == "_"
    return before in FUNCTIONS or before in _BEFORE_PARENTHESIS or (not is_name and before != '"')


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    """Kind and lower-case text of every word; a quoted name followed by a parenthesis counts as a call."""
    position, end = 0, len(query.rstrip())
    while position < end:
        found = _TOKEN.match(query, position)
        # Comments and escaped quotes could hide a call from this check.
        if found is None or query[position:].lstrip().startswith(("--", "/*")) or "\\" in found.group():
            raise ValidationError(f"data step query {query!r} is not understood at character {position}")
        position = found.end()
        kind = str(found.lastgroup)
        word = found.group(kind)
        if kind == "quoted":
            word = '"' if query[position:].lstrip().startswith("(") else f"{word}".lower() or '"'
        yield kind, word.lower()
