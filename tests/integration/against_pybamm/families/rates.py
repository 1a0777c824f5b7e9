"""Constant C-rates to the cut-offs: every published set, every built-in model, one run and a list of runs."""

from collections.abc import Iterator

from ionworks.server.ground.built_in import BUILT_IN_MODELS, BUILT_IN_SETS
from tests.integration.against_pybamm.case import Case, native, until

CUTOFFS = {
    "Ai2020": (3.0, 4.2),
    "Chen2020": (2.5, 4.2),
    "Ecker2015": (2.5, 4.2),
    "Marquis2019": (3.105, 4.1),
    "Mohtat2020": (2.8, 4.2),
    "NCA_Kim2011": (2.7, 4.2),
    "OKane2022": (2.5, 4.2),
    "ORegan2022": (2.5, 4.4),
    "Prada2013": (2.0, 3.6),
    "Ramadass2004": (2.8, 4.2),
}
"""Voltage cut-offs as the sets state them [V]."""
DISCHARGES = (0.1, 0.5, 1, 2, 3)
CHARGES = (0.2, 0.5, 1)
_RATES_OF_DFN = (0.5, 2)


def cases() -> list[Case]:
    """Return the cases of the family."""
    return [case for values in BUILT_IN_SETS for model in BUILT_IN_MODELS for case in _of(values, model)]


def _of(values: str, model: str) -> Iterator[Case]:
    low, high = CUTOFFS[values]
    plans = [("Discharge", "<", low, rate, 1.0) for rate in DISCHARGES]
    plans += [("Charge", ">", high, rate, 0.1) for rate in CHARGES]
    for word, operator, volts, rate, soc in plans:
        if model == "DFN" and rate not in _RATES_OF_DFN:
            continue
        name = f"{values} {model} {word.lower()} {rate:g}C"
        keys = {"native": [native("c_rate", rate if operator == "<" else -rate, f"{operator} {volts} V")]}
        keys |= {"values": values, "model": model, "soc": soc}
        end = f"Voltage {operator} {volts}"
        yield Case("rates", name, [{word: until("C-rate", rate, end)}], **keys)
        listed = [{word: until("C-rate", 'input["rate"]', end)}]
        yield Case("rates", f"{name}, listed", listed, **keys, inputs={"rate": rate}, reference=name, together=word)
