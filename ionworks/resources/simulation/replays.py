"""Measured current on a model: the protocol that plays it, and the comparison with what was measured."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from ionworks.errors import ValidationError
from ionworks.frames import to_backend, to_polars
from ionworks.records import ReplayResult, SimulationResult
from ionworks.resources.protocol.drive_cycles import drive_cycle_protocol

TIME, CURRENT, VOLTAGE = "Time [s]", "Current [A]", "Voltage [V]"
_TEMPERATURE: Final = "Temperature [degC]"
_ROOM: Final = 25.0
_APART: Final = 1e-3
"""Seconds between two rows of one instant, the two sides of a jump."""
_AT_REST: Final = 1e-3


def replay_protocol(measured: Any, initial_soc: float | None, temperature: float | None) -> dict[str, Any]:
    """UCP document that plays the current of a measurement.

    Raises
    ------
    ValidationError
        A column is missing or holds no numbers; no initial state is known.
    """
    frame = to_polars(measured)
    missing = [name for name in (TIME, CURRENT, VOLTAGE) if name not in frame.columns]
    if missing:
        raise ValidationError(f"measurement: found no {missing[0]!r}; allowed: {TIME!r}, {CURRENT!r} and {VOLTAGE!r}")
    current = [math.nan if value is None else float(value) for value in frame[CURRENT].to_list()]
    times = _rising(frame[TIME].to_list())
    protocol = drive_cycle_protocol({TIME: times, CURRENT: current}, "current", "Measured current", 1, 1.0)
    if temperature is None:
        known = frame[_TEMPERATURE].drop_nulls() if _TEMPERATURE in frame.columns else frame[TIME].clear()
        temperature = float(known[0]) if known.len() else _ROOM
    conditions: dict[str, Any] = {"temperature": temperature}
    if initial_soc is not None:
        conditions |= {"initial_state_type": "soc_percentage", "initial_state_value": 100 * _fraction(initial_soc)}
    elif abs(current[0]) <= _AT_REST * max(map(abs, current)):
        conditions |= {"initial_state_type": "voltage", "initial_state_value": float(frame[VOLTAGE][0])}
    else:
        raise ValidationError(
            f"initial_soc: found none, and the measurement begins under {current[0]:g} A, where its voltage says "
            "nothing of its state; allowed: a fraction"
        )
    return {"global": conditions, **protocol}


def compared(measured: Any, result: SimulationResult) -> ReplayResult:
    """Measured and simulated voltage at the measured times that the run has reached."""
    import numpy as np
    import polars as pl

    frame, series = to_polars(measured), to_polars(result.time_series)
    times = np.array(_rising(frame[TIME].to_list()))
    times = times - times[0]
    reached = times <= series[TIME][-1] + _APART
    model = np.interp(times[reached], series[TIME].to_numpy(), series[VOLTAGE].to_numpy())
    data = frame[VOLTAGE].to_numpy()[reached]
    residual = model - data
    table = pl.DataFrame(
        {
            TIME: times[reached],
            CURRENT: frame[CURRENT].to_numpy()[reached],
            f"{VOLTAGE} (data)": data,
            f"{VOLTAGE} (model)": model,
            "Residual [V]": residual,
        }
    )
    warnings = list(result.warnings)
    if not reached.all():
        warnings.append(f"the model ended after {series[TIME][-1]:g} s of {times[-1]:g} s; the rest is not compared")
    rmse = float(np.sqrt(np.nanmean(residual**2)))
    return ReplayResult(time_series=to_backend(table), rmse=rmse, simulation=result, warnings=warnings)


def _rising(times: Sequence[Any]) -> list[float]:
    """Times that rise: rows of one instant are moved apart by a little."""
    found: list[float] = []
    for time in times:
        value = math.nan if time is None else float(time)
        is_same = bool(found) and found[-1] - 10 * _APART <= value <= found[-1]
        found.append(found[-1] + _APART if is_same else value)
    return found


def _fraction(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValidationError(f"initial_soc: found {value!r}; allowed: a fraction from 0 to 1")
    return float(value)
