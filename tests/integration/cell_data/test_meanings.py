"""What columns of measured files are taken for, told by those who read them."""

from pathlib import Path

import pytest

from ionworks.errors import ValidationError
from ionworks.cycler_files.meanings import read_with_meanings, reader_names

CYCLERS = Path(__file__).parents[2] / "data" / "cyclers"
FILES = {
    "arbin.csv": "arbin",
    "basytec.txt": "basytec",
    "biologic_nohdr.mpt": "biologic mpt",
    "maccor.csv": "maccor",
    "novonix.csv": "novonix",
    "navani.bdf": "bdf",
}
pytestmark = [
    pytest.mark.local_only,
    pytest.mark.filterwarnings("ignore:.*does not support reading start time"),
]


@pytest.mark.parametrize(("name", "reader"), FILES.items())
def test_the_columns_of_every_make_are_told(name: str, reader: str) -> None:
    found = read_with_meanings(CYCLERS / name, None, {})
    assert found.reader == reader and reader in reader_names()
    assert set(found.meanings) <= set(found.columns)
    taken = {meaning.partition(" [")[0] for meaning in found.meanings.values()}
    assert {"Voltage", "Current"} <= taken, found.meanings


def test_a_meaning_that_is_given_wins(tmp_path: Path) -> None:
    # of nobody's make, with our names
    path = tmp_path / "x.csv"
    path.write_text("Time [s],Voltage [V],Current [A],Other\n" + "".join(f"{n},3.{n},1,4.{n}\n" for n in range(9)))
    assert read_with_meanings(path, None, {}).meanings["Voltage [V]"] == "Voltage [V]"
    found = read_with_meanings(path, None, {"Other": "Voltage [V]"})
    assert found.meanings["Other"] == "Voltage [V]" and "Voltage [V]" not in found.meanings
    assert found.frame["Voltage [V]"][0] == 4.0


def test_a_plain_file_needs_no_reader_once_its_columns_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Time [s],Spannung,Current [A]\n" + "".join(f"{n},3.{n},1\n" for n in range(9)))
    with pytest.raises(ValidationError, match="no reader can read it") as refused:
        read_with_meanings(path, None, {})
    assert refused.value.data["reason"].startswith("no reader can read it")
    found = read_with_meanings(path, None, {"Spannung": "Voltage [V]"})
    assert (found.reader, found.meanings["Current [A]"]) == ("csv", "Current [A]")
