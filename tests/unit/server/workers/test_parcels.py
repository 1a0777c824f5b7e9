"""What goes to a worker and back: whole, and without stopping every other thread."""

import threading
import time

import pytest

from ionworks.errors import ValidationError
from ionworks.server.workers.parcels import pack, run_packed, unpack


@pytest.mark.parametrize(
    "value", [None, {"a": [1, 2.5, "x" * 200_000, b"y" * 200_000]}, [(one, str(one)) for one in range(30_000)]]
)
def test_what_is_packed_comes_out_again(value):
    assert unpack(pack(value)) == value


def test_functions_come_back_with_what_they_answer_or_raise():
    def double(value, *, offset=0):
        if value is None:
            raise ValidationError("no value")
        return 2 * value + offset

    assert unpack(run_packed(pack((double, (3,), {"offset": 1})))) == 7
    assert isinstance(unpack(run_packed(pack((double, (None,), {})))).exception(), ValidationError)
    assert "unpickl" in unpack(run_packed(b"no parcel")).text.lower()


@pytest.mark.parametrize("step", ["pack", "unpack"])
def test_other_threads_work_meanwhile(step):
    value = [one / 7 for one in range(1_500_000)]
    packed = pack(value)
    turns = 0
    work = threading.Thread(target=(lambda: pack(value)) if step == "pack" else (lambda: unpack(packed)))
    work.start()
    while work.is_alive():
        time.sleep(0)
        turns += 1
    assert turns > 3
