"""Arguments of ``run`` and ``run_sweep`` as configs."""

from pathlib import Path

import numpy as np
import pytest

from ionworks.errors import ValidationError
from ionworks.records import ParsedProtocol, Protocol
from ionworks.resources.simulation.configs import run_config, sweep_design

SAVED = Protocol(id="p1", name="Saved", organization_id="o", protocol_config={"steps": []})
UUID = "0b7c3a52-1d1e-4c55-9a7e-5f2f60f6c001"


@pytest.mark.parametrize(
    ("protocol", "name", "expected"),
    [
        ("steps: []\n", None, {"protocol_experiment": {"protocol": "steps: []\n", "name": "Simulation"}}),
        (Path("a/1C.yaml"), None, {"protocol_experiment": {"protocol": Path("a/1C.yaml"), "name": "1C"}}),
        ("a/1C.yml", "Mine", {"protocol_experiment": {"protocol": "a/1C.yml", "name": "Mine"}}),
        ({"steps": []}, None, {"protocol_experiment": {"protocol": {"steps": []}, "name": "Simulation"}}),
        (ParsedProtocol(ucp="steps: []"), "P", {"protocol_experiment": {"protocol": "steps: []", "name": "P"}}),
        (SAVED, None, {"protocol_id": SAVED}),
        (SAVED, "Mine", {"protocol_experiment": {"protocol": {"steps": []}, "name": "Mine"}}),
        (UUID, None, {"protocol_id": UUID}),
    ],
)
def test_protocols(protocol, name, expected):
    shared = {"parameterized_model": "M", "experiment_parameters": {"a": 1}, "project_id": None}
    assert run_config("M", protocol, {"a": 1}, name, None) == {**shared, **expected}


def test_a_name_for_a_saved_protocol_needs_its_record():
    with pytest.raises(ValidationError, match="name: found one for a saved protocol"):
        run_config("M", UUID, None, "Mine", None)


def test_designs():
    rows = [{"type": "discrete", "name": "x", "values": [1, 2]}, {"type": "discrete", "name": "y", "values": [3]}]
    expected = {"design_parameters_doe": {"sampling": "grid", "rows": rows}}
    assert sweep_design({"x": [1, 2], "y": 3}) == sweep_design({"x": np.array([1, 2]), "y": [3]}) == expected
    assert sweep_design(expected["design_parameters_doe"]) == expected
    assert sweep_design([{"design_parameters": {"x": 1}}]) == {"conditions": [{"design_parameters": {"x": 1}}]}
    for wrong in ({}, None, "x", 7):
        with pytest.raises(ValidationError, match="design: found"):
            sweep_design(wrong)
