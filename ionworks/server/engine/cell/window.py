"""Voltages a parameter set is made for."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

LOWER, UPPER = "Lower voltage cut-off [V]", "Upper voltage cut-off [V]"
SERIES = "Number of cells connected in series to make a battery"
_SHOWN_V = 1e-2


@attrs.frozen
class Window:
    """Voltages of one cell that the parameter set is made for; None where it does not say."""

    lower: float | None = None
    upper: float | None = None
    cells: float = 1.0
    """Cells in series, of which results are those of one."""

    def widened(self, voltages: Iterable[float]) -> "Window":
        """Return the window with these voltages inside."""
        known = list(voltages)
        lower = None if self.lower is None else min([self.lower, *known])
        upper = None if self.upper is None else max([self.upper, *known])
        return Window(lower, upper, self.cells)

    def warnings(self, lowest: float, highest: float) -> dict[str, str]:
        """What to tell about voltages outside, by the cut-off, and about whose voltages they are."""
        found = {}
        if self.cells != 1:
            found[SERIES] = (
                f"{SERIES!r} is {self.cells:g}: voltages, their limits, powers and energies are those of one cell; "
                "the protocol means one cell, too"
            )
        if self.lower is not None and lowest < self.lower - _SHOWN_V:
            found[LOWER] = f"the voltage falls to {lowest:.4g} V, below the parameter set's {LOWER!r} of {self.lower:g}"
        if self.upper is not None and highest > self.upper + _SHOWN_V:
            found[UPPER] = (
                f"the voltage rises to {highest:.4g} V, above the parameter set's {UPPER!r} of {self.upper:g}"
            )
        return found


def window(parameters: Mapping[str, Any]) -> Window:
    """Window of parameter values; what is not a plain number is left out."""
    lower, upper, cells = (
        float(value) if isinstance(value, (int, float)) else None
        for value in (parameters.get(name) for name in (LOWER, UPPER, SERIES))
    )
    return Window(lower, upper, 1.0 if cells is None else cells)
