"""Temperatures of a protocol mean what they mean to PyBaMM, in every combination."""

from functools import cache

import numpy as np
import pybamm
import pytest

pytestmark = pytest.mark.local_only

KELVIN = 273.15
SECONDS = 300.0


@cache
def built(thermal):
    """PyBaMM's own simulation, for any temperatures."""
    parameters = pybamm.ParameterValues("Chen2020")
    parameters.set_initial_state(0.9)
    parameters.update(dict.fromkeys(("Initial temperature [K]", "Ambient temperature [K]"), "[input]"))
    solver = pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-10)
    return pybamm.Simulation(pybamm.lithium_ion.SPM({"thermal": thermal}), parameter_values=parameters, solver=solver)


def reference(thermal, cell, ambient):
    """Voltage and temperature of five minutes at 1C by PyBaMM itself.

    A temperature in the first step of PyBaMM's experiments also moves the cell; the protocol's is the ambient alone.
    """
    inputs = {"Initial temperature [K]": cell + KELVIN, "Ambient temperature [K]": ambient + KELVIN}
    solution = built(thermal).solve([0, SECONDS], inputs=inputs, calc_esoh=False)
    times = np.linspace(0, SECONDS, 6)
    return solution["Voltage [V]"](times), solution["Volume-averaged cell temperature [C]"](times)


@pytest.mark.parametrize("thermal", ["isothermal", "lumped"])
@pytest.mark.parametrize(
    ("keys", "of_step", "cell", "ambient"),
    [
        ({"temperature": -10}, None, -10, -10),
        ({"initial_temperature": 40}, None, 40, 40),
        ({"initial_temperature": 40, "temperature": 10}, None, 40, 10),
        ({"temperature": 10}, 30, 10, 10),
        ({"initial_temperature": 40, "temperature": 10}, 30, 40, 10),
        ({}, 5, 25, 25),
    ],
)
def test_temperatures_are_those_of_pybamm(engine, thermal, keys, of_step, cell, ambient):
    step = {"mode": "C-rate", "value": 1, "duration": SECONDS}
    step |= {} if of_step is None else {"temperature": of_step}
    document = engine.protocol({"Discharge": step}, conditions={"initial_soc": 0.9, "resolution": {"time": 60}, **keys})
    found = engine.tables(document, cell=engine.cell("SPM", thermal=thermal)).time_series
    voltage, temperature = reference(thermal, cell, ambient if of_step is None else of_step)
    assert found["Temperature [degC]"].to_numpy() == pytest.approx(temperature, abs=0.02)
    assert found["Voltage [V]"].to_numpy() == pytest.approx(voltage, abs=5e-4)


def test_a_computed_temperature_in_kelvin_fails_the_run_with_the_unit(engine):
    document = engine.protocol(
        {"Control": {"set_variable": [{"name": "VAR_T", "eval": "298.15"}]}},
        {"Discharge": {"mode": "C-rate", "value": 1, "duration": 60, "temperature": "VAR_T"}},
    )
    outcome = engine.run(document)
    assert outcome.status == "failed"
    assert "temperature is 298.15; allowed: a number >= -60 and <= 120 (the unit is degC)" in outcome.error
