"""Thinned curves: no peak is lost, nothing that was not asked for is read."""

import base64
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from ionworks.server.files.place import open_blobs
from ionworks.server.files.series import Part, SeriesReader, Window
from ionworks.server.files.thinning import kept_rows
from ionworks.server.ground.errors import ApiError

RANDOM = np.random.default_rng(3)
KEY = "measurements/one.parquet"


def _worst(x: np.ndarray, y: np.ndarray, kept: np.ndarray, pixels: int) -> float:
    """Largest difference of the ranges that two curves cover in one column of pixels."""
    edges = np.linspace(x[0], x[-1], pixels + 1)
    worst = 0.0
    for low, high in zip(edges[:-1], edges[1:], strict=True):
        whole, thin = y[(x >= low) & (x < high)], y[kept][(x[kept] >= low) & (x[kept] < high)]
        if len(whole):
            worst = max(worst, abs(whole.max() - thin.max()), abs(whole.min() - thin.min()))
    return worst


def test_every_column_of_pixels_keeps_its_range() -> None:
    # a hundred thousand rows in one hour, then a rest of a thousand rows over a week
    x = np.sort(np.concatenate([RANDOM.uniform(0, 3600, 100_000), RANDOM.uniform(3600, 6e5, 1000)]))
    y, z = RANDOM.normal(size=len(x)), np.sin(x)
    y[[777, 50_123]] = 40.0, -40.0
    kept = kept_rows(x, [y, z], 2000)
    assert len(kept) <= 2000 and kept[0] == 0 and kept[-1] == len(x) - 1
    assert np.all(np.diff(kept) > 0) and {777, 50_123} <= set(kept)
    pieces = (2000 - 2) // 4
    assert _worst(x, y, kept, pieces) == _worst(x, z, kept, pieces) == 0.0


@pytest.mark.parametrize("most", [2, 3, 5, 17, 400])
def test_any_limit_holds_for_any_axis(most: int) -> None:
    for x in (np.arange(1000.0), np.sin(np.arange(1000.0)), np.zeros(1000), np.full(1000, np.nan)):
        kept = kept_rows(x, [RANDOM.normal(size=1000)], most)
        assert 2 <= len(kept) <= most and {0, 999} <= set(kept)


def test_gaps_stay_and_short_curves_are_left_alone() -> None:
    y = RANDOM.normal(size=1000)
    y[400:600] = np.nan
    kept = kept_rows(np.arange(1000.0), [y], 100)
    assert np.isnan(y[kept]).any() and np.nanmax(y[kept]) == np.nanmax(y)
    assert kept_rows(np.arange(5.0), [y[:5]], 5).tolist() == [0, 1, 2, 3, 4]
    assert kept_rows(np.arange(5.0), [y[:5]], None).tolist() == [0, 1, 2, 3, 4]
    assert kept_rows(np.array([]), [np.array([])], 5).tolist() == []


@pytest.fixture
def reader(tmp_path: Path) -> SeriesReader:
    blobs = open_blobs(tmp_path / "blobs")
    time = np.arange(10_000.0)
    frame = pl.DataFrame({"Time [s]": time, "Voltage [V]": np.cos(time / 500), "Step type": "rest"})
    with blobs.writing(KEY) as stream:
        frame.write_parquet(stream, row_group_size=1000)
    return SeriesReader(blobs)


def _window(**fields: Any) -> Window:
    return Window(**{"columns": ["Voltage [V]"], **fields})


def test_windows_reach_to_the_neighbours(reader: SeriesReader) -> None:
    found = reader.read(Part(key=KEY), _window(x_min=2000.5, x_max=2003.5))
    assert found.columns["Time [s]"].tolist() == [2000.0, 2001.0, 2002.0, 2003.0, 2004.0]
    assert (found.rows, found.available) == (5, ("Time [s]", "Voltage [V]"))
    assert reader.read(Part(key=KEY), _window(x_min=1e6)).columns["Time [s]"].tolist() == [9999.0]
    run = reader.read(Part(key=KEY, first=500, count=100), _window(x_max=500.0))
    assert run.columns["Time [s]"].tolist() == [500.0, 501.0]
    back = reader.read(Part(key=KEY, count=3000), _window(columns=["Time [s]"], x="Voltage [V]", x_min=0.99999))
    assert back.columns["Voltage [V]"][0] == 1.0


def test_wire_forms_hold_the_same_numbers(reader: SeriesReader) -> None:
    found = reader.read(Part(key=KEY), _window(max_points=50))
    plain, packed = found.wire("json"), found.wire("base64")
    assert plain["is_thinned"] and plain["rows"] == 10_000 and "packed" not in plain
    numbers = np.frombuffer(base64.b64decode(packed["packed"]["Voltage [V]"]), "<f8")
    assert numbers.tolist() == plain["columns"]["Voltage [V]"]


def test_what_was_read_is_remembered_until_the_file_changes(reader: SeriesReader) -> None:
    first = reader.read(Part(key=KEY), _window())
    assert reader.read(Part(key=KEY), _window(encoding="base64")) is first
    with reader.blobs.writing(KEY) as stream:
        pl.DataFrame({"Time [s]": [0.0], "Voltage [V]": [4.0]}).write_parquet(stream)
    assert reader.read(Part(key=KEY), _window()).rows == 1


@pytest.mark.parametrize("wrong", [{"columns": ["Step type"]}, {"x": "Time"}, {"columns": ["../x"]}])
def test_unknown_columns_are_named(reader: SeriesReader, wrong: dict[str, Any]) -> None:
    with pytest.raises(ApiError, match=r"Unknown column .*Time \[s\], Voltage \[V\]") as caught:
        reader.read(Part(key=KEY), _window(**wrong))
    assert caught.value.status == 400
