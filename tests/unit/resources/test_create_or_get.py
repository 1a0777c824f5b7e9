"""`create_or_get` of every sub-client refuses what is no dict of fields, as `create` does."""

import inspect
from typing import Any

import pytest

from ionworks import Ionworks
from ionworks.errors import ValidationError
from tests.meta.surface import public_functions, sub_clients

# a protocol has its fields as arguments
NOUNS = [
    noun for noun, kind in sub_clients().items() if "create_or_get" in public_functions(kind) and noun != "protocol"
]


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("data", [None, "name", ["name"]])
def test_what_is_no_dict_is_refused(noun: str, data: Any) -> None:
    method = getattr(Ionworks("key", "http://127.0.0.1:1", "project"), noun).create_or_get
    needed = [one.name for one in inspect.signature(method).parameters.values() if one.default is one.empty]
    given = {name: "id" for name in needed[:-1]} | {needed[-1]: data}
    with pytest.raises(ValidationError, match="allowed: a dict"):
        method(**given)
