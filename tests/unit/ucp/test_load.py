import time

import pytest

from ionworks.ucp import ProtocolError, load


def problem(source) -> str:
    with pytest.raises(ProtocolError) as caught:
        load(source)
    return str(caught.value)


def steps(text: str):
    return load(f"steps:\n- {text}")["steps"][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", 1),
        ("-1.5", -1.5),
        ("1e9", 1e9),
        ("1E-3", 1e-3),
        (".5", 0.5),
        ("010", 10),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("2024-01-01", "2024-01-01"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("on", True),
        ("No", False),
        ("~", None),
        ('"1"', "1"),
        ("'on'", "on"),
        ("Voltage > 4.2", "Voltage > 4.2"),
        ("[Voltage > 4.2, Current < 1]", ["Voltage > 4.2", "Current < 1"]),
        ('input["C-rate"]', 'input["C-rate"]'),
        ("{on: 1, 2: 3}", {"on": 1, "2": 3}),
    ],
)
def test_scalars(text, expected):
    loaded = steps(text)
    assert loaded == expected
    assert type(loaded) is type(expected)


def test_large_integers_stay_close():
    assert steps("12345678901234567890") == pytest.approx(1.2345678901234567e19)


def test_bytes_json_and_comments():
    assert load(b"\xef\xbb\xbfsteps: [a] # comment") == {"steps": ["a"]}
    assert load('{"steps": [{"Rest": {"duration": 1}}]}') == {"steps": [{"Rest": {"duration": 1}}]}


def test_aliases_are_copied():
    loaded = load("a: &x {b: [1]}\nsteps: [*x, *x]")
    assert loaded["steps"] == [{"b": [1]}, {"b": [1]}]
    assert loaded["steps"][0] is not loaded["steps"][1]


def test_merge_keys():
    loaded = load("a: &x {mode: Current, value: 1}\nsteps: [{<<: *x, value: 2}, {<<: [*x, {note: n}]}]")
    assert loaded["steps"] == [{"mode": "Current", "value": 2}, {"mode": "Current", "value": 1, "note": "n"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: 1\nb: 2\na: 3",
            'document: line 3, column 1: found the key "a" twice in one mapping; allowed each key once',
        ),
        (
            "steps: {x: 1, 'x': 2}",
            'document: line 1, column 15: found the key "x" twice in one mapping; allowed each key once',
        ),
        (
            "steps: !!python/object:os.system x",
            'found the tag "tag:yaml.org,2002:python/object:os.system"; allowed no tags',
        ),
        ("steps: !!binary aGk=", "allowed no tags"),
        ("steps: !!set {a}", "allowed no tags"),
        ("steps: !x [1]", "allowed no tags"),
        ("? [a, b]\n: 1", "a list or mapping used as a key"),
        ("a: &x b\n*x : 1", "an alias used as a key"),
        ("a: &x {b: 1}\n*x : 1", "an alias used as a key"),
        ("a: *x", "alias *x without an anchor before it"),
        ("a: &x [*x]", "alias *x without an anchor before it"),
        ("a: 1\n---\nb: 1", "a second document"),
        ("steps: [a", "did not find expected"),
        ("\tsteps: 1", "cannot start any token"),
        ("a: {<<: 1}", "found 1 after <<"),
        ("a: \x00", "allowed well-formed YAML"),
        ("a: \ud800", "no UTF-8 form"),
        ("", "document: found nothing, not a UCP document"),
        ("hello", 'document: found "hello", not a UCP document'),
        ("[1]", "document: found a list of 1 items, not a UCP document"),
        (b"\xff", "allowed UTF-8 text"),
        (5, "document: found 5; allowed UCP text or a mapping"),
        (None, "document: found nothing; allowed UCP text or a mapping"),
        ({1: 2}, "document: found the key 1; allowed text keys"),
        ({"steps": [object()]}, "steps[0]: found a object; allowed text, a number, a list or a mapping"),
    ],
)
def test_errors(text, expected):
    assert expected in problem(text)


def test_unquoted_input_in_a_flow_list_has_a_hint():
    assert "quote a value that begins with input[...]" in problem('steps: [{ends: [Voltage > input["x"]]}]')


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, levels)]
    return "\n".join(lines)


def merge_bomb(levels: int) -> str:
    lines = ["a0: &a0 {k: 1}"]
    lines += [
        f"a{i}: &a{i} {{k{i}: [*a{i - 1}, *a{i - 1}], <<: [{', '.join([f'*a{i - 1}'] * 10)}]}}"
        for i in range(1, levels)
    ]
    return "\n".join(lines)


def self_nested(depth: int):
    value: list = []
    for _ in range(depth):
        value = [value]
    return value


def endless():
    value: dict = {}
    value["again"] = value
    return value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (bomb(9), "more than 50000 values"),
        (merge_bomb(9), "more than 50000 values"),
        ("steps: " + "[" * 100_000, "more than 50 nested levels"),
        ("steps: " + "{a: " * 100_000, "more than 50 nested levels"),
        ("- " * 100_000, "more than 50 nested levels"),
        ("steps: [" + "1," * 100_000 + "]", "more than 50000 values"),
        ("#" * (1 << 20) + "#", "1048577 characters; allowed at most 1048576"),
        ({"steps": self_nested(2000)}, "allowed 50000 values and 50 levels"),
        (endless(), "allowed 50000 values and 50 levels"),
        ({"steps": [0] * 60_000}, "allowed 50000 values and 50 levels"),
    ],
)
def test_bombs_are_refused_quickly(source, expected):
    start = time.process_time()
    assert expected in problem(source)
    assert time.process_time() - start < 1


def test_a_mapping_is_copied():
    source = {"steps": ({"Rest": {"duration": 1}},)}
    loaded = load(source)
    assert loaded == {"steps": [{"Rest": {"duration": 1}}]}
    assert loaded["steps"][0] is not source["steps"][0]


def test_long_drive_cycles_pass():
    cycle = [[i, 1.0] for i in range(60_000)]
    assert load({"steps": ["a"], "drive_cycles": {"c": cycle}})["drive_cycles"]["c"] is cycle
