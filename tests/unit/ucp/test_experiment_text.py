import pytest

from ionworks.ucp import ProtocolError, load, parse


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Discharge at 0.5C until 2.5V", {"Discharge": {"mode": "C-rate", "value": 0.5, "ends": ["Voltage < 2.5"]}}),
        ("Charge at 0.5C until 4.2V", {"Charge": {"mode": "C-rate", "value": 0.5, "ends": ["Voltage > 4.2"]}}),
        ("Hold at 4.2V until C/50", {"Charge": {"mode": "Voltage", "value": 4.2, "ends": ["C-rate < 0.02"]}}),
        ("Hold at 4.1 V until 50 mA", {"Charge": {"mode": "Voltage", "value": 4.1, "ends": ["Current < 0.05"]}}),
        ("Hold at 4.1 V for 90 s", {"Charge": {"mode": "Voltage", "value": 4.1, "duration": 90}}),
        ("Rest for 1 hour", {"Rest": {"duration": 3600}}),
        ("rest for hour", {"Rest": {"duration": 3600}}),
        (
            "Charge at 1 A for 30 minutes or until 4.2 V",
            {"Charge": {"mode": "Current", "value": 1, "duration": 1800, "ends": ["Voltage > 4.2"]}},
        ),
        (
            "Discharge at C/10 for 10 hours or until 3.3 V",
            {"Discharge": {"mode": "C-rate", "value": 0.1, "duration": 36000, "ends": ["Voltage < 3.3"]}},
        ),
        ("Discharge at 2 W for 10 seconds", {"Discharge": {"mode": "Power", "value": 2, "duration": 10}}),
        ("Discharge at 500 mW for 2 min", {"Discharge": {"mode": "Power", "value": 0.5, "duration": 120}}),
        (
            "Discharge at 1e-1 A until 3V or 2 A",
            {"Discharge": {"mode": "Current", "value": 0.1, "ends": ["Voltage < 3", "Current < 2"]}},
        ),
        ("Discharge at 1 A until > 3 V", {"Discharge": {"mode": "Current", "value": 1, "ends": ["Voltage > 3"]}}),
        (
            "Discharge at 1C for 1 h (5 minute period)",
            {"Discharge": {"mode": "C-rate", "value": 1, "duration": 3600, "resolution": {"time": 300}}},
        ),
    ],
)
def test_lines(line, expected):
    assert load(line) == {"steps": [expected]}
    parse(line)


def test_several_lines_with_blanks_and_comments():
    document = load("# formation\n\nDischarge at 1C until 2.5V\n  Rest for 10 minutes  \n")
    assert [next(iter(step)) for step in document["steps"]] == ["Discharge", "Rest"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Charge at 1 C", "without an end; allowed 'for <time>' or 'until <condition>'"),
        ("Charge at 1 Ohm for 1 hour", 'found "1 Ohm"; allowed a value in C, A, V, W'),
        ("Charge at one C for 1 hour", 'found "one C"'),
        ("Charge at C/0 for 1 hour", "allowed a number > 0 after 'C/'"),
        ("Hold at 1 A for 1 hour", "allowed a voltage after 'Hold at'"),
        ("Hold at 4 V until 4.1 V", "without < or >"),
        ("Rest until 4 V", "without < or >"),
        ("Rest for 1 fortnight", 'found "1 fortnight"; allowed a time'),
        ("Charge at 1 C for 1 h for 2 h", "found two durations; allowed one"),
        ("Charge 1 C until 4 V", "allowed 'Charge at 1C until 4.2V'"),
        ("Charge at 1 C until", 'found "1 C until"; allowed a value in C, A, V, W'),
        ("Charge at 1 C for 1 h " + "x" * 300, "322 characters; allowed at most 300"),
    ],
)
def test_errors_name_the_line(line, expected):
    with pytest.raises(ProtocolError) as caught:
        load(f"Rest for 1 s\n{line}")
    assert str(caught.value).startswith("line 2: found ")
    assert expected in str(caught.value)


def test_at_most_twenty_errors():
    with pytest.raises(ProtocolError) as caught:
        load("Charge at x for 1 s\n" * 50)
    assert len(caught.value.problems) == 20


def test_too_many_lines():
    with pytest.raises(ProtocolError, match="10001 instructions"):
        load("Rest for 1 s\n" * 10_001)
