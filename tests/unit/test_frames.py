import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from polars.testing import assert_frame_equal

from ionworks.errors import ConfigurationError, ContractError, ValidationError
from ionworks.frames import (
    from_columns,
    from_parquet,
    get_dataframe_backend,
    set_dataframe_backend,
    to_backend,
    to_polars,
    with_capacity,
    with_deltas,
)
from tests.damaged import panicking_parquet

DISCHARGE, CHARGE = "Discharge capacity [A.h]", "Charge capacity [A.h]"


def test_backend_comes_from_the_environment_at_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IONWORKS_DATAFRAME_BACKEND", "pandas")
    assert get_dataframe_backend() == "pandas"
    set_dataframe_backend("polars")
    assert get_dataframe_backend() == "polars"


def test_backend_defaults_to_polars() -> None:
    assert get_dataframe_backend() == "polars"
    with pytest.raises(ConfigurationError, match="'polars' or 'pandas', not 'numpy'"):
        set_dataframe_backend("numpy")


def test_to_backend() -> None:
    frame = pl.DataFrame(
        {
            "Time [s]": [0.0, None],
            "n": [1, 2],
            "s": ["a", None],
            "t": [datetime(2026, 5, 8, tzinfo=UTC), None],
        }
    )
    assert to_backend(frame) is frame
    set_dataframe_backend("pandas")
    table = to_backend(frame)
    assert isinstance(table, pd.DataFrame)
    assert list(table.columns) == frame.columns
    assert table["n"].to_list() == [1, 2]
    assert np.isnan(table["Time [s]"][1])
    assert table["t"][0] == pd.Timestamp("2026-05-08", tz="UTC")
    assert pd.isna(table["s"][1])


def test_from_parquet() -> None:
    frame = pl.DataFrame({"a": [1.0, 2.0]})
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    assert_frame_equal(from_parquet(buffer.getvalue()), frame)
    for damaged in (b"<html>", panicking_parquet()):
        with pytest.raises(ContractError, match="no Parquet"):
            from_parquet(damaged)


def test_from_columns() -> None:
    assert_frame_equal(
        from_columns({"a": [1, 2.5], "b": ["x", None]}), pl.DataFrame({"a": [1.0, 2.5], "b": ["x", None]})
    )
    assert_frame_equal(from_columns({"a": 1, "b": "x"}), pl.DataFrame({"a": [1], "b": ["x"]}))
    assert from_columns({}).shape == (0, 0)
    with pytest.raises(ValidationError, match="'a': 2, 'b': 1"):
        from_columns({"a": [1, 2], "b": [1]})


@pytest.mark.parametrize(
    "table",
    [
        pl.DataFrame({"a": [1.0, None], "s": ["x", None]}),
        pl.LazyFrame({"a": [1.0, None], "s": ["x", None]}),
        pd.DataFrame({"a": [1.0, None], "s": ["x", None]}, index=[5, 6]),
        pa.table({"a": [1.0, None], "s": ["x", None]}),
        {"a": [1.0, None], "s": ["x", None]},
        {"a": pl.Series([1.0, None]), "s": pd.Series(["x", None], index=[5, 6])},
    ],
    ids=["polars", "lazy", "pandas", "arrow", "lists", "series"],
)
def test_to_polars(table: object) -> None:
    assert_frame_equal(to_polars(table), pl.DataFrame({"a": [1.0, None], "s": ["x", None]}))


def test_to_polars_takes_numpy_columns_and_refuses_other_objects() -> None:
    assert to_polars({"a": np.array([1.0, 2.0])})["a"].to_list() == [1.0, 2.0]
    with pytest.raises(ValidationError, match="found list"):
        to_polars([1, 2])


def test_capacity_accumulates_over_steps_that_reset() -> None:
    # discharge 2 A.h, rest, charge 1.5 A.h, discharge 0.5 A.h
    series = pl.DataFrame(
        {
            "Step count": [0, 0, 0, 1, 1, 2, 2, 3, 3],
            DISCHARGE: [0.0, 1.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5],
            CHARGE: [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.5, 0.0, 0.0],
        }
    )
    found = with_capacity(series)
    assert found["Step capacity [A.h]"].to_list() == [0, 1, 2, 0, 0, 0, -1.5, 0, 0.5]
    assert found["Capacity [A.h]"].to_list() == pytest.approx([0, 1, 2, 2, 2, 2, 0.5, 0.5, 1.0])
    assert_frame_equal(found.select(series.columns), series)


def test_capacity_without_steps_and_existing_columns() -> None:
    series = pl.DataFrame({DISCHARGE: [0.0, 1.0], CHARGE: [0.0, 0.25]})
    assert with_capacity(series)["Capacity [A.h]"].to_list() == [0, 0.75]
    kept = series.with_columns(pl.lit(9.0).alias("Capacity [A.h]"))
    assert with_capacity(kept)["Capacity [A.h]"].to_list() == [9, 9]
    assert with_capacity(kept)["Step capacity [A.h]"].to_list() == [0, 0.75]
    alone = pl.DataFrame({DISCHARGE: [1.0]})
    assert with_capacity(alone) is alone


def test_capacity_skips_rows_without_values() -> None:
    series = pl.DataFrame({"Step count": [0, 0, 1], DISCHARGE: [1.0, None, 0.5], CHARGE: [0.0, None, 0.0]})
    assert with_capacity(series)["Capacity [A.h]"].to_list() == [1.0, None, 1.5]


def test_deltas_of_steps() -> None:
    steps = pl.DataFrame({DISCHARGE: [2.0, 0.0], CHARGE: [0.0, 1.5], "Charge energy [W.h]": [0.0, 6.0]})
    found = with_deltas(steps)
    assert found["Delta capacity [A.h]"].to_list() == [2.0, -1.5]
    assert found["Delta energy [W.h]"].to_list() == [0.0, -6.0]
    assert with_deltas(pl.DataFrame({"x": [1]})).columns == ["x"]


def test_imports_nothing_heavy() -> None:
    code = "import sys, ionworks.frames; print(sorted({'pandas', 'polars', 'numpy', 'pybamm'} & set(sys.modules)))"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.strip() == "[]"
