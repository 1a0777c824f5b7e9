"""Base class of all records: frozen attributes that tolerate what a newer server adds."""

import html
from collections.abc import Callable, Mapping
from typing import Any, Self

import attrs

from ionworks.errors import ContractError
from ionworks.notebook import fields_table, short

_OWN = ("extra", "_page")
"""Fields that are none of the answer's."""
WIRE_NAME = "wire_name"
"""Metadata key of a field whose name on the wire differs."""
KIND = "kind"
"""Metadata key of a field that holds a record or a list of records: their class."""


@attrs.frozen(kw_only=True, repr=False)
class Record:
    """One record of the service.

    Fields the service sends that are not declared here are kept in `extra` and can be read as attributes too.
    """

    extra: dict[str, Any] = attrs.field(factory=dict)
    """Fields of the answer that this version of the package does not declare."""
    _page: Callable[[Any], str | None] | None = attrs.field(default=None, eq=False)
    """Finds the address of its page in the browser, which notebooks link to."""

    @classmethod
    def from_wire(cls, wire: Any) -> Self:
        """Build a record from an answer.

        Parameters
        ----------
        wire : mapping, generated model or record
            Fields under their wire names. Missing optional fields become ``None``.

        Raises
        ------
        ContractError
            A required field is missing, or `wire` is no object.
        """
        body = wire.to_dict() if hasattr(wire, "to_dict") else wire
        if not isinstance(body, Mapping):
            raise ContractError(f"a {cls.__name__} must be an object, found {type(body).__name__}")
        names = _names_by_wire_name(cls)
        fields = attrs.fields_dict(cls)
        missing = [wire_name for wire_name in _required(cls) if wire_name not in body]
        if missing:
            raise ContractError(f"a {cls.__name__} without {', '.join(missing)}; fields found: {sorted(body)}")
        known = {names[key]: _member(fields[names[key]], value) for key, value in body.items() if key in names}
        return cls(**known, extra={key: value for key, value in body.items() if key not in names})

    def to_dict(self) -> dict[str, Any]:
        """Return the fields under their wire names, those in `extra` included."""
        fields = {wire: _plain(getattr(self, name)) for wire, name in _names_by_wire_name(type(self)).items()}
        return fields | self.extra

    def with_page(self, finder: Callable[[Any], str | None]) -> Self:
        """Return the record itself, told how to find its page in the browser, which notebooks link to."""
        object.__setattr__(self, "_page", finder)  # a copy of each of 100,000 records would take a second
        return self

    def __getattr__(self, name: str) -> Any:
        # Called for undeclared names only. Private ones are asked for while a copy is still being built.
        if not name.startswith("_") and name != "extra" and name in self.extra:
            return self.extra[name]
        raise AttributeError(f"{type(self).__name__} has no field {name!r}", name=name, obj=self)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.extra]

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={short(value)}" for name, value in self._shown().items())
        return f"{type(self).__name__}({shown})"

    def _repr_html_(self) -> str:
        """Table of the fields for notebooks."""
        caption = type(self).__name__
        address = None if self._page is None else self._page(self)
        if address is not None:
            caption = f"<a href='{html.escape(address)}' target='_blank' rel='noopener'>{caption}</a>"
        shown = self._shown()
        return fields_table(shown, caption, most=len(shown))

    def _shown(self) -> dict[str, Any]:
        names = _names_by_wire_name(type(self)).values()
        fields = {name: getattr(self, name) for name in names} | self.extra
        return {name: value for name, value in fields.items() if value is not None}


def _names_by_wire_name(record_type: type[Record]) -> dict[str, str]:
    fields = (field for field in attrs.fields(record_type) if field.name not in _OWN)
    return {field.metadata.get(WIRE_NAME, field.name): field.name for field in fields}


def _required(record_type: type[Record]) -> tuple[str, ...]:
    required = {field.name for field in attrs.fields(record_type) if field.default is attrs.NOTHING}
    return tuple(wire for wire, name in _names_by_wire_name(record_type).items() if name in required)


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _member(field: "attrs.Attribute[Any]", value: Any) -> Any:
    """Value of a field, with what it holds as records."""
    kind = field.metadata.get(KIND)
    if kind is None:
        return value
    if isinstance(value, list):
        return [kind.from_wire(row) for row in value]
    if value is None:
        return None if field.default is None else []
    return kind.from_wire(value)
