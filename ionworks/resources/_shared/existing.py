"""Create a record, or get the one that is there already."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from ionworks.errors import ConflictError, ValidationError
from ionworks.records import Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


def create_or_reuse(
    create: Callable[[], AnyRecord],
    get: Callable[[str], AnyRecord],
    find: Callable[[str], Iterable[AnyRecord]],
    data: Any,
) -> AnyRecord:
    """Run `create`; on a conflict return the record it names, or else the one called `name`.

    Parameters
    ----------
    create : callable
        Creates the record.
    get : callable
        Gets a record by id.
    find : callable
        Lists the records with a name.
    data : dict
        Fields of the record to create; `create` refuses what is no dict.

    Raises
    ------
    ValidationError
        There is a conflict, but not with a record of this name. A ``ValueError``.

    Notes
    -----
    Source: docs/contract/flows.md section 11.
    """
    try:
        return create()
    except ConflictError as conflict:
        if conflict.existing_id is not None:
            return get(conflict.existing_id)
        name = str(data.get("name"))
        found = next(iter(find(name)), None)
        if found is None:
            raise ValidationError(f"there is a conflict, but no record named {name!r}: {conflict}") from conflict
        return found
