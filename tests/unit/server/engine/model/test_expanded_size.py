"""Short documents that stand for much work: chains of variables, meshes."""

import pybamm
import pytest

from ionworks.errors import ValidationError
from ionworks.server.nouns.checks import check_submission, with_custom_variable
from ionworks.server.engine.cell.numerics import check_mesh, read_numerics
from ionworks.server.engine.model.custom_variables import check_expanded
from ionworks.server.engine.model.models import build_model


def test_a_chain_of_variables_is_measured_when_written_out():
    config, name = {"type": "SPM"}, "Voltage [V]"
    with pytest.raises(ValidationError, match=r"'v\d' has .* parts when .* written out; at most 100000 are allowed"):
        for number in range(10):
            text = " + ".join(f"{factor}.5 * CoupledVariable('{name}')" for factor in range(20))
            name = f"v{number}"
            config = with_custom_variable(config, name, text)
    assert "v0" in build_model(config).variables


def test_a_variable_that_contains_itself_is_refused():
    model = pybamm.BaseModel()
    model.variables = {"a": 2 * pybamm.CoupledVariable("b"), "b": 3 * pybamm.CoupledVariable("a")}
    with pytest.raises(ValidationError, match="contains itself"):
        check_expanded(model)


@pytest.mark.parametrize("model", [pybamm.lithium_ion.SPMe(), pybamm.lithium_ion.DFN({"thermal": "x-full"})])
def test_unknowns_are_counted_as_pybamm_makes_them(model, monkeypatch):
    monkeypatch.setattr("ionworks.server.engine.cell.numerics.MAX_UNKNOWNS", 0)
    built = pybamm.Simulation(model, var_pts={**model.default_var_pts, "x_n": 7, "r_p": 9})
    built.build()
    with pytest.raises(ValidationError, match=f" {built.built_model.len_rhs_and_alg} unknowns"):
        check_mesh(model, read_numerics({"var_pts": {"x_n": 7, "r_p": 9}}))


def test_a_mesh_that_is_too_fine_is_refused_at_submission():
    document = {"model": {"type": "DFN"}, "parameter_set": "Chen2020"}
    fine = {"var_pts": {"x_n": 500, "r_n": 500}}
    with pytest.raises(ValidationError, match=r"var_pts: 25\d\d\d\d unknowns .*r_n 500.*at most 100000"):
        check_submission({**document, "simulation_settings": fine}, (), (), {})
    check_submission({**document, "simulation_settings": {"var_pts": {"r_n": 500}}}, (), (), {})
