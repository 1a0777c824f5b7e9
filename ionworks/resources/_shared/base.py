"""What every sub-client shares: one call, one way to build bodies, records and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import cached_property, partial
from typing import Any, Protocol, Self, TypeVar

from ionworks_openapi.client import AuthenticatedClient
from ionworks_openapi.types import UNSET, Response, Unset

from ionworks.config import resolve_project_id
from ionworks.errors import ContractError, IonworksError, ValidationError
from ionworks.jsonable import to_jsonable
from ionworks.records import Record
from ionworks.resources._shared.ids import Thing, id_or_none
from ionworks.resources._shared.pages import page_of
from ionworks.transport.connection import Connection
from ionworks.transport.paging import PaginatedList

JsonDict = dict[str, Any]
Value = TypeVar("Value")
AnyRecord = TypeVar("AnyRecord", bound=Record)
AnyEnum = TypeVar("AnyEnum", bound=Enum)


class _Body(Protocol):
    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self: ...


AnyBody = TypeVar("AnyBody", bound=_Body)


class Resource:
    """Base of all sub-clients: holds the connection and the only place that sends.

    Parameters
    ----------
    connection : Connection
        Connection of the client this resource belongs to.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _call(self, send: Callable[[AuthenticatedClient], Response[Any]]) -> Any:
        """Send one request through a generated function and return the parsed answer.

        HTTP errors are raised below the generated parser; a success that does not fit the contract becomes
        a `ContractError` here.
        """
        return self._respond(send).parsed

    def _respond(self, send: Callable[[AuthenticatedClient], Response[Any]]) -> Response[Any]:
        try:
            response = send(self._connection.api)
        except IonworksError:
            raise
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            message = (
                f"the service's answer does not fit openapi.yaml ({type(error).__name__}: {error}); please report it"
            )
            raise ContractError(message) from error
        if 300 <= response.status_code < 400:
            raise ContractError(f"the service redirected (status {int(response.status_code)}); check the API URL")
        return response

    def _dict(self, send: Callable[[AuthenticatedClient], Response[Any]]) -> JsonDict:
        """Call and return the answer as a plain dict."""
        answer: JsonDict = self._call(send).to_dict()
        return answer

    def _record(self, kind: type[AnyRecord], send: Callable[[AuthenticatedClient], Response[Any]]) -> AnyRecord:
        """Call and return the answer as a record."""
        return self._with_page(kind.from_wire(self._call(send)))

    def _page(
        self, kind: type[AnyRecord], send: Callable[[AuthenticatedClient], Response[Any]], rows: str = "items"
    ) -> PaginatedList[AnyRecord]:
        """Call a listing with the envelope ``{<rows>, total}`` and return its page."""
        page = self._call(send)
        records = [self._with_page(kind.from_wire(item)) for item in getattr(page, rows)]
        return PaginatedList(records, total=given(page.total))

    def _with_page(self, record: AnyRecord) -> AnyRecord:
        """Tell a record where its page is."""
        return record.with_page(self._page_finder)

    @cached_property
    def _page_finder(self) -> Callable[[Record], str | None]:
        config = self._connection.config
        return partial(page_of, config.app_url, config.project_id, config.has_studio)

    def _project(self, project_id: Thing | None) -> str:
        """The project to work in: the argument, the client's default, the only one of its server, or else an error."""
        named = project_id if isinstance(project_id, str) else id_or_none("project_id", project_id)
        return resolve_project_id(named, None if named else self._project_of_client())

    def _project_of_client(self) -> str | None:
        """The client's default project, else the only one of its server."""
        return self._default_project or self._connection.only_project()

    @property
    def _default_project(self) -> str | None:
        return self._connection.config.project_id


def optional(value: Value | None) -> Value | Unset:
    """Turn "not given" into the generated client's marker."""
    return UNSET if value is None else value


def given(value: Value | Unset | None) -> Value | None:
    """Turn the generated client's marker back into ``None``."""
    return None if isinstance(value, Unset) else value


def choice(kind: type[AnyEnum], value: str | None, name: str) -> AnyEnum | Unset:
    """Member of a closed set of words, refused with the allowed ones before anything is sent."""
    if value is None:
        return UNSET
    try:
        return kind(value)
    except ValueError:
        allowed = ", ".join(repr(member.value) for member in kind)
        raise ValidationError(f"{name}: found {value!r}; allowed: {allowed}") from None


def body(kind: type[AnyBody], data: Mapping[str, Any] | None, **defaults: Any) -> AnyBody:
    """Build a request body from a user's dict; `defaults` fill keys that are absent or ``None`` in neither.

    Raises
    ------
    ValidationError
        Not a mapping, a required field is missing, or a field has the wrong kind.
    """
    given_defaults = {key: value for key, value in defaults.items() if value is not None}
    payload = {**given_defaults, **to_jsonable(fields(data))}
    try:
        return kind.from_dict(payload)
    except KeyError as error:
        raise ValidationError(f"data: the required field {error} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ValidationError(f"data does not fit {kind.__name__}: {error}") from error


def fields(data: Mapping[str, Any] | None) -> JsonDict:
    """Copy of the fields of a record; a `ValidationError` for what is no dict."""
    if not isinstance(data, Mapping):
        raise ValidationError(f"data: found {type(data).__name__}; allowed: a dict of the fields to send")
    return dict(data)


def text_list(texts: str | Sequence[str] | Any, name: str) -> list[str]:
    """Words, such as tags, as a list; a single one is a list of one."""
    return listed([texts] if isinstance(texts, str) else texts, name)


def listed(texts: Sequence[str] | Any, name: str) -> list[str]:
    """Texts as a list; a single one is refused, not taken for a list of its letters."""
    if isinstance(texts, str) or not isinstance(texts, Iterable):
        raise ValidationError(f"{name}: found {texts!r}; allowed: a list of texts")
    found = list(texts)
    for position, item in enumerate(found):
        if not isinstance(item, str) or not item:
            raise ValidationError(f"{name}[{position}]: found {item!r}; allowed: a text that is not empty")
    return found
