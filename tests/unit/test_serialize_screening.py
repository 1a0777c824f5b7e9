"""Hostile documents: refused while still JSON, nothing imported."""

import base64
import json
import sys
import zlib

import pytest

from ionworks.errors import SerializationError
from ionworks.serialize import (
    load_model,
    load_parameter_values,
    load_simulation_settings,
    load_solver,
    load_symbol,
    loadable,
    parameter_values_to_json,
    screen,
)
from ionworks.serialize import screening

SCALAR = {"$type": "pybamm.expression_tree.scalar.Scalar", "name": "2.0", "value": 2.0}
MODEL = "pybamm.models.full_battery_models.lithium_ion.spm.SPM"


@pytest.fixture
def sentinel(tmp_path, monkeypatch):
    """Name of a module that leaves a file behind when it is imported."""
    flag = tmp_path / "imported"
    (tmp_path / "sentinel_module.py").write_text(
        f"open({str(flag)!r}, 'w').close()\nclass Thing:\n    pass\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "sentinel_module"
    assert not flag.exists()
    assert "sentinel_module" not in sys.modules


def compressed(document):
    return {
        "compressed": True,
        "data": base64.b64encode(zlib.compress(json.dumps(document).encode())).decode(),
    }


def custom(**members):
    parts = {"rhs": [], "initial_conditions": [], "algebraic": [], "boundary_conditions": [], "events": []}
    return {
        "schema_version": "1.1",
        "pybamm_version": "26.10",
        "model": {"name": "m", "base_class": "pybamm.BaseModel", **parts, "variables": {}, **members},
    }


HOSTILE = {
    "tag": lambda name: {"$type": f"{name}.Thing"},
    "nested tag": lambda name: {"a": [{"b": {"$type": f"{name}.Thing"}}]},
    "old tag": lambda name: {"py/object": f"{name}.Thing"},
    "dotted type": lambda name: {"type": f"{name}.Thing", "children": []},
    "class reference": lambda name: {"$type": "type", "class": f"{name}.Thing"},
    "class with module": lambda name: {"class": "Thing", "module": name},
    "tag hides module": lambda name: {"$type": "type", "class": f"{name}.Thing", "module": "pybamm"},
    "base class": lambda name: custom(base_class=f"{name}.Thing"),
    "base class of base class": lambda name: custom(base_class=f"{name}.Thing", base_class_mro=[f"{name}.Other"]),
    "compressed": lambda name: compressed(custom(base_class=f"{name}.Thing")),
    "compressed child": lambda name: {"model": compressed({"x": {"$type": f"{name}.Thing"}})},
    "compressed twice": lambda name: compressed(compressed(custom(base_class=f"{name}.Thing"))),
    "prefix only": lambda name: {"$type": f"pybamm_{name}.Thing"},
    "through pybamm": lambda _: {"$type": "pybamm.__class__.__base__"},
    "not text": lambda name: {"$type": [name]},
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize(
    "load", [screen, load_model, load_symbol, lambda document: load_parameter_values({"p": document})]
)
def test_hostile_documents_import_nothing(kind, load, sentinel):
    with pytest.raises(SerializationError):
        load(HOSTILE[kind](sentinel))


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"py/reduce": []}, r"key 'py/reduce' is not allowed"),
        ({"element_type": "entry", "path": "/etc/passwd"}, r"\.path: reading a file"),
        ({"type": "system", "module": "os"}, r"\.module: 'os' is not one of lithium_ion"),
        (custom(convert_to_format="python"), r"convert_to_format: 'python' is not allowed"),
        (
            {"$type": "numpy.ndarray", "data": ["a"], "dtype": "U1000000000"},
            r"dtype: 'U1000000000' is not one of",
        ),
        ({"$type": "numpy.ndarray", "data": ["a"]}, r"dtype: None is not one of"),
        (
            custom(base_class="mine.Model", base_class_mro="pybamm.BaseModel"),
            r"base_class_mro: expected a list",
        ),
        ({"compressed": True, "data": "!"}, r"\.data: not a compressed model"),
        ({"compressed": True}, r"expected the text of one compressed model"),
        ({"compressed": True, "data": base64.b64encode(zlib.compress(b"{" * 40)).decode()}, r"is not JSON"),
        ({"compressed": True, "data": base64.b64encode(zlib.compress(b"1" * 40)[:-6]).decode()}, r"cut off"),
        ({1: 2}, r"key 1 is not text"),
        ({"a": object()}, r"a value of type object is not JSON"),
        (b"bytes", r"a value of type bytes is not JSON"),
    ],
)
def test_refusals_name_the_place(document, message):
    with pytest.raises(SerializationError, match=message):
        screen(document, "config")


@pytest.mark.parametrize(
    "document",
    [
        {"$type": "os.system"},
        {"children": [{"deep": [{"$type": "builtins.eval"}]}]},
        {"class": "system", "module": "os"},
        {"$type": "type", "class": "pybamm.expression_tree.symbol.Symbol"},
        {"$type": "type", "class": "type"},
        {"$type": "pybamm.telemetry.capture"},
        {"$type": "pybamm.models.base_model.BaseModel"},
        {"$type": "pybamm.meshes.one_dimensional_submeshes.Uniform1DSubMesh"},
        {"$type": "numpy.ndarray", "data": [1], "dtype": "object"},
    ],
)
def test_only_classes_that_pybamm_loads_from_their_place(document):
    with pytest.raises(SerializationError, match="thing"):
        loadable(document, "thing")


@pytest.mark.parametrize("name", ["antigravity", "Simulation", "print_citations"])
def test_bare_names_find_symbols_only(name):
    with pytest.raises(SerializationError, match="cannot convert"):
        load_symbol({"type": name, "children": []})
    assert "antigravity" not in sys.modules


def test_own_documents_are_loadable():
    mesh = {"$type": "type", "class": "pybamm.meshes.one_dimensional_submeshes.Uniform1DSubMesh"}
    parameters = json.loads(json.dumps(parameter_values_to_json("Ai2020")))
    for document in (mesh, parameters):
        assert loadable(document) is document


def test_a_models_base_is_a_model_class():
    base = "pybamm.models.base_model.BaseModel"
    assert type(load_model(custom(base_class="pybamm.no.such.Model", base_class_mro=[base]))).__name__ == "BaseModel"
    with pytest.raises(SerializationError, match=r"base_class 'pybamm\.print_citations' is not a model class"):
        load_model(custom(base_class="pybamm.print_citations"))


def test_place_in_message():
    with pytest.raises(SerializationError, match=r"^config\.elements\.x\.values\[1\]: class 'os\.system'"):
        screen({"elements": {"x": {"values": [1, {"$type": "os.system"}]}}}, "config")


def test_depth_size_and_bombs_are_bounded(monkeypatch):
    deep = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(SerializationError, match="nested more than 400"):
        screen(deep)
    monkeypatch.setattr(screening, "MAX_NODES", 1000)
    with pytest.raises(SerializationError, match="more than 1000 values"):
        screen([[0] * 600, [0] * 600])
    monkeypatch.setattr(screening, "MAX_INFLATED_BYTES", 10_000)
    with pytest.raises(SerializationError, match="larger than 10000 bytes"):
        screen({"compressed": True, "data": base64.b64encode(zlib.compress(b" " * 10**7)).decode()})
    with pytest.raises(SerializationError, match="larger than|one compressed model"):
        screen([compressed({"a": "b" * 6000}), compressed({"a": "b" * 6000})])


def test_harmless_documents_come_back_as_they_are():
    document = {
        "elements": {
            "e": {
                "element_type": "entry",
                "values": {"a": 1, "f": SCALAR, "m": {"type": "SPM", "module": "lithium_ion"}},
            },
            "p": {
                "element_type": "entry",
                "values": {},
                "provenance": {"a": {"path": "anode.thickness", "unit": "m"}},
            },
            "fit": {"objectives": {"v": {"type": "CurrentDriven", "data": {"Time [s]": [0.0, None]}}}},
            "w": {"$type": "numpy.ndarray", "data": [1.0], "dtype": "float64"},
        }
    }
    assert screen(document) is document


def test_user_classes_become_their_pybamm_ancestor():
    document = {
        "type": "custom",
        "model": custom(base_class="mine.SPM", base_class_mro=["mine.SPM", MODEL, "other.X"]),
    }
    before = json.dumps(document)
    safe = screen(document)
    assert (safe["model"]["model"]["base_class"], safe["model"]["model"]["base_class_mro"]) == (
        MODEL,
        [MODEL],
    )
    assert json.dumps(document) == before
    assert screen(compressed(document)) == safe
    assert screen(custom(base_class="builtins.object"))["model"]["base_class"] == "pybamm.BaseModel"


@pytest.mark.parametrize(
    ("load", "document", "message"),
    [
        (load_symbol, {"$type": "pybamm.Simulation"}, "not a class PyBaMM .* loads from documents"),
        (load_symbol, {"$type": "pybamm.util.root_dir"}, "not a class PyBaMM"),
        (load_symbol, {"$type": "pybamm.no.such.Thing"}, "not a class PyBaMM"),
        (load_symbol, {"plain": 1}, "cannot convert"),
        (load_model, "ParameterValues", "'ParameterValues' is not in pybamm.lithium_ion; known: .*SPM"),
        (load_model, {"type": "ElectrodeSOHSolver"}, "is not in pybamm.lithium_ion"),
        (load_model, {"type": "SPM", "module": "util"}, "'util' is not one of lithium_ion"),
        (load_model, {"type": "SPM", "speed": 2}, "unknown key 'speed'; valid keys: type, module, options"),
        (
            load_model,
            {"type": "SPM", "options": {"thermal": "magic"}},
            "model: PyBaMM cannot convert this.*thermal",
        ),
        (load_model, {"type": "SPM", "options": [1]}, "options: expected an object"),
        (load_model, {"type": "custom"}, "expected a model document"),
        (load_model, 3, "expected a model, found int"),
        (load_model, custom(discretisation={"var_pts": {"var_pts": {"x_n": 10**9}}}), "from 1 to 5000"),
        (load_parameter_values, "Chen2021", "'Chen2021' is not a parameter set; known: .*Chen2020"),
        (load_parameter_values, {"a": None}, r"parameters\['a'\]: null is not a parameter value"),
        (load_solver, "BatchStudy", "'BatchStudy' is not one of IDAKLUSolver"),
        (
            load_solver,
            {"type": "CasadiSolver", "extra_options_setup": {"jit": True}},
            "extra_options_setup: options for",
        ),
        (
            load_solver,
            {"type": "CompositeSolver", "sub_solvers": [{"type": "X"}]},
            r"sub_solvers\[0\]\.type: 'X'",
        ),
        (load_solver, {"type": "IDAKLUSolver", "speed": 1}, "unknown key 'speed'; valid keys: type, rtol"),
        (
            load_solver,
            {"type": "IDAKLUSolver", "options": {"num_threads": 10**6}},
            "num_threads: expected 1 to 64|from 1 to 64",
        ),
        (load_solver, {"type": "CasadiSolver", "root_method": {"type": "os.system"}}, r"root_method\.type"),
        (load_simulation_settings, {"mesh": {}}, "unknown key 'mesh'; valid keys: var_pts"),
        (
            load_simulation_settings,
            {"var_pts": {"x_n": 10**8}},
            r"var_pts\['x_n'\]: expected an integer from 1",
        ),
        (
            load_simulation_settings,
            {"submesh_types": {"a": {"$type": "type", "class": "os.system"}}},
            "not allowed",
        ),
    ],
)
def test_loaders_refuse(load, document, message):
    with pytest.raises(SerializationError, match=message):
        load(document)


def test_an_object_that_occurs_often_is_looked_at_once_but_replaced_everywhere():
    wide = {"a": [1.0] * 10}
    for _ in range(200):
        wide = {"left": wide, "right": wide}  # 2**200 places
    assert screen(wide) is wide
    with pytest.raises(SerializationError, match=r"os\.system"):
        screen({"left": wide, "right": [wide, {"$type": "os.system"}]})
    own = {"base_class": "elsewhere.Mine", "base_class_mro": ["elsewhere.Mine", MODEL]}
    outer = {"model": own}
    screened = screen([outer, {"x": outer}, own])
    assert [screened[0]["model"], screened[1]["x"]["model"], screened[2]] == [
        {"base_class": MODEL, "base_class_mro": [MODEL]}
    ] * 3
    deep = {"a": 1}
    for _ in range(300):
        deep = {"a": deep}
    long = deep
    for _ in range(150):
        long = {"a": long}
    with pytest.raises(SerializationError, match="deep"):
        screen([long, deep])
