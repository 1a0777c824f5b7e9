"""The public surface of the client, found by looking at the classes."""

import inspect
from collections.abc import Callable
from functools import cached_property
from typing import Any

import attrs

from ionworks import Ionworks
from ionworks.transport.calls import LowLevelCalls

LIFECYCLE = {"close", "local"}
"""Methods of the client that send nothing."""
LOW_LEVEL = {name for name in vars(LowLevelCalls) if name[0] != "_"}
"""Methods that send what they are told; `tests/contract/test_low_level_calls.py` has a test of each."""


@attrs.frozen
class Method:
    """One public method: ``study.list``, or ``whoami`` of the client itself."""

    name: str
    function: Callable[..., Any] = attrs.field(repr=False, eq=False)

    @property
    def docstring(self) -> str:
        return inspect.getdoc(self.function) or ""

    @property
    def arguments(self) -> list[str]:
        return [name for name in inspect.signature(self.function).parameters if name not in {"self", "cls"}]

    @property
    def returns_nothing(self) -> bool:
        return inspect.signature(self.function).return_annotation in {None, "None"}


def sub_clients() -> dict[str, type]:
    """Class of each sub-client by its attribute, aliases left out."""
    client = Ionworks("key", "http://127.0.0.1:1")
    names = [
        name
        for name, item in inspect.getmembers_static(Ionworks)
        if isinstance(item, cached_property) and name[0] != "_"
    ]
    return {name: type(getattr(client, name)) for name in names}


def public_functions(kind: type) -> dict[str, Callable[..., Any]]:
    """Public methods a class has, inherited ones included, properties left out."""
    members = {name: inspect.getattr_static(kind, name) for name in dir(kind) if name[0] != "_"}
    functions = {name: getattr(item, "__func__", item) for name, item in members.items()}
    return {name: item for name, item in functions.items() if inspect.isfunction(item)}


def methods() -> list[Method]:
    """Every public method of the client and of its sub-clients that talks to the service."""
    own = [Method(name, item) for name, item in public_functions(Ionworks).items() if name not in LIFECYCLE | LOW_LEVEL]
    nested = [
        Method(f"{attribute}.{name}", item)
        for attribute, kind in sub_clients().items()
        for name, item in public_functions(kind).items()
    ]
    return [*own, *nested]
