"""Submission: hostile documents, the documents' own spellings and findings that name their element."""

import json

import pytest

from ionworks.server.fit.config.prepare import prepare
from ionworks.server.nouns.pipelines.references import references
from ionworks.server.fit.failures import PipelineConfigError

FIT = {"element_type": "data_fit", "objectives": {"voltage": {"data": "db:m1"}},
       "parameters": {"Negative particle diffusivity [m2.s-1]": {"bounds": [1e-14, 1e-13], "initial_value": 2e-14}}}  # fmt: skip


def issues(config, **options):
    with pytest.raises(PipelineConfigError) as caught:
        prepare(config, **options)
    return caught.value.issues


def test_the_documents_first_pipeline():
    prepared = prepare({
        "name": "NMC622 Parameterization", "project_id": "p", "options": {},
        "elements": {
            "entry": {"element_type": "entry", "values": {"model": {"type": "SPM"}, "data": "db:your-measurement-id"}},
            "data_fit": {
                "element_type": "data_fit", "objectives": {"voltage": {"data": "entry.data"}},
                "parameters": {"Negative electrode diffusivity [m2.s-1]": {"bounds": [1e-16, 1e-12], "initial_value": 3.3e-14}},
            },
        },
    })  # fmt: skip
    entry, fit = prepared.elements
    assert entry.config["values"] == {}
    objective = fit.config["objectives"]["voltage"]
    assert objective["type"] == "CurrentDriven"
    assert objective["data"] == "db:your-measurement-id"
    assert objective["options"]["model"] == {"type": "SPM"}
    assert list(fit.config["parameters"]) == ["Negative particle diffusivity [m2.s-1]"]
    assert list(references(fit.config)) == [("db:", "your-measurement-id")]
    assert any("Negative particle diffusivity" in text for text in prepared.warnings)
    json.dumps([element.config for element in prepared.elements])


def test_the_documents_simple_pipeline_without_any_model():
    elements = {
        "initial_params": {"element_type": "entry", "values": {"Negative particle diffusivity [m2.s-1]": 2e-14}},
        "fit": {**FIT, "cost": {"type": "RMSE"}, "optimizer": {"type": "DifferentialEvolution", "max_iterations": 10}},
    }
    prepared = prepare({"elements": elements}, simple=True)
    assert prepared.elements[1].config["objectives"]["voltage"]["options"]["model"] == {"type": "SPM"}
    assert any("assumed to be SPM" in text for text in prepared.warnings)


def test_labels_order_and_both_array_spellings():
    elements = {
        "b": {"element_type": "Direct Entry", "values": {"x": 1}},
        "a": {"element_type": "Calculation", "type": "OpenCircuitLimits"},
    }
    prepared = prepare({"elements": elements})
    assert [(item.name, item.element_type) for item in prepared.elements] == [("b", "entry"), ("a", "calculation")]
    objectives = {"298.15": {"type": "CurrentDriven", "data": "db:a", "options": {"model": "SPM"}}}
    for label in ("array_data_fit", "arraydatafit", "Array Data Fit"):
        config = {"elements": {"a": {"element_type": label, "objectives": objectives, "parameters": FIT["parameters"]}}}
        assert prepare(config).elements[0].element_type == "array_data_fit"


@pytest.mark.parametrize("config", [{}, {"elements": {}}, {"elements": []}, [], None, "x"])
def test_empty_or_shapeless(config):
    assert issues(config)


def test_simple_pipelines_have_one_fit():
    found = issues(
        {"elements": {"one": FIT, "two": {"element_type": "validation", "objectives": FIT["objectives"]}}}, simple=True
    )
    assert found[0]["element"] == "two"
    assert "one, two" in found[0]["message"]


HOSTILE = {
    "type": {"element_type": "entry", "values": {"x": {"$type": "os.system", "children": []}}},
    "model base": {
        "element_type": "entry",
        "values": {"model": {"type": "custom", "model": {"base_class": "subprocess.Popen"}}},
    },
    "module": {"element_type": "entry", "values": {"model": {"type": "x", "module": "os"}}},
    "path": {"element_type": "entry", "path": "/etc/passwd"},
    "file": {**FIT, "objectives": {"v": {"data": "file:/etc/passwd"}}},
    "folder": {**FIT, "objectives": {"v": {"data": {"data": "folder:/etc"}}}},
    "penalty": {
        **FIT,
        "objectives": {
            "v": {"data": "db:1", "penalties": [{"type": "Penalty", "fun": {"$type": "antigravity.x", "children": []}}]}
        },
    },
    "pickled": {"element_type": "entry", "values": {"x": {"py/object": "os.system"}}},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_refused_by_element(name):
    found = issues({"elements": {"evil": HOSTILE[name]}})
    assert found[0]["element"] == "evil"


@pytest.mark.parametrize(
    ("element", "path", "allowed"),
    [
        ({"element_type": "nope"}, "element_type", "data_fit"),
        ({"element_type": "calculation", "type": "Nope"}, "type", "ElectrodeCapacity"),
        ({**FIT, "cost": {"type": "XX"}}, "cost.type", "RMSE"),
        ({**FIT, "parameters": {"p": {"bounds": [1, 0]}}}, "parameters.p", None),
        ({**FIT, "parameters": {"p": {"lower": 0}}}, "parameters.p", None),
        (
            {**FIT, "objectives": {"v": {"data": "db:1", "options": {"model": "NOPE"}}}},
            "objectives.v.options.model",
            None,
        ),
        ({**FIT, "objectives": {"v": {"data": "other.data"}}}, "objectives.v.data", "db:<measurement id>"),
        ({**FIT, "multistarts": 100000}, "multistarts", None),
    ],
)
def test_findings_name_element_path_and_allowed_values(element, path, allowed):
    found = [item for item in issues({"elements": {"bad": element}}) if item["path"] == path]
    assert found
    assert found[0]["element"] == "bad"
    if allowed:
        assert allowed in found[0]["allowed"]


def test_every_bad_element_is_listed():
    bad = {**FIT, "cost": {"type": "XX"}}
    assert {item["element"] for item in issues({"elements": {"one": bad, "two": bad}})} == {"one", "two"}
