import datetime
import enum
import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest

from ionworks.errors import SerializationError
from ionworks.jsonable import to_jsonable


class Kind(enum.Enum):
    FIT = "data_fit"


class Text(enum.StrEnum):
    A = "a"


UTC_NOON = datetime.datetime(2026, 5, 8, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (3, 3),
        ("x", "x"),
        (1.5, 1.5),
        (math.nan, None),
        (-math.inf, None),
        ((1, (2, 3)), [1, [2, 3]]),
        (UTC_NOON, "2026-05-08T12:00:00+00:00"),
        (datetime.date(2026, 5, 8), "2026-05-08"),
        (Kind.FIT, "data_fit"),
        ({Text.A: Text.A}, {"a": "a"}),
        ({298.15: 1, 3: 2}, {"298.15": 1, "3": 2}),
        (np.float32(0.5), 0.5),
        (np.float64("nan"), None),
        (np.int64(7), 7),
        (np.bool_(True), True),
        (np.str_("x"), "x"),
        (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
        (np.array([1.0, math.inf]), [1.0, None]),
        (np.array(2.0), 2.0),
        (np.array([1, None, "a"], dtype=object), [1, None, "a"]),
        (np.datetime64("2026-05-08T12:00:00.000000000", "ns"), "2026-05-08T12:00:00"),
        (np.array(["NaT"], dtype="datetime64[ns]"), [None]),
        (pd.Timestamp(UTC_NOON), "2026-05-08T12:00:00+00:00"),
        (pd.NaT, None),
        (pd.NA, None),
        (pd.Series([1.0, math.nan]), [1.0, None]),
        (pl.Series([1, None]), [1, None]),
    ],
)
def test_conversion(value: object, expected: object) -> None:
    found = to_jsonable(value)
    assert found == expected
    assert json.loads(json.dumps(found, allow_nan=False)) == expected


def test_result_has_only_plain_types_and_input_is_unchanged() -> None:
    value = {"a": [np.float64(1.0), (2,)]}
    found = to_jsonable(value)
    assert type(found["a"][0]) is float
    assert value["a"][1] == (2,)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            {"elements": {"fit": [1, {"data": object()}]}},
            r"config\['elements'\]\['fit'\]\[1\]\['data'\].*object",
        ),
        (Path("x.csv"), "Path.*read the file"),
        ({1, 2}, "set"),
        (b"x", "bytes"),
        (1j, "complex"),
        (np.array([1j]), "complex128"),
        (np.timedelta64(1, "s"), "timedelta64"),
        ({None: 1}, "key None"),
        ({True: 1}, "key True"),
        ({(1, 2): 1}, r"key \(1, 2\)"),
        ({math.nan: 1}, "key nan"),
    ],
)
def test_refusal_names_the_place(value: object, message: str) -> None:
    with pytest.raises(SerializationError, match=message):
        to_jsonable(value, "config")


def test_cycles_are_refused() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(SerializationError, match="contains itself"):
        to_jsonable(value)


def test_imports_nothing_heavy() -> None:
    root = Path(__file__).parents[2]
    code = (
        "import sys, ionworks.jsonable as j; j.to_jsonable({'a': [1.0]});"
        "print(sorted({'numpy', 'pandas', 'polars'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.strip() == "[]"
