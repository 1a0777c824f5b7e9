"""One request as a page sees it, and what a page may answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import attrs
from starlette.datastructures import FormData, QueryParams
from starlette.responses import Response

from ionworks.server.call import Call
from ionworks.server.ground.errors import ApiError
from ionworks.server.nouns.accounts import permissions
from ionworks.server.nouns.accounts.permissions import NEEDS

_Result = TypeVar("_Result")


@attrs.frozen(kw_only=True)
class Page:
    """One request of a browser whose user is known."""

    call: Call
    path: str
    """Address without its query."""
    parts: Mapping[str, str]
    """Parameters in the address."""
    query: QueryParams
    form: FormData
    is_part: bool
    """Whether a script asks for the content alone, to put it into a page that is shown."""
    cross_site_token: str = attrs.field(repr=False)
    _allowed: set[tuple[Any, ...]] = attrs.field(factory=set, init=False, repr=False)
    """What was checked already: a page asks for several things of one project."""

    @property
    def project_id(self) -> str:
        """Project of the address."""
        return self.parts["project_id"]

    def ask(self, operation: Callable[..., _Result], **arguments: Any) -> _Result:
        """Call a handler as the API does: after the check of its permission.

        Parameters
        ----------
        operation : callable
            Handler of an operation; its name is the operationId.
        **arguments
            Its arguments, by name.

        Raises
        ------
        ApiError
            403 or 404 as the operation.
        """
        self.check(operation, **arguments)
        return operation(self.call, **arguments)

    def check(self, operation: Callable[..., Any], **arguments: Any) -> None:
        """Raise `ApiError` 403 or 404 unless the user may call an operation on these records."""
        need = NEEDS[operation.__name__]
        told = (need, *((name, value) for name, value in arguments.items() if isinstance(value, str)))
        if "body" in arguments or told not in self._allowed:
            permissions.check(self.call, need, arguments)
            self._allowed.add(told)

    def may(self, operation: Callable[..., Any], **arguments: Any) -> bool:
        """Whether the user may call an operation on these records: buttons of others are not shown."""
        try:
            self.check(operation, **arguments)
        except ApiError:
            return False
        return True


@attrs.frozen(kw_only=True)
class Crumb:
    """One step of the way to a page."""

    name: str
    address: str


@attrs.frozen(kw_only=True)
class Shown:
    """A page to render."""

    template: str
    title: str
    """Begins with the name of what is shown."""
    data: Mapping[str, Any] = attrs.field(factory=dict)
    crumbs: Sequence[Crumb] = ()
    python: str = ""
    """Script that produces what is shown."""
    status: int = 200


@attrs.frozen
class Moved:
    """The browser goes elsewhere: after a form, and to addresses that stand for others."""

    address: str


Answer = Shown | Moved | Response
PageFunction = Callable[[Page], Answer]
