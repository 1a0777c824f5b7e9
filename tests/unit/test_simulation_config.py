"""Simulation configs: every documented shape, every refusal, the two request bodies."""

import numpy as np
import pytest

from ionworks.errors import ValidationError
from ionworks.request_types import QuickModelConfig
from ionworks.simulation_config import normalize_model, protocol_text, simulation_requests

EXPERIMENT = {"protocol": "steps: []", "name": "N"}
BASE = {"parameterized_model": "PM", "protocol_experiment": EXPERIMENT}
THICKNESS = "Positive electrode thickness [m]"
ROW = {"type": "discrete", "name": THICKNESS, "values": [50e-6, 75e-6, 100e-6]}


def requests_of(config, batch):
    return simulation_requests(config, "P", batch=batch)


def test_single_run_with_inputs_and_overrides_gives_the_two_documented_requests():
    config = requests_of(
        {
            **BASE,
            "experiment_parameters": {"Initial SOC": 1, "C-rate": 0.5},
            "design_parameters": {THICKNESS: 75e-6},
        },
        batch=False,
    )
    inputs = {"Initial SOC": 1.0, "C-rate": 0.5}
    assert config.template == {
        "protocol_experiment": EXPERIMENT,
        "experiment_parameters": inputs,
        "project_id": "P",
    }
    assert config.batch == {
        "parameterized_model": "PM",
        "experiment_parameter_sets": [inputs],
        "design_parameters_doe": {
            "sampling": "grid",
            "rows": [{"type": "discrete", "name": THICKNESS, "values": [7.5e-05]}],
        },
        "project_id": "P",
    }


def test_batch_of_the_users_document():
    config = requests_of({**BASE, "design_parameters_doe": {"sampling": "grid", "rows": [ROW]}}, batch=True)
    body = config.batch
    assert body["design_parameters_doe"]["rows"][0]["values"] == [50e-6, 75e-6, 100e-6]
    assert body["experiment_parameter_sets"] == [{}]


def test_saved_protocol_needs_no_project_and_sends_only_the_configs_own():
    config = requests_of({"parameterized_model": "PM", "protocol_id": "T"}, batch=True)
    assert config.template is None
    assert "project_id" not in config.batch
    config = requests_of({"parameterized_model": "PM", "protocol_id": "T", "project_id": "Q"}, batch=True)
    assert config.batch["project_id"] == "Q"


def test_conditions_carry_the_shared_inputs_and_all_names_reach_the_template():
    config = requests_of(
        {
            **BASE,
            "experiment_parameters": {"C-rate": 1},
            "conditions": [
                {"experiment_parameters": {"T": 25}, "design_parameters": {THICKNESS: 1e-4}},
                {"experiment_parameters": {"T": 45, "C-rate": 2, "Mode": "Charge"}},
            ],
            "max_backward_jumps": 5,
            "study_id": "S",
            "extra_variables": ["X [V]"],
        },
        batch=True,
    )
    template = config.template
    assert template["experiment_parameters"] == {"T": 25.0, "C-rate": 1.0, "Mode": "Charge"}
    body = config.batch
    assert body["conditions"] == [
        {"experiment_parameters": {"C-rate": 1.0, "T": 25.0}, "design_parameters": {THICKNESS: 1e-4}},
        {"experiment_parameters": {"C-rate": 2.0, "T": 45.0, "Mode": "Charge"}, "design_parameters": {}},
    ]
    assert (body["max_backward_jumps"], body["study_id"], body["extra_variables"]) == (5, "S", ["X [V]"])


def test_the_configs_project_wins_and_a_missing_one_is_named():
    config = requests_of({**BASE, "project_id": "mine"}, batch=True)
    assert config.template["project_id"] == "mine"
    with pytest.raises(ValueError, match="IONWORKS_PROJECT_ID"):
        simulation_requests(BASE, None, batch=True)


def test_one_point_designs_are_single_runs():
    one = {"rows": [{**ROW, "values": [1e-5]}]}
    config = requests_of({**BASE, "design_parameters_doe": one}, batch=False)
    assert config.batch["design_parameters_doe"]["sampling"] == "grid"
    for design in (
        {"sampling": "random", "rows": [{"type": "range", "name": "a", "min": 0, "max": 1}]},
        None,
    ):
        requests_of({**BASE, "design_parameters_doe": design}, batch=False)
    config = requests_of({**BASE, "design_parameters": {}}, batch=False)
    assert "design_parameters_doe" not in config.batch


def test_the_config_is_not_changed():
    config = {**BASE, "design_parameters": {"a": 1}, "study_id": None}
    before = {**config}
    requests_of(config, batch=False)
    assert config == before


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("PM", "PM"),
        ({"capacity": 5, "chemistry": "NMC"}, {"quick_model": {"capacity": 5.0, "chemistry": "NMC"}}),
        ({"cell_spec_id": "c"}, {"quick_model": {"cell_spec_id": "c"}}),
        ({"quick_model": {"capacity": np.float64(2)}}, {"quick_model": {"capacity": 2.0}}),
        (
            {"quick_model": QuickModelConfig()},
            {"quick_model": {"capacity": 1.0, "chemistry": "NMC/Graphite"}},
        ),
        (QuickModelConfig(capacity=3), {"quick_model": {"capacity": 3.0, "chemistry": "NMC/Graphite"}}),
        ({"model_id": "M", "parameters": {"a": 1}, "x": None}, {"model_id": "M", "parameters": {"a": 1}}),
    ],
)
def test_models(model, expected):
    assert normalize_model(model) == expected


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("", "expected a text"),
        (3, "expected a text"),
        ({}, "expected an id"),
        ({"capacity": 1, "colour": "red"}, "unknown key 'colour'; valid keys: capacity, chemistry"),
        ({"capacity": -1}, "more than 0|greater than 0"),
        ({"capacity": "big"}, "expected a number"),
        ({"chemistry": 4}, "expected a text"),
        ({"model_id": "M", "parameters": {"a": None}}, "null is not a parameter value"),
    ],
)
def test_wrong_models(model, message):
    with pytest.raises(ValidationError, match=f"^Invalid simulation config: parameterized_model.*({message})"):
        requests_of({**BASE, "parameterized_model": model}, batch=True)


@pytest.mark.parametrize(
    ("change", "batch", "message"),
    [
        ({"conditions": [{}]}, False, "use protocol_batch"),
        (
            {"design_parameters": {"a": 1}, "design_parameters_doe": {"rows": [ROW]}},
            False,
            "mutually exclusive",
        ),
        (
            {"design_parameters_doe": {"rows": [ROW]}},
            False,
            r"stands for 3 simulations .* use protocol_batch\(\)",
        ),
        ({"design_parameters": {"a": "b"}}, False, r"design_parameters\['a'\]: expected a number"),
        ({"design_parameters": [1]}, False, "design_parameters: expected an object"),
        ({"design_parameters": {"a": 1}}, True, r"protocol\(\) only"),
        ({"conditions": [{}], "design_parameters_doe": {"rows": [ROW]}}, True, "mutually exclusive"),
        ({"conditions": []}, True, "at least one condition"),
        (
            {"conditions": [{"name": "x"}]},
            True,
            r"conditions\[0\]: unknown key 'name'; valid keys: experiment_par",
        ),
        (
            {"protocl_id": "x"},
            True,
            "unknown key 'protocl_id'; valid keys: parameterized_model, protocol_exper",
        ),
        ({"protocol_id": "T"}, True, "exactly one of protocol_experiment and protocol_id"),
        ({"protocol_experiment": None}, True, "exactly one of protocol_experiment and protocol_id"),
        ({"protocol_experiment": {"protocol": "x"}}, True, "protocol_experiment.name is required"),
        (
            {"protocol_experiment": {**EXPERIMENT, "v": 1}},
            True,
            "unknown key 'v'; valid keys: protocol, name",
        ),
        ({"parameterized_model": None}, True, "parameterized_model is required"),
        ({"experiment_parameters": {"a": True}}, True, r"experiment_parameters\['a'\]: expected a number"),
        ({"experiment_parameters": {"a": float("nan")}}, True, "finite"),
        ({"extra_variables": "Voltage [V]"}, True, "expected a list of variable names"),
        ({"max_backward_jumps": -1}, True, "at least 0"),
        ({"max_backward_jumps": 1.5}, True, "at least 0"),
        ({"study_id": 3}, True, "study_id: expected a text"),
        ({"design_parameters_doe": {"rows": [{**ROW, "step": 1}]}}, True, r"rows\[0\]: unknown key 'step'"),
    ],
)
def test_refusals(change, batch, message):
    with pytest.raises(ValidationError, match=f"^Invalid simulation config: .*{message}"):
        requests_of({**BASE, **change}, batch=batch)


@pytest.mark.parametrize("batch", [True, False])
def test_a_config_is_a_dictionary(batch):
    with pytest.raises(ValueError, match="^Invalid simulation config: config: expected an object"):
        requests_of("PM", batch=batch)


def test_protocol_as_text_mapping_or_path(tmp_path):
    path = tmp_path / "rest.yaml"
    path.write_text("steps: [Rest for 1 hour]", encoding="utf-8")
    assert protocol_text("steps: []") == "steps: []"
    assert protocol_text({"steps": [{"value": np.float64(1.5)}]}) == '{"steps": [{"value": 1.5}]}'
    assert protocol_text(path) == protocol_text(str(path)) == "steps: [Rest for 1 hour]"


@pytest.mark.parametrize(
    ("protocol", "message"),
    [
        (7, "protocol_experiment.protocol: expected a text"),
        ("", "expected a text"),
        ("no-such-file.yaml", "the file 'no-such-file.yaml' cannot be read"),
        ({"steps": [object()]}, "type object has no JSON form"),
    ],
)
def test_what_is_no_protocol(protocol, message):
    with pytest.raises(ValidationError, match=message):
        requests_of({**BASE, "protocol_experiment": {"protocol": protocol, "name": "N"}}, batch=False)
