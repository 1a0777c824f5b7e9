"""The experiment strings of PyBaMM's tests and documents, each submitted as experiment text."""

import json
from pathlib import Path

from tests.integration.against_pybamm.case import Case

STRINGS = Path(__file__).parents[3] / "data" / "experiment_strings" / "experiment_strings.json"
_STATES = {"discharge": 0.9, "charge": 0.2, "hold": 0.7}


def cases() -> list[Case]:
    """Return the cases of the family: each string alone, from a state it can start from."""
    return [
        Case(
            "texts",
            text,
            text,
            [text],
            model="SPMe",
            soc=_STATES.get(text.split(" ")[0].lower(), 0.5),
            period=_period(text),
        )
        for text in json.loads(STRINGS.read_text())
    ]


def _period(text: str) -> float:
    """Return the period a string asks for, else the usual one."""
    periods = {"(10 seconds period)": 10.0, "(2 minute period)": 120.0, "(1 hour period)": 3600.0}
    return next((seconds for written, seconds in periods.items() if text.endswith(written)), 60.0)
