"""Numbers inside columns of open JSON, as columns to filter and sort by, in both databases."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.ground.errors import unprocessable

_LONGEST: Final = 500
_NOT_JSON: Final = ("%NaN%", "%Infinity%")
"""What makes a stored text one that the databases do not read; such rows have no number."""


def number_in(column: sa.Column[Any], name: str, parameter: str, *, is_sqlite: bool) -> sa.ColumnElement[Any]:
    """Return the member `name` of a JSON object as a number, null where there is none.

    Raises
    ------
    ApiError
        422 naming the parameter: no name that a quantity has.
    """
    if not name or len(name) > _LONGEST or not name.isprintable() or '"' in name or "\\" in name:
        raise unprocessable(f"{name!r:.80} is no name of a quantity", ("query", parameter))
    text = sa.type_coerce(column, sa.Text)
    if is_sqlite:
        inside = sa.func.json_extract(text, f'$."{name}"')
        kind = sa.func.json_type(text, f'$."{name}"')
        is_usable = sa.and_(sa.func.json_valid(text) == 1, kind.in_(("integer", "real")))
        return sa.case((is_usable, inside), else_=None)
    parsed = sa.cast(text, sa.JSON)
    is_readable = sa.and_(*(text.not_like(one) for one in _NOT_JSON))
    is_number = sa.func.json_typeof(parsed[name]) == "number"
    value = sa.cast(parsed[name].as_string(), sa.Float)
    return sa.case((is_readable, sa.case((is_number, value), else_=None)), else_=None)
