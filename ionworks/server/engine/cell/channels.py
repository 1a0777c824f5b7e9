"""Signals of a cell that can end a step, and the events that watch them."""

from __future__ import annotations

import enum

from ionworks.server.ground.arrays import Array

KELVIN = 273.15
"""0 degC."""
FAR = 1e9


class Channel(enum.Enum):
    """One event: (name, what is compared, whether it fires above the threshold)."""

    VOLTAGE_BELOW = ("Voltage below [V]", "voltage", False)
    VOLTAGE_ABOVE = ("Voltage above [V]", "voltage", True)
    CURRENT_BELOW = ("Current magnitude below [A]", "current magnitude", False)
    CURRENT_ABOVE = ("Current magnitude above [A]", "current magnitude", True)
    SIGNED_CURRENT_BELOW = ("Current below [A]", "current", False)
    SIGNED_CURRENT_ABOVE = ("Current above [A]", "current", True)
    CHARGE_BELOW = ("Charge passed below [A.h]", "charge", False)
    CHARGE_ABOVE = ("Charge passed above [A.h]", "charge", True)
    TEMPERATURE_BELOW = ("Temperature below [degC]", "temperature", False)
    TEMPERATURE_ABOVE = ("Temperature above [degC]", "temperature", True)
    POWER_BELOW = ("Power magnitude below [W]", "power magnitude", False)
    POWER_ABOVE = ("Power magnitude above [W]", "power magnitude", True)
    ENERGY_BELOW = ("Energy passed below [W.h]", "energy", False)
    ENERGY_ABOVE = ("Energy passed above [W.h]", "energy", True)

    @property
    def label(self) -> str:
        """Name of the event and of its threshold input."""
        return self.value[0]

    @property
    def signal(self) -> str:
        """What is compared with the threshold."""
        return self.value[1]

    @property
    def rising(self) -> bool:
        """Whether it fires above the threshold."""
        return self.value[2]

    @property
    def idle(self) -> float:
        """Threshold that never fires."""
        return FAR if self.rising else -FAR

    def margin(self, value: float, threshold: float) -> float:
        """Distance past the threshold; positive once the condition is true."""
        return value - threshold if self.rising else threshold - value

    def margins(self, values: Array, threshold: float) -> Array:
        """Distances past the threshold."""
        return values - threshold if self.rising else threshold - values
