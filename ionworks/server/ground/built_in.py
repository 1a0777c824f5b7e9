"""PyBaMM's models and parameter sets that every server offers; names only, so that nothing heavy is imported."""

from typing import Final

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
