"""Data references, inline tables, and the outbound conversion."""

import json
import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ionworks.errors import MeasurementValidationError, SerializationError, ValidationError
from ionworks.references import (
    DataReference,
    find_local_references,
    load_reference,
    parse_reference,
    prepare_config,
)
from tests.damaged import panicking_parquet

COLUMNS = {"Time [s]": [0.0, 1.0], "Voltage [V]": [3.9, None]}


def refuse(reference):
    raise AssertionError(f"nothing to read here: {reference}")


def prepare(value, loader=refuse):
    return prepare_config({"x": value}, loader=loader)["x"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("db:8c1d", DataReference("db", "8c1d")),
        ("file:a b.csv", DataReference("file", "a b.csv")),
        ("folder:~/x/", DataReference("folder", "~/x/")),
        ("entry.data", None),
        ("files:a", None),
        ("", None),
    ],
)
def test_parse(text, expected):
    assert parse_reference(text) == expected


@pytest.mark.parametrize("text", ["db:", "file: ", "folder:"])
def test_parse_refuses_empty_targets(text):
    with pytest.raises(ValidationError, match="names no"):
        parse_reference(text)


def test_file_is_read_as_columns(tmp_path):
    path = tmp_path / "cycle.csv"
    path.write_text("Time [s],Voltage [V]\n0,3.9\n1,\n2,NaN\n3,inf\n", encoding="utf-8")
    columns = load_reference(DataReference("file", str(path)))
    assert columns == {"Time [s]": [0, 1, 2, 3], "Voltage [V]": [3.9, None, None, None]}


def test_home_is_expanded(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "a.csv").write_text("a\n1\n", encoding="utf-8")
    assert load_reference(DataReference("file", "~/a.csv")) == {"a": [1]}


def test_folder_prefers_parquet_and_mixes(tmp_path):
    pl.DataFrame({"a": [1]}).write_parquet(tmp_path / "time_series.parquet")
    (tmp_path / "time_series.csv").write_text("a\n2\n", encoding="utf-8")
    (tmp_path / "steps.csv").write_text("b\n3\n", encoding="utf-8")
    reference = DataReference("folder", f"{tmp_path}/")
    assert load_reference(reference) == {"time_series": {"a": [1]}, "steps": {"b": [3]}}
    (tmp_path / "steps.csv").unlink()
    with pytest.raises(FileNotFoundError, match=r"neither steps\.parquet nor steps\.csv"):
        load_reference(reference)


def test_missing_and_unreadable_files(tmp_path):
    with pytest.raises(FileNotFoundError, match="no file at"):
        load_reference(DataReference("file", str(tmp_path / "none.csv")))
    for damaged in (b"not parquet", panicking_parquet()):
        (tmp_path / "bad.parquet").write_bytes(damaged)
        with pytest.raises(ValidationError, match="cannot read"):
            load_reference(DataReference("file", str(tmp_path / "bad.parquet")))
    with pytest.raises(ValidationError, match="read by the server"):
        load_reference(DataReference("db", "m"))


def test_references_anywhere_are_replaced_and_db_stays():
    seen = []

    def loader(reference):
        seen.append(reference)
        return COLUMNS

    config = {
        "elements": {
            "e": {"element_type": "entry", "values": {"data": "db:m"}, "source": "file:my notes"},
            "fit": {"objectives": {298.15: {"data": {"data": "file:a.csv", "options": {"first_step": 1}}}}},
        }
    }
    assert prepare_config(config, loader=loader) == {
        "elements": {
            "e": {"element_type": "entry", "values": {"data": "db:m"}, "source": "file:my notes"},
            "fit": {"objectives": {"298.15": {"data": {"data": COLUMNS, "options": {"first_step": 1}}}}},
        }
    }
    assert seen == [DataReference("file", "a.csv")]
    assert 298.15 in config["elements"]["fit"]["objectives"]


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_frames_become_columns_up_to_a_thousand_rows(library):
    frames = pytest.importorskip(library)
    frame = frames.DataFrame({"Time [s]": [0.0, 1.0], "Voltage [V]": [math.nan, math.inf], "Step": ["a", "b"]})
    assert prepare(frame) == {"Time [s]": [0.0, 1.0], "Voltage [V]": [None, None], "Step": ["a", "b"]}
    assert prepare({"time_series": frame})["time_series"]["Step"] == ["a", "b"]
    assert len(prepare(frames.DataFrame({"a": list(range(1000))}))["a"]) == 1000
    with pytest.raises(MeasurementValidationError, match=r"config\.x: 1001 rows, at most 1000 .*'db:<meas") as caught:
        prepare(frames.DataFrame({"a": list(range(1001))}))
    assert caught.value.has_code("time_series_row_count_exceeded")
    assert caught.value.errors[0].payload == {"num_rows": 1001, "limit": 1000}


def test_files_obey_the_limit_and_handwritten_columns_do_not(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("a\n" + "1\n" * 1001, encoding="utf-8")
    with pytest.raises(MeasurementValidationError, match="1001 rows"):
        prepare(f"file:{path}", load_reference)
    assert len(prepare({"Time [s]": list(range(1500))})["Time [s]"]) == 1500


def test_plain_values():
    config = {"t": (1, (2.0, math.inf)), "n": np.float64(2), "i": np.int64(3), "a": np.array([1.0, np.nan])}
    assert prepare(config) == {"t": [1, [2.0, None]], "n": 2.0, "i": 3, "a": [1.0, None]}


def test_arrays_in_entry_values_keep_their_type():
    config = {
        "element_type": "entry",
        "values": {"U [V]": np.array([3.6, 3.7]), "T [K]": np.float64(298), "f": -math.inf},
    }
    assert prepare(config)["values"] == {
        "U [V]": {"$type": "numpy.ndarray", "data": [3.6, 3.7], "dtype": "float64"},
        "T [K]": 298.0,
        "f": None,
    }


def test_documents_keep_their_infinities():
    document = {
        "pybamm_version": "1",
        "schema_version": "1.1",
        "model": {"bounds": [0, math.inf], "value": -math.inf, "name": "file:x"},
    }
    assert prepare(document)["model"] == {
        "bounds": [0, {"$type": "builtins.float", "value": "Infinity"}],
        "value": "-Infinity",
        "name": "file:x",
    }


class Schema:
    def to_config(self):
        return {"bounds": (0, math.inf)}


def test_schema_objects_inside():
    assert prepare([Schema()]) == [{"bounds": [0, None]}]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": [1, object()]}, r"config\.x\.a\[1\]: a value of type object"),
        (Schema, r"config\.x"),
        ({(1, 2): 3}, r"must be text or a finite number"),
        ({1: 2, "1": 3}, r"two keys have this text form"),
        (b"x", r"a value of type bytes"),
        ({"fun": lambda x: x}, r"config\.x\.fun: a value of type function"),
    ],
)
def test_values_without_json_form_are_named(value, message):
    with pytest.raises((SerializationError, ValidationError), match=message):
        prepare(value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text().filter(lambda text: ":" not in text),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=20,
)


@settings(max_examples=25, deadline=None)
@given(config=st.dictionaries(st.text(max_size=8), JSON, max_size=5))
def test_output_is_strict_json_and_stable(config):
    prepared = prepare_config(config, loader=refuse)
    assert json.loads(json.dumps(prepared, allow_nan=False)) == prepared
    assert prepare_config(prepared, loader=refuse) == prepared


def test_local_references_are_found_for_the_server():
    config = {
        "elements": {"fit": {"a.source": "file:/etc/passwd", "source": "file:notes", "list": ["folder:x", "db:y"]}}
    }
    assert sorted(find_local_references(config)) == [
        "config.elements.fit.a.source",
        "config.elements.fit.list[0]",
    ]
