"""Drive cycles as protocols."""

import polars as pl
import pytest

from ionworks import ucp
from ionworks.errors import ValidationError
from ionworks.resources.protocol.drive_cycles import drive_cycle_protocol

TABLE = {"Time [s]": [5.0, 6.5, 9], "Current [A]": [0.0, 2, -1.5]}


def protocol(source, kind="current", name="Cycle", repeat=1, scale=1.0):
    return drive_cycle_protocol(source, kind, name, repeat, scale)


def test_a_table_becomes_a_step_that_plays_it():
    program = ucp.parse(protocol(pl.DataFrame(TABLE), repeat=3, scale=-1.0))
    (step,) = program.steps
    assert (step.detail.profile_name, step.detail.repeat, step.detail.scale) == ("Cycle", 3, -1)
    assert program.drive_cycles["Cycle"].time == (0, 1.5, 4)
    assert program.drive_cycles["Cycle"].values == (0, 2, -1.5)
    assert step.mode.value == "Current"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Time [s],Current [A],Speed\n0,1,9\n1,2,9\n", "current"),
        ("# US06\n0\t1\n1\t2\n", "power"),
        ("\ufefft;rate\n0;1\n1;2\n", "C-rate"),
    ],
)
def test_files(tmp_path, text, kind):
    path = tmp_path / "cycle.csv"
    path.write_text(text, encoding="utf-8")
    found = ucp.parse(protocol(str(path), kind)).drive_cycles["Cycle"]
    assert (found.time, found.values, found.mode.value.lower()) == ((0, 1), (1, 2), kind.lower())


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"Time [s]": [5, 5, 9]}, "row 2: the time 5 s does not follow 5 s"),
        ({"Current [A]": [0, None, 1]}, "row 2: 'Current [A]' is no finite number"),
        ({"Time [s]": [0], "Current [A]": [1]}, "found 1 rows; allowed: at least 2"),
    ],
)
def test_tables_that_cannot_be_played(changes, text):
    with pytest.raises(ValidationError) as caught:
        protocol({**TABLE, **changes})
    assert text in str(caught.value)


def test_wrong_arguments_and_files(tmp_path):
    ragged = tmp_path / "ragged.csv"
    ragged.write_text("Time [s],Current [A]\n0,1\n1\n")
    for arguments, text in (
        ({"source": TABLE, "kind": "volts"}, "allowed: 'current', 'power', 'C-rate'"),
        ({"source": TABLE, "kind": "power"}, "allowed: 'Time [s]' and 'Power [W]'"),
        ({"source": TABLE, "repeat": 0}, "repeat: found 0"),
        ({"source": TABLE, "scale": float("nan")}, "scale: found nan"),
        ({"source": ragged}, "row 2: found 1 values; allowed: 2"),
        ({"source": tmp_path / "none.csv"}, "cannot be read"),
    ):
        with pytest.raises(ValidationError) as caught:
            protocol(**arguments)
        assert text in str(caught.value), arguments
