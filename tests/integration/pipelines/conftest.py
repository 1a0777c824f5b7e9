"""A server and data for pipelines."""

from collections.abc import Iterator

import polars as pl
import pybamm
import pytest

from ionworks import Ionworks
from tests.integration.lent_workers import Lender

TRUE_DIFFUSIVITY = 5e-14
DIFFUSIVITY = "Negative particle diffusivity [m2.s-1]"


@pytest.fixture(scope="module")
def client(lent_workers: Lender) -> Iterator[Ionworks]:
    with lent_workers(), Ionworks.local(workers=2, timeout=30) as opened:
        yield opened


@pytest.fixture(scope="session")
def discharge() -> pl.DataFrame:
    """A discharge of PyBaMM's default SPM cell with a known diffusivity, solved by PyBaMM itself."""
    values = pybamm.ParameterValues("Marquis2019")
    values[DIFFUSIVITY] = TRUE_DIFFUSIVITY
    simulation = pybamm.Simulation(pybamm.lithium_ion.SPM(), parameter_values=values, solver=pybamm.IDAKLUSolver())
    solution = simulation.solve([0, 3000], t_interp=range(0, 3001, 30))
    return pl.DataFrame(
        {name: solution[name](range(0, 3001, 30)) for name in ("Time [s]", "Current [A]", "Voltage [V]")}
    )
