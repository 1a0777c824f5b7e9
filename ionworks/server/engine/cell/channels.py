"""Signals of a cell that can end a step, and the events that watch them."""

from __future__ import annotations

from typing import ClassVar

import attrs

from ionworks.server.ground.arrays import Array

KELVIN = 273.15
"""0 degC."""
_FAR = 1e9
_FAR_OF_VARIABLE = 1e30


@attrs.frozen
class Channel:
    """One event."""

    label: str
    """Name of the event and of its threshold input."""
    signal: str
    """What is compared with the threshold."""
    rising: bool
    """Whether it fires above the threshold."""
    variable: str | None = None
    """Variable of the model that is the signal, where the protocol names one."""

    VOLTAGE_BELOW: ClassVar[Channel]
    VOLTAGE_ABOVE: ClassVar[Channel]
    CURRENT_BELOW: ClassVar[Channel]
    CURRENT_ABOVE: ClassVar[Channel]
    SIGNED_CURRENT_BELOW: ClassVar[Channel]
    SIGNED_CURRENT_ABOVE: ClassVar[Channel]
    CHARGE_BELOW: ClassVar[Channel]
    CHARGE_ABOVE: ClassVar[Channel]
    TEMPERATURE_BELOW: ClassVar[Channel]
    TEMPERATURE_ABOVE: ClassVar[Channel]
    POWER_BELOW: ClassVar[Channel]
    POWER_ABOVE: ClassVar[Channel]
    ENERGY_BELOW: ClassVar[Channel]
    ENERGY_ABOVE: ClassVar[Channel]

    @classmethod
    def of_variable(cls, name: str, *, rising: bool) -> Channel:
        """Channel on a scalar variable of the model."""
        return cls(f"{name} {'above' if rising else 'below'}", f"variable {name}", rising, name)

    @property
    def idle(self) -> float:
        """Threshold that never fires."""
        far = _FAR if self.variable is None else _FAR_OF_VARIABLE
        return far if self.rising else -far

    def margin(self, value: float, threshold: float) -> float:
        """Distance past the threshold; positive once the condition is true."""
        return value - threshold if self.rising else threshold - value

    def margins(self, values: Array, threshold: float) -> Array:
        """Distances past the threshold."""
        return values - threshold if self.rising else threshold - values


Channel.VOLTAGE_BELOW = Channel("Voltage below [V]", "voltage", rising=False)
Channel.VOLTAGE_ABOVE = Channel("Voltage above [V]", "voltage", rising=True)
Channel.CURRENT_BELOW = Channel("Current magnitude below [A]", "current magnitude", rising=False)
Channel.CURRENT_ABOVE = Channel("Current magnitude above [A]", "current magnitude", rising=True)
Channel.SIGNED_CURRENT_BELOW = Channel("Current below [A]", "current", rising=False)
Channel.SIGNED_CURRENT_ABOVE = Channel("Current above [A]", "current", rising=True)
Channel.CHARGE_BELOW = Channel("Charge passed below [A.h]", "charge", rising=False)
Channel.CHARGE_ABOVE = Channel("Charge passed above [A.h]", "charge", rising=True)
Channel.TEMPERATURE_BELOW = Channel("Temperature below [degC]", "temperature", rising=False)
Channel.TEMPERATURE_ABOVE = Channel("Temperature above [degC]", "temperature", rising=True)
Channel.POWER_BELOW = Channel("Power magnitude below [W]", "power magnitude", rising=False)
Channel.POWER_ABOVE = Channel("Power magnitude above [W]", "power magnitude", rising=True)
Channel.ENERGY_BELOW = Channel("Energy passed below [W.h]", "energy", rising=False)
Channel.ENERGY_ABOVE = Channel("Energy passed above [W.h]", "energy", rising=True)
