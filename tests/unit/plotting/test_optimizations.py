"""Pictures of one optimization."""

import matplotlib as mpl
import pytest

from ionworks.errors import ValidationError
from ionworks.optimization import OptimizationResult

mpl.use("Agg")

GOALS = [
    {"objective": "o", "name": "energy", "unit": "W.h", "role": "maximize", "baseline": 10.0, "optimum": 12.0},
    {"objective": "o", "name": "time", "unit": "", "role": "minimize", "baseline": 5.0, "optimum": 4.0},
]
HISTORY = [
    {"evaluations": 8, "start": 0, "mean_cost": None, "best_cost": -0.9},
    {"evaluations": 16, "start": 1, "mean_cost": 0.5, "best_cost": -1.1},
]
PARETO = [{"o: energy [W.h]": 11.0, "o: time": 3.0}, {"o: energy [W.h]": 12.0, "o: time": 4.0}]


def _result(**changes) -> OptimizationResult:
    return OptimizationResult("id", {"metrics": GOALS, "baseline_cost": -1.0}, **changes)


def test_history_shows_best_mean_and_baseline() -> None:
    axis = _result(history_rows=HISTORY).plot_history()
    lines = {line.get_label(): line for line in axis.get_lines()}
    assert list(lines["best so far"].get_xdata()) == [8, 16]
    assert list(lines["best so far"].get_ydata()) == [-0.9, -1.1]
    assert set(lines["baseline"].get_ydata()) == {-1.0}
    assert "mean of a generation" in lines


def test_trade_off_shows_points_baseline_and_optimum() -> None:
    axis = _result(pareto_rows=PARETO).plot_pareto()
    points = {line.get_label(): list(zip(*line.get_data(), strict=True)) for line in axis.get_lines()}
    assert points == {"trade-offs": [(11.0, 3.0), (12.0, 4.0)], "baseline": [(10.0, 5.0)], "optimum": [(12.0, 4.0)]}
    assert (axis.get_xlabel(), axis.get_ylabel()) == ("o: energy [W.h]", "o: time")
    with pytest.raises(ValidationError, match="two goals"):
        _result().plot_pareto()


def test_comparison_draws_both_sources_in_minutes() -> None:
    series = {"o": {"optimal": {"Time [s]": [0, 60], "Voltage [V]": [4.0, 3.0]}}}
    (axis,) = _result(series=series).plot_comparison()
    assert list(axis.get_lines()[0].get_xdata()) == [0, 1]
    with pytest.raises(ValidationError, match="Current"):
        _result(series=series).plot_comparison("Current [A]")
