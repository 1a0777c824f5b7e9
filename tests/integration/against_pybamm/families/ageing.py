"""Ageing submodels, with what they take from the cell."""

from collections.abc import Mapping
from typing import Any

from tests.integration.against_pybamm.case import Case, native, until

_DIFFUSION = {"SEI": "solvent-diffusion limited"}
_MECHANICS = {"particle mechanics": ("swelling and cracking", "swelling only")}
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "SEI solvent diffusion": _DIFFUSION,
    "SEI reaction limited": {"SEI": "reaction limited"},
    "SEI interstitial diffusion": {"SEI": "interstitial-diffusion limited"},
    "SEI electron migration": {"SEI": "electron-migration limited"},
    "SEI ec reaction": {"SEI": "ec reaction limited"},
    "SEI constant": {"SEI": "constant"},
    "SEI asymmetric": {"SEI": "ec reaction limited (asymmetric)"},
    "SEI film resistance": {**_DIFFUSION, "SEI film resistance": "average"},
    "SEI porosity change": {**_DIFFUSION, "SEI porosity change": "true"},
    "plating irreversible": {"lithium plating": "irreversible"},
    "plating reversible": {"lithium plating": "reversible"},
    "plating partially reversible": {"lithium plating": "partially reversible"},
    "plating porosity change": {"lithium plating": "irreversible", "lithium plating porosity change": "true"},
    "swelling": {"particle mechanics": "swelling only"},
    "cracking": _MECHANICS,
    "SEI on cracks": {**_DIFFUSION, **_MECHANICS, "SEI on cracks": "true"},
    "LAM stress": {"particle mechanics": "swelling only", "loss of active material": "stress-driven"},
    "LAM reaction": {**_DIFFUSION, "loss of active material": "reaction-driven"},
    "all of OKane": {
        **_DIFFUSION,
        **_MECHANICS,
        "SEI porosity change": "true",
        "lithium plating": "partially reversible",
        "lithium plating porosity change": "true",
        "SEI on cracks": "true",
        "loss of active material": "stress-driven",
    },
}
_CHANGES = {
    "LAM reaction": {"Negative electrode reaction-driven LAM factor [m3.mol-1]": 1e-4},
    "SEI asymmetric": {"SEI growth transfer coefficient": 0.4},
}
_OF_DFN = ("SEI solvent diffusion", "SEI ec reaction", "plating partially reversible", "LAM stress", "all of OKane")
_LOSSES = ("Loss of lithium inventory [%]", "Loss of active material in negative electrode [%]")


def cases() -> list[Case]:
    """Return the cases of the family: a cycle under every submodel, ten where that is cheap."""
    items = [
        {"Discharge": until("C-rate", 1, "Voltage < 2.5")},
        {"Charge": until("C-rate", 0.5, "Voltage > 4.2")},
        {"Charge": until("Voltage", 4.2, "Current < 0.25")},
    ]
    steps = [native("c_rate", 1, "< 2.5 V"), native("c_rate", -0.5, "> 4.2 V"), native("voltage", 4.2, "0.25 A")]
    found = []
    for model in ("SPM", "SPMe", "DFN"):
        for name, options in OPTIONS.items():
            if model == "DFN" and name not in _OF_DFN:
                continue
            keys = {"model": model, "options": options, "values": "OKane2022", "outputs": _LOSSES}
            found.append(Case("ageing", f"{model} {name}", items, steps, changes=_CHANGES.get(name, {}), **keys))
    for name in ("SEI solvent diffusion", "plating irreversible", "LAM stress"):
        keys = {"options": OPTIONS[name], "values": "OKane2022", "outputs": _LOSSES}
        repeated = [{"Cycle": {"repeat": 10, "steps": items}}]
        found.append(Case("ageing", f"SPM {name}, ten cycles", repeated, steps * 10, period=600.0, **keys))
    return found
