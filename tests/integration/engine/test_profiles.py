"""Variables over space: against PyBaMM's own solution, on lengths that are inputs, and in bounded numbers."""

import numpy as np
import pybamm
import pytest

from ionworks.server.engine.model.parameters import write_parameters
from ionworks.server.engine.simulate import run_chunk
from ionworks.server.engine.steps import field_records
from ionworks.server.engine.task import SimulationTask

pytestmark = pytest.mark.local_only

ALONG_X = "Electrolyte concentration [mol.m-3]"
ALONG_R = "X-averaged negative particle concentration [mol.m-3]"
ALONG_BOTH = "Negative particle concentration [mol.m-3]"
ON_EDGES = "Electrolyte flux [mol.m-2.s-1]"
HEAT = "Cell temperature [K]"
COORDINATES = {ALONG_X: ["x [m]"], ALONG_R: ["r [m]"], ALONG_BOTH: ["x [m]", "r [m]"], ON_EDGES: ["x [m]"]}
TIGHT = {"solver": {"rtol": 1e-7, "atol": 1e-9}}
STEPS = [
    {"Discharge": {"mode": "C-rate", "value": 2, "duration": 600}},
    {"Rest": {"duration": 300}},
    {"Charge": {"mode": "C-rate", "value": 1, "ends": ["Voltage > 4.05"]}},
]
IN_PYBAMM = ["Discharge at 2C for 600 s", "Rest for 300 s", "Charge at 1C until 4.05 V"]


def solved(
    model, names, *designs, options=None, steps=STEPS, period=30, settings=TIGHT, values="Chen2020", changes=None
):
    """Answer of the engine, and the tables over space by run and name."""
    task = SimulationTask.from_json(
        {
            "model": {"type": model, "options": options or {}},
            "parameters": {**write_parameters(pybamm.ParameterValues(values)), **(changes or {})},
            "simulation_settings": settings,
            "protocol": {"global": {"initial_soc": 0.8, **({"resolution": {"time": period}} if period else {})}, "steps": steps},
            "runs": [
                {"simulation_id": f"s{number}", "job_id": f"j{number}", "design_parameters": design}
                for number, design in enumerate(designs or [{}])
            ],
            "extra_variables": names,
        }
    )  # fmt: skip
    tables = {}
    chunk = run_chunk(task, lambda run, name, table: tables.update({(run, name): table}))
    return chunk, tables


@pytest.mark.parametrize(
    ("model", "thermal", "values"),
    [("SPMe", "lumped", "Chen2020"), ("DFN", "x-full", "Marquis2019")],
    ids=["SPMe", "DFN"],
)
def test_profiles_are_those_of_pybamm(model, thermal, values):
    names = [*COORDINATES, HEAT]
    asked = [*names, "Voltage [V]", "Power [W]"]
    chunk, tables = solved(model, asked, options={"thermal": thermal}, values=values)
    assert chunk.runs[0]["error"] is None
    exact = pybamm.Simulation(
        getattr(pybamm.lithium_ion, model)({"thermal": thermal}),
        parameter_values=pybamm.ParameterValues(values),
        experiment=pybamm.Experiment(IN_PYBAMM, period="30 s"),
        solver=pybamm.IDAKLUSolver(rtol=1e-7, atol=1e-9),
    ).solve(initial_soc=0.8)
    assert not set(names) & set(chunk.time_series.columns)
    for name in names:
        table = tables["s0", name]
        coordinates = table.columns[1:-1]
        assert coordinates == COORDINATES.get(name, ["x [m]"])
        kept = table["Time [s]"].unique().sort().to_numpy()
        assert kept == pytest.approx(chunk.time_series["Time [s]"].unique().sort().to_numpy())
        smallest = 5e-5 * table[name].abs().max()  # fluxes of a rest are noise of the solver
        for cycle in exact.cycles:  # one a step
            first, last = cycle.t[0] + 1, cycle.t[-1] - 1
            part = table.filter(table["Time [s]"].is_between(first, last))
            places = {column[0]: part[column].unique().sort().to_numpy() for column in coordinates}
            found = cycle[name](part["Time [s]"].unique().sort().to_numpy(), **places)
            assert part[name].to_numpy() == pytest.approx(np.transpose(found).reshape(-1), rel=2e-4, abs=smallest)


def test_coordinates_follow_lengths_that_are_inputs():
    designs = [
        {"Positive electrode thickness [m]": 6e-5, "Negative particle radius [m]": 5e-6},
        {"Positive electrode thickness [m]": 9e-5, "Negative particle radius [m]": 4e-6},
    ]
    chunk, swept = solved("SPMe", list(COORDINATES), *designs, steps=STEPS[:1])
    assert [one["error"] for one in chunk.runs] == [None, None]
    _, alone = solved("SPMe", list(COORDINATES), steps=STEPS[:1], changes=designs[1])
    for name in COORDINATES:
        ours, exact = swept["s1", name], alone["s0", name]
        for column in exact.columns:
            assert ours[column].to_numpy() == pytest.approx(exact[column].to_numpy(), rel=1e-4, abs=1e-9)
        assert ours.shape == swept["s0", name].shape


@pytest.mark.parametrize(
    ("model", "values", "options", "name"),
    [
        ("SPMe", "Xu2019", {"working electrode": "positive"}, "Positive particle concentration [mol.m-3]"),
        (
            "SPM",
            "Chen2020_composite",
            {"particle phases": ["2", "1"], "open-circuit potential": [["single", "current sigmoid"], "single"]},
            "Negative secondary particle concentration [mol.m-3]",
        ),
    ],
    ids=["half-cell", "composite"],
)
def test_other_cells_have_profiles(model, values, options, name):
    chunk, tables = solved(
        model, [name], options=options, values=values, steps=[{"Rest": {"duration": 60}}], settings=None
    )
    assert chunk.runs[0]["error"] is None
    table = tables["s0", name]
    assert table.columns == ["Time [s]", "x [m]", "r [m]", name]
    assert (table[name] > 0).all()


def test_times_are_thinned_evenly_to_a_number_of_rows(monkeypatch):
    monkeypatch.setattr(field_records, "MOST_PROFILE_ROWS", 1200)  # 60 times of 20 points
    step = {"Discharge": {"mode": "C-rate", "value": 0.5, "duration": 300}}
    chunk, tables = solved("SPM", [ALONG_R], steps=[step, {"Rest": {"duration": 300}}] * 4, period=None, settings=None)
    table = tables["s0", ALONG_R]
    times = table["Time [s]"].gather_every(20).to_numpy()
    assert table.height <= 1200
    assert len(times) > 25
    assert times[[0, -1]].tolist() == [0, 2400]
    assert np.isin(np.arange(1, 8) * 300, times).all(), "ends of steps stay"
    assert np.diff(times).max() < 150
    assert any("profiles are kept at one of" in text and "1,200 rows" in text for text in chunk.runs[0]["warnings"])
    _, whole = solved("SPM", [ALONG_R], steps=[step], period=5, settings=None)
    known = whole["s0", ALONG_R].gather_every(20)
    first = table.filter((table["Time [s]"] < 300) & (table["r [m]"] == table["r [m]"].min()))
    exact = np.interp(first["Time [s]"], known["Time [s]"], known[ALONG_R])
    assert first[ALONG_R].to_numpy() == pytest.approx(exact, rel=1e-3)


def test_ends_of_very_many_steps_are_thinned_too(monkeypatch):
    monkeypatch.setattr(field_records, "MOST_PROFILE_ROWS", 400)
    step = {"Discharge": {"mode": "C-rate", "value": 0.5, "duration": 10}}
    _, tables = solved("SPM", [ALONG_R], steps=[step, {"Rest": {"duration": 10}}] * 10, period=None, settings=None)
    times = tables["s0", ALONG_R]["Time [s]"].gather_every(20).to_numpy()
    assert times.size <= 20
    assert times[[0, -1]].tolist() == [0, 200]
    assert np.diff(times).max() < 80


def test_a_mesh_that_is_too_fine_is_refused_by_name(monkeypatch):
    monkeypatch.setattr(field_records, "MOST_PROFILE_ROWS", 1000)
    chunk, tables = solved("SPM", [ALONG_BOTH], steps=STEPS[:1])
    assert chunk.runs[0]["error_code"] == "CONFIGURATION_ERROR"
    assert "400 points on this mesh; allowed: 250" in chunk.runs[0]["error"]
    assert tables == {}
