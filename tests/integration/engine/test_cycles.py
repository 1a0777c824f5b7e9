"""Cycles of runs: capacities and what PyBaMM knows of a cell that ages, against PyBaMM's own experiment."""

import numpy as np
import pybamm
import pytest
from polars.testing import assert_frame_equal

from ionworks import ucp
from ionworks.frames import cycle_metrics
from ionworks.records import SimulationResult
from ionworks.server.engine.cell.cell import Cell
from ionworks.server.engine.cell.numerics import read_numerics
from ionworks.server.engine.model.models import build_model
from ionworks.server.engine.model.parameters import parameter_set, read_parameters
from ionworks.server.engine.results.tables import make_tables
from ionworks.server.engine.runs.batch import BatchRun, run_batch

pytestmark = pytest.mark.local_only

OPTIONS = {"SEI": "ec reaction limited", "lithium plating": "irreversible", "lithium plating porosity change": "true"}
TIGHT = {"solver": {"rtol": 1e-7, "atol": 1e-9}}
CYCLING = {
    "global": {"initial_soc": 1},
    "steps": [
        {"Ageing": {"repeat": 3, "steps": [
            {"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 3"]}},
            {"Rest": {"duration": 600}},
            {"Charge": {"mode": "C-rate", "value": 0.5, "ends": ["Voltage > 4.1"]}},
            {"Charge": {"mode": "Voltage", "value": 4.1, "ends": ["Current < 0.25"]}},
        ]}},
    ],
}  # fmt: skip
TEXTS = ("Discharge at 1C until 3 V", "Rest for 600 s", "Charge at C/2 until 4.1 V", "Hold at 4.1 V until 0.25 A")
COMPARED = (
    "Loss of lithium inventory [%]",
    "Loss of capacity to negative SEI [A.h]",
    "Loss of capacity to negative lithium plating [A.h]",
    "Total lithium lost to side reactions [mol]",
    "Negative electrode capacity [A.h]",
)


@pytest.fixture(scope="module")
def cell():
    values = {**parameter_set("OKane2022")}
    model = build_model({"type": "SPM", "options": OPTIONS})
    return Cell(model, read_parameters(values), read_numerics(TIGHT))


def test_cycles_of_an_ageing_cell_are_those_of_pybamm(engine, cell):
    outcome = engine.run(CYCLING, cell=cell)
    assert outcome.status == "completed", outcome.error
    tables = make_tables(outcome.records)
    cycles = SimulationResult(time_series=tables.time_series, steps=tables.steps).cycles
    simulation = pybamm.Simulation(
        pybamm.lithium_ion.SPM(OPTIONS),
        parameter_values=pybamm.ParameterValues("OKane2022"),
        experiment=pybamm.Experiment([TEXTS] * 3),
        solver=pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-10),
    )
    solution = simulation.solve(initial_soc=1, calc_esoh=False)
    assert cycles["Cycle count"].to_list() == [0, 1, 2]
    for name in COMPARED:
        exact = np.array(solution.summary_variables[name])
        assert np.abs(exact).min() > 0
        assert cycles[name].to_numpy() == pytest.approx(exact, rel=2e-3), name
    thickness = [float(one["X-averaged negative SEI thickness [m]"].entries[-1]) for one in solution.cycles]
    assert cycles["X-averaged negative SEI thickness [m]"].to_numpy() == pytest.approx(thickness, rel=2e-3)
    for row, one in zip(cycles.to_dicts(), solution.cycles, strict=True):
        discharge, _, charge, hold = one.steps
        passed = np.ptp(discharge["Discharge capacity [A.h]"].entries)
        back = sum(np.ptp(part["Discharge capacity [A.h]"].entries) for part in (charge, hold))
        assert row["Discharge capacity [A.h]"] == pytest.approx(passed, rel=1e-3)
        assert row["Coulombic efficiency"] == pytest.approx(passed / back, rel=1e-3)
        assert row["Cycle duration [s]"] == pytest.approx(one.t[-1] - one.t[0], rel=1e-3)
        assert (row["Discharge end voltage [V]"], row["Charge end voltage [V]"]) == pytest.approx((3.0, 4.1), abs=1e-4)


def test_runs_solved_together_know_the_same(engine, cell):
    document = {"global": {"initial_soc": 1}, "steps": [CYCLING["steps"][0]["Ageing"]["steps"][0]]}
    program = ucp.bind(ucp.parse(document), {}).program
    batch = run_batch(cell, [BatchRun(0, program, {})])
    alone = make_tables(engine.run(document, cell=cell).records).steps
    assert batch.tables.steps.columns == alone.columns
    assert_frame_equal(cycle_metrics(batch.tables.steps), cycle_metrics(alone), rel_tol=1e-4)
    assert alone["Loss of lithium inventory [%]"][0] > 0


def test_a_cell_that_does_not_age_has_cycles_without_them(engine):
    steps = engine.tables(engine.protocol({"Discharge": {"mode": "C-rate", "value": 1, "duration": 600}})).steps
    (row,) = cycle_metrics(steps).to_dicts()
    assert not any("lithium" in name for name in row)
    assert row["Discharge capacity [A.h]"] == pytest.approx(5 / 6)
    assert row["Charge end voltage [V]"] is None
