"""JSON of any size: the text of `json.dumps`, and threads that go on meanwhile."""

import json
import math
import threading
import time

import pytest

from ionworks.server.ground import json_text

MANY = 45_000
DOCUMENTS = {
    "plain": {"b": 1, "a": [1.5, None, "é", {"deep": []}]},
    "long": {"name": 'a "text"', "series": [0.1 * k for k in range(MANY)], "last": True},
    "long inside": [{"z": {"y": list(range(MANY)), "x": None}}, 2],
    "long lists of objects": {"rows": [{"k": k, "a": None} for k in range(MANY)]},
    "exactly one slice": list(range(20_000)),
    "one more": list(range(20_001)),
    "tuples": {"pairs": tuple((k, k) for k in range(MANY))},
    "infinite": [math.inf] * MANY,
    "nothing": [],
}


@pytest.mark.parametrize("options", [{}, {"separators": (",", ":")}, {"sort_keys": True, "separators": (",", ":")}])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_text_is_that_of_the_standard_library(name, options):
    text = json_text.Writer(**options)(DOCUMENTS[name])
    assert text == json.dumps(DOCUMENTS[name], **options)
    assert json_text.read(text) == json.loads(text)


def test_numbers_json_does_not_have_are_refused_where_they_are_not_allowed():
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text.Writer(allow_nan=False)({"a": [0.0] * MANY + [math.nan]})


def longest_wait(function, *arguments):
    """Seconds another thread waited for the interpreter at most, and those the function took."""
    worker = threading.Thread(target=function, args=arguments)
    begun = last = time.perf_counter()
    longest = 0.0
    worker.start()
    while worker.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest, last - begun


def test_other_threads_go_on():
    numbers = {"series": [k / 7 for k in range(1_000_000)]}
    text = json.dumps(numbers)
    for function, argument in ((json_text.Writer(), numbers), (json_text.read, text)):
        waits = [longest_wait(function, argument) for _ in range(3)]
        # in one go the wait is all of it
        assert min(wait / whole for wait, whole in waits) < 0.4
