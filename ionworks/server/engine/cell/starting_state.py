"""The state a cell starts from, as a value."""

import attrs


@attrs.frozen
class StartingState:
    """A state of charge or an open-circuit voltage: one of the two."""

    fraction: float | None = None
    """State of charge, 0 to 1."""
    volts: float | None = None
    """V"""

    def __attrs_post_init__(self) -> None:
        if (self.fraction is None) == (self.volts is None):
            raise ValueError("a starting state is a state of charge or a voltage, one of the two")

    @property
    def for_pybamm(self) -> float | str:
        """The state as ``set_initial_state`` of PyBaMM takes it."""
        return self.fraction if self.fraction is not None else f"{self.volts!r} V"

    def __str__(self) -> str:
        return f"{100 * self.fraction:g} %" if self.fraction is not None else f"{self.volts:g} V"
