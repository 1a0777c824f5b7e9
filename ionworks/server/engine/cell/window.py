"""Voltages a parameter set is made for."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

LOWER, UPPER = "Lower voltage cut-off [V]", "Upper voltage cut-off [V]"
_SHOWN_V = 1e-2


@attrs.frozen
class Window:
    """Voltages the parameter set is made for; None where it does not say."""

    lower: float | None = None
    upper: float | None = None

    def widened(self, voltages: Iterable[float]) -> "Window":
        """Return the window with these voltages inside."""
        known = list(voltages)
        lower = None if self.lower is None else min([self.lower, *known])
        upper = None if self.upper is None else max([self.upper, *known])
        return Window(lower, upper)

    def warnings(self, lowest: float, highest: float) -> dict[str, str]:
        """What to tell about voltages outside, by the cut-off."""
        found = {}
        if self.lower is not None and lowest < self.lower - _SHOWN_V:
            found[LOWER] = f"the voltage falls to {lowest:.4g} V, below the parameter set's {LOWER!r} of {self.lower:g}"
        if self.upper is not None and highest > self.upper + _SHOWN_V:
            found[UPPER] = (
                f"the voltage rises to {highest:.4g} V, above the parameter set's {UPPER!r} of {self.upper:g}"
            )
        return found


def window(parameters: Mapping[str, Any]) -> Window:
    """Window of parameter values; what is not a plain number is left out."""
    found = (parameters.get(name) for name in (LOWER, UPPER))
    return Window(*(float(value) if isinstance(value, (int, float)) else None for value in found))
