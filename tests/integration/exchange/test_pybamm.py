"""Models, values and runs as PyBaMM's own objects, which give what the run gave."""

import numpy as np
import pybamm
import pytest

from ionworks.errors import ValidationError

pytestmark = pytest.mark.local_only

CCCV = {
    "global": {"initial_soc": 0.9, "temperature": 30},
    "steps": [
        {"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 2.5"]}},
        {"Cycling": {"repeat": 2, "steps": [
            {"Rest": {"duration": 600}},
            {"Charge": {"mode": "C-rate", "value": 0.5, "ends": ["Voltage > 4.2"]}},
            {"Charge": {"mode": "Voltage", "value": 4.2, "ends": ["C-rate < 0.05"]}},
            {"Discharge": {"mode": "Power", "value": 15, "duration": 300, "ends": ["Voltage < 2.6"]}},
        ]}},
    ],
}  # fmt: skip


def submitted(client, model, protocol, **config):
    run = client.simulation.protocol(
        {"parameterized_model": model, "protocol_experiment": {"protocol": protocol, "name": "To PyBaMM"}, **config}
    )
    client.simulation.wait_for_completion(run, timeout=120, verbose=False)
    return run


@pytest.mark.parametrize("model", ["Chen2020 SPMe", "Marquis2019 SPM"])
def test_the_model_is_that_of_pybamm(client, model):
    built, values = client.parameterized_model.to_pybamm(model)
    name, kind = model.split()
    exact = pybamm.Simulation(getattr(pybamm.lithium_ion, kind)(), parameter_values=pybamm.ParameterValues(name))
    found = pybamm.Simulation(built, parameter_values=values)
    times = np.linspace(0, 1800, 50)
    one, other = (each.solve([0, 1800])["Voltage [V]"](times) for each in (found, exact))
    assert np.abs(one - other).max() < 1e-6


def test_a_run_is_reproduced_to_1_mv(client):
    model = client.parameterized_model.get_by_name("Chen2020 SPMe").id
    design = {"Positive electrode thickness [m]": 7e-5}
    run = submitted(client, model, CCCV, design_parameters=design)
    ours = client.simulation.get_result(run)
    simulation = client.simulation.to_pybamm(run)
    assert isinstance(simulation, pybamm.Simulation)
    solution = simulation.solve(calc_esoh=False)
    steps = [step for cycle in solution.cycles for step in cycle.steps]
    assert len(steps) == ours.steps.height == 9
    compared = 0
    for row, step in zip(ours.steps.iter_rows(named=True), steps, strict=True):
        part = ours.time_series[row["Start index"] : row["End index"] + 1]
        since = part["Time [s]"].to_numpy() - row["Start time [s]"]
        at = step.t - step.t[0]
        at = at[(at > 1e-3) & (at < 0.99 * at[-1])]
        assert row["Duration [s]"] == pytest.approx(step.t[-1] - step.t[0], rel=1e-3)
        if not len(at):  # a step that PyBaMM solves in one go has its ends only
            continue
        voltage = step["Voltage [V]"](step.t[0] + at)
        missed = np.abs(np.interp(at, since, part["Voltage [V]"].to_numpy()) - voltage)
        assert missed.max() < 1e-3, row["Step name"]
        compared += 1
    assert compared >= 7


def test_what_experiments_cannot_do_is_listed(client):
    jump = {"Discharge": {"mode": "C-rate", "value": 1, "ends": [{"Voltage < 3": {"goto": "End"}}, "Capacity > 1"]}}
    protocol = {"steps": [jump, {"Charge": {"mode": "C-rate", "value": 1, "duration": 60, "ends": ["Voltage > 4.1"]}}]}
    run = submitted(client, client.parameterized_model.get_by_name("Chen2020 SPM").id, protocol)
    with pytest.raises(ValidationError) as caught:
        client.simulation.to_pybamm(run)
    assert "steps[0] Discharge: the end Voltage < 3 is computed or jumps" in str(caught.value)
    assert "steps[0] Discharge: an end on Capacity" in str(caught.value)
