"""Methods that take the fields of a record refuse what is no dict of them, before anything is sent."""

import inspect
from typing import Any

import pytest

from ionworks import Ionworks
from ionworks.errors import ValidationError
from tests.meta.surface import public_functions, sub_clients

FIELDS = ("data", "measurement_detail")
AN_ID = "0" * 32


def _takes_fields(function: Any) -> bool:
    annotations = [str(one.annotation) for one in inspect.signature(function).parameters.values() if one.name in FIELDS]
    return any("dict" in one or "Mapping" in one or "JsonDict" in one for one in annotations)


METHODS = [
    f"{noun}.{name}"
    for noun, kind in sub_clients().items()
    for name, function in public_functions(kind).items()
    if _takes_fields(function)
]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("data", [None, "name", ["name"]], ids=["none", "text", "list"])
def test_what_is_no_dict_is_refused(method: str, data: Any) -> None:
    noun, name = method.split(".")
    function = getattr(getattr(Ionworks("key", "http://127.0.0.1:1", "project"), noun), name)
    parameters = inspect.signature(function).parameters
    needed = [one.name for one in parameters.values() if one.default is one.empty]
    given = {one: data if one in FIELDS else AN_ID for one in {*needed, *parameters.keys() & set(FIELDS)}}
    with pytest.raises(ValidationError, match="allowed: (.* )?a dict"):
        function(**given)
