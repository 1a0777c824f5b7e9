"""Cells and runs for the engine's tests; a cell is built once per session because building takes 0.1 s and more."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from ionworks import ucp
from ionworks.server.engine.cell.cell import Cell
from ionworks.server.engine.cell.numerics import read_numerics
from ionworks.server.engine.model.models import build_model
from ionworks.server.engine.model.parameters import parameter_set, read_parameters
from ionworks.server.engine.results.tables import Tables, make_tables
from ionworks.server.engine.runs.interpreter import Outcome, run_program


@cache
def _cell(model: str, name: str, varying: tuple[str, ...], thermal: str | None) -> Cell:
    config = {"type": model, "options": {"thermal": thermal}} if thermal else model
    return Cell(build_model(config), read_parameters(parameter_set(name)), read_numerics(None), varying)


class Engine:
    """Shorthand for running protocols."""

    def cell(
        self, model: str = "SPM", name: str = "Chen2020", varying: tuple[str, ...] = (), thermal: str | None = None
    ) -> Cell:
        return _cell(model, name, varying, thermal)

    def run(
        self,
        protocol: str | dict[str, Any],
        *,
        inputs: dict[str, float] | None = None,
        cell: Cell | None = None,
        design: dict[str, float] | None = None,
        **options: Any,
    ) -> Outcome:
        program = ucp.bind(ucp.parse(protocol), inputs or {}).program
        return run_program(cell or self.cell(), program, design, **options)

    def tables(self, protocol: str | dict[str, Any], **arguments: Any) -> Tables:
        outcome = self.run(protocol, **arguments)
        assert outcome.status == "completed", outcome.error
        return make_tables(outcome.records)

    def protocol(self, *items: Any, conditions: dict[str, Any] | None = None, **sections: Any) -> dict[str, Any]:
        return {"global": conditions or {"initial_soc": 1}, "steps": list(items), **sections}

    def plain_discharge(
        self, model: str, times: np.ndarray, *, current: float = 5.0, soc: float = 1.0, **changes: float
    ) -> dict[str, np.ndarray]:
        """Constant current solved by PyBaMM's own simulation at tight tolerances, independent of the engine."""
        import pybamm

        parameters = pybamm.ParameterValues("Chen2020")
        parameters.update({"Current function [A]": current, **changes})
        simulation = pybamm.Simulation(
            getattr(pybamm.lithium_ion, model)(),
            parameter_values=parameters,
            solver=pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-10),
        )
        solution = simulation.solve([0, float(times[-1])], initial_soc=soc, calc_esoh=False)
        names = ("Voltage [V]", "Discharge capacity [A.h]", "Discharge energy [W.h]")
        return {name: solution[name](times) for name in names}


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()
