"""The six data shapes, step and time windows, and transforms."""

import numpy as np
import polars as pl
import pytest

from ionworks.errors import ValidationError
from ionworks.server.fit.data.measurement import load_measurement, reference_of
from ionworks.server.fit.data.step_query import query_step

COLUMNS = {"Time [s]": [0.0, 1.0, 2.0, 3.0, 4.0, 5.0], "Current [A]": [0.0, 0.0, 1.0, 1.0, 0.0, 0.0],
           "Voltage [V]": [4.0, 4.0, 3.8, 3.7, 3.85, 3.9]}  # fmt: skip
STEPS = {"Start index": [0, 2, 4], "End index": [1, 3, 5], "Step count": [0, 1, 2], "Cycle count": [0, 0, 1],
         "Step type": ["Rest", "Constant current", "Rest"]}  # fmt: skip
BOTH = {"time_series": COLUMNS, "steps": STEPS}


@pytest.mark.parametrize(
    "spec",
    ["db:1", COLUMNS, {"data": "db:1"}, {"data": COLUMNS, "metadata": {"T": 1}}, BOTH, {"data": BOTH, "options": {}},
     {"data": {"data": COLUMNS}}],
    ids=["reference", "flat", "wrapped reference", "metadata", "two tables", "wrapped tables", "twice wrapped"],
)  # fmt: skip
def test_shapes(spec):
    found = load_measurement(spec, {"db:1": COLUMNS})
    assert found.column("Voltage [V]").tolist() == COLUMNS["Voltage [V]"]


def test_parquet_paths_come_from_the_server(tmp_path):
    path = tmp_path / "series.parquet"
    pl.DataFrame(COLUMNS).write_parquet(path)
    found = load_measurement("db:9", {"db:9": {"time_series": str(path), "steps": STEPS}})
    assert found.column("Time [s]").tolist() == COLUMNS["Time [s]"]
    assert reference_of({"data": {"data": "db:9"}}) == "db:9"
    with pytest.raises(ValidationError, match="could not be resolved"):
        load_measurement(str(path), {})


def test_step_slices():
    found = load_measurement({"data": BOTH, "options": {"first_step": 1, "last_step": 2}}, {})
    assert found.column("Time [s]").tolist() == [2, 3, 4, 5]
    assert found.initial_voltage == 4.0
    assert found.steps["Start index"].to_list() == [0, 2]
    cycle = load_measurement({"data": BOTH, "options": {"first_step_dict": {"cycle": 1}}}, {})
    assert cycle.column("Time [s]").tolist() == [4, 5]


def test_time_range_applies_after_the_steps():
    found = load_measurement({"data": BOTH, "options": {"first_step": 1}, "time_range": {"start": 0, "end": 4}}, {})
    assert found.column("Time [s]").tolist() == [2, 3, 4]
    with pytest.raises(ValidationError, match="selects no sample"):
        load_measurement({"data": COLUMNS, "time_range": {"start": 50}}, {})


def test_transforms():
    curve = {"Capacity [A.h]": [3.0, 2.0, 1.0, 1.0], "Voltage [V]": [3.0, 3.5, 4.0, 4.1]}
    found = load_measurement({"data": curve, "options": {"transforms": {"sort": True}}}, {})
    assert found.column("Capacity [A.h]").tolist() == [0.0, 1.0, 2.0]
    assert found.column("Voltage [V]").tolist() == [4.1, 3.5, 3.0]
    even = load_measurement({"data": COLUMNS, "options": {"interpolate": 2.5}}, {})
    assert even.column("Time [s]").tolist() == [0.0, 2.5, 5.0]
    assert even.column("Voltage [V]")[1] == pytest.approx(3.75)
    line = np.linspace(0, 1, 12)
    bent = {"Capacity [A.h]": line.tolist(), "Voltage [V]": (4 - line - 0.5 * np.maximum(line - 0.5, 0)).tolist()}
    smooth = load_measurement(
        {
            "data": bent,
            "options": {
                "filters": {
                    "Voltage [V]": {"filter_type": "savgol", "parameters": {"window_length": 5, "polyorder": 1}}
                }
            },
        },
        {},
    )
    assert smooth.column("Voltage [V]")[2] == pytest.approx(bent["Voltage [V]"][2])
    cut = load_measurement({"data": bent, "options": {"remove_extremes": True}}, {})
    assert 0 < len(cut.column("Voltage [V]")) < 12


def test_rest_to_ocp():
    found = load_measurement({"data": BOTH, "options": {"rest_to_ocp": True}}, {})
    # One ampere for about two seconds: trapezoids 0.5 + 1 + 0.5 A.s between the ends of the two rests.
    assert found.column("Capacity [A.h]") == pytest.approx([0, 2 / 3600])
    assert found.column("Voltage [V]").tolist() == [4.0, 3.9]


def test_aliases():
    found = load_measurement({"data": {"OCP [V]": [1.0], "Q": [2.0]}, "options": {"capacity_column": "Q"}}, {})
    assert found.column("Voltage [V]").tolist() == [1.0]
    assert found.column("Capacity [A.h]").tolist() == [2.0]


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        ({"data": COLUMNS, "options": {"frist_step": 1}}, "frist_step"),
        ({"data": COLUMNS, "options": {"first_step": 1}}, "steps table"),
        ({"data": BOTH, "options": {"first_step": 7}}, "do not lie"),
        ({"data": BOTH, "options": {"first_step": 1, "first_step_dict": {"step": 1}}}, "not both"),
        ({"data": COLUMNS, "options": {"capacity_column": "Z"}}, "Z"),
        ({"a": [1.0], "b": [1.0, 2.0]}, "differ in length"),
        ({"a": 3}, "must be a list"),
        ({"data": "db:1", "analysis": {"name": "x"}}, "not supported by this engine"),
    ],
)
def test_refused(spec, text):
    with pytest.raises(ValidationError, match=text):
        load_measurement(spec, {"db:1": COLUMNS})


@pytest.mark.parametrize(
    ("query", "times"),
    [
        ("SELECT * FROM steps WHERE \"Step type\" = 'Constant current'", [2, 3, 4, 5]),
        ('select "Step count" from "steps" where "Cycle count" = 1 order by "Step count" desc limit 1', [4, 5]),
        ('SELECT MAX("Step count") AS "Step count" FROM steps WHERE "Cycle count" IN (SELECT MIN("Cycle count") FROM steps)', [2, 3, 4, 5]),
    ],
)  # fmt: skip
def test_a_query_selects_the_first_step(query, times):
    found = load_measurement({"data": BOTH, "options": {"first_step": query}}, {})
    assert found.column("Time [s]").tolist() == times


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * FROM steps", "selects 3 rows"),
        ('SELECT "Start index" FROM steps WHERE "Step count" = 1', "must select the column 'Step count'"),
        ("SELECT * FROM read_csv('{file}')", "the only table is steps"),
        ("SELECT * FROM \"read_csv\"('{file}')", "the only table is steps"),
        ("SELECT * FROM steps, read_csv('{file}')", "calls 'read_csv'"),
        ("SELECT * FROM steps, \"read_csv\" ('{file}')", "calls"),
        ("SELECT * FROM steps, read_csv/**/('{file}')", "not understood"),
        ("SELECT * FROM steps WHERE '\\'' = '' OR 1 IN (SELECT a FROM read_csv('{file}'))", "not understood"),
        ("SELECT * FROM steps WHERE 1 IN (SELECT a FROM read_parquet('{file}'))", "the only table is steps"),
        ("DROP TABLE steps", "must be one SELECT"),
        ("WITH x AS (SELECT 1) SELECT * FROM x", "must be one SELECT"),
        ("SELECT * FROM steps; SELECT 1", "not understood"),
        ("SELECT * FROM steps -- all", "not understood"),
        ("SELECT nothing FROM steps", "nothing"),
        ("", "empty"),
        ("SELECT " + "1," * 2000, "characters"),
    ],
)  # fmt: skip
def test_queries_reach_nothing_but_the_steps_table(tmp_path, query, message):
    file = tmp_path / "secret.csv"
    file.write_text("Step count\n7\n")
    with pytest.raises(ValidationError, match=message):
        query_step(query.replace("{file}", str(file)), pl.DataFrame(STEPS))
