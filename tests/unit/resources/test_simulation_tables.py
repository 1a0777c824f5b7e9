"""Records of many runs as one table, and its pictures."""

import matplotlib as mpl
import polars as pl
import pytest

from ionworks.errors import ValidationError
from ionworks.frames import with_capacity
from ionworks.plotting.sweeps import plot_sweep
from ionworks.resources.simulation.tables import labeled, runs_table, series_table

mpl.use("Agg")
THICKNESS = "Positive electrode thickness [m]"


def _record(name, thickness, *, metrics=None, partial=False, **inputs):
    return {
        "id": name,
        "status": "failed" if partial else "completed",
        "error": "steps[0]: at 10 s: no convergence" if partial else None,
        "is_partial": partial,
        "design": {"design_parameters": {THICKNESS: thickness}},
        "parameterized_model": {"id": "m", "name": "Chen2020 SPM"},
        "experiment": {"id": None, "name": "1C"},
        "experiment_parameters": inputs,
        "metrics": metrics or {},
    }


RECORDS = [
    _record("a", 5e-5, metrics={"Duration [s]": 3600.0, "Cycles": [1, 2], "rate": 2.0}, rate=1),
    _record("b", 6e-5, metrics={"Duration [s]": 1200.0}, partial=True, rate=2.5),
    _record("c", 7e-5),
]


def test_one_row_per_run_with_everything_that_is_one_value():
    table = runs_table(RECORDS)
    assert table.columns == [
        "simulation_id", "status", "error", "is_partial", "model", "protocol",
        THICKNESS, "rate", "Duration [s]", "rate (metric)",
    ]  # fmt: skip
    assert table["simulation_id"].to_list() == ["a", "b", "c"]
    assert table[THICKNESS].to_list() == [5e-5, 6e-5, 7e-5]
    assert table["rate"].to_list() == [1.0, 2.5, None]
    assert table["Duration [s]"].to_list() == [3600.0, 1200.0, None]
    assert table["is_partial"].to_list() == [False, True, False]
    assert runs_table([]).height == 0


def test_samples_stand_under_one_another_with_their_run():
    runs = runs_table(RECORDS)
    series = [
        labeled(pl.DataFrame({"Time [s]": [0.0], "Voltage [V]": [4.1], "rate": [9.0]}), {"b": 1}),
        labeled(pl.DataFrame({"Time [s]": [0.0, 1.0], "Voltage [V]": [4.0, 3.9]}), {"a": 2}),
    ]
    table = series_table(runs, series)
    assert table["simulation_id"].to_list() == ["a", "a", "b"]
    assert table[THICKNESS].to_list() == [5e-5, 5e-5, 6e-5]
    assert table["Voltage [V]"].to_list() == [4.0, 3.9, 4.1]
    assert table.filter(pl.col("simulation_id") == "b").select("rate", "rate (run)").row(0) == (9.0, 2.5)
    assert series_table(runs, []).height == 0


def test_the_rows_of_a_file_are_shared_out_and_none_may_be_left_over():
    samples = pl.DataFrame({"Time [s]": [0.0, 1.0, 0.0]})
    assert labeled(samples, {"a": 2, "c": 1})["simulation_id"].to_list() == ["a", "a", "c"]
    with pytest.raises(pl.exceptions.ShapeError):
        labeled(samples, {"a": 2})


def test_capacity_of_many_series_in_one_table_is_that_of_each_alone():
    steps = {"Step count": [0, 0, 1, 1], "Charge capacity [A.h]": [0.0, 0.0, 0.0, 0.5]}
    one = pl.DataFrame({"id": ["a"] * 4, **steps, "Discharge capacity [A.h]": [0.0, 2.0, 0.0, 0.0]})
    other = pl.DataFrame({"id": ["b"] * 4, **steps, "Discharge capacity [A.h]": [0.0, 3.0, 0.0, 0.0]})
    together = with_capacity(pl.concat([one, other]), series="id")
    assert together["Capacity [A.h]"].to_list() == [0.0, 2.0, 2.0, 1.5, 0.0, 3.0, 3.0, 2.5]
    assert together.equals(pl.concat([with_capacity(one), with_capacity(other)]))


def test_curves_are_coloured_and_points_are_marked():
    runs = runs_table(RECORDS)
    points = plot_sweep(runs, THICKNESS, "Duration [s]")
    assert [line.get_xdata().tolist() for line in points.lines] == [[50.0], [60.0]]
    assert (points.get_xlabel(), points.get_ylabel()) == ("Positive electrode thickness [um]", "Duration [s]")
    volts = [pl.DataFrame({"Time [s]": [0.0, 1.0], "Voltage [V]": [4.0, 3.9 - k]}) for k in range(3)]
    series = [labeled(one, {name: 2}) for one, name in zip(volts, "abc", strict=True)]
    curves = plot_sweep(series_table(runs, series), THICKNESS)
    assert len({line.get_color() for line in curves.lines}) == 3
    assert [line.get_linestyle() for line in curves.lines] == ["-", "--", "-"]
    legend = curves.get_legend()
    assert legend.get_title().get_text() == "Positive electrode thickness [um]"
    assert [text.get_text() for text in legend.get_texts()] == ["50", "60", "70"]
    assert curves.get_title() == "Chen2020 SPM, 1C\nVoltage against Time"
    with pytest.raises(ValidationError, match="no column 'Charge'"):
        plot_sweep(runs, "Charge")


def test_a_list_of_columns_has_a_panel_each():
    amperes = {"Time [s]": [0.0, 1.0], "Voltage [V]": [4.0, 3.9], "Current [A]": [1.0, 2.0]}
    other = {**RECORDS[1], "parameterized_model": {"id": "n", "name": "Chen2020 DFN"}}
    table = series_table(runs_table([RECORDS[0], other]), [labeled(pl.DataFrame(amperes), {k: 2}) for k in "ab"])
    wanted = ["Voltage [V]", "Current [A]"]
    first, second = plot_sweep(table, THICKNESS, wanted)
    assert (len(first.lines), len(second.lines)) == (2, 2)
    assert second.lines[1].get_ydata().tolist() == [1.0, 2.0]
    assert [panel.get_ylabel() for panel in (first, second)] == wanted
    assert (first.get_xlabel(), second.get_xlabel()) == ("", "Time [s]")
    assert first.get_title() == "1C\nVoltage and Current against Time", "runs of two models are those of no model"
    assert plot_sweep(table.to_pandas(), THICKNESS, ["Voltage [V]"], axis=[second])[0] is second
    for value, axis, text in ((wanted, second, "1 axes for 2 columns"), ([], None, "an empty list")):
        with pytest.raises(ValidationError, match=text):
            plot_sweep(table, THICKNESS, value, axis=axis)
    mpl.pyplot.close("all")


def test_colours_follow_the_logarithm_of_values_over_decades():
    name = "Negative particle diffusivity [m2.s-1]"
    table = pl.DataFrame(
        {
            "simulation_id": [str(k) for k in range(9)],
            "is_partial": False,
            name: [10.0 ** (k / 2 - 16) for k in range(9)],
            "Time [s]": 0.0,
            "Voltage [V]": 4.0,
        }
    )
    axis = plot_sweep(table, name)
    bar = axis.figure.axes[1]
    assert bar.get_yscale() == "log"
    assert bar.get_ylabel() == name
    lightness = [sum(mpl.colors.to_rgb(line.get_color())) for line in axis.lines]
    assert lightness == sorted(lightness), "even in the exponent, not all but one at the dark end"
    assert lightness[4] - lightness[0] > 0.2 * (lightness[-1] - lightness[0])
    mpl.pyplot.close("all")
