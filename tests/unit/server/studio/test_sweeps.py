"""What is typed for a parameter, colours of curves, places of problems."""

import math

import pytest

from ionworks import ucp
from ionworks.server.studio import places, plots, sweeps


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("5e-5", [5e-5]),
        (" 1, 2 ,3,", [1.0, 2.0, 3.0]),
        ("0:1:3", [0.0, 0.5, 1.0]),
        ("1:-1:2", [1.0, -1.0]),
        ("1:100:3 log", [1.0, 10.0, 100.0]),
    ],
)
def test_values(text: str, values: list[float]) -> None:
    assert sweeps.values(text) == pytest.approx(values, rel=1e-12)


@pytest.mark.parametrize("text", ["", "x", "1;2", "1,x", "nan", "1e999", "0:1:1", "0:1:2 log", "a:b:3", "1:2:99999"])
def test_what_is_no_value_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"allowed|positive"):
        sweeps.values(text)


def test_every_combination_is_a_run() -> None:
    found = sweeps.combinations({"C-rate": "1, 2"}, {"T [K]": "298:308:2"})
    assert len(found) == 4
    assert found[1] == {"experiment_parameters": {"C-rate": 1.0}, "design_parameters": {"T [K]": 308.0}}
    assert sweeps.combinations({}, {}) == [{"experiment_parameters": {}, "design_parameters": {}}]
    with pytest.raises(ValueError, match="T: 'x' is no number"):
        sweeps.combinations({}, {"T": "x"})
    with pytest.raises(ValueError, match="10100 runs"):
        sweeps.combinations({"a": "0:1:101"}, {"b": "0:1:100"})


def test_problems_have_their_line() -> None:
    text = "steps:\n  - direction: Rest\n    duration: 5\n  - direction: Discharge\n    value: 1\n    mode: C-rat\n"
    found = places.located(text, ucp.validate(text)["error"])
    assert {line for line, _ in found} == {4, 6}
    assert places.located("steps: [\n", ucp.validate("steps: [\n")["error"])[0][0] == 2
    assert places.located("- 1", "document: no mapping") == [(None, "document: no mapping")]


def test_colours_follow_a_parameter() -> None:
    assert plots.colours(["a", "b", None]) == list(plots.OKABE_ITO[:3])
    assert len(set(plots.colours([None] * 20))) == 20
    linear, logarithmic = plots.colours([1.0, 2.0, 3.0]), plots.colours([1.0, 10.0, 100.0])
    assert linear == logarithmic == [plots.viridis(part) for part in (0.0, 0.5, 1.0)]
    assert plots.colours([2.0, 2.0]) == list(plots.OKABE_ITO[:2])


def test_points_keep_to_their_box() -> None:
    curves = [plots.Curve(id=str(one), name="x") for one in range(3)]
    shown = plots.Points(x="T [K]", y="V [V]", points=[(1, 3.0), (100, 2.0), (10, 2.5)], curves=curves)
    assert [round(one["cx"]) for one in shown.drawn] == [4, 96, 50]
    assert all(4 <= one["cy"] <= 96 and math.isfinite(one["cy"]) for one in shown.drawn)
    assert shown.ends(1) == ("2 V", "3 V")
