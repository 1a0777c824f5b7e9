"""Tasks of many runs: reuse of built models, parameters as inputs, failures, and every kind of cell."""

import json

import numpy as np
import pybamm
import pytest
from pybamm.expression_tree.operations.serialise import Serialise

from ionworks.server.engine.cell.cell import Cell
from ionworks.server.engine.cell.numerics import Numerics
from ionworks.server.engine.model.models import build_model
from ionworks.server.engine.model.parameters import parameter_set, read_parameters, write_parameters
from ionworks.server.engine.model.quick_cell import open_circuit_voltage, quick_model
from ionworks.server.engine.simulate import run
from ionworks.server.engine.task import SimulationTask

pytestmark = pytest.mark.local_only

THICKNESS = "Positive electrode thickness [m]"
RADIUS = "Negative particle radius [m]"
DIFFUSIVITY = "Positive particle diffusivity [m2.s-1]"
DISCHARGE = {
    "global": {"initial_soc": 1},
    "steps": [{"Discharge": {"mode": "C-rate", "value": 'input["C-rate"]', "ends": ["Voltage < 2.5"]}}],
}


def task(*runs, model="SPM", parameters=None, protocol=None, **more):
    return SimulationTask.from_json(
        {
            "model": model,
            "parameters": parameters or parameter_set("Chen2020"),
            "simulation_settings": None,
            "protocol": protocol or DISCHARGE,
            "runs": [
                {"simulation_id": f"s{index}", "job_id": f"j{index}", "inputs": {"C-rate": 1}, **one}
                for index, one in enumerate(runs)
            ],
            **more,
        }
    )


def discharge(until, c_rate=0.5):
    steps = [{"Discharge": {"mode": "C-rate", "value": c_rate, "ends": [f"Voltage < {until}"]}}]
    return {"global": {"initial_soc": 1, "resolution": {"time": 60}}, "steps": steps}


def capacities(results):
    results = list(results)
    assert [result.error for result in results] == [None] * len(results)
    return np.array([result.metrics["Discharge capacity [A.h]"] for result in results])


def designed(name, *values):
    return [{"design_parameters": {name: value}} for value in values]


@pytest.mark.parametrize(
    ("model", "design", "is_uneven"),
    [
        ("SPMe", {THICKNESS: 8e-5, "Separator porosity": 0.5}, False),
        ("SPMe", {THICKNESS: 8e-5, RADIUS: 4e-6, DIFFUSIVITY: 3e-15}, True),
        ("DFN", {THICKNESS: 6.5e-5, RADIUS: 4e-6}, False),
    ],
)
def test_a_member_of_a_sweep_has_the_numbers_of_its_single_run_at_3c(model, design, is_uneven):
    settings = {"solver": {"rtol": 1e-7, "atol": 1e-9}}
    if is_uneven:
        kind = pybamm.MeshGenerator(pybamm.Exponential1DSubMesh, {"side": "right"}).to_config()
        settings |= {"submesh_types": dict.fromkeys(("negative electrode", "positive particle"), kind)}
    shared = {"model": model, "protocol": discharge(2.5, 3), "simulation_settings": settings}
    (swept,) = run(task({"design_parameters": design}, **shared))
    (single,) = run(task({}, parameters={**parameter_set("Chen2020"), **design}, **shared))
    assert [swept.error, single.error] == [None, None]
    times, voltage = (swept.time_series[name].to_numpy() for name in ("Time [s]", "Voltage [V]"))
    exact = single.time_series["Time [s]"].to_numpy()
    assert times[-1] == pytest.approx(exact[-1], rel=1e-5)
    # without the last sample: there the voltage falls by 100 mV in a second
    assert voltage[:-1] == pytest.approx(np.interp(times[:-1], exact, single.time_series["Voltage [V]"]), abs=1e-5)


def test_a_sweep_builds_its_model_once(monkeypatch):
    built = []
    real = Cell.discretise
    monkeypatch.setattr(Cell, "discretise", lambda self, *arguments: built.append(1) or real(self, *arguments))
    first = task(*designed(DIFFUSIVITY, *np.linspace(3e-15, 4e-15, 4).tolist()), protocol=discharge(2.75))
    second = task(*designed(DIFFUSIVITY, *np.linspace(4e-15, 5e-15, 4).tolist()), protocol=discharge(2.75))
    found = capacities(run(first)).tolist() + capacities(run(second)).tolist()
    assert len(built) == 1
    assert sorted(found) == found


def test_a_run_does_not_depend_on_the_runs_before_it():
    runs = [{"inputs": {"C-rate": rate}} for rate in (2, 0.5, 1)]
    together = [result.time_series for result in run(task(*runs))]
    alone = [next(iter(run(task(one)))).time_series for one in reversed(runs)]
    for one, other in zip(together, reversed(alone), strict=True):
        assert one.equals(other)


def test_one_bad_run_leaves_the_others_alone():
    results = list(
        run(
            task(
                {},
                {"design_parameters": {"Positive electrode thicknes [m]": 1e-5}},
                {"design_parameters": {DIFFUSIVITY: -1e-15}},
                {"inputs": {}},
                {"inputs": {"C-rate": -1}},
                {},
            )
        )
    )
    assert [result.status for result in results] == ["completed", *["failed"] * 4, "completed"]
    assert [result.error_code for result in results[1:4]] == ["CONFIGURATION_ERROR"] * 3
    assert "close matches" in results[1].error
    assert "positive value" in results[2].error
    assert "C-rate" in results[3].error
    assert results[0].time_series.equals(results[5].time_series)
    assert results[0].simulation_id == "s0"
    assert results[5].job_id == "j5"


def test_a_failed_run_keeps_what_it_computed():
    steps = [
        {"Rest": {"duration": 60}},
        {"Discharge": {"mode": "C-rate", "value": 1, "duration": 9000, "ends": ["Voltage < 1"]}},
    ]
    (result,) = run(task({}, protocol={"steps": steps}))
    assert (result.status, result.error_code, result.partial) == ("failed", "SOLVER_ERROR", True)
    assert result.steps["Termination"].to_list() == ["duration", "failed"]
    assert result.time_series["Time [s]"][-1] > 3600
    assert result.metrics["Number of steps"] == 2


def test_extra_variables_become_columns():
    name = "Negative electrode stoichiometry"
    (result,) = run(task({}, extra_variables=[name]))
    values = result.time_series[name].to_numpy()
    assert (np.diff(values) < 0).all()
    (refused,) = run(task({}, extra_variables=["Negative electrode stoichiometri"]))
    assert refused.error_code == "CONFIGURATION_ERROR"
    assert name in refused.error


def test_no_backward_jump_may_be_allowed():
    loop = {
        "steps": ["top", {"Rest": {"duration": 1}}, {"Control": {"goto": "top"}}],
    }
    (result,) = run(task({}, protocol=loop, max_backward_jumps=0))
    assert "more than 0 backward jumps" in result.error


def test_solver_settings_and_mesh_are_used():
    coarse = {"var_pts": {"r_n": 3, "r_p": 3}}
    fine = {"solver": {"type": "IDAKLUSolver", "rtol": 1e-8, "atol": 1e-10}}
    default, rough, exact = (
        capacities(run(task({}, simulation_settings=settings)))[0] for settings in (None, coarse, fine)
    )
    assert abs(rough - default) > 1e-3
    assert exact == pytest.approx(default, rel=1e-5)
    (refused,) = run(task({}, simulation_settings={"var_pts": {"r_n": 10**9}}))
    assert "r_n" in refused.error


def simulated(model, parameters, until, c_rate=0.5):
    """Capacity found by PyBaMM's own experiment."""
    simulation = pybamm.Simulation(
        model,
        parameter_values=parameters,
        solver=pybamm.IDAKLUSolver(rtol=1e-6, atol=1e-8),
        experiment=pybamm.Experiment([pybamm.step.c_rate(c_rate, termination=f"< {until} V", duration=86400)]),
    )
    solution = simulation.solve(initial_soc=1.0, calc_esoh=False)
    return float(solution["Discharge capacity [A.h]"].entries[-1])


@pytest.mark.parametrize("name", ["Marquis2019", "Prada2013", "Ecker2015", "ORegan2022", "Ai2020", "Mohtat2020"])
def test_published_sets(name):
    parameters = pybamm.ParameterValues(name)
    until = float(parameters["Lower voltage cut-off [V]"]) + 0.1
    found = capacities(run(task({}, parameters=parameter_set(name), protocol=discharge(until))))[0]
    assert found == pytest.approx(simulated(pybamm.lithium_ion.SPM(), parameters, until), rel=1e-4)


def test_half_cell():
    options = {"working electrode": "positive"}
    parameters = pybamm.ParameterValues("Xu2019")
    config = {"type": "SPMe", "options": options}
    found = capacities(run(task({}, model=config, parameters=write_parameters(parameters), protocol=discharge(3.6))))[0]
    assert found == pytest.approx(simulated(pybamm.lithium_ion.SPMe(options), parameters, 3.6), rel=1e-4)


@pytest.mark.filterwarnings("ignore:The parameter:DeprecationWarning")  # raised inside PyBaMM's own reference solve
def test_composite_electrode_with_hysteresis():
    options = {"particle phases": ("2", "1"), "open-circuit potential": (("single", "current sigmoid"), "single")}
    parameters = pybamm.ParameterValues("Chen2020_composite")
    config = json.loads(json.dumps({"type": "SPM", "options": options}))
    found = capacities(run(task({}, model=config, parameters=write_parameters(parameters), protocol=discharge(2.6))))[0]
    assert found == pytest.approx(simulated(pybamm.lithium_ion.SPM(options), parameters, 2.6), rel=1e-4)


def test_custom_model_runs_like_the_one_it_was_made_from():
    model = pybamm.lithium_ion.SPM()
    document = json.loads(json.dumps(model.to_json(), default=Serialise._json_encoder))
    custom = capacities(run(task({}, model={"type": "custom", "model": document})))
    assert custom == pytest.approx(capacities(run(task({}))), rel=1e-6)


def test_a_model_of_the_users_own_making():
    current = pybamm.FunctionParameter("Current function [A]", {"Time [s]": pybamm.t})
    charge = pybamm.Variable("charge")
    model = pybamm.BaseModel("tank")
    model.rhs = {charge: current / 3600}
    model.initial_conditions = {charge: pybamm.Scalar(0)}
    model.variables = {"Voltage [V]": 4 - 0.5 * charge - 0.1 * current, "Current [A]": current, "charge": charge}
    document = json.loads(json.dumps(model.to_json(), default=Serialise._json_encoder))
    protocol = {
        "steps": [
            {"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 3"]}},
            {"Charge": {"mode": "Voltage", "value": 3.9, "ends": ["Current < 1"]}},
        ]
    }
    parameters = {"Nominal cell capacity [A.h]": 2.0, "Current function [A]": 0.0}
    (result,) = run(task({}, model={"type": "custom", "model": document}, parameters=parameters, protocol=protocol))
    # At 2 A the voltage is 3.8 V - q / 2, so it reaches 3 V after 1.6 A.h; the hold ends at 4 - q / 2 + 0.1 = 3.9.
    assert result.error is None
    assert result.steps["Discharge capacity [A.h]"][0] == pytest.approx(1.6, rel=1e-5)
    assert result.steps["Charge capacity [A.h]"][1] == pytest.approx(1.2, rel=1e-3)


@pytest.mark.parametrize("chemistry", ["NMC/Graphite", "LFP/Graphite", "Graphite/Li metal"])
def test_quick_cell_discharges_its_capacity_and_follows_its_open_circuit_voltage(chemistry):
    config, parameters = quick_model({"capacity": 3, "chemistry": chemistry})
    curve = open_circuit_voltage(chemistry)
    protocol = {
        "global": {"initial_soc": 1},
        "steps": [
            {"Discharge": {"mode": "C-rate", "value": 0.01, "ends": ["Capacity > 1.5"]}},
            {"Rest": {"duration": 600}},
        ],
    }
    (result,) = run(task({}, model=config, parameters=json.loads(json.dumps(parameters)), protocol=protocol))
    assert result.error is None
    assert result.time_series["Voltage [V]"][-1] == pytest.approx(np.interp(0.5, curve.soc, curve.voltage), abs=1e-3)
    # Half of the 1C resistances show at C/100 as a hundredth of their voltage.
    drop = result.time_series["Voltage [V]"][-1] - result.steps["End voltage [V]"][0]
    assert drop == pytest.approx(0.01 * 3 * (parameters["R0 [Ohm]"] + parameters["R1 [Ohm]"]), rel=0.05)


def test_quick_cell_impedance():
    config, parameters = quick_model({"capacity": 2})
    protocol = {"global": {"initial_soc": 0.5}, "steps": [{"EIS": {"frequencies": [1000, 0.01]}}]}
    (result,) = run(task({}, model=config, parameters=parameters, protocol=protocol))
    r0, r1, c1 = (parameters[name] for name in ("R0 [Ohm]", "R1 [Ohm]", "C1 [F]"))
    z = result.time_series["Z_Re [Ohm]"].to_numpy() + 1j * result.time_series["Z_Im [Ohm]"].to_numpy()
    omega = 2 * np.pi * np.array([1000, 0.01])
    expected = r0 + r1 / (1 + 1j * omega * r1 * c1)
    # The open-circuit voltage adds its own slow capacitive part at the low frequency.
    assert z[0] == pytest.approx(expected[0], rel=1e-3)
    assert z[1].real == pytest.approx(expected[1].real, rel=1e-2)


def test_impedance_of_a_model_without_frequency_response_is_refused():
    protocol = {"steps": [{"EIS": {"frequencies": [1]}}]}
    (result,) = run(task({}, model="Yang2017", parameters=parameter_set("OKane2022"), protocol=protocol))
    assert result.error_code == "CONFIGURATION_ERROR"
    assert "Thevenin" in result.error


def test_a_parameter_that_cannot_be_an_input_is_built_in(monkeypatch):
    # No parameter of the built-in models is refused today, so the refusal is provoked.
    real = Cell.discretise

    def refuse(self, *arguments):
        if self.varying:
            raise IndexError("tuple index out of range")
        return real(self, *arguments)

    monkeypatch.setattr(Cell, "discretise", refuse)
    name = "Positive electrode conductivity [S.m-1]"
    values = designed(name, 0.05, 0.1)
    found = capacities(run(task(*values, model="SPMe", protocol=discharge(2.9))))
    monkeypatch.undo()
    assert found == pytest.approx(capacities(run(task(*values, model="SPMe", protocol=discharge(2.9)))), rel=1e-6)


def test_cells_keep_a_bounded_number_of_models(engine):
    cell = Cell(build_model("SPM"), read_parameters(parameter_set("Chen2020")), Numerics())
    for index in range(30):
        cycle = {"time": [0, 1, 2], "current": [0, 1 + index, 0]}
        outcome = engine.run(engine.protocol({"Drive": {"name": "d"}}, drive_cycles={"d": cycle}), cell=cell)
        assert outcome.status == "completed"
    assert len(cell._controls) <= 24
