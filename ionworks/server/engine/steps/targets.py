"""Whether what a step controls is where it should be: voltage and power are held by the solver, to its tolerances.

A current is imposed and always exact.

Source: docs/decisions/0018-holds.md.
"""

from collections.abc import Mapping

import attrs
import numpy as np

from ionworks.server.engine.steps.integrals import Points
from ionworks.server.ground.arrays import Array
from ionworks.ucp.program import Mode

VOLTS = 1e-3
SHARE = 1e-3
"""How far a voltage may be from its target, and a power, relative to the largest target of the step."""
_LEAST_W = 1e-4


@attrs.frozen
class Stray:
    """A controlled quantity away from its target.

    Attributes
    ----------
    begin : float
        When it is first beyond what is allowed, s.
    time : float
        When it is farthest, s.
    value, target : float
        There, in V or W.
    unit : str
    """

    begin: float
    time: float
    value: float
    target: float
    unit: str

    @property
    def gap(self) -> float:
        """Distance from the target."""
        return abs(self.value - self.target)


def stray(mode: Mode, targets: Array, points: Points) -> Stray | None:
    """Where a step is farthest from its targets; None where it never is beyond what is allowed.

    Parameters
    ----------
    mode : Mode
        CURRENT, VOLTAGE or POWER.
    targets : array, shape (n_points,)
    points : Points
        Of one step. Corners of an imposed profile, where a target may jump, are not judged.
    """
    if mode is Mode.CURRENT:
        return None
    values = _controlled(mode, points.columns)
    gaps = np.where(points.is_corner, 0.0, np.abs(values - targets))
    allowed = VOLTS if mode is Mode.VOLTAGE else max(SHARE * float(np.abs(targets).max()), _LEAST_W)
    beyond = gaps > allowed
    if not beyond.any():
        return None
    times, worst = points.columns["Time [s]"], int(np.argmax(gaps))
    begin, unit = float(times[np.argmax(beyond)]), "V" if mode is Mode.VOLTAGE else "W"
    return Stray(begin, float(times[worst]), float(values[worst]), float(targets[worst]), unit)


def told(found: Stray, start: float) -> str:
    """Warning of a step that began at `start`."""
    what = "voltage" if found.unit == "V" else "power"
    return (
        f"the {what} is not held: {found.value:.5g} {found.unit} instead of {found.target:.5g} {found.unit}, "
        f"{found.time - start:.4g} s into the step, and tighter tolerances do not help; the model may have no meaning "
        "there, for instance as an electrolyte or an electrode runs empty"
    )


def _controlled(mode: Mode, columns: Mapping[str, Array]) -> Array:
    voltage = columns["Voltage [V]"]
    return voltage if mode is Mode.VOLTAGE else voltage * columns["Current [A]"]
