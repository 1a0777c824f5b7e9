"""Steps that end on a variable of the model, against PyBaMM's own custom terminations."""

import pybamm
import pytest

from ionworks import ucp
from ionworks.server.nouns.checks import check_submission
from ionworks.errors import ValidationError
from ionworks.server.engine.results.tables import make_tables
from ionworks.server.engine.runs.batch import BatchRun, run_batch

pytestmark = pytest.mark.local_only

POTENTIAL = "Negative electrode surface potential difference at separator interface [V]"
STOICHIOMETRY = "Negative electrode stoichiometry"


def ending(name, operator, value, **more):
    return {"variable": name, "operator": operator, "value": value, **more}


def exact_time(model, soc, step, name, value, sign):
    termination = pybamm.step.CustomTermination("own", lambda variables: sign * (value - variables[name]))
    simulation = pybamm.Simulation(
        getattr(pybamm.lithium_ion, model)(),
        parameter_values=pybamm.ParameterValues("Chen2020"),
        experiment=pybamm.Experiment([step(termination=termination, duration=7200, period=30)]),
        solver=pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-10),
    )
    return float(simulation.solve(initial_soc=soc, calc_esoh=False).t[-1])


def test_a_fast_charge_ends_at_the_anode_potential_where_pybamm_ends_it(engine):
    charge = {"Charge": {"mode": "C-rate", "value": 1, "ends": ["Voltage > 4.4", ending(POTENTIAL, "<", 0)]}}
    tables = engine.tables(engine.protocol(charge, conditions={"initial_soc": 0.3}), cell=engine.cell("DFN"))
    seconds = exact_time("DFN", 0.3, lambda **rest: pybamm.step.c_rate(-1, **rest), POTENTIAL, 0.0, -1)
    assert 60 < seconds < 3000
    assert tables.steps["Duration [s]"][0] == pytest.approx(seconds, rel=1e-3)
    assert tables.steps["Termination"][0] == f"{POTENTIAL} < 0"
    assert POTENTIAL not in tables.time_series.columns


def test_ends_in_lists_and_with_jumps(engine):
    discharge = {
        "Discharge": {"mode": "C-rate", "value": 1, "ends": [ending(STOICHIOMETRY, "<", "VAR_low", goto="End")]}
    }
    begin = {"Control": {"set_variable": [{"name": "VAR_low", "eval": "0.2 + 0.1"}]}}
    tables = engine.tables(engine.protocol(begin, discharge, {"Rest": {"duration": 60}}))
    seconds = exact_time("SPM", 1.0, lambda **rest: pybamm.step.c_rate(1, **rest), STOICHIOMETRY, 0.3, -1)
    assert tables.steps["Duration [s]"].to_list() == [pytest.approx(seconds, rel=1e-4)]
    document = engine.protocol({"Discharge": {"mode": "C-rate", "value": 1, "ends": [ending(STOICHIOMETRY, "<", 0.3)]}})
    batch = run_batch(engine.cell(), [BatchRun(0, ucp.bind(ucp.parse(document), {}).program, {})])
    assert batch.tables.steps["Duration [s]"].to_list() == [pytest.approx(seconds, rel=1e-4)]


def test_an_end_that_is_true_at_the_start_ends_at_once(engine):
    rest = {"Rest": {"ends": [ending(STOICHIOMETRY, ">", 0.1)]}}
    outcome = engine.run(engine.protocol(rest))
    assert outcome.status == "completed", outcome.error
    assert make_tables(outcome.records).steps["Duration [s]"].to_list() == [0.0]


def test_a_variable_the_model_does_not_have_is_refused_with_the_closest_names():
    document = {"model": {"type": "SPM"}, "parameter_set": "Chen2020"}
    with pytest.raises(
        ValidationError, match=r"steps\[0\].* > ends: 'Negative electrode stoichometry'.*stoichiometry'"
    ):
        check_submission(document, [], [], {"Negative electrode stoichometry": "steps[0] Discharge"})
    with pytest.raises(ValidationError, match="not a scalar variable"):
        check_submission(document, [], [], {"Negative particle concentration [mol.m-3]": "steps[0] Discharge"})
