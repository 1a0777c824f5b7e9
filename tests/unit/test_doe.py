"""Design of experiments: validation, counts, sampling."""

import itertools
import math
import statistics
import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ionworks import doe
from ionworks.errors import ValidationError

THICKNESS = "Positive electrode thickness [m]"


def grid(*rows, **more):
    return {"sampling": "grid", "rows": list(rows), **more}


def discrete(name, *values):
    return {"type": "discrete", "name": name, "values": list(values)}


def test_grid_of_the_users_document():
    design = doe.expand(grid(discrete(THICKNESS, 50e-6, 75e-6, 100e-6)))
    assert design.names == (THICKNESS,)
    assert list(design.rows()) == [{THICKNESS: 50e-6}, {THICKNESS: 75e-6}, {THICKNESS: 100e-6}]


def test_grid_is_the_product_with_the_last_row_fastest():
    rows = [
        discrete("a", 1, 2),
        {"type": "range", "name": "b", "min": 0, "max": 1, "count": 3},
        discrete("c", 7),
    ]
    design = doe.expand({"rows": rows})
    expected = [list(point) for point in itertools.product([1.0, 2.0], [0.0, 0.5, 1.0], [7.0])]
    assert design.values.tolist() == expected
    assert design.values.dtype == np.float64
    assert list(design.rows(1, 3)) == [{"a": 1, "b": 0.5, "c": 7}, {"a": 1, "b": 1, "c": 7}]
    assert len(design) == doe.expected_count({"rows": rows}) == 6


@given(lengths=st.lists(st.integers(1, 5), min_size=1, max_size=4))
@settings(deadline=None, max_examples=30)
def test_grid_matches_itertools(lengths):
    axes = [[float(10 * row + item) for item in range(length)] for row, length in enumerate(lengths)]
    document = grid(*(discrete(f"p{row}", *axis) for row, axis in enumerate(axes)))
    assert doe.expand(document).values.tolist() == [list(point) for point in itertools.product(*axes)]
    assert doe.expected_count(document) == math.prod(lengths)


def test_range_of_one_value_is_its_minimum():
    assert doe.expand(grid({"type": "range", "name": "a", "min": 2, "max": 3, "count": 1})).values.tolist() == [[2.0]]


def test_normal_in_a_grid_is_drawn_around_the_mean_and_reproducible():
    document = grid({"type": "normal", "name": "a", "mean": 10, "std": 2, "count": 2000})
    values = doe.expand(document).values[:, 0].tolist()
    assert statistics.fmean(values) == pytest.approx(10, abs=0.2)
    assert statistics.stdev(values) == pytest.approx(2, rel=0.1)
    assert doe.expand(document).values[:, 0].tolist() == values
    assert doe.expand({**document, "seed": 1}).values[:, 0].tolist() != values


def test_a_row_keeps_its_values_when_another_changes():
    normal = {"type": "normal", "name": "b", "mean": 0, "std": 1}
    first = doe.expand({"sampling": "random", "count": 5, "rows": [discrete("a", 1), normal]})
    second = doe.expand({"sampling": "random", "count": 5, "rows": [discrete("a", 1, 2, 3), normal]})
    assert first.values[:, 1].tolist() == second.values[:, 1].tolist()


@pytest.mark.parametrize("sampling", ["random", "latin_hypercube"])
def test_sampled_designs_take_the_top_level_count_and_stay_in_bounds(sampling):
    rows = [
        {"type": "range", "name": "a", "min": -1, "max": 3, "count": 99},
        discrete("b", 1, 2),
        {"type": "normal", "name": "c", "mean": 5, "std": 0.5},
    ]
    document = {"sampling": sampling, "rows": rows, "count": 400}
    values = doe.expand(document).values
    assert values.shape == (400, 3)
    assert doe.expected_count(document) == 400
    assert -1 <= values[:, 0].min() and values[:, 0].max() < 3
    assert set(values[:, 1]) == {1.0, 2.0}
    assert values[:, 2].mean() == pytest.approx(5, abs=0.15)
    assert doe.expected_count({"sampling": sampling, "rows": rows}) == 1


@given(count=st.integers(1, 60), seed=st.integers(0, 2**32))
@settings(deadline=None, max_examples=30)
def test_latin_hypercube_has_one_point_in_every_stratum(count, seed):
    rows = [{"type": "range", "name": name, "min": 0, "max": count} for name in "ab"]
    values = doe.expand({"sampling": "latin_hypercube", "rows": rows, "count": count, "seed": seed}).values
    for column in values.T:
        assert sorted(math.floor(value) for value in column) == list(range(count))


def test_latin_hypercube_of_discrete_values_is_balanced():
    values = doe.expand({"sampling": "latin_hypercube", "rows": [discrete("a", 1, 2, 4)], "count": 30}).values
    assert [int((values == choice).sum()) for choice in (1, 2, 4)] == [10, 10, 10]


def test_latin_hypercube_of_a_normal_row_has_even_quantiles():
    rows = [{"type": "normal", "name": "a", "mean": 3, "std": 0.25}]
    values = doe.expand({"sampling": "latin_hypercube", "rows": rows, "count": 100}).values[:, 0]
    strata = sorted(math.floor(statistics.NormalDist(3, 0.25).cdf(value) * 100) for value in values)
    assert strata == list(range(100))


def test_a_million_points_expand_in_seconds_and_page():
    rows = [{"type": "range", "name": name, "min": 0, "max": 99, "count": 100} for name in "abc"]
    start = time.perf_counter()
    design = doe.expand({"rows": rows})
    assert len(design) == 1_000_000
    assert next(design.rows(123_456)) == {"a": 12.0, "b": 34.0, "c": 56.0}
    assert time.perf_counter() - start < 10


def test_too_large_designs_are_counted_but_not_built():
    rows = [{"type": "range", "name": str(name), "min": 0, "max": 1, "count": 1000} for name in range(5)]
    assert doe.expected_count({"rows": rows}) == 10**15
    with pytest.raises(ValidationError, match="split the design"):
        doe.expand({"rows": rows})


def test_normal_form_is_wire_form():
    document = {"rows": [{"type": "range", "name": "a", "min": 0, "max": "75e-6", "count": 2.0, "values": None}]}
    with pytest.raises(ValidationError, match=r"unknown key 'values'; valid keys: type, name, min, max, count"):
        doe.normalize(document)
    del document["rows"][0]["values"]
    assert doe.normalize({**document, "count": None}) == {
        "sampling": "grid",
        "rows": [{"type": "range", "name": "a", "min": 0.0, "max": 7.5e-05, "count": 2}],
    }
    assert doe.normalize(grid(discrete("a", np.float32(0.5)))) == grid(discrete("a", 0.5))
    assert doe.normalize({"rows": [{"type": "discrete", "name": "a", "values": np.array([1, 2])}]}) == (
        grid(discrete("a", 1.0, 2.0))
    )


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], "expected an object"),
        ({}, r"rows: expected a list with at least one row"),
        ({"rows": []}, r"rows: expected a list with at least one row"),
        ({"rows": "abc"}, r"rows: expected a list"),
        ({"rows": [1]}, r"rows\[0\]: expected an object"),
        (
            {"rows": [discrete("a", 1)], "sampling": "sobol"},
            r"'sobol' is not one of grid, random, latin_hypercube",
        ),
        (
            {"rows": [discrete("a", 1)], "size": 3},
            r"unknown key 'size'; valid keys: sampling, rows, count, seed",
        ),
        ({"rows": [discrete("a", 1)], "seed": -1}, r"seed: expected an integer of at least 0"),
        ({"rows": [discrete("a", 1)], "count": True}, r"count: expected an integer of at least 1"),
        (
            {"rows": [{"type": "uniform", "name": "a"}]},
            r"type: 'uniform' is not one of discrete, range, normal",
        ),
        ({"rows": [{"name": "a"}]}, r"type: None is not one of"),
        ({"rows": [{**discrete("a", 1), "min": 1}]}, r"unknown key 'min'; valid keys: type, name, values"),
        ({"rows": [discrete("", 1)]}, r"name: expected the name of a parameter"),
        ({"rows": [discrete("a", 1), discrete("a", 2)]}, r"'a' is used by more than one row"),
        ({"rows": [discrete("a")]}, r"values: expected a list with at least one number"),
        ({"rows": [{"type": "discrete", "name": "a", "values": 3}]}, r"values: expected a list"),
        ({"rows": [discrete("a", 1, True)]}, r"values\[1\]: expected a number, found True"),
        ({"rows": [discrete("a", "x")]}, r"values\[0\]: expected a number, found 'x'"),
        ({"rows": [discrete("a", math.inf)]}, r"expected a finite number"),
        ({"rows": [discrete("a", "nan")]}, r"expected a finite number"),
        ({"rows": [{"type": "range", "name": "a", "min": 0, "count": 2}]}, r"max: missing"),
        (
            {"rows": [{"type": "range", "name": "a", "min": 0, "max": 1}]},
            r"count: a range row of a grid needs",
        ),
        ({"rows": [{"type": "range", "name": "a", "min": 2, "max": 1, "count": 2}]}, r"greater than max"),
        ({"rows": [{"type": "range", "name": "a", "min": 0, "max": 1, "count": 0}]}, r"at least 1, found 0"),
        (
            {"rows": [{"type": "range", "name": "a", "min": 0, "max": 1, "count": 1.5}]},
            r"at least 1, found 1.5",
        ),
        (
            {"rows": [{"type": "normal", "name": "a", "mean": 0, "std": 1}]},
            r"count: a normal row of a grid needs",
        ),
        (
            {"rows": [{"type": "normal", "name": "a", "mean": 0, "std": -1, "count": 2}]},
            r"std: must not be negative",
        ),
    ],
)
def test_refusals_name_place_value_and_choices(document, message):
    with pytest.raises(ValidationError, match=message) as caught:
        doe.expected_count(document)
    assert isinstance(caught.value, ValueError)
    assert str(caught.value).startswith("design_parameters_doe")


def test_counting_needs_no_numpy():
    code = (
        "import sys; from ionworks import doe;"
        "print(doe.expected_count({'rows': [{'type': 'range', 'name': 'a', 'min': 0, 'max': 1, 'count': 7}]}));"
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["7", "False"]
