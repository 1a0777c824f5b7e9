"""Documents of whole models: the text is PyBaMM's, every part is one object, and nothing is lost on the way back."""

import base64
import json
import zlib

import pytest

from ionworks.errors import SerializationError
from ionworks.serialize import load_model, model_to_document, screen
from ionworks.serialize.convert import plain_json
from ionworks.serialize.shared import compressed, inflated, parse_shared

pybamm = pytest.importorskip("pybamm")

PARTS = ("rhs", "algebraic", "initial_conditions", "boundary_conditions", "variables")


@pytest.fixture(scope="module")
def live():
    return pybamm.lithium_ion.SPM({"SEI": "ec reaction limited"})


@pytest.fixture(scope="module")
def document(live):
    return model_to_document(live)


def without_scales(node):
    if isinstance(node, dict):
        return {key: without_scales(value) for key, value in node.items() if key != "regularised"}
    return [without_scales(item) for item in node] if isinstance(node, list) else node


def test_the_document_is_that_of_pybamm_and_its_reader_takes_it(document, live):
    assert without_scales(document) == plain_json(live.to_json(), "model")
    loaded = pybamm.BaseModel.from_json(json.loads(json.dumps(document)))
    assert loaded.rhs == live.rhs


def test_nothing_is_lost_on_the_way_back(document, live):
    loaded = load_model({"type": "custom", "model": parse_shared(json.dumps(document))})
    for part in PARTS:
        assert dict(getattr(loaded, part)) == dict(getattr(live, part))
    assert [event.name for event in loaded.events] == [event.name for event in live.events]
    assert regularized(loaded) == regularized(live) > 0
    assert model_to_document(loaded) == document


def regularized(model):
    nodes = (node for symbol in model.variables.values() for node in symbol.pre_order())
    return len({node for node in nodes if getattr(node, "post_processor", None) is not None})


def test_equal_parts_are_one_object_and_the_stored_form_is_small(document):
    text = json.dumps(document)
    parsed = parse_shared(text)
    assert parsed == document
    objects, pending = set(), [parsed]
    while pending:
        node = pending.pop()
        if id(node) not in objects:
            objects.add(id(node))
            pending.extend(
                item for item in (node.values() if isinstance(node, dict) else node) if isinstance(item, dict | list)
            )
    assert len(objects) < text.count("$type") / 5
    packed = compressed(parsed)
    assert len(packed["data"]) < len(text) / 20
    assert inflated(packed) == document
    assert screen({"model": packed}) == {"model": document}
    assert parse_shared('[{"a": 1}, {"a": 1.0}, {"a": true}]') == [{"a": 1}, {"a": 1.0}, {"a": True}]
    assert [type(one["a"]) for one in parse_shared('[{"a": 1}, {"a": 1.0}, {"a": true}]')] == [int, float, bool]


def stored(folded):
    return {"compressed": "shared", "data": base64.b64encode(zlib.compress(json.dumps(folded).encode())).decode()}


@pytest.mark.parametrize(
    ("folded", "text"),
    [
        ({"parts": [{"$ref": 0}], "document": 1}, "reference to part 0 of 0"),
        ({"parts": [], "document": {"$ref": -1}}, "reference to part -1"),
        ({"parts": [], "document": {"$ref": True}}, "reference to part True"),
        ({"parts": [[1] * 10, *([{"$ref": n}] * 10 for n in range(9))], "document": {"$ref": 9}}, "more than"),
        ({"parts": 3, "document": 1}, "expected parts"),
        ([], "expected parts"),
        ({"parts": [{"$type": "os.system"}], "document": {"x": {"$ref": 0}}}, r"os\.system"),
    ],
)
def test_hostile_references_are_refused(folded, text):
    with pytest.raises(SerializationError, match=text):
        screen({"model": stored(folded)})


def test_references_outside_the_stored_form_are_refused():
    with pytest.raises(SerializationError, match=r"\$ref"):
        screen({"model": {"$ref": 0}})
