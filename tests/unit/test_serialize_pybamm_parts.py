"""The private parts of PyBaMM's serialization that we lean on are there, in the version they were checked on."""

from importlib.metadata import version

import pybamm
import pytest

from ionworks.serialize import pybamm_parts
from ionworks.serialize.pybamm_parts import CHECKED_VERSION, READERS, TAG


def test_the_version_is_the_one_that_was_checked():
    assert version("pybamm") == CHECKED_VERSION, "read the parts below in the new version, then change the constant"


def test_symbols_and_values_survive():
    symbol = 2 * pybamm.Parameter("a") + pybamm.t
    assert pybamm_parts.read_symbol(pybamm_parts.write_symbol(symbol)) == symbol
    assert pybamm_parts.read_value(pybamm_parts.write_value([1, "x"])) == [1, "x"]


def test_a_node_is_written_and_read_part_by_part():
    children = []

    def write(part):
        children.append(part)
        return {"number": len(children)}

    node = pybamm_parts.write_node(pybamm.Parameter("a") + pybamm.Parameter("b"), write)
    assert node[TAG] == "pybamm.expression_tree.binary_operators.Addition"
    assert [child.name for child in children] == ["a", "b"]
    assert node["children"] == [{"number": 1}, {"number": 2}]
    read = pybamm_parts.read_node(node, lambda part: pybamm.Parameter("ab"[part["number"] - 1]))
    assert read == pybamm.Parameter("a") + pybamm.Parameter("b")


def test_a_regularization_is_found_and_made_again():
    plain = pybamm.FunctionParameter("f", {"x": pybamm.Parameter("x")})
    assert pybamm_parts.regularization(plain) is None
    x = pybamm.Parameter("x")
    made = pybamm_parts.regularized(plain, {x: pybamm.Scalar(2)}, {"x": x})
    scales, names = pybamm_parts.regularization(made)
    assert list(names.values()) == ["x"]
    assert [float(scale.evaluate()) for scale in scales.values()] == [2.0]


def test_settings_of_a_mesh_survive():
    geometry = pybamm.Geometry({"negative electrode": {"x_n": {"min": 0, "max": pybamm.Parameter("L")}}})
    wire = pybamm_parts.write_geometry(geometry)
    assert set(READERS) == {"geometry", "submesh_types", "spatial_methods"}
    assert list(READERS["geometry"](wire)) == ["negative electrode"]
    assert "FiniteVolume" in str(pybamm_parts.write_spatial_method(pybamm.FiniteVolume()))
    assert "Uniform1DSubMesh" in str(pybamm_parts.write_submesh(pybamm.Uniform1DSubMesh))
