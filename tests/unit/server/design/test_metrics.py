"""Metrics of tables written by hand, and masses by hand."""

import math

import polars as pl
import pytest

from ionworks.errors import ValidationError
from ionworks.optimization import Metric, value_at
from ionworks.server.design.cell_size import CellSize, cell_size
from ionworks.server.design.metrics import PLATING, extra_variables, measure
from ionworks.server.engine.simulate import RunResult

SERIES = pl.DataFrame(
    {
        "Time [s]": [0.0, 10.0, 30.0, 30.0, 40.0],
        "Voltage [V]": [4.0, 3.8, 3.4, 3.6, 3.6],
        "Step count": [0, 0, 0, 1, 1],
        PLATING: [0.1, 0.05, -0.02, 0.0, 0.1],
    }
)
STEPS = pl.DataFrame({"Mean current [A]": [5.0, -2.0, -1.0], "Duration [s]": [30.0, 10.0, 2.5]})
METRICS = {"Discharge capacity [A.h]": 5.0, "Discharge energy [W.h]": 18.0, "Max temperature [degC]": 31.0}
RUN = RunResult("s", "j", "completed", None, None, METRICS, SERIES, STEPS, False)


def value(metric: Metric) -> float:
    return measure(metric, RUN, lambda: CellSize(0.07, 0.024))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("first", 4.0),
        ("last", 3.6),
        ("minimum", 3.4),
        ("maximum", 4.0),
        ("sum", 18.4),
        ("integral", 39.0 + 72.0 + 36.0),
        ("mean", 147.0 / 40.0),
    ],
)
def test_statistics(kind, expected) -> None:
    assert value(Metric(kind, "Voltage [V]")) == pytest.approx(expected)


def test_statistics_of_one_step() -> None:
    assert value(Metric("minimum", "Voltage [V]", step=1)) == 3.6
    assert value(Metric("maximum", "Voltage [V]", step=-2)) == 4.0
    assert math.isnan(value(Metric("maximum", "Voltage [V]", step=7)))


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        (value_at("Time [s]", "Voltage [V]", 3.6), 20.0),
        (value_at("Time [s]", "Voltage [V]", 3.5, "rising"), 30.0),
        (value_at("Voltage [V]", "Time [s]", 5.0), 3.9),
        (value_at("Time [s]", "Voltage [V]", 4.0), 0.0),
    ],
)
def test_value_at_a_crossing(metric, expected) -> None:
    assert value(metric) == pytest.approx(expected)


def test_level_that_is_never_reached() -> None:
    assert math.isnan(value(value_at("Time [s]", "Voltage [V]", 2.0)))
    assert math.isnan(value(value_at("Time [s]", "Voltage [V]", 3.9, "rising")))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("capacity", 5.0),
        ("charge_time", 12.5),
        ("maximum_temperature", 31.0),
        ("plating_margin", -0.02),
        ("gravimetric_energy_density", 18 / 0.07),
        ("volumetric_energy_density", 18 / 0.024),
        ("cell_mass", 0.07),
    ],
)
def test_named_metrics(name, expected) -> None:
    assert value(Metric(name)) == pytest.approx(expected)


def test_variables_a_run_has_to_store() -> None:
    metrics = [Metric("plating_margin"), Metric("last", "Voltage [V]"), value_at("Time [s]", "X-averaged SEI [m]", 1.0)]
    assert extra_variables(metrics) == [PLATING, "X-averaged SEI [m]"]


CELL = {
    "Electrode height [m]": 0.1,
    "Electrode width [m]": 2.0,
    "Negative current collector thickness [m]": 10e-6,
    "Negative electrode thickness [m]": 80e-6,
    "Separator thickness [m]": 20e-6,
    "Positive electrode thickness [m]": 70e-6,
    "Positive current collector thickness [m]": 20e-6,
    "Negative current collector density [kg.m-3]": 9000.0,
    "Negative electrode density [kg.m-3]": 1700.0,
    "Separator density [kg.m-3]": 400.0,
    "Positive electrode density [kg.m-3]": 3300.0,
    "Positive current collector density [kg.m-3]": 2700.0,
    "Positive electrode porosity": 0.3,
}


def test_mass_and_volume_are_sums_of_layers() -> None:
    found = cell_size(CELL.get, CELL.get)
    assert found.volume_l == pytest.approx(0.2 * 200e-6 * 1000)
    assert found.mass_kg == pytest.approx(0.2 * (0.09 + 0.136 + 0.008 + 0.231 + 0.054))
    assert cell_size({**CELL, "Number of electrodes connected in parallel to make a cell": 2.0}.get, CELL.get) == (
        CellSize(2 * found.mass_kg, 2 * found.volume_l)
    )


def test_pores_exchange_solid_for_electrolyte() -> None:
    """0.7 of solid and 0.3 of 1200 kg/m3 make 3300: the solid has 4200; at 0.5 the layer has 2700."""
    more = cell_size({**CELL, "Positive electrode porosity": 0.5}.get, CELL.get)
    assert cell_size(CELL.get, CELL.get).mass_kg - more.mass_kg == pytest.approx(0.2 * 70e-6 * (3300 - 2700))


def test_missing_density_is_named() -> None:
    without = {name: number for name, number in CELL.items() if "Separator density" not in name}
    with pytest.raises(ValidationError, match="'Separator density"):
        cell_size(without.get, without.get)
