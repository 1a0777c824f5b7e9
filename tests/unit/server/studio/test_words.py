"""Numbers as engineers read them."""

import hashlib

import pytest

from codegen import vendor
from ionworks.server.studio import words


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("Positive electrode thickness [m]", 7.56e-05, "75.6 µm"),
        ("Positive particle diffusivity [m2.s-1]", 3.3e-14, "3.3e-14 m2.s-1"),
        ("Discharge capacity [A.h]", 4.99213, "4.992 A.h"),
        ("Energy [W.h]", 18214.0, "18.21 kW.h"),
        ("Temperature [degC]", 25, "25 degC"),
        ("Count", 100000, "100,000"),
        ("Voltage [V]", 0.0, "0 V"),
        ("Voltage [V]", float("nan"), "nan V"),
        ("Voltage [V]", -0.0042, "-4.2 mV"),
        ("Ratio", True, "True"),
        ("Note", None, ""),
    ],
)
def test_quantities(name: str, value: object, text: str) -> None:
    assert words.named(name, value) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (0.0123, "12.3 ms"), (3.42, "3.42 s"), (120, "2 min"), (7500, "2 h 05 min"), (360000, "100 h 00 min")],
)
def test_durations(seconds: float | None, text: str) -> None:
    assert words.duration(seconds) == text


def test_files_of_others_are_what_they_were() -> None:
    listed = {row["file"]: row["sha256"] for row in vendor.listed()}
    found = {path.name for path in vendor.FOLDER.iterdir()} - {"VENDOR.md"}
    assert set(listed) == found
    for name, digest in listed.items():
        assert hashlib.sha256((vendor.FOLDER / name).read_bytes()).hexdigest() == digest
