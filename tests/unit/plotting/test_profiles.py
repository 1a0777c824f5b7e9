"""Variables over space: between times, and as pictures."""

import matplotlib as mpl
import polars as pl
import pytest

from ionworks.errors import ValidationError
from ionworks.plotting.profiles import time_labels
from ionworks.records import Profile, SimulationResult

mpl.use("Agg")

ALONG_X = pl.DataFrame(
    {
        "Time [s]": [0.0, 0.0, 1800.0, 1800.0, 1800.0, 1800.0, 3600.0, 3600.0],
        "x [m]": [1e-5, 9e-5] * 4,
        "c [mol.m-3]": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 10.0],
    }
)


def profile_over_both(times):
    places = [(x, r) for x in (1e-5, 9e-5) for r in (1e-6, 2e-6, 3e-6)]
    rows = [(time, *place, time + 10 * at) for time in times for at, place in enumerate(places)]
    return Profile(table=pl.DataFrame(rows, schema=["Time [s]", "x [m]", "r [m]", "c [mol.m-3]"], orient="row"))


@pytest.mark.parametrize("table", [ALONG_X, ALONG_X.to_pandas()], ids=["polars", "pandas"])
def test_between_times_there_are_straight_lines(table) -> None:
    profile = Profile(table=table)
    assert (profile.name, profile.coordinates) == ("c [mol.m-3]", ["x [m]"])
    assert profile.times == [0, 1800, 1800, 3600]
    found = profile.at([900, 1800, 2700, 3600]).table
    assert list(found["c [mol.m-3]"]) == [2, 3, 5, 6, 6, 8, 7, 10], "where a step begins, its own value"
    assert list(found["x [m]"]) == [1e-5, 9e-5] * 4
    assert list(profile.at(0).table["c [mol.m-3]"]) == [1, 2]


@pytest.mark.parametrize("times", [[-1], [3601], [float("nan")], [True], ["0"], []])
def test_times_a_run_does_not_have_are_refused(times) -> None:
    with pytest.raises(ValidationError, match="times: found"):
        Profile(table=ALONG_X).at(times)


def test_over_one_coordinate_there_is_a_curve_for_each_time() -> None:
    (axes,) = Profile(table=ALONG_X, title="Chen2020 SPMe").plot([0, 3600])
    assert [list(line.get_ydata()) for line in axes.get_lines()] == [[1, 2], [7, 10]]
    assert list(axes.get_lines()[0].get_xdata()) == pytest.approx([10, 90])
    assert (axes.get_xlabel(), axes.get_ylabel(), axes.get_title()) == ("x [um]", "c [mol.m-3]", "Chen2020 SPMe")
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["0 min", "60 min"]
    (axes,) = Profile(table=ALONG_X).plot()
    assert len(axes.get_lines()) == 5


def test_over_two_coordinates_there_is_a_map_for_each_time() -> None:
    panels = profile_over_both([0.0, 10.0]).plot([0, 5, 10])
    assert [axes.get_title() for axes in panels] == ["0 s", "5 s", "10 s"]
    assert (panels[0].get_xlabel(), panels[0].get_ylabel()) == ("x [um]", "r [um]")
    assert panels[1].collections[0].get_array().tolist() == [[5, 35], [15, 45], [25, 55]]
    panels = profile_over_both([0.0, 10.0]).plot()
    assert [axes.get_xlabel() for axes in panels] == ["", "", "x [um]", "x [um]", "x [um]"], "3 above 2"
    with pytest.raises(ValidationError, match="times: found 9; allowed: up to 8 maps"):
        profile_over_both([0.0, 10.0]).plot(range(9))


def test_times_are_labelled_in_the_unit_of_the_longest() -> None:
    assert [time_labels([0, last])[1] for last in (90, 600, 36000)] == ["90 s", "10 min", "10 h"]


def test_a_result_that_knows_no_server_says_so() -> None:
    with pytest.raises(ValidationError, match=r"client.simulation.profile\(id, name\)"):
        SimulationResult(time_series=None, steps=None).profile("c")
