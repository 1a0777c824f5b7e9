"""Pipeline configs: lifting metadata, the documents' examples, the two bodies."""

import pytest

from ionworks.errors import ValidationError
from ionworks.pipeline_config import PipelineMetadata, lift, pipeline_body, simple_pipeline_body
from ionworks.references import prepare_config

ELEMENTS = {"fit": {"element_type": "data_fit", "objectives": {"voltage": {"data": "db:m"}}}}
FIRST_EXAMPLE = {
    "name": "NMC622 Parameterization",
    "elements": {
        "entry": {
            "element_type": "entry",
            "values": {"model": {"type": "SPM"}, "data": "db:your-measurement-id"},
        },
        "data_fit": {
            "element_type": "data_fit",
            "objectives": {"voltage": {"data": "entry.data"}},
            "parameters": {"D [m2.s-1]": {"bounds": [1e-16, 1e-12], "initial_value": 3.3e-14}},
        },
    },
}


class Schema:
    """What an ionworks-schema object looks like from outside."""

    def __init__(self, config):
        self.config = config

    def to_config(self):
        if isinstance(self.config, Exception):
            raise self.config
        return self.config


def test_the_users_first_example_is_sent_as_written():
    payload, metadata = lift(FIRST_EXAMPLE)
    assert pipeline_body(prepare_config(payload), metadata, "P") == {
        **FIRST_EXAMPLE,
        "project_id": "P",
        "options": {},
    }
    assert list(payload["elements"]) == ["entry", "data_fit"]


def test_arguments_win_and_config_keys_are_always_taken_out():
    config = {"elements": ELEMENTS, "project_id": "c", "name": "c", "description": "c", "options": {"a": 1}}
    payload, metadata = lift(config, project_id="x", name="x", options={"b": 2})
    assert payload == {"elements": ELEMENTS}
    assert metadata == PipelineMetadata("x", "x", "c", {"b": 2})
    assert "project_id" in config
    assert lift(config)[1] == PipelineMetadata("c", "c", "c", {"a": 1})


def test_simple_body():
    payload, metadata = lift({"elements": ELEMENTS, "options": {"live_progress_updates": None}}, name="n")
    assert simple_pipeline_body(payload, metadata, "P") == {
        "project_id": "P",
        "config": {"elements": ELEMENTS},
        "name": "n",
        "options": {"live_progress_updates": None},
    }
    assert simple_pipeline_body(payload, PipelineMetadata(), "P") == {"project_id": "P", "config": payload}


def test_schema_objects():
    payload, metadata = lift(Schema({"elements": ELEMENTS, "name": "Capacity", "output_file": "o"}))
    assert metadata.name == "Capacity"
    assert pipeline_body(payload, metadata, "P") == {
        "elements": ELEMENTS,
        "output_file": "o",
        "name": "Capacity",
        "project_id": "P",
        "options": {},
    }


def test_legacy_labels_are_left_to_the_server():
    elements = {"e": {"element_type": "Direct Entry", "values": {}}}
    assert lift({"elements": elements})[0] == {"elements": elements}


@pytest.mark.parametrize("config", [None, "x", [1], 3, Schema, object()])
def test_other_kinds_are_type_errors(config):
    with pytest.raises(TypeError, match="dictionary or an ionworks_schema"):
        lift(config)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (
            {"elements": [ELEMENTS]},
            r"must be a dictionary \(not a list\)\. Each key is the element name .* Found list",
        ),
        ({}, "Found nothing"),
        ({"elements": {}}, "Found no elements"),
        ({"elements": {"a": 3}}, "element 'a' must be a dictionary, found 3"),
        ({"elements": ELEMENTS, "options": [1]}, "options must be a dictionary"),
        ({"elements": ELEMENTS, "name": 3}, "name must be text, found 3"),
        (Schema(RuntimeError("broken")), "Invalid pipeline configuration: pipeline: broken"),
    ],
)
def test_refusals(config, message):
    with pytest.raises(ValidationError, match=message) as caught:
        lift(config)
    assert isinstance(caught.value, ValueError)


def test_real_schema_objects_are_lifted(tmp_path):
    iws = pytest.importorskip("ionworks_schema")
    known = iws.direct_entries.DirectEntry(parameters={"Ambient temperature [K]": 298.15}, source="datasheet")
    pipeline = iws.Pipeline(
        {"known": known, "Q_pos": iws.calculations.ElectrodeCapacity(electrode="positive")},
        name="Capacity pipeline",
    )
    payload, metadata = lift(pipeline)
    body = pipeline_body(prepare_config(payload), metadata, "proj-1")
    assert body["elements"]["known"] == {
        "element_type": "entry",
        "values": {"Ambient temperature [K]": 298.15},
        "source": "datasheet",
    }
    assert body["elements"]["Q_pos"]["type"] == "ElectrodeCapacity"
    assert (body["name"], body["project_id"], body["options"]) == ("Capacity pipeline", "proj-1", {})
    mixed = prepare_config({"elements": {"known": known}})
    assert mixed["elements"]["known"]["values"] == {"Ambient temperature [K]": 298.15}


def test_frames_in_real_schema_objects_obey_the_row_limit():
    iws = pytest.importorskip("ionworks_schema")
    pl = pytest.importorskip("polars")
    rows = {"Time [s]": list(range(1001)), "Current [A]": [1.0] * 1001, "Voltage [V]": [3.7] * 1001}
    fit = {
        "objectives": {
            "v": iws.objectives.CurrentDriven(data_input=pl.DataFrame(rows), options={"model": {"type": "SPM"}})
        },
        "parameters": {"x": iws.Parameter("x", initial_value=1, bounds=(0, 2))},
    }
    with pytest.raises(ValidationError, match="1001 rows") as caught:
        lift(iws.Pipeline({"fit": iws.DataFit(**fit)}))
    assert caught.value.has_code("time_series_row_count_exceeded")
