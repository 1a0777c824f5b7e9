"""Checks requests against the contract and names every wrong value the way the contract wants it (422).

These classes replace Connexion's, which stop at the first problem and answer 400 without a location.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import accumulate, islice
from types import MappingProxyType
from typing import Any, Final

from connexion.exceptions import ClientProblem
from connexion.json_schema import Draft4RequestValidator
from connexion.validators import JSONRequestBodyValidator, MultiPartFormDataValidator, ParameterValidator
from jsonschema import Draft4Validator, validators
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.types import Message, Receive, Scope

from ionworks.server.ground import json_text
from ionworks.server.ground.errors import ApiError, invalid_shape, unprocessable
from ionworks.server.ground.threads import Room, run_in

_MOST_PROBLEMS: Final = 20
_LONGEST_MESSAGE: Final = 300
_MOST_PARTS: Final = (
    (b"[", 500_000, "lists"),
    (b"{", 500_000, "objects"),
    (b":", 2_000_000, "members of objects"),
    (b'"', 4_000_000, "quotation marks"),
    (b",", 6_000_000, "values"),
)
"""Mark, most of it in a large body, what it is a mark of: so many are read without other threads at work."""
_LONG: Final = 8 * 1024 * 1024
"""Half the length of a single value that keeps the interpreter too long."""
_MARKED: Final = 64
"""Bytes of numbers in which there is a comma."""
_WIDE: Final = 5_000
"""Members of one object in a megabyte, which go on in the next, of which there may be too many."""
_COUNTED: Final = 1024 * 1024
"""Bytes in which marks are counted before other threads may work."""
CHECKED_BODY: Final = "ionworks.body"
"""Where a request's scope holds its JSON body."""
_PLAIN: Final = {"type", "description"}
"""Keywords of the schema of a string that allows every string."""
Problem = dict[str, Any]


class Parameters(ParameterValidator):  # type: ignore[misc]
    """Checks path, query and header parameters; unknown query parameters are refused."""

    def validate_request(self, request: Any) -> None:
        """Raise `ApiError` 422 with every wrong parameter."""
        places = {"query": request.query_params, "path": request.path_params, "header": request.headers}
        problems = [
            problem
            for place, values in places.items()
            for parameter in self.parameters.get(place, ())
            for problem in _parameter_problems(place, parameter, values.get(parameter["name"]))
        ]
        known = [parameter["name"] for parameter in self.parameters.get("query", ())]
        problems += [
            {
                "loc": ["query", name],
                "msg": f"unknown parameter; known are {', '.join(known) or 'none'}",
                "type": "extra",
            }
            for name in request.query_params
            if name not in known
        ]
        if problems:
            raise invalid_shape(problems)


def _parameter_problems(place: str, parameter: Mapping[str, Any], value: Any) -> Iterable[Problem]:
    where = [place, parameter["name"]]
    if value is None:
        if parameter.get("required"):
            yield {"loc": where, "msg": "the parameter is required", "type": "missing"}
        return
    yield from shape_problems(parameter["schema"], value, where, Draft4Validator)


def _items(validator: Any, items: Any, value: Any, schema: Mapping[str, Any]) -> Iterable[Any]:
    """As the keyword ``items`` of JSON Schema, without a look at each of a thousand plain ids in Python."""
    is_plain = items.get("type") == "string" and items.keys() <= _PLAIN
    if is_plain and isinstance(value, list) and set(map(type, value)) <= {str}:
        return ()
    found: Iterable[Any] = Draft4RequestValidator.VALIDATORS["items"](validator, items, value, schema)
    return found or ()


BodyValidator: Final = validators.extend(Draft4RequestValidator, {"items": _items})
"""Connexion's validator of request bodies, fast with long lists of ids."""


def shape_problems(schema: Mapping[str, Any], value: Any, where: list[str], validator: Any) -> list[Problem]:
    """Return how `value` differs from `schema`, at most twenty findings, each ``{"loc", "msg", "type"}``."""
    found = validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER).iter_errors(value)
    return [
        {
            "loc": [*where, *error.absolute_path],
            "msg": _shorten(error.message),
            "type": str(error.validator),
        }
        for error in map(_innermost, islice(found, _MOST_PROBLEMS))
    ]


def _innermost(error: Any) -> Any:
    """Return the error that explains why no alternative fits: the deepest one, not the "or null" beside it."""
    while error.context:
        error = max(error.context, key=lambda one: (len(one.absolute_path), one.validator != "enum"))
    return error


def _shorten(message: str) -> str:
    return message if len(message) <= _LONGEST_MESSAGE else message[:_LONGEST_MESSAGE] + " ..."


class JsonBody(JSONRequestBodyValidator):  # type: ignore[misc]
    """Reads and checks a JSON body, once: handlers get what was checked.

    Large ones are read in a thread, so that other requests go on.
    """

    async def wrap_receive(self, receive: Receive, *, scope: Scope) -> tuple[Receive, Scope]:
        """Read the body; nothing is left to receive."""
        await super().wrap_receive(receive, scope=scope)
        return _nothing, {**scope, CHECKED_BODY: self._body}

    async def _parse(self, stream: AsyncGenerator[bytes, None], scope: Scope) -> Any:
        # without the empty last part, bytes that came in one piece are not copied
        raw = b"".join([part async for part in stream if part])
        if len(raw) > json_text.LARGE:
            self._body = await run_in(Room.BODIES, self._check, raw)
        else:
            self._body = self._check(raw)
        return self._body

    def _check(self, raw: bytes) -> Any:
        if not raw:
            body = None
        else:
            try:
                # JSON is UTF-8, whatever the charset says
                _refuse_endless(raw)
                body = json_text.read(raw.decode())
            except ValueError as error:
                raise unprocessable(f"the body is not JSON: {error}", ("body",), "json_invalid") from None
        if body is None and (self._nullable or not self._required) and not raw:
            return None
        problems = shape_problems(self._schema, body, ["body"], BodyValidator)
        if problems:
            raise invalid_shape(problems)
        return body

    def _validate(self, body: Any) -> None:
        """Nothing is left to do: `_check` has validated."""


def _refuse_endless(raw: bytes) -> None:
    if len(raw) > json_text.LARGE:
        for mark, most, what in _MOST_PARTS:
            if any(count > most for count in _counts(raw, mark)):
                raise unprocessable(f"has more than {most} {what}; send less at once, or upload the data")
        if _holds_endless(raw):
            raise unprocessable(f"holds a single value of more than {_LONG} characters; upload it as data")
        if _holds_wide(raw):
            raise unprocessable("holds an object of more than a megabyte of members; send a list, or upload the data")


def _holds_endless(raw: bytes) -> bool:
    """Whether a text goes on for 16 MiB, or nearly so: no quotation mark, and not the commas of numbers."""
    parts = ((at, at + _LONG) for at in range(0, len(raw) - _LONG + 1, _LONG))
    return any(raw.find(b'"', *part) < 0 and raw.count(b",", *part) < _LONG // _MARKED for part in parts)


def _holds_wide(raw: bytes) -> bool:
    """Whether one object goes on for 2 MiB, or nearly so: no end of one, and quotation marks beside the colons."""
    parts = ((at, at + _COUNTED) for at in range(0, len(raw) - _COUNTED + 1, _COUNTED))
    return any(
        raw.find(b"}", *part) < 0 and raw.count(b":", *part) > _WIDE and raw.count(b'"', *part) > 2 * _WIDE
        for part in parts
    )


def _counts(raw: bytes, mark: bytes) -> Iterator[int]:
    """How often a mark stands in ever longer parts of a body."""
    return accumulate(raw.count(mark, at, at + _COUNTED) for at in range(0, len(raw), _COUNTED))


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


class _CheckingParser(MultiPartParser):
    """Reads the copy of a form that is only checked, not handled: files are closed at once, and have to be files.

    Parameters
    ----------
    files : collection of str
        Names of the members that are files.
    """

    def __init__(self, *arguments: Any, files: Collection[str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._files = files

    async def parse(self) -> FormData:
        form = await super().parse()
        await form.close()
        for name, value in form.multi_items():
            if name in self._files and not isinstance(value, UploadFile):
                raise unprocessable("is a field of the form; send a file, with a file name", ("body", name))
        return form


class FormBody(MultiPartFormDataValidator):  # type: ignore[misc]
    """Reads and checks multipart forms."""

    @property
    def _form_parser_cls(self) -> Callable[..., MultiPartParser]:
        members = self._schema.get("properties", {}).items()
        files = {name for name, schema in members if schema.get("format") == "binary"}
        return partial(_CheckingParser, files=files)

    async def _parse(self, stream: AsyncGenerator[bytes, None], scope: Scope) -> Any:
        try:
            return await super()._parse(stream, scope)
        except (ApiError, ClientProblem):
            raise
        except (MultiPartException, ValueError, KeyError, TypeError) as error:
            message = getattr(error, "message", None) or str(error)
            raise unprocessable(f"the form cannot be read: {message}", ("body",), "form_invalid") from None

    def _validate(self, body: Any) -> None:
        problems = shape_problems(self._schema, body, ["body"], BodyValidator)
        if problems:
            raise invalid_shape(problems)


VALIDATORS: Final = MappingProxyType(
    {
        "parameter": Parameters,
        "body": {"application/json": JsonBody, "multipart/form-data": FormBody},
    }
)
"""For Connexion's ``validator_map``."""
