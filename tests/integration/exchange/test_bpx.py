"""Battery Parameter eXchange files: the published examples run as PyBaMM's own reading of them does."""

import json
from pathlib import Path

import numpy as np
import pybamm
import pytest

from ionworks.errors import ValidationError

pytestmark = [
    pytest.mark.local_only,
    pytest.mark.filterwarnings("ignore:Detected a legacy BPX"),
    pytest.mark.filterwarnings("ignore:Accessing the .model_fields."),
    pytest.mark.filterwarnings("ignore:.*not found in BPX file"),
    pytest.mark.filterwarnings("ignore:.*computed from the STO limits"),
    pytest.mark.filterwarnings("ignore:The parameter .* has been renamed"),
]
pytest.importorskip("bpx", reason="the extra bpx is not installed")

DATA = Path(__file__).parents[2] / "data" / "bpx"
FILES = {"lfp_18650_cell_BPX.json": 2.0, "nmc_pouch_cell_BPX.json": 12.5}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("model", ["SPM", "DFN"])
def test_a_published_example_runs_as_with_pybamm(client, file, model):
    stored = client.parameterized_model.create_from_bpx(DATA / file, model)
    assert stored.name.endswith(model)
    assert client.parameterized_model.get_parameter_values(stored.id)["Nominal cell capacity [A.h]"] == FILES[file]
    protocol = {
        "global": {"initial_soc": 0.9, "temperature": 25, "resolution": {"time": 30}},
        "steps": [{"Discharge": {"mode": "Current", "value": FILES[file], "duration": 1800}}],
    }
    series = client.simulation.run(stored, protocol).time_series
    values = pybamm.ParameterValues.create_from_bpx(DATA / file)
    values.update({"Current function [A]": FILES[file], "Ambient temperature [K]": 298.15})
    values.update({"Initial temperature [K]": 298.15})
    simulation = pybamm.Simulation(
        getattr(pybamm.lithium_ion, model)(),
        parameter_values=values,
        solver=pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-10),
    )
    exact = simulation.solve([0, 1800], initial_soc=0.9, calc_esoh=False)["Voltage [V]"]
    assert np.abs(series["Voltage [V]"].to_numpy() - exact(series["Time [s]"].to_numpy())).max() < 1e-3


def test_a_blended_electrode_gets_a_model_with_two_kinds_of_particles(client):
    file = DATA / "nmc_pouch_cell_BPX_blended_electrode.json"
    stored = client.parameterized_model.create_from_bpx(file, "SPM")
    protocol = {
        "global": {"temperature": 25},
        "steps": [{"Discharge": {"mode": "Current", "value": 12.5, "duration": 1800}}],
    }
    series = client.simulation.run(stored, protocol).time_series
    simulation = pybamm.Simulation(
        pybamm.lithium_ion.SPM({"particle phases": ("1", "2")}),
        parameter_values=pybamm.ParameterValues.create_from_bpx(file),
        solver=pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-10),
    )
    exact = simulation.solve([0, 1800])["Voltage [V]"]
    assert np.abs(series["Voltage [V]"].to_numpy() - exact(series["Time [s]"].to_numpy())).max() < 1e-3


def test_branches_of_a_hysteresis_need_a_model_that_has_it(client):
    """Their published example has 0 V in place of the potential, which a model without the option would take."""
    document = json.loads((DATA / "nmc_pouch_cell_BPX_blended_electrode.json").read_text())
    table = {"x": [0.0, 1.0], "y": [0.5, 0.1]}
    document["Parameterisation"]["Negative electrode"]["OCP [V]"] = 0
    branches = {f"Negative electrode {way} OCP [V]": table for way in ("lithiation", "delithiation")}
    document["Parameterisation"]["User-defined"] = branches
    with pytest.raises(
        ValidationError, match=r"Negative electrode OCP \[V\]: found the constant 0; allowed: a function"
    ):
        client.parameterized_model.create_from_bpx(document, "SPM")
    options = {"open-circuit potential": ["current sigmoid", ["single", "single"]], "particle phases": ["1", "2"]}
    model = client.model.create({"name": "Hysteresis", "config": {"type": "SPM", "options": options}})
    stored = client.parameterized_model.create_from_bpx(document, model)
    assert client.parameterized_model.get_parameter_values(stored.id)["Negative electrode OCP [V]"] == 0


def test_documents_that_are_not_read(client, tmp_path):
    document = json.loads((DATA / "lfp_18650_cell_BPX.json").read_text())
    particle = json.loads(json.dumps(document))
    del particle["Parameterisation"]["Electrolyte"]
    hostile = json.loads(json.dumps(document))
    hostile["Parameterisation"]["Electrolyte"]["Conductivity [S.m-1]"] = "exit(x)"
    incomplete = json.loads(json.dumps(document))
    del incomplete["Parameterisation"]["Separator"]
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    for source, text in (
        (hostile, "Conductivity [S.m-1]: found 'exit' in 'exit(x)'; allowed: x, exp, tanh, cosh"),
        (incomplete, "Parameterisation: found no Separator; allowed: files with both"),
        (particle, "Parameterisation: found no Electrolyte; allowed: files with both"),
        ({"Header": {}}, "found Header; allowed: a BPX document with Header and Parameterisation"),
        (broken, "broken.json: the BPX file cannot be read"),
        (tmp_path / "none.json", "cannot be read"),
    ):
        with pytest.raises(ValidationError) as caught:
            client.parameterized_model.create_from_bpx(source)
        assert text in str(caught.value)


def test_a_model_goes_out_and_comes_back_the_same(client, tmp_path):
    chen = client.parameterized_model.get_by_name("Chen2020 DFN")
    path = tmp_path / "chen.json"
    path.write_text(json.dumps(client.parameterized_model.to_bpx(chen)))
    back = client.parameterized_model.create_from_bpx(path, "DFN")
    protocol = {
        "global": {"initial_soc": 0.9, "temperature": 25, "resolution": {"time": 30}},
        "steps": [{"Discharge": {"mode": "Current", "value": 5, "duration": 1800}}],
    }
    one, other = (
        client.simulation.run(model, protocol).time_series["Voltage [V]"].to_numpy() for model in (chen, back)
    )
    assert np.abs(one - other).max() < 1e-3


def test_what_bpx_cannot_hold_is_listed(client):
    oregan = client.parameterized_model.get_by_name("ORegan2022 DFN")
    with pytest.raises(ValidationError) as caught:
        client.parameterized_model.to_bpx(oregan)
    assert "Negative electrode: an exchange-current density that is not k sqrt(c_e x (1 - x))" in str(caught.value)
    assert "a thermodynamic factor other than 1" in str(caught.value)
    model = client.model.create({"name": "Hot", "config": {"type": "SPM", "options": {"thermal": "lumped"}}})
    hot = client.parameterized_model.create(None, {"name": "Hot", "model_id": model.id, "parameters": "Chen2020"})
    with pytest.raises(ValidationError, match="option 'thermal': 'lumped'"):
        client.parameterized_model.to_bpx(hot)
