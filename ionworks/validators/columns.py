"""Column names and units of measurement data, and access to columns of any accepted kind of frame."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ionworks.errors import ValidationError

if TYPE_CHECKING:
    import polars as pl

TIME = "Time [s]"
VOLTAGE = "Voltage [V]"
CURRENT = "Current [A]"
POWER = "Power [W]"
STEP_COUNT = "Step count"
FREQUENCY = "Frequency [Hz]"
Z_RE = "Z_Re [Ohm]"
Z_IM = "Z_Im [Ohm]"
DISCHARGE_CAPACITY = "Discharge capacity [A.h]"
CHARGE_CAPACITY = "Charge capacity [A.h]"
DISCHARGE_ENERGY = "Discharge energy [W.h]"
CHARGE_ENERGY = "Charge energy [W.h]"
STEP_TYPE = "Step type"
DURATION = "Duration [s]"

CUMULATIVE_COLUMNS = (DISCHARGE_CAPACITY, CHARGE_CAPACITY, DISCHARGE_ENERGY, CHARGE_ENERGY)
CYCLE_COLUMNS = ("Cycle count", "Cycle number", "Cycle from cycler")

TIME_SERIES_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        TIME: "Time since the start of the test [s]; starts at 0, never falls, never reset by cycle.",
        VOLTAGE: "Terminal voltage [V].",
        CURRENT: "Current [A]; positive is discharge, negative is charge.",
        POWER: "Power [W]; optional, the sign of the current.",
        "Cycle count": "Cycle, an integer from 0 that never falls.",
        STEP_COUNT: "Step, an integer from 0 that rises by 1 at each new step.",
        "Temperature [degC]": "Cell temperature [degC].",
        "Cycle from cycler": "Cycle number as the cycler wrote it.",
        "Step from cycler": "Step number as the cycler wrote it.",
        DISCHARGE_CAPACITY: "Charge delivered since the start of the step [A.h], not negative.",
        CHARGE_CAPACITY: "Charge taken up since the start of the step [A.h], not negative.",
        DISCHARGE_ENERGY: "Energy delivered since the start of the step [W.h], not negative.",
        CHARGE_ENERGY: "Energy taken up since the start of the step [W.h], not negative.",
        FREQUENCY: "Frequency of an impedance point [Hz]; null on other rows.",
        Z_RE: "Real part of the impedance [Ohm].",
        Z_IM: "Imaginary part of the impedance [Ohm]; negative where the cell is capacitive.",
    }
)
"""Recognised time series columns and their meaning; others are kept, not used (docs/contract/guides.md section 5.1)."""


def as_polars(data: Any) -> "pl.DataFrame":
    """Give `data` as a polars frame, without a copy when it is one.

    Parameters
    ----------
    data : polars.DataFrame, pandas.DataFrame or mapping of column name to values
        One row per sample.

    Returns
    -------
    polars.DataFrame
        The same rows and columns.

    Raises
    ------
    ValidationError
        When `data` is none of these, or its columns differ in length.
    """
    import polars as pl

    if isinstance(data, pl.DataFrame):
        return data
    if isinstance(data, pl.LazyFrame):
        return data.collect()
    if data is None or isinstance(data, (str, bytes, int, float)):
        raise ValidationError(
            f"Measurement data must be a polars or pandas frame or a dict of columns, found {type(data).__name__}."
        )
    try:
        return pl.DataFrame(data)
    except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
        raise ValidationError(f"Measurement data of type {type(data).__name__} is not a table: {error}") from error


def has_columns(frame: "pl.DataFrame", names: Iterable[str]) -> bool:
    """Whether `frame` has every column in `names`."""
    return set(names) <= set(frame.columns)


def numbers(frame: "pl.DataFrame", name: str) -> "pl.Series":
    """Column `name` as float64, with NaN as null.

    Raises
    ------
    ValidationError
        When the column does not hold numbers.
    """
    import polars as pl

    column = frame.get_column(name)
    if not (column.dtype.is_numeric() or column.dtype == pl.Null):
        raise ValidationError(f"Column {name!r} must hold numbers, found dtype {column.dtype}.")
    values = column.cast(pl.Float64)
    # Looking is a quarter of the cost of replacing, and files rarely hold NaN.
    return values.fill_nan(None) if values.is_nan().any() else values


def step_runs(frame: "pl.DataFrame") -> "pl.Series":
    """Index, from 0, of the run of equal ``Step count`` each row is in; all 0 without that column.

    Returns
    -------
    polars.Series of uint32, shape (n_rows,)
        Never falls; rises by 1 where a step starts.
    """
    import polars as pl

    if STEP_COUNT not in frame.columns:
        return pl.zeros(frame.height, dtype=pl.UInt32, eager=True)
    return frame.get_column(STEP_COUNT).rle_id()


def run_starts(runs: "pl.Series") -> "pl.Series":
    """Whether each row is the first of its run; `runs` as `step_runs` gives it."""
    return (runs != runs.shift(1)).fill_null(value=True)
