"""Measured rows as the fit takes them: checked, with the current of each interval and the state of charge."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
import numpy.typing as npt

from ionworks.errors import ValidationError
from ionworks.server.circuit.knots import Array
from ionworks.validators.columns import CURRENT, STEP_COUNT, TIME, VOLTAGE

OCV_COLUMNS = ("Open-circuit voltage [V]", "Battery open-circuit voltage [V]", "OCV [V]")
"""Columns whose values are taken for the open-circuit voltage where it is not to be fitted."""
COLUMNS = (TIME, CURRENT, VOLTAGE, STEP_COUNT, *OCV_COLUMNS)
_LEAST_ROWS = 10
_JUMP = 0.1
"""Change of current, relative to the largest one, that begins a new step where none are numbered."""
_REST = 0.02


@attrs.frozen(kw_only=True, eq=False)
class Trace:
    """Rows of one measurement, positive current on discharge."""

    label: str
    """What messages call it."""
    time: Array
    current: Array
    before: Array
    """Current at the start of the interval that ends with each row."""
    voltage: Array
    ocv: Array | None
    """Measured open-circuit voltage, where there is a column of it."""
    charge: Array
    """Charge taken out since the first row that counts [A.h]."""
    used: slice = slice(None)
    """Rows that count; those before them only tell how far the pairs are from rest."""
    warnings: tuple[str, ...] = ()
    """Rows that were left out."""

    @property
    def interval(self) -> Array:
        """Seconds since the row before."""
        return np.diff(self.time, prepend=self.time[0])

    @property
    def starts_at_rest(self) -> bool:
        """Whether hardly any current flows in the first row."""
        return bool(abs(self.current[0]) <= _REST * np.abs(self.current).max())

    def changes(self) -> npt.NDArray[np.bool_]:
        """Whether the current jumps with each row that counts."""
        current = self.current[self.used]
        jump = np.abs(np.diff(current, prepend=current[0]))
        return np.asarray(jump > _JUMP * np.abs(current).max())


def trace(columns: Mapping[str, Array], label: str, first: int = 0) -> Trace:
    """Check columns of a measurement.

    Parameters
    ----------
    columns : mapping of str to array
        Time, current and voltage; step count and open-circuit voltage where there are.
    label : str
        What messages call it.
    first : int
        First row that counts.

    Raises
    ------
    ValidationError
        A column is missing, too few rows, values that are no numbers, time that goes back, no current at all.
    """
    missing = [name for name in (TIME, CURRENT, VOLTAGE) if name not in columns]
    if missing:
        raise ValidationError(f"{label}: lacks {', '.join(missing)}; found {', '.join(columns) or 'nothing'}")
    known = np.isfinite(columns[TIME]) & np.isfinite(columns[CURRENT]) & np.isfinite(columns[VOLTAGE])
    time, current, voltage = (columns[name][known] for name in (TIME, CURRENT, VOLTAGE))
    start = int(known[:first].sum())
    if time.size - start < _LEAST_ROWS:
        raise ValidationError(
            f"{label}: has {time.size - start} rows with time, current and voltage; at least {_LEAST_ROWS} are needed"
        )
    back = np.flatnonzero(np.diff(time) < 0)
    if back.size:
        row = int(back[0])
        raise ValidationError(f"{label}: {TIME} goes back in row {row + 1}, from {time[row]:g} to {time[row + 1]:g}")
    if not np.abs(current[start:]).max() > 0:
        raise ValidationError(f"{label}: {CURRENT} is 0 in all {time.size - start} rows; a circuit shows in pulses")
    begins = _begins(columns.get(STEP_COUNT), known, current)
    before = np.where(begins, current, np.concatenate([current[:1], current[:-1]]))
    charge = np.cumsum(np.diff(time, prepend=time[0]) * 0.5 * (before + current)) / 3600.0
    ocv = next((columns[name][known] for name in OCV_COLUMNS if name in columns), None)
    return Trace(
        label=label,
        time=time,
        current=current,
        before=before,
        voltage=voltage,
        ocv=ocv,
        charge=charge - charge[start],
        used=slice(start, None),
        warnings=_left_out(known[first:], label),
    )


def _left_out(known: npt.NDArray[np.bool_], label: str) -> tuple[str, ...]:
    count = int(np.count_nonzero(~known))
    if not count:
        return ()
    return (f"{label}: {count} of {known.size} rows lack time, current or voltage and were left out",)


def _begins(step: Array | None, known: npt.NDArray[np.bool_], current: Array) -> npt.NDArray[np.bool_]:
    """Whether each row is the first of a step: the current of the step flows in the whole interval before it."""
    if step is not None:
        return np.concatenate([[True], np.diff(step[known]) != 0])
    return np.concatenate([[True], np.abs(np.diff(current)) > _JUMP * np.abs(current).max()])
