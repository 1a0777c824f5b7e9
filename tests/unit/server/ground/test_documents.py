"""Documents that cross processes: what is written is read again, and nothing else is."""

import json
from collections.abc import Mapping
from typing import Any

import attrs
import pytest

from ionworks.errors import ValidationError
from ionworks.server.ground.documents import Document


@attrs.frozen(kw_only=True)
class Part(Document):
    number: int
    options: Mapping[str, Any] = attrs.Factory(dict)


@attrs.frozen(kw_only=True)
class Base(Document):
    first: Part


@attrs.frozen(kw_only=True)
class Whole(Base):
    parts: tuple[Part, ...]
    names: tuple[str, ...] = ()


def test_a_document_survives_json():
    whole = Whole(first=Part(number=1), parts=(Part(number=2, options={"number": 3}),), names=("a", "b"))
    assert Whole.from_json(json.loads(json.dumps(whole.to_json()))) == whole


def test_what_may_be_absent_may_be_absent():
    assert Whole.from_json({"first": {"number": 1}, "parts": []}) == Whole(first=Part(number=1), parts=())


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"parts": []}, "Whole has the keys parts; allowed: first, names, parts, needed: first, parts"),
        ({"first": {"number": 1}, "parts": [], "name": 1}, "Whole has the keys first, name, parts; allowed"),
        ({"first": {"number": 1}, "parts": [{"numbers": 1}]}, "Part has the keys numbers"),
    ],
)
def test_unknown_and_missing_keys_are_refused(given, text):
    with pytest.raises(ValidationError, match=text):
        Whole.from_json(given)
