"""The validator of request bodies finds what JSON Schema finds."""

import pytest

import ionworks.server.http.app  # noqa: F401 - imports Connexion without its warnings
from ionworks.server.http.validation import BodyValidator, Draft4RequestValidator, shape_problems

PLAIN = {"type": "array", "items": {"type": "string", "description": "An id."}}
SHORT = {"type": "array", "items": {"type": "string", "maxLength": 2}}
NULLABLE = {"type": "array", "items": {"type": "string", "nullable": True}}


@pytest.mark.parametrize("schema", [PLAIN, SHORT, NULLABLE])
@pytest.mark.parametrize("value", [[], ["a", "bb"], ["abc"], ["a", 1, "b", None], [["a"]], "a", None, [True]])
def test_lists_of_ids_are_judged_as_by_the_schema(schema, value):
    expected = shape_problems(schema, value, ["body"], Draft4RequestValidator)
    assert shape_problems(schema, value, ["body"], BodyValidator) == expected


def test_a_wrong_id_among_a_thousand_is_named():
    problems = shape_problems(PLAIN, [*(["a"] * 999), 7], ["body", "ids"], BodyValidator)
    assert [problem["loc"] for problem in problems] == [["body", "ids", 999]]
