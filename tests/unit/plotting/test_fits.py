"""Pictures of fits: data, model and their difference, with figures computed here."""

import matplotlib as mpl
import numpy as np
import pytest

from ionworks.errors import ValidationError
from ionworks.plotting.fits import cost_label, fit_title, plot_series, plot_trace

mpl.use("Agg")
TIME, DATA, MODEL = "Time [s]", "Voltage [V] (data)", "Voltage [V] (model)"
SERIES = {TIME: [0.0, 1.0, 2.0, 3.0], DATA: [4.0, 3.9, None, 3.7], MODEL: [4.003, 3.896, 3.8, 3.7]}
RADIUS = "Negative particle radius [m]"


@pytest.fixture(autouse=True)
def _closed():
    yield
    mpl.pyplot.close("all")


def test_error_below_the_curves_and_rmse_in_the_legend():
    top, bottom = plot_series(SERIES, "fit: 1C", SERIES)
    assert [text.get_text() for text in top.get_legend().get_texts()] == [
        "Data", "Initial guess", "Fit, rmse 2.89 mV"  # the root of (9 + 16 + 0) / 3
    ]  # fmt: skip
    np.testing.assert_allclose(bottom.lines[0].get_ydata(), [3, -4, np.nan, 0], atol=1e-9)
    assert bottom.get_ylabel() == "Error [mV]"
    with pytest.raises(ValidationError, match="series: found"):
        plot_series({TIME: [0.0], DATA: [1.0]}, "x")


def test_impedance_is_a_nyquist_plot():
    columns = {"Frequency [Hz]": [1.0, 10.0]}
    for end, shift in ((" (data)", 0.0), (" (model)", 3e-3)):
        columns |= {f"Z_Re [Ohm]{end}": [0.03 + shift, 0.02], f"Z_Im [Ohm]{end}": [-0.01 - 4 * shift / 3, 0.0]}
    top, bottom = plot_series(columns, "eis")
    np.testing.assert_allclose(top.lines[1].get_xydata(), [[33, 14], [20, 0]])
    np.testing.assert_allclose(bottom.lines[0].get_ydata(), [5, 0], atol=1e-12)
    assert top.get_legend().get_texts()[1].get_text() == "Fit, rmse 3.54 mOhm"


def test_titles_have_values_found_or_say_validation():
    values = {RADIUS: 5e-6, "Function": "x", **{f"p{i}": i for i in range(5)}}
    title = fit_title("fit", "1C", {"type": "OptimizationResult", "parameter_values": values})
    assert title.splitlines()[:2] == ["fit: 1C", "Negative particle radius [um] = 5"]
    assert title.splitlines()[-1] == "and 3 more"
    assert fit_title("check", "2C", {"type": "ValidationResult", "parameter_values": values}) == "Validation check: 2C"


def test_trace_has_bounds_and_the_unit_of_the_cost():
    trace = [{"best_cost": c, "inputs_unscaled": {RADIUS: r, "x": 0.5}} for c, r in ((2.0, 4e-6), (1.0, 5e-6))]
    config = {"parameters": {RADIUS: {"bounds": [1e-6, 1e-5]}, "x": {"bounds": [0, "inf"]}}, "cost": {"type": "RMSE"}}
    cost, radius, x = plot_trace(trace, "fit", config)
    assert cost.get_ylabel() == "Best cost\nRMSE [-]"
    assert radius.get_ylabel() == "Negative particle radius [um]"
    assert [line.get_ydata()[0] for line in radius.lines[1:]] == pytest.approx([1, 10])
    assert [line.get_ydata()[0] for line in x.lines[1:]] == [0]
    assert len(plot_trace(trace, "fit")[1].lines) == 1
    negative = plot_trace([{"best_cost": -5.0, "inputs_unscaled": {}}], "fit")
    assert negative[0].get_yscale() == "linear", "a likelihood has negative costs"


@pytest.mark.parametrize(
    ("cost", "label"),
    [
        (None, "SSE [-]"),
        ({"type": "MAE", "normalization": "identity"}, "MAE, normalization identity"),
        ({"type": "MultiCost"}, "MultiCost"),
        ({"type": "ChiSquare"}, "ChiSquare [-]"),
    ],
)
def test_cost_labels(cost, label):
    assert cost_label({"cost": cost}) == label
