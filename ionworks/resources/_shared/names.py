"""Names instead of ids: exactly one thing has the name, or an error says what there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import TypeVar

from ionworks.errors import ConflictError, NotFoundError, ValidationError

Named = TypeVar("Named")


def only(
    noun: str,
    name: str,
    named: Iterable[Named],
    others: Callable[[], Iterable[str]] = tuple,
    id_of: Callable[[Named], str] = lambda thing: str(getattr(thing, "id", thing)),
) -> Named:
    """The one thing of a name.

    Parameters
    ----------
    noun, name : str
        What it is, and how it is called.
    named : iterable
        Things of this name.
    others : callable
        Names there are; asked for when nothing has this one.
    id_of : callable
        Id of a thing, for the message when several have the name.

    Raises
    ------
    NotFoundError
        Nothing has it; the message offers the closest names.
    ConflictError
        Several have it; the message lists their ids.
    """
    found = list(named)
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(id_of(thing) for thing in found[:5]) + (", ..." if len(found) > 5 else "")
        raise ConflictError(
            f"there are {len(found)} {noun}s named {name!r}; use an id: {ids}", 409, error_code="CONFLICT"
        )
    raise NotFoundError(f"there is no {noun} named {name!r}{_hint(name, others())}", 404, error_code="NOT_FOUND")


def by_name(noun: str, name: str, find: Callable[[str | None], Iterable[Named]]) -> Named:
    """The one record of a name.

    Parameters
    ----------
    noun, name : str
        As of `only`.
    find : callable
        Takes the name and returns what has it; takes ``None`` and returns some of all, for the closest names.
    """
    found = find(checked_name(name))
    return only(noun, name, found, lambda: (str(getattr(record, "name", "")) for record in find(None)))


def checked_name(name: str) -> str:
    """`name`, which is a text that is not empty."""
    if not isinstance(name, str) or not name.strip():
        raise ValidationError(f"name: found {name!r}; allowed: a name")
    return name


def _hint(name: str, others: Iterable[str]) -> str:
    known = list(dict.fromkeys(other for other in others if other))
    folded = {other.casefold(): other for other in reversed(known)}
    close = [folded[match] for match in get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)]
    if close:
        return f"; did you mean {' or '.join(map(repr, close))}?"
    return f"; there are {', '.join(map(repr, known[:5]))}{', ...' if len(known) > 5 else ''}" if known else ""
