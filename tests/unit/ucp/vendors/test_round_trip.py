"""Export, read back, compare: every format on random protocols of the subset it declares."""

import base64
import os
import random

import pytest
import yaml
from tests.unit.ucp.vendors.protocol_strategies import SECONDS, Subset, novonix_protocols, protocols
from hypothesis import assume, given, settings

from ionworks import ucp
from ionworks.ucp.vendors import FORMATS, UnsupportedError, convert, parse_file
from ionworks.ucp.vendors.constructs import Construct, ExportOptions
from ionworks.ucp.vendors.lower import lower
from ionworks.ucp.vendors.sequence import differences

EXAMPLES = int(os.environ.get("PROTOCOL_EXAMPLES", "25"))
"""Protocols per format; `make test` tries 80."""
OPTIONS = ExportOptions(nominal_capacity_ah=3.2)
_ALL_ENDS = ("Voltage", "Current", "C-rate", "Capacity", "Time")
_JUMPS = (Construct.JUMP_INTO, Construct.JUMP_AGAIN, Construct.JUMP)

SUBSETS = {
    "maccor": protocols(
        Subset(ends=(*_ALL_ENDS, "Temperature"), alike=True, safety=(
            "voltage_min", "voltage_max", "temperature_min", "temperature_max", "charge_current_max"))
    ),
    "neware": protocols(Subset(depth=2, once=True, own_resolution=False)),
    "arbin": protocols(Subset()),
    "arbin_sdx": protocols(Subset()),
    "biologic": protocols(
        Subset(ends=("Voltage", "Current", "C-rate", "Time"), most_ends=2, alike=True, depth=4,
               safety=("voltage_min", "voltage_max", "charge_current_max"))
    ),
    "novonix": novonix_protocols(),
}  # fmt: skip


def exported(name, document):
    """Return program and file, skipping protocols whose jumps or doubled limits are refused."""
    program = ucp.bind(ucp.parse(document)).program
    try:
        return program, FORMATS[name].export(program, OPTIONS).primary.content
    except UnsupportedError as error:
        allowed = [each.value for each in _JUMPS]
        allowed += ["charge ends a step once", "10 A", "three resolutions"]
        assert all(any(word in text for word in allowed) for text in error.problems), error
        assume(False)
    raise AssertionError


def check_round_trip(name, document):
    chosen = FORMATS[name]
    program, content = exported(name, document)
    again = ucp.parse(chosen.document(content))
    found = differences(
        chosen.prepare(program, OPTIONS), lower(again)[0], tolerance=chosen.tolerance, ordered=chosen.ordered
    )
    assert found == []
    assert chosen.export(ucp.bind(again).program, OPTIONS).primary.content == content
    assert chosen.verify(program, OPTIONS, content) == []


@pytest.mark.parametrize("name", list(SUBSETS))
def test_what_is_written_reads_back_the_same(name):
    @given(SUBSETS[name])
    @settings(max_examples=EXAMPLES, deadline=None)
    def check(document):
        check_round_trip(name, document)

    check()


@pytest.mark.parametrize("name", list(SUBSETS))
def test_a_file_is_recognised_by_its_content(name):
    @given(SUBSETS[name])
    @settings(max_examples=3, deadline=None)
    def check(document):
        _, content = exported(name, document)
        answer = parse_file(content, "anything.bin")
        assert answer["error"] is None
        assert answer["cycler_type"] == name
        assert yaml.safe_load(answer["parsed_protocol_ucp"]) == FORMATS[name].document(content)
        assert answer["parsed_protocol_human"].startswith("Start from")

    check()


@given(SECONDS)
@settings(max_examples=30)
def test_durations_survive_in_every_format(seconds):
    for name, chosen in FORMATS.items():
        content = chosen.export(ucp.parse({"steps": [{"Rest": {"duration": seconds}}]}), OPTIONS).primary.content
        (step,) = ucp.parse(chosen.document(content)).steps
        assert step.duration == pytest.approx(seconds, rel=1e-12), name


@pytest.mark.parametrize("name", list(SUBSETS))
def test_damaged_files_never_crash(name):
    documents = {"maccor": None, "novonix": {"steps": [{"Rest": {"duration": 5}}]}}
    document = documents.get(name) or {
        "steps": [
            {"B": {"repeat": 3, "steps": [{"Charge": {"mode": "Current", "value": 1, "ends": ["Voltage > 4.2"]}}]}},
            {"Rest": {"duration": 60}},
        ]
    }
    content = bytearray(FORMATS[name].export(ucp.parse(document), OPTIONS).primary.content)
    rng = random.Random(name)
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(rng.randrange(1, 6)):
            at = rng.randrange(len(damaged))
            damaged[at : at + rng.randrange(3)] = rng.randbytes(rng.randrange(3))
        answer = parse_file(bytes(damaged), "damaged")
        assert answer["error"] or ucp.validate(answer["parsed_protocol_ucp"])["valid"]


def test_verify_in_convert():
    steps = [{"Charge": {"mode": "C-rate", "value": 0.5, "ends": ["Voltage > 4.2"], "note": "slow"}}]
    answer = convert({"steps": steps}, "maccor", verify=True)
    assert base64.b64decode(answer["primary"]["content_base64"]).decode() == answer["content"]
    assert "<StepNote>slow</StepNote>" in answer["content"]
