"""Models and numerical settings from their wire form; what is wrong in them is said."""

import copy
import json

import pybamm
import pytest
from pybamm.expression_tree.operations.serialise import Serialise

from ionworks.errors import SerializationError, ValidationError
from ionworks.server.engine.cell.numerics import Numerics, mesh_settings, read_numerics
from ionworks.server.engine.cell.stretching import StretchedFiniteVolume, StretchedMesh
from ionworks.server.engine.model.models import build_model, list_models, validate_model_config
from ionworks.server.engine.model.parameters import variable_names
from ionworks.serialize import model_to_create_config


def test_custom_model_round_trip_and_refusal():
    document = json.loads(json.dumps(pybamm.lithium_ion.SPM().to_json(), default=Serialise._json_encoder))
    model = build_model({"type": "custom", "model": document})
    assert isinstance(model, pybamm.lithium_ion.SPM)
    evil = copy.deepcopy(document)
    evil["model"]["rhs"][0][1] = {"$type": "os.system", "children": []}
    with pytest.raises(SerializationError, match=r"os\.system"):
        build_model({"type": "custom", "model": evil})


def test_built_in_models_build():
    for info in list_models():
        config = {"type": info.type, "module": info.module}
        if info.type == "MSMR":
            config["options"] = {"number of MSMR reactions": ["6", "4"]}
        assert validate_model_config(config) is None, info.type


def test_options_are_tupled_at_every_depth():
    model = build_model(
        {"type": "SPM", "options": {"open-circuit potential": [["single", "current sigmoid"], "single"]}}
        | {"module": None}
    )
    assert model.options["open-circuit potential"] == (("single", "current sigmoid"), "single")


@pytest.mark.parametrize(
    ("config", "text"),
    [
        ("SMP", "did you mean 'SPM'"),
        ({"type": "SPM", "module": "os"}, "module 'os'"),
        ({"type": "SPM", "path": "/etc/passwd"}, "'path'"),
        ({"type": "SPM", "options": {"thermal": "lumpy"}}, "lumpy"),
        ({"type": "SPM", "options": {"operating mode": "voltage"}}, "operating mode"),
        ({"type": "Thevenin", "options": {"number of rc elements": "99"}}, "0 to 10"),
        ({"type": "custom"}, "'model'"),
        ({"type": "custom", "model": {"schema_version": "1.1"}}, "expected a model document"),
        ({"type": None}, "None"),
    ],
)
def test_bad_model_configs_say_what_is_wrong(config, text):
    assert text in (validate_model_config(config) or "")


def test_a_live_models_config_is_accepted():
    assert validate_model_config(json.loads(json.dumps(pybamm.lithium_ion.DFN().to_config()))) is None


@pytest.mark.parametrize("name", ["Yang2017", "SplitOCVR"])
def test_a_live_model_that_sets_its_own_options_is_accepted(name):
    live = model_to_create_config(getattr(pybamm.lithium_ion, name)())
    assert validate_model_config(json.loads(json.dumps(live))) is None
    assert "takes no options; found 'thermal': 'lumped'" in validate_model_config(
        {"type": name, "options": {"thermal": "lumped"}}
    )


def test_variables_over_the_current_collectors_are_no_scalars():
    pouch = {"type": "SPM", "options": {"current collector": "potential pair", "dimensionality": 1}}
    resolved, lumped = variable_names(build_model(pouch)), variable_names(build_model("SPM"))
    assert "Voltage [V]" in resolved
    name = "X-averaged negative particle surface concentration [mol.m-3]"
    assert name in lumped
    assert name not in resolved


def test_numerics():
    settings = {
        "var_pts": {"r_n": 16},
        "solver": {"type": "IDAKLUSolver", "rtol": 1e-6, "options": {"num_threads": 64, "max_num_steps": 10}},
        "submesh_types": {
            "negative particle": {
                "$type": "type",
                "class": "pybamm.meshes.one_dimensional_submeshes.Exponential1DSubMesh",
                "submesh_params": {"side": "right"},
            }
        },
    }
    numerics = read_numerics(settings)
    assert numerics.var_pts == {"r_n": 16}
    assert numerics.tolerances == {"rtol": 1e-6}
    assert numerics.options == {"max_num_steps": 10}
    assert numerics.submesh_types["negative particle"].submesh_params == {"side": "right"}
    assert numerics.solver().rtol == 1e-6


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"mesh": 1}, "'mesh'"),
        ({"var_pts": {"r_n": 10**6}}, "1 to 500"),
        ({"solver": {"type": "system"}}, "IDAKLUSolver"),
        ({"solver": {"type": "IDAKLUSolver", "rtol": 5}}, "rtol"),
        ({"submesh_types": {"separator": {"$type": "type", "class": "os.system"}}}, "os.system"),
        ({"geometry": {"x": 1}}, "geometry"),
    ],
)
def test_bad_numerics_say_what_is_wrong(settings, text):
    with pytest.raises(ValidationError, match=text):
        read_numerics(settings)


def test_a_thickness_stretches_all_three_domains_across_the_cell():
    model = pybamm.lithium_ion.SPMe()
    names = ("Separator thickness [m]", "Negative particle radius [m]", "Positive electrode porosity")
    settings = mesh_settings(model, read_numerics(None), names)
    assert {name for name, kind in settings["submesh_types"].items() if isinstance(kind, StretchedMesh)} == {
        "negative electrode",
        "separator",
        "positive electrode",
        "negative particle",
    }
    assert isinstance(settings["spatial_methods"]["macroscale"], StretchedFiniteVolume)
    assert type(settings["spatial_methods"]["negative particle"]) is pybamm.FiniteVolume
    plain = mesh_settings(model, read_numerics(None), names[2:])
    assert not any(isinstance(kind, StretchedMesh) for kind in plain["submesh_types"].values())


def test_a_stored_mesh_beats_the_models_and_keeps_its_points_when_it_is_stretched():
    model = pybamm.lithium_ion.SPMe()
    uneven = pybamm.MeshGenerator(pybamm.Exponential1DSubMesh, {"side": "right"})
    numerics = Numerics(var_pts={"r_n": 7}, submesh_types={"negative electrode": uneven})
    plain = mesh_settings(model, numerics)
    assert plain["submesh_types"]["negative electrode"] is uneven
    assert plain["var_pts"] == {**model.default_var_pts, "r_n": 7}
    varying = mesh_settings(model, numerics, ("Separator thickness [m]",))
    place = {"x_n": {"min": 1.0, "max": 3.0}}
    stretched = varying["submesh_types"]["negative electrode"](place, {"x_n": 5})
    assert stretched.edges * stretched.length + stretched.min == pytest.approx(uneven(place, {"x_n": 5}).edges)
    assert varying["var_pts"]["r_n"] == 7
