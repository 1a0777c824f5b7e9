"""PyBaMM's models and parameter sets that every server offers; names only, so that nothing heavy is imported."""

from collections.abc import Iterator
from typing import Final, NamedTuple

BUILT_IN_MODELS: Final = ("SPM", "SPMe", "DFN")
BUILT_IN_SETS: Final = (
    "Ai2020",
    "Chen2020",
    "Ecker2015",
    "Marquis2019",
    "Mohtat2020",
    "NCA_Kim2011",
    "OKane2022",
    "ORegan2022",
    "Prada2013",
    "Ramadass2004",
)
"""Parameter sets of PyBaMM that are complete for every built-in model."""


class SystemMaterial(NamedTuple):
    """A material of a parameter set of PyBaMM."""

    parameter_set: str
    component: str
    """``anode``, ``cathode`` or ``electrolyte``."""
    name: str
    citations: tuple[str, ...]
    """Keys of the articles in PyBaMM's list of citations."""


def _materials() -> Iterator[SystemMaterial]:
    for name, (anode, cathode, electrolyte, *citations) in _MATERIALS.items():
        for component, material in (("anode", anode), ("cathode", cathode), ("electrolyte", electrolyte)):
            yield SystemMaterial(name, component, f"{material} ({name})", tuple(citations))


_MATERIALS: Final = {
    "Ai2020": ("Graphite", "LCO", "LiPF6 in EC:DMC", "Ai2019"),
    "Chen2020": ("Graphite", "NMC", "LiPF6 in EC:EMC (3:7)", "Chen2020"),
    "Ecker2015": (
        *("Graphite", "LNCO", "LiPF6 in EC:DMC"),
        *("Ecker2015i", "Ecker2015ii", "Zhao2018", "Hales2019", "Richardson2020", "OKane2020"),
    ),
    "Marquis2019": ("Graphite", "LCO", "LiPF6 in EC:DMC", "Marquis2019"),
    "Mohtat2020": ("Graphite", "NMC532", "LiPF6 in EC:DMC", "Mohtat2020"),
    "NCA_Kim2011": ("Graphite", "NCA", "LiPF6 in EC", "Kim2011"),
    "OKane2022": ("Graphite", "NMC", "LiPF6 in EC:EMC (3:7)", "OKane2022", "OKane2020", "Chen2020"),
    "ORegan2022": ("Graphite", "NMC", "LiPF6 in EC:EMC (3:7)", "ORegan2022", "Chen2020"),
    "Prada2013": ("Graphite", "LFP", "LiPF6 in EC:EMC (3:7)", "Chen2020", "Prada2013"),
    "Ramadass2004": ("Graphite", "LCO", "LiPF6 in EC:DMC", "Ramadass2004"),
}
"""Negative and positive electrode and electrolyte by parameter set, as its functions call them, then its citations."""
SYSTEM_MATERIALS: Final = tuple(_materials())
"""Materials that every server offers."""
