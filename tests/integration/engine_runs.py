"""Cells and runs for the engine's tests; a cell is built once per session because building takes 0.1 s and more."""

from functools import lru_cache
from typing import Any

import pybamm

from ionworks import ucp
from ionworks.server.engine.cell import Cell
from ionworks.server.engine.interpreter import Outcome, RunOptions, run_program
from ionworks.server.engine.models import build_model
from ionworks.server.engine.numerics import read_numerics
from ionworks.server.engine.parameters import parameter_set, read_parameters
from ionworks.server.engine.tables import Tables, make_tables


@lru_cache(maxsize=12)
def cell(model: str = "SPM", name: str = "Chen2020", varying: tuple[str, ...] = (), thermal: str | None = None) -> Cell:
    config = {"type": model, "options": {"thermal": thermal}} if thermal else model
    return Cell(build_model(config), read_parameters(parameter_set(name)), read_numerics(None), varying)


def run(
    protocol: str | dict[str, Any], *, inputs: dict[str, float] | None = None, where: Cell | None = None, **options: Any
) -> Outcome:
    program = ucp.bind(ucp.parse(protocol), inputs or {}).program
    return run_program(where or cell(), program, {}, RunOptions(**options))


def tables(protocol: str | dict[str, Any], **arguments: Any) -> Tables:
    outcome = run(protocol, **arguments)
    assert outcome.status == "completed", outcome.error
    return make_tables(outcome.records)


def steps(*items: Any, **conditions: Any) -> dict[str, Any]:
    document: dict[str, Any] = {"steps": list(items)}
    limits = conditions.pop("safety_limits", None)
    cycles = conditions.pop("drive_cycles", None)
    if limits:
        document["safety_limits"] = limits
    if cycles:
        document["drive_cycles"] = cycles
    return {**document, "global": {"initial_soc": 1, **conditions}} if "initial_voltage" not in conditions else {
        **document,
        "global": conditions,
    }


def discharge(value: Any = 1, *ends: Any, mode: str = "C-rate", **more: Any) -> dict[str, Any]:
    return {"Discharge": {"mode": mode, "value": value, **({"ends": list(ends)} if ends else {}), **more}}


def charge(value: Any = 1, *ends: Any, mode: str = "C-rate", **more: Any) -> dict[str, Any]:
    return {"Charge": {"mode": mode, "value": value, **({"ends": list(ends)} if ends else {}), **more}}


def direct(model: str = "SPMe", soc: float = 1.0, current: float = 5.0, until: float = 3500.0) -> pybamm.Solution:
    """A plain PyBaMM solve of a constant-current discharge, independent of the engine."""
    parameters = pybamm.ParameterValues("Chen2020")
    parameters["Current function [A]"] = current
    simulation = pybamm.Simulation(
        getattr(pybamm.lithium_ion, model)(),
        parameter_values=parameters,
        solver=pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-10),
    )
    return simulation.solve([0, until], initial_soc=soc, calc_esoh=False)
