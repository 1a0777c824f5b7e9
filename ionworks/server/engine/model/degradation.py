"""What is known of a cell that ages: PyBaMM's summary variables, which are numbers of a state.

Source: PyBaMM ``BaseBatteryModel.summary_variables``.
"""

import re
from collections.abc import Iterator
from typing import Any

from ionworks.frames import is_summary_variable

_AGES = {
    "SEI": ("none", "constant"),
    "SEI on cracks": ("false",),
    "lithium plating": ("none",),
    "loss of active material": ("none",),
}
"""Options by which a cell ages, with their values by which it does not."""
_THICKNESS = re.compile(r"X-averaged (negative|positive) ((primary|secondary) )?SEI( on cracks)? thickness \[m\]")


def summary_variables(model: Any) -> tuple[str, ...]:
    """Summary variables of a model that ages, with thicknesses of the SEI; empty for one that does not.

    Times and throughputs are not among them: every table of cycles has them.

    Parameters
    ----------
    model : pybamm.BaseModel
        Unprocessed.
    """
    options = getattr(model, "options", None) or {}
    if all(set(_flat(options.get(name, still[0]))) <= set(still) for name, still in _AGES.items()):
        return ()
    thicknesses = sorted(name for name in model.variables if _THICKNESS.fullmatch(name))
    names = [*model.summary_variables, *thicknesses]
    return tuple(name for name in names if name in model.variables and is_summary_variable(name))


def _flat(value: Any) -> Iterator[str]:
    """Values of an option that may differ by electrode and by phase."""
    if isinstance(value, tuple | list):
        for part in value:
            yield from _flat(part)
    else:
        yield str(value)
